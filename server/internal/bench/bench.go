package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"
)

// bench is one run: the program to be measured and what it needs around it.
type bench struct {
	server    string // the built program
	dir       string
	quick     bool
	messages  int
	post      *postOffice
	wechatURL string
	worlds    map[string]*world
	started   []*process
}

func (b *bench) say(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "bench: "+format+"\n", args...)
}

// rounds is how often the two sides take turns, and for how long each.
func (b *bench) rounds() (int, time.Duration) {
	if b.quick {
		return 5, 300 * time.Millisecond
	}
	return 7, 1500 * time.Millisecond
}

func (b *bench) begin(context.Context) error {
	if b.server == "" || b.dir == "" {
		return errors.New("run ./scripts/bench, which builds the program and names it")
	}
	b.worlds = map[string]*world{}
	return b.startWeChat()
}

func (b *bench) end() {
	for _, p := range b.started {
		p.stop()
	}
	for _, w := range b.worlds {
		w.pool.Close()
	}
}
