package app

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"huiyin/server/internal/platform/config"
	"huiyin/server/internal/platform/dbtest"
	"huiyin/server/internal/platform/wechat/sim"
)

// desk is the whole product with its simulator, in this process, and two
// imported communities.
type desk struct {
	t      *testing.T
	app    *App
	server *httptest.Server
	sim    *httptest.Server
	tokens map[string]string
	dsn    string
	redis  string
}

const (
	appID    = "wxhuiyindemo00001"
	password = "correct horse battery"
)

func newDesk(t *testing.T) *desk { return newDeskIn(t, readWorld(t)) }

// newDeskIn is newDesk with other people and groups in WeChat.
func newDeskIn(t *testing.T, world sim.World) *desk {
	d := &desk{t: t, tokens: map[string]string{}, dsn: dbtest.DSN(t), redis: dbtest.RedisURL(t)}
	d.start(world)
	return d
}

// start boots the server with its simulator and imports the communities.
func (d *desk) start(world sim.World) {
	t := d.t
	t.Helper()
	s := sim.New(sim.Options{World: world, Seed: 7, Now: time.Now, MediaDelay: 10 * time.Millisecond, Log: quiet()})
	d.sim = httptest.NewServer(s)
	t.Cleanup(d.sim.Close)
	d.boot()
	s.Backend = d.server.URL
	for _, dir := range []string{"wangjiatun", "example2"} {
		if _, err := d.app.importBook(t.Context(), "../../../configs/communities/"+dir, password); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.app.importDays(t.Context(), []string{"../../../configs/calendar/2025.csv", "../../../configs/calendar/2026.csv"}); err != nil {
		t.Fatal(err)
	}
}

// boot starts the server, as after a crash: on the same data.
func (d *desk) boot() {
	c := config.Default()
	c.MySQLDSN, c.RedisURL, c.Keyset, c.IndexKey, c.SignKey = d.dsn, d.redis, dbtest.Key, dbtest.Key, dbtest.Key
	c.LogLevel, c.Files.Dir = "error", d.t.TempDir()
	c.WeChat = config.WeChat{App: appID, Base: d.sim.URL, Timeout: 2 * time.Second, Secret: "demo-secret", Token: "demotoken", AESKey: strings.Repeat("a", 43)}
	c.Push = config.Push{}
	if d.server == nil {
		d.server = httptest.NewUnstartedServer(nil)
		c.PublicURL = "http://" + d.server.Listener.Addr().String()
	} else {
		c.PublicURL = d.server.URL
	}
	a, err := New(d.t.Context(), c, time.Now)
	if err != nil {
		d.t.Fatal(err)
	}
	if d.app == nil {
		d.server.Config.Handler = a.engine()
		d.server.Start()
		d.t.Cleanup(d.server.Close)
	}
	d.app = a
	d.t.Cleanup(func() { a.Close() })
}

// work runs the workers until the test ends, or until stop is called.
func (d *desk) work() (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); d.app.work(ctx) }()
	stop = func() { cancel(); <-done }
	d.t.Cleanup(stop)
	return stop
}

func readWorld(t *testing.T) (w sim.World) {
	t.Helper()
	b, err := os.ReadFile("../../../configs/communities/wangjiatun/simulator.json")
	if err == nil {
		err = json.Unmarshal(b, &w)
	}
	if err != nil {
		t.Fatal(err)
	}
	w.Apps[0].Secret, w.Apps[0].Token, w.Apps[0].AESKey = "demo-secret", "demotoken", strings.Repeat("a", 43)
	return w
}

// as sends a request in somebody's name: a user of the simulator, or "".
func (d *desk) as(user, method, path string, body any, headers ...string) reply {
	d.t.Helper()
	return send(d.t, method, d.server.URL+path, d.token(user), body, headers...)
}

// must is as, for a request that has to work.
func (d *desk) must(user, method, path string, body any, headers ...string) reply {
	d.t.Helper()
	r := d.as(user, method, path, body, headers...)
	if r.status >= 300 {
		d.t.Fatalf("%s %s as %s: %d %s", method, path, user, r.status, r.raw)
	}
	return r
}

func (d *desk) token(user string) string {
	d.t.Helper()
	if user == "" || d.tokens[user] != "" {
		return d.tokens[user]
	}
	r := send(d.t, "POST", d.server.URL+"/v1/sessions", "", map[string]any{"code": d.code(user)})
	if r.status != http.StatusCreated {
		d.t.Fatalf("sign-in of %s: %d %s", user, r.status, r.raw)
	}
	d.tokens[user], _ = r.body["token"].(string)
	return d.tokens[user]
}

// code is wx.login on the user's phone.
func (d *desk) code(user string) string {
	d.t.Helper()
	r := send(d.t, "POST", d.sim.URL+"/_sim/client/login", "", map[string]any{"user": user, "app": appID})
	c, _ := r.body["code"].(string)
	return c
}

// settle makes a resident of a user: consent, and a home in the given building
// of the first compound of a community.
func (d *desk) settle(user string, community, building int) {
	d.t.Helper()
	d.must(user, "POST", "/v1/me/consent", map[string]any{"version": "2026-01"})
	all := d.must("", "GET", "/v1/communities", nil).items()
	id := all[community].(map[string]any)["id"]
	compounds := d.must("", "GET", "/v1/communities/"+str(id)+"/compounds", nil).items()
	buildings := compounds[0].(map[string]any)["buildings"].([]any)
	d.must(user, "PUT", "/v1/me/home", map[string]any{"building_id": buildings[building].(map[string]any)["id"]})
}

func str(v any) string { b, _ := json.Marshal(v); return string(b) }

// accept is a tap on 允许 for every template.
func (d *desk) accept(user string) {
	d.t.Helper()
	d.token(user) // the app is open
	results := map[string]string{}
	for _, i := range d.must(user, "GET", "/v1/templates?community=1", nil).items() {
		results[i.(map[string]any)["template_id"].(string)] = "accept"
	}
	send(d.t, "POST", d.sim.URL+"/_sim/client/subscribe", "", map[string]any{"user": user, "app": appID, "results": results})
	d.eventually("the grants of "+user, func() bool {
		for _, i := range d.must(user, "GET", "/v1/templates?community=1", nil).items() {
			if i.(map[string]any)["left"].(float64) < 1 {
				return false
			}
		}
		return true
	})
}

// told waits for a message on somebody's phone.
func (d *desk) told(user, template string) map[string]any {
	d.t.Helper()
	return d.toldWithin("10s", user, template)
}

func (d *desk) toldWithin(most, user, template string) map[string]any {
	d.t.Helper()
	r := send(d.t, "GET", d.sim.URL+"/_sim/messages?wait="+most+"&to="+user+"&tmpl=tmpl_"+template+"_demo0001", "", nil)
	if len(r.items()) == 0 {
		d.t.Fatalf("%s was never told (%s)", user, template)
	}
	return r.items()[len(r.items())-1].(map[string]any)
}

// eventually waits for what a worker will do.
func (d *desk) eventually(what string, is func() bool) {
	d.t.Helper()
	for deadline := time.Now().Add(15 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if is() {
			return
		}
		if time.Now().After(deadline) {
			d.t.Fatal("still waiting for ", what)
		}
	}
}

// report files an issue with a photo and returns it.
func (d *desk) report(user, words string) reply {
	d.t.Helper()
	photo := d.must(user, "POST", "/v1/attachments", form(d.t, "a.png", picture(d.t)))
	return d.must(user, "POST", "/v1/issues", map[string]any{"words": words, "category": "lamp", "attachments": []int{photo.id()}})
}

// step takes a step on the version that was last seen.
func (d *desk) step(user string, seen reply, step string, more map[string]any) reply {
	d.t.Helper()
	body := map[string]any{"step": step, "version": seen.body["version"]}
	for k, v := range more {
		body[k] = v
	}
	return d.must(user, "POST", "/v1/issues/"+str(seen.id())+"/steps", body)
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
