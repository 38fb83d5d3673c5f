package issue

import (
	"slices"
	"testing"

	"huiyin/server/internal/account"
)

func TestNeighboursReadWhatIsOpenWhereTheCategorySaysSo(t *testing.T) {
	w := newTown(t)
	shown := w.passed("reporter", Draft{Place: at(26.59, 106.71)})
	for _, d := range []Draft{{Category: "clean"}, {Category: "quiet"}} {
		w.passed("reporter", d)
	}
	w.report("reporter", Draft{Words: "还没有审"})
	done := w.passed("reporter", Draft{Words: "办好了的"})
	w.end(done.ID, Closed)
	w.who["next door"] = account.Actor{ID: w.who["neighbour"].ID, Home: w.at["a01-01"]}
	for state, want := range map[State]ID{"open": shown.ID, "solved": done.ID, "": done.ID} {
		if got := w.ids("next door", Query{Scope: Public, States: []State{state}, Limit: 5}); !slices.Equal(got, []ID{want}) {
			t.Errorf("%q: %v", state, got)
		}
	}
	w.take("worker 01-01", shown, StepDraft{Step: Transfer, Text: "请帮忙", Target: int64(w.who["worker 01-02"].ID)})
	seen, err := w.Get(t.Context(), w.who["next door"], shown.ID)
	if err != nil || seen.Reporter != nil || seen.Owner != nil || seen.OfferedTo != nil || seen.PlaceText != "" || seen.Place.Latitude != nil || len(seen.Timeline) != 0 {
		t.Errorf("%+v %v", seen, err)
	}
	if got := w.ids("stranger", Query{Scope: Public, States: []State{"open"}, Limit: 5}); got != nil {
		t.Error("elsewhere: ", got)
	}
}

func TestWhatWasSolvedIsShownBeforeAndAfter(t *testing.T) {
	w := newTown(t)
	before := w.upload("reporter", 8, 8)
	is := w.passed("reporter", Draft{Attachments: []int64{before.ID}})
	answered := func(photos ...int64) {
		d := answer("换好了")
		d.Attachments = photos
		is = w.take("worker 01-01", is, d)
	}
	is = w.take("worker 01-01", is, StepDraft{Step: Accept})
	early := w.upload("worker 01-01", 8, 8)
	answered(early.ID)
	is = w.take("reporter", is, StepDraft{Step: Reopen})
	hidden, after := w.upload("worker 01-01", 8, 8), w.upload("worker 01-01", 8, 8)
	answered(hidden.ID, after.ID)
	is = w.take("reporter", is, rating(5, true))
	w.exec(`UPDATE issue_photos SET moderation = IF(id = ?, 'risky', 'pass')`, hidden.ID)
	w.who["next door"] = account.Actor{ID: w.who["neighbour"].ID, Home: w.at["a01-01"]}
	list, _, err := w.List(t.Context(), w.who["next door"], Query{Scope: Public, Limit: 5})
	seen, err2 := w.Get(t.Context(), w.who["next door"], is.ID)
	if err != nil || err2 != nil || len(list) != 1 || len(seen.After) != 1 || len(seen.Photos) != 1 {
		t.Fatalf("%+v %+v %v %v", list, seen, err, err2)
	}
	if list[0].AfterPhoto != seen.After[0].ThumbURL || list[0].Photo != seen.Photos[0].ThumbURL || seen.After[0].ID != after.ID {
		t.Errorf("%+v\n%+v", list[0], seen)
	}
	if own, err := w.Get(t.Context(), w.who["reporter"], is.ID); err != nil || len(own.After) != 2 {
		t.Errorf("the reporter sees both: %+v %v", own.After, err)
	}
}

func TestNobodyLearnsBySearchingWhatHeMayNotRead(t *testing.T) {
	w := newTown(t)
	original := w.take("worker 01-01", w.report("reporter", Draft{Category: "quiet", Words: "张三家又打架了"}), StepDraft{Step: Accept})
	duplicate := w.report("neighbour", Draft{Category: "quiet", Words: "楼上很吵"})
	w.take("worker 01-02", duplicate, StepDraft{Step: Merge, Original: original.ID, Text: "同一家"})
	if is := w.seen("neighbour", original.ID); !is.Joined || is.Words != "" {
		t.Fatalf("%+v", is)
	}
	shared := w.passed("reporter", Draft{Words: "灯不亮"})
	w.join("neighbour", shared.ID)
	for words, want := range map[string][]ID{"": {shared.ID, original.ID}, "打架": nil, "灯不": {shared.ID}, original.Number: {original.ID}} {
		if got := w.ids("neighbour", Query{Scope: Joined, Words: words, Limit: 10}); !slices.Equal(got, want) {
			t.Errorf("%q: %v instead of %v", words, got, want)
		}
		if c, err := w.Count(t.Context(), w.who["neighbour"], Query{Scope: Joined, Words: words}); err != nil || c.Total != len(want) {
			t.Errorf("%q: %d %v", words, c.Total, err)
		}
	}
}
