package push

import (
	"context"
	"time"

	"huiyin/server/internal/platform/db"
)

// What one person is told about one matter within a short time comes as one
// WeChat message, the newest: nobody wants a wall of them. The inbox has all.

// trace is an earlier delivery to the same person about the same matter.
type trace struct {
	id      int64
	kind    Kind
	state   State
	untried bool // queued, and no worker has it
	at      time.Time
}

// gather says which of the earlier deliveries a new message replaces, and when
// it may go out. An answer waits for nothing and is replaced by answers only.
func gather(earlier []trace, kind Kind, now time.Time, within time.Duration) (replaced []int64, at time.Time) {
	at = now
	for _, e := range earlier {
		switch {
		case e.untried && worth[kind] <= worth[e.kind]:
			replaced = append(replaced, e.id)
		case e.state == Queued || e.state == Sending || e.state == Sent:
			if quiet := e.at.Add(within); kind != Answer && kind != Emergency && quiet.After(at) {
				at = quiet
			}
		}
	}
	return replaced, at
}

// calm gathers a new message with those before it and says when it may go out.
func (s *Service) calm(ctx context.Context, tx *db.Tx, m Message, t Template) (time.Time, error) {
	if s.Options.Gather == 0 || m.Subject == "" {
		return tx.Now, nil
	}
	earlier, err := traces(ctx, tx, m.To, m.Subject, t.Via)
	if err != nil {
		return tx.Now, err
	}
	replaced, at := gather(earlier, m.Kind, tx.Now, s.Options.Gather)
	if len(replaced) == 0 {
		return at, nil
	}
	// what cannot be sent must not silence what can
	ok, err := granted(ctx, tx, m.To, t)
	if err != nil || !ok {
		return at, err
	}
	return at, merge(ctx, tx, replaced)
}
