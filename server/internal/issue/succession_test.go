package issue

import (
	"testing"
	"time"
)

func TestASuccessorTakesOverWhatIsOpen(t *testing.T) {
	w := newTown(t)
	open := w.report("reporter", Draft{})
	ended := w.take("worker 01-01", w.report("reporter", Draft{}), StepDraft{Step: Accept})
	ended = w.take("worker 01-01", ended, StepDraft{Step: Close, Outcome: solved(), Text: "好了"})
	old, heir := w.who["worker 01-01"].ID, w.who["worker 02-01"].ID
	post := int64(w.number(`SELECT id FROM role_grants WHERE account_id = ? AND revoked_at IS NULL`, old))
	if err := w.Accounts.HandOver(t.Context(), w.who["staff"], old, post, heir); err != nil {
		t.Fatal(err)
	}
	if got := w.row(open.ID).Owner; got != heir {
		t.Errorf("the open matter has owner %d, not %d", got, heir)
	}
	if got := w.row(ended.ID).Owner; got != old {
		t.Errorf("the ended matter has owner %d: the past is as it was", got)
	}
	if next := w.report("reporter", Draft{}); w.row(next.ID).Owner != heir {
		t.Error("what comes in later goes to somebody else")
	}
	if bad := w.audit(); len(bad) > 0 {
		t.Error(bad)
	}
}

func TestAnOfferLapsesWhenTheTermEndsOfWhomItWasMadeTo(t *testing.T) {
	w := newTown(t)
	is := w.take("worker 01-01", w.report("reporter", Draft{}), StepDraft{Step: Transfer, Target: int64(w.who["worker 01-02"].ID), Text: "您更熟"})
	until := w.clock.Now().Add(time.Hour)
	w.exec(`UPDATE role_grants SET until_at = ? WHERE account_id = ?`, until, w.who["worker 01-02"].ID)
	w.clock.Advance(2 * time.Hour)
	if err := w.Retire(t.Context()); err != nil {
		t.Fatal(err)
	}
	if is = w.seen("worker 01-01", is.ID); is.OfferedTo != nil || is.Owner.ID != int64(w.who["worker 01-01"].ID) {
		t.Errorf("still offered to %+v", is.OfferedTo)
	}
}
