package poster

import (
	"errors"
	"log/slog"
	"os"
	"testing"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/blob"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/dbtest"
	"huiyin/server/internal/platform/wechattest"
)

// A wall is the service with the demo community, and a WeChat over the wire.
type wall struct {
	*testing.T
	*Service
	clock  *dbtest.Clock
	wechat *wechattest.WeChat
	tree   grid.Community
}

func newWall(t *testing.T) *wall {
	clock := dbtest.NewClock()
	d, store := dbtest.NewAt(t, clock), dbtest.Redis(t)
	quiet := slog.New(slog.DiscardHandler)
	w := wechattest.New(t, clock, store, nil)
	a := account.New(account.Deps{DB: d, Redis: store, WeChat: w, Seal: dbtest.Sealer(t), Now: d.Now, Apps: []string{wechattest.App}, ConsentVersion: "1", Log: quiet})
	g := grid.New(grid.Deps{DB: d, Accounts: a, SignKey: []byte("sign")})
	files, err := blob.NewDisk(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	book, bad := grid.Read("../../../configs/communities/wangjiatun")
	if len(bad) > 0 {
		t.Fatal(bad)
	}
	out := &wall{T: t, clock: clock, wechat: w, Service: New(Deps{DB: d, WeChat: w.Client, App: wechattest.App, Grid: g, Files: files, Font: os.Getenv("HUIYIN_FONT"), Log: quiet})}
	if err := d.InTx(t.Context(), func(tx *db.Tx) error { _, err := g.Apply(t.Context(), tx, book, ""); return err }); err != nil {
		t.Fatal(err)
	}
	if out.tree, err = g.Tree(t.Context(), d, 1); err != nil {
		t.Fatal(err)
	}
	return out
}

func with(role account.Role, at account.Territory) account.Actor {
	return account.Actor{ID: 1, Grants: []account.Grant{{Role: role, Territory: at}}}
}

var staff = with(account.Staff, account.Territory{Community: 1})

// draws does all that waits.
func (w *wall) draws() (n int) {
	w.Helper()
	for {
		did, err := w.Draw(w.Context())
		if err != nil {
			w.Fatal(err)
		}
		if n += did; did == 0 {
			return n
		}
	}
}

func (w *wall) asks(by account.Actor, wish Wish) Codes {
	w.Helper()
	c, err := w.Ask(w.Context(), by, wish)
	if err != nil {
		w.Fatal(err)
	}
	return c
}

func wants(t testing.TB, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v instead of %v", what, err, want)
	}
}
