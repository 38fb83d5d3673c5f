package calendar_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"huiyin/server/internal/calendar"
)

// moments are any microsecond of 2025 and the first nine months of 2026, so
// that deadlines stay within what is published.
func moments(t testing.TB) *rapid.Generator[time.Time] {
	from, until := moment(t, "2025-01-01 00:00"), moment(t, "2026-10-01 00:00")
	return rapid.Custom(func(t *rapid.T) time.Time {
		if rapid.Bool().Draw(t, "on the minute") { // where spans begin and end
			return from.Add(time.Duration(rapid.Int64Range(0, int64(until.Sub(from)/(30*time.Minute))).Draw(t, "half hours")) * 30 * time.Minute)
		}
		return from.Add(time.Duration(rapid.Int64Range(0, until.Sub(from).Microseconds()).Draw(t, "µs")) * time.Microsecond)
	})
}

func durations(longest time.Duration) *rapid.Generator[time.Duration] {
	return rapid.Custom(func(t *rapid.T) time.Duration {
		return time.Duration(rapid.Int64Range(0, longest.Microseconds()).Draw(t, "µs")) * time.Microsecond
	})
}

func hours() *rapid.Generator[calendar.Hours] {
	return rapid.SampledFrom([]calendar.Hours{
		calendar.DefaultHours(),
		{{0, 24 * time.Hour}},
		{{0, 12 * time.Hour}, {12 * time.Hour, 24 * time.Hour}},
		{{7 * time.Hour, 7*time.Hour + time.Minute}},
		{{6 * time.Hour, 8 * time.Hour}, {9 * time.Hour, 11 * time.Hour}, {15 * time.Hour, 21 * time.Hour}},
	})
}

func TestServiceTimeAddsUpAndNeverRunsBackwards(t *testing.T) {
	days, at := calendar.NewDays(published(t)), moments(t)
	rapid.Check(t, func(t *rapid.T) {
		c := calendar.NewClock(days, hours().Draw(t, "hours"))
		between := func(a, b time.Time) time.Duration {
			d, err := c.Between(a, b)
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
		x, y, z := at.Draw(t, "x"), at.Draw(t, "y"), at.Draw(t, "z")
		if between(x, y)+between(y, z) != between(x, z) {
			t.Fatal("not additive")
		}
		if d := between(x, y); x.Before(y) && (d < 0 || d > y.Sub(x)) || d != -between(y, x) {
			t.Fatal("not monotone: ", d)
		}
	})
}

func TestAddIsTheInverseOfBetween(t *testing.T) {
	days, at := calendar.NewDays(published(t)), moments(t)
	rapid.Check(t, func(t *rapid.T) {
		c := calendar.NewClock(days, hours().Draw(t, "hours")).Lenient()
		start, d := at.Draw(t, "start"), durations(60*time.Hour).Draw(t, "d")
		if rapid.Bool().Draw(t, "back") {
			d = -d
		}
		got, err := c.Add(start, d)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := c.Between(start, got.At); err != nil || back != d {
			t.Fatalf("%s from %s to %s, %v", back, start, got.At, err)
		}
		if d == 0 {
			return
		}
		nearer := got.At.Add(-1)
		if d < 0 {
			nearer = got.At.Add(1)
		}
		if less, err := c.Between(start, nearer); err != nil || less.Abs() >= d.Abs() {
			t.Fatalf("%s would have been enough, %v", nearer, err)
		}
	})
}

func TestAPauseKeepsWhatIsLeftToTheMicrosecond(t *testing.T) {
	days, at := calendar.NewDays(published(t)), moments(t)
	units := rapid.SampledFrom([]calendar.Unit{calendar.ClockHour, calendar.ServiceHour, calendar.WorkDay})
	rapid.Check(t, func(t *rapid.T) {
		c := calendar.NewClock(days, hours().Draw(t, "hours")).Lenient()
		l := calendar.Limit{N: rapid.IntRange(1, 15).Draw(t, "n"), Unit: units.Draw(t, "unit")}
		left := func(from, due time.Time) time.Duration {
			if l.Unit == calendar.ClockHour {
				return due.Sub(from)
			}
			d, err := c.Between(from, due)
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
		now := at.Draw(t, "start")
		due, err := c.Due(now, l)
		if err != nil {
			t.Fatal(err)
		}
		for range rapid.IntRange(1, 5).Draw(t, "pauses") {
			paused := now.Add(durations(30*time.Hour).Draw(t, "worked"))
			resumed := paused.Add(durations(400*time.Hour).Draw(t, "paused"))
			next, err := c.Resume(due.At, paused, resumed, l.Unit)
			switch {
			case err != nil:
				t.Fatal(err)
			case !paused.Before(due.At): // too late to help
				if !next.At.Equal(due.At) {
					t.Fatal("an overdue deadline moved to ", next.At)
				}
				return
			case left(paused, due.At) <= 0:
				t.Fatal("nothing was left before the deadline")
			case left(resumed, next.At) != left(paused, due.At):
				t.Fatalf("%s were left, then %s", left(paused, due.At), left(resumed, next.At))
			case next.At.Before(due.At):
				t.Fatal("a pause made the deadline earlier: ", next.At)
			case resumed.Equal(paused) && !next.At.Equal(due.At):
				t.Fatal("a pause of no time moved the deadline to ", next.At)
			}
			now, due = resumed, next
		}
	})
}
