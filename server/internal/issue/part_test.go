package issue

import (
	"strings"
	"testing"

	"huiyin/server/internal/account"
)

func TestOnesPartFollowsFromOnesRoleAndPlace(t *testing.T) {
	at := account.Territory{Community: 1, Grid: 2, MicroGrid: 3}
	r := record{At: at, Reporter: 10, standing: standing{Owner: 11}}
	with := func(id account.ID, role account.Role, at account.Territory) account.Actor {
		return account.Actor{ID: id, Grants: []account.Grant{{Role: role, Territory: at}}}
	}
	for _, c := range []struct {
		name string
		by   account.Actor
		want string
	}{
		{"nobody", account.Actor{}, ""},
		{"a stranger", account.Actor{ID: 9}, ""},
		{"the reporter", account.Actor{ID: 10}, "reporter"},
		{"the owner", with(11, account.Worker, at), "owner"},
		{"an owner who left office", account.Actor{ID: 11}, "owner"},
		{"another worker of the micro-grid", with(12, account.Worker, at), "watcher"},
		{"a worker next door", with(12, account.Worker, account.Territory{Community: 1, Grid: 2, MicroGrid: 4}), ""},
		{"the leader", with(12, account.Leader, account.Territory{Community: 1, Grid: 2}), "manager"},
		{"the leader next door", with(12, account.Leader, account.Territory{Community: 1, Grid: 3}), ""},
		{"staff", with(12, account.Staff, account.Territory{Community: 1}), "manager"},
		{"staff of another community", with(12, account.Staff, account.Territory{Community: 2}), ""},
		{"an admin", with(12, account.Admin, account.Territory{}), "manager"},
		{"the county, which only reads", with(12, account.County, account.Territory{}), ""},
		{"a worker who reported it himself", with(10, account.Worker, at), "reporter watcher"},
		{"a leader who owns it", with(11, account.Leader, account.Territory{Community: 1, Grid: 2}), "owner manager"},
	} {
		var got []string
		for _, p := range r.parts(c.by) {
			got = append(got, string(p))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s acts as %v", c.name, got)
		}
	}
	unplaced := record{At: account.Territory{Community: 1}}
	if got := unplaced.parts(with(12, account.Worker, at)); got != nil {
		t.Errorf("without a micro-grid a worker acts as %v", got)
	}
}
