package account

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"huiyin/server/internal/platform/dbtest"
)

func TestATerritoryCoversWhatLiesWithinIt(t *testing.T) {
	other := Territory{Community: 1, Grid: 9}
	for _, c := range []struct {
		t, u Territory
		want bool
	}{
		{Territory{}, corner, true}, {village, corner, true}, {grid, corner, true}, {corner, corner, true},
		{corner, grid, false}, {grid, village, false}, {village, Territory{}, false},
		{other, corner, false}, {Territory{Community: 2}, corner, false}, {Territory{Community: 1, Grid: 2, MicroGrid: 4}, corner, false},
	} {
		if got := c.t.Covers(c.u); got != c.want {
			t.Errorf("%+v covers %+v: %v", c.t, c.u, got)
		}
	}
}

func TestCoveringIsAnOrder(t *testing.T) {
	any := rapid.Custom(func(t *rapid.T) Territory {
		out := Territory{}
		if out.Community = rapid.Int64Range(0, 2).Draw(t, "community"); out.Community > 0 {
			if out.Grid = rapid.Int64Range(0, 2).Draw(t, "grid"); out.Grid > 0 {
				out.MicroGrid = rapid.Int64Range(0, 2).Draw(t, "micro-grid")
			}
		}
		return out
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := any.Draw(t, "a"), any.Draw(t, "b"), any.Draw(t, "c")
		if !a.Covers(a) || a.Covers(b) && b.Covers(a) && a != b || a.Covers(b) && b.Covers(c) && !a.Covers(c) {
			t.Fatal(a, b, c)
		}
	})
}

func TestAnActorMayWhatOneOfHisGrantsSays(t *testing.T) {
	a := Actor{Grants: []Grant{{Role: Worker, Territory: corner}, {Role: Leader, Territory: Territory{Community: 2, Grid: 5}}}}
	for _, c := range []struct {
		role Role
		at   Territory
		want bool
	}{
		{Worker, corner, true}, {Leader, corner, false}, {Leader, Territory{Community: 2, Grid: 5, MicroGrid: 7}, true}, {Worker, Territory{Community: 2, Grid: 5, MicroGrid: 7}, false},
		{Worker, village, false}, {Worker, Territory{Community: 1, Grid: 2}, false},
	} {
		if got := a.Has(c.role, c.at); got != c.want {
			t.Errorf("%s of %+v: %v", c.role, c.at, got)
		}
	}
	if !a.Is(Staff, Leader) || a.Is(Staff, Admin) || a.Is() {
		t.Error("Is")
	}
	if got := a.Territories(Leader, Staff); len(got) != 1 || got[0].Community != 2 {
		t.Error(got)
	}
	if got := (Actor{}).Territories(Worker); got == nil || len(got) != 0 {
		t.Error("without roles one has no territory, which is not everywhere")
	}
}

func TestAGrantIsInForceFromItsFirstMomentToBeforeItsLast(t *testing.T) {
	now := dbtest.Now
	at := func(d time.Duration) *time.Time { v := now.Add(d); return &v }
	for _, c := range []struct {
		g    Grant
		want bool
	}{
		{Grant{From: now}, true}, {Grant{From: now.Add(1)}, false}, {Grant{From: now, Until: at(1)}, true}, {Grant{From: now.Add(-1), Until: at(0)}, false},
	} {
		if got := c.g.inForce(now); got != c.want {
			t.Errorf("%+v: %v", c.g, got)
		}
	}
}

func TestEachAccessLetsInWhomItNames(t *testing.T) {
	nobody, guest, resident := Actor{}, Actor{ID: 1}, Actor{ID: 1, Consented: true}
	staff := Actor{ID: 1, Grants: []Grant{{Role: Staff}}}
	for _, c := range []struct {
		name string
		may  func(context.Context) error
		by   Actor
		want error
	}{
		{"anyone", Anyone(), nobody, nil},
		{"signed in", SignedIn(), nobody, ErrSignIn}, {"signed in", SignedIn(), guest, nil},
		{"consented", Consented(), nobody, ErrSignIn}, {"consented", Consented(), guest, ErrConsent}, {"consented", Consented(), resident, nil},
		{"consented or at the desk", ConsentedOrAtDesk(), nobody, ErrSignIn}, {"consented or at the desk", ConsentedOrAtDesk(), guest, ErrConsent}, {"consented or at the desk", ConsentedOrAtDesk(), resident, nil},
		{"consented or at the desk", ConsentedOrAtDesk(), Actor{ID: 1, OnDesk: true}, nil},
		{"staff", Roles(Staff, Admin), nobody, ErrSignIn}, {"staff", Roles(Staff, Admin), resident, ErrForbidden}, {"staff", Roles(Staff, Admin), staff, nil}, {"admin", Roles(Admin), staff, ErrForbidden},
	} {
		if err := c.may(With(t.Context(), c.by)); !errors.Is(err, c.want) {
			t.Errorf("%s as %+v: %v", c.name, c.by, err)
		}
	}
	if From(t.Context()).ID != 0 {
		t.Error("a context without an actor is nobody's")
	}
}

func TestRolesAreGivenWithinOnesOwnTerritoryAndNeverAboveOneself(t *testing.T) {
	everywhere := Territory{}
	by := func(role Role, at Territory) Actor { return Actor{ID: 1, Grants: []Grant{{Role: role, Territory: at}}} }
	for _, c := range []struct {
		by   Actor
		role Role
		at   Territory
		want bool
	}{
		{by(Admin, everywhere), Admin, everywhere, true}, {by(Admin, everywhere), Worker, corner, true},
		{by(County, everywhere), Admin, everywhere, false}, {by(County, everywhere), Staff, village, true},
		{by(Staff, village), Staff, village, true}, {by(Staff, village), Leader, grid, true}, {by(Staff, village), Worker, corner, true},
		{by(Staff, village), Staff, Territory{Community: 2}, false}, {by(Staff, village), Worker, Territory{Community: 2, Grid: 1, MicroGrid: 1}, false},
		{by(Staff, village), County, everywhere, false}, {by(Staff, village), Admin, everywhere, false},
		{by(Leader, grid), Worker, corner, false}, {by(Worker, corner), Worker, corner, false}, {Actor{ID: 1}, Worker, corner, false},
		{by(Admin, everywhere), "emperor", everywhere, false},
	} {
		if got := mayGive(c.by, c.role, c.at) && fits(c.role, c.at); got != c.want {
			t.Errorf("%+v gives %s of %+v: %v", c.by.Grants, c.role, c.at, got)
		}
	}
}

func TestEachRoleIsAboutItsOwnKindOfTerritory(t *testing.T) {
	for role, want := range map[Role][]bool{Worker: {false, false, false, true}, Leader: {false, false, true, false}, Staff: {false, true, false, false},
		County: {true, false, false, false}, Admin: {true, false, false, false}, Resident: {false, false, false, false}, "emperor": {false, false, false, false}} {
		var got []bool
		for _, at := range []Territory{{}, village, grid, corner} {
			got = append(got, fits(role, at))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v", role, got)
		}
	}
	if fits(Worker, Territory{MicroGrid: 3}) || fits(Leader, Territory{Grid: 2}) {
		t.Error("a territory without its community")
	}
}

func TestAPasswordIsKeptAsASaltedHashWithItsCost(t *testing.T) {
	one, two := hashPassword("correct horse"), hashPassword("correct horse")
	if one == two {
		t.Error("the same salt twice")
	}
	for _, c := range []struct {
		hash, password string
		ok             bool
		err            error
	}{
		{one, "correct horse", true, nil}, {two, "correct horse", true, nil}, {one, "correct horsE", false, nil}, {one, "", false, nil},
		{nobodysHash, "correct horse", false, nil},
		{"argon2id$1$64$1$AAAAAAAAAAAAAAAAAAAAAA$AAAA", "x", false, nil}, // another cost
		{"", "x", false, errHash}, {"plain", "x", false, errHash}, {"argon2id$2$65536$1$!$AAAA", "x", false, errHash}, {"argon2id$2$65536$1$AAAA$!", "x", false, errHash},
	} {
		if ok, err := checkPassword(c.hash, c.password); ok != c.ok || !errors.Is(err, c.err) {
			t.Errorf("%q: %v %v", c.hash, ok, err)
		}
	}
	for password, want := range map[string]bool{"十个字的密码也可以的": true, "nine char": false, "my-username": false, "ten chars!": true} {
		if strong("my-username", password) != want {
			t.Errorf("%q: %v", password, !want)
		}
	}
}
