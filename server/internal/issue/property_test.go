package issue

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/problem"
	"huiyin/server/internal/platform/wechat/sim"
)

var actors = []string{"reporter", "neighbour", "stranger", "worker 01-01", "worker 01-02", "worker 02-01", "leader", "staff", "admin", "county", "fallback"}

// A history is a town in which anything may happen.
type history struct {
	*town
	rt     *rapid.T
	base   ID // issues of earlier histories
	issues []ID
	gone   map[string]bool // who is out of office
	moved  bool            // whether the micro-grid 01-02 belongs to the second grid
	taken  map[Step]int
}

// actor is somebody with the roles that he has now.
func (h *history) actor(who string) account.Actor {
	a := h.who[who]
	if h.gone[who] {
		a.Grants = nil
	}
	return a
}

// draft is a step as somebody might send it: mostly complete, now and then not.
func (h *history) draft(id ID, step Step) StepDraft {
	d := StepDraft{Step: step}
	careless := rapid.IntRange(0, 9).Draw(h.rt, "careless") == 0
	some := func(n Need) bool {
		i := slices.IndexFunc(workflow, func(r rule) bool { return r.Step == step && (step != Close || r.Needs != nil) })
		return i >= 0 && slices.Contains(workflow[i].Needs, n) != careless
	}
	if some(Text) || some(Reason) {
		d.Text = "明天上午去看"
	}
	if some(Target) {
		d.Target = h.target(id)
	}
	if some(ByWhom) && rapid.Bool().Draw(h.rt, "outside") {
		d.Body = h.body(rapid.SampledFrom([]string{"物业", "派出所"}).Draw(h.rt, "body"))
	} else if some(ByWhom) {
		d.Target = h.target(id)
	}
	if some(Original) {
		others := slices.DeleteFunc(slices.Clone(h.issues), func(o ID) bool { return o == id && len(h.issues) > 1 })
		d.Original = rapid.SampledFrom(others).Draw(h.rt, "original")
	}
	if some(Until) {
		t := h.DB.Now().Add(time.Duration(rapid.IntRange(1, 400).Draw(h.rt, "until")) * time.Hour)
		d.Until = &t
	}
	if some(Result) && step != Close || some(Result) && rapid.Bool().Draw(h.rt, "at once") {
		o := rapid.SampledFrom(outcomes).Draw(h.rt, "outcome")
		if d.Outcome = &o; o == OutOfScope {
			d.ReferTo = "供电局"
		}
	}
	if some(Means) {
		way := rapid.SampledFrom(ways).Draw(h.rt, "way")
		d.Way = &way
	}
	if some(Grade) {
		grade, done := rapid.IntRange(1, 5).Draw(h.rt, "grade"), rapid.Bool().Draw(h.rt, "resolved")
		d.Grade, d.Resolved = &grade, &done
	}
	return d
}

// target is mostly one of those who could take the issue over.
func (h *history) target(id ID) int64 {
	list, err := h.Targets(h.Context(), h.who["staff"], id)
	if err == nil && len(list) > 0 && rapid.IntRange(0, 4).Draw(h.rt, "any target") > 0 {
		return int64(rapid.SampledFrom(list).Draw(h.rt, "target").Account)
	}
	return int64(h.who[rapid.SampledFrom(actors).Draw(h.rt, "target")].ID)
}

// step is mostly one that is offered to somebody, and now and then any.
func (h *history) step() {
	if len(h.issues) == 0 {
		return
	}
	id := rapid.SampledFrom(h.issues).Draw(h.rt, "issue")
	r, offered := h.row(id), map[Step][]string{}
	r.checked = r.Category == "gas"
	if len(r.tasks) > 0 {
		r.task = &r.tasks[rapid.IntRange(0, len(r.tasks)-1).Draw(h.rt, "which task")]
	}
	for _, who := range actors {
		by := h.actor(who)
		for _, rule := range r.possible(by.ID, r.parts(by), h.DB.Now()) {
			offered[rule.Step] = append(offered[rule.Step], who)
		}
	}
	who, step := rapid.SampledFrom(actors).Draw(h.rt, "who"), rapid.SampledFrom(steps).Draw(h.rt, "step")
	if len(offered) > 0 && rapid.IntRange(0, 4).Draw(h.rt, "anything") > 0 {
		step = rapid.SampledFrom(slices.Sorted(maps.Keys(offered))).Draw(h.rt, "offered step")
		who = rapid.SampledFrom(offered[step]).Draw(h.rt, "to whom")
	}
	d := h.draft(id, step)
	if r.task != nil && slices.Contains(aboutTasks, step) {
		d.Task = r.task.No
	}
	if d.Version = r.Version; rapid.IntRange(0, 19).Draw(h.rt, "stale") == 0 {
		d.Version++
	}
	_, err := h.Take(h.Context(), h.actor(who), id, d)
	var refusal *problem.Error
	if err != nil && !errors.As(err, &refusal) {
		h.rt.Fatalf("%s by %s: %v", step, who, err)
	}
	if err == nil {
		h.taken[step]++
	}
}

func (h *history) file() {
	who := rapid.SampledFrom([]string{"reporter", "neighbour", "stranger"}).Draw(h.rt, "reporter")
	d := Draft{Words: "灯不亮", Category: rapid.SampledFrom([]string{"lamp", "quiet", "gas"}).Draw(h.rt, "category")}
	if rapid.IntRange(0, 2).Draw(h.rt, "on behalf") == 0 {
		who, d.OnBehalf, d.MicroGrid = "staff", &Behalf{Name: "王"}, h.at["a01-01"].MicroGrid
	}
	is, err := h.Report(h.Context(), h.actor(who), d)
	h.must(err)
	h.issues = append(h.issues, is.ID)
}

func (h *history) must(err error) {
	if err != nil {
		h.rt.Fatal(err)
	}
}

// waiting lets time pass, over nights, weekends and holidays, and then the
// scheduler runs.
func (h *history) waiting() {
	h.clock.Advance(time.Duration(rapid.IntRange(1, 200).Draw(h.rt, "hours")) * time.Hour)
	h.must(h.Retire(h.Context()))
	h.must(h.Escalate(h.Context()))
	h.must(h.Settle(h.Context()))
	h.must(h.Alert(h.Context()))
}

// weather is a WeChat that fails while its content check is asked.
func (h *history) weather() {
	h.wechat.Fail(sim.Fault{Path: "/wxa/*", Times: 1, Do: sim.Harm{ErrCode: -1}})
	defer h.wechat.Heal()
	_, err := h.Check(h.Context())
	h.must(err)
}

// sound is the promise, over every issue of this history.
func (h *history) sound() {
	bad := []string{}
	_, err := h.auditFrom(h.Context(), h.base, func(f Finding) { bad = append(bad, f.String()) })
	h.must(err)
	if n := h.number(`SELECT COUNT(*) FROM issues i WHERE followers <> (SELECT COUNT(DISTINCT account_id) FROM issue_followers f WHERE f.issue_id = i.id AND f.account_id <> i.reporter_id)`); n > 0 {
		bad = append(bad, "those who met an issue are counted wrongly")
	}
	if len(bad) > 0 {
		h.rt.Fatal(bad)
	}
}

// counted says whether the sums of the days are what one finds by counting.
func (h *history) counted() {
	row := func(d *[5]string) []any { return []any{&d[0], &d[1], &d[2], &d[3], &d[4]} }
	kept, err := db.All(h.Context(), h.DB, row, `
		SELECT CONCAT_WS('/', community_id, grid_id, micro_grid_id, day, reported), answered, closed, told, worked FROM issue_days
		WHERE reported <> 0 OR answered <> 0 OR closed <> 0 OR told <> 0 OR worked <> 0 ORDER BY community_id, grid_id, micro_grid_id, day`)
	h.must(err)
	found, err := db.All(h.Context(), h.DB, row, `
		SELECT CONCAT_WS('/', community_id, grid_id, micro_grid_id, day, SUM(reported)), SUM(answered), SUM(closed), SUM(told), SUM(worked) FROM (
			SELECT community_id, grid_id, micro_grid_id, DATE(DATE_ADD(created_at, INTERVAL 8 HOUR)) AS day, 1 AS reported, 0 AS answered, 0 AS closed, 0 AS told, 0 AS worked FROM issues
			UNION ALL SELECT community_id, grid_id, micro_grid_id, DATE(DATE_ADD(closed_at, INTERVAL 8 HOUR)), 0, 1, state = 'closed', state = 'closed' AND reply IS NOT NULL AND tell_by IS NULL, 0
				FROM issues WHERE state IN ('handled', 'closed')
			UNION ALL SELECT i.community_id, i.grid_id, i.micro_grid_id, DATE(DATE_ADD(e.created_at, INTERVAL 8 HOUR)), 0, 0, 0, 0, 1
				FROM issues i JOIN issue_events e ON e.issue_id = i.id WHERE e.actor_part IN ('owner', 'watcher', 'target')) AS each_one
		GROUP BY community_id, grid_id, micro_grid_id, day ORDER BY community_id, grid_id, micro_grid_id, day`)
	h.must(err)
	if !slices.Equal(kept, found) {
		h.rt.Fatalf("days are kept as\n%v\nbut are\n%v", kept, found)
	}
}

func TestWhateverHappensThePromiseHolds(t *testing.T) {
	w, taken, n := newTown(t), map[Step]int{}, 0
	rapid.Check(t, func(rt *rapid.T) {
		h := &history{town: w, rt: rt, gone: map[string]bool{}, taken: taken}
		h.base = ID(w.number(`SELECT COALESCE(MAX(id), 0) FROM issues`))
		for range rapid.IntRange(80, 160).Draw(rt, "length") {
			n++
			deed := rapid.SampledFrom([]func(){h.step, h.step, h.step, h.step, h.step, h.step, h.step, h.step, h.step, h.step, h.step, h.step, h.step, h.step, h.file, h.file, h.meeting, h.meeting, h.waiting, h.waiting, h.staffing, h.barring, h.weather, h.regridding}).Draw(rt, "deed")
			deed()
			h.sound()
		}
		for who := range h.gone {
			if h.gone[who] {
				g := h.who[who].Grants[0]
				h.must(h.DB.InTx(h.Context(), func(tx *db.Tx) error {
					_, err := h.Accounts.EnsureGrant(h.Context(), tx, h.who[who].ID, g.Role, g.Territory)
					return err
				}))
			}
		}
		h.counted()
		w.exec(`DELETE FROM issues`)
		w.exec(`DELETE FROM issue_days`)
		w.exec(`DELETE FROM issue_followers`)
		w.exec(`DELETE FROM issue_tasks`)
	})
	for _, s := range steps {
		if s != Report && s != HandOver && s != Lapse && s != Settle && taken[s] == 0 {
			t.Errorf("%s was never taken: the history is too timid", s)
		}
	}
	fmt.Printf("the promise held after each of %d deeds, %d steps among them\n", n, total(taken))
}

func total(m map[Step]int) (n int) {
	for _, v := range m {
		n += v
	}
	return n
}
