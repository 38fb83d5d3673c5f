package issue

import (
	"testing"
	"time"
)

func TestTheLastAuditIsKeptAndStandsOnTheOverview(t *testing.T) {
	w := newTown(t)
	good, bad := w.report("reporter", Draft{}), w.report("neighbour", Draft{})
	w.take("worker 01-01", w.take("worker 01-01", w.report("reporter", Draft{}), StepDraft{Step: Accept}), StepDraft{Step: Close, Outcome: solved(), Text: "换好了"})
	w.report("stranger", Draft{})
	if o, err := w.Overview(t.Context(), w.who["staff"], 0); err != nil || o.LastCheck != nil {
		t.Fatal(o.LastCheck, err)
	}
	w.exec(`UPDATE issues SET version = 2 WHERE id = ?`, bad.ID)
	if err := w.AuditDaily(t.Context()); err != nil {
		t.Fatal(err)
	}
	o, err := w.Overview(t.Context(), w.who["staff"], 0)
	if err != nil || o.LastCheck == nil || !o.LastCheck.At.Equal(w.clock.Now()) || o.LastCheck.Issues != 3 || o.LastCheck.Findings != 1 {
		t.Fatalf("%+v %v", o.LastCheck, err)
	}
	for who, n := range map[string]int{"staff": 1, "county": 1, "leader": 1} {
		list, err := w.Findings(t.Context(), w.who[who], w.at["a"].Community)
		if err != nil || len(list) != n || list[0].Issue != bad.ID || list[0].Number != bad.Number || list[0].Rule != "I5" || list[0].Text != "Version is not what its 1 events lead to" {
			t.Errorf("%s: %+v %v", who, list, err)
		}
	}
	_, err = w.Findings(t.Context(), w.who["staff"], w.at["b"].Community)
	wants(t, "another community", err, ErrScope)
	_, err = w.Findings(t.Context(), w.who["worker 01-01"], w.at["a"].Community)
	wants(t, "a worker", err, ErrScope)

	last, err := w.LastAudit(t.Context())
	if err != nil || last.Issues != 4 || last.Findings != 1 || *last.Communities[w.at["a"].Community] != (Tally{3, 1, 1, 1}) || *last.Communities[w.at["b"].Community] != (Tally{1, 0, 0, 0}) {
		t.Errorf("%+v %v", last, err)
	}

	w.exec(`UPDATE issues SET version = 1 WHERE id = ?`, bad.ID)
	if rate := float64(last.Communities[w.at["a"].Community].Echoed) / float64(last.Communities[w.at["a"].Community].Closed); o.ReplyRate == nil || *o.ReplyRate != rate {
		t.Errorf("the overview says %v, the audit %v", o.ReplyRate, rate)
	}
	w.clock.Advance(auditKept + time.Hour)
	w.exec(`UPDATE issues SET next_due_at = ?, escalate_at = NULL WHERE id IN (?, ?)`, w.clock.Now().Add(time.Hour), good.ID, bad.ID)
	if err := w.AuditDaily(t.Context()); err != nil {
		t.Fatal(err)
	}
	if last, err = w.LastAudit(t.Context()); err != nil || *last.Communities[w.at["a"].Community] != (Tally{3, last.Communities[w.at["a"].Community].Findings, 0, 0}) {
		t.Errorf("what was answered long ago counts for ever: %+v %v", last.Communities[w.at["a"].Community], err)
	}
	if n := w.number(`SELECT COUNT(*) FROM issue_audits`); n != 1 {
		t.Errorf("%d audits are kept", n)
	}
	if n := w.number(`SELECT COUNT(*) FROM issue_audit_findings WHERE rule = 'I5' AND text LIKE 'Version%'`); n != 0 {
		t.Error("what was mended is still named")
	}
}
