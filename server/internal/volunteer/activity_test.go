package volunteer

import (
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
)

func TestAnActivityIsMadeByThoseWhoMayAndWhereTheyMay(t *testing.T) {
	y := newYard(t)
	d := y.draft(y.shift(24*time.Hour, 5))
	resident := y.resident("01-01")
	elsewhere := d
	elsewhere.Territory = y.at["01-02"]
	for what, c := range map[string]struct {
		by   account.Actor
		d    Draft
		want error
	}{
		"a worker in his micro-grid":     {y.worker, d, nil},
		"a worker in another":            {y.worker, elsewhere, ErrPlace},
		"staff anywhere":                 {y.staff, elsewhere, nil},
		"a resident":                     {resident, d, ErrPlace},
		"nowhere":                        {y.staff, Draft{Kind: "clean", Shifts: d.Shifts}, ErrPlace},
		"a place that does not fit":      {y.staff, Draft{Territory: account.Territory{Community: 1, Grid: y.at["02"].Grid, MicroGrid: y.at["01-01"].MicroGrid}, Kind: "clean", Shifts: d.Shifts}, ErrPlace},
		"a kind that the place does not": {y.worker, func() Draft { x := d; x.Kind = "none"; return x }(), ErrKind},
		"a shift in the past":            {y.worker, y.draft(y.shift(-time.Hour, 5)), ErrTimes},
		"a shift that ends before":       {y.worker, y.draft(ShiftDraft{Starts: y.clock.Now().Add(2 * time.Hour), Ends: y.clock.Now().Add(time.Hour), Capacity: 1}), ErrTimes},
	} {
		_, err := y.Create(y.Context(), c.by, c.d)
		wants(t, what, err, c.want)
	}
	if err := y.SetOrganiser(y.Context(), y.staff, 1, Organiser{Account: resident.ID, Organisation: "阳光社工"}, true); err != nil {
		t.Fatal(err)
	}
	a, err := y.Create(y.Context(), resident, d)
	wants(t, "a resident with the right", err, nil)
	if len(a.May) != 4 || len(y.get(y.resident("01-01"), a.ID).May) != 0 || len(y.get(y.worker, a.ID).May) != 4 {
		t.Error("the organiser and the worker may change it, a resident may not: ", a.May)
	}
	if list, err := y.Organisers(y.Context(), y.staff, 1); err != nil || len(list) != 1 || list[0].Organisation != "阳光社工" || list[0].Name == "" {
		t.Error(list, err)
	}
	if err := y.SetOrganiser(y.Context(), y.staff, 1, Organiser{Account: resident.ID}, false); err != nil {
		t.Fatal(err)
	}
	_, err = y.Create(y.Context(), resident, d)
	wants(t, "after the right was taken", err, ErrPlace)
	wants(t, "given by a worker", y.SetOrganiser(y.Context(), y.worker, 1, Organiser{Account: resident.ID}, true), ErrNotFound)
	wants(t, "given to nobody", y.SetOrganiser(y.Context(), y.staff, 1, Organiser{Account: 99999}, true), ErrOrganiser)
}

func TestTheWeekShowsWhatReachesWhereOneLives(t *testing.T) {
	y := newYard(t)
	for _, code := range []string{"", "01", "02", "01-01", "01-02"} { // a Monday, ten o'clock
		d := y.draft(y.shift(48*time.Hour, 5))
		d.Territory, d.Title = y.at[code], "在"+code
		if _, err := y.Create(y.Context(), y.staff, d); err != nil {
			t.Fatal(err)
		}
	}
	next := y.draft(y.shift(7*24*time.Hour, 5))
	next.Title = "下周"
	y.create(next)
	monday, sunday := week(calendar.DateOf(y.clock.Now()) + 3)
	for what, c := range map[string]struct {
		by   account.Actor
		q    Query
		want []string
	}{
		"a resident of 01-01":     {y.resident("01-01"), Query{}, []string{"在", "在01", "在01-01"}},
		"a resident of 02-01":     {y.resident("02-01"), Query{}, []string{"在", "在02"}},
		"the whole community":     {y.staff, Query{At: y.at[""]}, []string{"在", "在01", "在02", "在01-01", "在01-02"}},
		"a grid":                  {y.staff, Query{At: y.at["01"]}, []string{"在", "在01", "在01-01", "在01-02"}},
		"another kind":            {y.staff, Query{At: y.at[""], Kind: "class"}, nil},
		"what he himself made":    {y.worker, Query{Own: true}, nil},
		"the next week":           {y.worker, Query{Own: true, From: monday + 7, Until: sunday + 7}, []string{"下周"}},
		"a community of nobody's": {y.staff, Query{At: account.Territory{Community: 99}}, nil},
	} {
		if c.q.From == 0 {
			c.q.From, c.q.Until = monday, sunday
		}
		list, err := y.List(y.Context(), c.by, c.q)
		if err != nil || len(list) != len(c.want) {
			t.Errorf("%s: %v %v", what, list, err)
			continue
		}
		for i, a := range list {
			if a.Title != c.want[i] || a.Where.Name == "" || a.Kind.Name != "周五大扫除" || a.Capacity != 5 {
				t.Errorf("%s: %+v", what, a)
			}
		}
	}
	_, err := y.List(y.Context(), account.Actor{ID: 1}, Query{From: monday, Until: sunday})
	wants(t, "somebody without a home", err, ErrHome)
	_, err = y.List(y.Context(), y.worker, Query{From: monday, Until: monday + 60})
	wants(t, "too long", err, ErrWeek)
}

func TestWhoSignedUpHearsOfAChangeAndOfTheEnd(t *testing.T) {
	y := newYard(t)
	a := y.create(y.draft(y.shift(48*time.Hour, 1)))
	has, waits, other := y.resident("01-01"), y.resident("01-02"), y.resident("01-01")
	first := y.signs(has, a.Shifts[0].ID, 0)
	second := y.signs(waits, a.Shifts[0].ID, 0)
	words := Words{Version: a.Version, Title: a.Title, Place: "三号楼前"}
	_, err := y.Edit(y.Context(), other, a.ID, words)
	wants(t, "a resident changes it", err, ErrMay)
	a, err = y.Edit(y.Context(), y.worker, a.ID, words)
	if err != nil || a.Place != "三号楼前" {
		t.Fatal(a.Place, err)
	}
	_, err = y.Edit(y.Context(), y.worker, a.ID, words)
	wants(t, "an old version", err, ErrVersion)
	later := y.shift(72*time.Hour, 1)
	if _, err := y.EditShift(y.Context(), y.worker, a.ID, a.Shifts[0].ID, later, false); err != nil {
		t.Fatal(err)
	}
	if _, err := y.Cancel(y.Context(), y.worker, a.ID, "当天有大雨"); err != nil {
		t.Fatal(err)
	}
	for _, who := range []account.Actor{has, waits} {
		for _, title := range []string{"活动地点有变", "活动时间有变", "活动取消"} {
			if y.told(who, title) != 1 {
				t.Errorf("%d heard %d times: %s", who.ID, y.told(who, title), title)
			}
		}
	}
	if y.told(other, "活动取消") != 0 || y.state(first.ID) != Cancelled || y.state(second.ID) != Cancelled {
		t.Error("the sign-ups did not end with the activity")
	}
	page := y.get(has, a.ID)
	if !page.Cancelled || page.Reason != "当天有大雨" || page.Shifts[0].Open || page.Taken+page.Waiting != 0 {
		t.Errorf("%+v", page)
	}
	_, err = y.SignUp(y.Context(), other, a.Shifts[0].ID, 0)
	wants(t, "afterwards", err, ErrCancelled)
	_, err = y.Cancel(y.Context(), y.worker, a.ID, "再一次")
	wants(t, "twice", err, ErrCancelled)
	y.sound()
}

func TestTheWeekNamesHolidays(t *testing.T) {
	y := newYard(t)
	y.holidays()
	days, err := y.special(t.Context(), calendar.NewDate(2026, 9, 28), calendar.NewDate(2026, 10, 11))
	if err != nil || len(days) == 0 || days[0].Name == "" {
		t.Error(days, err)
	}
	for _, d := range days {
		if weekend := d.Date.Weekday() == time.Saturday || d.Date.Weekday() == time.Sunday; d.Work && !weekend {
			t.Error(d)
		}
	}
}
