package main

import (
	"context"
	"fmt"
	"net/http"
)

const homeConns = 64

// home is the first page of residents, each on a connection of his own.
func home(ctx context.Context, b *bench) ([]figure, error) {
	w, err := b.sized(ctx, "small")
	if err != nil {
		return nil, err
	}
	return w.compare(ctx, comparison{
		what: fmt.Sprintf("home page of a signed-in resident, %d connections", homeConns), conns: homeConns, status: http.StatusOK,
		ask: func(i int) request {
			return request{method: http.MethodGet, path: "/v1/home", token: w.people.residents[i]}
		},
		bare: func(o overheard) job { return job{SQL: rawAll(o.sql), Redis: o.commands(), Answer: o.reply.raw} },
	})
}
