package push

import (
	"log/slog"
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/dbtest"
	"huiyin/server/internal/platform/wechattest"
)

// An office is the service on a real database, with a WeChat over the wire and
// two people who have opened the mini-program.
type office struct {
	t *testing.T
	*Service
	clock  *dbtest.Clock
	wechat *wechattest.WeChat
	li, wu account.ID
}

const (
	once     = "tmpl-once"     // each consent is good for one message
	longTerm = "tmpl-longterm" // one consent is good for many
	here     = int64(1)        // the community that has templates
)

func newOffice(t *testing.T, o Options) *office {
	clock := dbtest.NewClock()
	d, store := dbtest.NewAt(t, clock), dbtest.Redis(t)
	quiet := slog.New(slog.DiscardHandler)
	w := wechattest.New(t, clock, store, []string{"li", "wu"}, wechattest.Template(once, false), wechattest.Template(longTerm, true))
	a := account.New(account.Deps{DB: d, Redis: store, WeChat: w, Seal: dbtest.Sealer(t), Now: d.Now, Apps: []string{wechattest.App}, ConsentVersion: "1", Log: quiet})
	f := &office{t: t, Service: New(Deps{DB: d, Redis: store, Channels: map[Via]Channel{BySubscribe: Subscribe{WeChat: w}}, Accounts: a, Options: o, Log: quiet}), clock: clock, wechat: w}
	w.Silent()
	w.Listen(f.OnEvent)
	for user, id := range map[string]*account.ID{"li": &f.li, "wu": &f.wu} {
		var err error
		if _, *id, err = a.SignInWithCode(t.Context(), wechattest.App, w.Login(user)); err != nil {
			t.Fatal(err)
		}
	}
	f.tx(func(tx *db.Tx) error {
		return f.SetTemplates(t.Context(), tx, here, []Template{
			{Event: "once", App: wechattest.App, ID: once, Title: "一次", Purpose: "说一次", Fields: map[string]string{"title": "thing1"}},
			{Event: "long", App: wechattest.App, ID: longTerm, Title: "长期", LongTerm: true, Fields: map[string]string{"title": "thing1"}},
			{Event: "broken", App: wechattest.App, ID: once, Fields: map[string]string{"title": "name9"}}})
	})
	return f
}

func (f *office) tx(fn func(*db.Tx) error) {
	f.t.Helper()
	if err := f.DB.InTx(f.t.Context(), fn); err != nil {
		f.t.Fatal(err)
	}
}

// message is one for li about a matter.
func (f *office) message(kind Kind, event, title string) Message {
	return Message{To: f.li, Community: here, Kind: kind, Event: event, Title: title, Body: "内容", Fields: map[string]string{"title": title}, Subject: "issue:1", Page: "p"}
}

func (f *office) send(list ...Message) {
	f.t.Helper()
	f.tx(func(tx *db.Tx) error {
		for _, m := range list {
			if _, err := f.Send(f.t.Context(), tx, m); err != nil {
				return err
			}
		}
		return nil
	})
}

// grant lets li accept the dialog n times and waits until the ledger knows.
func (f *office) grant(n int, templates ...string) {
	f.t.Helper()
	for range n {
		before := f.left(once) + f.left(longTerm)
		f.wechat.Choose("li", "accept", templates...)
		wechattest.Eventually(f.t, "the grant", func() bool { return f.left(once)+f.left(longTerm) == before+len(templates) })
	}
}

// left is what the ledger says that li can still get.
func (f *office) left(template string) int {
	f.t.Helper()
	list, err := stock(f.t.Context(), f.DB, f.li, f.clock.Now())
	if err != nil {
		f.t.Fatal(err)
	}
	for _, s := range list {
		if s.Template == template {
			return s.Left
		}
	}
	return 0
}

// deliver works until nothing is due.
func (f *office) deliver() {
	f.t.Helper()
	for {
		n, err := f.Deliver(f.t.Context())
		if err != nil {
			f.t.Fatal(err)
		}
		if n == 0 {
			return
		}
	}
}

// A standing is how a delivery stands.
type standing struct {
	State    State
	Code     int64
	Attempts int
	Unknowns int
}

// all are the deliveries, the oldest first.
func (f *office) all() (out []standing) {
	f.t.Helper()
	out, err := db.All(f.t.Context(), f.DB, func(s *standing) []any { return []any{&s.State, &s.Code, &s.Attempts, &s.Unknowns} },
		`SELECT state, code, attempts, unknowns FROM deliveries ORDER BY id`)
	if err != nil {
		f.t.Fatal(err)
	}
	return out
}

func (f *office) nextIn() time.Duration {
	f.t.Helper()
	var at time.Time
	if err := f.DB.QueryRowContext(f.t.Context(), `SELECT MAX(next_at) FROM deliveries WHERE state = 'queued'`).Scan(&at); err != nil {
		f.t.Fatal(err)
	}
	return at.Sub(f.clock.Now())
}

func (f *office) number(query string, args ...any) (n int) {
	f.t.Helper()
	if err := f.DB.QueryRowContext(f.t.Context(), query, args...).Scan(&n); err != nil {
		f.t.Fatal(query, err)
	}
	return n
}

// phone is what reached li's phone, by its first line.
func (f *office) phone() (lines []string) {
	f.t.Helper()
	for _, m := range f.wechat.Messages("li") {
		lines = append(lines, m.Data["thing1"])
	}
	return lines
}

func (f *office) exec(query string, args ...any) {
	f.t.Helper()
	f.tx(func(tx *db.Tx) error { _, err := tx.ExecContext(f.t.Context(), query, args...); return err })
}
