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

func TestALoginCodeWorksOnceForFiveMinutes(t *testing.T) {
	b := newBench(t)
	c := b.login("u1")
	s, err := b.client.CodeToSession(t.Context(), appID, c)
	if err != nil || s.UnionID != "union1" || s.Key == "" || len(s.OpenID) != 28 {
		t.Fatal(s, err)
	}
	if _, err := b.client.CodeToSession(t.Context(), appID, c); codeOf(t, err) != 40163 {
		t.Error("used: ", err)
	}
	late := b.login("u1")
	b.clock.Advance(5*time.Minute + time.Second)
	for name, bad := range map[string]string{"late": late, "unknown": "nope", "with an ampersand": "x&secret=1"} {
		if _, err := b.client.CodeToSession(t.Context(), appID, bad); codeOf(t, err) != 40029 {
			t.Error(name, err)
		}
	}
	if _, err := b.client.CodeToSession(t.Context(), appID, b.login("bad")); codeOf(t, err) != 40226 {
		t.Error("a blocked user: ", err)
	}
}

func TestAPhoneCodeBelongsToItsUser(t *testing.T) {
	b := newBench(t)
	one, two := b.session("u1"), b.session("u2")
	c := b.phone("client/phone", map[string]any{"user": "u1"})["code"].(string)
	if _, err := b.client.PhoneNumber(t.Context(), appID, c, two.OpenID); codeOf(t, err) != 40029 {
		t.Error("somebody else's code: ", err)
	}
	p, err := b.client.PhoneNumber(t.Context(), appID, c, one.OpenID)
	if err != nil || p != (wechat.Phone{Number: "13800000001", CountryCode: "86"}) {
		t.Error(p, err)
	}
	if _, err := b.client.PhoneNumber(t.Context(), appID, c, one.OpenID); codeOf(t, err) != 40029 {
		t.Error("used: ", err)
	}
}

func TestAGrantIsGoodForOneMessageAndGrantsAddUp(t *testing.T) {
	b := newBench(t)
	to := b.session("u1").OpenID
	if err := b.send(to, "x"); codeOf(t, err) != 43101 {
		t.Error("without a grant: ", err)
	}
	b.accept("u1", "T1")
	b.accept("u1", "T1")
	for range 2 {
		if err := b.send(to, "<b>&"); err != nil {
			t.Error(err)
		}
	}
	if err := b.send(to, "x"); codeOf(t, err) != 43101 {
		t.Error("the third: ", err)
	}
	if got := b.messages()[1].Data["thing1"]; got != "<b>&" {
		t.Errorf("it arrived as %q", got)
	}
}

func TestFieldsAreCountedInCharacters(t *testing.T) {
	b := newBench(t)
	to := b.session("u1").OpenID
	b.accept("u1", "T1")
	for _, bad := range []string{strings.Repeat("字", 21), "", "two\nlines"} {
		if err := b.send(to, bad); codeOf(t, err) != 47003 {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if err := b.send(to, strings.Repeat("字", 20)); err != nil {
		t.Error("a refused message must cost nothing: ", err)
	}
	for _, c := range []struct {
		kind, value string
		ok          bool
	}{
		{"phrase", "已受理", true}, {"phrase", "已受理啦啦啦", false}, {"phrase", "ok", false}, {"time", "2019年10月1日 15:01", true}, {"time", "15:01~16:00", true},
		{"time", "soon", false}, {"date", "15:01", false}, {"number", "12.5", true}, {"number", "x", false}, {"name", "张三", true}, {"name", strings.Repeat("张", 11), false},
		{"character_string", "a-1", true}, {"character_string", "编号", false}, {"no_such_kind", "x", false},
	} {
		if (Field{Kind: c.kind}).takes(c.value) != c.ok {
			t.Errorf("%s %q", c.kind, c.value)
		}
	}
}

func TestTheClientRecoversFromDeadTokensAndKeepsTheBody(t *testing.T) {
	b := newBench(t)
	to := b.session("u1").OpenID
	b.accept("u1", "T1")
	b.accept("u1", "T1")
	if err := b.send(to, "first"); err != nil {
		t.Fatal(err)
	}
	b.phone("faults", map[string]any{"preset": "token_dead"})
	if err := b.send(to, "second"); err != nil || b.messages()[1].Data["thing1"] != "second" {
		t.Error("the replay: ", err)
	}
	b.clock.Advance(3 * time.Hour) // Redis keeps the token for real time; WeChat's has expired
	b.accept("u1", "T1")
	if err := b.send(to, "third"); err != nil {
		t.Error("an expired token: ", err)
	}
}

func TestTheStableTokenIsTheSameUntilItsLastFiveMinutes(t *testing.T) {
	b := newBench(t)
	get := func(force bool) string {
		body := fmt.Sprintf(`{"grant_type":"client_credential","appid":%q,"secret":%q,"force_refresh":%v}`, appID, secret, force)
		w := httptest.NewRecorder()
		b.sim.ServeHTTP(w, httptest.NewRequest("POST", "/cgi-bin/stable_token", strings.NewReader(body)))
		var out struct {
			Token string `json:"access_token"`
		}
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || out.Token == "" {
			t.Fatal(w.Body)
		}
		return out.Token
	}
	first := get(false)
	if get(false) != first {
		t.Error("the second call must get the same")
	}
	b.clock.Advance(tokenLife - overlap + time.Second)
	second := get(false)
	if second == first {
		t.Error("in the last five minutes there is a new one")
	}
	if _, bad := b.sim.bearer(first); bad != nil {
		t.Error("and the old one lives on: ", bad.text)
	}
	legacy := b.sim.issue(b.sim.app(appID), "legacy", time.Time{}).body["access_token"].(string)
	b.clock.Advance(forceEvery)
	if get(true) == second {
		t.Error("force makes a new one")
	}
	if _, bad := b.sim.bearer(legacy); bad != nil {
		t.Error("a token of the older interface is another matter: ", bad.text)
	}
	if _, bad := b.sim.bearer(second); bad == nil || bad.code != 40001 {
		t.Error("and kills the old one")
	}
}

func TestAnUnknownOutcomeIsToldApart(t *testing.T) {
	b := newBench(t)
	to := b.session("u1").OpenID
	b.accept("u1", "T1")
	b.phone("faults", map[string]any{"path": "/cgi-bin/message/subscribe/send", "times": 1, "do": map[string]any{"drop": "after"}})
	var w *wechat.Error
	if err := b.send(to, "x"); !errors.As(err, &w) || !w.Unknown() {
		t.Error("cut after the work: ", err)
	}
	if sent := b.messages(); len(sent) != 1 {
		t.Errorf("%d messages; the cut one was sent exactly once", len(sent))
	}
	for name, do := range map[string]map[string]any{"502": {"http": 502}, "garbage": {"garbage": true}, "cut before": {"drop": "before"}, "hanging, then cut": {"hang_ms": 20}} {
		b.phone("faults", map[string]any{"path": "/cgi-bin/message/subscribe/send", "times": 1, "do": do})
		if err := b.send(to, "x"); !errors.As(err, &w) || !w.Unknown() {
			t.Errorf("%s: %v", name, err)
		}
	}
	b.phone("faults", map[string]any{"path": "/cgi-bin/message/subscribe/send", "times": 1, "do": map[string]any{"hang_ms": 60_000}})
	if err := b.impatient(func() error { return b.send(to, "x") }); !errors.As(err, &w) || !w.Unknown() {
		t.Error("longer than the client waits: ", err)
	}
	b.phone("faults", map[string]any{"path": "/cgi-bin/message/subscribe/send", "times": 1, "do": map[string]any{"errcode": -1}})
	if err := b.send(to, "x"); !errors.As(err, &w) || w.Unknown() || !w.Temporary() {
		t.Error("busy is no unknown outcome: ", err)
	}
}

func TestNoSecretIsInAnyErrorOrLog(t *testing.T) {
	b := newBench(t)
	s := b.session("u1")
	var errs []error
	for _, do := range []map[string]any{{"http": 502}, {"drop": "before"}, {"garbage": true}, {"errcode": -1}, {"errcode": 40001}} {
		b.phone("faults", map[string]any{"times": 3, "do": do})
		_, err := b.client.CodeToSession(t.Context(), appID, b.login("u1"))
		errs = append(errs, err, b.send(s.OpenID, "x"))
		_, err = b.client.PhoneNumber(t.Context(), appID, "x", s.OpenID)
		errs = append(errs, err)
	}
	text := b.log.String()
	for _, err := range errs {
		text += fmt.Sprintln(err)
	}
	for _, hidden := range append([]string{secret, s.OpenID, s.Key}, b.tokens()...) {
		if strings.Contains(text, hidden) {
			t.Errorf("%.8s… leaked:\n%s", hidden, text)
		}
	}
	if !strings.Contains(text, "wechat -1") {
		t.Error("nothing was looked at")
	}
}
