// Package wechattest gives a test its own WeChat: the simulator over the wire,
// with the real client before it.
package wechattest

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huiyin/server/internal/platform/dbtest"
	"huiyin/server/internal/platform/wechat"
	"huiyin/server/internal/platform/wechat/sim"
)

// App is the mini-program that every test has.
const App = "wxtest000000000001"

// Official is the service account that every test has, with one template.
const (
	Official         = "wxtest00000000service"
	OfficialTemplate = "tmpl-service"
	RobotKey         = "robot-key"
)

// WeChat is the simulator and the client that calls it.
type WeChat struct {
	*wechat.Client
	t      testing.TB
	sim    *sim.Sim
	server *httptest.Server
	busy   atomic.Int64 // requests that it is at work on, also those that nobody waits for any more
}

// Template is a form with one line, thing1, and the kind of grant it asks for.
func Template(id string, longTerm bool) sim.Template {
	t := sim.Template{ID: id, Title: id, Type: 2, Fields: []sim.Field{{Name: "thing1", Label: "内容", Kind: "thing"}}}
	if longTerm {
		t.Type = 3
	}
	return t
}

// New returns a WeChat whose users are the named ones; the n-th has the phone
// number 1990000000n.
func New(t testing.TB, clock *dbtest.Clock, store *redis.Client, users []string, templates ...sim.Template) *WeChat {
	t.Helper()
	app := sim.App{ID: App, Name: "回音", Secret: "secret", Token: "token", AESKey: strings.Repeat("k", 43)}
	service := sim.App{ID: Official, Name: "回音服务号", Kind: "oa", Secret: "secret-2", Token: "token-2", AESKey: strings.Repeat("s", 43)}
	form := Template(OfficialTemplate, true)
	form.App = Official
	world := sim.World{Apps: []sim.App{app, service}, Templates: append(slices.Clone(templates), form), Robots: []sim.Robot{{Key: RobotKey, Name: "网格工作群"}}}
	for i, u := range users {
		world.Users = append(world.Users, sim.User{ID: u, UnionID: "union-" + u, Nick: u, Phone: Phone(i + 1), Risky: strings.HasPrefix(u, "risky")})
	}
	quiet := slog.New(slog.DiscardHandler)
	w := &WeChat{t: t, sim: sim.New(sim.Options{World: world, Seed: 1, Now: clock.Now, MediaDelay: time.Millisecond, Log: quiet})}
	w.server = httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		w.busy.Add(1)
		defer w.busy.Add(-1)
		w.sim.ServeHTTP(out, r)
	}))
	t.Cleanup(w.server.Close)
	w.Client = wechat.New(wechat.Options{Apps: []wechat.App{{ID: App, Secret: app.Secret, Token: app.Token, AESKey: app.AESKey},
		{ID: Official, Secret: service.Secret, Token: service.Token, AESKey: service.AESKey, Official: true}}, Redis: store,
		Base: w.server.URL, Timeout: 2 * time.Second, Now: clock.Now, Log: quiet})
	return w
}

// Phone is the number of the n-th user.
func Phone(n int) string { return "1990000000" + string(rune('0'+n)) }

// Listen hands WeChat's pushes to the test's own code.
func (w *WeChat) Listen(handle func(context.Context, wechat.Event) error) {
	w.t.Helper()
	s := httptest.NewServer(w.Callback(handle))
	w.t.Cleanup(s.Close)
	w.sim.Backend = s.URL
}

// Silent keeps WeChat from saying what became of each message: its word comes
// whenever it comes, and a test that counts tries says it itself.
func (w *WeChat) Silent() { w.sim.Settings.SentEvents = false }

// Login is wx.login on a user's phone.
func (w *WeChat) Login(user string) (code string) { return w.code("login", user) }

// PhoneCode is a tap on the phone-number button.
func (w *WeChat) PhoneCode(user string) (code string) { return w.code("phone", user) }

func (w *WeChat) code(call, user string) string {
	w.t.Helper()
	var out struct{ Code string }
	w.do("client/"+call, map[string]any{"user": user, "app": App}, &out)
	return out.Code
}

// Choose answers the subscribe dialog: accept or reject.
func (w *WeChat) Choose(user, choice string, templates ...string) {
	w.t.Helper()
	results := map[string]string{}
	for _, t := range templates {
		results[t] = choice
	}
	w.do("client/subscribe", map[string]any{"user": user, "app": App, "results": results}, &struct{}{})
}

// Follow is a tap on 关注 of the service account, or on 取消关注.
func (w *WeChat) Follow(user string, on bool) {
	w.t.Helper()
	w.do("client/follow", map[string]any{"user": user, "app": Official, "on": on}, &struct{}{})
}

// Grants changes how many messages of a template WeChat would still let through
// to a user, and says how many there are then.
func (w *WeChat) Grants(user, template string, add int) int {
	w.t.Helper()
	var out struct{ Left int }
	w.do("grants", map[string]any{"user": user, "app": App, "template": template, "add": add}, &out)
	return out.Left
}

// Attempts are the messages that WeChat was asked to send to a user, the refused too.
func (w *WeChat) Attempts(user string) []sim.Message {
	w.t.Helper()
	var out struct{ Items []sim.Message }
	w.request("GET", "messages?err=1&to="+user, nil, &out)
	return out.Items
}

// Fail makes calls fail, as described by a sim.Fault.
func (w *WeChat) Fail(f sim.Fault) { w.t.Helper(); w.do("faults", f, &struct{}{}) }

// Heal ends all faults.
func (w *WeChat) Heal() { w.t.Helper(); w.request("DELETE", "faults", nil, &struct{}{}) }

// Rest waits until WeChat has done what it was asked for, also for callers who
// gave up.
func (w *WeChat) Rest() {
	w.t.Helper()
	Eventually(w.t, "WeChat's rest", func() bool { return w.busy.Load() == 0 })
}

// Messages are those that reached a user's phone.
func (w *WeChat) Messages(user string) []sim.Message {
	w.t.Helper()
	var out struct{ Items []sim.Message }
	w.request("GET", "messages?to="+user, nil, &out)
	return out.Items
}

// Calls counts the requests of one of WeChat's APIs.
func (w *WeChat) Calls(path string) (n int) {
	w.t.Helper()
	var out struct{ Items []sim.Call }
	w.request("GET", "calls", nil, &out)
	for _, c := range out.Items {
		if c.Path == path {
			n++
		}
	}
	return n
}

func (w *WeChat) do(call string, body, out any) { w.t.Helper(); w.request("POST", call, body, out) }

func (w *WeChat) request(method, call string, body, out any) {
	w.t.Helper()
	j, err := json.Marshal(body)
	if err != nil {
		w.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(context.Background(), method, w.server.URL+"/_sim/"+call, bytes.NewReader(j))
	if err != nil {
		w.t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	if err := json.NewDecoder(res.Body).Decode(out); err != nil || res.StatusCode != http.StatusOK {
		w.t.Fatalf("%s: %d, %v", call, res.StatusCode, err)
	}
}

// Eventually waits for what something running beside the test will do.
func Eventually(t testing.TB, what string, is func() bool) {
	t.Helper()
	wait := time.Millisecond
	for deadline := time.Now().Add(20 * time.Second); !is(); time.Sleep(wait) {
		if time.Now().After(deadline) {
			t.Fatal("still waiting for ", what)
		}
		wait = min(wait*2, 20*time.Millisecond)
	}
}
