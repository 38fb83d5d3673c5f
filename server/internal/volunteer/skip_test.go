package volunteer

import (
	"testing"
	"time"

	"huiyin/server/internal/calendar"
)

func TestAHolidayThatIsPublishedLaterCallsOffWhatWasPlanned(t *testing.T) {
	y := newYard(t)
	d := y.fridays(EveryMicroGrid)
	series, err := y.CreateSeries(t.Context(), y.staff, d)
	if err != nil {
		t.Fatal(err)
	}
	always := y.fridays(Once)
	always.Title, always.Rule.Always = "值班", true
	if _, err := y.CreateSeries(t.Context(), y.staff, always); err != nil {
		t.Fatal(err)
	}
	ids, err := comingOf(t.Context(), y.DB, series.ID, y.clock.Now())
	if err != nil || len(ids) < 6 {
		t.Fatal(ids, err)
	}
	who := y.resident("01-01")
	first := y.get(who, ids[0])
	day := calendar.DateOf(first.Starts)
	for _, id := range ids[:3] { // the first Friday, in three micro-grids
		if a := y.get(y.staff, id); a.Where.Territory == y.at["01-01"] {
			y.signs(who, a.Shifts[0].ID, 0)
		} else if a.Where.Territory == y.at["02-01"] { // somebody looked at this one
			if _, err := y.Edit(t.Context(), y.staff, id, Words{Version: a.Version, Title: a.Title, Place: "室内"}); err != nil {
				t.Fatal(err)
			}
		}
	}
	before := y.number(`SELECT COUNT(*) FROM activities WHERE cancelled_at IS NULL`)
	y.run(`INSERT INTO work_days (day, work, name) VALUES (?, FALSE, '庆典')`, day.String())
	for range 2 {
		if err := y.Plan(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if off := before - y.number(`SELECT COUNT(*) FROM activities WHERE cancelled_at IS NULL`); off != 2 {
		t.Errorf("%d were called off", off)
	}
	if y.told(who, "活动取消") != 1 || y.told(y.staff, "放假不办") != 1 {
		t.Errorf("told %d and %d times", y.told(who, "活动取消"), y.told(y.staff, "放假不办"))
	}
	y.sound()
}

func TestASeriesThatIsChangedOnItsDayChangesWhatHasNotBegun(t *testing.T) {
	y := newYard(t)
	d := y.fridays(Once)
	r, err := y.CreateSeries(t.Context(), y.staff, d)
	if err != nil {
		t.Fatal(err)
	}
	ids, err := comingOf(t.Context(), y.DB, r.ID, y.clock.Now())
	if err != nil || len(ids) < 2 {
		t.Fatal(ids, err)
	}
	first, second := y.get(y.staff, ids[0]), y.get(y.staff, ids[1])
	y.clock.Advance(first.Starts.Add(-time.Hour).Sub(y.clock.Now()))
	d.Title, d.Shifts[0].From = "周五清洁日", "08:00" // today that is over
	if _, err := y.EditSeries(t.Context(), y.staff, r.ID, r.Version, d); err != nil {
		t.Fatal(err)
	}
	if a := y.get(y.staff, ids[0]); !a.Starts.Equal(first.Starts) || a.Title != first.Title {
		t.Error("today's changed into the past: ", a.Starts)
	}
	if a := y.get(y.staff, ids[1]); !a.Starts.Before(second.Starts) || a.Title != d.Title {
		t.Error("the next did not change: ", a.Starts)
	}
	if _, err := y.EndSeries(t.Context(), y.staff, r.ID, "停办"); err != nil {
		t.Fatal(err)
	}
	y.run(`UPDATE activities SET cancelled_at = NULL WHERE id = ?`, ids[1]) // the server died before it was called off
	if _, err := y.EndSeries(t.Context(), y.staff, r.ID, "停办"); err != nil || !y.get(y.staff, ids[1]).Cancelled {
		t.Error("asked again it is not finished", err)
	}
}
