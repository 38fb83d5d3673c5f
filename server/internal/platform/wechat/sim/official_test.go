package sim

import (
	"testing"
	"time"

	"huiyin/server/internal/platform/wechat"
)

func (b *bench) follow(user string, on bool) {
	b.Helper()
	b.phone("client/follow", map[string]any{"user": user, "app": oaID, "on": on})
}

func TestTemplateMessagesReachFollowersOnly(t *testing.T) {
	b := newBench(t)
	to := OpenID(oaID, "u1")
	send := func(m wechat.Template) (int64, error) {
		m.To, m.Template, m.Data = to, "TO", map[string]string{"thing1": "新任务"}
		return b.client.SendTemplate(t.Context(), oaID, m)
	}
	if _, err := send(wechat.Template{}); codeOf(t, err) != 43004 {
		t.Error("nobody follows yet: ", err)
	}
	b.follow("u1", true)
	if e := b.event("subscribe"); e.App != oaID || e.OpenID != to {
		t.Errorf("%+v", e)
	}
	if f, err := b.client.Follower(t.Context(), oaID, to); err != nil || f != (wechat.Follower{UnionID: "union1", Follows: true}) {
		t.Error(f, err)
	}
	id, err := send(wechat.Template{App: appID, Page: "pages/home/home", Once: "job-1"})
	if err != nil || id == 0 {
		t.Fatal(err)
	}
	if e := b.event("TEMPLATESENDJOBFINISH"); len(e.Sent) != 1 || e.Sent[0] != (wechat.Sent{MsgID: id, Status: "success"}) {
		t.Errorf("%+v", e)
	}
	if again, err := send(wechat.Template{Once: "job-1"}); err != nil || again != id {
		t.Error("the same client_msg_id: ", again, err)
	}
	b.clock.Advance(onceLife)
	if later, err := send(wechat.Template{Once: "job-1"}); err != nil || later == id {
		t.Error("the same one, ten minutes later: ", later, err)
	}
	if n := len(b.messages()); n != 3 { // two arrived, one was refused
		t.Errorf("%d messages", n)
	}
	b.follow("u1", false)
	b.event("unsubscribe")
	if f, err := b.client.Follower(t.Context(), oaID, to); err != nil || f.Follows || f.UnionID != "" {
		t.Error(f, err)
	}
}

func TestWrongTemplateMessagesAreRefused(t *testing.T) {
	b := newBench(t)
	b.follow("u1", true)
	good := wechat.Template{To: OpenID(oaID, "u1"), Template: "TO", Data: map[string]string{"thing1": "x"}}
	for name, c := range map[string]struct {
		change func(*wechat.Template)
		want   int64
	}{
		"a mini-program that there is not": {func(m *wechat.Template) { m.App, m.Page = "wxnobody", "x" }, 40013},
		"an empty field":                   {func(m *wechat.Template) { m.Data = map[string]string{"thing1": ""} }, 47003},
		"nobody":                           {func(m *wechat.Template) { m.To = "x" }, 40003},
		"the mini-program's template":      {func(m *wechat.Template) { m.Template = "T1" }, 40037},
		"nothing":                          {func(*wechat.Template) {}, 0},
	} {
		m := good
		c.change(&m)
		if _, err := b.client.SendTemplate(t.Context(), oaID, m); codeOf(t, err) != c.want {
			t.Error(name, err)
		}
	}
}

func TestABlockedTemplateMessageIsToldLater(t *testing.T) {
	b := newBench(t)
	b.follow("u1", true)
	b.phone("client/subscribe_setting", map[string]any{"user": "u1", "app": oaID, "on": false})
	id, err := b.client.SendTemplate(t.Context(), oaID, wechat.Template{To: OpenID(oaID, "u1"), Template: "TO", Data: map[string]string{"thing1": "x"}})
	if err != nil {
		t.Fatal(err)
	}
	if e := b.event("TEMPLATESENDJOBFINISH"); e.Sent[0].MsgID != id || e.Sent[0].Code != wechat.CodeUndelivered {
		t.Errorf("%+v", e)
	}
}

func TestEachKindOfAppHasItsOwnInterfaces(t *testing.T) {
	b := newBench(t)
	if _, err := b.client.SendTemplate(t.Context(), appID, wechat.Template{To: "x"}); codeOf(t, err) != 48001 {
		t.Error("a mini-program has no template messages: ", err)
	}
	if _, err := b.client.SendSubscribe(t.Context(), oaID, wechat.Subscribe{To: "x"}); codeOf(t, err) != 48001 {
		t.Error("an official account has no subscribe messages of this kind: ", err)
	}
	if _, err := b.client.CodeToSession(t.Context(), oaID, "x"); codeOf(t, err) != wechat.CodeUnknownApp {
		t.Error("nor a wx.login: ", err)
	}
}

func TestTheOfficialAccountsTokenIsItsOwn(t *testing.T) {
	b := newBench(t)
	b.follow("u1", true)
	to := b.session("u1").OpenID
	b.accept("u1", "T1")
	b.accept("u1", "T1")
	for range 2 {
		if err := b.send(to, "x"); err != nil {
			t.Error(err)
		}
		if _, err := b.client.SendTemplate(t.Context(), oaID, wechat.Template{To: OpenID(oaID, "u1"), Template: "TO", Data: map[string]string{"thing1": "x"}}); err != nil {
			t.Error(err)
		}
		b.phone("faults", map[string]any{"preset": "token_dead", "app": oaID}) // only its token dies, and it recovers
	}
	b.clock.Advance(time.Minute)
	if n := len(b.tokens()); n != 3 {
		t.Errorf("%d tokens: one of the mini-program, a dead and a fresh one of the account", n)
	}
}
