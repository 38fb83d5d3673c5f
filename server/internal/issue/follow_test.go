package issue

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// passed is an issue whose words WeChat let pass.
func (w *town) passed(who string, d Draft) Issue {
	w.Helper()
	is := w.report(who, d)
	w.exec(`UPDATE issues SET moderation = 'pass' WHERE id = ?`, is.ID)
	w.exec(`UPDATE issue_photos SET moderation = 'pass' WHERE issue_id = ?`, is.ID)
	return is
}

func (w *town) join(who string, id ID) Issue {
	w.Helper()
	is, err := w.Join(w.Context(), w.who[who], id)
	if err != nil {
		w.Fatalf("%s joins: %v", who, err)
	}
	return is
}

func at(latitude, longitude float64) *PlaceDraft {
	return &PlaceDraft{Text: "3 号楼 502", Latitude: &latitude, Longitude: &longitude}
}

func TestBeforeFilingOneSeesWhatIsAlike(t *testing.T) {
	w := newTown(t)
	photo := w.upload("reporter", 8, 8)
	like := w.passed("reporter", Draft{Words: "井盖坏了一个", Attachments: []int64{photo.ID}, Place: at(26.59, 106.71)})
	newer := w.passed("reporter", Draft{Words: "路灯不亮"})
	near := w.passed("neighbour", Draft{Words: "路灯闪", Place: at(26.591, 106.711)})
	w.passed("neighbour", Draft{Words: "路灯远", Place: at(26.61, 106.71)})
	w.passed("reporter", Draft{Category: "quiet"})
	w.passed("reporter", Draft{Category: "clean"})
	w.report("reporter", Draft{Words: "还没有审"})
	w.end(w.passed("reporter", Draft{Words: "办好了的"}).ID, Closed)
	latitude, longitude := 26.59, 106.71
	for name, c := range map[string]struct {
		who  string
		l    Likeness
		want []ID
	}{
		"at home":           {"reporter", Likeness{Category: "lamp"}, []ID{newer.ID, like.ID}},
		"words come first":  {"reporter", Likeness{Category: "lamp", Words: "这里的井盖坏了"}, []ID{like.ID, newer.ID}},
		"and what is near":  {"reporter", Likeness{Category: "lamp", Latitude: &latitude, Longitude: &longitude}, []ID{like.ID, near.ID, newer.ID}},
		"of another place":  {"reporter", Likeness{Category: "lamp", MicroGrid: w.at["a02-01"].MicroGrid}, nil},
		"not shown":         {"reporter", Likeness{Category: "quiet"}, nil},
		"another community": {"stranger", Likeness{Category: "lamp", Latitude: &latitude, Longitude: &longitude}, nil},
	} {
		list, err := w.Similar(t.Context(), w.who[c.who], c.l)
		var got []ID
		for _, s := range list {
			got = append(got, s.ID)
		}
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v %v", name, got, err)
		}
	}
	w.who["next door"] = account.Actor{ID: w.who["neighbour"].ID, Home: w.at["a01-01"], Consented: true}
	list, err := w.Similar(t.Context(), w.who["next door"], Likeness{Category: "lamp", Words: "井盖坏了"})
	if err != nil || len(list) != 2 || list[0].Photo == "" || list[0].PlaceText != "" || list[0].Owner != nil || list[0].People != 1 || list[0].Joined || list[0].Mine || list[0].MicroGrid.Name != "01-01" {
		t.Errorf("%+v %v", list, err)
	}
	_, err = w.Similar(t.Context(), w.who["stranger"], Likeness{Category: "lamp", MicroGrid: w.at["a01-01"].MicroGrid})
	wants(t, "of a place that is not his", err, ErrHome)
}

func TestAtMostFiveAreShown(t *testing.T) {
	w := newTown(t)
	w.crowd(7)
	w.exec(`UPDATE issues SET moderation = 'pass'`)
	list, err := w.Similar(t.Context(), w.who["reporter"], Likeness{Category: "lamp"})
	if err != nil || len(list) != likeMost || list[0].ID != 7 {
		t.Errorf("%d %v", len(list), err)
	}
}

func TestWhoMetItTooIsToldWhatTheReporterIsTold(t *testing.T) {
	w := newTown(t)
	is := w.passed("reporter", Draft{Words: "灯不亮，找张三", Place: at(26.59, 106.71)})
	w.join("neighbour", is.ID)
	seen := w.join("neighbour", is.ID)
	if !seen.Joined || seen.People != 2 || seen.Version != is.Version {
		t.Errorf("joined twice: %+v", seen.Summary)
	}
	is = w.take("worker 01-01", is, StepDraft{Step: Accept})
	is = w.take("worker 01-01", is, StepDraft{Step: Ask, Text: "您是几楼？"})
	is = w.take("reporter", is, StepDraft{Step: ReplyAsk, Text: "我住 502"})
	is = w.take("worker 01-01", is, answer("换好了"))
	if got := w.told("neighbour"); !slices.Equal(got, []string{"您也遇到的事已受理", "您也遇到的事已办好"}) {
		t.Error("told: ", got)
	}
	seen, err := w.Get(t.Context(), w.who["neighbour"], is.ID)
	if err != nil || *seen.Reply != "换好了" || seen.Reporter != nil || seen.Owner != nil || seen.PlaceText != "" || seen.Place.Latitude != nil || len(seen.Steps) != 0 {
		t.Errorf("%+v %v", seen, err)
	}
	var lines []string
	for _, e := range seen.Timeline {
		line := string(e.Step) + e.By.Name
		if e.Text != nil {
			line += " " + *e.Text
		}
		lines = append(lines, line)
	}
	if got := strings.Join(lines, ", "); got != "report, accept, ask, reply_ask, answer 换好了" {
		t.Error(got)
	}
	if got := w.ids("neighbour", Query{Scope: Joined, Limit: 5}); !slices.Equal(got, []ID{is.ID}) {
		t.Error("his list: ", got)
	}
	if err := w.Leave(t.Context(), w.who["neighbour"], is.ID); err != nil || w.row(is.ID).Followers != 0 {
		t.Error(err)
	}
	_, err = w.Get(t.Context(), w.who["neighbour"], is.ID)
	wants(t, "once he left", err, ErrNotFound)
}

func TestWhatIsNotShownIsNotJoinedAndNotReadByWhoMetIt(t *testing.T) {
	w := newTown(t)
	pending, quiet, ended := w.report("reporter", Draft{}), w.passed("reporter", Draft{Category: "quiet"}), w.passed("reporter", Draft{})
	w.end(ended.ID, Closed)
	for id, want := range map[ID]error{pending.ID: ErrNotFound, quiet.ID: ErrNotFound, ended.ID: ErrEnded, 999: ErrNotFound} {
		_, err := w.Join(t.Context(), w.who["neighbour"], id)
		wants(t, "joined", err, want)
	}
	_, err := w.Join(t.Context(), w.who["stranger"], w.passed("reporter", Draft{}).ID)
	wants(t, "from another community", err, ErrNotFound)
	shown := w.passed("reporter", Draft{Words: "骂人的话"})
	w.join("neighbour", shown.ID)
	w.exec(`UPDATE issues SET moderation = 'risky' WHERE id = ?`, shown.ID)
	seen, err := w.Get(t.Context(), w.who["neighbour"], shown.ID)
	if err != nil || seen.Words != "" || seen.Title != "路灯" {
		t.Errorf("%+v %v", seen, err)
	}
	shown = w.take("worker 01-01", shown, StepDraft{Step: Accept})
	if n := w.number(`SELECT COUNT(*) FROM deliveries WHERE payload LIKE '%骂人%' AND account_id = ?`, w.who["neighbour"].ID); n != 0 {
		t.Error("the words went out by message")
	}
	if join := w.join("reporter", shown.ID); join.People != 2 {
		t.Errorf("the reporter is one of them already: %d", join.People)
	}
	_, err = w.try("reporter", shown, StepDraft{Step: Withdraw})
	wants(t, "withdrawn over their heads", err, ErrStep)
}

func TestAMergeMakesCoReportersAndItsUndoingUnmakesThem(t *testing.T) {
	w := newTown(t)
	first, second, last := w.passed("reporter", Draft{}), w.report("neighbour", Draft{MicroGrid: w.at["a01-01"].MicroGrid}), w.report("reporter", Draft{})
	w.exec(`INSERT INTO issue_followers (issue_id, account_id, joined_at) VALUES (?, ?, NOW())`, second.ID, w.who["worker 02-01"].ID)
	second = w.take("worker 01-01", w.take("worker 01-01", second, StepDraft{Step: Accept}), StepDraft{Step: Merge, Original: first.ID, Text: "今天一起修"})
	if n := w.row(first.ID).Followers; n != 2 {
		t.Errorf("%d met the original", n)
	}
	if seen, err := w.Get(t.Context(), w.who["neighbour"], first.ID); err != nil || !seen.Joined {
		t.Errorf("%+v %v", seen.Summary, err)
	}
	first = w.take("worker 01-01", first, StepDraft{Step: Accept})
	first = w.take("worker 01-01", first, StepDraft{Step: Merge, Original: last.ID, Text: "今天一起修"})
	if n := w.row(last.ID).Followers; n != 2 { // the reporter of both is one of them already
		t.Errorf("%d met the last", n)
	}
	w.take("staff", second, StepDraft{Step: Unmerge, Text: "不是一盏灯"})
	for _, id := range []ID{first.ID, last.ID} {
		if n := w.row(id).Followers + w.number(`SELECT COUNT(*) FROM issue_followers WHERE issue_id = ?`, id); n != 0 {
			t.Errorf("%d still met %d", n, id)
		}
	}
	if bad := w.audit(); bad != nil {
		t.Error(bad)
	}
}

func TestTwoMattersAreNotMergedIntoEachOther(t *testing.T) {
	w := newTown(t)
	a := w.take("worker 01-01", w.report("reporter", Draft{}), StepDraft{Step: Accept})
	b := w.take("worker 01-01", w.report("reporter", Draft{}), StepDraft{Step: Accept})
	var both sync.WaitGroup
	for from, to := range map[*Issue]ID{&a: b.ID, &b: a.ID} {
		both.Go(func() {
			_, _ = w.try("worker 01-01", *from, StepDraft{Step: Merge, Original: to, Text: "今天一起修"})
		})
	}
	both.Wait()
	if n := w.number(`SELECT COUNT(*) FROM issues WHERE original_id IS NOT NULL`); n != 1 {
		t.Errorf("%d were merged", n)
	}
}

func TestWhoIsAbsorbedKeepsWhatHeJoined(t *testing.T) {
	w := newTown(t)
	mine, other := w.passed("reporter", Draft{}), w.passed("stranger", Draft{})
	w.join("neighbour", mine.ID)
	w.exec(`INSERT INTO issue_followers (issue_id, account_id, joined_at) VALUES (?, ?, NOW())`, other.ID, w.who["neighbour"].ID)
	w.tx(func(tx *db.Tx) error {
		return w.Absorb(t.Context(), tx, w.who["neighbour"].ID, w.who["reporter"].ID)
	})
	if w.row(mine.ID).Followers != 0 || w.row(other.ID).Followers != 1 || w.number(`SELECT COUNT(*) FROM issue_followers WHERE account_id = ?`, w.who["reporter"].ID) != 1 {
		t.Error("what he reported himself needs no joining; what he joined stays joined")
	}
}

func TestThoseWhoHandleAMatterSeeWhoMetItToo(t *testing.T) {
	w := newTown(t)
	first, second := w.report("reporter", Draft{}), w.report("neighbour", Draft{MicroGrid: w.at["a01-01"].MicroGrid})
	w.take("worker 01-01", second, StepDraft{Step: Merge, Original: first.ID, Text: "今天一起修"}) // before anybody took it
	for _, who := range []string{"worker 01-01", "leader", "staff"} {
		list, err := w.Followers(t.Context(), w.who[who], first.ID)
		if err != nil || len(list) != 1 || list[0].Account != w.who["neighbour"].ID || list[0].From == nil || *list[0].From != second.ID {
			t.Errorf("%s: %+v %v", who, list, err)
		}
	}
	for _, who := range []string{"reporter", "neighbour", "stranger", "worker 01-02", "county"} {
		_, err := w.Followers(t.Context(), w.who[who], first.ID)
		wants(t, who, err, ErrNotFound)
	}
}

func TestWhoHandlesMattersFindsSimilarOnesThatNeighboursMayNotRead(t *testing.T) {
	w := newTown(t)
	is := w.report("reporter", Draft{Category: "quiet"}) // of a category that is not shown
	l := Likeness{Category: "quiet", MicroGrid: w.at["a01-01"].MicroGrid}
	for who, n := range map[string]int{"worker 01-01": 1, "leader": 1, "staff": 1, "reporter": 0, "neighbour": 0, "worker 02-01": 0} {
		list, err := w.Similar(t.Context(), w.who[who], l)
		if err != nil || len(list) != n || n == 1 && list[0].ID != is.ID {
			t.Errorf("%s finds %d: %v", who, len(list), err)
		}
	}
}
