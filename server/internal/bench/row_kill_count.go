package main

import (
	"context"
	"fmt"
	"time"
)

// count waits until every message has come to its end, and compares what the
// database says of each with what came.
func (v *victim) count(ctx context.Context) ([]figure, error) {
	if err := v.quiet(ctx); err != nil {
		return nil, err
	}
	rows, err := v.world.pool.QueryContext(ctx, `SELECT m.title, d.state, d.unknowns FROM deliveries d JOIN messages m ON m.id = d.message_id WHERE m.subject = 'kills'`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all, lost, repeated, unmarked, unknown, givenUp int
	for rows.Next() {
		var text, state string
		var unknowns int
		if err := rows.Scan(&text, &state, &unknowns); err != nil {
			return nil, err
		}
		n := v.world.bench.post.heard(text)
		all, unknown = all+1, unknown+unknowns
		repeated += max(0, n-1)
		switch {
		case n > 1+unknowns:
			unmarked++
		case n == 0 && state == "failed" && unknowns > 1:
			givenUp++ // it was tried again, and again nobody knows; staff see it
		case n == 0:
			lost++
		}
	}
	note := fmt.Sprintf("of %d messages %d came more than once, %d of them unmarked; %d outcomes that nobody knew, %d given up after two of them", all, repeated, unmarked, unknown, givenUp)
	return []figure{{What: "kill -9 of worker, server, Redis and MariaDB, nine times in the middle", Project: fmt.Sprintf("%d lost", lost), Goal: "0 lost, no unmarked repeat",
		Met: lost == 0 && unmarked == 0 && all == v.n, Note: note}}, rows.Err()
}

// quiet waits until no message is on its way: a dead worker's come back after its lease.
func (v *victim) quiet(ctx context.Context) error {
	for begun := time.Now(); time.Since(begun) < 20*time.Minute; time.Sleep(200 * time.Millisecond) {
		var waiting int
		if err := v.world.pool.QueryRowContext(ctx, `SELECT COUNT(*) FROM deliveries WHERE state IN ('queued', 'sending')`).Scan(&waiting); err != nil {
			return err
		}
		if waiting == 0 {
			return nil
		}
	}
	return fmt.Errorf("messages still wait: see %s", v.workers[0].log)
}
