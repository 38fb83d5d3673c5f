package calendar_test

import (
	"errors"
	"sort"
	"testing"
	"time"

	"huiyin/server/internal/calendar"
)

func moment(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, calendar.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func clock(t testing.TB) calendar.Clock {
	return calendar.NewClock(calendar.NewDays(published(t)), calendar.DefaultHours())
}

func limit(t testing.TB, s string) calendar.Limit {
	t.Helper()
	l, err := calendar.ParseLimit(s)
	if err != nil {
		t.Fatal(s, err)
	}
	return l
}

func TestDeadlinesThatPeopleCanCheckByHand(t *testing.T) {
	c := clock(t)
	for _, k := range []struct{ what, start, limit, due string }{
		{"an ordinary day is not counted itself", "2026-03-02 10:00", "1工作日", "2026-03-03 17:30"},
		{"nor is it before the office opens", "2026-03-02 00:05", "1工作日", "2026-03-03 17:30"},
		{"nor after it closed", "2026-03-02 23:59", "1工作日", "2026-03-03 17:30"},
		{"Friday to Monday", "2026-03-06 16:00", "1工作日", "2026-03-09 17:30"},
		{"on a Saturday", "2026-03-07 10:00", "1工作日", "2026-03-09 17:30"},
		{"five days over a weekend", "2026-03-04 10:00", "5工作日", "2026-03-11 17:30"},
		{"on a shifted work Saturday, over Spring Festival", "2026-02-14 10:00", "1工作日", "2026-02-24 17:30"},
		{"the shifted Saturday counts", "2026-02-13 16:00", "1工作日", "2026-02-14 17:30"},
		{"and so does the one after", "2026-02-13 16:00", "6工作日", "2026-02-28 17:30"},
		{"on New Year's Eve of the moon", "2026-02-16 20:00", "2工作日", "2026-02-25 17:30"},
		{"over the year's end", "2025-12-31 17:00", "1工作日", "2026-01-04 17:30"},
		{"on a shifted Sunday", "2026-01-04 09:00", "1工作日", "2026-01-05 17:30"},
		{"fifteen days over the National Day", "2026-09-18 09:00", "15工作日", "2026-10-15 17:30"},
		{"Qingming begins on a Saturday", "2026-04-03 11:00", "1工作日", "2026-04-07 17:30"},

		{"within the morning", "2026-03-02 09:00", "2工作时", "2026-03-02 11:00"},
		{"over the lunch break", "2026-03-02 11:00", "2工作时", "2026-03-02 15:00"},
		{"in the lunch break", "2026-03-02 12:30", "2工作时", "2026-03-02 16:00"},
		{"up to the last minute", "2026-03-02 08:30", "7工作时", "2026-03-02 17:30"},
		{"from the last minute", "2026-03-02 17:29", "1工作时", "2026-03-03 09:29"},
		{"when the office closes", "2026-03-02 17:30", "1工作时", "2026-03-03 09:30"},
		{"to the lunch break's first minute", "2026-03-02 08:30", "3工作时", "2026-03-02 11:30"},
		{"at night", "2026-03-02 02:00", "4工作时", "2026-03-02 14:30"},
		{"Friday evening to Monday", "2026-03-06 16:30", "4工作时", "2026-03-09 11:30"},
		{"on a holiday", "2026-05-01 10:00", "4工作时", "2026-05-06 14:30"},
		{"into a shifted work Saturday", "2026-05-08 16:00", "4工作时", "2026-05-09 11:00"},
		{"it ends with the morning, not when the afternoon begins", "2026-05-08 17:00", "4工作时", "2026-05-09 12:00"},
		{"over the year's end, hour by hour", "2025-12-31 16:30", "4工作时", "2026-01-04 11:30"},

		{"the wall clock knows no night", "2026-02-16 23:30", "24小时", "2026-02-17 23:30"},
		{"nor the end of the calendar", "2026-12-31 20:00", "48小时", "2027-01-02 20:00"},
	} {
		got, err := c.Due(moment(t, k.start), limit(t, k.limit))
		if err != nil || !got.At.Equal(moment(t, k.due)) || got.Provisional || got.At.Location() != time.UTC {
			t.Errorf("%s: %s + %s = %s, %v", k.what, k.start, k.limit, got.At.In(calendar.Zone), err)
		}
	}
}

// ledger counts time the dull way: every service minute of every work day.
type ledger struct {
	days    []calendar.Date
	minutes []time.Time
}

func newLedger(t testing.TB, from, until string) (l ledger) {
	for d := date(t, from); d <= date(t, until); d++ {
		if yes, _ := works(t, d); !yes {
			continue
		}
		l.days = append(l.days, d)
		for m := 0; m < 24*60; m++ {
			if m >= 8*60+30 && m < 12*60 || m >= 14*60 && m < 17*60+30 {
				l.minutes = append(l.minutes, d.At(time.Duration(m)*time.Minute))
			}
		}
	}
	return l
}

func (l ledger) since(at time.Time) int {
	return sort.Search(len(l.minutes), func(i int) bool { return !l.minutes[i].Before(at) })
}

func TestEveryPublishedDayAtEveryKindOfHour(t *testing.T) {
	c, l := clock(t), newLedger(t, "2025-01-01", "2026-12-31")
	checked, beyond := 0, 0
	for _, d := range published(t) {
		for _, at := range []string{"00:00", "08:29", "08:30", "10:15", "11:59", "12:00", "13:00", "14:00", "16:45", "17:29", "17:30", "23:59"} {
			start := moment(t, d.Date.String()+" "+at)
			for _, n := range []int{1, 2, 5, 15} {
				got, err := c.Due(start, calendar.Limit{N: n, Unit: calendar.WorkDay})
				i := sort.Search(len(l.days), func(i int) bool { return l.days[i] > d.Date }) + n - 1
				checked++
				if i >= len(l.days) {
					beyond++
					if !errors.Is(err, calendar.ErrBeyond) {
						t.Errorf("%s + %d工作日: %v", start, n, err)
					}
				} else if want := l.days[i].At(17*time.Hour + 30*time.Minute); err != nil || !got.At.Equal(want) {
					t.Errorf("%s + %d工作日 = %s instead of %s, %v", start, n, got.At.In(calendar.Zone), want.In(calendar.Zone), err)
				}
			}
			for _, n := range []int{1, 4, 7, 30} {
				got, err := c.Due(start, calendar.Limit{N: n, Unit: calendar.ServiceHour})
				i := l.since(start) + n*60 - 1
				checked++
				if i >= len(l.minutes) {
					beyond++
					if !errors.Is(err, calendar.ErrBeyond) {
						t.Errorf("%s + %d工作时: %v", start, n, err)
					}
				} else if want := l.minutes[i].Add(time.Minute); err != nil || !got.At.Equal(want) {
					t.Errorf("%s + %d工作时 = %s instead of %s, %v", start, n, got.At.In(calendar.Zone), want.In(calendar.Zone), err)
				}
			}
		}
	}
	if checked != 730*12*8 || beyond == 0 || beyond > checked/50 {
		t.Errorf("%d deadlines, %d of them beyond the calendar", checked, beyond)
	}
}

func TestTheClockDoesNotReadTheMachinesZone(t *testing.T) {
	c, want := clock(t), moment(t, "2026-03-09 11:30")
	local := time.Local
	defer func() { time.Local = local }()
	for _, name := range []string{"America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "UTC"} { // New York turns its clocks on 8 March 2026
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		time.Local = zone
		start := moment(t, "2026-03-06 16:30").In(zone)
		if got, err := c.Due(start, limit(t, "4工作时")); err != nil || !got.At.Equal(want) {
			t.Errorf("%s: %s %v", name, got.At, err)
		}
		if got, err := c.Between(start, want.Local()); err != nil || got != 4*time.Hour {
			t.Errorf("%s: %s %v", name, got, err)
		}
		if got, err := c.Due(start, limit(t, "1工作日")); err != nil || !got.At.Equal(moment(t, "2026-03-09 17:30")) {
			t.Errorf("%s: %s %v", name, got.At, err)
		}
	}
}

func TestBeyondTheCalendarAStrictClockRefusesAndALenientOneSaysThatItGuesses(t *testing.T) {
	c := clock(t)
	start := moment(t, "2026-12-30 10:00") // a Wednesday
	if got, err := c.Due(start, limit(t, "1工作日")); err != nil || got.Provisional {
		t.Error("still within: ", got, err)
	}
	_, err := c.Due(start, limit(t, "2工作日"))
	if !errors.Is(err, calendar.ErrBeyond) || err.Error() != "calendar.beyond: 工作日历还没有2027年1月1日（周五）的安排，请先导入当年的日历" {
		t.Error(err)
	}
	for what, ask := range map[string]func(calendar.Clock) error{
		"Between":   func(c calendar.Clock) error { _, err := c.Between(start, moment(t, "2027-01-02 10:00")); return err },
		"Add":       func(c calendar.Clock) error { _, err := c.Add(start, 20*time.Hour); return err },
		"back":      func(c calendar.Clock) error { _, err := c.Add(moment(t, "2025-01-01 10:00"), -time.Hour); return err },
		"IsWorkDay": func(c calendar.Clock) error { _, err := c.IsWorkDay(date(t, "2024-12-31")); return err },
		"Next":      func(c calendar.Clock) error { _, err := c.Next(date(t, "2026-12-31")); return err },
		"Previous":  func(c calendar.Clock) error { _, err := c.Previous(date(t, "2025-01-02")); return err },
		"Resume": func(c calendar.Clock) error {
			_, err := c.Resume(start.Add(time.Hour), start, moment(t, "2027-03-01 10:00"), calendar.WorkDay)
			return err
		},
	} {
		if err := ask(c); !errors.Is(err, calendar.ErrBeyond) {
			t.Errorf("%s: %v", what, err)
		}
		if err := ask(c.Lenient()); err != nil {
			t.Errorf("%s, lenient: %v", what, err)
		}
	}
	got, err := c.Lenient().Due(start, limit(t, "2工作日"))
	if err != nil || !got.Provisional || !got.At.Equal(moment(t, "2027-01-01 17:30")) { // Friday, for all that is known
		t.Error(got, err)
	}
	if got, err = c.Lenient().Due(start, limit(t, "21工作时")); err != nil || !got.Provisional || !got.At.Equal(moment(t, "2027-01-04 10:00")) { // over a weekend
		t.Error(got, err)
	}
	if got, err = c.Add(moment(t, "2027-01-01 00:00"), -time.Hour); err != nil || !got.At.Equal(moment(t, "2026-12-31 16:30")) {
		t.Error("the last hour of the calendar: ", got, err)
	}
	if got, err = c.Lenient().Due(start, limit(t, "1工作日")); err != nil || got.Provisional {
		t.Error("nothing was guessed: ", got, err)
	}
	if got, err = c.Due(start, limit(t, "720小时")); err != nil || got.Provisional {
		t.Error("the wall clock needs no calendar: ", got, err)
	}
	if got, err = (calendar.Clock{}).Lenient().Due(start, calendar.Limit{N: 1}); !errors.Is(err, calendar.ErrLimit) {
		t.Error("a limit without a unit: ", got, err)
	}
}

func TestAPauseHelpsOnlyBeforeTheDeadline(t *testing.T) {
	c, due := clock(t), moment(t, "2026-03-03 17:30")
	for paused, want := range map[string]string{"2026-03-03 17:29": "2026-03-09 08:31", "2026-03-03 17:30": "2026-03-03 17:30", "2026-03-04 09:00": "2026-03-03 17:30"} {
		got, err := c.Resume(due, moment(t, paused), moment(t, "2026-03-07 12:00"), calendar.WorkDay)
		if err != nil || !got.At.Equal(moment(t, want)) {
			t.Errorf("paused at %s: %s, %v", paused, got.At.In(calendar.Zone), err)
		}
	}
}

func TestWorkDaysCanBeWalked(t *testing.T) {
	c := clock(t)
	if d, err := c.Next(date(t, "2026-02-14")); err != nil || d.String() != "2026-02-24" {
		t.Error(d, err)
	}
	if d, err := c.Previous(date(t, "2026-02-24")); err != nil || d.String() != "2026-02-14" {
		t.Error(d, err)
	}
	for day, want := range map[string]bool{"2026-02-14": true, "2026-02-17": false, "2026-02-24": true, "2026-03-01": false} {
		if got, err := c.IsWorkDay(date(t, day)); err != nil || got != want {
			t.Error(day, got, err)
		}
	}
}

func TestServiceHoursAreData(t *testing.T) {
	h, err := calendar.ParseHours([]string{"07:00-11:00", "15:00-21:00"})
	if err != nil {
		t.Fatal(err)
	}
	c := calendar.NewClock(calendar.NewDays(published(t)), h)
	if got, err := c.Due(moment(t, "2026-03-02 10:00"), limit(t, "1工作日")); err != nil || !got.At.Equal(moment(t, "2026-03-03 21:00")) {
		t.Error(got, err)
	}
	if got, err := c.Due(moment(t, "2026-03-02 10:00"), limit(t, "2工作时")); err != nil || !got.At.Equal(moment(t, "2026-03-02 16:00")) {
		t.Error(got, err)
	}
}
