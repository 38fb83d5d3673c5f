package notice

import (
	"errors"
	"fmt"
	"log/slog"
	"testing"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/blob"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/dbtest"
	"huiyin/server/internal/platform/photo"
	"huiyin/server/internal/platform/wechattest"
	"huiyin/server/internal/push"
)

// A town is the service on a real database with a WeChat over the wire. r1 and r2
// have opened the mini-program and live in 01-01 and 02-01.
type town struct {
	*testing.T
	*Service
	clock  *dbtest.Clock
	wechat *wechattest.WeChat
	who    map[string]account.Actor
	at     map[string]account.Territory // micro-grids by code; "" is the community
}

const template = "tmpl-notice"

func newTown(t *testing.T) *town {
	clock := dbtest.NewClock()
	d, store := dbtest.NewAt(t, clock), dbtest.Redis(t)
	files, err := blob.NewDisk(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	quiet := slog.New(slog.DiscardHandler)
	w := wechattest.New(t, clock, store, []string{"r1", "r2"}, wechattest.Template(template, false))
	a := account.New(account.Deps{DB: d, Redis: store, WeChat: w, Seal: dbtest.Sealer(t), Now: d.Now, Apps: []string{wechattest.App}, ConsentVersion: "1", Log: quiet})
	p := push.New(push.Deps{DB: d, Redis: store, Channels: map[push.Via]push.Channel{push.BySubscribe: push.Subscribe{WeChat: w}}, Accounts: a, Options: push.Options{QuietFrom: "21:30", QuietUntil: "07:30"}, Log: quiet})
	g := grid.New(grid.Deps{DB: d, Accounts: a, SignKey: []byte("sign")})
	clocks := calendar.New(calendar.Deps{DB: d, Log: quiet})
	town := &town{t, New(Deps{DB: d, Redis: store, Accounts: a, Clock: clocks.Clock, Grid: g, Push: p, Files: files, Links: blob.Signer{Key: []byte("k"), Base: "https://x"},
		Photos: photo.NewPress(1 << 26), Log: quiet}), clock, w, map[string]account.Actor{}, map[string]account.Territory{}}
	w.Silent()
	w.Listen(p.OnEvent)
	town.settle()
	return town
}

func (w *town) settle() {
	w.Helper()
	book := grid.Book{About: grid.About{Code: "a", Name: "社区", Street: "街道", Fallback: "staff"},
		Grids:      []grid.Entry{{Code: "01", Name: "第一网格"}, {Code: "02", Name: "第二网格"}},
		MicroGrids: []grid.Entry{{Code: "01-01", Name: "01-01", In: "01"}, {Code: "01-02", Name: "01-02", In: "01"}, {Code: "02-01", Name: "02-01", In: "02"}},
		Workers:    []grid.PersonEntry{{Name: "张", Phone: "13900000001", In: "01-01"}, {Name: "刘", Phone: "13900000002", In: "02-01"}},
		Leaders:    []grid.PersonEntry{{Name: "杨", Phone: "13900000003", In: "01"}},
		Staff:      []grid.PersonEntry{{Username: "staff", Name: "王", Role: "staff"}, {Username: "second", Name: "李", Role: "staff"}}}
	w.tx(func(tx *db.Tx) error {
		if _, err := w.Grid.Apply(w.Context(), tx, book, ""); err != nil {
			return err
		}
		day := calendar.Limit{N: 1, Unit: calendar.WorkDay}
		if err := w.SetCategories(w.Context(), tx, 1, []Category{{Code: "policy", Name: "政策", Approved: true, AnswerLimit: day}, {Code: "service", Name: "服务", AnswerLimit: day}}); err != nil {
			return err
		}
		if err := w.SetTags(w.Context(), tx, 1, []Tag{{Code: "elder", Name: "老年人", ByResident: true, ToldFirst: true}, {Code: "support", Name: "低保"}, {Code: "volunteer", Name: "志愿者", ByResident: true, Called: true}}); err != nil {
			return err
		}
		return w.Push.SetTemplates(w.Context(), tx, 1, []push.Template{{Event: published, App: wechattest.App, ID: template, Title: "社区通知", Fields: map[string]string{"title": "thing1"}}})
	})
	tree, err := w.Grid.Tree(w.Context(), w.DB, 1)
	if err != nil {
		w.Fatal(err)
	}
	w.at[""] = account.Territory{Community: 1}
	for _, g := range tree.Grids {
		for _, m := range g.MicroGrids {
			at := account.Territory{Community: 1, Grid: int64(g.ID), MicroGrid: int64(m.ID)}
			w.at[m.Code] = at
			if m.Worker != nil {
				w.who["worker"+m.Code] = actor(m.Worker.ID, account.Worker, at)
			}
		}
		if g.Leader != nil {
			w.who["leader"] = actor(g.Leader.ID, account.Leader, account.Territory{Community: 1, Grid: int64(g.ID)})
		}
	}
	for _, name := range []string{"staff", "second"} {
		w.who[name] = actor(account.ID(w.number(`SELECT id FROM accounts WHERE username = ?`, name)), account.Staff, w.at[""])
	}
	for name, code := range map[string]string{"r1": "01-01", "r2": "02-01"} {
		_, id, err := w.Accounts.SignInWithCode(w.Context(), wechattest.App, w.wechat.Login(name))
		if err != nil {
			w.Fatal(err)
		}
		w.who[name] = account.Actor{ID: id, Consented: true, Home: w.at[code], Level: account.Member}
		w.lives(id, code)
	}
}

func actor(id account.ID, role account.Role, at account.Territory) account.Actor {
	return account.Actor{ID: id, Consented: true, Grants: []account.Grant{{Role: role, Territory: at}}}
}

func (w *town) lives(id account.ID, code string) {
	w.Helper()
	w.tx(func(tx *db.Tx) error { return w.Grid.Settle(w.Context(), tx, id, w.at[code], "scan") })
}

// crowd lets n more people live in a micro-grid, who never opened the mini-program.
func (w *town) crowd(n int, code string) {
	w.Helper()
	at := w.at[code]
	w.tx(func(tx *db.Tx) error {
		for i := 0; i < n; i += 500 {
			now := min(500, n-i)
			for range now {
				id, err := db.Insert(w.Context(), tx, `INSERT INTO accounts (name, level, home_community_id, home_grid_id, home_micro_grid_id, created_at) VALUES ('居民', 1, ?, ?, ?, ?)`, at.Community, at.Grid, at.MicroGrid, tx.Now)
				if err != nil {
					return err
				}
				if _, err := tx.ExecContext(w.Context(), `INSERT INTO memberships (account_id, community_id, micro_grid_id, how, from_at) VALUES (?, ?, ?, 'scan', ?)`, id, at.Community, at.MicroGrid, tx.Now); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// grant lets somebody accept the dialog once, and waits until the ledger knows.
func (w *town) grant(name string) {
	w.Helper()
	left := func() int { return w.number(`SELECT COALESCE(SUM(available), 0) FROM push_grants`) }
	before := left()
	w.wechat.Choose(name, "accept", template)
	wechattest.Eventually(w.T, "the grant", func() bool { return left() == before+1 })
}

// draft is a notice of a category that nobody has to approve.
func draft() Draft {
	return Draft{Category: "service", Title: "停水通知", HTML: "<p>明天<b>停水</b></p>", Audience: Audience{Grids: []int64{}, MicroGrids: []int64{}, Tags: []string{}}, Files: []int64{}}
}

func (w *town) writes(d Draft) Notice {
	w.Helper()
	n, err := w.Create(w.Context(), w.who["staff"], 1, d)
	if err != nil {
		w.Fatal(err)
	}
	return n
}

// takes lets somebody take a step with the version that is.
func (w *town) takes(name string, id ID, t Take) (Notice, error) {
	t.Version = w.number(`SELECT version FROM notices WHERE id = ?`, id)
	return w.Do(w.Context(), w.who[name], id, t)
}

func (w *town) must(n Notice, err error) Notice {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
	return n
}

// sends writes a notice and begins to send it.
func (w *town) sends(d Draft) ID {
	w.Helper()
	return w.must(w.takes("staff", w.writes(d).ID, Take{Step: Submit})).ID
}

// expands works until nothing is due.
func (w *town) expands() {
	w.Helper()
	for {
		n, err := w.Expand(w.Context())
		if err != nil {
			w.Fatal(err)
		}
		if n == 0 {
			return
		}
	}
}

func (w *town) delivers() {
	w.Helper()
	for {
		n, err := w.Push.Deliver(w.Context())
		if err != nil {
			w.Fatal(err)
		}
		if n == 0 {
			return
		}
	}
}

func (w *town) counts(id ID) Counts {
	w.Helper()
	all, err := countsOf(w.Context(), w.DB, []ID{id})
	if err != nil {
		w.Fatal(err)
	}
	return all[id]
}

func (w *town) tx(fn func(*db.Tx) error) {
	w.Helper()
	if err := w.DB.InTx(w.Context(), fn); err != nil {
		w.Fatal(err)
	}
}

func (w *town) number(query string, args ...any) (n int) {
	w.Helper()
	if err := w.DB.QueryRowContext(w.Context(), query, args...).Scan(&n); err != nil {
		w.Fatal(query, err)
	}
	return n
}

func (w *town) wants(what string, got, want any) {
	w.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		w.Errorf("%s: %v instead of %v", what, got, want)
	}
}

func (w *town) refuses(what string, err, want error) {
	w.Helper()
	if !errors.Is(err, want) {
		w.Errorf("%s: %v instead of %v", what, err, want)
	}
}
