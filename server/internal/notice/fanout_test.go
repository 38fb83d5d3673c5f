package notice

import (
	"context"
	"sync"
	"testing"
	"time"

	"huiyin/server/internal/account"
)

func TestANoticeReachesWhomItIsForOnceByTheBestChannel(t *testing.T) {
	w := newTown(t)
	w.grant("r1")
	w.crowd(5, "01-02")
	d := draft()
	d.Audience.Grids = []int64{w.at["01-01"].Grid}
	h, err := w.Count(t.Context(), w.who["staff"], 1, d.Audience)
	if err != nil || h.People != 6 || h.Reach[0].People != 1 || h.Reach[2].People != 5 || !h.Low || len(h.Places) != 2 || len(h.Fallbacks) != 1 || h.Fallbacks[0].Action != "tell" || h.Fallbacks[0].People != 5 {
		t.Errorf("%+v %v", h, err)
	}
	id := w.sends(d)
	w.expands()
	w.delivers()
	w.wants("receipts", w.counts(id), Counts{Targeted: 6, Unreached: 6})
	w.wants("in the inbox", w.number(`SELECT COUNT(*) FROM messages WHERE event = ?`, published), 6)
	w.wants("deliveries", w.number(`SELECT COUNT(*) FROM deliveries WHERE state = 'sent'`), 1)
	w.clock.Advance(time.Minute)
	w.expands()
	n := w.must(w.Get(t.Context(), w.who["staff"], id))
	w.wants("state", n.State, Sent)
	if got := w.wechat.Messages("r1"); len(got) != 1 {
		t.Errorf("r1 got %v", got)
	}
	list, err := w.Push.Inbox(t.Context(), w.who["r1"], 0, 10)
	if err != nil || len(list) != 1 || list[0].Title != "停水通知" || list[0].Body != "明天停水" {
		t.Errorf("%+v %v", list, err)
	}
}

func TestWorkersThatShareAFanOutGiveItToEachOnce(t *testing.T) {
	w := newTown(t)
	w.crowd(2*chunkSize+300, "01-01")
	id := w.sends(draft())
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for {
				if n, err := w.Expand(t.Context()); err != nil || n == 0 {
					if err != nil {
						t.Error(err)
					}
					return
				}
			}
		})
	}
	all.Wait()
	w.expands()
	people := 2*chunkSize + 302
	w.wants("receipts", w.counts(id), Counts{Targeted: people, Unreached: people})
	w.wants("messages", w.number(`SELECT COUNT(*) FROM messages`), people)
	w.wants("people", w.number(`SELECT COUNT(DISTINCT account_id) FROM messages`), people)
}

func TestWhoJoinsWhileANoticeGoesOutIsNeitherLostNorDoubled(t *testing.T) {
	w := newTown(t)
	w.crowd(chunkSize, "01-01")
	id := w.sends(draft())
	if _, err := w.Expand(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.crowd(3, "01-02")
	w.lives(w.who["r1"].ID, "01-02") // he moves: his membership is a new one
	w.expands()
	w.clock.Advance(30 * time.Minute)
	w.crowd(2, "01-01") // a message still
	w.expands()
	people := chunkSize + 2 + 3 + 2
	w.wants("receipts", w.counts(id), Counts{Targeted: people, Unreached: people})
	w.wants("messages", w.number(`SELECT COUNT(*) FROM messages`), people)
	w.clock.Advance(24 * time.Hour)
	w.crowd(1, "01-01") // only in the list
	w.expands()
	w.wants("receipts", w.counts(id).Targeted, people+1)
	w.wants("messages", w.number(`SELECT COUNT(*) FROM messages`), people)
}

func TestReceiptsAddUpWhileSomeReadAndOthersAreStillGivenIt(t *testing.T) {
	w := newTown(t)
	w.crowd(2*chunkSize, "01-01")
	id := w.sends(draft())
	if _, err := w.Expand(t.Context()); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for _, who := range []string{"r1", "r1", "r2", "r2"} {
		all.Go(func() {
			for _, see := range []func(context.Context, account.Actor, ID) error{w.Read, w.Confirm} {
				if err := see(t.Context(), w.who[who], id); err != nil {
					t.Error(err)
				}
			}
		})
	}
	w.expands()
	all.Wait()
	w.wants("counts", w.counts(id), Counts{Targeted: 2*chunkSize + 2, Confirmed: 2, Unreached: 2 * chunkSize})
	w.audited(0)
}

func TestAMembershipThatCommitsLateIsFoundBehindTheCursor(t *testing.T) {
	w := newTown(t)
	w.crowd(3, "01-01")
	late := account.ID(w.number(`SELECT MAX(account_id) - 1 FROM memberships`))
	w.number(`SELECT COUNT(*) FROM memberships`)
	at := w.at["02-01"]
	if _, err := w.DB.Pool().Exec(`UPDATE memberships SET community_id = 9 WHERE account_id = ?`, late); err != nil {
		t.Fatal(err)
	}
	id := w.sends(draft())
	w.expands()
	w.wants("before", w.counts(id).Targeted, 4)
	if _, err := w.DB.Pool().Exec(`UPDATE memberships SET community_id = ?, micro_grid_id = ? WHERE account_id = ?`, at.Community, at.MicroGrid, late); err != nil {
		t.Fatal(err)
	}
	w.clock.Advance(time.Minute)
	w.expands()
	w.wants("after", w.counts(id).Targeted, 5)
}

func TestStoppingMeetsTheMiddleAndResumingGoesOn(t *testing.T) {
	w := newTown(t)
	w.crowd(chunkSize, "01-01")
	w.grant("r1")
	w.grant("r2")
	id := w.sends(draft())
	if _, err := w.Expand(t.Context()); err != nil { // r1 and r2 are in it
		t.Fatal(err)
	}
	w.must(w.takes("staff", id, Take{Step: Stop, Reason: "写错了日期"}))
	w.expands()
	w.delivers()
	w.wants("reached", w.counts(id).Targeted, chunkSize)
	p, err := w.Progress(t.Context(), w.who["staff"], id)
	if err != nil || p.Deliveries.Halted != 2 || p.Deliveries.Sent != 0 || p.Expanded != chunkSize || p.Expected != chunkSize+2 {
		t.Errorf("%+v %v", p, err)
	}
	w.wants("grants", w.number(`SELECT SUM(available) FROM push_grants`), 2)
	w.must(w.takes("staff", id, Take{Step: Correct, Reason: "是后天", HTML: "<p>后天停水</p>"}))
	w.must(w.takes("staff", id, Take{Step: Resume}))
	w.expands()
	w.delivers()
	w.clock.Advance(time.Minute)
	w.expands()
	if p, err = w.Progress(t.Context(), w.who["staff"], id); err != nil || p.Deliveries.Sent != 2 || p.Expanded != chunkSize+2 || p.State != Sent {
		t.Errorf("%+v %v", p, err)
	}
	if got := w.wechat.Messages("r1"); len(got) != 1 || got[0].Data["thing1"] != "更正：停水通知" {
		t.Errorf("%+v", got)
	}
	page, err := w.Page(t.Context(), w.who["r1"], id)
	if err != nil || page.Correction != "是后天" || page.CorrectedAt == nil || page.HTML != "<p>后天停水</p>" {
		t.Errorf("%+v %v", page, err)
	}
}

func TestAtNightOnlyAnEmergencyGoesOutAndCallsWhoWorksThere(t *testing.T) {
	w := newTown(t)
	w.grant("r1")
	w.clock.Advance(12 * time.Hour) // ten at night
	w.sends(draft())
	w.expands()
	w.delivers()
	if got := w.wechat.Messages("r1"); len(got) != 0 {
		t.Errorf("at night: %+v", got)
	}
	d := draft()
	d.Emergency, d.Title, d.Audience.MicroGrids = true, "燃气泄漏，请撤离", []int64{w.at["01-01"].MicroGrid}
	for _, name := range []string{"r1", "r2"} { // r2 lives elsewhere
		if _, err := w.ChooseTags(t.Context(), w.who[name], []string{"volunteer"}); err != nil {
			t.Fatal(err)
		}
	}
	id := w.sends(d)
	w.expands()
	w.delivers()
	if got := w.wechat.Messages("r1"); len(got) != 1 || got[0].Data["thing1"] != d.Title {
		t.Errorf("the emergency: %+v", got)
	}
	calls, err := w.Calls(t.Context(), w.who["staff"], id)
	if err != nil || len(calls) != 3 { // the worker of 01-01, his leader and a volunteer
		t.Fatal(calls, err)
	}
	if err := w.Acknowledge(t.Context(), w.who["worker01-01"], id); err != nil {
		t.Error(err)
	}
	if err := w.Acknowledge(t.Context(), w.who["r1"], id); err != nil {
		t.Error("the volunteer: ", err)
	}
	w.wants("the volunteer knows as a resident too", w.counts(id).Confirmed, 1)
	w.refuses("a volunteer elsewhere", w.Acknowledge(t.Context(), w.who["r2"], id), ErrNotFound)
	w.refuses("another worker", w.Acknowledge(t.Context(), w.who["worker02-01"], id), ErrNotFound)
	calls, err = w.Calls(t.Context(), w.who["staff"], id)
	if err != nil || calls[0].AcknowledgedAt != nil || calls[0].Place != "第一网格" || calls[1].AcknowledgedAt == nil || len(calls) != 3 || calls[2].AcknowledgedAt == nil {
		t.Errorf("%+v %v", calls, err)
	}
	page, err := w.Page(t.Context(), w.who["leader"], id)
	if err != nil || !page.Called || page.ForMe {
		t.Errorf("%+v %v", page, err)
	}
}
