package sim

import (
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestASnapshotBringsEverythingBack(t *testing.T) {
	b := newBench(t)
	to := b.session("u1").OpenID
	b.accept("u1", "T1")
	b.accept("u1", "T1")
	if err := b.send(to, "before"); err != nil {
		t.Fatal(err)
	}
	b.share("u1", group1, map[string]any{"title": "卡片", "path": "x"})
	b.set(map[string]any{"old_client": true})
	b.phone("clock", map[string]any{"advance": "1h"})
	shot := b.get("/_sim/snapshot").Body.String()
	b.phone("reset", map[string]any{})
	if err := b.send(to, "x"); codeOf(t, err) != 43101 || len(b.messages()) != 1 {
		t.Error("a reset forgets consents and messages: ", err)
	}
	w := httptest.NewRecorder()
	b.sim.ServeHTTP(w, httptest.NewRequest("PUT", "/_sim/snapshot", strings.NewReader(shot)))
	if w.Code != 200 || len(b.messages()) != 1 || !b.sim.Settings.OldClient || len(b.sim.Cards) != 1 || b.sim.Offset != time.Hour {
		t.Error(w.Code, w.Body, len(b.messages()))
	}
	if err := b.send(to, "after"); err != nil {
		t.Error("the second consent is there again: ", err)
	}
	w = httptest.NewRecorder()
	b.sim.ServeHTTP(w, httptest.NewRequest("PUT", "/_sim/snapshot", strings.NewReader(`{"Messages":5}`)))
	if w.Code != 400 || len(b.messages()) != 2 {
		t.Error("a broken snapshot changes nothing: ", w.Code)
	}
}

func TestConsentsCanBeGivenAndTakenByHand(t *testing.T) {
	b := newBench(t)
	to := b.session("u1").OpenID
	if out := b.phone("grants", map[string]any{"user": "u1", "template": "T1", "add": 2}); out["left"] != 2.0 {
		t.Error(out)
	}
	b.phone("grants", map[string]any{"user": "u1", "template": "T1", "add": -5})
	if err := b.send(to, "x"); codeOf(t, err) != 43101 {
		t.Error(err)
	}
	if b.status("POST", "/_sim/grants", `{"user":"u1","template":"none","add":1}`) != 400 || b.status("POST", "/_sim/groups", `{"group":"g1","user":"bad","in":true}`) != 400 {
		t.Error("what there is not cannot be changed")
	}
}

func TestAMessageCanBeWaitedFor(t *testing.T) {
	b := newBench(t)
	to := b.session("u1").OpenID
	b.accept("u1", "T1")
	found := make(chan int)
	go func() {
		found <- b.status("POST", "/_sim/expect", `{"to":"u1","tmpl":"T1","within_ms":10000}`)
	}()
	if err := b.send(to, "x"); err != nil {
		t.Fatal(err)
	}
	if code := <-found; code != 200 {
		t.Error(code)
	}
	if code := b.status("POST", "/_sim/expect", `{"to":"u2","within_ms":1}`); code != 408 {
		t.Error("nobody wrote to her: ", code)
	}
	if err := b.send(to, "no consent left"); codeOf(t, err) != 43101 {
		t.Fatal(err)
	}
	var out struct{ Items []Message }
	for query, want := range map[string]int{"?to=u1": 1, "?to=u1&err=1": 2, "?tmpl=TL": 0, "?channel=tpl": 0, "?app=" + appID: 1, "?since=2030-01-01T00:00:00Z": 0, "?after=1": 1} {
		if err := json.Unmarshal(b.get("/_sim/messages"+query).Body.Bytes(), &out); err != nil || len(out.Items) != want {
			t.Error(query, len(out.Items), err)
		}
	}
}

func TestTheOrderOfTwoChecksCanBeSwapped(t *testing.T) {
	b := newBench(t)
	to := b.session("u1").OpenID
	if err := b.send(to, ""); codeOf(t, err) != 47003 {
		t.Error(err)
	}
	b.set(map[string]any{"grant_first": true})
	if err := b.send(to, ""); codeOf(t, err) != 43101 {
		t.Error(err)
	}
}

func TestAPhoneWithoutQuotaAndAnOldSession(t *testing.T) {
	b := newBench(t)
	b.session("u1")
	b.set(map[string]any{"no_phone": true, "session_hours": 1})
	if out := b.phone("client/phone", map[string]any{"user": "u1"}); out["errCode"] != 1400001.0 {
		t.Error(out)
	}
	if out := b.phone("client/check_session", map[string]any{"user": "u1"}); out["errCode"] != nil {
		t.Error(out)
	}
	b.clock.Advance(2 * time.Hour)
	if out := b.phone("client/check_session", map[string]any{"user": "u1"}); out["errCode"] == nil {
		t.Error("two hours later: ", out)
	}
}

func TestThePageShowsNoSecretAndNoWholeToken(t *testing.T) {
	b := newBench(t)
	to := b.session("u1").OpenID
	b.accept("u1", "T1")
	if err := b.send(to, "x"); err != nil {
		t.Fatal(err)
	}
	text := b.get("/_sim/state").Body.String() + b.get("/_sim/calls").Body.String() + b.get("/_sim/").Body.String()
	for _, hidden := range append(b.tokens(), secret, b.key(appID, "u1")) {
		if strings.Contains(text, hidden) {
			t.Errorf("%.6s… is shown", hidden)
		}
	}
	if !strings.Contains(text, "/cgi-bin/stable_token") || !strings.Contains(text, "T_") {
		t.Error("nothing was looked at")
	}
}
