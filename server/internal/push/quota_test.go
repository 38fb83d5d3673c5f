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

// office gives somebody a role in the community that has templates.
func (f *office) office(id account.ID, role account.Role) {
	f.t.Helper()
	f.exec(`INSERT INTO role_grants (account_id, role, community_id, from_at) VALUES (?, ?, ?, ?)`, id, role, here, f.clock.Now())
}

// board is what staff of the community see, by template.
func (f *office) board() map[string]Quota {
	f.t.Helper()
	b, err := f.Quotas(f.t.Context(), account.Actor{ID: 1, Grants: []account.Grant{{Role: account.Staff, Territory: account.Territory{Community: here}}}}, here)
	if err != nil {
		f.t.Fatal(err)
	}
	out := map[string]Quota{}
	for _, q := range b.Items {
		out[q.Template] = q
	}
	return out
}

func TestTheBoardCountsWhatCanStillBeSentToWhomATemplateIsFor(t *testing.T) {
	f := newOffice(t, Options{For: map[string]Audience{"long": Workers}})
	f.lives(f.li)
	f.grant(3, once)
	f.send(f.message(Answer, "once", "你好"))
	f.deliver()
	f.grant(1, longTerm)                            // li works nowhere
	f.wechat.Choose("wu", "accept", once, longTerm) // wu is no resident
	wechattest.Eventually(t, "wu's grants", func() bool { return f.number(`SELECT COUNT(*) FROM push_grants WHERE account_id = ?`, f.wu) == 2 })
	f.office(f.wu, account.Worker)
	f.office(f.wu, account.Leader)
	b := f.board()
	if q := b[once]; len(b) != 2 || q.For != Residents || q.People != 1 || len(q.Events) != 2 || q.Asked != 1 || q.Holders != 1 || q.Stock != 2 || q.Earned != 3 || q.Spent != 1 {
		t.Errorf("%+v", q)
	}
	if q := b[longTerm]; q.For != Workers || q.People != 1 || q.Asked != 1 || q.Holders != 1 || q.Earned != 1 {
		t.Errorf("%+v", q)
	}
	f.lives(f.wu)
	f.exec(`UPDATE role_grants SET until_at = ?`, f.clock.Now())
	if b = f.board(); b[once].Holders != 2 || b[once].People != 2 || b[longTerm].People != 0 || b[longTerm].Holders != 0 {
		t.Errorf("%+v", b)
	}
	foreign := account.Actor{ID: 2, Grants: []account.Grant{{Role: account.Staff, Territory: account.Territory{Community: 2}}}}
	if _, err := f.Quotas(t.Context(), foreign, here); err == nil {
		t.Error("another community's staff read the board")
	}
}

func TestWhatWeChatTookAwayIsShownAndAskedForAgainAfterAWeek(t *testing.T) {
	f := newOffice(t, Options{})
	f.lives(f.li, f.wu)
	for id, c := range map[account.ID]Choice{f.li: Banned, f.wu: Off} {
		if err := f.Hear(t.Context(), account.Actor{ID: id}, here, []Chosen{{once, c}, {"of nobody", Accepted}}); err != nil {
			t.Fatal(err)
		}
	}
	said := func() Choice {
		list, err := stock(t.Context(), f.DB, f.li, f.DB.Now().Add(-banBelieved))
		if err != nil || len(list) != 1 { // a template of nobody has no ledger
			t.Fatal(list, err)
		}
		return list[0].Choice
	}
	if q := f.board()[once]; q.Banned != 1 || q.Refusers != 1 || said() != Banned {
		t.Errorf("%+v %s", q, said())
	}
	f.clock.Advance(banBelieved + time.Second)
	if q := f.board()[once]; q.Banned != 0 || q.Refusers != 1 || said() != "" {
		t.Errorf("%+v %s", q, said())
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
