package push

import (
	"slices"
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/wechat"
	"huiyin/server/internal/platform/wechattest"
)

// openid is li's name towards WeChat.
func (f *office) openid() string {
	f.t.Helper()
	id, err := f.Accounts.WeChatOpenID(f.t.Context(), f.DB, f.li, wechattest.App)
	if err != nil || id == "" {
		f.t.Fatal(id, err)
	}
	return id
}

// sentEvent is WeChat's word on what became of a message.
func (f *office) sentEvent(msgID, code int64) {
	f.t.Helper()
	e := wechat.Event{App: wechattest.App, OpenID: f.openid(), Sent: []wechat.Sent{{Template: once, MsgID: msgID, Code: code}}}
	if err := f.OnEvent(f.t.Context(), e); err != nil {
		f.t.Fatal(err)
	}
}

func TestTheLedgerFollowsEachChoice(t *testing.T) {
	f := newOffice(t, Options{})
	event := func(e wechat.Event) {
		e.App, e.OpenID = wechattest.App, f.openid()
		if err := f.OnEvent(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	yes, no := wechat.Choice{Template: once, Accepted: true}, wechat.Choice{Template: once}
	for i, c := range []struct {
		e          wechat.Event
		left       int
		refused    int
		lastEarned int
	}{
		{wechat.Event{Popup: []wechat.Choice{yes}}, 1, 0, 1},
		{wechat.Event{Popup: []wechat.Choice{yes}}, 2, 0, 2},
		{wechat.Event{Popup: []wechat.Choice{no}}, 2, 1, 2}, // a refusal costs no earlier consent
		{wechat.Event{Change: []wechat.Choice{no}}, 2, 2, 2},
		{wechat.Event{Popup: []wechat.Choice{yes, {Template: longTerm, Accepted: true}}}, 3, 2, 3},
		{wechat.Event{Media: &wechat.MediaResult{}}, 3, 2, 3}, // nothing of ours
	} {
		event(c.e)
		var left, refused, earned int
		if err := f.DB.QueryRowContext(t.Context(), `SELECT available, refused, earned FROM push_grants WHERE account_id = ? AND template_id = ?`, f.li, once).Scan(&left, &refused, &earned); err != nil {
			t.Fatal(err)
		}
		if left != c.left || refused != c.refused || earned != c.lastEarned {
			t.Errorf("after choice %d: %d left, %d earned, %d refused", i+1, left, earned, refused)
		}
	}
	if err := f.OnEvent(t.Context(), wechat.Event{App: wechattest.App, OpenID: "of nobody", Popup: []wechat.Choice{yes}}); err != nil {
		t.Error("a stranger's choice: ", err)
	}
	if n := f.number(`SELECT COUNT(*) FROM push_grants WHERE account_id <> ?`, f.li); n != 0 {
		t.Errorf("%d rows of others", n)
	}
}

func TestEarnedIsSpentPlusLeft(t *testing.T) {
	f := newOffice(t, Options{})
	f.grant(3, once)
	for range 5 {
		m := f.message(Answer, "once", "你好")
		f.send(m)
	}
	f.deliver()
	var earned, spent, left int
	if err := f.DB.QueryRowContext(t.Context(), `SELECT earned, spent, available FROM push_grants`).Scan(&earned, &spent, &left); err != nil {
		t.Fatal(err)
	}
	if earned != 3 || spent != 3 || left != 0 || len(f.phone()) != 3 {
		t.Errorf("%d earned, %d spent, %d left, %d on the phone", earned, spent, left, len(f.phone()))
	}
}

func TestAnAnswerThatFoundNoGrantGoesOutWithTheNextOne(t *testing.T) {
	f := newOffice(t, Options{})
	f.send(f.message(Status, "once", "状态"), f.message(Answer, "once", "旧答复"), f.message(Answer, "once", "新答复"))
	f.deliver()
	if got := f.phone(); got != nil {
		t.Fatal(got)
	}
	f.clock.Advance(reviveWithin - time.Minute)
	f.grant(1, once)
	f.deliver()
	if got := f.phone(); !slices.Equal(got, []string{"新答复"}) {
		t.Errorf("%q", got)
	}
	f.clock.Advance(2 * time.Minute)
	f.grant(1, once)
	f.deliver()
	if got := f.phone(); len(got) != 1 || f.left(once) != 1 {
		t.Errorf("a day later nothing old comes any more: %q", got)
	}
}

func TestWeChatMayTakeAMessageBack(t *testing.T) {
	f := newOffice(t, Options{})
	f.grant(1, once)
	f.send(f.message(Answer, "once", "你好"))
	f.deliver()
	id := f.number(`SELECT wechat_id FROM deliveries`)
	f.sentEvent(int64(id), 0)
	f.sentEvent(int64(id)+1, 45168) // another message
	if got := f.all(); got[0].State != Sent {
		t.Errorf("%+v", got)
	}
	f.sentEvent(int64(id), 45168)
	if got := f.all(); got[0] != (standing{Failed, 45168, 1, 0}) {
		t.Errorf("%+v", got)
	}
}

func TestWhoNeverOpenedTheMiniProgramGetsItInTheInbox(t *testing.T) {
	f := newOffice(t, Options{})
	var staff account.ID
	if err := f.DB.QueryRowContext(t.Context(), `SELECT MAX(id) + 1 FROM accounts`).Scan(&staff); err != nil {
		t.Fatal(err)
	}
	f.exec(`INSERT INTO accounts (id, name, created_at) VALUES (?, '王', NOW(6))`, staff)
	m := f.message(Status, "once", "你好")
	m.To = staff
	f.send(m)
	f.deliver()
	if got := f.all(); !slices.Equal(got, []standing{{NoGrant, 20001, 1, 0}}) {
		t.Errorf("%+v", got)
	}
	if list, err := f.Inbox(t.Context(), account.Actor{ID: staff}, 0, 10); err != nil || len(list) != 1 {
		t.Error(list, err)
	}
}

func TestWhatTwoAccountsHadIsOnePersons(t *testing.T) {
	f := newOffice(t, Options{})
	f.grant(2, once, longTerm)
	f.send(f.message(Answer, "once", "一"))
	f.exec(`INSERT INTO push_grants (account_id, app, template_id, available, earned, spent, refused, updated_at) VALUES (?, ?, ?, 3, 4, 1, 0, NOW(6))`, f.wu, wechattest.App, once)
	f.tx(func(tx *db.Tx) error { return f.Absorb(t.Context(), tx, f.li, f.wu) })
	var left, earned, spent int
	if err := f.DB.QueryRowContext(t.Context(), `SELECT available, earned, spent FROM push_grants WHERE account_id = ? AND template_id = ?`, f.wu, once).Scan(&left, &earned, &spent); err != nil || left != 5 || earned != 6 || spent != 1 {
		t.Errorf("%d left, %d earned, %d spent: %v", left, earned, spent, err)
	}
	if n := f.number(`SELECT COUNT(*) FROM push_grants WHERE account_id = ?`, f.li); n != 0 {
		t.Errorf("%d grants are left behind", n)
	}
	if list, err := f.Inbox(t.Context(), account.Actor{ID: f.wu}, 0, 5); err != nil || len(list) != 1 || f.number(`SELECT COUNT(*) FROM deliveries WHERE account_id = ?`, f.wu) != 1 {
		t.Error(list, err)
	}
}
