package volunteer

import (
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// offering is a verified resident who offers skills.
func (y *yard) offering(code string, kinds ...string) account.Actor {
	y.Helper()
	who := y.resident(code)
	who.Level = account.Verified
	y.tx(func(tx *db.Tx) error { return y.Accounts.SetLevel(y.Context(), tx, who.ID, account.Verified) })
	if err := y.SetSkills(y.Context(), who, kinds); err != nil {
		y.Fatal(err)
	}
	return who
}

func newSkilledYard(t *testing.T) *yard {
	y := newYard(t)
	y.tx(func(tx *db.Tx) error {
		return y.SetCareKinds(t.Context(), tx, 1, []CareKind{{"medicine", "买药送医"}}, []CareKind{{"haircut", "理发"}, {"repair", "家电维修"}})
	})
	return y
}

func TestASkillThatNobodyOrdersCanBeOfferedAndNotOrdered(t *testing.T) {
	y := newSkilledYard(t)
	who := y.offering("01-01", "haircut", "medicine")
	ordered, err := y.CareKinds(t.Context(), 1)
	if all, err2 := y.SkillKinds(t.Context(), 1); err != nil || err2 != nil || len(ordered) != 1 || len(all) != 3 || all[0].Code != "medicine" {
		t.Error(ordered, all, err, err2)
	}
	_, err = y.Ask(t.Context(), who, OrderDraft{Kind: "haircut", Wanted: y.clock.Now().Add(time.Hour), Needs: Needs{Name: "x", Door: "x"}})
	wants(t, "ordered", err, ErrKind)
	wants(t, "unknown", y.SetSkills(t.Context(), who, []string{"flying"}), ErrKind)
}

func TestWhoOffersWhatAShiftNeedsIsAskedOnceAndSeesIt(t *testing.T) {
	y := newSkilledYard(t)
	barber, far, other := y.offering("01-01", "haircut", "repair"), y.offering("02-01", "haircut"), y.offering("01-01", "medicine")
	one, two := y.shift(24*time.Hour, 2), y.shift(30*time.Hour, 2)
	one.Needs, two.Needs = Codes{"haircut"}, Codes{"repair", "haircut"}
	d := y.draft(one, two)
	d.Audience = Near
	a := y.create(d)
	for who, want := range map[*account.Actor]int{&barber: 1, &far: 0, &other: 0} {
		if n := y.told(*who, "需要您的特长"); n != want {
			t.Errorf("told %d times instead of %d", n, want)
		}
	}
	if got := y.get(barber, a.ID); !got.Wanted || len(got.Shifts[1].Needs) != 2 || y.get(other, a.ID).Wanted {
		t.Errorf("%+v", got)
	}
	d.Audience, d.Shifts = Everyone, d.Shifts[:1]
	y.create(d)
	if y.told(far, "需要您的特长") != 1 {
		t.Error("the whole community may come, and one of it was not asked")
	}
	d.Shifts[0].Needs = Codes{"flying"}
	_, err := y.Create(t.Context(), y.worker, d)
	wants(t, "a skill that nobody knows", err, ErrKind)
	wrong := y.shift(24*time.Hour, 5)
	wrong.Needs = Codes{"flying"}
	_, err = y.EditShift(t.Context(), y.worker, a.ID, a.Shifts[0].ID, wrong, false)
	wants(t, "changed to one", err, ErrKind)
	_, err = y.AddShift(t.Context(), y.worker, a.ID, wrong)
	wants(t, "added with one", err, ErrKind)
	weekly := y.fridays(Once)
	weekly.Shifts[0].Needs = Codes{"flying"}
	_, err = y.CreateSeries(t.Context(), y.staff, weekly)
	wants(t, "in a series", err, ErrKind)
	capacity := y.shift(24*time.Hour, 5) // says nothing of needs
	if got, err := y.EditShift(t.Context(), y.worker, a.ID, a.Shifts[0].ID, capacity, false); err != nil || len(got.Shifts[0].Needs) != 1 {
		t.Error(got.Shifts, err)
	}
}

func TestTheDirectoryHoldsWhoWantsToBeFoundAndIsKnown(t *testing.T) {
	y := newSkilledYard(t)
	barber, quiet := y.offering("01-01", "haircut"), y.offering("01-01", "haircut")
	stranger := y.resident("01-01")
	y.uses(barber)
	_, err := y.SetListing(t.Context(), stranger, Listing{Listed: true})
	wants(t, "whom no worker knows", err, ErrVest)
	_, err = y.SetListing(t.Context(), y.offering("01-01"), Listing{Listed: true})
	wants(t, "without a skill", err, ErrSkill)
	_, err = y.SetListing(t.Context(), barber, Listing{Listed: true, Intro: "违规的话"})
	wants(t, "words that may not be shown", err, ErrWords)
	if l, err := y.SetListing(t.Context(), barber, Listing{Listed: true, Intro: "周末有空"}); err != nil || !l.Listed {
		t.Fatal(l, err)
	}
	names := func(by account.Actor, q TalentQuery) (out []account.ID) {
		q.Limit = 10
		list, err := y.Talents(t.Context(), by, q)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range list {
			if one.Where == "" || len(one.Skills) == 0 {
				t.Errorf("%+v", one)
			}
			out = append(out, one.ID)
		}
		return out
	}
	for q, want := range map[TalentQuery]int{{}: 1, {Skill: "repair"}: 0, {Skill: "haircut", Words: "周末"}: 1, {Words: "查无"}: 0, {At: barber.Home}: 1, {At: account.Territory{Community: 1, Grid: 999}}: 0} {
		if got := names(y.staff, q); len(got) != want || want == 1 && got[0] != barber.ID {
			t.Errorf("%+v: %v", q, got)
		}
	}
	_, err = y.Talents(t.Context(), quiet, TalentQuery{At: account.Territory{Community: 2}, Limit: 10})
	wants(t, "another community's", err, ErrNotFound)
	y.tx(func(tx *db.Tx) error { return y.Accounts.SetLevel(t.Context(), tx, barber.ID, account.Member) }) // as if he moved
	if got := names(quiet, TalentQuery{}); len(got) != 0 {
		t.Error("who moved is still there: ", got)
	}
	if _, err := y.SetListing(t.Context(), barber, Listing{}); err != nil {
		t.Fatal(err)
	}
	if l, err := y.MyListing(t.Context(), barber); err != nil || l.Listed {
		t.Error(l, err)
	}
}
