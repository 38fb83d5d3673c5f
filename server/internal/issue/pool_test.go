package issue

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/problem"
)

func TestOfAllWhoGrabAtOnceOneWinsAndTheOthersHearWho(t *testing.T) {
	w := newTown(t)
	w.rules(RoutingRule{Mode: ModeGrab})
	for range 5 {
		is := w.report("reporter", Draft{})
		who := []string{"worker 01-01", "worker 01-02", "staff"}
		errs := make([]error, len(who))
		var all sync.WaitGroup
		for i := range who {
			all.Go(func() { _, errs[i] = w.try(who[i], is, StepDraft{Step: Grab}) })
		}
		all.Wait()
		won := slices.Index(errs, nil)
		if won < 0 {
			t.Fatal(errs)
		}
		r := w.row(is.ID)
		if r.Owner != w.who[who[won]].ID || r.Pooled || r.State != Accepted || r.Version != 2 {
			t.Errorf("%s won: %+v", who[won], r.standing)
		}
		name := map[string]string{"worker 01-01": "张", "worker 01-02": "刘", "staff": "王"}[who[won]]
		for i, err := range errs {
			var p *problem.Error
			if i != won && (!errors.As(err, &p) || p.Kind != problem.Conflict || !strings.HasPrefix(p.Detail, name+"已经接下")) {
				t.Errorf("%s: %v", who[i], err)
			}
		}
	}
	if bad := w.audit(); bad != nil {
		t.Error(bad)
	}
}

func TestWhatWaitsInThePoolIsSeenAndToldByTheGridAndOwnedByItsLeader(t *testing.T) {
	w := newTown(t)
	w.rules(RoutingRule{Mode: ModeGrab, Grid: "01"})
	is := w.report("reporter", Draft{})
	for who, want := range map[string]int{"worker 01-01": 1, "worker 01-02": 1, "worker 02-01": 0, "leader": 1, "staff": 1, "county": 1, "fallback": 1} {
		if got := w.ids(who, Query{Scope: Pool, Limit: 10}); len(got) != want {
			t.Errorf("%s sees %v", who, got)
		}
	}
	if _, _, err := w.List(t.Context(), w.who["reporter"], Query{Scope: Pool, Limit: 10}); !errors.Is(err, ErrScope) {
		t.Error(err)
	}
	for who, want := range map[string]int{"worker 01-01": 1, "worker 01-02": 1, "worker 02-01": 0, "leader": 0} {
		if got := w.told(who); len(got) != want || want > 0 && got[0] != poolTitle {
			t.Errorf("%s was told %v", who, got)
		}
	}
	second := w.mustGetAs("worker 01-02", is.ID)
	if !second.Pooled || second.Act == nil || second.Act.Step != Grab || second.Owner.Name != "杨" || !strings.HasPrefix(second.NextText, "等待本网格的网格员受理") {
		t.Errorf("%+v", second.Summary)
	}
	if leader := w.mustGetAs("leader", is.ID); leader.Routed == nil || leader.Routed.Name != "规则1" || leader.Act.Step != Accept {
		t.Errorf("%+v", leader.Routed)
	}
	if _, err := w.Get(t.Context(), w.who["worker 02-01"], is.ID); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
	w.take("worker 01-02", second, StepDraft{Step: Grab})
	if got := w.told("reporter"); !slices.Equal(got, []string{"您的诉求已受理"}) {
		t.Error(got)
	}
	if got := w.ids("worker 01-01", Query{Scope: Pool, Limit: 10}); got != nil {
		t.Error("the pool still offers ", got)
	}
	seen := w.report("reporter", Draft{})
	w.take("leader", seen, StepDraft{Step: Accept})
	if _, err := w.Get(t.Context(), w.who["worker 01-02"], seen.ID); !errors.Is(err, ErrNotFound) || strings.Contains(err.Error(), "撤回") {
		t.Errorf("too late: %v", err)
	}
	_, err := w.try("worker 02-01", seen, StepDraft{Step: Grab})
	wants(t, "of another grid", err, ErrNotFound)
}

func TestWhatTheReporterTookBackIsNotSaidToBeTakenByAnybody(t *testing.T) {
	w := newTown(t)
	w.rules(RoutingRule{Mode: ModeGrab})
	is := w.report("reporter", Draft{})
	w.take("reporter", is, StepDraft{Step: Withdraw})
	_, grabbed := w.try("worker 01-02", is, StepDraft{Step: Grab})
	_, opened := w.Get(t.Context(), w.who["worker 01-02"], is.ID)
	for err, kind := range map[error]problem.Kind{grabbed: problem.Conflict, opened: problem.NotFound} {
		var p *problem.Error
		if !errors.As(err, &p) || p.Kind != kind || p.Detail != poolEnded {
			t.Error(err)
		}
	}
}

// mustGetAs is the issue as somebody sees it.
func (w *town) mustGetAs(who string, id ID) Issue {
	w.Helper()
	is, err := w.Get(w.Context(), w.who[who], id)
	if err != nil {
		w.Fatal(who, err)
	}
	return is
}

func TestThePoolKeepsAnOwnerAndItsDeadlineWhateverHappens(t *testing.T) {
	w := newTown(t)
	w.rules(RoutingRule{Mode: ModeGrab})
	is := w.report("reporter", Draft{})
	due := w.row(is.ID)
	direct := w.DB.InTx(t.Context(), func(tx *db.Tx) error {
		_, err := w.Accounts.EndGrants(t.Context(), tx, account.Leader, account.Territory{Community: w.at["a"].Community, Grid: w.at["a01-01"].Grid})
		return err
	})
	if direct != nil {
		t.Fatal(direct)
	}
	r := w.row(is.ID)
	if r.Owner != w.who["staff"].ID || !r.Pooled || !r.Due.Equal(due.Due) || !r.NextDue.Equal(*due.NextDue) {
		t.Errorf("its leader left: %+v", r.standing)
	}
	w.clock.Advance(72 * time.Hour)
	if err := w.Escalate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if r = w.row(is.ID); r.Escalation < levelLeader || !r.Pooled {
		t.Errorf("nobody took it in time: %+v", r.Escalation)
	}
	if bad := w.audit(); bad != nil {
		t.Error(bad)
	}
	given := w.take("staff", w.mustGetAs("staff", is.ID), StepDraft{Step: Assign, Target: int64(w.who["worker 01-02"].ID), Text: "请去看看"})
	if given.Pooled || given.Owner.Name != "刘" {
		t.Errorf("%+v", given.Summary)
	}
	_, err := w.try("worker 01-01", given, StepDraft{Step: Grab})
	wants(t, "of what was given to somebody", err, ErrGrabbed)
	w.exec(`UPDATE issues SET pooled = TRUE, state = 'accepted' WHERE id = ?`, is.ID)
	if bad := w.audit(); !slices.ContainsFunc(bad, func(s string) bool { return strings.Contains(s, "I1 somebody took it") }) || len(bad) < 2 {
		t.Error("a planted fault is not found: ", bad)
	}
}
