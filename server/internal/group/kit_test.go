package group

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"os"
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/dbtest"
	"huiyin/server/internal/platform/wechat/sim"
	"huiyin/server/internal/platform/wechattest"
	"huiyin/server/internal/push"
)

// A town is the service on a real database and a WeChat over the wire. Each
// micro-grid has one group on the list, and each WeChat group is called like it.
type town struct {
	*testing.T
	*Service
	clock  *dbtest.Clock
	wechat *wechattest.WeChat
	who    map[string]account.Actor
	at     map[string]account.Territory // micro-grids by code; "" is the community
	group  map[string]ID                // the listed groups by their micro-grid's code
	weekOf map[string]Week              // what the weeks of micro-grids are, by code
}

var (
	users   = []string{"worker1", "worker2", "worker3", "leader", "r1", "r2", "r3", "r4", "outsider"}
	options = Options{Ticket: 10 * time.Minute, Witnesses: 3, Silence: 60 * 24 * time.Hour, Joins: 3, Strangers: 2, Warnings: 1}
)

func newTown(t *testing.T) *town {
	clock := dbtest.NewClock()
	d, store := dbtest.NewAt(t, clock), dbtest.Redis(t)
	quiet := slog.New(slog.DiscardHandler)
	w := wechattest.New(t, clock, store, users)
	w.Groups(map[string][]string{"01-01": users[:8], "01-02": users[:8], "02-01": users[:8], "spare": users[:8], "outside": users})
	a := account.New(account.Deps{DB: d, Redis: store, WeChat: w, Seal: dbtest.Sealer(t), Now: d.Now, Apps: []string{wechattest.App}, ConsentVersion: "1", Log: quiet})
	p := push.New(push.Deps{DB: d, Redis: store, Channels: map[push.Via]push.Channel{push.BySubscribe: push.Subscribe{WeChat: w}}, Accounts: a, Log: quiet})
	g := grid.New(grid.Deps{DB: d, Accounts: a, SignKey: []byte("sign")})
	town := &town{t, New(Deps{DB: d, Redis: store, WeChat: w, App: wechattest.App, Accounts: a, Grid: g, Push: p, TagKey: []byte("tag"), Base: "https://x", Font: os.Getenv("HUIYIN_FONT"),
		Options: options, Log: quiet}), clock, w, map[string]account.Actor{}, map[string]account.Territory{}, map[string]ID{}, map[string]Week{}}
	town.Weeks = town.weeksOf
	town.Messages = func(context.Context, account.Territory, time.Time) (Messages, error) { return Messages{}, nil }
	a.Leaving = town.HandOver
	town.settle(book())
	town.people()
	return town
}

func book() grid.Book {
	b := grid.Book{About: grid.About{Code: "a", Name: "社区", Street: "街道", Fallback: "staff"},
		Grids:      []grid.Entry{{Code: "01", Name: "第一网格"}, {Code: "02", Name: "第二网格"}},
		MicroGrids: []grid.Entry{{Code: "01-01", Name: "01-01", In: "01"}, {Code: "01-02", Name: "01-02", In: "01"}, {Code: "02-01", Name: "02-01", In: "02"}},
		Leaders:    []grid.PersonEntry{{Name: "杨", Phone: wechattest.Phone(4), In: "01"}},
		Staff:      []grid.PersonEntry{{Username: "staff", Name: "王", Role: "staff"}, {Username: "admin", Name: "管", Role: "admin"}, {Username: "county", Name: "县", Role: "county"}}}
	for i, m := range b.MicroGrids {
		b.Workers = append(b.Workers, grid.PersonEntry{Name: "员" + m.Code, Phone: wechattest.Phone(i + 1), In: m.Code})
		b.WeChat = append(b.WeChat, grid.WeChatEntry{Name: m.Code + " 邻里群", MicroGrid: m.Code, Members: 100})
	}
	return b
}

// settle imports the community and learns the names of its places and groups.
func (w *town) settle(b grid.Book) {
	w.Helper()
	w.tx(func(tx *db.Tx) error { _, err := w.Grid.Apply(w.Context(), tx, b, ""); return err })
	tree, err := w.Grid.Tree(w.Context(), w.DB, 1)
	if err != nil {
		w.Fatal(err)
	}
	w.at[""] = account.Territory{Community: 1}
	for _, g := range tree.Grids {
		for _, m := range g.MicroGrids {
			w.at[m.Code] = account.Territory{Community: 1, Grid: int64(g.ID), MicroGrid: int64(m.ID)}
			w.group[m.Code] = ID(w.number(`SELECT MIN(id) FROM wechat_groups WHERE micro_grid_id = ?`, m.ID))
		}
	}
	for _, s := range b.Staff {
		at := account.Territory{}
		if s.Role == "staff" {
			at = w.at[""]
		}
		w.tx(func(tx *db.Tx) error {
			id, _, err := w.Accounts.EnsureStaff(w.Context(), tx, s.Username, "", "")
			w.who[s.Username] = actor(id, account.Role(s.Role), at)
			return err
		})
	}
}

func actor(id account.ID, role account.Role, at account.Territory) account.Actor {
	return account.Actor{ID: id, Consented: true, Grants: []account.Grant{{Role: role, Territory: at}}}
}

// people sign in over the wire; who has a post claims it by his phone.
func (w *town) people() {
	for name, at := range map[string]account.Territory{"worker1": w.at["01-01"], "worker2": w.at["01-02"], "worker3": w.at["02-01"], "leader": {Community: 1, Grid: w.at["01-01"].Grid}} {
		role := account.Worker
		if name == "leader" {
			role = account.Leader
		}
		if _, err := w.Accounts.SetPhone(w.Context(), account.Actor{ID: w.signIn(name)}, w.wechat.PhoneCode(name)); err != nil {
			w.Fatal(err)
		}
		w.who[name] = actor(w.signIn(name), role, at)
	}
	for _, name := range users[4:] {
		w.who[name] = account.Actor{ID: w.signIn(name), Consented: true}
	}
}

func (w *town) signIn(name string) account.ID {
	w.Helper()
	_, id, err := w.Accounts.SignInWithCode(w.Context(), wechattest.App, w.wechat.Login(name))
	if err != nil {
		w.Fatal(err)
	}
	return id
}

// opens is a tap in a WeChat group on the card of a listed group, and what the
// server makes of it.
func (w *town) opens(name, in, card string) (Entry, error) {
	w.Helper()
	return w.Enter(w.Context(), w.who[name], w.opening(name, in, card))
}

// opening is what the phone knows after such a tap.
func (w *town) opening(name, in, card string) Opening {
	w.Helper()
	sharer := "worker1"
	d := w.wechat.Open(name, w.wechat.Share(sharer, map[string]string{"group": in}, sim.Card{Path: "packages/group/landing/landing"}))
	s, code := w.wechat.Ask("group_enter", name, d)
	if code != 0 {
		w.Fatalf("WeChat gave %d", code)
	}
	return Opening{Group: &Sealed{s.Data, s.IV}, Card: w.group[card]}
}

// A ceremony is one try to bind.
type ceremony struct {
	ticket   Ticket
	sighting Sighting
}

// begins takes the ticket, shares the private card into a WeChat group and
// opens it there.
func (w *town) begins(name, listed, in string) ceremony {
	w.Helper()
	t, err := w.Begin(w.Context(), w.who[name], w.group[listed], true)
	if err != nil {
		w.Fatal(err)
	}
	d := w.wechat.Open(name, w.wechat.Share(name, map[string]string{"group": in}, sim.Card{Path: "packages/group/bind/bind", Private: true, Activity: t.Activity}))
	g, _ := w.wechat.Ask("group_enter", name, d)
	p, _ := w.wechat.Ask("private_message", name, d)
	return ceremony{t, Sighting{Ticket: t.Ticket, Group: Sealed{g.Data, g.IV}, Card: &Sealed{p.Data, p.IV}}}
}

// binds goes all the way to where the second person is waited for.
func (w *town) binds(name, listed, in string) (Detail, error) {
	w.Helper()
	c := w.begins(name, listed, in)
	if _, err := w.See(w.Context(), w.who[name], w.group[listed], c.sighting); err != nil {
		w.Fatal(err)
	}
	return w.Confirm(w.Context(), w.who[name], w.group[listed], c.ticket.Ticket)
}

// bound is a group that the worker bound and the leader, or the staff, confirmed.
func (w *town) bound(worker, listed, in, keeper string) {
	w.Helper()
	if _, err := w.binds(worker, listed, in); err != nil {
		w.Fatal(err)
	}
	if _, err := w.Activate(w.Context(), w.who[keeper], w.group[listed]); err != nil {
		w.Fatal(err)
	}
}

func (w *town) mark(listed string) Mark {
	w.Helper()
	d, err := w.Get(w.Context(), w.who["admin"], w.group[listed])
	if err != nil {
		w.Fatal(err)
	}
	return d.Mark
}

// marked complains unless the groups stand as said.
func (w *town) marked(want map[string]Mark) {
	w.Helper()
	got := map[string]Mark{}
	for code := range want {
		got[code] = w.mark(code)
	}
	if !maps.Equal(got, want) {
		w.Errorf("%v instead of %v", got, want)
	}
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

// inbox counts the messages of a title in somebody's inbox.
func (w *town) inbox(name, title string) int {
	w.Helper()
	return w.number(`SELECT COUNT(*) FROM messages WHERE account_id = ? AND title = ?`, w.who[name].ID, title)
}

func wants(t testing.TB, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v instead of %v", what, err, want)
	}
}
