package volunteer

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/export"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/blob"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/dbtest"
	"huiyin/server/internal/platform/photo"
	"huiyin/server/internal/platform/wechattest"
	"huiyin/server/internal/push"
)

// A yard is the service on a real database: a community of two grids, with a
// worker in each micro-grid and as many residents as a test needs.
type yard struct {
	testing.TB
	*Service
	clock  *dbtest.Clock
	at     map[string]account.Territory // micro-grids by code; "" is the community
	wechat *wechattest.WeChat
	worker account.Actor // of 01-01
	staff  account.Actor
	made   int
}

func newYard(t testing.TB) *yard {
	clock := dbtest.NewClock()
	d, store := dbtest.NewAt(t, clock), dbtest.Redis(t)
	quiet := slog.New(slog.DiscardHandler)
	files, err := blob.NewDisk(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	w := wechattest.New(t, clock, store, []string{"organiser"})
	a := account.New(account.Deps{DB: d, Redis: store, WeChat: w, Seal: dbtest.Sealer(t), Now: d.Now, Apps: []string{wechattest.App}, ConsentVersion: "1", Log: quiet})
	y := &yard{TB: t, clock: clock, wechat: w, at: map[string]account.Territory{}, Service: New(Deps{DB: d, Accounts: a, Calendar: calendar.New(calendar.Deps{DB: d, Log: quiet}),
		Grid: grid.New(grid.Deps{DB: d, Accounts: a, SignKey: []byte("sign")}), Exports: export.New(export.Deps{DB: d, Files: files, Log: quiet}), Push: push.New(push.Deps{DB: d, Redis: store, Accounts: a, Log: quiet}), Seal: dbtest.Sealer(t),
		Files: files, Links: blob.Signer{Key: []byte("sign"), Base: "https://h.example"}, Photos: photo.NewPress(64 << 20), WeChat: w.Client, App: wechattest.App, Base: "https://h.example", Font: os.Getenv("HUIYIN_FONT"), Options: Options{GuestsKept: 180 * 24 * time.Hour, LinksKept: 30 * 24 * time.Hour, CareKept: 365 * 24 * time.Hour}, Log: quiet})}
	y.Exports.Fills = y.Fills()
	y.tx(func(tx *db.Tx) error {
		if _, err := y.Grid.Apply(t.Context(), tx, grid.Book{About: grid.About{Code: "a", Name: "社区", Street: "街道", Fallback: "staff"},
			Grids:      []grid.Entry{{Code: "01", Name: "第一网格"}, {Code: "02", Name: "第二网格"}},
			MicroGrids: []grid.Entry{{Code: "01-01", Name: "01-01", In: "01"}, {Code: "01-02", Name: "01-02", In: "01"}, {Code: "02-01", Name: "02-01", In: "02"}},
			Staff:      []grid.PersonEntry{{Username: "staff", Name: "王", Role: "staff"}}}, ""); err != nil {
			return err
		}
		return y.SetKinds(t.Context(), tx, 1, []Kind{{"clean", "周五大扫除", "", true, true}, {"class", "健康课堂", "", false, true}, {"little", "小小志愿者", "", true, true}})
	})
	tree, err := y.Grid.Tree(t.Context(), d, 1)
	if err != nil {
		t.Fatal(err)
	}
	y.at[""] = account.Territory{Community: 1}
	for _, g := range tree.Grids {
		y.at[g.Code] = account.Territory{Community: 1, Grid: int64(g.ID)}
		for _, m := range g.MicroGrids {
			y.at[m.Code] = account.Territory{Community: 1, Grid: int64(g.ID), MicroGrid: int64(m.ID)}
		}
	}
	y.worker, y.staff = y.resident("01-01"), y.resident("")
	y.worker.Grants = []account.Grant{{Role: account.Worker, Territory: y.at["01-01"]}}
	y.staff.Grants = []account.Grant{{Role: account.Staff, Territory: y.at[""]}}
	return y
}

// resident is a new account that lives in a micro-grid.
func (y *yard) resident(code string) account.Actor {
	y.Helper()
	y.made++
	var id int64
	y.tx(func(tx *db.Tx) (err error) {
		id, err = db.Insert(y.Context(), tx, `INSERT INTO accounts (name, created_at) VALUES (?, ?)`, fmt.Sprintf("居民%d", y.made), tx.Now)
		return err
	})
	return account.Actor{ID: account.ID(id), Consented: true, Home: y.at[code], Level: account.Member}
}

func (y *yard) residents(n int) []account.Actor {
	out := make([]account.Actor, n)
	for i := range out {
		out[i] = y.resident("01-01")
	}
	return out
}

// shift is one that starts so long from now and lasts two hours.
func (y *yard) shift(in time.Duration, capacity int) ShiftDraft {
	from := y.clock.Now().Add(in)
	return ShiftDraft{Starts: from, Ends: from.Add(2 * time.Hour), Capacity: capacity}
}

// draft is an activity of 01-01 for the whole community, with these shifts.
func (y *yard) draft(shifts ...ShiftDraft) Draft {
	return Draft{Territory: y.at["01-01"], Kind: "clean", Title: "周五大扫除", Place: "松园小区广场", Audience: Everyone, Children: true, Shifts: shifts}
}

func (y *yard) create(d Draft) Detail {
	y.Helper()
	a, err := y.Create(y.Context(), y.worker, d)
	if err != nil {
		y.Fatal(err)
	}
	return a
}

func (y *yard) get(by account.Actor, id ID) Detail {
	y.Helper()
	d, err := y.Get(y.Context(), by, id)
	if err != nil {
		y.Fatal(err)
	}
	return d
}

func (y *yard) signs(by account.Actor, id ShiftID, who PersonID) Signup {
	y.Helper()
	u, err := y.SignUp(y.Context(), by, id, who)
	if err != nil {
		y.Fatal(err)
	}
	return u
}

func (y *yard) steps(by account.Actor, id SignupID, step Step) Signup {
	y.Helper()
	u, err := y.SetStep(y.Context(), by, id, step)
	if err != nil {
		y.Fatal(err)
	}
	return u
}

// state is how a sign-up stands now.
func (y *yard) state(id SignupID) State {
	y.Helper()
	list, err := signups(y.Context(), y.DB, signupQuery{id: id})
	if err != nil || len(list) != 1 {
		y.Fatal(err)
	}
	return list[0].State
}

// sound complains of every shift whose places were not given as they must be.
func (y *yard) sound() {
	y.Helper()
	if _, err := y.Audit(y.Context(), func(f Finding) { y.Error(f) }); err != nil {
		y.Fatal(err)
	}
}

// told counts the messages of a title to somebody.
func (y *yard) told(who account.Actor, title string) int {
	return y.number(`SELECT COUNT(*) FROM messages WHERE account_id = ? AND title = ?`, who.ID, title)
}

func (y *yard) number(query string, args ...any) (n int) {
	y.Helper()
	if err := y.DB.QueryRowContext(y.Context(), query, args...).Scan(&n); err != nil {
		y.Fatal(query, err)
	}
	return n
}

func (y *yard) tx(fn func(*db.Tx) error) {
	y.Helper()
	if err := y.DB.InTx(y.Context(), fn); err != nil {
		y.Fatal(err)
	}
}

func wants(t testing.TB, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v instead of %v", what, err, want)
	}
}

// run changes the database as no operation does.
func (y *yard) run(query string, args ...any) {
	y.Helper()
	y.tx(func(tx *db.Tx) error {
		_, err := tx.ExecContext(y.Context(), query, args...)
		return err
	})
}
