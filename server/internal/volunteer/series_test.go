package volunteer

import (
	"slices"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"huiyin/server/internal/calendar"
)

// holidays imports the calendar as the State Council published it.
func (y *yard) holidays() {
	y.Helper()
	days, bad := calendar.Read("../../../configs/calendar/2025.csv", "../../../configs/calendar/2026.csv")
	if len(bad) > 0 {
		y.Fatal(bad)
	}
	if _, err := y.Calendar.Import(y.Context(), days); err != nil {
		y.Fatal(err)
	}
}

func (y *yard) fridays(each Each) SeriesDraft {
	return SeriesDraft{Territory: y.at[""], Each: each, Rule: Rule{Weekday: 5, From: calendar.DateOf(y.clock.Now())}, Kind: "clean", Title: "周五大扫除", Place: "各楼院",
		Audience: Near, Children: true, Shifts: []ShiftPlan{{From: "15:00", Minutes: 90, Capacity: 20}}}
}

// yearOn plans week by week, as the schedule does, and gives the days on which
// activities of the series were made.
func (y *yard) yearOn(id SeriesID) (out []string) {
	y.Helper()
	for range 53 {
		if err := y.Plan(y.Context()); err != nil {
			y.Fatal(err)
		}
		y.clock.Advance(7 * 24 * time.Hour)
	}
	rows, err := y.DB.QueryContext(y.Context(), `SELECT DATE_FORMAT(occurs_on, '%Y-%m-%d'), COUNT(*) FROM activities WHERE series_id = ? AND occurs_on < '2027-01-01' GROUP BY occurs_on ORDER BY occurs_on`, id)
	if err != nil {
		y.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var day string
		var n int
		if err := rows.Scan(&day, &n); err != nil {
			y.Fatal(err)
		}
		out = append(out, day)
		if want := 3; n != want && n != 1 {
			y.Errorf("%s: %d activities", day, n)
		}
	}
	return out
}

func TestEveryFridayOfAYearInEachMicroGridButNotOnHolidays(t *testing.T) {
	y := newYard(t)
	y.holidays()
	r, err := y.CreateSeries(y.Context(), y.staff, y.fridays(EveryMicroGrid))
	if err != nil {
		t.Fatal(err)
	}
	if n := y.number(`SELECT COUNT(*) FROM activities WHERE series_id = ?`, r.ID); n != 4*3 {
		t.Errorf("%d activities were made at once", n)
	}
	got := y.yearOn(r.ID)
	var want []string
	for d := calendar.NewDate(2026, 1, 9); d < calendar.NewDate(2027, 1, 1); d += 7 {
		if !slices.Contains([]string{"2026-02-20", "2026-05-01", "2026-06-19", "2026-09-25", "2026-10-02"}, d.String()) {
			want = append(want, d.String())
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%v\ninstead of\n%v", got, want)
	}
	if n := y.number(`SELECT COUNT(*) FROM activities WHERE series_id = ? AND occurs_on < '2027-01-01'`, r.ID); n != 3*len(want) {
		t.Errorf("%d activities on %d days", n, len(want))
	}
	if n := y.number(`SELECT COUNT(*) FROM activity_shifts WHERE HOUR(starts_at) <> 7 OR TIMESTAMPDIFF(MINUTE, starts_at, ends_at) <> 90`); n != 0 { // 15:00 in Shanghai
		t.Errorf("%d shifts begin at another hour", n)
	}
}

func TestAMonthlyClassIsOnTheSameWeekdayOfTheMonth(t *testing.T) {
	y := newYard(t)
	y.holidays()
	for nth, want := range map[int][]string{
		2:  {"2026-01-14", "2026-02-11", "2026-03-11", "2026-04-08", "2026-05-13", "2026-06-10", "2026-07-08", "2026-08-12", "2026-09-09", "2026-10-14", "2026-11-11", "2026-12-09"},
		5:  {"2026-04-29", "2026-07-29", "2026-09-30", "2026-12-30"},
		-1: {"2026-01-28", "2026-02-25", "2026-03-25", "2026-04-29", "2026-05-27", "2026-06-24", "2026-07-29", "2026-08-26", "2026-09-30", "2026-10-28", "2026-11-25", "2026-12-30"},
	} {
		var got []string
		r := Rule{Weekday: 3, Nth: nth, From: calendar.NewDate(2026, 1, 5)}
		for d := r.From; d < calendar.NewDate(2027, 1, 1); d++ {
			if r.on(d) {
				got = append(got, d.String())
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d: %v", nth, got)
		}
	}
}

func TestOneActivityIsChangedWithoutItsSeries(t *testing.T) {
	y := newYard(t)
	y.holidays()
	d := y.fridays(Once)
	d.Audience = Everyone
	r, err := y.CreateSeries(y.Context(), y.staff, d)
	if err != nil {
		t.Fatal(err)
	}
	ids, err := comingOf(y.Context(), y.DB, r.ID, y.clock.Now())
	if err != nil || len(ids) != 4 {
		t.Fatal(ids, err)
	}
	first, second := y.get(y.staff, ids[0]), y.get(y.staff, ids[1])
	if _, err := y.Edit(y.Context(), y.staff, ids[0], Words{Version: first.Version, Title: "雨天改室内", Place: "活动室"}); err != nil {
		t.Fatal(err)
	}
	if _, err := y.Cancel(y.Context(), y.staff, ids[2], "停水"); err != nil {
		t.Fatal(err)
	}
	who := y.resident("01-01")
	place := y.signs(who, second.Shifts[0].ID, 0)
	d.Title, d.Place, d.Shifts[0].From, d.Shifts[0].Capacity = "周五清洁日", "中心广场", "16:00", 30
	wrong := d
	wrong.Shifts = append(slices.Clone(d.Shifts), d.Shifts[0])
	_, err = y.EditSeries(y.Context(), y.staff, r.ID, r.Version, wrong)
	wants(t, "another number of shifts", err, ErrFixed)
	_, err = y.EditSeries(y.Context(), y.resident("01-01"), r.ID, r.Version, d)
	wants(t, "by a resident", err, ErrSeries)
	if _, err := y.EditSeries(y.Context(), y.staff, r.ID, r.Version, d); err != nil {
		t.Fatal(err)
	}
	if a := y.get(y.staff, ids[0]); a.Title != "雨天改室内" || a.Shifts[0].Capacity != 20 {
		t.Error("what was changed by itself follows the series: ", a.Title)
	}
	a := y.get(y.staff, ids[1])
	if a.Title != "周五清洁日" || a.Shifts[0].Capacity != 30 || a.Starts.Sub(second.Starts) != time.Hour || y.state(place.ID) != Confirmed {
		t.Errorf("%+v", a)
	}
	if y.told(who, "活动时间有变") != 1 || y.told(who, "活动地点有变") != 1 {
		t.Error("he was not told")
	}
	y.clock.Advance(8 * 24 * time.Hour)
	if err := y.Plan(y.Context()); err != nil {
		t.Fatal(err)
	}
	if n := y.number(`SELECT COUNT(*) FROM activities WHERE series_id = ? AND title = '周五清洁日'`, r.ID); n != 3 { // the second, the fourth and the new one
		t.Errorf("%d follow the series", n)
	}
	if _, err := y.EndSeries(y.Context(), y.staff, r.ID, "改由各小组自己组织"); err != nil {
		t.Fatal(err)
	}
	if ids, _ := comingOf(y.Context(), y.DB, r.ID, y.clock.Now()); len(ids) != 0 || y.told(who, "活动取消") != 1 {
		t.Error("they go on: ", ids)
	}
	y.clock.Advance(30 * 24 * time.Hour)
	if err := y.Plan(y.Context()); err != nil || y.number(`SELECT COUNT(*) FROM activities WHERE series_id = ?`, r.ID) != 5 {
		t.Error("an ended series goes on", err)
	}
}

func TestWhoHasAPlaceIsRemindedOnceTheDayBefore(t *testing.T) {
	y := newYard(t)
	a := y.create(y.draft(y.shift(48*time.Hour, 1)))
	has, waits := y.resident("01-01"), y.resident("01-01")
	y.signs(has, a.Shifts[0].ID, 0)
	y.signs(waits, a.Shifts[0].ID, 0)
	for _, want := range []int{0, 1, 1} {
		if err := y.Remind(y.Context()); err != nil {
			t.Fatal(err)
		}
		if y.told(has, "活动提醒") != want || y.told(waits, "活动提醒") != 0 {
			t.Errorf("%d reminders instead of %d", y.told(has, "活动提醒"), want)
		}
		y.clock.Advance(24 * time.Hour)
		if want == 1 {
			y.clock.Advance(-24*time.Hour + time.Minute)
		}
	}
}

func TestASignUpIsAnEntryOfACalendar(t *testing.T) {
	y := newYard(t)
	d := y.draft(y.shift(48*time.Hour, 1))
	d.Title, d.Bring = "大扫除, 全体; 一起来", "手套"
	a := y.create(d)
	who := y.resident("01-01")
	u := y.signs(who, a.Shifts[0].ID, 0)
	read := func() *ics.VEvent {
		_, text, err := y.ICS(y.Context(), who, u.ID)
		if err != nil {
			t.Fatal(err)
		}
		c, err := ics.ParseCalendar(strings.NewReader(text))
		if err != nil || len(c.Events()) != 1 {
			t.Fatal(text, err)
		}
		return c.Events()[0]
	}
	e := read()
	from, err := e.GetStartAt()
	if err != nil || !from.Equal(a.Starts) || ics.FromText(e.GetProperty(ics.ComponentPropertySummary).Value) != d.Title || e.GetProperty(ics.ComponentPropertyStatus).Value != "CONFIRMED" {
		t.Errorf("%v %v %+v", from, err, e)
	}
	y.steps(who, u.ID, Withdraw)
	if e := read(); e.GetProperty(ics.ComponentPropertyStatus).Value != "CANCELLED" {
		t.Error("it is still in the calendar")
	}
	_, _, err = y.ICS(y.Context(), y.worker, u.ID)
	wants(t, "another's", err, ErrSignup)
}
