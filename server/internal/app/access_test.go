package app

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"
)

func TestEveryOperationLetsInWhomTheTableSaysAndNobodyElse(t *testing.T) {
	d := newDesk(t)
	ask := d.everyone()
	seen := 0
	for path, item := range new(App).contract(gin.New()).OpenAPI().Paths {
		for method, op := range map[string]any{"GET": item.Get, "POST": item.Post, "PUT": item.Put, "DELETE": item.Delete} {
			id := operationID(op)
			if id == "" {
				continue
			}
			row, ok := access[id]
			if !ok {
				t.Errorf("%s has no row in the access table", id)
				continue
			}
			seen++
			if row.path == "-" {
				if r := ask["nobody"](method, path, nil); r.status != http.StatusUnauthorized {
					t.Errorf("%s as nobody: %d", id, r.status)
				}
				continue
			}
			if row.path != "" {
				path = row.path
			}
			for _, caller := range callers {
				r := ask[caller](method, path, row.body)
				let := !slices.Contains([]int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusTooManyRequests}, r.status)
				if want := slices.Contains(row.may, caller); let != want || r.status >= 500 {
					t.Errorf("%s as %s: %d %.200s", id, caller, r.status, r.raw)
				}
			}
		}
	}
	if seen != len(access) {
		t.Errorf("%d operations asked, the table has %d", seen, len(access))
	}
}

func TestListsShowOnlyOnesOwnCommunity(t *testing.T) {
	d := newDesk(t)
	ask := d.everyone()
	for caller, want := range map[string]int{"worker": 1, "worker2": 0, "worker3": 0, "leader": 1, "staff": 1, "staff2": 0, "county": 1, "admin": 1} {
		if r := ask[caller]("GET", "/v1/issues?scope=work", nil); len(r.items()) != want {
			t.Errorf("%s sees %d: %.200s", caller, len(r.items()), r.raw)
		}
		if r := ask[caller]("GET", "/v1/issues?scope=work&community=1&micro_grid=1", nil); len(r.items()) != want {
			t.Errorf("%s sees %d when he names the place", caller, len(r.items()))
		}
	}
	for caller, want := range map[string]int{"reporter": 1, "neighbour": 0, "stranger": 0, "staff": 0} {
		if r := ask[caller]("GET", "/v1/issues?scope=mine", nil); len(r.items()) != want {
			t.Errorf("%s has %d of his own", caller, len(r.items()))
		}
	}
	if r := ask["staff2"]("GET", "/v1/staff/deliveries", nil); len(r.items()) != 0 {
		t.Error("deliveries of another community: ", r.raw)
	}
}

type asker func(method, path string, body any) reply

// everyone signs everybody in, files r1's issue and makes an activity where he lives.
func (d *desk) everyone() map[string]asker {
	d.settle("r1", 0, 0)
	d.settle("r2", 0, 3)
	d.settle("r3", 1, 0)
	d.must("r1", "POST", "/v1/issues", map[string]any{"words": "路灯不亮", "category": "lamp"})
	d.browser("staff1")("POST", "/v1/activities", map[string]any{"community_id": 1, "grid_id": 1, "micro_grid_id": 1, "kind": "knock", "title": "敲门", "place": "x", "audience": "community",
		"children": false, "shifts": []any{map[string]any{"starts_at": soon, "ends_at": later, "capacity": 5}}})
	out := map[string]asker{"nobody": d.phone(""), "guest": d.phone("w4")}
	maps.Copy(out, map[string]asker{"reporter": d.phone("r1"), "neighbour": d.phone("r2"), "stranger": d.phone("r3"),
		"worker": d.phone("w1"), "worker2": d.phone("w2"), "worker3": d.phone("w3")})
	for caller, username := range map[string]string{"leader": "leader1", "staff": "staff1", "staff2": "staff2", "county": "county1", "admin": "admin"} {
		out[caller] = d.browser(username)
	}
	d.publish(out["staff"])
	d.cards(out["staff"])
	return out
}

func (d *desk) phone(user string) asker {
	return func(method, path string, body any) reply { return d.as(user, method, path, body) }
}

func (d *desk) browser(username string) asker {
	in := d.must("", "POST", "/v1/staff/sessions", map[string]any{"username": username, "password": password})
	cookie, _, _ := strings.Cut(in.header.Get("Set-Cookie"), ";")
	csrf, _ := in.body["csrf"].(string)
	return func(method, path string, body any) reply {
		return d.as("", method, path, body, "Cookie", cookie, "X-CSRF-Token", csrf)
	}
}

func operationID(op any) string {
	if o, ok := op.(*huma.Operation); ok && o != nil {
		return o.OperationID
	}
	return ""
}
