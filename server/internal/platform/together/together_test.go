package together

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// A desk serves people and notes who was served with whom.
type desk struct {
	mu     sync.Mutex
	served [][]int
	open   chan struct{} // a turn is served for each
}

func (d *desk) serve(_ context.Context, _ string, list []int) error {
	<-d.open
	d.mu.Lock()
	defer d.mu.Unlock()
	d.served = append(d.served, append([]int{}, list...))
	return nil
}

func until(g *Group[string, int], holds func() bool) {
	for done := false; !done; runtime.Gosched() {
		g.mu.Lock()
		done = holds()
		g.mu.Unlock()
	}
}

// stands waits until so many stand in a line.
func stands(g *Group[string, int], key string, n int) {
	until(g, func() bool { return len(g.lines[key]) == n })
}

// taken waits until whoever came first is being served.
func taken(g *Group[string, int], key string) {
	until(g, func() bool { line, served := g.lines[key]; return served && len(line) == 0 })
}

func TestWhoComesMeanwhileIsServedTogetherInOrder(t *testing.T) {
	d := &desk{open: make(chan struct{})}
	g := New(3, 1, d.serve)
	var all sync.WaitGroup
	come := func(v int) {
		all.Go(func() {
			if err := g.Do(t.Context(), "a", v); err != nil {
				t.Error(err)
			}
		})
	}
	come(1)
	taken(g, "a")
	for v := 2; v <= 6; v++ {
		come(v)
		stands(g, "a", v-1)
	}
	close(d.open)
	all.Wait()
	want := [][]int{{1}, {2, 3, 4}, {5, 6}}
	if len(d.served) != len(want) {
		t.Fatal(d.served)
	}
	for i, turn := range want {
		for j, v := range turn {
			if len(d.served[i]) != len(turn) || d.served[i][j] != v {
				t.Errorf("turn %d: %v instead of %v", i, d.served[i], turn)
			}
		}
	}
	until(g, func() bool { return len(g.lines) == 0 }) // the line is forgotten
}

func TestKeysDoNotWaitForEachOther(t *testing.T) {
	held, free := make(chan struct{}), make(chan struct{})
	g := New(9, 2, func(_ context.Context, key string, _ []int) error {
		if key == "slow" {
			close(held)
			<-free
		}
		return nil
	})
	slow := make(chan error)
	go func() { slow <- g.Do(t.Context(), "slow", 1) }()
	<-held
	if err := g.Do(t.Context(), "quick", 2); err != nil {
		t.Error(err)
	}
	close(free)
	if err := <-slow; err != nil {
		t.Error(err)
	}
}

func TestWhoLeavesTheLineIsNotServed(t *testing.T) {
	d := &desk{open: make(chan struct{})}
	g := New(9, 1, d.serve)
	first, gone := make(chan error), make(chan error)
	go func() { first <- g.Do(t.Context(), "a", 1) }()
	taken(g, "a")
	ctx, leave := context.WithCancel(t.Context())
	go func() { gone <- g.Do(ctx, "a", 2) }()
	stands(g, "a", 1)
	leave()
	if err := <-gone; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	close(d.open)
	if err := <-first; err != nil {
		t.Error(err)
	}
	if err := g.Do(t.Context(), "a", 3); err != nil {
		t.Error(err)
	}
	if len(d.served) != 2 || d.served[1][0] != 3 {
		t.Error(d.served)
	}
}

func TestWhoHangsUpStopsNobodyElse(t *testing.T) {
	begun, on, served := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	g := New(9, 1, func(ctx context.Context, _ string, _ []int) error {
		close(begun)
		<-on
		served <- ctx.Err()
		return nil
	})
	ctx, leave := context.WithCancel(t.Context())
	gone := make(chan error)
	go func() { gone <- g.Do(ctx, "a", 1) }()
	<-begun
	leave()
	if err := <-gone; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	close(on)
	if err := <-served; err != nil {
		t.Error("what is served ends with whoever came first: ", err)
	}
}

func TestAPanicIsAnErrorOfAllWhomItMet(t *testing.T) {
	g := New(9, 1, func(_ context.Context, _ string, list []int) error { panic(list[0]) })
	if err := g.Do(t.Context(), "a", 7); err == nil || !strings.Contains(err.Error(), "panic: 7") {
		t.Error(err)
	}
	if err := g.Do(t.Context(), "a", 8); err == nil || !strings.Contains(err.Error(), "panic: 8") {
		t.Error("it serves no more: ", err)
	}
}
