package volunteer

import (
	"testing"

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
