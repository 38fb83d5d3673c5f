package poster

import (
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/font/gofont/goregular"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/wechat/sim"
)

func TestEveryMicroGridHasAPosterWhoseCodeLeadsThere(t *testing.T) {
	w := newWall(t)
	all := Wish{Community: 1}
	_, err := w.File(t.Context(), staff, all, MicroGrids)
	wants(t, "nothing was drawn", err, ErrNotReady)
	c := w.asks(staff, all)
	if c.Total < 10 || c.Waiting != c.Total {
		t.Fatalf("%+v", c)
	}
	if n := w.draws(); n != c.Total {
		t.Fatal(n)
	}
	f, err := w.File(t.Context(), staff, all, MicroGrids)
	if err != nil {
		t.Fatal(err)
	}
	pages, i := pagesOf(t, f.PDF), 0
	for _, g := range w.tree.Grids {
		for _, m := range g.MicroGrids {
			if i == len(pages) {
				t.Fatalf("%d pages", i)
			}
			p, err := w.Grid.Scanned(t.Context(), w.DB, scanned(t, pages[i]))
			if err != nil || p.MicroGrid != int64(m.ID) {
				t.Errorf("page %d leads to %s and not to %s: %v", i, p.MicroGridCode, m.Code, err)
			}
			i++
		}
	}
	if i != c.Total || len(pages) != i {
		t.Errorf("%d pages for %d micro-grids", len(pages), i)
	}
	if again := w.asks(staff, all); again.Ready != again.Total || w.draws() != 0 || w.wechat.Calls("/wxa/getwxacodeunlimit") != c.Total {
		t.Errorf("drawn twice: %+v", again)
	}
}

func TestAPosterForEachBuildingHasTheSameCode(t *testing.T) {
	w := newWall(t)
	micro := w.tree.Grids[0].MicroGrids[0].ID
	one := Wish{Community: 1, MicroGrid: micro}
	w.asks(staff, one)
	w.draws()
	names, err := w.buildings(t.Context(), 1)
	if err != nil || len(names[micro]) == 0 {
		t.Fatal(names, err)
	}
	f, err := w.File(t.Context(), staff, one, Buildings)
	if err != nil {
		t.Fatal(err)
	}
	pages := pagesOf(t, f.PDF)
	for _, p := range pages {
		if got := scanned(t, p); got != w.Grid.Scene(micro) {
			t.Error(got)
		}
	}
	if len(pages) != len(names[micro]) {
		t.Errorf("%d pages for %d buildings", len(pages), len(names[micro]))
	}
	if err := w.DB.InTx(t.Context(), func(tx *db.Tx) error {
		_, err := tx.ExecContext(t.Context(), `DELETE FROM building_micro_grids`)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	_, err = w.File(t.Context(), staff, one, Buildings)
	wants(t, "no buildings", err, ErrBuildings)
}

func TestEverybodyPrintsOnlyWhatHeAnswersFor(t *testing.T) {
	w := newWall(t)
	g := w.tree.Grids[0]
	leader := with(account.Leader, account.Territory{Community: 1, Grid: int64(g.ID)})
	worker := with(account.Worker, account.Territory{Community: 1, Grid: int64(g.ID), MicroGrid: int64(g.MicroGrids[1].ID)})
	for who, c := range map[string]struct {
		by   account.Actor
		want int
	}{"leader": {leader, len(g.MicroGrids)}, "worker": {worker, 1}} {
		if got, err := w.Codes(t.Context(), c.by, Wish{Community: 1}); err != nil || got.Total != c.want {
			t.Errorf("%s: %+v %v", who, got, err)
		}
	}
	for what, c := range map[string]struct {
		by   account.Actor
		wish Wish
	}{
		"a colleague's micro-grid":   {worker, Wish{Community: 1, MicroGrid: g.MicroGrids[0].ID}},
		"another community":          {staff, Wish{Community: 2}},
		"one that is no more":        {staff, Wish{Community: 1, MicroGrid: 9999}},
		"a resident":                 {account.Actor{ID: 7}, Wish{Community: 1}},
		"who sees all and does none": {with(account.County, account.Territory{}), Wish{Community: 1}},
	} {
		_, err := w.Ask(t.Context(), c.by, c.wish)
		wants(t, what, err, ErrNone)
		_, err = w.File(t.Context(), c.by, c.wish, MicroGrids)
		wants(t, what, err, ErrNone)
	}
}

func TestACodeThatWeChatRefusesIsTriedAgainAndThenGivenUp(t *testing.T) {
	w := newWall(t)
	one := Wish{Community: 1, MicroGrid: w.tree.Grids[0].MicroGrids[0].ID}
	code := 41030
	w.wechat.Fail(sim.Fault{Path: "/wxa/getwxacodeunlimit", Do: sim.Harm{ErrCode: code}})
	w.asks(staff, one)
	for i := range codeAttempts {
		if n := w.draws(); n != 1 {
			t.Fatal(i, n)
		}
		w.clock.Advance(codePause * codeAttempts)
	}
	c, err := w.Codes(t.Context(), staff, one)
	if err != nil || c.Failed != 1 || !strings.Contains(c.Failure, "还没有发布") {
		t.Fatalf("%+v %v", c, err)
	}
	w.wechat.Heal()
	if c := w.asks(staff, one); c.Waiting != 1 || w.draws() != 1 {
		t.Errorf("%+v", c)
	}
}

func TestADrawerThatDiedIsReplaced(t *testing.T) {
	w := newWall(t)
	one := Wish{Community: 1, MicroGrid: w.tree.Grids[0].MicroGrids[0].ID}
	w.asks(staff, one)
	if _, ok, err := leaseCode(t.Context(), w.DB); err != nil || !ok {
		t.Fatal(ok, err)
	}
	if w.draws() != 0 {
		t.Error("two draw the same code")
	}
	w.clock.Advance(codeLease + time.Second)
	if w.draws() != 1 {
		t.Error("the code is lost")
	}
}

func TestACodeFromBeforeTheKeyChangedIsDrawnAnew(t *testing.T) {
	w := newWall(t)
	one := Wish{Community: 1, MicroGrid: w.tree.Grids[0].MicroGrids[0].ID}
	w.asks(staff, one)
	w.draws()
	w.Grid.SignKey = []byte("another")
	_, err := w.File(t.Context(), staff, one, MicroGrids)
	wants(t, "an old code", err, ErrNotReady)
	if c := w.asks(staff, one); c.Waiting != 1 {
		t.Errorf("%+v", c)
	}
}

func TestWithoutAChineseFontThePrinterSaysSo(t *testing.T) {
	w := newWall(t)
	one := Wish{Community: 1, MicroGrid: w.tree.Grids[0].MicroGrids[0].ID}
	w.asks(staff, one)
	w.draws()
	latin, none := t.TempDir()+"/latin.ttf", t.TempDir()+"/none.ttf"
	if err := os.WriteFile(latin, goregular.TTF, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, w.Font = range []string{latin, none} {
		_, err := w.File(t.Context(), staff, one, MicroGrids)
		wants(t, w.Font, err, ErrFont)
	}
}
