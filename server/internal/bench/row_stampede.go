package main

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

const (
	stampedeConns = 64
	familySize    = 2000    // people that each caller can sign up: nobody is signed up twice
	firstPerson   = 8000001 // cannot be mistaken for another number of a statement
)

// stampede is many people who sign up for one shift at once: session, who may,
// overlaps, the place and the answer. The bare side does the conditional UPDATE
// and the INSERT alone, on the same row.
func stampede(ctx context.Context, b *bench) ([]figure, error) {
	w, err := b.open(ctx, "fresh", 0)
	if err != nil {
		return nil, err
	}
	shift, err := w.crowd(ctx)
	if err != nil {
		return nil, err
	}
	next := make([]int, stampedeConns)
	return w.compare(ctx, comparison{
		what: fmt.Sprintf("sign up for one shift, %d connections", stampedeConns), conns: stampedeConns, status: http.StatusOK,
		ask: func(i int) request {
			person := firstPerson + i*familySize + next[i]%familySize
			next[i]++
			return request{method: http.MethodPost, path: "/v1/shifts/" + shift + "/signups", token: w.people.residents[i],
				body: fmt.Sprintf(`{"person_id":%d}`, person), key: true}
		},
		bare: seats(shift),
	})
}

// crowd makes an activity with more places than anybody can take, and a large
// family for each caller.
func (w *world) crowd(ctx context.Context) (shift string, err error) {
	if err := w.exec(ctx, `DELETE FROM activity_signups`, `DELETE FROM volunteers`); err != nil {
		return "", err
	}
	for i, token := range w.people.residents[:stampedeConns] {
		var rows []string
		me, err := w.call(ctx, http.MethodPut, "/v1/me/elder-mode", token, map[string]any{"elder_mode": false})
		if err != nil {
			return "", err
		}
		id, _ := me.body["id"].(float64)
		for n := range familySize {
			rows = append(rows, fmt.Sprintf("(%d, %.0f, 'parent', NOW(6))", firstPerson+i*familySize+n, id))
		}
		if err := w.exec(ctx, `INSERT INTO volunteers (id, account_id, relation, created_at) VALUES `+strings.Join(rows, ", ")); err != nil {
			return "", err
		}
	}
	from := time.Now().Add(72 * time.Hour)
	made, err := w.pool.ExecContext(ctx, `
		INSERT INTO activities (community_id, grid_id, micro_grid_id, kind, title, text, place, bring, audience, children, organiser_id, created_at, starts_at, ends_at)
		SELECT MIN(id), 0, 0, 'clean_friday', '周五大扫除', '', '中心广场', '', 'community', TRUE, 1, NOW(6), ?, ? FROM communities`, from, from.Add(2*time.Hour))
	if err != nil {
		return "", err
	}
	id, err := made.LastInsertId()
	if err != nil {
		return "", err
	}
	made, err = w.pool.ExecContext(ctx, `
		INSERT INTO activity_shifts (activity_id, community_id, name, skills, starts_at, ends_at, capacity)
		SELECT id, community_id, '', '', starts_at, ends_at, 2000000000 FROM activities WHERE id = ?`, id)
	if err != nil {
		return "", err
	}
	id, err = made.LastInsertId()
	return strconv.FormatInt(id, 10), err
}

// anybody is a person of a family.
var anybody = regexp.MustCompile(`\b8[01]\d{5}\b`)

// seats is what cannot be left out: the place is taken if there is one, and who
// has it is written down. The program decides on many together, so the statement
// that takes one place is not heard from it. The person differs each time, as the
// callers do.
func seats(shift string) func(overheard) job {
	return func(o overheard) job {
		j := job{Answer: o.reply.raw, SQL: rawAll([]string{`START TRANSACTION`,
			`UPDATE activity_shifts SET taken = taken + 1 WHERE id = ` + shift + ` AND taken < capacity AND waiting = 0 AND NOT closed AND starts_at > UTC_TIMESTAMP(6)`})}
		for _, q := range o.sql {
			if strings.HasPrefix(q, "INSERT INTO activity_signups") {
				j.SQL = append(j.SQL, raw(anybody.ReplaceAllString(q, "9000000000 + "+anyone)))
			}
		}
		j.SQL = append(j.SQL, raw(`COMMIT`))
		return j
	}
}
