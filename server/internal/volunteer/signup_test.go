package volunteer

import (
	"testing"
	"time"

	"huiyin/server/internal/account"
)

func TestWhoIsFirstInLineGetsTheNextPlaceAndATimeToConfirm(t *testing.T) {
	y := newYard(t)
	a := y.create(y.draft(y.shift(72*time.Hour, 1)))
	all := y.residents(4)
	var s []Signup
	for _, r := range all {
		s = append(s, y.signs(r, a.Shifts[0].ID, 0))
	}
	if s[0].State != Confirmed || s[1].State != Waiting || s[1].InLine != 1 || s[3].InLine != 3 {
		t.Fatalf("%+v", s)
	}
	if again := y.signs(all[3], a.Shifts[0].ID, 0); again.ID != s[3].ID || again.InLine != 3 {
		t.Error("a second tap changed something: ", again)
	}
	_, err := y.SetStep(y.Context(), all[1], s[0].ID, Withdraw)
	wants(t, "another's place", err, ErrSignup)
	_, err = y.SetStep(y.Context(), all[1], s[1].ID, Confirm)
	wants(t, "confirming what was not offered", err, ErrOffer)
	y.steps(all[0], s[0].ID, Withdraw)
	got, err := y.one(y.Context(), all[1], s[1].ID)
	if err != nil || got.State != Offered || !got.Until.Equal(y.clock.Now().Add(23*time.Hour)) || y.told(all[1], "有名额了") != 1 {
		t.Fatal(got, err)
	}
	if got, _ := y.one(y.Context(), all[2], s[2].ID); got.InLine != 1 {
		t.Error("the next one stands at ", got.InLine)
	}
	y.clock.Advance(23 * time.Hour) // it is ten in the morning: twelve hours end in the night
	_, err = y.SetStep(y.Context(), all[1], s[1].ID, Confirm)
	wants(t, "too late", err, ErrOffer)
	if err := y.Lapse(y.Context()); err != nil {
		t.Fatal(err)
	}
	if y.state(s[1].ID) != Lapsed || y.state(s[2].ID) != Offered || y.told(all[1], "名额已让给下一位") != 1 {
		t.Error("the offer did not pass on")
	}
	for range 2 { // a phone on a bad line asks again
		if y.steps(all[2], s[2].ID, Confirm).State != Confirmed {
			t.Error("not confirmed")
		}
	}
	if err := y.Lapse(y.Context()); err != nil || y.state(s[2].ID) != Confirmed {
		t.Error("a confirmed place lapsed", err)
	}
	y.sound()
}

func TestNobodyIsInTwoPlacesAtOnce(t *testing.T) {
	y := newYard(t)
	day := y.shift(24*time.Hour, 5)
	night := day
	night.Starts, night.Ends = day.Ends, day.Ends.Add(12*time.Hour) // beyond midnight
	inside := ShiftDraft{Starts: day.Starts.Add(time.Hour), Ends: day.Ends.Add(time.Hour), Capacity: 5}
	a := y.create(y.draft(day, night))
	b := y.create(y.draft(inside))
	r := y.resident("01-01")
	first := y.signs(r, a.Shifts[0].ID, 0)
	y.signs(r, a.Shifts[1].ID, 0) // begins when the other ends
	_, err := y.SignUp(y.Context(), r, b.Shifts[0].ID, 0)
	wants(t, "an overlap", err, ErrOverlap)
	child, err := y.AddPerson(y.Context(), r, PersonDraft{Relation: Child, Name: "乐乐", Born: 2016, Consent: true})
	if err != nil {
		t.Fatal(err)
	}
	y.signs(r, b.Shifts[0].ID, child.ID) // another person of the family
	y.steps(r, first.ID, Withdraw)
	_, err = y.SignUp(y.Context(), r, b.Shifts[0].ID, 0)
	wants(t, "an overlap with the night", err, ErrOverlap)
	done := make(chan error)
	other := y.resident("01-01")
	for _, id := range []ShiftID{a.Shifts[0].ID, b.Shifts[0].ID} {
		go func() { _, err := y.SignUp(y.Context(), other, id, 0); done <- err }()
	}
	if first, second := <-done, <-done; (first == nil) == (second == nil) {
		t.Error("of two taps at once not exactly one held")
	}
}

func TestACancelledPlaceInTimeAndOneTooLate(t *testing.T) {
	y := newYard(t)
	a := y.create(y.draft(y.shift(5*time.Hour, 1)))
	has, waits, leaves := y.resident("01-01"), y.resident("01-01"), y.resident("01-01")
	s, w, l := y.signs(has, a.Shifts[0].ID, 0), y.signs(waits, a.Shifts[0].ID, 0), y.signs(leaves, a.Shifts[0].ID, 0)
	y.clock.Advance(3*time.Hour + time.Minute)
	_, err := y.SetStep(y.Context(), has, s.ID, Withdraw)
	wants(t, "less than two hours before", err, ErrLate)
	y.steps(leaves, l.ID, Withdraw) // who waits may go at any time
	wants(t, "removed by another", y.Remove(y.Context(), waits, s.ID, "x"), ErrSignup)
	if err := y.Remove(y.Context(), y.worker, s.ID, "电话里请了假"); err != nil {
		t.Fatal(err)
	}
	if y.told(has, "报名已取消") != 1 || y.state(w.ID) != Offered {
		t.Error("the place did not pass on")
	}
	y.clock.Advance(2 * time.Hour)
	_, err = y.SignUp(y.Context(), y.resident("01-01"), a.Shifts[0].ID, 0)
	wants(t, "after the start", err, ErrBegun)
}

func TestOnlyThoseJoinWhomTheActivityIsFor(t *testing.T) {
	y := newYard(t)
	d := y.draft(y.shift(24*time.Hour, 9))
	d.Audience, d.Children = Near, false
	id := y.create(d).Shifts[0].ID
	near, far := y.resident("01-01"), y.resident("01-02")
	child, err := y.AddPerson(y.Context(), near, PersonDraft{Relation: Child, Name: "乐乐", Born: 2016, Consent: true})
	if err != nil {
		t.Fatal(err)
	}
	_, err = y.SignUp(y.Context(), far, id, 0)
	wants(t, "from another micro-grid", err, ErrAudience)
	_, err = y.SignUp(y.Context(), account.Actor{ID: far.ID, Consented: true}, id, 0)
	wants(t, "without a home", err, ErrHome)
	_, err = y.SignUp(y.Context(), near, id, child.ID)
	wants(t, "a child among adults", err, ErrAdults)
	_, err = y.SignUp(y.Context(), far, id+99, 0)
	wants(t, "no such shift", err, ErrShift)
	y.signs(near, id, 0)
	d.Audience, d.Children = Everyone, true
	open := y.create(d).Shifts[0].ID
	_, err = y.SignUp(y.Context(), far, open, child.ID)
	wants(t, "another's child", err, ErrPerson)
	y.signs(near, open, child.ID)
}

func TestOfAChildIsKeptLittleAndForgottenWhenTheGuardianSaysSo(t *testing.T) {
	y := newYard(t)
	r := y.resident("01-01")
	for what, c := range map[string]struct {
		d    PersonDraft
		want error
	}{
		"without consent":  {PersonDraft{Relation: Child, Name: "乐乐", Born: 2016}, ErrConsent},
		"without a year":   {PersonDraft{Relation: Child, Name: "乐乐", Consent: true}, ErrBorn},
		"a grown-up child": {PersonDraft{Relation: Child, Name: "乐乐", Born: 2000, Consent: true}, ErrBorn},
		"without a name":   {PersonDraft{Relation: Parent, Name: " "}, ErrName},
		"oneself":          {PersonDraft{Relation: Self, Name: "我"}, ErrName},
	} {
		_, err := y.AddPerson(y.Context(), r, c.d)
		wants(t, what, err, c.want)
	}
	child, err := y.AddPerson(y.Context(), r, PersonDraft{Relation: Child, Name: "乐乐", Born: 2016, Consent: true})
	if err != nil {
		t.Fatal(err)
	}
	if n := y.number(`SELECT COUNT(*) FROM volunteers WHERE name_sealed LIKE '%乐乐%' OR (relation = 'child' AND consented_at IS NULL)`); n != 0 {
		t.Error("a child's name can be read in the database, or nobody agreed")
	}
	a := y.create(y.draft(y.shift(24*time.Hour, 1)))
	waits := y.signs(r, a.Shifts[0].ID, child.ID)
	next := y.signs(y.resident("01-01"), a.Shifts[0].ID, 0)
	roll, err := y.Roll(y.Context(), y.worker, a.ID)
	if err != nil || len(roll) != 2 || roll[0].Person.Name != "乐乐" || roll[1].InLine != 1 {
		t.Error(roll, err)
	}
	_, err = y.Roll(y.Context(), r, a.ID)
	wants(t, "the list for a resident", err, ErrMay)
	if mine := y.get(y.resident("01-01"), a.ID).Shifts[0].Mine; len(mine) != 0 {
		t.Error("a stranger sees ", mine)
	}
	wants(t, "another's child", y.RemovePerson(y.Context(), y.worker, child.ID), ErrPerson)
	if err := y.RemovePerson(y.Context(), r, child.ID); err != nil {
		t.Fatal(err)
	}
	if y.state(waits.ID) != Withdrawn || y.state(next.ID) != Offered || y.number(`SELECT COUNT(*) FROM volunteers WHERE name_sealed IS NOT NULL OR born IS NOT NULL`) != 0 {
		t.Error("the child was not forgotten")
	}
	people, err := y.People(y.Context(), r)
	if err != nil || len(people) != 1 || people[0].Relation != Self {
		t.Error(people, err)
	}
	if mine, err := y.Mine(y.Context(), r, 0, 10); err != nil || len(mine) != 1 || mine[0].Person.Name != "已移除" {
		t.Error(mine, err)
	}
}
