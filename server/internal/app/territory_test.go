package app

import (
	"net/http"
	"testing"

	"huiyin/server/internal/issue"
	"huiyin/server/internal/notice"
	"huiyin/server/internal/volunteer"
)

// promises reads everything, and complains about what breaks a promise.
func (d *desk) promises() {
	d.t.Helper()
	if _, err := d.app.issue.Audit(d.t.Context(), func(f issue.Finding) { d.t.Error(f) }); err != nil {
		d.t.Fatal(err)
	}
	if _, err := d.app.notice.Audit(d.t.Context(), func(f notice.Finding) { d.t.Error(f) }); err != nil {
		d.t.Fatal(err)
	}
	if _, err := d.app.volunteer.Audit(d.t.Context(), func(f volunteer.Finding) { d.t.Error(f) }); err != nil {
		d.t.Fatal(err)
	}
}

func TestEverythingGoesAlongWhenAMicroGridIsMerged(t *testing.T) {
	d := newDesk(t)
	ask := d.everyone() // r1's issue, an activity and a notice for where he lives
	const merge = `/v1/staff/territory-changes`
	body := map[string]any{"kind": "merge", "micro_grid_id": 1, "into_micro_grid_id": 2, "reason": "两个微网格合并"}
	tried := ask["staff"]("POST", merge+"/preview", body)
	if tried.status != http.StatusCreated || tried.body["id"] != float64(0) || d.number(`SELECT COUNT(*) FROM territory_changes`) != 0 || d.number(`SELECT COUNT(*) FROM micro_grids WHERE valid_until IS NOT NULL`) != 0 {
		t.Fatal("the preview: ", tried.raw)
	}
	done := ask["staff"]("POST", merge, body)
	if done.status != http.StatusCreated || str(done.body["outcome"]) != str(tried.body["outcome"]) {
		t.Fatalf("the preview said %s, and %s came", str(tried.body["outcome"]), done.raw)
	}
	o := done.body["outcome"].(map[string]any)
	for what, want := range map[string]float64{"residents": 1, "issues": 1, "passed": 1, "activities": 1, "notices": 1, "groups": 1} {
		if o[what] != want {
			t.Errorf("%s: %v, not %v", what, o[what], want)
		}
	}
	d.promises()
	if again := ask["staff"]("POST", merge, body); again.status != http.StatusConflict {
		t.Error("merged twice: ", again.raw)
	}
	defer d.work()() // which lets open sessions know
	home := reply{}
	d.eventually("the reporter's session to learn of it", func() bool {
		home = ask["reporter"]("GET", "/v1/home", nil)
		return home.body["place"].(map[string]any)["micro_grid_id"] == float64(2)
	})
	moved, _ := home.body["relocation"].(map[string]any)
	if moved == nil || moved["choose"] != false || moved["was"] != "01-01 微网格" {
		t.Fatal(home.raw)
	}
	if r := ask["reporter"]("PUT", "/v1/me/relocation", map[string]any{"micro_grid_id": 2}); r.status >= 300 {
		t.Error(r.raw)
	}
	if home = ask["reporter"]("GET", "/v1/home", nil); home.body["relocation"] != nil {
		t.Error("told twice: ", home.raw)
	}
	for who, want := range map[string]int{"worker": 0, "worker2": 1} { // whose post ended, and the heir
		if has := ask[who]("GET", "/v1/issues?scope=work", nil).items(); len(has) != want {
			t.Errorf("%s has %d issues", who, len(has))
		}
	}
	if list := ask["staff"]("GET", merge+"?community=1", nil).items(); len(list) != 1 {
		t.Error("the history has ", list)
	}
	if n := d.number(`SELECT COUNT(*) FROM group_events WHERE step = 'relocated' AND micro_grid_id = 2`); n != 1 {
		t.Error("the group's history has ", n)
	}
}
