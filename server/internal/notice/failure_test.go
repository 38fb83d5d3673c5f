package notice

import (
	"strings"
	"testing"

	"huiyin/server/internal/platform/wechat/sim"
	"huiyin/server/internal/push"
)

func TestMessagesThatFailedAreSaidWithoutNamesAndSentAgain(t *testing.T) {
	w := newTown(t)
	w.grant("r1")
	id := w.sends(draft())
	list, err := w.Failures(t.Context(), w.who["staff"], id)
	if err != nil || len(list) != 0 {
		t.Errorf("nothing failed: %+v %v", list, err)
	}
	w.wechat.Fail(sim.Fault{Path: "/cgi-bin/message/subscribe/send", Times: 1, Do: sim.Harm{ErrCode: 47003}})
	w.expands()
	w.delivers()
	list, err = w.Failures(t.Context(), w.who["staff"], id)
	if want := (push.Failure{State: push.Failed, Code: 47003, Text: "模板内容不符合微信的格式要求", People: 1, Again: true}); err != nil || len(list) != 1 || list[0] != want {
		t.Errorf("%+v %v", list, err)
	}
	_, err = w.Retry(t.Context(), w.who["worker01-01"], id)
	w.refuses("a worker", err, ErrNotFound)
	if n, err := w.Retry(t.Context(), w.who["staff"], id); err != nil || n != 1 {
		t.Error(n, err)
	}
	w.delivers()
	if got := w.wechat.Messages("r1"); len(got) != 1 {
		t.Errorf("r1 got %v", got)
	}
	_, err = w.Retry(t.Context(), w.who["staff"], id)
	w.refuses("nothing failed any more", err, ErrRetry)
}

func TestACorrectionChangesAttachmentsOnlyWhenItSaysSo(t *testing.T) {
	w := newTown(t)
	upload := func() int64 { return w.uploads("通知.pdf").ID }
	d := draft()
	d.Files = []int64{upload()}
	id := w.sends(d)
	n := w.must(w.takes("staff", id, Take{Step: Correct, Reason: "改标题", Title: "停水通知（新）"}))
	w.wants("attachments", len(n.Files), 1)
	better := []int64{upload(), d.Files[0]}
	n = w.must(w.takes("staff", id, Take{Step: Correct, Reason: "补附件", Files: &better}))
	if len(n.Files) != 2 || n.Files[0].ID != better[0] || n.Title != "停水通知（新）" {
		t.Errorf("%+v", n.Files)
	}
	n = w.must(w.takes("staff", id, Take{Step: Correct, Reason: "附件作废", Files: &[]int64{}}))
	w.wants("attachments", len(n.Files), 0)
}

func (w *town) uploads(name string) File {
	w.Helper()
	f, err := w.Upload(w.Context(), w.who["staff"], 1, name, strings.NewReader("%PDF-1.4 x"))
	if err != nil {
		w.Fatal(err)
	}
	return f
}
