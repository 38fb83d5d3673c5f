package issue

import (
	"slices"
	"sync"
	"testing"
)

func TestOfTwoAtOnceOneWinsAndTheOtherIsTold(t *testing.T) {
	w := newTown(t)
	for range 5 {
		is := w.report("reporter", Draft{})
		var both sync.WaitGroup
		errs := make([]error, 2)
		for i, try := range []struct {
			who string
			d   StepDraft
		}{{"worker 01-01", StepDraft{Step: Accept}}, {"reporter", StepDraft{Step: Withdraw}}} {
			both.Go(func() { _, errs[i] = w.try(try.who, is, try.d) })
		}
		both.Wait()
		won := slices.IndexFunc(errs, func(err error) bool { return err == nil })
		if won < 0 {
			t.Fatal(errs)
		}
		wants(t, "the slower one", errs[1-won], ErrChanged)
		if n := w.number(`SELECT COUNT(*) FROM issue_events WHERE issue_id = ?`, is.ID); n != 2 {
			t.Errorf("%d events", n)
		}
	}
	if bad := w.audit(); bad != nil {
		t.Error(bad)
	}
}

func TestARefusedStepChangesNothing(t *testing.T) {
	w := newTown(t)
	is := w.report("reporter", Draft{})
	photo := w.upload("worker 01-01", 4, 4)
	for _, c := range []struct {
		name, who string
		d         StepDraft
		want      error
	}{
		{"by a neighbour", "neighbour", StepDraft{Step: Withdraw}, ErrNotFound},
		{"by a resident of another community", "stranger", StepDraft{Step: Withdraw}, ErrNotFound},
		{"by the county", "county", StepDraft{Step: Accept}, ErrStep},
		{"not yet", "worker 01-01", answer("x"), ErrStep},
		{"with somebody's photo", "reporter", StepDraft{Step: Withdraw, Attachments: []int64{photo.ID}}, ErrNeeds},
	} {
		_, err := w.try(c.who, is, c.d)
		wants(t, c.name, err, c.want)
	}
	_, err := w.Take(t.Context(), w.who["reporter"], 999, StepDraft{Step: Withdraw, Version: 1})
	wants(t, "of no issue", err, ErrNotFound)
	accepted := w.take("worker 01-01", is, StepDraft{Step: Accept})
	_, err = w.try("worker 01-01", accepted, StepDraft{Step: Answer, Text: "x", Outcome: solved(), Attachments: []int64{photo.ID, 999}})
	wants(t, "with a photo that is none", err, ErrAttachment)
	if r := w.row(is.ID); r.Version != 2 || r.State != Accepted || w.number(`SELECT COUNT(*) FROM issue_photos WHERE issue_id IS NOT NULL`) != 0 {
		t.Errorf("%+v", r)
	}
}
