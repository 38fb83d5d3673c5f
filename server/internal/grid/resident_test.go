package grid_test

import (
	"errors"
	"testing"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

// A village has one resident and those who could verify him.
type village struct {
	*testing.T
	*grid.Service
	accounts          *account.Service
	d                 *db.DB
	li, worker, other account.Actor
}

func newVillage(t *testing.T) *village {
	d, a, g := services(t)
	apply(t, d, g, demo)
	v := &village{T: t, Service: g, accounts: a, d: d}
	v.li, v.worker, v.other = v.person("li"), v.holder("w1", 1), v.holder("w2", 2)
	v.joins(1)
	return v
}

func (v *village) person(name string) (by account.Actor) {
	v.Helper()
	if err := v.d.InTx(v.Context(), func(tx *db.Tx) (err error) {
		by.ID, _, err = v.accounts.EnsureStaff(v.Context(), tx, name, name, "")
		return err
	}); err != nil {
		v.Fatal(err)
	}
	return by
}

func (v *village) holder(name string, micro grid.MicroGridID) account.Actor {
	v.Helper()
	p, err := v.Place(v.Context(), v.d, micro)
	if err != nil {
		v.Fatal(err)
	}
	by := v.person(name)
	by.Grants = []account.Grant{{Role: account.Worker, Territory: p.Territory}}
	return by
}

func (v *village) joins(micro grid.MicroGridID) {
	v.Helper()
	if err := v.Join(v.Context(), v.li, grid.HomeChoice{Scene: v.Scene(micro)}); err != nil {
		v.Fatal(err)
	}
}

func (v *village) shown(by account.Actor, verified bool) []grid.Resident {
	v.Helper()
	list, err := v.Residents(v.Context(), by, grid.ResidentQuery{Verified: verified, Limit: 10})
	if err != nil {
		v.Fatal(err)
	}
	return list
}

func (v *village) verify(by account.Actor, yes bool, want error) {
	v.Helper()
	if err := v.Verify(v.Context(), by, v.li.ID, yes); !errors.Is(err, want) {
		v.Errorf("%v instead of %v", err, want)
	}
}

func (v *village) level(want account.Level) {
	v.Helper()
	if me, err := v.accounts.Me(v.Context(), v.li.ID); err != nil || me.Level != want {
		v.Errorf("level %d instead of %d: %v", me.Level, want, err)
	}
}

func TestAWorkerVerifiesWhoLivesInHisMicroGrid(t *testing.T) {
	v := newVillage(t)
	if list := v.shown(v.worker, false); len(list) != 1 || list[0].Name != "li" || list[0].How != "scan" || list[0].Verified {
		t.Fatalf("%+v", list)
	}
	if len(v.shown(v.other, false)) != 0 || len(v.shown(v.li, false)) != 0 {
		t.Error("others see who lives there")
	}
	v.verify(v.other, true, grid.ErrResident)
	v.verify(v.li, true, grid.ErrSelf)
	v.level(account.Member)
	v.verify(v.worker, true, nil)
	v.level(account.Verified)
	if list := v.shown(v.worker, true); len(list) != 1 || list[0].VerifiedBy != "w1" || list[0].VerifiedAt == nil || len(v.shown(v.worker, false)) != 0 {
		t.Errorf("%+v", list)
	}
	v.verify(v.worker, false, nil)
	v.level(account.Member)
}

func TestWhoMovesIsVerifiedAnewAndWhoStaysIsNot(t *testing.T) {
	v := newVillage(t)
	v.verify(v.worker, true, nil)
	v.joins(1) // the same micro-grid once more
	v.level(account.Verified)
	if len(v.shown(v.worker, true)) != 1 {
		t.Error("who stays in his micro-grid stays verified")
	}
	v.joins(2)
	v.level(account.Member)
	if len(v.shown(v.worker, true)) != 0 || len(v.shown(v.other, false)) != 1 {
		t.Error("who moved is not verified where he lives now")
	}
	v.verify(v.worker, true, grid.ErrResident)
}
