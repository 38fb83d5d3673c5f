// Package together serves many who want the same thing at the same moment in
// one go, in the order in which they came. One transaction for sixty people
// who sign up for one shift costs little more than one for each of them.
package together

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"

	"golang.org/x/sync/semaphore"
)

// A Group serves those who come with the same key together. Who comes while
// others of his key are served waits for them to be done, and is served with
// everybody else who came meanwhile. Nobody waits for company: who is alone is
// served at once.
type Group[K comparable, V any] struct {
	most  int
	rooms *semaphore.Weighted
	serve func(context.Context, K, []V) error
	mu    sync.Mutex
	lines map[K][]*arrival[V] // has a key for as long as it is served
}

type arrival[V any] struct {
	ctx  context.Context
	v    V
	done chan error
}

// New returns a group that serves at most so many at once of one key, and so
// many keys at the same time. What serve says is said to all whom it served; what
// became of each it notes in his value.
func New[K comparable, V any](most, keys int, serve func(context.Context, K, []V) error) *Group[K, V] {
	return &Group[K, V]{most: most, rooms: semaphore.NewWeighted(int64(keys)), serve: serve, lines: map[K][]*arrival[V]{}}
}

// Do has v served. When ctx ends first it is left open whether it was: v must
// not be read then.
func (g *Group[K, V]) Do(ctx context.Context, key K, v V) error {
	a := &arrival[V]{ctx, v, make(chan error, 1)}
	g.mu.Lock()
	line, served := g.lines[key]
	g.lines[key] = append(line, a)
	g.mu.Unlock()
	if !served {
		go g.run(key)
	}
	select {
	case err := <-a.done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// run serves a key until nobody stands in its line.
func (g *Group[K, V]) run(key K) {
	for {
		_ = g.rooms.Acquire(context.Background(), 1) // cannot fail
		next := g.next(key)
		if len(next) > 0 {
			g.answer(key, next)
		}
		g.rooms.Release(1)
		if next == nil {
			return
		}
	}
}

// next are those who are served now, without those who left; nil ends it.
func (g *Group[K, V]) next(key K) []*arrival[V] {
	g.mu.Lock()
	defer g.mu.Unlock()
	line := g.lines[key]
	if len(line) == 0 {
		delete(g.lines, key)
		return nil
	}
	n := min(g.most, len(line))
	g.lines[key] = line[n:]
	out := []*arrival[V]{}
	for _, a := range line[:n] {
		if a.ctx.Err() == nil {
			out = append(out, a)
		}
	}
	return out
}

// answer serves some on behalf of the first: that he hangs up stops nothing.
func (g *Group[K, V]) answer(key K, list []*arrival[V]) {
	values := make([]V, len(list))
	for i, a := range list {
		values[i] = a.v
	}
	err := g.safely(context.WithoutCancel(list[0].ctx), key, values)
	for _, a := range list {
		a.done <- err
	}
}

// safely makes an error of a panic, which on this goroutine would end the process.
func (g *Group[K, V]) safely(ctx context.Context, key K, values []V) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	return g.serve(ctx, key, values)
}
