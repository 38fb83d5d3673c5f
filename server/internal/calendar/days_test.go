package calendar_test

import (
	"encoding/csv"
	"os"
	"testing"
	"time"

	"huiyin/server/internal/calendar"
)

// A notice is what the State Council published for a year, in the notice's own
// form; the files are compared with it.
type notice struct {
	off  [][2]string // first and last day
	work []string    // Saturdays and Sundays on which people work
}

var notices = map[int]notice{
	2025: {
		off: [][2]string{{"2025-01-01", "2025-01-01"}, {"2025-01-28", "2025-02-04"}, {"2025-04-04", "2025-04-06"},
			{"2025-05-01", "2025-05-05"}, {"2025-05-31", "2025-06-02"}, {"2025-10-01", "2025-10-08"}},
		work: []string{"2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"},
	},
	2026: {
		off: [][2]string{{"2026-01-01", "2026-01-03"}, {"2026-02-15", "2026-02-23"}, {"2026-04-04", "2026-04-06"},
			{"2026-05-01", "2026-05-05"}, {"2026-06-19", "2026-06-21"}, {"2026-09-25", "2026-09-27"}, {"2026-10-01", "2026-10-07"}},
		work: []string{"2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"},
	},
}

func date(t testing.TB, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(s, err)
	}
	return d
}

// works says by weekday and notice whether people work on a day.
func works(t testing.TB, d calendar.Date) (yes, named bool) {
	for _, n := range notices {
		for _, o := range n.off {
			if d >= date(t, o[0]) && d <= date(t, o[1]) {
				return false, true
			}
		}
		for _, w := range n.work {
			if d == date(t, w) {
				return true, true
			}
		}
	}
	return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday, false
}

func rows(t testing.TB, file string) []calendar.Day {
	t.Helper()
	f, err := os.Open("../../../configs/calendar/" + file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := []calendar.Day{}
	for _, r := range all[1:] {
		out = append(out, calendar.Day{Date: date(t, r[0]), Work: r[1] == "1", Name: r[2]})
	}
	return out
}

func published(t testing.TB) []calendar.Day {
	return append(rows(t, "2025.csv"), rows(t, "2026.csv")...)
}

func TestTheFilesSayWhatWasPublishedForEveryDay(t *testing.T) {
	for year, file := range map[int]string{2025: "2025.csv", 2026: "2026.csv"} {
		days, workDays := rows(t, file), 0
		if len(days) != 365 {
			t.Errorf("%s has %d days", file, len(days))
		}
		for i, d := range days {
			if d.Date != calendar.NewDate(year, time.January, 1+i) {
				t.Fatalf("%s line %d is %s", file, i+2, d.Date)
			}
			work, named := works(t, d.Date)
			if d.Work != work || (d.Name != "") != named {
				t.Errorf("%s: %+v", d.Date, d)
			}
			if work {
				workDays++
			}
		}
		if workDays != 248 {
			t.Errorf("%d has %d work days", year, workDays)
		}
	}
}

func TestDatesAreReadWrittenAndCounted(t *testing.T) {
	d := date(t, "2026-02-28")
	if d+1 != date(t, "2026-03-01") || d.Weekday() != time.Saturday || d.String() != "2026-02-28" || d.Chinese() != "2026年2月28日（周六）" {
		t.Error(d, d.Weekday(), d.Chinese())
	}
	if old := date(t, "1969-12-31"); old != -1 || old.String() != "1969-12-31" {
		t.Error(int(old), old)
	}
	for _, bad := range []string{"", "2026-02-29", "2026-2-1", "20260201", "今天"} {
		if _, err := calendar.ParseDate(bad); err == nil {
			t.Errorf("%q is no date", bad)
		}
	}
	if got := calendar.DateOf(time.Date(2026, 3, 31, 16, 0, 0, 0, time.UTC)); got.String() != "2026-04-01" {
		t.Error("midnight in Shanghai begins ", got)
	}
	if got := d.At(8*time.Hour + 30*time.Minute); !got.Equal(time.Date(2026, 2, 28, 0, 30, 0, 0, time.UTC)) {
		t.Error(got)
	}
}

func TestTheEndIsTheLastDayBeforeAGap(t *testing.T) {
	days := calendar.NewDays(published(t))
	if got := days.End(date(t, "2026-11-25")); got.String() != "2026-12-31" {
		t.Error(got)
	}
	delete(days, date(t, "2026-12-03"))
	if got := days.End(date(t, "2026-11-25")); got.String() != "2026-12-02" {
		t.Error(got)
	}
	if got := days.End(date(t, "2027-05-01")); got.String() != "2027-04-30" {
		t.Error("nothing is published, not even that day: ", got)
	}
}
