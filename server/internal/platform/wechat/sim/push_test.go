package sim

import (
	"slices"
	"testing"
	"time"

	"huiyin/server/internal/platform/wechat"
)

// settled waits until the event's pushes ended, and gives all tries of it.
func (b *bench) settled(name string) (tries []Push) {
	b.Helper()
	b.eventually("the pushes of "+name, func() bool {
		b.sim.mu.Lock()
		defer b.sim.mu.Unlock()
		tries = nil
		for _, p := range b.sim.Pushes {
			if p.Event == name {
				tries = append(tries, p)
			}
		}
		n := len(tries)
		return n > 0 && (tries[n-1].Status == 200 && tries[n-1].Trick != "duplicate" || tries[n-1].Try == pushTries)
	})
	return tries
}

func (b *bench) eventually(what string, is func() bool) {
	b.Helper()
	for end := time.Now().Add(10 * time.Second); !is(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			b.Fatal("still waiting for ", what)
		}
	}
}

func (b *bench) popup(user string) {
	b.Helper()
	b.phone("client/subscribe", map[string]any{"user": user, "results": map[string]string{"T1": "accept"}})
}

func TestForgedPushesAreRefusedAndTheTrueOneArrives(t *testing.T) {
	for _, trick := range []string{"bad_signature", "stale", "plain", "other_app"} {
		t.Run(trick, func(t *testing.T) {
			b := newBench(t)
			b.phone("tricks", map[string]any{"do": trick})
			b.popup("u1")
			tries := b.settled("subscribe_msg_popup_event")
			if len(tries) != 2 || tries[0].Trick != trick || tries[0].Status < 400 || tries[1].Status != 200 {
				t.Errorf("%+v", tries)
			}
			if e := <-b.events; len(e.Popup) != 1 || len(b.events) != 0 {
				t.Errorf("%+v, and %d more", e, len(b.events))
			}
		})
	}
}

func TestAPushThatComesTwiceCountsOnce(t *testing.T) {
	b := newBench(t)
	b.phone("tricks", map[string]any{"do": "duplicate"})
	b.popup("u1")
	if tries := b.settled("subscribe_msg_popup_event"); len(tries) != 2 || tries[1].Status != 200 || tries[1].Answer != "success" {
		t.Errorf("%+v", tries)
	}
	if <-b.events; len(b.events) != 0 {
		t.Error("it was handled twice")
	}
}

func TestTwoConsentsOfOneSecondCountTwice(t *testing.T) {
	b := newBench(t) // whose clock stands still
	b.popup("u1")
	b.popup("u1")
	if one, two := b.event("subscribe_msg_popup_event"), b.event("subscribe_msg_popup_event"); !two.At.After(one.At) {
		t.Error(one.At, two.At)
	}
}

func TestALaterPushCanOvertake(t *testing.T) {
	b := newBench(t)
	b.phone("tricks", map[string]any{"do": "reorder", "ms": 60_000})
	b.popup("u1")
	b.popup("u2")
	if first, second := <-b.events, <-b.events; first.OpenID != OpenID(appID, "u2") || second.OpenID != OpenID(appID, "u1") {
		t.Error(first.OpenID, second.OpenID)
	}
	b.phone("tricks", map[string]any{"do": "delay", "ms": 1})
	b.popup("u1")
	b.event("subscribe_msg_popup_event")
	b.phone("tricks", map[string]any{"do": "reorder", "ms": 1})
	b.popup("u1")
	b.event("subscribe_msg_popup_event") // alone, it comes when its time is up
}

func TestAMiniProgramCanBePushedToInXML(t *testing.T) {
	b := newBench(t)
	b.sim.World.Apps[0].Format = "xml"
	b.popup("u1")
	if e := b.event("subscribe_msg_popup_event"); len(e.Popup) != 1 || e.Popup[0] != (wechat.Choice{Template: "T1", Accepted: true, Status: "accept"}) {
		t.Errorf("%+v", e)
	}
	b.phone("client/subscribe", map[string]any{"user": "u1", "results": map[string]string{"T1": "accept", "TL": "reject"}})
	if e := b.event("subscribe_msg_popup_event"); len(e.Popup) != 2 {
		t.Errorf("%+v", e)
	}
	if _, err := b.client.CheckMedia(t.Context(), appID, b.session("u1").OpenID, "http://127.0.0.1:1/404.jpg", 2, 4); err != nil {
		t.Fatal(err)
	}
	if e := b.event("wxa_media_check"); e.Media == nil || e.Media.Suggest != "pass" || e.Media.ErrCode != -1008 {
		t.Errorf("%+v", e)
	}
}

func TestEachMessageIsFollowedByWhatBecameOfIt(t *testing.T) {
	b := newBench(t)
	to := b.session("u1").OpenID
	b.accept("u1", "TL")
	for range 2 { // a long-term consent does not end
		id, err := b.client.SendSubscribe(t.Context(), appID, wechat.Subscribe{To: to, Template: "TL", Data: map[string]string{"thing1": "x"}})
		if err != nil {
			t.Fatal(err)
		}
		if e := b.event("subscribe_msg_sent_event"); len(e.Sent) != 1 || e.Sent[0] != (wechat.Sent{Template: "TL", MsgID: id, Status: "success"}) {
			t.Errorf("%+v", e)
		}
	}
	b.phone("client/subscribe_setting", map[string]any{"user": "u1", "template": "TL", "on": false})
	if e := b.event("subscribe_msg_change_event"); len(e.Change) != 1 || e.Change[0].Accepted {
		t.Errorf("%+v", e)
	}
	_, err := b.client.SendSubscribe(t.Context(), appID, wechat.Subscribe{To: to, Template: "TL", Data: map[string]string{"thing1": "x"}})
	if codeOf(t, err) != 43101 {
		t.Error("switched off: ", err)
	}
}

func TestAnyEventCanBeSent(t *testing.T) {
	b := newBench(t)
	b.phone("events", map[string]any{"user": "u1", "event": map[string]any{"Event": "user_info_modified", "OpenID": "x"}})
	if e := b.event("user_info_modified"); e.OpenID != OpenID(appID, "u1") {
		t.Errorf("%+v", e)
	}
	if !slices.Contains([]int{400}, b.status("POST", "/_sim/tricks", `{"do":"magic"}`)) {
		t.Error("an unknown trick")
	}
}
