package notice

import (
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/server/internal/account"
)

func TestEveryStepInEveryStateIsTakenOrRefused(t *testing.T) {
	author, second := actor(1, account.Staff, account.Territory{Community: 1}), actor(2, account.Staff, account.Territory{Community: 1})
	county, worker := actor(3, account.County, account.Territory{}), actor(4, account.Worker, account.Territory{Community: 1, Grid: 1, MicroGrid: 1})
	want := map[State][]Step{Drafted: {Submit}, Pending: {Approve, SendBack, TakeBack}, Scheduled: {TakeBack}, Sending: {Stop, Correct, Withdraw}, Sent: {Correct, Withdraw},
		Stopped: {Resume, Correct, Withdraw}, Withdrawn: {}}
	for _, state := range states {
		r := record{Community: 1, State: state, Author: author.ID}
		if got := r.may(second); !slices.Equal(got, want[state]) {
			t.Errorf("%s: %v instead of %v", state, got, want[state])
		}
		own := slices.DeleteFunc(slices.Clone(want[state]), func(s Step) bool { return slices.Contains(seconded, s) })
		if got := r.may(author); !slices.Equal(got, own) {
			t.Errorf("%s, by its author: %v instead of %v", state, got, own)
		}
		if len(r.may(county))+len(r.may(worker)) != 0 {
			t.Errorf("%s: others may", state)
		}
	}
}

func TestASecondPersonApprovesWhatItsCategoryAsks(t *testing.T) {
	w := newTown(t)
	d := draft()
	d.Category = "policy"
	n := w.must(w.takes("staff", w.writes(d).ID, Take{Step: Submit}))
	w.wants("state", n.State, Pending)
	w.waits("staff", Waiting{})
	w.waits("second", Waiting{ToApprove: 1}, n.ID)
	_, err := w.takes("staff", n.ID, Take{Step: Approve})
	w.refuses("by oneself", err, ErrSelf)
	_, err = w.takes("second", n.ID, Take{Step: SendBack})
	w.refuses("without a reason", err, ErrReason)
	n = w.must(w.takes("second", n.ID, Take{Step: SendBack, Reason: "写明文号"}))
	w.wants("state", n.State, Drafted)
	w.waits("second", Waiting{})
	w.wants("reason", n.Reason, "写明文号")
	w.must(w.takes("staff", n.ID, Take{Step: Submit}))
	n = w.must(w.takes("second", n.ID, Take{Step: Approve}))
	w.wants("state", n.State, Sending)
	w.wants("approver", n.Approver, "李")
	w.wants("history", n.History[1].Text, "审核通过")
	w.hears("second", "有一条通知等您审核", "有一条通知等您审核")
	w.hears("staff", "通知已通过审核", "通知被退回修改")
}

// hears compares the titles of what somebody was told, the newest first.
func (w *town) hears(name string, titles ...string) {
	w.Helper()
	list, err := w.Push.Inbox(w.Context(), w.who[name], 0, 20)
	got := make([]string, len(list))
	for i, m := range list {
		got[i] = m.Title
	}
	if err != nil || !slices.Equal(got, titles) {
		w.Errorf("%s was told %q: %v", name, got, err)
	}
}

// waits compares what waits at somebody's desk, and the notices that he may approve.
func (w *town) waits(name string, want Waiting, notices ...ID) {
	w.Helper()
	got, err := w.Waiting(w.Context(), w.who[name], 1)
	if err != nil || got != want {
		w.Errorf("%s has %+v instead of %+v: %v", name, got, want, err)
	}
	list, err := w.List(w.Context(), w.who[name], Query{Community: 1, Approves: true, Limit: 10})
	ids := []ID{}
	for _, n := range list {
		ids = append(ids, n.ID)
	}
	if err != nil || !slices.Equal(ids, notices) {
		w.Errorf("%s may approve %v instead of %v: %v", name, ids, notices, err)
	}
}

func TestANoticeIsSentAtItsTimeUnlessItIsTakenBack(t *testing.T) {
	w := newTown(t)
	at := w.clock.Now().Add(time.Hour)
	n := w.must(w.takes("staff", w.writes(draft()).ID, Take{Step: Submit, SendAt: &at}))
	w.wants("state", n.State, Scheduled)
	w.must(w.takes("staff", n.ID, Take{Step: TakeBack}))
	n = w.must(w.takes("staff", n.ID, Take{Step: Submit, SendAt: &at}))
	if due, err := w.SendDue(t.Context()); err != nil || due != 0 {
		t.Error(due, err)
	}
	w.clock.Advance(time.Hour)
	if due, err := w.SendDue(t.Context()); err != nil || due != 1 {
		t.Error(due, err)
	}
	w.expands()
	w.wants("receipts", w.counts(n.ID).Targeted, 2)
	past := w.clock.Now()
	_, err := w.takes("staff", w.writes(draft()).ID, Take{Step: Submit, SendAt: &past})
	w.refuses("in the past", err, ErrSendAt)
}

func TestWhatCannotBeSentIsRefused(t *testing.T) {
	w := newTown(t)
	for name, c := range map[string]struct {
		change func(*Draft)
		want   error
	}{
		"no category":     {func(d *Draft) { d.Category = "x" }, ErrCategory},
		"no title":        {func(d *Draft) { d.Title = "  " }, ErrTitle},
		"an old validity": {func(d *Draft) { v := w.clock.Now(); d.ValidUntil = &v }, ErrValid},
		"another's place": {func(d *Draft) { d.Audience.Grids = []int64{99} }, ErrAudience},
		"no such tag":     {func(d *Draft) { d.Audience.Tags = []string{"x"} }, ErrTag},
		"no such file":    {func(d *Draft) { d.Files = []int64{99} }, ErrFile},
	} {
		d := draft()
		c.change(&d)
		_, err := w.Create(t.Context(), w.who["staff"], 1, d)
		w.refuses(name, err, c.want)
	}
	d := draft()
	d.HTML = "<p> </p>"
	_, err := w.takes("staff", w.writes(d).ID, Take{Step: Submit})
	w.refuses("no words", err, ErrWords)
	d = draft()
	d.Audience.Tags = []string{"support"}
	_, err = w.takes("staff", w.writes(d).ID, Take{Step: Submit})
	w.refuses("nobody", err, ErrNobody)
	_, err = w.Create(t.Context(), w.who["worker01-01"], 1, draft())
	w.refuses("a worker", err, ErrMay)
	n := w.writes(draft())
	_, err = w.Edit(t.Context(), w.who["staff"], n.ID, 7, draft())
	w.refuses("another version", err, ErrVersion)
	if _, err = w.Edit(t.Context(), w.who["second"], n.ID, 1, draft()); err != nil {
		t.Error(err)
	}
	if err := w.Drop(t.Context(), w.who["staff"], n.ID); err != nil {
		t.Error(err)
	}
	_, err = w.Get(t.Context(), w.who["staff"], n.ID)
	w.refuses("dropped", err, ErrNotFound)
}

func TestAWithdrawnNoticeSaysOnlyThatItIs(t *testing.T) {
	w := newTown(t)
	id := w.sends(draft())
	w.expands()
	w.must(w.takes("staff", id, Take{Step: Withdraw, Reason: "不停水了"}))
	p, err := w.Page(t.Context(), w.who["r1"], id)
	if err != nil || !p.Withdrawn || p.HTML != "" || p.Reason != "不停水了" || p.CanAsk {
		t.Errorf("%+v %v", p, err)
	}
	list, err := w.MyNotices(t.Context(), w.who["r1"], "", 0, 10)
	if err != nil || len(list) != 0 {
		t.Error(list, err)
	}
	inbox, err := w.Push.Inbox(t.Context(), w.who["r1"], 0, 10)
	if err != nil || len(inbox) != 1 || inbox[0].Title != "已撤回：停水通知" || inbox[0].Body != "不停水了" {
		t.Errorf("%+v %v", inbox, err)
	}
	w.refuses("confirmed", w.Confirm(t.Context(), w.who["r1"], id), ErrOver)
}

func TestRichTextKeepsWhatAPageCanShowAndNothingElse(t *testing.T) {
	w := newTown(t)
	f, err := w.Upload(t.Context(), w.who["staff"], 1, "通知.pdf", strings.NewReader("%PDF-1.4 x"))
	if err != nil || f.Kind != "pdf" || f.Name != "通知.pdf" {
		t.Fatal(f, err)
	}
	_, err = w.Upload(t.Context(), w.who["staff"], 1, "x.exe", strings.NewReader("MZ\x90\x00"))
	w.refuses("a program", err, ErrFormat)
	for in, want := range map[string]string{
		`<p onclick="x()">停水<script>alert(1)</script></p>`:                 "<p>停水</p>",
		`<p style="text-align: center; position: fixed">一</p>`:             `<p style="text-align: center">一</p>`,
		`<a href="javascript:alert(1)">x</a>`:                              "x",
		`<img src="https://evil.example/x.png">`:                           "",
		`<img src="` + f.Src + `">`:                                        `<img src="` + f.Src + `">`,
		`<img src="` + f.URL + `">`:                                        `<img src="` + f.Src + `">`,
		`<img src="https://x/files/aaaaaaaaaaaaaaaaaaaaaaaaaa?size=1280">`: "",
		`<iframe src="https://x"></iframe>`:                                "",
		`<a href="http://www.gov.example.cn">x</a>`:                        `<a href="http://www.gov.example.cn" rel="noreferrer">x</a>`,
	} {
		if got, _, err := clean(t.Context(), w.DB, 1, in); err != nil || got != want {
			t.Errorf("%s: %q instead of %q, %v", in, got, want, err)
		}
	}
	if got, words, _ := clean(t.Context(), w.DB, 1, "<p>一</p><p>二 &amp; 三<br>四</p>"); words != "一 二 & 三 四" {
		t.Errorf("%q of %q", words, got)
	}
	if _, words, _ := clean(t.Context(), w.DB, 1, "<table><tr><th>楼栋</th><th>时间</th></tr><tr><td>1 号楼</td><td>8:00</td></tr></table>"); words != "楼栋 时间 1 号楼 8:00" {
		t.Error(words)
	}
	d := draft()
	d.HTML, d.Files = `<p>见附件</p><img src="`+f.Src+`">`, []int64{f.ID}
	n := w.writes(d)
	if len(n.Files) != 1 || !strings.Contains(n.HTML, `src="https://x/files/`) || n.Summary != "见附件" {
		t.Errorf("%+v", n)
	}
	if d.HTML, _, err = clean(t.Context(), w.DB, 1, n.HTML); err != nil || !strings.Contains(d.HTML, f.Src) { // as an editor sends it back
		t.Errorf("%s %v", d.HTML, err)
	}
}

func TestFilesThatNoNoticeHasAreRemoved(t *testing.T) {
	w := newTown(t)
	loose, attached, shown := w.uploads("通知.pdf"), w.uploads("通知.pdf"), w.uploads("通知.pdf")
	d := draft()
	d.HTML, d.Files = `<p>一</p><img src="`+shown.Src+`">`, []int64{attached.ID}
	w.writes(d)
	w.clock.Advance(49 * time.Hour)
	if err := w.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.wants("kept", w.number(`SELECT COUNT(*) FROM notice_files WHERE id IN (?, ?)`, attached.ID, shown.ID), 2)
	w.wants("loose", w.number(`SELECT COUNT(*) FROM notice_files WHERE id = ?`, loose.ID), 0)
}
