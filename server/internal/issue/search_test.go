package issue

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// say files an issue that is like another one but for its text and the like.
func (w *town) say(like ID, words, place, category string, state State) (id ID) {
	w.Helper()
	w.tx(func(tx *db.Tx) error { id = w.sayIn(tx, like, words, place, category, state); return nil })
	return id
}

func (w *town) sayIn(tx *db.Tx, like ID, words, place, category string, state State) ID {
	w.Helper()
	due := map[bool]any{true: nil, false: w.DB.Now()}[state == Closed || state == Withdrawn]
	id, err := db.Insert(w.Context(), tx, `
		INSERT INTO issues (community_id, grid_id, micro_grid_id, reporter_id, owner_id, category, state, outcome, reply, title, words, hide_name, place_text, moderation, due_at, next_due_at, version, created_at, updated_at)
		SELECT community_id, grid_id, micro_grid_id, reporter_id, owner_id, ?, ?, 'solved', '好了', title, ?, hide_name, ?, moderation, due_at, ?, version, created_at, updated_at FROM issues WHERE id = ?`,
		category, state, words, place, due, like)
	if err != nil {
		w.Fatal(err)
	}
	return ID(id)
}

// byLike are the pages of a list as they are without the index.
func (w *town) byLike(who string, q Query) []ID {
	w.Helper()
	f, err := w.filter(w.Context(), w.who[who], q)
	if err != nil {
		w.Fatal(err)
	}
	branches := f.branches()
	if branches == nil {
		return nil
	}
	found, args := union(branches, "i.id, i.next_due_at", "")
	ids, err := db.All(w.Context(), w.DB, db.Value[ID], `SELECT found.id FROM (`+found+`) AS found`+f.order("found"), args...)
	if err != nil {
		w.Fatal(err)
	}
	return ids
}

func TestTheIndexFindsWhatLikeFinds(t *testing.T) {
	w := newTown(t)
	likes := []ID{w.report("reporter", Draft{}).ID, w.report("neighbour", Draft{}).ID, w.report("staff", Draft{MicroGrid: w.at["a02-01"].MicroGrid}).ID, w.report("stranger", Draft{}).ID}
	letters := rapid.RuneFrom([]rune("路灯不亮号楼11177２①❶aAＡé%_\\'\" \n，。〇0０か😀🐶𠮷⺠民门⻔\u0301\u200d\ufe0f\ufffdßæ"))
	seen := 0
	rapid.Check(t, func(rt *rapid.T) {
		for range rapid.IntRange(0, 6).Draw(rt, "new") {
			words, place := rapid.StringOfN(letters, 1, 12, -1).Draw(rt, "words"), rapid.StringOfN(letters, 0, 4, -1).Draw(rt, "place")
			w.say(rapid.SampledFrom(likes).Draw(rt, "like"), words, place, rapid.SampledFrom([]string{"lamp", "clean"}).Draw(rt, "category"), rapid.SampledFrom([]State{Submitted, Closed, Closed, Withdrawn}).Draw(rt, "state"))
		}
		w.indexSome(rapid.IntRange(0, 8).Draw(rt, "indexed"))
		q := Query{Scope: Work, Words: rapid.StringOfN(letters, 1, 3, -1).Draw(rt, "query"), Limit: rapid.IntRange(1, 9).Draw(rt, "limit"),
			Sort: rapid.SampledFrom(sorts).Draw(rt, "sort"), Category: rapid.SampledFrom([]string{"", "lamp"}).Draw(rt, "of"),
			States: rapid.SampledFrom([][]State{nil, {Closed}, {Closed, Submitted, "none"}, {Submitted}}).Draw(rt, "states")}
		who := rapid.SampledFrom([]string{"staff", "leader", "worker 01-01", "county", "fallback"}).Draw(rt, "who")
		if who == "staff" && rapid.Bool().Draw(rt, "there") {
			q.MicroGrid = w.at["a01-02"].MicroGrid
		}
		want, got := w.byLike(who, q), w.ids(who, q)
		if !slices.Equal(got, want) {
			rt.Fatalf("%s, %+v: %v instead of %v", who, q, got, want)
		}
		c, err := w.Count(w.Context(), w.who[who], Query{Scope: Work, Words: q.Words, Category: q.Category, MicroGrid: q.MicroGrid})
		q.States, q.Sort = []State{Closed}, Newest
		if want := len(w.byLike(who, q)); err != nil || c.Closed != want {
			rt.Fatalf("%d closed instead of %d, %v", c.Closed, want, err)
		}
		seen += len(want)
	})
	if seen == 0 {
		t.Error("nothing was ever found")
	}
}

// indexSome makes a few issues searchable, as a job does that is cut off.
func (w *town) indexSome(n int) {
	w.Helper()
	texts, err := unsearchable(w.Context(), w.DB, n)
	if err != nil {
		w.Fatal(err)
	}
	if len(texts) > 0 {
		w.tx(func(tx *db.Tx) error { return makeSearchable(w.Context(), tx, texts, setsOf(texts)) })
	}
}

func TestWhatIsFiledIsFoundAtOnceWhileTwoIndexIt(t *testing.T) {
	w := newTown(t)
	ctx, stop := context.WithCancel(t.Context())
	var indexing, filing sync.WaitGroup
	for range 2 {
		indexing.Go(func() {
			for ctx.Err() == nil {
				if err := w.Index(ctx); err != nil && ctx.Err() == nil {
					t.Error(err)
				}
			}
		})
	}
	for i, who := range []string{"reporter", "neighbour", "reporter", "neighbour"} {
		filing.Go(func() {
			for k := range 25 {
				words := fmt.Sprintf("第%d灯%d号", i, k)
				is, err := w.Report(t.Context(), w.who[who], Draft{Words: words, Category: "lamp"})
				if err != nil {
					t.Error(err)
					return
				}
				for range 3 {
					got, _, err := w.List(t.Context(), w.who["staff"], Query{Scope: Work, Words: words, Limit: 5})
					if err != nil || len(got) != 1 || got[0].ID != is.ID {
						t.Errorf("%s: %v %v", words, got, err)
					}
				}
			}
		})
	}
	filing.Wait()
	stop()
	indexing.Wait()
	if err := w.Index(t.Context()); err != nil || w.number(`SELECT COUNT(*) FROM issues WHERE searchable`) != 100 {
		t.Error("not all are indexed ", err)
	}
	w.sameAsAnew()
}

// sameAsAnew compares the index with one that is made of all issues at once.
func (w *town) sameAsAnew() {
	w.Helper()
	w.exec(`CREATE TABLE before_grams AS SELECT * FROM issue_grams`)
	w.exec(`DELETE FROM issue_grams`)
	w.exec(`UPDATE issues SET searchable = FALSE`)
	w.indexSome(1000)
	same := w.number(`SELECT COUNT(*) FROM before_grams b JOIN issue_grams g ON g.gram = b.gram AND g.block = b.block AND g.members = b.members`)
	if n := w.number(`SELECT COUNT(*) FROM issue_grams`); n == 0 || same != n || w.number(`SELECT COUNT(*) FROM before_grams`) != n {
		w.Errorf("%d of %d rows are the same", same, n)
	}
}

func TestAnIssueThatIsWrittenLongAfterItGotItsIdIsFound(t *testing.T) {
	w := newTown(t)
	first := w.report("reporter", Draft{}).ID
	w.indexSome(1) // the slow one locks it
	slow, err := w.DB.Pool().BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Rollback()
	late := w.sayIn(&db.Tx{Tx: slow}, first, "井盖响", "", "lamp", Closed)
	quick := w.say(first, "井盖坏", "", "lamp", Closed)
	if err := w.Index(t.Context()); err != nil {
		t.Fatal(err)
	}
	find := func() []ID { return w.ids("staff", Query{Scope: Work, Words: "井盖", Limit: 5}) }
	if got := find(); !slices.Equal(got, []ID{quick}) || quick < late {
		t.Error(late, got)
	}
	if err := slow.Commit(); err != nil {
		t.Fatal(err)
	}
	if got := find(); !slices.Equal(got, []ID{quick, late}) {
		t.Error("before it is indexed: ", got)
	}
	if err := w.Index(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := find(); !slices.Equal(got, []ID{quick, late}) || w.number(`SELECT COUNT(*) FROM issues WHERE NOT searchable`) != 0 {
		t.Error("after: ", got)
	}
}

func TestAnythingMayBeSearchedFor(t *testing.T) {
	w := newTown(t)
	first := w.report("reporter", Draft{}).ID
	long := strings.Repeat("三号楼１单元的灯又不亮了，", 20)
	one := w.say(first, long, "", "lamp", Closed)
	two := w.say(first, `100% \ _ '😀'`, "", "lamp", Closed)
	for range 2 { // before it is indexed and after
		for words, want := range map[string][]ID{
			string([]rune(long)[:50]): {one}, "１单": {one}, "的灯又": {one}, "%": {two}, "_": {two}, `\`: {two}, `'`: {two}, "%%": nil, "😀": {two}, "😀'": {two}, "三": {one},
			strings.Repeat("%", 50): nil, "单%灯": nil, "100%": {two}, "00%": {two}, "10": {two}, "\x00": nil, "龘龘": nil,
		} {
			q := Query{Scope: Work, Words: words, States: []State{Closed}, Limit: 1}
			if got := w.ids("staff", q); !slices.Equal(got, want) {
				t.Errorf("%q: %v", words, got)
			}
			for _, id := range []ID{-1 << 60, 1 << 60} { // cursors of nobody's
				q.After.ID = id
				if _, _, err := w.List(t.Context(), w.who["staff"], q); err != nil {
					t.Error(err)
				}
			}
		}
		if err := w.Index(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestThePlaceIsSearchedByThoseWhoSeeIt(t *testing.T) {
	w := newTown(t)
	is := w.passed("reporter", Draft{Words: "垃圾没人收", Category: "clean", Place: &PlaceDraft{Text: "12号楼门口"}})
	w.end(is.ID, Closed)
	w.who["next door"] = account.Actor{ID: w.who["neighbour"].ID, Home: w.at["a01-01"]}
	for range 2 {
		for _, c := range []struct {
			who, words string
			scope      Scope
			n          int
		}{{"staff", "12号楼", Work, 1}, {"worker 01-01", "号楼", Work, 1}, {"staff", "收12号", Work, 0}, {"reporter", "12号楼", Mine, 1}, {"next door", "12号楼", Public, 0}, {"next door", "垃圾", Public, 1}} {
			if got := w.ids(c.who, Query{Scope: c.scope, Words: c.words, Limit: 5}); len(got) != c.n {
				t.Errorf("%s, %s: %v", c.who, c.words, got)
			}
		}
		if err := w.Index(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}
