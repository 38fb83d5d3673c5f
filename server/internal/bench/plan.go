package main

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"strings"
)

// suspicious is how many rows a page may touch: twenty items with their
// categories, photos and names stay far below.
const suspicious = 1000

// explain says how many rows the database touched for one request, and keeps
// the plan of each of its statements.
func (w *world) explain(ctx context.Context, l *listener, v view, plans io.Writer) (note string, err error) {
	o, err := l.hear(ctx, v.ask(0), "")
	if err != nil {
		return "", err
	}
	c, err := w.pool.Conn(ctx)
	if err != nil {
		return "", err
	}
	defer c.Close()
	fmt.Fprintf(plans, "%s\n\n", v.name)
	all := 0
	for _, q := range o.sql {
		if !isRead(q) {
			continue
		}
		n, err := touched(ctx, c, q)
		if err != nil {
			return "", err
		}
		all += n
		fmt.Fprintf(plans, "%s\n-- %d rows touched\n", strings.Join(strings.Fields(q), " "), n)
		if err := plan(ctx, c, q, plans); err != nil {
			return "", err
		}
	}
	note = fmt.Sprintf("%d SQL, %d rows touched", len(o.sql), all)
	if all > suspicious {
		note += ": SCANS"
	}
	return note, nil
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
