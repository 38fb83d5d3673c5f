package grid_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
)

func TestTheRegisterVerifiesWhoLivesWhereItSays(t *testing.T) {
	d, a, g := services(t)
	dir := copied(t, demo)
	rows, err := os.ReadFile(filepath.Join(dir, "buildings.csv"))
	if err != nil {
		t.Fatal(err)
	}
	building, _, _ := strings.Cut(strings.Split(string(rows), "\n")[1], ",") // lies in micro-grid 1
	table := func(phones ...string) {
		t.Helper()
		text := "phone,building\n"
		for _, p := range phones {
			text += p + "," + building + "\n"
		}
		if err := os.WriteFile(filepath.Join(dir, "residents.csv"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	table("13500000001", "13500000002")
	apply(t, d, g, dir)
	people := map[string]account.Actor{"registered": living(t, d, a, g, "registered", 1), "elsewhere": living(t, d, a, g, "elsewhere", 5), "unknown": living(t, d, a, g, "unknown", 1)}
	for name, phone := range map[string]string{"registered": "13500000001", "elsewhere": "13500000002", "unknown": "13500000003"} {
		if _, err := d.Pool().ExecContext(t.Context(), `UPDATE accounts SET phone_index = ? WHERE id = ?`, a.PhoneIndex(phone), people[name].ID); err != nil {
			t.Fatal(err)
		}
	}
	verified := func(name string) bool {
		t.Helper()
		if err := g.Match(t.Context()); err != nil {
			t.Fatal(err)
		}
		me, err := a.Me(t.Context(), people[name].ID)
		if err != nil {
			t.Fatal(err)
		}
		return me.Level == account.Verified
	}
	for name, want := range map[string]bool{"registered": true, "elsewhere": false, "unknown": false} {
		if verified(name) != want {
			t.Errorf("%s is verified: %v", name, !want)
		}
	}
	worker := account.Actor{ID: 99, Grants: []account.Grant{{Role: account.Worker, Territory: people["registered"].Home}}}
	if err := g.Verify(t.Context(), worker, people["registered"].ID, false); err != nil || verified("registered") {
		t.Error("the register overrules who knows better: ", err)
	}
	table("13500000003")
	if r := apply(t, d, g, dir); !strings.Contains(r.String(), "residents        新增 1，更新 2") {
		t.Error(r.String())
	}
	if !verified("unknown") {
		t.Error("who was put on the register since is not verified")
	}
	var numbers int
	if err := d.QueryRowContext(t.Context(), `SELECT COUNT(*) FROM resident_phones WHERE phone_index LIKE '%135%'`).Scan(&numbers); err != nil || numbers != 0 {
		t.Error("a number can be read: ", err)
	}
}

func TestMistakesInTheRegisterAreNamed(t *testing.T) {
	dir := copied(t, demo)
	if err := os.WriteFile(filepath.Join(dir, "residents.csv"), []byte("phone,building\n123,nowhere\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, bad := grid.Read(dir); len(bad) != 2 {
		t.Errorf("%v", bad)
	}
}
