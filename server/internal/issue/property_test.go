package issue

import (
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/problem"
)

var actors = []string{"reporter", "neighbour", "stranger", "worker 01-01", "worker 01-02", "leader", "staff", "admin", "county", "fallback"}

// draft is a step as somebody might send it: mostly complete, now and then not.
func (w *town) draft(rt *rapid.T, step Step) StepDraft {
	d := StepDraft{Step: step}
	careless := rapid.IntRange(0, 9).Draw(rt, "careless") == 0
	some := func(n Need) bool {
		i := slices.IndexFunc(workflow, func(r rule) bool { return r.Step == step })
		return i >= 0 && slices.Contains(workflow[i].Needs, n) != careless
	}
	if some(Text) || some(Reason) {
		d.Text = "话"
	}
	if some(Target) {
		d.Target = int64(w.who[rapid.SampledFrom(actors).Draw(rt, "target")].ID)
	}
	if some(Result) {
		o := rapid.SampledFrom(outcomes).Draw(rt, "outcome")
		d.Outcome = &o
	}
	if some(Grade) {
		grade, done := rapid.IntRange(1, 5).Draw(rt, "grade"), rapid.Bool().Draw(rt, "resolved")
		d.Grade, d.Resolved = &grade, &done
	}
	return d
}

// replay is where the events lead, by the square alone.
func (w *town) replay(rt *rapid.T, id ID) (state State, owner account.ID, version int) {
	all, err := events(w.Context(), w.DB, id)
	if err != nil {
		rt.Fatal(err)
	}
	for i, e := range all {
		if e.Version != i+1 {
			rt.Fatalf("event %d has version %d", i+1, e.Version)
		}
		at := slices.IndexFunc(square, func(s cell) bool {
			return s.step == e.Step && (state == "" || s.from[slices.Index(states, state)] == 'x')
		})
		switch {
		case i == 0 && e.Step == Report:
			state = Submitted
		case at < 0:
			rt.Fatalf("%s of a %s issue", e.Step, state)
		case square[at].to != "":
			state = square[at].to
		}
		if e.State != state {
			rt.Fatalf("event %d says %s, the square says %s", e.Version, e.State, state)
		}
		owner, version = e.Owner, e.Version
	}
	return state, owner, version
}

// sound checks what must hold after every step, whatever happened.
func (w *town) sound(rt *rapid.T, id ID) {
	r := w.row(id)
	state, owner, version := w.replay(rt, id)
	if r.State != state || r.Owner != owner || r.Version != version {
		rt.Fatalf("the events lead to %s, owner %d, version %d, but it is %s, %d, %d", state, owner, version, r.State, r.Owner, r.Version)
	}
	active, err := w.Accounts.InOffice(w.Context(), w.DB, r.Owner, r.At.Community, w.DB.Now())
	if err != nil || r.open() && !active {
		rt.Fatalf("open, and its owner %d is not in office: %v", r.Owner, err)
	}
	if (r.State == Handled || r.State == Closed) && (r.Reply == nil || r.ClosedAt == nil) {
		rt.Fatalf("%s without a reply or a time", r.State)
	}
	if (r.State == Closed) != (r.Outcome != nil) || r.open() && (r.ClosedAt != nil || r.Grade != nil) {
		rt.Fatalf("%+v", r)
	}
}

func TestWhateverPeopleDoThePromiseHolds(t *testing.T) {
	w := newTown(t)
	taken := map[Step]int{}
	rapid.Check(t, func(rt *rapid.T) {
		is := w.report("reporter", Draft{})
		for range rapid.IntRange(1, 14).Draw(rt, "steps") {
			who, step := w.someStep(rt, is.ID)
			d := w.draft(rt, step)
			d.Version = w.row(is.ID).Version
			if rapid.IntRange(0, 19).Draw(rt, "stale") == 0 {
				d.Version--
			}
			_, err := w.Take(w.Context(), w.who[who], is.ID, d)
			var refusal *problem.Error
			if err != nil && !errors.As(err, &refusal) {
				rt.Fatalf("%s by %s: %v", step, who, err)
			}
			if err == nil {
				taken[step]++
			}
			w.sound(rt, is.ID)
			w.clock.Advance(time.Duration(rapid.IntRange(0, 72).Draw(rt, "hours")) * time.Hour)
		}
	})
	for _, r := range workflow {
		if taken[r.Step] == 0 {
			t.Errorf("%s was never taken: the walk is too timid", r.Step)
		}
	}
	if bad := w.audit(); bad != nil {
		t.Error(bad)
	}
}

// someStep is mostly one that is offered to somebody, and now and then any.
func (w *town) someStep(rt *rapid.T, id ID) (who string, step Step) {
	r, offered := w.row(id), map[Step][]string{}
	for _, who := range actors {
		for _, rule := range r.possible(r.parts(w.who[who]), w.DB.Now()) {
			offered[rule.Step] = append(offered[rule.Step], who)
		}
	}
	if len(offered) == 0 || rapid.IntRange(0, 3).Draw(rt, "anything") == 0 {
		return rapid.SampledFrom(actors).Draw(rt, "who"), rapid.SampledFrom(square).Draw(rt, "step").step
	}
	step = rapid.SampledFrom(slices.Sorted(maps.Keys(offered))).Draw(rt, "offered step")
	return rapid.SampledFrom(offered[step]).Draw(rt, "to whom"), step
}
