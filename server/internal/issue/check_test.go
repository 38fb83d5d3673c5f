package issue

import (
	"context"
	"testing"
	"time"

	"huiyin/server/internal/platform/wechat"
	"huiyin/server/internal/platform/wechat/sim"
)

// checkAll asks WeChat about everything that is due.
func (w *town) checkAll() {
	w.Helper()
	for {
		n, err := w.Check(w.Context())
		if err != nil {
			w.Fatal(err)
		}
		if n == 0 {
			return
		}
	}
}

func TestWordsAreHiddenFromThePublicUntilWeChatLetThemPass(t *testing.T) {
	w := newTown(t)
	for words, want := range map[string]Moderation{"路灯不亮": Pass, "待审的话": Review, "违规的话": Risky} {
		is := w.report("reporter", Draft{Words: words})
		if is.Moderation != Pending {
			t.Errorf("%s is %s at first", words, is.Moderation)
		}
		w.checkAll()
		for _, who := range []string{"reporter", "worker 01-01"} { // held back from nobody who handles it
			if got, err := w.Get(t.Context(), w.who[who], is.ID); err != nil || got.Moderation != want || got.Words != words {
				t.Errorf("%s, for the %s: %s %v", words, who, got.Moderation, err)
			}
		}
	}
	if n := w.number(`SELECT COUNT(*) FROM issue_checks WHERE state IN ('queued', 'waiting')`); n != 0 {
		t.Errorf("%d checks are left", n)
	}
}

func TestAPhotoIsShownWhenItsVerdictCame(t *testing.T) {
	w := newTown(t)
	verdicts := make(chan wechat.MediaResult, 10)
	w.wechat.Listen(func(ctx context.Context, e wechat.Event) error {
		err := w.MediaChecked(ctx, *e.Media)
		verdicts <- *e.Media
		return err
	})
	p := w.upload("reporter", 20, 20)
	is := w.report("reporter", Draft{Attachments: []int64{p.ID}})
	w.checkAll()
	if v := <-verdicts; v.ErrCode == 0 { // nobody serves the files here: WeChat could not fetch it
		t.Fatal("the photo was fetched from nowhere")
	}
	if got := w.number(`SELECT COUNT(*) FROM issue_checks WHERE photo_id = ? AND state = 'waiting' AND attempts = 1`, p.ID); got != 1 {
		t.Error("the check must be due again")
	}
	w.clock.Advance(time.Minute)
	w.checkAll()
	<-verdicts
	var trace string
	if err := w.DB.QueryRowContext(t.Context(), `SELECT trace_id FROM issue_checks WHERE photo_id = ?`, p.ID).Scan(&trace); err != nil {
		t.Fatal(err)
	}
	for _, v := range []wechat.MediaResult{{TraceID: trace, Suggest: "pass", Label: "100"}, {TraceID: trace, Suggest: "risky"}, {TraceID: "of somebody else", Suggest: "risky"}} {
		if err := w.MediaChecked(t.Context(), v); err != nil { // the second comes too late
			t.Fatal(err)
		}
	}
	got, err := w.Get(t.Context(), w.who["reporter"], is.ID)
	if err != nil || got.Photos[0].Moderation != Pass {
		t.Errorf("%+v %v", got.Photos, err)
	}
}

func TestAnOutsiderSeesOnlyPhotosThatPassed(t *testing.T) {
	w := newTown(t)
	rows := []photoRow{{id: 1, version: 1, verdict: Pass}, {id: 2, version: 1, verdict: Pending}, {id: 3, version: 1, verdict: Review}, {id: 4, version: 1, verdict: Risky}, {id: 5, version: 2, verdict: Pass}}
	if got := w.photos(rows, 1, false); len(got) != 1 || got[0].ID != 1 {
		t.Errorf("outside: %+v", got)
	}
	if got := w.photos(rows, 1, true); len(got) != 4 {
		t.Errorf("inside: %+v", got)
	}
}

func TestAVerdictThatNeverComesIsAskedForAgain(t *testing.T) {
	w := newTown(t)
	p := w.upload("reporter", 20, 20)
	w.report("reporter", Draft{Attachments: []int64{p.ID}})
	w.checkAll() // nobody listens to WeChat's pushes
	first := w.wechat.Calls("/wxa/media_check_async")
	w.clock.Advance(verdictWithin - time.Second)
	w.checkAll()
	if n := w.wechat.Calls("/wxa/media_check_async"); n != first {
		t.Error("asked again too early")
	}
	w.clock.Advance(time.Second)
	w.checkAll()
	if n := w.wechat.Calls("/wxa/media_check_async"); n != first+1 {
		t.Errorf("asked %d times", n)
	}
}

func TestWhatWeChatCannotJudgeGoesToAPerson(t *testing.T) {
	w := newTown(t)
	byStaff := w.report("staff", Draft{MicroGrid: w.at["a01-01"].MicroGrid}) // not a user of WeChat
	w.checkAll()
	if got := w.row(byStaff.ID).Moderation; got != Review {
		t.Errorf("without an openid: %s", got)
	}
	w.wechat.Fail(sim.Fault{Path: "/wxa/msg_sec_check", Do: sim.Harm{ErrCode: -1}})
	is := w.report("reporter", Draft{})
	for range checkAttempts + 1 {
		w.checkAll()
		if got := w.row(is.ID).Moderation; got != Pending {
			break
		}
		w.clock.Advance(time.Hour)
	}
	if got := w.row(is.ID).Moderation; got != Review {
		t.Errorf("after many tries: %s", got)
	}
}

func TestAPostponedCheckWaitsLongerEachTime(t *testing.T) {
	w := newTown(t)
	w.wechat.Fail(sim.Fault{Path: "/wxa/msg_sec_check", Times: 3, Do: sim.Harm{HTTP: 502}})
	is := w.report("reporter", Draft{})
	for _, wait := range []time.Duration{2 * time.Second, 4 * time.Second, 8 * time.Second} {
		w.checkAll()
		if left := w.number(`SELECT TIMESTAMPDIFF(SECOND, ?, next_at) FROM issue_checks`, w.clock.Now()); time.Duration(left)*time.Second != wait {
			t.Errorf("waits %d s instead of %s", left, wait)
		}
		w.clock.Advance(wait)
	}
	w.checkAll()
	if got := w.row(is.ID).Moderation; got != Pass {
		t.Errorf("when WeChat is back: %s", got)
	}
	if n := w.wechat.Calls("/wxa/msg_sec_check"); n != 4 {
		t.Errorf("asked %d times", n)
	}
}

func TestTwoCheckersShareTheWork(t *testing.T) {
	w := newTown(t)
	for range 2*checkBatch + 3 {
		w.report("reporter", Draft{})
	}
	one, err := leaseChecks(t.Context(), w.DB, []byte("one-------------"), checkLease, checkBatch)
	if err != nil || len(one) != checkBatch {
		t.Fatal(len(one), err)
	}
	two, err := leaseChecks(t.Context(), w.DB, []byte("two-------------"), checkLease, 100)
	if err != nil || len(two) != checkBatch+3 {
		t.Fatal(len(two), err)
	}
	w.clock.Advance(checkLease) // both died
	if again, err := leaseChecks(t.Context(), w.DB, []byte("three-----------"), checkLease, 100); err != nil || len(again) != 2*checkBatch+3 {
		t.Error(len(again), err)
	}
}

func TestWhatOneSaysLaterIsCheckedAsWell(t *testing.T) {
	w := newTown(t)
	is := w.take("worker 01-01", w.report("reporter", Draft{}), StepDraft{Step: Accept})
	is = w.take("worker 01-01", is, StepDraft{Step: Ask, Text: "哪一盏？"})
	p := w.upload("reporter", 20, 20)
	is = w.take("reporter", is, StepDraft{Step: ReplyAsk, Text: "左边", Attachments: []int64{p.ID}})
	if got := is.Timeline[3].Photos; len(got) != 1 || got[0].Moderation != Pending || len(is.Photos) != 0 {
		t.Errorf("%+v", is.Timeline[3])
	}
	if n := w.number(`SELECT COUNT(*) FROM issue_checks WHERE photo_id = ?`, p.ID); n != 1 {
		t.Errorf("%d checks", n)
	}
}
