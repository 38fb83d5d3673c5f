package issue

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/server/internal/account"
)

// ids are the pages of a list, one after the other, by its cursors.
func (w *town) ids(who string, q Query) (all []ID) {
	w.Helper()
	for {
		items, marks, err := w.List(w.Context(), w.who[who], q)
		if err != nil {
			w.Fatal(err)
		}
		for i, s := range items {
			if i == q.Limit {
				break
			}
			all = append(all, s.ID)
		}
		if len(items) <= q.Limit {
			return all
		}
		q.After = marks[q.Limit-1]
	}
}

// crowd files issues 1 to n, with a due time apart from their order: several
// share one.
func (w *town) crowd(n int) {
	w.Helper()
	for i := range n {
		w.report("reporter", Draft{Words: fmt.Sprintf("第 %d 件", i+1)})
	}
	w.exec(`UPDATE issues SET next_due_at = DATE_ADD(created_at, INTERVAL ((id * 7) % 4) HOUR)`)
}

// end is an issue that ended, however it came there.
func (w *town) end(id ID, state State) {
	w.Helper()
	w.exec(`UPDATE issues SET state = ?, next_due_at = NULL, reply = '好了', outcome = 'solved' WHERE id = ?`, state, id)
}

func TestEveryOrderIsPagedWithoutAGapOrARepeat(t *testing.T) {
	w := newTown(t)
	w.crowd(11)
	w.end(5, Closed) // without a due time: not in the order of due times
	want := map[Sort][]ID{
		Newest: {11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, "": {11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, Oldest: {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11},
		ByDue: {4, 8, 3, 7, 11, 2, 6, 10, 1, 9},
	}
	for sort, ids := range want {
		for limit := 1; limit <= 12; limit++ {
			if got := w.ids("reporter", Query{Scope: Mine, Sort: sort, Limit: limit}); !slices.Equal(got, ids) {
				t.Errorf("%q by %d: %v", sort, limit, got)
			}
		}
	}
}

func TestEachFilterNarrowsTheList(t *testing.T) {
	w := newTown(t)
	one := w.report("reporter", Draft{Words: "路灯 50% 不亮_了"})
	two := w.report("neighbour", Draft{Words: "楼道吵", Category: "quiet"})
	three := w.report("staff", Draft{Words: "井盖坏", MicroGrid: w.at["a02-01"].MicroGrid})
	w.take("worker 01-02", two, StepDraft{Step: Accept})
	w.report("stranger", Draft{})
	w.exec(`UPDATE issues SET next_due_at = DATE_SUB(next_due_at, INTERVAL 30 DAY) WHERE id = ?`, three.ID)
	a := w.at["a"].Community
	for name, c := range map[string]struct {
		q    Query
		want []ID
	}{
		"nothing":          {Query{}, []ID{three.ID, two.ID, one.ID}},
		"a state":          {Query{States: []State{Accepted}}, []ID{two.ID}},
		"two states":       {Query{States: []State{Accepted, Submitted}}, []ID{three.ID, two.ID, one.ID}},
		"no such state":    {Query{States: []State{"x"}}, nil},
		"a category":       {Query{Category: "quiet"}, []ID{two.ID}},
		"a community":      {Query{Community: a}, []ID{three.ID, two.ID, one.ID}},
		"another one":      {Query{Community: w.at["b"].Community}, nil},
		"a grid":           {Query{Grid: w.at["a01-01"].Grid}, []ID{two.ID, one.ID}},
		"a micro-grid":     {Query{MicroGrid: w.at["a02-01"].MicroGrid}, []ID{three.ID}},
		"words":            {Query{Words: "不亮"}, []ID{one.ID}},
		"a number":         {Query{Words: two.Number}, []ID{two.ID}},
		"a percent sign":   {Query{Words: "50%"}, []ID{one.ID}},
		"only per cents":   {Query{Words: "%%"}, nil},
		"an underscore":    {Query{Words: "亮_了"}, []ID{one.ID}},
		"what is overdue":  {Query{Overdue: true}, []ID{three.ID}},
		"words and states": {Query{Words: "楼道", States: []State{Submitted}}, nil},
	} {
		c.q.Scope, c.q.Limit = Work, 10
		if got := w.ids("staff", c.q); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestEachScopeShowsWhatOneAnswersFor(t *testing.T) {
	w := newTown(t)
	here := w.report("reporter", Draft{}).ID
	next := w.report("neighbour", Draft{}).ID
	far := w.report("staff", Draft{MicroGrid: w.at["a02-01"].MicroGrid}).ID
	away := w.report("stranger", Draft{}).ID
	w.who["two posts"] = account.Actor{ID: 999, Grants: []account.Grant{{Role: account.Leader, Territory: account.Territory{Community: w.at["a"].Community, Grid: w.at["a01-01"].Grid}}, {Role: account.Staff, Territory: w.at["b"]}}}
	for _, c := range []struct {
		who  string
		q    Query
		want []ID
	}{
		{"reporter", Query{Scope: Mine}, []ID{here}},
		{"staff", Query{Scope: Mine}, []ID{far}},
		{"worker 01-01", Query{Scope: Work}, []ID{here}},
		{"worker 01-01", Query{Scope: Work, MicroGrid: w.at["a01-01"].MicroGrid}, []ID{here}},
		{"worker 01-01", Query{Scope: Work, MicroGrid: w.at["a01-02"].MicroGrid}, nil},
		{"leader", Query{Scope: Work}, []ID{next, here}},
		{"staff", Query{Scope: Work}, []ID{far, next, here}},
		{"county", Query{Scope: Work}, []ID{away, far, next, here}},
		{"fallback", Query{Scope: Work}, []ID{away, far, next, here}},
		{"two posts", Query{Scope: Work}, []ID{away, next, here}},
	} {
		c.q.Limit = 10
		if got := w.ids(c.who, c.q); !slices.Equal(got, c.want) {
			t.Errorf("%s, %s: %v", c.who, c.q.Scope, got)
		}
	}
	for who, q := range map[string]Query{"reporter": {Scope: Work}, "staff": {Scope: "all"}} {
		_, _, err := w.List(t.Context(), w.who[who], q)
		wants(t, who, err, ErrScope)
		_, err = w.Count(t.Context(), w.who[who], q)
		wants(t, who+" counting", err, ErrScope)
	}
	_, _, err := w.List(t.Context(), w.who["staff"], Query{Scope: Public})
	wants(t, "the neighbours of nobody", err, ErrHome)
}

func TestCountsAreThoseOfTheLists(t *testing.T) {
	w := newTown(t)
	w.crowd(9)
	for id, state := range map[ID]State{1: Accepted, 2: InProgress, 3: WaitingReporter, 4: Handled, 5: Closed, 6: Withdrawn} {
		if (&standing{State: state}).open() {
			w.exec(`UPDATE issues SET state = ? WHERE id = ?`, state, id)
		} else {
			w.end(id, state)
		}
	}
	w.exec(`UPDATE issues SET next_due_at = DATE_SUB(created_at, INTERVAL 1 DAY) WHERE id IN (2, 7)`)
	c, err := w.Count(t.Context(), w.who["staff"], Query{Scope: Work})
	if want := (Counts{Submitted: 3, Accepted: 1, InProgress: 1, Waiting: 1, Handled: 1, Closed: 1, Withdrawn: 1, Total: 9, Overdue: 2, Most: countMost}); err != nil || c != want {
		t.Errorf("%+v %v", c, err)
	}
	if c, err := w.Count(t.Context(), w.who["worker 01-02"], Query{Scope: Work}); err != nil || c.Total != 0 {
		t.Errorf("%+v %v", c, err)
	}
}

func TestAListSaysWhatWaitsForTheCaller(t *testing.T) {
	w := newTown(t)
	is := w.report("reporter", Draft{})
	act := func(who string, q Query) Step {
		t.Helper()
		q.Limit = 1
		list, _, err := w.List(t.Context(), w.who[who], q)
		if err != nil || len(list) != 1 || list[0].Version != is.Version {
			t.Fatalf("%+v %v", list, err)
		}
		if list[0].Act == nil {
			return ""
		}
		return list[0].Act.Step
	}
	if got := act("worker 01-01", Query{Scope: Work}) + act("reporter", Query{Scope: Mine}); got != Accept {
		t.Error(got)
	}
	is = w.take("worker 01-01", is, StepDraft{Step: Accept})
	is = w.take("worker 01-01", is, StepDraft{Step: Ask, Text: "哪一盏？"})
	if got := act("worker 01-01", Query{Scope: Work}) + act("reporter", Query{Scope: Mine}); got != ReplyAsk {
		t.Error(got)
	}
}

func TestNeighboursReadWhatWasSolvedAndNoMore(t *testing.T) {
	w := newTown(t)
	secret := w.upload("reporter", 8, 8)
	is := w.report("reporter", Draft{Words: "路灯不亮", Attachments: []int64{secret.ID}, Place: &PlaceDraft{Text: "3 号楼 502"}})
	hidden := w.report("reporter", Draft{Category: "quiet"})
	for _, i := range []Issue{is, hidden} {
		i = w.take("worker 01-01", i, StepDraft{Step: Accept})
		w.take("worker 01-01", i, StepDraft{Step: Close, Outcome: solved(), Text: "换好了"})
	}
	w.who["next door"] = account.Actor{ID: w.who["neighbour"].ID, Home: w.at["a01-01"]}
	public := func(who string) []ID { return w.ids(who, Query{Scope: Public, Limit: 5}) }
	if got := public("next door"); got != nil {
		t.Error("before WeChat let it pass: ", got)
	}
	w.exec(`UPDATE issues SET moderation = 'pass'`)
	for who, want := range map[string][]ID{"next door": {is.ID}, "neighbour": nil, "stranger": nil, "reporter": {is.ID}} {
		if got := public(who); !slices.Equal(got, want) {
			t.Errorf("%s reads %v", who, got)
		}
	}
	if got := w.ids("neighbour", Query{Scope: Public, Grid: w.at["a01-01"].Grid, Limit: 5}); !slices.Equal(got, []ID{is.ID}) {
		t.Error("of the whole grid: ", got)
	}
	if got := w.ids("stranger", Query{Scope: Public, Community: w.at["a"].Community, Limit: 5}); got != nil {
		t.Error("of another community: ", got)
	}
	seen, err := w.Get(t.Context(), w.who["next door"], is.ID)
	if err != nil || seen.Reporter != nil || seen.Owner != nil || seen.NextText != "已办结：已解决" || seen.PlaceText != "" || seen.Place.Text != "" || len(seen.Timeline) != 0 || len(seen.Photos) != 0 || seen.Photo != "" || len(seen.Steps) != 0 {
		t.Errorf("%+v %v", seen, err)
	}
	_, err = w.Get(t.Context(), w.who["stranger"], is.ID)
	wants(t, "a stranger", err, ErrNotFound)
	_, err = w.Get(t.Context(), w.who["next door"], hidden.ID)
	wants(t, "a private category", err, ErrNotFound)
	if got, err := w.Solved(t.Context(), w.who["next door"], 3); err != nil || len(got) != 1 {
		t.Error(got, err)
	}
	if got, err := w.Solved(t.Context(), w.who["staff"], 3); err != nil || len(got) != 0 {
		t.Error("for somebody without a home: ", got, err)
	}
}

func TestHandlersSeeWhomTheyHelp(t *testing.T) {
	w := newTown(t)
	is := w.report("reporter", Draft{Place: &PlaceDraft{Text: "3 号楼"}})
	w.clock.Advance(121 * time.Hour)
	for _, who := range []string{"worker 01-01", "leader", "staff", "county"} {
		got, err := w.Get(t.Context(), w.who[who], is.ID)
		if err != nil || got.Reporter == nil || got.Reporter.Name != "居民" || got.Place.Text != "3 号楼" || !got.Overdue || strings.Contains(got.NextText, "最迟") {
			t.Errorf("%s: %+v %v", who, got, err)
		}
	}
}
