package sim

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"huiyin/server/internal/platform/dbtest"
	"huiyin/server/internal/platform/wechat"
)

// A bench is the simulator with the real client, over the wire.
type bench struct {
	*testing.T
	sim    *Sim
	client *wechat.Client
	clock  *dbtest.Clock
	log    *journal
	events chan wechat.Event
	fail   error // what the product's callback answers
}

// A journal is a buffer that several goroutines write.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

const (
	appID  = "wxsim0000000000001"
	secret = "SECRET-DO-NOT-LEAK"
)

func newBench(t *testing.T) *bench {
	b := &bench{T: t, clock: dbtest.NewClock(), log: &journal{}, events: make(chan wechat.Event, 100)}
	app := App{ID: appID, Name: "回音", Secret: secret, Token: "AAAAA", AESKey: strings.Repeat("k", 43)}
	world := World{Apps: []App{app, {ID: "wxother", Secret: "other", Token: "t", AESKey: strings.Repeat("o", 43)}},
		Users:     []User{{ID: "u1", UnionID: "union1", Phone: "13800000001"}, {ID: "u2", Phone: "13800000002"}, {ID: "bad", Risky: true}},
		Templates: []Template{{ID: "T1", Title: "通知", Type: 2, Fields: []Field{{"thing1", "内容", "thing"}}}, {ID: "TL", Type: 3, Fields: []Field{{"thing1", "内容", "thing"}}}}}
	b.sim = New(Options{World: world, Seed: 1, Now: b.clock.Now, MediaDelay: time.Millisecond, Log: slog.New(slog.DiscardHandler)})
	server := httptest.NewServer(b.sim)
	t.Cleanup(server.Close)
	b.client = wechat.New(wechat.Options{Apps: []wechat.App{{ID: appID, Secret: secret, Token: app.Token, AESKey: app.AESKey}}, Redis: dbtest.Redis(t),
		Base: server.URL, Timeout: 300 * time.Millisecond, Now: b.clock.Now, Log: slog.New(slog.NewTextHandler(b.log, nil)),
		Trace: func(path string, status, code int, _ time.Duration) {
			fmt.Fprintln(b.log, path, status, code)
		}})
	product := httptest.NewServer(b.client.Callback(func(_ context.Context, e wechat.Event) error { b.events <- e; return b.fail }))
	t.Cleanup(product.Close)
	b.sim.Backend = product.URL
	return b
}

func (b *bench) phone(call string, body map[string]any) map[string]any {
	b.Helper()
	body["app"] = appID
	j, err := json.Marshal(body)
	if err != nil {
		b.Fatal(err)
	}
	w := httptest.NewRecorder()
	b.sim.ServeHTTP(w, httptest.NewRequest("POST", "/_sim/"+call, bytes.NewReader(j)))
	var out map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		b.Fatal(call, w.Body)
	}
	return out
}

func (b *bench) login(user string) string {
	b.Helper()
	return b.phone("client/login", map[string]any{"user": user})["code"].(string)
}

func (b *bench) session(user string) wechat.Session {
	b.Helper()
	s, err := b.client.CodeToSession(b.Context(), appID, b.login(user))
	if err != nil {
		b.Fatal(err)
	}
	return s
}

func (b *bench) accept(user, template string) {
	b.Helper()
	b.phone("client/subscribe", map[string]any{"user": user, "results": map[string]string{template: "accept"}})
	<-b.events
}

func (b *bench) send(to, text string) error {
	_, err := b.client.SendSubscribe(b.Context(), appID, wechat.Subscribe{To: to, Template: "T1", Data: map[string]string{"thing1": text}})
	return err
}

// codeOf is WeChat's number for a failure; 0 is none.
func codeOf(t *testing.T, err error) int64 {
	t.Helper()
	var w *wechat.Error
	if err != nil && !errors.As(err, &w) {
		t.Fatalf("not one of ours: %v", err)
	}
	if w == nil {
		return 0
	}
	return w.Code
}

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
		if valid(c.kind, c.value) != c.ok {
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
	if get(true) == second {
		t.Error("force makes a new one")
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
	for name, do := range map[string]map[string]any{"502": {"http": 502}, "garbage": {"garbage": true}, "cut before": {"drop": "before"}, "hanging": {"hang_ms": 5000}} {
		b.phone("faults", map[string]any{"path": "/cgi-bin/message/subscribe/send", "times": 1, "do": do})
		if err := b.send(to, "x"); !errors.As(err, &w) || !w.Unknown() {
			t.Errorf("%s: %v", name, err)
		}
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

// messages and tokens read what the simulator holds; a cut call may still be at work.
func (b *bench) messages() []Message {
	b.sim.mu.Lock()
	defer b.sim.mu.Unlock()
	return slices.Clone(b.sim.messages)
}

func (b *bench) tokens() []string {
	b.sim.mu.Lock()
	defer b.sim.mu.Unlock()
	return slices.Collect(maps.Keys(b.sim.tokens))
}

func TestContentIsJudgedForRecentVisitorsOnly(t *testing.T) {
	b := newBench(t)
	id := b.session("u1").OpenID
	for text, want := range map[string]string{"路灯不亮": "pass", "赌博": "risky", "待审": "review"} {
		if v, err := b.client.CheckText(t.Context(), appID, id, 4, text, ""); err != nil || v.Suggest != want {
			t.Error(text, v, err)
		}
	}
	if _, err := b.client.CheckText(t.Context(), appID, id, 4, strings.Repeat("字", 2501), ""); codeOf(t, err) != 45002 {
		t.Error("too long: ", err)
	}
	if _, err := b.client.CheckText(t.Context(), appID, openid("wxother", "u1"), 4, "x", ""); codeOf(t, err) != 43104 {
		t.Error("an openid of another app: ", err)
	}
	b.clock.Advance(2*time.Hour + time.Minute)
	if _, err := b.client.CheckText(t.Context(), appID, id, 4, "x", ""); codeOf(t, err) != 61010 {
		t.Error("long after the visit: ", err)
	}
}

func TestVerdictsOnPicturesArePushedAgainUntilTheyAreTaken(t *testing.T) {
	b := newBench(t)
	id := b.session("u1").OpenID
	b.fail = errors.New("not now")
	trace, err := b.client.CheckMedia(t.Context(), appID, id, "http://127.0.0.1:1/404.jpg", 2, 4)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // refused twice by us, so it came again
		if e := <-b.events; e.Media == nil || e.Media.TraceID != trace || e.Media.ErrCode != -1008 {
			t.Fatalf("%+v", e)
		}
	}
}

func TestQuotasAreCountedPerDay(t *testing.T) {
	b := newBench(t)
	get := func() int {
		w := httptest.NewRecorder()
		b.sim.ServeHTTP(w, httptest.NewRequest("GET", "/cgi-bin/token?grant_type=client_credential&appid="+appID+"&secret="+secret, nil))
		var out struct {
			Err int `json:"errcode"`
		}
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
			t.Fatal(w.Body)
		}
		return out.Err
	}
	for range 2000 {
		if e := get(); e != 0 {
			t.Fatal(e)
		}
	}
	if e := get(); e != 45009 {
		t.Errorf("the 2001st: %d", e)
	}
	b.clock.Advance(24 * time.Hour)
	if e := get(); e != 0 {
		t.Errorf("the next day: %d", e)
	}
}

func TestCodesAreDrawnWithinTheirRules(t *testing.T) {
	b := newBench(t)
	img, kind, err := b.client.UnlimitedCode(t.Context(), appID, wechat.CodeRequest{Scene: strings.Repeat("s", 32), Page: "pages/home/home"})
	if err != nil || kind != "image/jpeg" || !bytes.HasPrefix(img, []byte{0xff, 0xd8}) {
		t.Error(kind, err)
	}
	for scene, want := range map[string]int64{strings.Repeat("s", 33): 40169, "": 40169, "网格": 40129, "a b": 40129} {
		if _, _, err := b.client.UnlimitedCode(t.Context(), appID, wechat.CodeRequest{Scene: scene}); codeOf(t, err) != want {
			t.Error(scene, err)
		}
	}
}

func TestPhonesAreNotForTheServer(t *testing.T) {
	b := newBench(t)
	r := httptest.NewRequest("POST", "/_sim/client/login", strings.NewReader(`{}`))
	r.Header.Set("X-Wx-Orig-Host", "api.weixin.qq.com")
	w := httptest.NewRecorder()
	b.sim.ServeHTTP(w, r)
	if w.Code != http.StatusForbidden {
		t.Error(w.Code)
	}
	if w := httptest.NewRecorder(); !slices.Contains([]int{404}, func() int { b.sim.ServeHTTP(w, httptest.NewRequest("GET", "/cgi-bin/nothing", nil)); return w.Code }()) {
		t.Error("an unknown address must be seen at once")
	}
}
