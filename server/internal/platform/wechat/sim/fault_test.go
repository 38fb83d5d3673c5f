package sim

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"huiyin/server/internal/platform/wechat"
)

func fmtInt(n int64) string { return fmt.Sprint(n) }

func asWeChat(t *testing.T, err error) *wechat.Error {
	t.Helper()
	var w *wechat.Error
	if !errors.As(err, &w) {
		t.Fatalf("not one of ours: %v", err)
	}
	return w
}

func (b *bench) status(method, path, body string) int {
	w := httptest.NewRecorder()
	b.sim.ServeHTTP(w, httptest.NewRequest(method, path, strings.NewReader(body)))
	return w.Code
}

func TestEveryBadDayHasItsCode(t *testing.T) {
	for name, want := range map[string]int64{"busy": -1, "down": wechat.CodeNoAnswer, "quota_out": 45009, "minute_quota": 45011, "ip_denied": 40164, "secret_rotated": 40001, "token_dead": 0, "token_expired": 0} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			to := b.session("u1").OpenID
			b.accept("u1", "T1")
			b.accept("u1", "T1")
			if name == "ip_denied" { // it shows when a token is needed
				b.sim.mu.Lock()
				b.sim.killTokens("")
				b.sim.mu.Unlock()
			} else if err := b.send(to, "a token is kept"); err != nil {
				t.Fatal(err)
			}
			b.phone("faults", map[string]any{"preset": name})
			if err := b.send(to, "x"); codeOf(t, err) != want {
				t.Error(err)
			}
			b.status("DELETE", "/_sim/faults?preset="+name, "")
			b.accept("u1", "T1")
			if err := b.send(to, "x"); err != nil {
				t.Error("afterwards: ", err)
			}
		})
	}
	b := newBench(t)
	if b.status("POST", "/_sim/faults", `{"preset":"sunny"}`) != 400 {
		t.Error("an unknown preset")
	}
}

func TestTheDaysQuotaComesBackAtMidnightOrWhenItIsCleared(t *testing.T) {
	b := newBench(t)
	to := b.session("u1").OpenID
	b.accept("u1", "TL")
	send := func() error {
		_, err := b.client.SendSubscribe(t.Context(), appID, wechat.Subscribe{To: to, Template: "TL", Data: map[string]string{"thing1": "x"}})
		return err
	}
	b.phone("faults", map[string]any{"preset": "quota_out"})
	if err := send(); codeOf(t, err) != 45009 {
		t.Error(err)
	}
	b.phone("clock", map[string]any{"advance": "13h59m"}) // the clock stands at ten in Shanghai
	if err := send(); codeOf(t, err) != 45009 {
		t.Error("one minute to midnight: ", err)
	}
	b.phone("clock", map[string]any{"advance": "2m"})
	if err := send(); err != nil {
		t.Error("after midnight: ", err)
	}
	b.phone("faults", map[string]any{"preset": "quota_out"})
	mini, _ := b.sdk()
	if err := mini.GetOpenAPI().ClearQuota(); err != nil {
		t.Fatal(err)
	}
	if err := send(); err != nil {
		t.Error("after clear_quota: ", err)
	}
}

func TestTornSlowAndMislabelledAnswers(t *testing.T) {
	b := newBench(t)
	to := b.session("u1").OpenID
	for range 4 {
		b.accept("u1", "T1")
	}
	for name, c := range map[string]struct {
		do      map[string]any
		unknown bool
	}{
		"torn":        {map[string]any{"truncate": 10}, true},
		"a drop":      {map[string]any{"slow_bps": 10}, true}, // longer than the client waits
		"mislabelled": {map[string]any{"wrong_ct": true}, false},
		"late":        {map[string]any{"latency_ms": 20, "spread_ms": 20}, false},
	} {
		b.phone("faults", map[string]any{"path": "/cgi-bin/message/subscribe/send", "times": 1, "do": c.do})
		call := func() error { return b.send(to, "x") }
		if name == "a drop" {
			one := call
			call = func() error { return b.impatient(one) }
		}
		if err := call(); c.unknown != (err != nil && asWeChat(t, err).Unknown()) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := len(b.messages()); n != 4 {
		t.Errorf("%d messages; each was sent exactly once", n)
	}
}

func TestFaultsCanBeNarrowed(t *testing.T) {
	b := newBench(t)
	one, two := b.session("u1").OpenID, b.session("u2").OpenID
	b.accept("u1", "T1")
	b.accept("u2", "T1")
	b.phone("faults", map[string]any{"openid": one, "path": "/cgi-bin/message/*/send", "do": map[string]any{"errcode": 48004}})
	b.phone("faults", map[string]any{"app": "wxother", "do": map[string]any{"errcode": -1}})
	if err := b.send(one, "x"); codeOf(t, err) != 48004 {
		t.Error(err)
	}
	if err := b.send(two, "x"); err != nil {
		t.Error("somebody else: ", err)
	}
	b.status("DELETE", "/_sim/faults", "")
	b.phone("faults", map[string]any{"after": 1, "times": 1, "path": "/wxa/msg_sec_check", "do": map[string]any{"errcode": -1}})
	var codes []int64
	for range 3 {
		_, err := b.client.CheckText(t.Context(), appID, one, 2, "x", "")
		codes = append(codes, codeOf(t, err))
	}
	if fmt.Sprint(codes) != "[0 -1 0]" {
		t.Error(codes)
	}
}

func TestMinuteQuotas(t *testing.T) {
	b := newBench(t)
	var last int64
	for range loginRate + 1 {
		_, err := b.client.CodeToSession(t.Context(), appID, b.login("u1"))
		last = codeOf(t, err)
	}
	if last != 45011 {
		t.Error("the 101st sign-in of a minute: ", last)
	}
	b.session("u2")
	b.clock.Advance(time.Minute)
	b.session("u1")
}

func TestForcingATokenHasItsLimits(t *testing.T) {
	b := newBench(t)
	get := func() (token string, code float64) {
		w := httptest.NewRecorder()
		b.sim.ServeHTTP(w, httptest.NewRequest("POST", "/cgi-bin/stable_token", strings.NewReader(fmt.Sprintf(`{"grant_type":"client_credential","appid":%q,"secret":%q,"force_refresh":true}`, appID, secret))))
		var out map[string]any
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
			t.Fatal(err)
		}
		token, _ = out["access_token"].(string)
		code, _ = out["errcode"].(float64)
		return token, code
	}
	first, _ := get()
	if second, _ := get(); second != first {
		t.Error("within thirty seconds the old one is given")
	}
	for range forceDaily - 1 {
		b.clock.Advance(forceEvery)
		if token, code := get(); token == first || code != 0 {
			t.Fatal(code)
		}
	}
	b.clock.Advance(forceEvery)
	if _, code := get(); code != 45009 {
		t.Error("the twenty-first of the day: ", code)
	}
}
