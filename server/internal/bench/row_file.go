package main

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

const fileConns = 64

// file is an issue that is filed: session, idempotency, validation, and the
// issue with its event, check, outbox row, message and delivery in one
// transaction. The bare side does the INSERTs alone.
func file(ctx context.Context, b *bench) ([]figure, error) {
	w, err := b.open(ctx, "fresh", 0)
	if err != nil {
		return nil, err
	}
	// ids that cannot be mistaken for another number of a statement
	if _, err := w.pool.ExecContext(ctx, `ALTER TABLE issues AUTO_INCREMENT = 7000001`); err != nil {
		return nil, err
	}
	body := `{"words":"三号楼二单元门口的路灯已经三天不亮了，晚上老人进出看不清台阶，麻烦安排师傅来看看。","category":"lamp","place":{"text":"三号楼二单元门口"}}`
	return w.compare(ctx, comparison{
		what: fmt.Sprintf("file an issue, %d connections", fileConns), conns: fileConns, status: http.StatusCreated,
		ask: func(i int) request {
			return request{method: http.MethodPost, path: "/v1/issues", token: w.people.residents[i], body: body, key: true}
		},
		bare: inserts,
	})
}

// inserts is what cannot be left out: one transaction with the same rows.
func inserts(o overheard) job {
	j := job{Answer: o.reply.raw}
	id, _ := o.reply.body["id"].(float64)
	for _, q := range o.sql {
		if isBegin(q) || isEnd(q) || strings.HasPrefix(strings.TrimSpace(q), "INSERT") {
			q = strings.ReplaceAll(q, o.key, anyKey)
			j.SQL = append(j.SQL, raw(strings.ReplaceAll(q, strconv.Itoa(int(id)), anyID)))
		}
	}
	return j
}
