package volunteer

import (
	"slices"
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
)

func (y *yard) lists(by account.Actor, q StaffQuery) (out []ID) {
	y.Helper()
	q.At.Community, q.Limit = 1, max(q.Limit, 50)
	list, err := y.ListForStaff(y.Context(), by, q)
	if err != nil {
		y.Fatal(err)
	}
	for _, a := range list {
		out = append(out, a.ID)
	}
	return out
}

func TestStaffFindActivitiesByWordsPlaceAndStanding(t *testing.T) {
	y := newYard(t)
	later, soon := y.create(y.draft(y.shift(48*time.Hour, 5))), y.create(y.draft(y.shift(3*time.Hour, 5)))
	off := y.create(y.draft(y.shift(5*time.Hour, 5)))
	if _, err := y.Cancel(t.Context(), y.worker, off.ID, "下雨"); err != nil {
		t.Fatal(err)
	}
	today := calendar.DateOf(y.clock.Now())
	for _, c := range []struct {
		what string
		q    StaffQuery
		want []ID
	}{
		{"to come", StaffQuery{Standing: Coming}, []ID{soon.ID, later.ID}}, {"called off", StaffQuery{Standing: Off}, []ID{off.ID}}, {"over", StaffQuery{Standing: Over}, nil},
		{"all", StaffQuery{}, []ID{later.ID, off.ID, soon.ID}}, {"words", StaffQuery{Words: "松园"}, []ID{later.ID, off.ID, soon.ID}}, {"no words", StaffQuery{Words: "%"}, nil},
		{"elsewhere", StaffQuery{At: y.at["02-01"]}, nil}, {"until today", StaffQuery{Standing: Coming, Until: &today}, []ID{soon.ID}},
		{"the second page", StaffQuery{Standing: Coming, After: Place{soon.Starts, soon.ID}}, []ID{later.ID}},
	} {
		if got := y.lists(y.staff, c.q); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v instead of %v", c.what, got, c.want)
		}
	}
	y.clock.Advance(6 * time.Hour)
	if got := y.lists(y.staff, StaffQuery{Standing: Over}); !slices.Equal(got, []ID{soon.ID}) {
		t.Error("not over:", got)
	}
	_, err := y.ListForStaff(t.Context(), y.resident("01-01"), StaffQuery{At: y.at[""], Limit: 5})
	wants(t, "a resident", err, ErrNotFound)
}

func TestAGuestIsSignedUpByWordOfMouth(t *testing.T) {
	y := newYard(t)
	a := y.create(y.draft(y.shift(48*time.Hour, 1)))
	shift := a.Shifts[0].ID
	first := y.signs(y.resident("01-01"), shift, 0)
	g, err := y.SignUpGuest(t.Context(), y.worker, a.ID, shift, " 李桂兰 1 号楼 ")
	if err != nil || g.State != Waiting || g.Person.Name != "李桂兰 1 号楼" || g.Person.Relation != Guest {
		t.Fatal(g, err)
	}
	_, err = y.SignUpGuest(t.Context(), y.resident("01-01"), a.ID, shift, "李桂兰")
	wants(t, "by a resident", err, ErrMay)
	if err := y.Remove(t.Context(), y.staff, first.ID, "来不了"); err != nil {
		t.Fatal(err)
	}
	_, err = y.SetStep(t.Context(), y.resident("01-01"), g.ID, Confirm)
	wants(t, "confirmed by a neighbour", err, ErrSignup)
	if u, err := y.SetStep(t.Context(), y.staff, g.ID, Confirm); err != nil || u.State != Confirmed {
		t.Error("not confirmed for him:", u, err)
	}
	if n := y.number(`SELECT COUNT(*) FROM messages WHERE account_id = ? AND title = '有名额了' AND body LIKE '%您代报名的人%'`, y.worker.ID); n != 1 {
		t.Error("the organiser was not told for whom:", n)
	}
	for _, said := range []string{"李桂兰，1 号楼，13800005678", "李桂兰 1 号楼", "李桂兰,138", "李桂兰13800005678", "李桂兰（1 号楼）", "李桂兰"} {
		if name, phone := recorded(Person{Relation: Guest, Name: said}, "138****0000"); name != "李桂兰" || phone != "" {
			t.Errorf("%s in a file: %s %s", said, name, phone)
		}
	}
	if list, err := y.People(t.Context(), y.worker); err != nil || len(list) != 1 {
		t.Error("a guest is nobody's family:", list, err)
	}
	y.clock.Advance(49 * time.Hour)
	if err := y.State(t.Context(), y.worker, g.ID, 60, "没带手机"); err != nil {
		t.Fatal(err)
	}
	if list, err := y.HoursOf(t.Context(), y.worker, a.ID); err != nil || list[0].History[0].Kind != Supplemented {
		t.Error("a guest disputes nothing himself: ", list, err)
	}
	y.sound()
}

func TestAGuestIsOnePersonUntilHisNameIsForgotten(t *testing.T) {
	y := newYard(t)
	day := y.shift(48*time.Hour, 5)
	a, same, later := y.create(y.draft(day)), y.create(y.draft(day)), y.create(y.draft(y.shift(30*24*time.Hour, 5)))
	book := func(by account.Actor, d Detail, want error) Rolled {
		g, err := y.SignUpGuest(t.Context(), by, d.ID, d.Shifts[0].ID, "李桂兰 1 号楼")
		wants(t, "booked", err, want)
		return g
	}
	first := book(y.worker, a, nil)
	book(y.worker, a, ErrGuest) // two of one name: the second would go without a place
	book(y.worker, same, ErrOverlap)
	if g := book(y.worker, later, nil); g.Person.ID != first.Person.ID {
		t.Error("the same words are another person")
	}
	if g := book(y.staff, later, nil); g.Person.ID == first.Person.ID {
		t.Error("a guest of somebody else")
	}
	last := later.Shifts[0].Ends.Add(y.Options.GuestsKept)
	for _, c := range []struct {
		at   time.Time
		left int
	}{{last.Add(-time.Minute), 2}, {last.Add(time.Minute), 0}} {
		y.clock.Advance(c.at.Sub(y.clock.Now()))
		if err := y.ForgetGuests(t.Context()); err != nil {
			t.Fatal(err)
		}
		if n := y.number(`SELECT COUNT(*) FROM volunteers WHERE name_sealed IS NOT NULL AND name_index IS NOT NULL`); n != c.left {
			t.Errorf("%d names at %s", n, c.at)
		}
	}
	if roll, err := y.Roll(t.Context(), y.worker, a.ID); err != nil || len(roll) != 1 || roll[0].Person.Name != "已移除" {
		t.Error(roll, err)
	}
}

func TestASeriesIsSeenBeforeItIsMade(t *testing.T) {
	y := newYard(t)
	y.holidays()
	from := calendar.NewDate(2026, 9, 1)
	until := calendar.NewDate(2027, 1, 31)
	p, err := y.PreviewSeries(t.Context(), y.staff, SeriesPlan{Territory: y.at[""], Each: EveryMicroGrid, Rule: Rule{Weekday: 5, From: from, Until: &until}})
	if err != nil || p.Places != 3 || p.Known != calendar.NewDate(2026, 12, 31) {
		t.Fatal(p, err)
	}
	skipped := map[string]string{}
	for _, d := range p.Days {
		if !d.Held {
			skipped[d.Day.String()] = d.Why
		}
	}
	if len(p.Days) != 22 || len(skipped) != 2 || skipped["2026-10-02"] == "" || skipped["2026-09-25"] == "" {
		t.Error(len(p.Days), skipped)
	}
	_, err = y.PreviewSeries(t.Context(), y.worker, SeriesPlan{Territory: y.at[""], Each: Once})
	wants(t, "of the whole community by a worker", err, ErrPlace)
}

func TestHoursWaitForASecondPersonInOneList(t *testing.T) {
	y := newYard(t)
	a := y.create(y.draft(y.shift(time.Hour, 5)))
	wang := y.resident("01-01")
	su := y.signs(wang, a.Shifts[0].ID, 0)
	y.clock.Advance(4 * time.Hour)
	if err := y.State(t.Context(), y.worker, su.ID, 60, "忘了签退"); err != nil {
		t.Fatal(err)
	}
	look := func(by account.Actor, decided bool) []Review {
		list, err := y.Reviews(t.Context(), by, ReviewQuery{Community: 1, Decided: decided, Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	if own, other := look(y.worker, false), look(y.staff, false); len(own) != 1 || own[0].May || len(other) != 1 || !other[0].May || other[0].Served.Signup.ID != su.ID {
		t.Fatal(own, other)
	}
	if err := y.Decide(t.Context(), y.staff, look(y.staff, false)[0].ID, true); err != nil {
		t.Fatal(err)
	}
	if list := look(y.staff, true); len(look(y.staff, false)) != 0 || len(list) != 1 || list[0].May || list[0].Served.Minutes != 60 {
		t.Error(list)
	}
}

func TestStaffSayWhoHelps(t *testing.T) {
	y, d := newCare(t)
	elder, known := y.resident("01-01"), y.helper("01-02")
	unknown := y.helper("01-01")
	y.level(unknown, account.Member) // says so, but no worker knows him any more
	early, err := y.Ask(t.Context(), elder, d)
	if err != nil {
		t.Fatal(err)
	}
	y.does(known, early.ID, Claim, nil)
	d.Wanted = d.Wanted.Add(time.Hour)
	o, err := y.Ask(t.Context(), elder, d)
	if err != nil {
		t.Fatal(err)
	}
	list, err := y.OrdersForStaff(t.Context(), y.staff, OrderQuery{At: y.at[""], Limit: 10})
	if err != nil || len(list) != 2 || list[0].ID != o.ID || list[1].ID != early.ID || !list[0].Assigns || list[0].Needs == nil {
		t.Fatal(list, err)
	}
	if next, err := y.OrdersForStaff(t.Context(), y.staff, OrderQuery{At: y.at[""], After: OrderPlace{false, o.Wanted, o.ID}, Limit: 10}); err != nil || len(next) != 1 || next[0].ID != early.ID {
		t.Error("the second page:", next, err)
	}
	if who, err := y.Helpers(t.Context(), y.staff, o.ID); err != nil || len(who) != 1 || who[0].ID != known.ID {
		t.Fatal(who, err)
	}
	_, err = y.Assign(t.Context(), y.staff, o.ID, elder.ID)
	wants(t, "somebody who does not offer it", err, ErrHelper)
	_, err = y.Assign(t.Context(), elder, o.ID, known.ID)
	wants(t, "by whoever ordered", err, ErrOrder)
	if got, err := y.Assign(t.Context(), y.staff, o.ID, known.ID); err != nil || got.State != Claimed || y.told(known, "请您帮忙") != 1 {
		t.Error(got, err)
	}
}

func TestWhoWasGivenTheRightOrganisesAtHome(t *testing.T) {
	y := newYard(t)
	wang := y.resident("01-01")
	where := func() int64 {
		c, err := y.Organising(t.Context(), wang)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	if where() != 0 {
		t.Error("without the right")
	}
	for _, may := range []bool{true, false} {
		if err := y.SetOrganiser(t.Context(), y.staff, 1, Organiser{Account: wang.ID}, may); err != nil {
			t.Fatal(err)
		}
		if want := map[bool]int64{true: 1, false: 0}[may]; where() != want {
			t.Errorf("may: %v, at %d", may, where())
		}
	}
}
