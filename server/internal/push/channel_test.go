package push

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/sms"
	"huiyin/server/internal/platform/wechat/sim"
	"huiyin/server/internal/platform/wechattest"
)

const templatePath = "/cgi-bin/message/template/send"

// a gateway takes texts, as an operator's own does.
type gateway struct {
	mu    sync.Mutex
	texts []sms.Text
	fails []int // statuses of the next answers
	t     *testing.T
}

const smsKey = "shared with the gateway"

func (g *gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	g.mu.Lock()
	defer g.mu.Unlock()
	body, err := io.ReadAll(r.Body)
	var text sms.Text
	if err != nil || json.Unmarshal(body, &text) != nil || r.Header.Get("X-Huiyin-Signature") != sms.Sign(smsKey, r.Header.Get("X-Huiyin-Timestamp"), body) {
		g.t.Error("a text that nobody signed: ", string(body))
	}
	if len(g.fails) > 0 {
		w.WriteHeader(g.fails[0])
		g.fails = g.fails[1:]
		return
	}
	g.texts = append(g.texts, text)
}

// newNetwork is an office with every channel on.
func newNetwork(t *testing.T) (*office, *gateway) {
	f, g := newOffice(t, Options{ServiceApp: wechattest.Official}), &gateway{t: t}
	server := httptest.NewServer(g)
	t.Cleanup(server.Close)
	f.Channels[ByService], f.Official = ServiceAccount{WeChat: f.wechat, Opens: wechattest.App}, f.wechat
	f.Channels[BySMS] = TextMessages{&sms.Gateway{URL: server.URL, Key: smsKey, Client: server.Client(), Now: f.clock.Now}}
	f.Channels[ByRobot] = Robots{WeChat: f.wechat, Keys: map[int64]string{here: wechattest.RobotKey}}
	f.tx(func(tx *db.Tx) error {
		return f.SetTemplates(t.Context(), tx, here, []Template{
			{Via: BySubscribe, Event: "once", App: wechattest.App, ID: once, Title: "一次", Fields: map[string]string{"title": "thing1"}},
			{Via: ByService, Event: "once", App: wechattest.Official, ID: wechattest.OfficialTemplate, Title: "服务号", LongTerm: true, Fields: map[string]string{"title": "thing1"}}})
	})
	return f, g
}

// follow lets a person follow, and the server learn who he is.
func (f *office) follow(user string, id account.ID, on bool) {
	f.t.Helper()
	f.wechat.Follow(user, on)
	wechattest.Eventually(f.t, "the follower", func() bool {
		if _, err := f.Meet(f.t.Context()); err != nil {
			f.t.Fatal(err)
		}
		yes, err := f.Following(f.t.Context(), f.DB, id)
		return err == nil && yes == on
	})
}

// came are the channels of what reached somebody's phone.
func (f *office) came(user string) (out []string) {
	for _, m := range f.wechat.Messages(user) {
		out = append(out, m.Channel)
	}
	return out
}

func TestWhoFollowsTheServiceAccountSpendsNoGrant(t *testing.T) {
	f, _ := newNetwork(t)
	f.grant(1, once)
	f.follow("li", f.li, true)
	f.send(f.message(Answer, "once", "你好"))
	f.deliver()
	got := f.wechat.Messages("li")
	if len(got) != 1 || got[0].Channel != "tpl" || got[0].Open != wechattest.App || got[0].Page != "p" || got[0].Data["thing1"] != "你好" || f.left(once) != 1 {
		t.Fatalf("%+v, %d left", got, f.left(once))
	}
	f.follow("li", f.li, false)
	f.send(f.message(Answer, "once", "再见"))
	f.deliver()
	if got := f.came("li"); !slices.Equal(got, []string{"tpl", "sub"}) || f.left(once) != 0 {
		t.Errorf("%q, %d left", got, f.left(once))
	}
}

func TestWhoLeftTheServiceAccountUnnoticedGetsASubscribeMessage(t *testing.T) {
	f, _ := newNetwork(t)
	f.grant(1, once)
	f.follow("li", f.li, true)
	f.send(f.message(Answer, "once", "你好"))
	f.wechat.Fail(sim.Fault{Path: templatePath, Do: sim.Harm{ErrCode: codeAway}})
	f.deliver()
	if got := f.came("li"); !slices.Equal(got, []string{"sub"}) || f.left(once) != 0 {
		t.Errorf("%q, %d left", got, f.left(once))
	}
	if yes, err := f.Following(t.Context(), f.DB, f.li); yes || err != nil {
		t.Error("he still counts as a follower", err)
	}
	if got := f.all(); len(got) != 2 || got[0] != (standing{Refused, codeAway, 1, 0}) || got[1].State != Sent {
		t.Errorf("%+v", got)
	}
}

func TestTheServiceAccountTakesADeliveryOnceHoweverOftenItIsTried(t *testing.T) {
	f, _ := newNetwork(t)
	f.follow("li", f.li, true)
	f.wechat.Fail(sim.Fault{Path: templatePath, Times: 2, Do: sim.Harm{Drop: "after"}})
	m := f.message(Reminder, "once", "你好")
	f.send(m)
	for range 4 {
		f.deliver()
		f.clock.Advance(10 * time.Second)
	}
	if got := f.all(); len(got) != 1 || got[0] != (standing{Sent, 0, 3, 2}) || len(f.came("li")) != 1 {
		t.Errorf("%+v, %q", got, f.came("li"))
	}
}

func TestFollowersOfWhomNoPushCameAreFound(t *testing.T) {
	f, _ := newNetwork(t)
	f.follow("li", f.li, true)
	f.follow("wu", f.wu, true)
	f.exec(`DELETE FROM push_followers`)
	f.wechat.Fail(sim.Fault{Path: "/cgi-bin/user/info", Times: 1, Do: sim.Harm{ErrCode: -1}})
	if err := f.Gather(t.Context()); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := f.Meet(t.Context()); err != nil {
			t.Fatal(err)
		}
		f.clock.Advance(meetAgain)
	}
	for _, id := range []account.ID{f.li, f.wu} {
		if yes, err := f.Following(t.Context(), f.DB, id); !yes || err != nil {
			t.Error(id, err)
		}
	}
}

func TestAnEmergencyGoesByAllOfWeChatAtOnceAndAsATextToWhomNoneReaches(t *testing.T) {
	f, g := newNetwork(t)
	f.grant(1, once)
	f.follow("li", f.li, true)
	index := f.Accounts.Seal.Index("19900000002", "phone")
	sealed, err := f.Accounts.Seal.Seal("19900000002", "phone")
	if err != nil {
		t.Fatal(err)
	}
	f.exec(`UPDATE accounts SET phone_sealed = ?, phone_index = ? WHERE id = ?`, sealed, index, f.wu)
	g.fails = []int{503, 429}
	m := f.message(Emergency, "once", "燃气泄漏")
	f.tx(func(tx *db.Tx) error {
		id, err := f.Open(t.Context(), tx, m, false)
		if err == nil {
			err = f.Spread(t.Context(), tx, id, []account.ID{f.li, f.wu})
		}
		return err
	})
	m.To = f.wu
	f.send(m) // a call, to one person
	f.tx(func(tx *db.Tx) error { return f.Announce(t.Context(), tx, m) })
	for range 4 {
		f.deliver()
		f.clock.Advance(10 * time.Second)
	}
	got := f.came("li")
	if slices.Sort(got); !slices.Equal(got, []string{"sub", "tpl"}) {
		t.Errorf("li got %q", got)
	}
	if len(g.texts) != 2 || g.texts[0].Phone != "19900000002" || !strings.Contains(g.texts[0].Text, "燃气泄漏") || g.texts[0].ID == g.texts[1].ID {
		t.Errorf("%+v", g.texts)
	}
	if got := f.wechat.Messages("robot:网格工作群"); len(got) != 1 || !strings.Contains(got[0].Data["text"], "燃气泄漏") {
		t.Errorf("the robot said %+v", got)
	}
	g.fails = []int{400}
	m.Kind, m.To = Emergency, f.wu
	f.send(m)
	f.deliver()
	if n := f.number(`SELECT COUNT(*) FROM deliveries WHERE state = 'failed' AND via = 'sms' AND code = ?`, codeSMS); n != 1 {
		t.Errorf("%d refused texts", n)
	}
}

func TestARobotWaitsForItsMinute(t *testing.T) {
	f, _ := newNetwork(t)
	f.wechat.Fail(sim.Fault{Path: "/cgi-bin/webhook/send", Times: 1, Do: sim.Harm{ErrCode: 45009}})
	f.tx(func(tx *db.Tx) error { return f.Announce(t.Context(), tx, f.message(Emergency, "once", "停水")) })
	f.deliver()
	f.clock.Advance(time.Minute)
	f.deliver()
	if got := f.all(); len(got) != 1 || got[0].State != Sent {
		t.Errorf("%+v", got)
	}
	f.Channels[ByRobot] = Robots{WeChat: f.wechat, Keys: map[int64]string{here: "wrong"}}
	f.tx(func(tx *db.Tx) error { return f.Announce(t.Context(), tx, f.message(Emergency, "once", "停电")) })
	f.deliver()
	if got := f.all(); got[1] != (standing{Failed, 93000, 1, 0}) {
		t.Errorf("%+v", got)
	}
}

func TestAnOrdinaryBroadcastGoesByTheServiceAccountOnlyWhenItShould(t *testing.T) {
	f, _ := newNetwork(t)
	f.grant(1, once)
	f.follow("li", f.li, true)
	f.follow("wu", f.wu, true)
	for _, service := range []bool{false, true} {
		m := f.message(Notice, "once", "通知")
		f.tx(func(tx *db.Tx) error {
			id, err := f.Open(t.Context(), tx, m, service)
			if err == nil {
				err = f.Spread(t.Context(), tx, id, []account.ID{f.li, f.wu})
			}
			return err
		})
		f.deliver()
	}
	if a, b := f.came("li"), f.came("wu"); !slices.Equal(a, []string{"sub", "tpl"}) || !slices.Equal(b, []string{"tpl"}) {
		t.Errorf("li got %q, wu %q", a, b)
	}
}
