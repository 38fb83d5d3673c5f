package issue

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
)

// frozen is a week as staff read it.
func (w *town) frozen(week calendar.Date) Week {
	w.Helper()
	got, err := w.Week(w.Context(), w.who["staff"], 0, week)
	if err != nil {
		w.Fatal(week, err)
	}
	return got
}

// busyWeek lets things happen until next Monday.
func (w *town) busyWeek(dice *rand.Rand, open []ID) []ID {
	w.Helper()
	for range 3 {
		who := []string{"reporter", "neighbour"}[dice.IntN(2)]
		open = append(open, w.report(who, Draft{}).ID)
	}
	for i := range open {
		is, err := w.Get(w.Context(), w.who["staff"], open[i])
		if err != nil {
			w.Fatal(err)
		}
		switch r := dice.IntN(10); {
		case is.State == Submitted && r < 6:
			w.take("staff", is, StepDraft{Step: Accept})
		case is.State == Accepted && r < 6:
			w.take("staff", is, answer("换好了"))
		case is.State == Handled && r == 0 && is.Reporter.ID == w.who["reporter"].ID:
			if _, err := w.try("reporter", is, StepDraft{Step: Reopen}); err != nil && err != error(ErrWindow) {
				w.Fatal(err)
			}
		}
	}
	w.clock.Advance(7 * 24 * time.Hour)
	return open
}

func TestEveryWeekAddsUpForAYear(t *testing.T) {
	w, dice := newTown(t), rand.New(rand.NewPCG(1, 2))
	first := monday(w.clock.Now())
	open, carried := []ID{}, map[string]int{}
	for n := range 52 {
		open = w.busyWeek(dice, open)
		if err := w.FreezeWeeks(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, l := range w.frozen(first + calendar.Date(7*n)).Sums {
			territory := fmt.Sprint(l.Grid, l.MicroGrid)
			if l.Grid != nil {
				territory = l.Grid.Name
			}
			if l.MicroGrid != nil {
				territory += l.MicroGrid.Name
			}
			if l.CarriedIn+l.New != l.Answered+l.CarriedOut {
				t.Errorf("week %d, %s: %+v", n, territory, l)
			}
			if l.CarriedIn != carried[territory] {
				t.Errorf("week %d, %s: %d carried in, %d were carried out", n, territory, l.CarriedIn, carried[territory])
			}
			carried[territory] = l.CarriedOut
		}
	}
	last := w.frozen(first + 7*51)
	if all := last.Sums[0]; all.CarriedOut != len(last.Agenda) || all.CarriedOut == 0 || all.New == 0 || all.Answered == 0 {
		t.Errorf("%+v with an agenda of %d", all, len(last.Agenda))
	}
	for _, item := range last.Agenda {
		if item.Reason == "" || item.NextDue == nil || item.Owner.Name == "" || item.MicroGrid == nil {
			t.Errorf("without a reason, a date, an owner or a place: %+v", item)
		}
	}
}

func TestAFrozenWeekDoesNotChange(t *testing.T) {
	w := newTown(t)
	week := monday(w.clock.Now())
	is := w.report("reporter", Draft{})
	_, err := w.Week(t.Context(), w.who["staff"], 0, week)
	wants(t, "before it has ended", err, ErrWeek)
	w.clock.Advance(7 * 24 * time.Hour)
	w.report("reporter", Draft{}) // after the week, before it is frozen
	w.take("worker 01-01", is, StepDraft{Step: Accept})
	freeze := func() {
		if err := w.FreezeWeeks(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	freeze()
	before := w.frozen(week)
	if s := before.Sums[0]; s.New != 1 || s.CarriedOut != 1 || before.Agenda[0].Reason != lateText+stateNames[Submitted] {
		t.Errorf("it says how things stood when it ended: %+v %+v", s, before.Agenda)
	}
	w.take("worker 01-01", w.mustGet(is.ID), answer("换好了"))
	freeze()
	after := w.frozen(week)
	if a, b := asJSON(t, before), asJSON(t, after); a != b {
		t.Errorf("%s\nbecame\n%s", a, b)
	}
	if err := w.Correct(t.Context(), w.who["staff"], 0, week, CorrectionDraft{Issue: is.ID, Text: "当周已电话答复"}); err != nil {
		t.Fatal(err)
	}
	if c := w.frozen(week).Corrections; len(c) != 1 || c[0].By.Name != "王" || *c[0].Issue != is.ID {
		t.Errorf("%+v", c)
	}
	wants(t, "a correction of no week", w.Correct(t.Context(), w.who["staff"], 0, week+70, CorrectionDraft{Text: "x"}), ErrWeek)
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func (w *town) mustGet(id ID) Issue {
	w.Helper()
	is, err := w.Get(w.Context(), w.who["staff"], id)
	if err != nil {
		w.Fatal(err)
	}
	return is
}

func TestWeeksMissedInADowntimeAreFrozenInOrder(t *testing.T) {
	w := newTown(t)
	first := monday(w.clock.Now())
	w.report("reporter", Draft{})
	w.clock.Advance(31 * 24 * time.Hour)
	if err := w.FreezeWeeks(t.Context()); err != nil {
		t.Fatal(err)
	}
	list, err := w.Weeks(t.Context(), w.who["leader"], 0)
	if want := []calendar.Date{first + 21, first + 14, first + 7, first}; err != nil || !slices.Equal(list, want) {
		t.Errorf("%v %v", list, err)
	}
	got, err := w.Week(t.Context(), w.who["leader"], 0, first+21)
	if err != nil || len(got.Sums) != 2 || got.Sums[0].Grid == nil || got.Sums[0].CarriedIn != 1 || got.Sums[0].Late != 1 {
		t.Errorf("a leader reads his grid: %+v %v", got.Sums, err)
	}
	_, err = w.Weeks(t.Context(), w.who["worker 01-01"], 0)
	wants(t, "a worker", err, ErrScope)
}

func TestAMicroGridIsLookedAfterByWhatHappensOrByOneTap(t *testing.T) {
	w := newTown(t)
	today := calendar.DateOf(w.clock.Now())
	board := func() map[string]Look {
		list, err := w.Looks(t.Context(), w.who["staff"], 0, today)
		if err != nil || len(list) != 5 {
			t.Fatal(list, err)
		}
		out := map[string]Look{}
		for _, l := range list {
			out[l.MicroGrid.Name] = l.Look
		}
		return out
	}
	w.take("worker 01-01", w.report("reporter", Draft{}), StepDraft{Step: Accept})
	w.report("neighbour", Draft{}) // a report alone is no look
	for range 2 {
		if err := w.SayAllClear(t.Context(), w.who["worker 02-01"], 0); err != nil {
			t.Fatal(err)
		}
	}
	if got := board(); got["01-01"] != Happened || got["01-02"] != NotYet || got["02-01"] != AllClear {
		t.Error(got)
	}
	mine, err := w.MyLooks(t.Context(), w.who["worker 02-01"])
	if err != nil || len(mine) != 1 || mine[0].Look != AllClear {
		t.Errorf("%+v %v", mine, err)
	}
	wants(t, "for another's micro-grid", w.SayAllClear(t.Context(), w.who["worker 02-01"], w.at["a01-01"].MicroGrid), ErrScope)
	wants(t, "by a resident", w.SayAllClear(t.Context(), account.Actor{ID: w.who["reporter"].ID}, 0), ErrScope)
	w.clock.Advance(24 * time.Hour)
	if today++; board()["01-01"] != NotYet {
		t.Error("yesterday does not count for today")
	}
}
