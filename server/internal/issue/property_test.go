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
	taken  map[Step]int    // in all histories
	done   map[Step]bool   // in this one
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
	careless := now(h.rt, 10, "careless")
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
	if err == nil && len(list) > 0 && !now(h.rt, 5, "any target") {
		return int64(rapid.SampledFrom(list).Draw(h.rt, "target").Account)
	}
	return int64(h.who[rapid.SampledFrom(actors).Draw(h.rt, "target")].ID)
}

// step is mostly one that is offered to somebody, and now and then any.
func (h *history) step() {
	alive := h.alive()
	if len(alive) == 0 {
		return
	}
	id := rapid.SampledFrom(alive).Draw(h.rt, "issue")
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
	if len(offered) > 0 && !now(h.rt, 5, "anything") {
		step = rapid.SampledFrom(h.rare(slices.Sorted(maps.Keys(offered)))).Draw(h.rt, "offered step")
		who = rapid.SampledFrom(offered[step]).Draw(h.rt, "to whom")
	}
	d := h.draft(id, step)
	if r.task != nil && slices.Contains(aboutTasks, step) {
		d.Task = r.task.No
	}
	if d.Version = r.Version; now(h.rt, 20, "stale") {
		d.Version++
	}
	_, err := h.Take(h.Context(), h.actor(who), id, d)
	var refusal *problem.Error
	if err != nil && !errors.As(err, &refusal) {
		h.rt.Fatalf("%s by %s: %v", step, who, err)
	}
	if err == nil {
		h.taken[step]++
		h.done[step] = true
	}
}

// alive are, mostly, the issues with which something can still be done, the
// newest first.
func (h *history) alive() []ID {
	if now(h.rt, 10, "any issue") {
		return h.issues
	}
	ids, err := db.All(h.Context(), h.DB, db.Value[ID], `SELECT id FROM issues WHERE id > ? AND state <> ? AND (closed_at IS NULL OR closed_at > ?) ORDER BY id DESC`,
		h.base, Withdrawn, h.DB.Now().Add(-feedbackWindow))
	h.must(err)
	return ids
}

// rare are, mostly, those of the steps that this history has not seen yet: what
// needs a long way comes as surely as what is always possible.
func (h *history) rare(steps []Step) []Step {
	fresh := slices.DeleteFunc(slices.Clone(steps), func(s Step) bool { return h.done[s] })
	if len(fresh) == 0 || now(h.rt, 3, "again") {
		return steps
	}
	return fresh
}

// now and then, one time in n or less: rapid likes small numbers, so it is the
// largest that stands for the exception.
func now(rt *rapid.T, n int, what string) bool { return rapid.IntRange(1, n).Draw(rt, what) == n }

func (h *history) file() {
	who := rapid.SampledFrom([]string{"reporter", "neighbour", "stranger"}).Draw(h.rt, "reporter")
	d := Draft{Words: "灯不亮", Category: rapid.SampledFrom([]string{"gas", "lamp", "quiet"}).Draw(h.rt, "category")}
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

// begin empties the town, whatever an earlier history left behind, so that one
// that failed fails again.
func (h *history) begin() {
	for _, table := range []string{"issues", "issue_days", "issue_followers", "issue_tasks", "routing_versions", "routing_turns", "building_micro_grids"} {
		h.exec(`DELETE FROM ` + table)
	}
	h.regrid("01")
	for _, who := range []string{"worker 01-01", "worker 01-02", "worker 02-01", "leader", "reporter"} {
		h.must(h.Accounts.SetDisabled(h.Context(), h.who["admin"], h.who[who].ID, false))
		if who != "reporter" {
			h.employ(who)
		}
	}
	h.base = ID(h.number(`SELECT COALESCE(MAX(issue_id), 0) FROM issue_events`))
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

// enough is how many steps show every kind of step for certain: the rarest,
// which need a long way, are one in two hundred. A short run takes fewer.
const enough = 2000

func TestWhateverHappensThePromiseHolds(t *testing.T) {
	w, taken, n := newTown(t), map[Step]int{}, 0
	rapid.Check(t, func(rt *rapid.T) {
		h := &history{town: w, rt: rt, gone: map[string]bool{}, taken: taken, done: map[Step]bool{}}
		h.begin()
		h.ruling()
		for range rapid.IntRange(100, 200).Draw(rt, "length") {
			n++
			deed := rapid.SampledFrom([]func(){h.step, h.step, h.step, h.step, h.step, h.step, h.step, h.step, h.step, h.step, h.step, h.step, h.step, h.step, h.file, h.file, h.ruling, h.meeting, h.meeting, h.waiting, h.waiting, h.staffing, h.barring, h.weather, h.regridding, h.remapping}).Draw(rt, "deed")
			deed()
			h.sound()
		}
		h.counted()
	})
	for _, s := range steps {
		if total(taken) >= enough && s != Report && s != HandOver && s != Lapse && s != Settle && taken[s] == 0 {
			t.Errorf("%s was never taken: the history is too timid", s)
		}
	}
	fmt.Printf("the promise held after each of %d deeds, %d steps among them; the rarest was taken %d times\n", n, total(taken), slices.Min(slices.Collect(maps.Values(taken))))
}
