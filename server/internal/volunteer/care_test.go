package volunteer

import (
	"slices"
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// helper is a verified resident who offers to shop for others.
func (y *yard) helper(code string) account.Actor {
	y.Helper()
	h := y.resident(code)
	h.Level = account.Verified
	y.level(h, h.Level)
	if err := y.SetSkills(y.Context(), h, []string{"shopping"}); err != nil {
		y.Fatal(err)
	}
	return h
}

func (y *yard) level(who account.Actor, l account.Level) {
	y.Helper()
	y.tx(func(tx *db.Tx) error { return y.Accounts.SetLevel(y.Context(), tx, who.ID, l) })
}

func newCare(t *testing.T) (*yard, OrderDraft) {
	y := newYard(t)
	y.tx(func(tx *db.Tx) error {
		return y.SetCareKinds(t.Context(), tx, 1, []CareKind{{"medicine", "买药送医"}, {"shopping", "物品代购"}}, []CareKind{{"haircut", "理发"}})
	})
	return y, OrderDraft{Kind: "shopping", Wanted: y.clock.Now().Add(24 * time.Hour), Needs: Needs{Name: "王奶奶", Door: "三号楼 201", Text: "买一袋米"}}
}

func (y *yard) does(by account.Actor, id OrderID, step OrderStep, want error) Order {
	y.Helper()
	o, err := y.StepOrder(y.Context(), by, id, step)
	wants(y, string(step), err, want)
	return o
}

func TestAnOrderIsClaimedByOneDoneAndConfirmedByAnother(t *testing.T) {
	y, d := newCare(t)
	elder, near, other := y.resident("01-01"), y.helper("01-01"), y.helper("01-02")
	far, unknown := y.helper("02-01"), y.helper("01-01")
	unknown.Level = account.Member
	y.level(unknown, unknown.Level)
	o, err := y.Ask(y.Context(), elder, d)
	if err != nil || o.Needs == nil || o.Needs.Name != "王奶奶" || !slices.Equal(o.May, []OrderStep{Drop}) {
		t.Fatal(o, err)
	}
	if y.told(near, "有人需要帮忙") != 1 || y.told(other, "有人需要帮忙") != 1 || y.told(far, "有人需要帮忙")+y.told(unknown, "有人需要帮忙") != 0 {
		t.Error("not those were asked who can help")
	}
	if n := y.number(`SELECT COUNT(*) FROM care_orders WHERE sealed LIKE '%王%'`); n != 0 {
		t.Error("the name can be read in the database")
	}
	if seen, err := y.Order(y.Context(), near, o.ID); err != nil || seen.Needs != nil || !slices.Equal(seen.May, []OrderStep{Claim}) {
		t.Error("before he claims it he sees ", seen.Needs, err)
	}
	for _, who := range []account.Actor{far, unknown} {
		_, err := y.Order(y.Context(), who, o.ID)
		wants(t, "seen by who cannot help", err, ErrOrder)
		y.does(who, o.ID, Claim, ErrOrder)
	}
	done := make(chan error)
	for _, who := range []account.Actor{near, other} {
		go func() { _, err := y.StepOrder(y.Context(), who, o.ID, Claim); done <- err }()
	}
	if first, second := <-done, <-done; (first == nil) == (second == nil) {
		t.Fatal("not exactly one has it")
	}
	got, err := y.Order(y.Context(), near, o.ID)
	helper, loser := near, other
	if err != nil {
		helper, loser = other, near
		got, err = y.Order(y.Context(), other, o.ID)
	}
	if err != nil || got.Needs == nil || got.Needs.Door != "三号楼 201" || y.told(elder, "有人来帮忙了") != 1 {
		t.Fatal(got, err)
	}
	y.does(loser, o.ID, Claim, ErrStep)
	y.does(elder, o.ID, Accept, ErrStep)
	y.does(helper, o.ID, Finish, nil)
	y.does(helper, o.ID, Accept, ErrStep)
	y.does(elder, o.ID, Reopen, nil)
	y.does(helper, o.ID, Claim, nil)
	y.does(helper, o.ID, GiveBack, nil)
	y.does(loser, o.ID, Claim, nil)
	y.does(loser, o.ID, Finish, nil)
	if o := y.does(y.worker, o.ID, Accept, nil); o.State != Closed || len(o.May) != 0 {
		t.Error(o)
	}
	if y.told(loser, "谢谢您") != 1 {
		t.Error("nobody thanked him")
	}
}

func TestAnOrderThatNobodyClaimsIsEscalatedOncePerLevel(t *testing.T) {
	y, d := newCare(t)
	o, err := y.Ask(y.Context(), y.resident("01-01"), d)
	if err != nil {
		t.Fatal(err)
	}
	staff := y.number(`SELECT fallback_account_id FROM communities WHERE id = 1`) // there is no worker in office here
	heard := func() int {
		return y.number(`SELECT COUNT(*) FROM messages WHERE account_id = ? AND title = '关爱单无人认领'`, staff)
	}
	for _, step := range []struct {
		after time.Duration
		want  int
	}{{time.Hour, 0}, {time.Hour, 1}, {time.Hour, 1}, {3 * time.Hour, 2}, {24 * time.Hour, 2}} {
		y.clock.Advance(step.after)
		if err := y.Escalate(y.Context()); err != nil {
			t.Fatal(err)
		}
		if heard() != step.want {
			t.Errorf("heard %d times instead of %d", heard(), step.want)
		}
	}
	y.does(y.worker, o.ID, Drop, nil)
}

func TestAWorkerOrdersForSomebodyAndListsShowWhatConcernsOne(t *testing.T) {
	y, d := newCare(t)
	d.MicroGrid = y.at["01-01"].MicroGrid
	o, err := y.Ask(y.Context(), y.worker, d)
	if err != nil {
		t.Fatal(err)
	}
	stranger := y.resident("01-02")
	_, err = y.Ask(y.Context(), stranger, d)
	wants(t, "ordered for another's micro-grid", err, ErrPlace)
	wrong := d
	wrong.Kind = "none"
	_, err = y.Ask(y.Context(), y.worker, wrong)
	wants(t, "an unknown kind", err, ErrKind)
	wrong = d
	wrong.Wanted = y.clock.Now()
	_, err = y.Ask(y.Context(), y.worker, wrong)
	wants(t, "in the past", err, ErrWanted)
	wants(t, "an unknown skill", y.SetSkills(y.Context(), stranger, []string{"none"}), ErrKind)
	for _, c := range []struct {
		by   account.Actor
		want int
	}{{y.worker, 1}, {y.staff, 1}, {y.helper("01-02"), 1}, {y.helper("02-01"), 0}, {stranger, 0}} {
		list, err := y.Orders(y.Context(), c.by, 0, 10)
		if err != nil || len(list) != c.want || c.want == 1 && list[0].ID != o.ID {
			t.Error(list, err)
		}
	}
	quit := y.helper("01-01")
	if err := y.SetSkills(y.Context(), quit, nil); err != nil {
		t.Fatal(err)
	}
	if list, err := y.Orders(y.Context(), quit, 0, 10); err != nil || len(list) != 0 {
		t.Error("who offers nothing is asked nothing: ", list, err)
	}
}

func TestWhoWasHelpedIsForgottenLongAfter(t *testing.T) {
	y, d := newCare(t)
	elder := y.resident("01-01")
	ended, err := y.Ask(t.Context(), elder, d)
	if err != nil {
		t.Fatal(err)
	}
	open, err := y.Ask(t.Context(), elder, d)
	if err != nil {
		t.Fatal(err)
	}
	y.does(elder, ended.ID, Drop, nil)
	y.clock.Advance(y.Options.CareKept + time.Minute)
	if err := y.ForgetCare(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		id   OrderID
		kept bool
	}{{ended.ID, false}, {open.ID, true}} {
		if o, err := y.Order(t.Context(), elder, c.id); err != nil || (o.Needs != nil) != c.kept {
			t.Errorf("%+v %v", o, err)
		}
	}
	list, err := y.Orders(t.Context(), elder, 0, 1)
	if err != nil || len(list) != 1 || list[0].ID != open.ID {
		t.Error(list, err)
	}
	if list, err = y.Orders(t.Context(), y.staff, open.ID, 9); err != nil || len(list) != 1 || list[0].ID != ended.ID {
		t.Error(list, err)
	}
}
