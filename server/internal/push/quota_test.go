package push

import (
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/wechat"
	"huiyin/server/internal/platform/wechattest"
)

// lives makes people residents of the community that has templates.
func (f *office) lives(list ...account.ID) {
	f.t.Helper()
	for _, id := range list {
		f.exec(`INSERT INTO memberships (account_id, community_id, micro_grid_id, how, from_at) VALUES (?, ?, 1, 'scan', NOW(6))`, id, here)
	}
}

func TestTheBoardCountsWhatCanStillBeSentToWhoLivesOrWorksThere(t *testing.T) {
	f := newOffice(t, Options{})
	staff := account.Actor{ID: 1, Grants: []account.Grant{{Role: account.Staff, Territory: account.Territory{Community: here}}}}
	f.lives(f.li)
	f.grant(3, once)
	f.send(f.message(Answer, "once", "你好"))
	f.deliver()
	f.wechat.Choose("wu", "accept", once) // wu is no resident yet
	wechattest.Eventually(t, "wu's grant", func() bool { return f.number(`SELECT COUNT(*) FROM push_grants WHERE account_id = ?`, f.wu) == 1 })
	b, err := f.Quotas(t.Context(), staff, here)
	if err != nil || len(b.Items) != 2 || b.Residents != 1 {
		t.Fatalf("%+v %v", b, err)
	}
	q := b.Items[0]
	if q.Template != once || len(q.Events) != 2 || q.Asked != 1 || q.Holders != 1 || q.Stock != 2 || q.Earned != 3 || q.Spent != 1 {
		t.Errorf("%+v", q)
	}
	f.lives(f.wu)
	said := []Chosen{{once, Off}, {longTerm, Banned}, {"of nobody", Accepted}}
	if err := f.Hear(t.Context(), account.Actor{ID: f.wu}, here, said); err != nil {
		t.Fatal(err)
	}
	if b, err = f.Quotas(t.Context(), staff, here); err != nil || b.Items[0].Holders != 2 || b.Items[0].Refusers != 1 || b.Items[1].Banned != 1 || b.Items[1].Holders != 0 || b.Residents != 2 {
		t.Errorf("%+v %v", b, err)
	}
	if n := f.number(`SELECT COUNT(*) FROM push_grants WHERE template_id = 'of nobody'`); n != 0 {
		t.Error("a template of nobody has a ledger")
	}
	worker := account.Actor{ID: 2, Grants: []account.Grant{{Role: account.Staff, Territory: account.Territory{Community: 2}}}}
	if _, err := f.Quotas(t.Context(), worker, here); err == nil {
		t.Error("another community's staff read the board")
	}
}

func TestAPhonesWordEarnsNothing(t *testing.T) {
	f := newOffice(t, Options{})
	li := account.Actor{ID: f.li}
	for _, c := range choices {
		if err := f.Hear(t.Context(), li, here, []Chosen{{once, c}}); err != nil {
			t.Fatal(c, err)
		}
	}
	if f.left(once) != 0 || f.number(`SELECT earned + spent + refused FROM push_grants`) != 0 || f.number(`SELECT banned * 10 + filtered FROM push_grants`) != 11 {
		t.Error("a phone changed what WeChat alone can say")
	}
	e := wechat.Event{App: wechattest.App, OpenID: f.openid(), Popup: []wechat.Choice{{Template: once, Accepted: true, Status: "acceptWithAudio"}, {Template: longTerm, Status: "ban"}}}
	if err := f.OnEvent(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	if f.left(once) != 1 || f.number(`SELECT banned FROM push_grants WHERE template_id = ?`, longTerm) != 1 || f.number(`SELECT refused FROM push_grants WHERE template_id = ?`, longTerm) != 0 {
		t.Error("WeChat's word is not in the ledger")
	}
}

func TestTheLastGrantIsLeftToTheWorthier(t *testing.T) {
	f := newOffice(t, Options{})
	f.grant(2, once)
	f.send(f.message(Answer, "once", "答复"))
	f.exec(`UPDATE deliveries SET next_at = ?`, f.clock.Now().Add(time.Hour)) // it waits
	for _, k := range []Kind{Notice, Reminder} {
		m := f.message(k, "once", string(k))
		m.Subject = string(k)
		f.send(m)
	}
	f.deliver()
	if got := f.phone(); len(got) != 1 || got[0] != "notice" || f.left(once) != 1 {
		t.Fatalf("%q, %d left", got, f.left(once))
	}
	if n := f.number(`SELECT COUNT(*) FROM deliveries WHERE state = 'no_grant' AND code = ?`, codeKept); n != 1 {
		t.Errorf("%d were kept back", n)
	}
	f.clock.Advance(time.Hour)
	f.deliver()
	if got := f.phone(); len(got) != 2 || got[1] != "答复" {
		t.Errorf("%q", got)
	}
}

func TestWhatWasNotSentByTheEveningWaitsForTheMorning(t *testing.T) {
	f := newOffice(t, Options{QuietFrom: "21:30", QuietUntil: "07:30"})
	f.grant(2, once)
	f.clock.Advance(11 * time.Hour) // nine in the evening
	f.send(f.message(Status, "once", "慢"))
	m := f.message(Emergency, "once", "急")
	m.Subject = "notice:1"
	f.clock.Advance(time.Hour) // nobody worked
	f.send(m)
	f.deliver()
	if got := f.phone(); len(got) != 1 || got[0] != "急" {
		t.Fatalf("at night: %q", got)
	}
	f.clock.Advance(10 * time.Hour)
	f.deliver()
	if got := f.phone(); len(got) != 2 {
		t.Errorf("in the morning: %q", got)
	}
}

func TestAbsorbingKeepsWhatWasBanned(t *testing.T) {
	f := newOffice(t, Options{})
	if err := f.Hear(t.Context(), account.Actor{ID: f.li}, here, []Chosen{{once, Banned}}); err != nil {
		t.Fatal(err)
	}
	f.tx(func(tx *db.Tx) error { return f.Absorb(t.Context(), tx, f.li, f.wu) })
	if n := f.number(`SELECT banned FROM push_grants WHERE account_id = ?`, f.wu); n != 1 {
		t.Error(n)
	}
}
