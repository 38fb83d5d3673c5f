package issue

import (
	"errors"
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/problem"
)

// meeting is a neighbour who met a matter too, or no longer waits for it.
func (h *history) meeting() {
	if len(h.issues) == 0 {
		return
	}
	id := rapid.SampledFrom(h.issues).Draw(h.rt, "met")
	h.exec(`UPDATE issues SET moderation = 'pass' WHERE id = ?`, id)
	by := h.actor(rapid.SampledFrom([]string{"reporter", "neighbour", "stranger"}).Draw(h.rt, "who met it"))
	if rapid.IntRange(0, 2).Draw(h.rt, "leaves") == 0 {
		h.must(h.Leave(h.Context(), by, id))
		return
	}
	_, err := h.Join(h.Context(), by, id)
	var refusal *problem.Error
	if err != nil && !errors.As(err, &refusal) {
		h.rt.Fatal(err)
	}
}

// staffing is somebody who leaves his office, is barred, or comes back.
func (h *history) staffing() {
	who := rapid.SampledFrom([]string{"worker 01-01", "worker 01-02", "worker 02-01", "leader"}).Draw(h.rt, "who comes or goes")
	if back := h.gone[who]; back {
		h.employ(who)
	} else {
		g := h.who[who].Grants[0]
		h.must(h.DB.InTx(h.Context(), func(tx *db.Tx) error {
			_, err := h.Accounts.EndGrants(h.Context(), tx, g.Role, g.Territory)
			return err
		}))
	}
	h.gone[who] = !h.gone[who]
}

// employ gives somebody the post that he has by the tables.
func (h *history) employ(who string) {
	g := h.who[who].Grants[0]
	h.must(h.DB.InTx(h.Context(), func(tx *db.Tx) error {
		_, err := h.Accounts.EnsureGrant(h.Context(), tx, h.who[who].ID, g.Role, g.Territory)
		return err
	}))
}

func (h *history) barring() {
	who := rapid.SampledFrom([]string{"worker 01-01", "leader", "reporter"}).Draw(h.rt, "who is barred")
	h.must(h.Accounts.SetDisabled(h.Context(), h.who["admin"], h.who[who].ID, true))
	h.sound()
	h.must(h.Accounts.SetDisabled(h.Context(), h.who["admin"], h.who[who].ID, false))
}

// regridding moves a micro-grid to another grid, and back.
func (h *history) regridding() {
	h.moved = !h.moved
	h.regrid(map[bool]string{false: "01", true: "02"}[h.moved])
}

func (h *history) regrid(to string) {
	book := bookOf("a", nil, nil, []grid.PersonEntry{{Username: "staff", Name: "王", Role: "staff"}}, "staff")
	book.MicroGrids[1].In = to
	h.must(h.DB.InTx(h.Context(), func(tx *db.Tx) error { _, err := h.Grid.Apply(h.Context(), tx, book, ""); return err }))
}

// remapping moves, splits or merges any micro-grid, as staff would.
func (h *history) remapping() {
	list, err := db.All(h.Context(), h.DB, db.Value[int64], `SELECT id FROM micro_grids WHERE community_id = ? AND valid_until IS NULL ORDER BY id`, h.at["a"].Community)
	h.must(err)
	d := grid.ChangeDraft{Kind: rapid.SampledFrom([]grid.ChangeKind{grid.MovedTo, grid.SplitOff, grid.MergedInto}).Draw(h.rt, "change"), Reason: "调整",
		MicroGrid: grid.MicroGridID(rapid.SampledFrom(list).Draw(h.rt, "what changes"))}
	switch {
	case d.Kind == grid.MovedTo:
		d.Grid = grid.GridID(h.at["a"+rapid.SampledFrom([]string{"01-01", "02-01"}).Draw(h.rt, "to the grid of")].Grid)
	case d.Kind == grid.MergedInto && len(list) < 4:
		return
	case d.Kind == grid.MergedInto || rapid.Bool().Draw(h.rt, "to one that is there"):
		d.Into = grid.MicroGridID(rapid.SampledFrom(list).Draw(h.rt, "into"))
	default:
		d.Code, d.Name = fmt.Sprint("new-", len(list), h.number(`SELECT MAX(id) FROM micro_grids`)), "新的"
		d.Worker = h.who[rapid.SampledFrom([]string{"worker 01-01", "staff"}).Draw(h.rt, "its worker")].ID
	}
	if d.Kind == grid.SplitOff {
		all, err := db.All(h.Context(), h.DB, db.Value[grid.BuildingID], `SELECT building_id FROM building_micro_grids WHERE micro_grid_id = ? ORDER BY building_id`, d.MicroGrid)
		h.must(err)
		d.Buildings = all[:min(1, len(all))]
	}
	made, err := h.Grid.Change(h.Context(), h.who["staff"], d)
	var refusal *problem.Error
	if err != nil && !errors.As(err, &refusal) {
		h.rt.Fatalf("%s of %d: %v", d.Kind, d.MicroGrid, err)
	}
	if err == nil {
		h.taken[Relocate] += made.Outcome.Issues
	}
}

// ruling gives the community other routing rules: any number of any kind, about
// people of every sort, some of whom are out of office or of elsewhere.
func (h *history) ruling() {
	list := []RoutingRule{}
	for i := range rapid.IntRange(0, 4).Draw(h.rt, "rules") {
		list = append(list, h.rule(i))
	}
	had, err := h.Routing(h.Context(), h.who["staff"], h.at["a"].Community, 0)
	h.must(err)
	_, err = h.SaveRouting(h.Context(), h.who["staff"], h.at["a"].Community, RoutingDraft{Version: had.Version, Rules: list})
	h.must(err)
}

func (h *history) rule(i int) RoutingRule {
	pick := func(what string, of ...string) string { return rapid.SampledFrom(of).Draw(h.rt, what) }
	r := RoutingRule{Name: fmt.Sprint("规则", i), Active: !now(h.rt, 5, "idle rule"), Category: pick("about", "", "lamp", "gas"), Grid: pick("in grid", "", "01", "02", "gone"),
		MicroGrid: pick("in micro-grid", "", "", "01-01", "01-02"), Hours: rapid.SampledFrom(routingHours).Draw(h.rt, "hours of a rule"), Mode: rapid.SampledFrom([]RoutingMode{ModeGrab, ModeRotate, ModeAssign}).Draw(h.rt, "mode")}
	switch {
	case r.Mode == ModeGrab:
	case rapid.Bool().Draw(h.rt, "by role"):
		r.Role = rapid.SampledFrom([]account.Role{account.Worker, account.Staff, account.Leader}).Draw(h.rt, "role")
		if r.Mode == ModeRotate && r.Role == account.Leader {
			r.Role = account.Worker
		}
		r.In = pick("held at", "", "01", "01-02", "gone")
	default:
		for range rapid.IntRange(1, 3).Draw(h.rt, "people of a rule") {
			r.People = append(r.People, h.who[rapid.SampledFrom(actors).Draw(h.rt, "person of a rule")].ID)
		}
	}
	return r
}

// counted says whether the sums of the days are what one finds by counting, each
// step where the issue stood then.
func (h *history) counted() {
	row := func(d *[5]string) []any { return []any{&d[0], &d[1], &d[2], &d[3], &d[4]} }
	kept, err := db.All(h.Context(), h.DB, row, `
		SELECT CONCAT_WS('/', community_id, grid_id, micro_grid_id, day, reported), answered, closed, told, worked FROM issue_days
		WHERE reported <> 0 OR answered <> 0 OR closed <> 0 OR told <> 0 OR worked <> 0 ORDER BY community_id, grid_id, micro_grid_id, day`)
	h.must(err)
	found, err := db.All(h.Context(), h.DB, row, `
		SELECT CONCAT_WS('/', t.community_id, m.grid_id, m.id, t.day, SUM(reported)), SUM(answered), SUM(closed), SUM(told), SUM(worked) FROM (
			SELECT id, community_id, 1 AS version, DATE(DATE_ADD(created_at, INTERVAL 8 HOUR)) AS day, 1 AS reported, 0 AS answered, 0 AS closed, 0 AS told, 0 AS worked FROM issues
			UNION ALL SELECT id, community_id, version, DATE(DATE_ADD(closed_at, INTERVAL 8 HOUR)), 0, 1, state = 'closed', state = 'closed' AND reply IS NOT NULL AND tell_by IS NULL, 0
				FROM issues WHERE state IN ('handled', 'closed')
			UNION ALL SELECT i.id, i.community_id, e.version, DATE(DATE_ADD(e.created_at, INTERVAL 8 HOUR)), 0, 0, 0, 0, 1
				FROM issues i JOIN issue_events e ON e.issue_id = i.id WHERE e.actor_part IN ('owner', 'watcher', 'target', 'pool')) AS t
		JOIN micro_grids m ON m.id = (SELECT p.ref_id FROM issue_events p WHERE p.issue_id = t.id AND p.step IN ('report', 'relocate') AND p.version <= t.version ORDER BY p.version DESC LIMIT 1)
		GROUP BY t.community_id, m.grid_id, m.id, t.day ORDER BY t.community_id, m.grid_id, m.id, t.day`)
	h.must(err)
	if !slices.Equal(kept, found) {
		h.rt.Fatalf("days are kept as\n%v\nbut are\n%v", kept, found)
	}
}

func total(m map[Step]int) (n int) {
	for _, v := range m {
		n += v
	}
	return n
}
