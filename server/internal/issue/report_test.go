package issue

import (
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
)

func TestAReportGoesToWhoeverAnswersForThePlace(t *testing.T) {
	w := newTown(t)
	home := func(at account.Territory) account.Actor {
		return account.Actor{ID: w.who["reporter"].ID, Home: at, Consented: true}
	}
	for _, c := range []struct{ name, at, owner string }{
		{"the worker of the micro-grid", "a01-01", "worker 01-01"},
		{"the leader where the post is vacant", "a01-03", "leader"},
		{"the staff where there is no leader either", "a02-02", "staff"},
		{"the staff while the micro-grid is unknown", "a", "staff"},
		{"the fallback account where nobody is in office", "b01-01", "fallback"},
	} {
		w.who["somebody"] = home(w.at[c.at])
		is := w.report("somebody", Draft{})
		if r := w.row(is.ID); r.Owner != w.who[c.owner].ID || r.At != w.at[c.at] {
			t.Errorf("%s: account %d at %+v", c.name, r.Owner, r.At)
		}
		if got := w.told(c.owner); got[len(got)-1] != "收到一条新诉求" {
			t.Errorf("%s was told %v", c.owner, got)
		}
	}
	if bad := w.audit(); bad != nil {
		t.Error(bad)
	}
}

func TestAReportIsWrittenWholeInOneTransaction(t *testing.T) {
	w := newTown(t)
	lat, lon := 39.6, 118.2
	named := false
	p := w.upload("reporter", 40, 30)
	is := w.report("reporter", Draft{Words: "  路灯不亮  ", Attachments: []int64{p.ID}, HideName: &named, Place: &PlaceDraft{Text: " 3 号楼门口 ", Latitude: &lat, Longitude: &lon}})
	r := w.row(is.ID)
	if r.Words != "路灯不亮" || r.Place != "3 号楼门口" || *r.Latitude != lat || *r.Longitude != lon || r.HideName || r.State != Submitted || r.Moderation != Pending || r.Version != 1 {
		t.Errorf("%+v", r)
	}
	accept, reply := time.Date(2026, 1, 6, 9, 30, 0, 0, time.UTC), time.Date(2026, 1, 12, 9, 30, 0, 0, time.UTC) // one and five work days after Monday, 17:30 in Shanghai
	if !r.NextDue.Equal(accept) || !r.Due.Equal(reply) {
		t.Error("due ", r.NextDue, r.Due)
	}
	for table, want := range map[string]int{"issue_events": 1, "issue_checks": 2, "messages": 1, "outbox_events WHERE topic LIKE 'issue.%'": 1} {
		if n := w.number(`SELECT COUNT(*) FROM ` + table); n != want {
			t.Errorf("%d rows of %s", n, table)
		}
	}
	if len(is.Photos) != 1 || is.Photos[0].Width != 40 || is.Photo == "" || is.Place.Text != "3 号楼门口" || len(is.Timeline) != 1 || is.Number == "" {
		t.Errorf("%+v", is)
	}
}

func TestARefusedReportLeavesNothing(t *testing.T) {
	w := newTown(t)
	mine, others := w.upload("reporter", 4, 4), w.upload("neighbour", 4, 4)
	w.exec(`UPDATE categories SET active = FALSE WHERE code = 'quiet'`)
	for _, c := range []struct {
		name, who string
		d         Draft
		want      error
	}{
		{"only spaces", "reporter", Draft{Words: " \n\t", Category: "lamp"}, ErrNeeds},
		{"no such category", "reporter", Draft{Words: "x", Category: "nope"}, ErrCategory},
		{"a category that takes no new ones", "reporter", Draft{Words: "x", Category: "quiet"}, ErrCategory},
		{"somebody else's photo", "reporter", Draft{Words: "x", Category: "lamp", Attachments: []int64{mine.ID, others.ID}}, ErrAttachment},
		{"the same photo twice", "reporter", Draft{Words: "x", Category: "lamp", Attachments: []int64{mine.ID, mine.ID}}, ErrAttachment},
		{"another community's micro-grid", "reporter", Draft{Words: "x", Category: "lamp", MicroGrid: w.at["b01-01"].MicroGrid}, ErrHome},
		{"no home and no place", "staff", Draft{Words: "x", Category: "lamp"}, ErrHome},
	} {
		_, err := w.Report(t.Context(), w.who[c.who], c.d)
		wants(t, c.name, err, c.want)
	}
	for _, table := range []string{"issues", "issue_events", "issue_checks", "messages", "outbox_events WHERE topic LIKE 'issue.%'"} {
		if n := w.number(`SELECT COUNT(*) FROM ` + table); n != 0 {
			t.Errorf("%d rows of %s are left", n, table)
		}
	}
	w.report("reporter", Draft{Attachments: []int64{mine.ID}}) // it is still free
}

func TestAMatterElsewhereInTheCommunityGoesThere(t *testing.T) {
	w := newTown(t)
	is := w.report("reporter", Draft{MicroGrid: w.at["a01-02"].MicroGrid})
	if is.MicroGrid.Name != "01-02" || w.row(is.ID).Owner != w.who["worker 01-02"].ID {
		t.Errorf("%+v", is.Summary)
	}
	if got := w.report("staff", Draft{MicroGrid: w.at["a02-01"].MicroGrid}); got.Grid.Name != "第二网格" || !got.Mine {
		t.Errorf("%+v", got.Summary)
	}
}

func TestAResentReportIsTheSameIssue(t *testing.T) {
	w := newTown(t)
	ctx := once.With(t.Context(), once.Key{Account: int64(w.who["reporter"].ID), Value: "k"})
	var ids []ID
	for range 3 {
		is, err := w.Report(ctx, w.who["reporter"], Draft{Words: "x", Category: "lamp"})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, is.ID)
	}
	if len(slices.Compact(ids)) != 1 || w.number(`SELECT COUNT(*) FROM issues`) != 1 || len(w.told("worker 01-01")) != 1 {
		t.Error(ids, w.told("worker 01-01"))
	}
}

func TestCategoriesAreReplacedButKeptForOldIssues(t *testing.T) {
	w := newTown(t)
	is := w.report("reporter", Draft{Category: "quiet"})
	community := w.at["a"].Community
	w.tx(func(tx *db.Tx) error {
		return w.SetCategories(t.Context(), tx, community, []Category{{Code: "new", Name: "新的", Limits: Limits{days(1), days(2), days(3)}}, {Code: "lamp", Name: "灯", Limits: Limits{days(1), days(2), days(3)}}})
	})
	list, err := w.Categories(t.Context(), w.who["reporter"], 0)
	if err != nil || len(list) != 2 || list[0].Code != "new" || list[1].Name != "灯" || list[0].Limits.Reply != days(3) {
		t.Errorf("%+v %v", list, err)
	}
	if again, err := w.Get(t.Context(), w.who["reporter"], is.ID); err != nil || again.CategoryName != "私事" {
		t.Error(again.CategoryName, err)
	}
	other, err := w.Categories(t.Context(), w.who["reporter"], w.at["b"].Community)
	if err != nil || len(other) != 4 || other[1].Emergency == nil || other[1].Emergency.Number != "110" {
		t.Errorf("%+v %v", other, err)
	}
}

func TestLongWordsAreKeptAndShownShort(t *testing.T) {
	w := newTown(t)
	is := w.report("reporter", Draft{Words: strings.Repeat("灯", 2000)})
	if n := len([]rune(is.Words)); n != 2000 || len([]rune(is.Title)) != titleRunes {
		t.Error(n, is.Title)
	}
}
