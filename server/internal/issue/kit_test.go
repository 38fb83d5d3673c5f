package issue

import (
	"context"
	"encoding/csv"
	"errors"
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

// A town is the service on a real database, with two communities: the first
// has everybody in office, the second nobody but its fallback account.
type town struct {
	*testing.T
	*Service
	clock  *dbtest.Clock
	wechat *wechattest.WeChat
	who    map[string]account.Actor
	at     map[string]account.Territory // micro-grids by code; "a" and "b" are the communities
}

func newTown(t *testing.T) *town {
	clock := dbtest.NewClock()
	d, store := dbtest.NewAt(t, clock), dbtest.Redis(t)
	files, err := blob.NewDisk(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	quiet := slog.New(slog.DiscardHandler)
	w := wechattest.New(t, clock, store, []string{"reporter", "neighbour", "stranger"})
	a := account.New(account.Deps{DB: d, Redis: store, WeChat: w, Seal: dbtest.Sealer(t), Now: d.Now, Apps: []string{wechattest.App}, ConsentVersion: "1", Log: quiet})
	p := push.New(push.Deps{DB: d, Redis: store, Channels: map[push.Via]push.Channel{push.BySubscribe: push.Subscribe{WeChat: w}}, Accounts: a, Log: quiet})
	g := grid.New(grid.Deps{DB: d, Accounts: a, SignKey: []byte("sign")})
	links := blob.Signer{Key: []byte("links"), Base: "http://127.0.0.1"}
	exports := export.New(export.Deps{DB: d, Files: files, Log: quiet})
	town := &town{t, New(Deps{DB: d, Accounts: a, Grid: g, Push: p, Exports: exports, Seal: dbtest.Sealer(t), Files: files, Links: links, Photos: photo.NewPress(64 << 20), WeChat: w, App: wechattest.App,
		Clock: clockOf(t), Options: testOptions, Log: quiet}),
		clock, w, map[string]account.Actor{}, map[string]account.Territory{}}
	exports.Fills = map[string]export.Fill{ExportKind: town.FillExport}
	a.Leaving, g.Movers = town.HandOver, []grid.Mover{town.Relocate}
	town.settle(bookOf("a", []grid.PersonEntry{{Name: "张", Phone: "13900000001", In: "01-01"}, {Name: "刘", Phone: "13900000002", In: "01-02"}, {Name: "马", Phone: "13900000003", In: "02-01"}},
		[]grid.PersonEntry{{Name: "杨", Phone: "13900000004", In: "01"}}, []grid.PersonEntry{{Username: "staff", Name: "王", Role: "staff"}, {Username: "admin", Name: "管", Role: "admin"},
			{Username: "county", Name: "县", Role: "county"}}, "staff"))
	town.settle(bookOf("b", nil, nil, []grid.PersonEntry{{Username: "fallback", Name: "兜", Role: "admin"}}, "fallback"))
	town.residents()
	return town
}

func bookOf(code string, workers, leaders, staff []grid.PersonEntry, fallback string) grid.Book {
	return grid.Book{About: grid.About{Code: code, Name: "社区" + code, Street: "街道", Fallback: fallback},
		Grids:      []grid.Entry{{Code: "01", Name: "第一网格"}, {Code: "02", Name: "第二网格"}},
		MicroGrids: []grid.Entry{{Code: "01-01", Name: "01-01", In: "01"}, {Code: "01-02", Name: "01-02", In: "01"}, {Code: "01-03", Name: "01-03", In: "01"}, {Code: "02-01", Name: "02-01", In: "02"}, {Code: "02-02", Name: "02-02", In: "02"}},
		Compounds:  []grid.Entry{{Code: "s", Name: "松园小区"}}, Groups: []grid.Entry{{Code: "1", Name: "第一居民小组"}},
		Buildings: []grid.BuildingEntry{{Code: "1", Name: "1号楼", Compound: "s", Group: "1", MicroGrid: "01-01"}, {Code: "2", Name: "2号楼", Compound: "s", Group: "1", MicroGrid: "01-01"},
			{Code: "3", Name: "3号楼", Compound: "s", Group: "1", MicroGrid: "01-02"}, {Code: "4", Name: "4号楼", Compound: "s", Group: "1", MicroGrid: "01-02"}},
		Workers: workers, Leaders: leaders, Staff: staff}
}

func days(n int) calendar.Limit { return calendar.Limit{N: n, Unit: calendar.WorkDay} }

var testOptions = Options{Wait: days(5), Soon: 24 * time.Hour, Tell: days(2), ToStaff: days(1), ToBoard: days(3), VagueWords: []string{"尽快", "近期"}}

// clockOf reads the published days, as an import would.
func clockOf(t *testing.T) func(context.Context, db.Querier, int64) (calendar.Clock, error) {
	var list []calendar.Day
	for _, year := range []string{"2025", "2026"} {
		f, err := os.Open("../../../configs/calendar/" + year + ".csv")
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		rows, err := csv.NewReader(f).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows[1:] {
			d, err := calendar.ParseDate(row[0])
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, calendar.Day{Date: d, Work: row[1] == "1", Name: row[2]})
		}
	}
	clock := calendar.NewClock(calendar.NewDays(list), nil)
	return func(context.Context, db.Querier, int64) (calendar.Clock, error) { return clock, nil }
}

// settle imports a community and gives its office holders their names here.
func (w *town) settle(book grid.Book) {
	w.Helper()
	code := book.About.Code
	w.tx(func(tx *db.Tx) error {
		r, err := w.Grid.Apply(w.Context(), tx, book, "")
		if err != nil {
			return err
		}
		w.at[code] = account.Territory{Community: int64(r.Community)}
		if err := w.SetBodies(w.Context(), tx, int64(r.Community), []BodyDraft{
			{Name: "物业", Kind: "物业公司", Limit: "3工作日", Reachable: Reachable{"赵经理", "13800000001"}, Active: true}, {Name: "派出所", Kind: "公安", Limit: "1工作日", Active: true}}); err != nil {
			return err
		}
		return w.SetCategories(w.Context(), tx, int64(r.Community), []Category{
			{Code: "lamp", Name: "路灯", Public: true, Open: true, Limits: Limits{days(1), days(2), days(5)}},
			{Code: "quiet", Name: "私事", Limits: Limits{days(1), days(1), days(2)}, Emergency: &Emergency{"110", "先报警"}},
			{Code: "gas", Name: "燃气", Checked: true, Limits: Limits{calendar.Limit{N: 2, Unit: calendar.ClockHour}, calendar.Limit{N: 4, Unit: calendar.ServiceHour}, days(1)}},
			{Code: "clean", Name: "卫生", Public: true, Limits: Limits{days(1), days(2), days(5)}}})
	})
	tree, err := w.Grid.Tree(w.Context(), w.DB, grid.CommunityID(w.at[code].Community))
	if err != nil {
		w.Fatal(err)
	}
	for _, g := range tree.Grids {
		for _, m := range g.MicroGrids {
			at := account.Territory{Community: w.at[code].Community, Grid: int64(g.ID), MicroGrid: int64(m.ID)}
			w.at[code+m.Code] = at
			if m.Worker != nil {
				w.who["worker "+m.Code] = officer(m.Worker.ID, account.Worker, at)
			}
		}
		if g.Leader != nil {
			w.who["leader"] = officer(g.Leader.ID, account.Leader, account.Territory{Community: w.at[code].Community, Grid: int64(g.ID)})
		}
	}
	for _, s := range book.Staff {
		id, _, err := w.staff(s.Username)
		if err != nil {
			w.Fatal(err)
		}
		at := account.Territory{}
		if s.Role == "staff" {
			at = w.at[code]
		}
		w.who[s.Username] = officer(id, account.Role(s.Role), at)
	}
}

func (w *town) staff(username string) (id account.ID, made bool, err error) {
	w.tx(func(tx *db.Tx) error {
		id, made, err = w.Accounts.EnsureStaff(w.Context(), tx, username, "", "")
		return err
	})
	return id, made, err
}

func officer(id account.ID, role account.Role, at account.Territory) account.Actor {
	return account.Actor{ID: id, Consented: true, Grants: []account.Grant{{Role: role, Territory: at}}}
}

// residents sign in over the wire and say where they live.
func (w *town) residents() {
	for name, home := range map[string]string{"reporter": "a01-01", "neighbour": "a01-02", "stranger": "b01-01"} {
		_, id, err := w.Accounts.SignInWithCode(w.Context(), wechattest.App, w.wechat.Login(name))
		if err != nil {
			w.Fatal(err)
		}
		w.who[name] = account.Actor{ID: id, Level: account.Member, Home: w.at[home], Consented: true}
	}
}

// tx runs fn in a transaction that must work.
func (w *town) tx(fn func(*db.Tx) error) {
	w.Helper()
	if err := w.DB.InTx(w.Context(), fn); err != nil {
		w.Fatal(err)
	}
}

// exec damages or arranges what no person could.
func (w *town) exec(query string, args ...any) {
	w.Helper()
	w.tx(func(tx *db.Tx) error { _, err := tx.ExecContext(w.Context(), query, args...); return err })
}

// number reads one number.
func (w *town) number(query string, args ...any) (n int) {
	w.Helper()
	if err := w.DB.QueryRowContext(w.Context(), query, args...).Scan(&n); err != nil {
		w.Fatal(query, err)
	}
	return n
}

// wants complains unless err is the wanted one.
func wants(t testing.TB, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v instead of %v", what, err, want)
	}
}

func solved() *Outcome { o := Solved; return &o }

// answer says that it is solved.
func answer(text string) StepDraft { return StepDraft{Step: Answer, Text: text, Outcome: solved()} }

func rating(grade int, resolved bool) StepDraft {
	return StepDraft{Step: Rate, Grade: &grade, Resolved: &resolved}
}
