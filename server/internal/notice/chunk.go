package notice

import (
	"context"
	"crypto/rand"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// Workers share a fan-out: each takes the next part of it in a short transaction
// and gives it in another, at the same time as others give theirs. Whoever comes
// when nothing is left to take looks for parts whose workers did not come back.

const (
	chunkSize = 1000             // people in one transaction
	lease     = 30 * time.Second // for one part: many times what it takes
)

// A chunk is a part of a fan-out that a worker has taken.
type chunk struct {
	notice    ID
	after, to int64
	token     []byte
}

// takeChunk takes the next part of a fan-out whose row is held, or one that was
// left behind. Without any the walk is over, or waits for others.
func (s *Service) takeChunk(ctx context.Context, tx *db.Tx, r *record, f *fanout) (*chunk, error) {
	c := &chunk{notice: r.ID, after: f.after, token: make([]byte, 16)}
	rand.Read(c.token)
	to, err := endOfChunk(ctx, tx, r.Community, r.Audience, f.after, chunkSize)
	if err != nil {
		return nil, err
	}
	if to > f.after {
		c.to, f.after = to, to
		if err := insertChunk(ctx, tx, c, tx.Now.Add(lease)); err != nil {
			return nil, err
		}
		return c, saveFanout(ctx, tx, f)
	}
	left, due, err := oldestChunk(ctx, tx, r.ID)
	switch {
	case err != nil:
		return nil, err
	case left == nil:
		f.state, f.due, f.walked = open, tx.Now, &tx.Now
		return nil, saveFanout(ctx, tx, f)
	case due.After(tx.Now):
		f.due = tx.Now.Add(time.Second)
		return nil, saveFanout(ctx, tx, f)
	}
	left.token = c.token
	return left, takeOver(ctx, tx, left, tx.Now.Add(lease))
}

// giveChunk gives the notice to a part of its audience. A part that somebody else
// took over meanwhile, and one of a notice that was stopped, is left alone.
func (s *Service) giveChunk(ctx context.Context, c *chunk) error {
	give := func(tx *db.Tx) error {
		r, err := get(ctx, tx, c.notice)
		if err != nil {
			return err
		}
		f, err := fanoutOf(ctx, tx, c.notice)
		if err != nil {
			return err
		}
		if f.state == halted {
			return putBack(ctx, tx, c)
		}
		mine, err := endChunk(ctx, tx, c)
		if err != nil || !mine {
			return err
		}
		people, err := nextOf(ctx, tx, r.ID, r.Community, r.Audience, c.after, c.to, chunkSize*chunkSize)
		if err != nil {
			return err
		}
		return s.give(ctx, tx, &f, people, true)
	}
	err := s.DB.InTx(ctx, give)
	if _, twice := db.Duplicate(err); twice { // somebody of two memberships, given by another worker just now
		err = s.DB.InTx(ctx, give)
	}
	return err
}

// give writes receipts and messages for people who have none. The tallies come
// last: all workers change the same ones.
func (s *Service) give(ctx context.Context, tx *db.Tx, f *fanout, people []member, tell bool) error {
	if len(people) == 0 {
		return nil
	}
	by, err := insertReceipts(ctx, tx, f.notice, people)
	if err != nil {
		return err
	}
	if tell {
		ids := make([]account.ID, len(people))
		for i, m := range people {
			ids[i] = m.account
		}
		if err := s.Push.Spread(ctx, tx, f.broadcast, ids); err != nil {
			return err
		}
	}
	return raiseTallies(ctx, tx, f.notice, by)
}
