// Package sim is a server that speaks WeChat's wire format, error codes
// included, so that the whole product runs on a desk. What it guesses about
// WeChat is listed in fidelity.md.
//
// WeChat's own addresses are those of table.go. Under /_sim/ are the page with
// the phones, what the phones call (client/…), what shows (messages, calls,
// pushes, state, expect, stream), and what steers: faults and their presets,
// tricks and events of the message push, clock, grants, groups, session/rotate,
// settings, reset, snapshot.
package sim

import (
	"log/slog"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"
)

// Options is what a simulator is made of.
type Options struct {
	World      World
	Seed       uint64
	Now        func() time.Time
	Backend    string // address of the product's server
	PhoneDir   string // the built browser phone
	MediaDelay time.Duration
	PushRetry  time.Duration // between tries of one push
	Log        *slog.Logger
}

// Sim is the simulator. One lock guards all of its state.
type Sim struct {
	Options
	mux    *http.ServeMux
	people people
	apis   map[string]api
	mu     sync.Mutex
	rand   *rand.Rand
	rid    string // of the call that is being answered
	state
	queues  map[string][]outgoing // pushes that wait, by app
	held    map[string][]outgoing // those that the next one is to overtake
	changed chan struct{}         // closed and replaced whenever something happened
	closed  chan struct{}
	built   []string // pages of the built phone
}

// New returns a simulator of the options' world.
func New(o Options) *Sim {
	if o.MediaDelay == 0 {
		o.MediaDelay = time.Second
	}
	if o.PushRetry == 0 {
		o.PushRetry = time.Second
	}
	s := &Sim{Options: o, mux: http.NewServeMux(), people: o.World.index(), rand: rand.New(rand.NewPCG(o.Seed, 1)),
		queues: map[string][]outgoing{}, held: map[string][]outgoing{}, changed: make(chan struct{}), closed: make(chan struct{}), built: builtPages(o.PhoneDir)}
	s.clear()
	s.wechatRoutes()
	s.clientRoutes()
	s.groupRoutes()
	s.stateRoutes()
	s.controlRoutes()
	s.inspectRoutes()
	s.pageRoutes()
	return s
}

// ServeHTTP answers WeChat's APIs, the phones and the inspection page.
func (s *Sim) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

// Close ends the streams to open pages, once, so that the server can stop.
func (s *Sim) Close() { close(s.closed) }

func (s *Sim) now() time.Time { return s.Now().Add(s.Offset) }

// touch wakes everybody who waits for something to happen. The lock is held.
func (s *Sim) touch() {
	close(s.changed)
	s.changed = make(chan struct{})
}

func (s *Sim) id(prefix string, length int) string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	b := make([]byte, length)
	for i := range b {
		b[i] = letters[s.rand.IntN(len(letters))]
	}
	return prefix + string(b)
}

// shanghai is where WeChat's days begin.
var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)
