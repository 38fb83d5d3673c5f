package issue

import (
	"testing"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
)

func TestAMatterFiledFromAnOldSessionGoesToWhereThePlaceIsNow(t *testing.T) {
	w := newTown(t)
	old := w.at["a01-02"]
	staff := []grid.PersonEntry{{Username: "staff", Name: "王", Role: "staff"}, {Username: "admin", Name: "管", Role: "admin"}, {Username: "county", Name: "县", Role: "county"}}
	book := bookOf("a", []grid.PersonEntry{{Name: "张", Phone: "13900000001", In: "01-01"}, {Name: "新", Phone: "13900000009", In: "01-02"}, {Name: "马", Phone: "13900000003", In: "02-01"}},
		[]grid.PersonEntry{{Name: "杨", Phone: "13900000004", In: "01"}}, staff, "staff")
	book.MicroGrids[1].In = "02"
	w.settle(book)
	now := w.at["a01-02"]
	if now == old {
		t.Fatal("it did not move")
	}
	is := w.report("neighbour", Draft{}) // whose session still names the old version
	if r := w.row(is.ID); r.At != now || r.Owner != w.who["worker 01-02"].ID {
		t.Errorf("at %+v, owner %d", r.At, r.Owner)
	}
	if is := w.report("reporter", Draft{MicroGrid: old.MicroGrid}); w.row(is.ID).At != now {
		t.Errorf("%+v", is.Summary)
	}
}

func TestOpenMattersGoAlongAndWhatIsReopenedFollows(t *testing.T) {
	w := newTown(t)
	open, ended := w.report("neighbour", Draft{}), w.report("neighbour", Draft{})
	solved := Solved
	ended = w.take("worker 01-02", w.take("worker 01-02", ended, StepDraft{Step: Accept}), StepDraft{Step: Close, Text: "今天已换好灯泡", Outcome: &solved})
	c, err := w.Grid.Change(t.Context(), w.who["staff"], grid.ChangeDraft{Kind: grid.MergedInto, MicroGrid: grid.MicroGridID(w.at["a01-02"].MicroGrid), Into: grid.MicroGridID(w.at["a02-01"].MicroGrid), Reason: "并"})
	if err != nil || c.Outcome.Issues != 1 || c.Outcome.Passed != 1 {
		t.Fatalf("%+v %v", c.Outcome, err)
	}
	heir := w.who["worker 02-01"].ID
	if r := w.row(open.ID); r.At != w.at["a02-01"] || r.Owner != heir {
		t.Errorf("the open one stands at %+v with %d", r.At, r.Owner)
	}
	if r := w.row(ended.ID); r.At != w.at["a01-02"] {
		t.Errorf("what ended went along: %+v", r.At)
	}
	w.exec(`UPDATE issues SET moderation = 'pass'`)
	w.who["heir's neighbour"] = account.Actor{ID: w.who["reporter"].ID, Level: account.Member, Home: w.at["a02-01"], Consented: true}
	if past := w.ids("heir's neighbour", Query{Scope: Public, Limit: 10}); len(past) != 1 || past[0] != ended.ID {
		t.Error("what was solved there is shown to who lives there now: ", past)
	}
	w.take("neighbour", w.seen("neighbour", ended.ID), StepDraft{Step: Reopen, Text: "又坏了"})
	if r := w.row(ended.ID); r.At != w.at["a02-01"] || r.Owner != heir || r.State != InProgress {
		t.Errorf("the reopened one stands at %+v with %d", r.At, r.Owner)
	}
	is, err := w.Get(t.Context(), w.who["neighbour"], open.ID)
	if last := is.Timeline[len(is.Timeline)-1]; err != nil || last.Step != Relocate {
		t.Errorf("the reporter reads %+v: %v", last, err)
	}
	if bad := w.audit(); len(bad) > 0 {
		t.Error(bad)
	}
}
