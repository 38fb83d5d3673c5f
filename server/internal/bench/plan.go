package main

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// A list scans when it touches this many rows, and several times as many in
// the large world as in the small one: a page of twenty with all that belongs
// to it, and a count that stops at a thousand, do not.
const (
	manyRows = 1000
	manyFold = 3
)

// A planBook tells how lists are found in the two worlds, and keeps the plans
// of the large one in a file.
type planBook struct {
	small, large *world
	ears         [2]*listener
	file         *os.File
}

func newPlanBook(ctx context.Context, small, large *world) (*planBook, error) {
	p := &planBook{small: small, large: large}
	var err error
	for i, w := range []*world{small, large} {
		if p.ears[i], err = w.eavesdrop(ctx); err != nil {
			return nil, err
		}
	}
	p.file, err = os.Create(filepath.Join(large.bench.dir, "explain.txt"))
	return p, err
}

func (p *planBook) close() {
	for _, l := range p.ears {
		l.close()
	}
	p.file.Close()
}

// note says how many rows the database touched for one request in each world.
func (p *planBook) note(ctx context.Context, before, after view) (string, error) {
	_, few, err := p.small.explain(ctx, p.ears[0], before, io.Discard)
	if err != nil {
		return "", err
	}
	statements, many, err := p.large.explain(ctx, p.ears[1], after, p.file)
	note := fmt.Sprintf("%d SQL, rows touched %d → %d", statements, few, many)
	if many > manyRows && many > manyFold*few {
		note += ": SCANS"
	}
	return note, err
}

// explain counts the rows that the database touches for one request, and
// writes down the plan of each of its statements.
func (w *world) explain(ctx context.Context, l *listener, v view, plans io.Writer) (statements, rows int, err error) {
	o, err := l.hear(ctx, func() request { return v.ask(0) }, "")
	if err != nil {
		return 0, 0, err
	}
	c, err := w.pool.Conn(ctx)
	if err != nil {
		return 0, 0, err
	}
	defer c.Close()
	fmt.Fprintf(plans, "%s\n\n", v.name)
	for _, q := range o.sql {
		if !isRead(q) {
			continue
		}
		n, err := touched(ctx, c, q)
		if err != nil {
			return 0, 0, err
		}
		rows += n
		fmt.Fprintf(plans, "%s\n-- %d rows touched\n", strings.Join(strings.Fields(q), " "), n)
		if err := plan(ctx, c, q, plans); err != nil {
			return 0, 0, err
		}
	}
	return len(o.sql), rows, nil
}

// touched is how many rows the storage engine handed over: what the session's
// counters say, less what looking at them costs.
func touched(ctx context.Context, c *sql.Conn, q string) (int, error) {
	var seen [3]int
	for i := range seen {
		if i == 2 {
			if err := read(ctx, c, q); err != nil {
				return 0, err
			}
		}
		n, err := rowsRead(ctx, c)
		if err != nil {
			return 0, err
		}
		seen[i] = n
	}
	return seen[2] - seen[1] - (seen[1] - seen[0]), nil
}

func rowsRead(ctx context.Context, c *sql.Conn) (total int, err error) {
	rows, err := c.QueryContext(ctx, `SHOW SESSION STATUS LIKE 'Handler_read%'`)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		var n int
		if err := rows.Scan(&name, &n); err != nil {
			return 0, err
		}
		total += n
	}
	return total, rows.Err()
}

// plan writes what EXPLAIN says, a line per table.
func plan(ctx context.Context, c *sql.Conn, q string, w io.Writer) error {
	rows, err := c.QueryContext(ctx, "EXPLAIN "+q)
	if err != nil {
		return err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	for rows.Next() {
		values, dest := make([]sql.NullString, len(names)), make([]any, len(names))
		for i := range values {
			dest[i] = &values[i]
		}
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		for i, v := range values {
			if v.String != "" {
				fmt.Fprintf(w, "  %s=%s", names[i], v.String)
			}
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintln(w)
	return rows.Err()
}
