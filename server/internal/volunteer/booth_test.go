package volunteer

import (
	"testing"
	"time"
)

// fair is one of tomorrow: two booths with slots of half an hour, two places each.
func (y *yard) fair() Detail {
	y.Helper()
	from := y.clock.Now().Add(24 * time.Hour)
	d := y.draft()
	d.Title, d.Children = "为老服务集市", false
	d.Booths = []BoothDraft{{"理发", from, from.Add(80 * time.Minute), 30, 2}, {"家电维修", from, from.Add(time.Hour), 30, 2}}
	return y.create(d)
}

func TestAFairHasBoothsWithSlotsAndQueueNumbers(t *testing.T) {
	y := newYard(t)
	a := y.fair()
	var hair []Shift
	for _, s := range a.Shifts {
		if s.Booth == "理发" {
			hair = append(hair, s)
		}
	}
	if len(a.Shifts) != 5 || len(hair) != 3 || hair[2].Ends.Sub(hair[2].Starts) != 20*time.Minute {
		t.Fatalf("%+v", a.Shifts)
	}
	slot := hair[0].ID
	people := y.residents(3)
	first, second, third := y.signs(people[0], slot, 0), y.signs(people[1], slot, 0), y.signs(people[2], slot, 0)
	if first.Number != 1 || second.Number != 2 || third.Number != 0 || third.State != Waiting || second.Booth != "理发" {
		t.Fatalf("%+v %+v %+v", first, second, third)
	}
	y.steps(people[0], first.ID, Withdraw)
	y.steps(people[2], third.ID, Confirm)
	got := map[PersonID]int{}
	roll, err := y.Roll(t.Context(), y.worker, a.ID)
	for _, r := range roll {
		got[r.Person.ID] = r.Number
	}
	if err != nil || len(roll) != 2 || got[second.Person.ID] != 2 || got[third.Person.ID] != 3 {
		t.Errorf("numbers change when somebody leaves: %v %v", got, err)
	}
	_, err = y.Call(t.Context(), y.worker, a.ID, slot, 1)
	wants(t, "who left", err, ErrCalled)
	_, err = y.Call(t.Context(), people[1], a.ID, slot, 2)
	wants(t, "called by a resident", err, ErrMay)
	if d, err := y.Call(t.Context(), y.worker, a.ID, slot, 2); err != nil || d.Shifts[0].Called+d.Shifts[1].Called != 2 || y.told(people[1], "叫到您了") != 1 {
		t.Error(d.Shifts, err)
	}
	if mine, err := y.Mine(t.Context(), people[2], 0, 5); err != nil || mine[0].Called != 2 || mine[0].Number != 3 {
		t.Error(mine, err)
	}
	_, err = y.Merge(t.Context(), y.worker, a.ID, slot, hair[1].ID, false)
	wants(t, "slots merged", err, ErrMerge)
	y.sound()
}

func TestAnElderIsBookedByHisFamilyOrHisWorker(t *testing.T) {
	y := newYard(t)
	d := y.fair()
	child := y.resident("01-01")
	parent, err := y.AddPerson(t.Context(), child, PersonDraft{Relation: Parent, Name: "妈妈"})
	if err != nil {
		t.Fatal(err)
	}
	if u := y.signs(child, d.Shifts[0].ID, parent.ID); u.Number != 1 {
		t.Errorf("%+v", u)
	}
	_, err = y.SignUp(t.Context(), child, d.Shifts[1].ID, parent.ID) // at the same time, at another booth
	if d.Shifts[1].Starts.Equal(d.Shifts[0].Starts) {
		wants(t, "two booths at once", err, ErrOverlap)
	}
	everywhere := y.draft(y.shift(30*time.Hour, 2))
	everywhere.Territory, everywhere.Booths = y.at[""], []BoothDraft{{"义诊", y.clock.Now().Add(24 * time.Hour), y.clock.Now().Add(25 * time.Hour), 60, 1}}
	fair, err := y.Create(t.Context(), y.staff, everywhere)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range y.get(y.worker, fair.ID).Shifts {
		if s.Books != (s.Booth != "") {
			t.Error("whom the worker may book is not said: ", s)
		}
		want := error(ErrMay)
		if s.Booth != "" {
			want = nil
		}
		_, err := y.SignUpGuest(t.Context(), y.worker, fair.ID, s.ID, "李大爷")
		wants(t, "booked by the elder's worker into "+s.Booth, err, want)
		_, err = y.SignUpGuest(t.Context(), y.resident("01-01"), fair.ID, s.ID, "李大爷")
		wants(t, "booked by a neighbour", err, ErrMay)
	}
	y.sound()
}

func TestAFairNeedsSlots(t *testing.T) {
	y := newYard(t)
	from := y.clock.Now().Add(time.Hour)
	for what, booths := range map[string][]BoothDraft{
		"none":     nil,
		"backward": {{"理发", from, from.Add(-time.Hour), 30, 2}},
		"too many": {{"理发", from, from.Add(20 * time.Hour), 5, 2}},
	} {
		d := y.draft()
		d.Booths = booths
		_, err := y.Create(t.Context(), y.worker, d)
		wants(t, what, err, ErrSlots)
	}
}

func TestWhoIsServedAtABoothHasNoHours(t *testing.T) {
	y := newYard(t)
	a, who := y.fair(), y.resident("01-01")
	u := y.signs(who, a.Shifts[0].ID, 0)
	y.clock.Advance(26 * time.Hour)
	list, err := y.MyHours(t.Context(), who, 0, 5)
	if err != nil || len(list) != 1 || list[0].Signup.ID != u.ID || list[0].Service {
		t.Errorf("%+v %v", list, err)
	}
}
