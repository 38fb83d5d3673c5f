package notice

import (
	"context"
	"time"

	"huiyin/server/internal/platform/db"
)

// How a notice comes to whom it is for: the transaction that sends it writes a
// fan-out with a cursor over memberships, and workers take chunks from it. To
// give one is a transaction: receipts, inbox messages, deliveries, and the end of
// the chunk, so that a crash anywhere leaves whole chunks. Ids of memberships commit out of
// order and people go on joining, so a walked fan-out stays open and looks again
// a little before its cursor, for those who have no receipt.

const (
	margin     = 10_000          // memberships before the cursor that may commit after it moved on
	fresh      = time.Hour       // who joins within gets a message too; later it stands in his list only
	again      = time.Minute     // how often an open fan-out looks for who joined
	soon       = 2 * time.Second // and while messages are on their way
	openAtMost = 30 * 24 * time.Hour
)

// Where a fan-out stands.
const (
	walking  = "walking"
	reviving = "reviving" // halted messages are queued again
	open     = "open"     // all who lived there have it; who joins gets it
	halted   = "halted"
	closed   = "closed"
)

// send begins to send a notice.
func (s *Service) send(ctx context.Context, tx *db.Tx, r *record) error {
	counts, err := countAudience(ctx, tx, r.Community, r.Audience)
	if err != nil {
		return err
	}
	expected := 0
	for _, c := range counts {
		expected += c.people
	}
	if expected == 0 && r.State != Scheduled {
		return ErrNobody
	}
	r.State, r.SentAt = Sending, &tx.Now
	if err := updateNotice(ctx, tx, r); err != nil {
		return err
	}
	if err := note(ctx, tx, r.ID, 0, started, ""); err != nil {
		return err
	}
	b, err := s.Push.Open(ctx, tx, message(r), r.Service)
	if err != nil {
		return err
	}
	if err := insertFanout(ctx, tx, r, b, expected); err != nil || !r.Emergency {
		return err
	}
	return s.call(ctx, tx, r)
}

// Expand takes up one chunk of a fan-out, and says whether there is more to do.
func (s *Service) Expand(ctx context.Context) (int, error) {
	id, err := dueFanout(ctx, s.DB, s.DB.Now())
	if err != nil || id == 0 {
		return 0, err
	}
	var mine *chunk
	more := 0
	err = s.DB.InTx(ctx, func(tx *db.Tx) error {
		mine, more = nil, 1
		r, err := lock(ctx, tx, id)
		if err != nil {
			return err
		}
		f, err := lockFanout(ctx, tx, id)
		if err != nil || f.due.After(tx.Now) { // somebody else has just done it
			return err
		}
		switch f.state {
		case walking:
			mine, err = s.takeChunk(ctx, tx, &r, &f)
		case reviving:
			err = s.revive(ctx, tx, &f)
		case open:
			more, err = 0, s.lookAgain(ctx, tx, &r, &f)
		}
		return err
	})
	if err != nil || mine == nil {
		return more, err
	}
	return 1, s.giveChunk(ctx, mine)
}

func (s *Service) revive(ctx context.Context, tx *db.Tx, f *fanout) error {
	n, err := s.Push.Revive(ctx, tx, f.broadcast, chunkSize)
	if n < chunkSize {
		if f.state = walking; f.walked != nil {
			f.state = open
		}
	}
	if err != nil {
		return err
	}
	return saveFanout(ctx, tx, f)
}

// lookAgain gives the notice to who joined meanwhile, and ends its sending when
// no message waits any more.
func (s *Service) lookAgain(ctx context.Context, tx *db.Tx, r *record, f *fanout) error {
	if r.ValidUntil != nil && !tx.Now.Before(*r.ValidUntil) || tx.Now.Sub(f.started) > openAtMost {
		f.state = closed
	} else {
		people, err := nextOf(ctx, tx, r.ID, r.Community, r.Audience, f.after-margin, endless, chunkSize)
		if err != nil {
			return err
		}
		for _, m := range people {
			f.after = max(f.after, m.membership)
		}
		if err := s.give(ctx, tx, f, people, tx.Now.Sub(f.started) < fresh); err != nil {
			return err
		}
	}
	f.due = tx.Now.Add(again)
	if r.State == Sending {
		more, err := s.Push.OnTheirWay(ctx, tx, f.broadcast)
		if err != nil {
			return err
		}
		if f.due = tx.Now.Add(soon); !more || f.state == closed {
			r.State = Sent
			if err := updateNotice(ctx, tx, r); err != nil {
				return err
			}
			if err := note(ctx, tx, r.ID, 0, finished, ""); err != nil {
				return err
			}
		}
	}
	return saveFanout(ctx, tx, f)
}

// halt stops whatever of a notice is still on its way.
func (s *Service) halt(ctx context.Context, tx *db.Tx, r *record) error {
	if err := updateNotice(ctx, tx, r); err != nil {
		return err
	}
	f, err := lockFanout(ctx, tx, r.ID)
	if err != nil {
		return err
	}
	f.state = halted
	if err := saveFanout(ctx, tx, &f); err != nil {
		return err
	}
	if r.State == Withdrawn {
		if err := s.Push.Reword(ctx, tx, f.broadcast, message(r)); err != nil {
			return err
		}
	}
	return s.Push.Halt(ctx, tx, f.broadcast)
}

// resume lets a stopped notice go on where it was stopped.
func (s *Service) resume(ctx context.Context, tx *db.Tx, r *record) error {
	if err := updateNotice(ctx, tx, r); err != nil {
		return err
	}
	f, err := lockFanout(ctx, tx, r.ID)
	if err != nil {
		return err
	}
	f.state, f.due = reviving, tx.Now
	if err := saveFanout(ctx, tx, &f); err != nil {
		return err
	}
	return s.Push.GoOn(ctx, tx, f.broadcast)
}

// reword puts a correction into inboxes and into what was not sent yet.
func (s *Service) reword(ctx context.Context, tx *db.Tx, r *record) error {
	f, err := lockFanout(ctx, tx, r.ID)
	if err != nil {
		return err
	}
	return s.Push.Reword(ctx, tx, f.broadcast, message(r))
}
