package main

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

const (
	goalGrowth = 1.3
	listConns  = 4
)

// myGrid are the lists that handlers keep open all day: the program against
// the one SELECT, in a small world and in a large one.
func myGrid(ctx context.Context, b *bench) (out []figure, err error) {
	for _, size := range []struct{ name, issues string }{{"small", "10 k"}, {"large", b.largeName()}} {
		w, err := b.sized(ctx, size.name)
		if err != nil {
			return out, err
		}
		for _, who := range []struct {
			name   string
			tokens []string
		}{{"my grid's issues (leader)", w.people.leaders}, {"my own issues to handle (worker)", w.people.workers}} {
			f, err := w.compare(ctx, comparison{
				what: fmt.Sprintf("list of %s at %s", who.name, size.issues), conns: 2 * listConns, status: http.StatusOK,
				ask:  phones(who.tokens)("/v1/issues?scope=work"),
				bare: func(o overheard) job { return job{SQL: rawAll(o.sql[:1]), Answer: o.reply.raw} },
			})
			if err != nil {
				return out, err
			}
			out = append(out, f...)
		}
	}
	return out, nil
}

// lists compares every list with itself: how much slower the slow ones of a
// hundred answers get when there are a hundred times as many issues.
func lists(ctx context.Context, b *bench) (out []figure, err error) {
	small, err := b.sized(ctx, "small")
	if err != nil {
		return nil, err
	}
	large, err := b.sized(ctx, "large")
	if err != nil {
		return nil, err
	}
	before, err := small.views(ctx)
	if err != nil {
		return nil, err
	}
	after, err := large.views(ctx)
	if err != nil {
		return nil, err
	}
	book, err := newPlanBook(ctx, small, large)
	if err != nil {
		return nil, err
	}
	defer book.close()
	for i := range after {
		f, err := b.grow(small, large, before[i], after[i])
		if err != nil {
			return out, fmt.Errorf("%s: %w", after[i].name, err)
		}
		if f.Note, err = book.note(ctx, before[i], after[i]); err != nil {
			return out, err
		}
		out = append(out, f)
	}
	b.say("how each list is found: %s", book.file.Name())
	return out, nil
}

// grow lets the two worlds take turns.
func (b *bench) grow(small, large *world, before, after view) (figure, error) {
	p, err := takeTurns(5, large.slow(after, b.listTime()), small.slow(before, b.listTime()))
	return figure{What: "growth: " + after.name, Project: "p95 " + millis(p.a), Bare: millis(p.b) + " at 10 k", Ratio: p.ratio,
		Goal: fmt.Sprintf("≤ %.1f", goalGrowth), Met: p.ratio <= goalGrowth}, err
}

func (w *world) slow(v view, d time.Duration) func() (float64, error) {
	plain := make([][]byte, listConns)
	for i := range plain {
		plain[i] = v.ask(i).bytes("")
	}
	l := load{addr: w.serve.addr, conns: listConns, want: http.StatusOK, begin: func() {}, next: func(i, _ int) []byte { return plain[i] }}
	return func() (float64, error) {
		s, err := l.run(d)
		return s.p95().Seconds() * 1000, err
	}
}

func millis(n float64) string { return fmt.Sprintf("%.1f ms", n) }

func (b *bench) listTime() time.Duration {
	if b.quick {
		return 100 * time.Millisecond
	}
	return 400 * time.Millisecond
}

func (b *bench) largeName() string {
	if b.quick {
		return "100 k"
	}
	return "1 M"
}

// sized is the small or the large world.
func (b *bench) sized(ctx context.Context, name string) (*world, error) {
	switch {
	case name == "small":
		return b.open(ctx, name, 10_000)
	case b.quick:
		return b.open(ctx, "medium", 100_000)
	}
	return b.open(ctx, name, 1_000_000)
}
