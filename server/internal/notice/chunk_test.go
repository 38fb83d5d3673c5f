package notice

import (
	"testing"
	"time"

	"huiyin/server/internal/platform/db"
)

// dies lets a worker take a part of a notice's fan-out, and die.
func (w *town) dies(id ID) *chunk {
	w.Helper()
	var c *chunk
	w.tx(func(tx *db.Tx) error {
		r, err := lock(w.Context(), tx, id)
		if err != nil {
			return err
		}
		f, err := lockFanout(w.Context(), tx, id)
		if err != nil {
			return err
		}
		c, err = w.takeChunk(w.Context(), tx, &r, &f)
		return err
	})
	return c
}

func TestAPartWhoseWorkerDiedIsTakenAgainAndTheDeadOneChangesNothing(t *testing.T) {
	w := newTown(t)
	w.crowd(2*chunkSize, "01-01")
	id := w.sends(draft())
	dead := w.dies(id)
	for range 5 { // others go on meanwhile
		if _, err := w.Expand(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	w.wants("while its lease holds", w.counts(id).Targeted, chunkSize+2)
	w.wants("not walked yet", w.number(`SELECT COUNT(*) FROM notice_fanouts WHERE state = 'walking'`), 1)
	w.clock.Advance(lease)
	w.expands()
	w.wants("all", w.counts(id).Targeted, 2*chunkSize+2)
	if err := w.giveChunk(t.Context(), dead); err != nil { // it was not dead, only slow
		t.Error(err)
	}
	w.wants("still all", w.counts(id).Targeted, 2*chunkSize+2)
	w.wants("messages", w.number(`SELECT COUNT(*) FROM messages`), 2*chunkSize+2)
	w.wants("parts left", w.number(`SELECT COUNT(*) FROM notice_chunks`), 0)
	w.audited(0)
}

func TestSomebodyOfTwoMembershipsInTwoPartsIsGivenItOnce(t *testing.T) {
	w := newTown(t)
	w.crowd(2*chunkSize, "01-01")
	first := w.number(`SELECT MIN(account_id) FROM memberships WHERE micro_grid_id = ?`, w.at["01-01"].MicroGrid)
	w.tx(func(tx *db.Tx) error {
		_, err := tx.ExecContext(t.Context(), `INSERT INTO memberships (account_id, community_id, micro_grid_id, how, from_at) VALUES (?, 1, ?, 'scan', ?)`, first, w.at["02-01"].MicroGrid, tx.Now)
		return err
	})
	id := w.sends(draft())
	a := w.dies(id)
	w.dies(id)
	b := w.dies(id)
	for _, c := range []*chunk{b, a} {
		if err := w.giveChunk(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	w.clock.Advance(lease + time.Second)
	w.expands()
	w.wants("all", w.counts(id).Targeted, 2*chunkSize+2)
	w.audited(0)
}

func TestAPartOfAStoppedNoticeIsPutBack(t *testing.T) {
	w := newTown(t)
	w.crowd(chunkSize, "01-01")
	id := w.sends(draft())
	taken := w.dies(id)
	w.must(w.takes("staff", id, Take{Step: Stop, Reason: "写错了"}))
	if err := w.giveChunk(t.Context(), taken); err != nil {
		t.Fatal(err)
	}
	w.wants("stopped", w.counts(id).Targeted, 0)
	w.must(w.takes("staff", id, Take{Step: Resume}))
	w.expands()
	w.wants("resumed", w.counts(id).Targeted, chunkSize+2)
}
