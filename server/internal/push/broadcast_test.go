package push

import (
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/wechat/sim"
)

// opens begins a broadcast of a kind to li and wu.
func (f *office) opens(kind Kind, event string) (id BroadcastID) {
	f.t.Helper()
	f.tx(func(tx *db.Tx) (err error) {
		if id, err = f.Open(f.t.Context(), tx, f.message(kind, event, "停水通知"), false); err != nil {
			return err
		}
		return f.Spread(f.t.Context(), tx, id, []account.ID{f.li, f.wu})
	})
	return id
}

func TestABroadcastIsInEveryInboxAndSentToWhoGrantedIt(t *testing.T) {
	f := newOffice(t, Options{})
	f.grant(1, once)
	f.opens(Notice, "once")
	f.deliver()
	for _, who := range []account.ID{f.li, f.wu} {
		list, err := f.Inbox(t.Context(), account.Actor{ID: who}, 0, 10)
		if err != nil || len(list) != 1 || list[0].Title != "停水通知" || list[0].Body != "内容" || list[0].Page != "p" {
			t.Errorf("%d: %+v %v", who, list, err)
		}
	}
	if a, b := f.wechat.Messages("li"), f.wechat.Messages("wu"); len(a) != 1 || len(b) != 0 || a[0].Data["thing1"] != "停水通知" || a[0].Page != "p" {
		t.Errorf("%+v %+v", a, b)
	}
	if all := f.all(); len(all) != 1 || all[0].State != Sent || f.left(once) != 0 {
		t.Errorf("%+v, %d left", all, f.left(once))
	}
	list, err := f.Deliveries(t.Context(), account.Actor{Grants: []account.Grant{{Role: account.Staff, Territory: account.Territory{Community: here}}}}, "", 0, 0, 10)
	if err != nil || len(list) != 1 || list[0].Title != "停水通知" {
		t.Errorf("as staff see it: %+v %v", list, err)
	}
}

func TestABroadcastOfALongTermTemplateReachesEverybodyWhoOpenedTheApp(t *testing.T) {
	f := newOffice(t, Options{})
	f.grant(1, longTerm)
	id := f.opens(Notice, "long")
	if by, err := f.Standing(t.Context(), f.DB, id); err != nil || by[Queued] != 2 {
		t.Error(by, err)
	}
	able, err := f.Reachable(t.Context(), f.DB, here, "long", BySubscribe, []account.ID{f.li, f.wu, 999})
	if err != nil || len(able) != 2 {
		t.Error(able, err)
	}
}

func TestAHaltedBroadcastSpendsNothingAndGoesOnWithItsNewWords(t *testing.T) {
	f := newOffice(t, Options{})
	f.grant(1, once)
	id := f.opens(Notice, "once")
	f.tx(func(tx *db.Tx) error { return f.Halt(t.Context(), tx, id) })
	f.deliver()
	if all := f.all(); len(all) != 1 || all[0].State != Halted || f.left(once) != 1 || len(f.wechat.Messages("li")) != 0 {
		t.Errorf("%+v, %d left", all, f.left(once))
	}
	f.tx(func(tx *db.Tx) error {
		if err := f.GoOn(t.Context(), tx, id); err != nil {
			return err
		}
		if err := f.Reword(t.Context(), tx, id, f.message(Notice, "once", "更正：停水通知")); err != nil {
			return err
		}
		n, err := f.Revive(t.Context(), tx, id, 10)
		if n != 1 {
			t.Errorf("%d were queued again", n)
		}
		return err
	})
	f.deliver()
	if got := f.wechat.Messages("li"); len(got) != 1 || got[0].Data["thing1"] != "更正：停水通知" {
		t.Errorf("%+v", got)
	}
	list, err := f.Inbox(t.Context(), account.Actor{ID: f.wu}, 0, 10)
	if err != nil || list[0].Title != "更正：停水通知" {
		t.Errorf("%+v %v", list, err)
	}
}

func TestOnlyAnEmergencyIgnoresNightAndCap(t *testing.T) {
	f := newOffice(t, Options{QuietFrom: "21:30", QuietUntil: "07:30", DailyCap: 1})
	f.grant(3, once)
	f.send(f.message(Answer, "once", "答复"))
	f.deliver()
	f.clock.Advance(12 * time.Hour) // ten at night, and the day's one message was sent
	f.opens(Notice, "once")
	f.opens(Emergency, "once")
	f.deliver()
	if got := f.wechat.Messages("li"); len(got) != 2 {
		t.Errorf("%+v", got)
	}
	if n := f.number(`SELECT COUNT(*) FROM deliveries WHERE state = 'queued' AND kind = 'notice'`); n != 1 {
		t.Errorf("%d wait for the morning", n)
	}
}

func TestNoMoreThanTheMinutesCallsReachWeChatOverAllWorkers(t *testing.T) {
	f := newOffice(t, Options{PerMinute: 3})
	for range 5 {
		f.grant(1, once)
	}
	for range 5 {
		m := f.message(Answer, "once", "答复")
		m.Subject = ""
		f.send(m)
	}
	other := New(f.Deps) // another worker
	for range 3 {
		for _, s := range []*Service{f.Service, other} {
			if _, err := s.Deliver(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
	got := len(f.wechat.Messages("li"))
	if got < 3 || got == 5 { // room for one more comes every twenty seconds
		t.Errorf("%d were sent", got)
	}
	if n := f.number(`SELECT COUNT(*) FROM deliveries WHERE state = 'queued'`); n != 5-got {
		t.Errorf("%d wait", n)
	}
}

func TestWhatFailsWhileFailuresAreSentAgainIsNotAmongThem(t *testing.T) {
	f := newOffice(t, Options{})
	f.grant(1, once)
	id := f.opens(Notice, "once")
	f.wechat.Fail(sim.Fault{Path: sendPath, Do: sim.Harm{ErrCode: 47003}})
	f.clock.Advance(time.Second)
	f.deliver()
	for begun, want := range map[time.Time]int64{f.clock.Now().Add(-time.Microsecond): 0, f.clock.Now(): 1} {
		f.tx(func(tx *db.Tx) error {
			n, err := f.RetryFailed(t.Context(), tx, id, begun, 10)
			if n != want {
				t.Errorf("%d were queued again", n)
			}
			return err
		})
		if on, err := f.OnTheirWay(t.Context(), f.DB, id); err != nil || on != (want == 1) {
			t.Error(on, err)
		}
		f.exec(`UPDATE deliveries SET state = 'failed', done_at = ? WHERE state = 'queued'`, f.clock.Now())
	}
}
