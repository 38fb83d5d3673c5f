package sim

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"huiyin/server/internal/platform/dbtest"
	"huiyin/server/internal/platform/wechat"
)

// A bench is the simulator with the real client, over the wire.
type bench struct {
	*testing.T
	sim    *Sim
	base   string // its address
	client *wechat.Client
	clock  *dbtest.Clock
	log    *journal
	events chan wechat.Event
	fail   error // what the product's callback answers
}

// A journal is a buffer that several goroutines write.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

const (
	appID  = "wxsim0000000000001"
	oaID   = "wxsim0000000000002"
	secret = "SECRET-DO-NOT-LEAK"
)

func newBench(t *testing.T) *bench {
	b := &bench{T: t, clock: dbtest.NewClock(), log: &journal{}, events: make(chan wechat.Event, 100)}
	thing := Field{Name: "thing1", Label: "内容", Kind: "thing"}
	app := App{ID: appID, Name: "回音", Secret: secret, Token: "AAAAA", AESKey: strings.Repeat("k", 43)}
	official := App{ID: oaID, Name: "社区", Kind: "oa", Secret: secret, Token: "BBBBB", AESKey: strings.Repeat("a", 43)}
	world := World{Apps: []App{app, {ID: "wxother", Secret: "other", Token: "t", AESKey: strings.Repeat("o", 43)}, official},
		Users:  []User{{ID: "u1", UnionID: "union1", Phone: "13800000001"}, {ID: "u2", UnionID: "union2", Phone: "13800000002"}, {ID: "bad", Risky: true}},
		Groups: []Group{{ID: "g1", Name: "一号楼", Members: []string{"u1", "u2"}}, {ID: "g2", Name: "二号楼", Members: []string{"u2", "bad"}}},
		Templates: []Template{{ID: "T1", Title: "通知", Type: 2, Fields: []Field{thing}}, {ID: "TL", Type: 3, Fields: []Field{thing}},
			{ID: "TO", App: oaID, Title: "任务", Type: 2, Fields: []Field{thing}}},
		Library: []Form{{ID: "1001", Title: "诉求提醒", Type: 2, Fields: map[int]Field{1: {Label: "内容", Kind: "thing"}, 2: {Label: "状态", Kind: "phrase"}}}}}
	b.sim = New(Options{World: world, Seed: 1, Now: b.clock.Now, MediaDelay: time.Millisecond, PushRetry: time.Millisecond, Log: slog.New(slog.DiscardHandler)})
	server := httptest.NewServer(b.sim)
	t.Cleanup(server.Close)
	b.base = server.URL
	b.client = wechat.New(wechat.Options{Apps: []wechat.App{{ID: appID, Secret: secret, Token: app.Token, AESKey: app.AESKey},
		{ID: oaID, Secret: secret, Token: official.Token, AESKey: official.AESKey, Official: true}}, Redis: dbtest.Redis(t),
		Base: server.URL, Timeout: 20 * time.Second, Now: b.clock.Now, Log: slog.New(slog.NewTextHandler(b.log, nil)),
		Trace: func(path string, status, code int, _ time.Duration) {
			fmt.Fprintln(b.log, path, status, code)
		}})
	product := httptest.NewServer(b.client.Callback(func(_ context.Context, e wechat.Event) error { b.events <- e; return b.fail }))
	t.Cleanup(product.Close)
	b.sim.Backend = product.URL
	return b
}

func (b *bench) phone(call string, body map[string]any) map[string]any {
	b.Helper()
	if body["app"] == nil {
		body["app"] = appID
	}
	j, err := json.Marshal(body)
	if err != nil {
		b.Fatal(err)
	}
	w := httptest.NewRecorder()
	b.sim.ServeHTTP(w, httptest.NewRequest("POST", "/_sim/"+call, bytes.NewReader(j)))
	var out map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		b.Fatal(call, w.Body)
	}
	return out
}

// impatient is a client that waits one second, for one call.
func (b *bench) impatient(call func() error) error {
	before := b.client.Timeout
	b.client.Timeout = time.Second
	defer func() { b.client.Timeout = before }()
	return call()
}

func (b *bench) login(user string) string {
	b.Helper()
	return b.phone("client/login", map[string]any{"user": user})["code"].(string)
}

func (b *bench) session(user string) wechat.Session {
	b.Helper()
	s, err := b.client.CodeToSession(b.Context(), appID, b.login(user))
	if err != nil {
		b.Fatal(err)
	}
	return s
}

func (b *bench) accept(user, template string) {
	b.Helper()
	b.phone("client/subscribe", map[string]any{"user": user, "results": map[string]string{template: "accept"}})
	b.event("subscribe_msg_popup_event")
}

// event waits for the next push of that name; others are passed over.
func (b *bench) event(name string) wechat.Event {
	b.Helper()
	for {
		select {
		case e := <-b.events:
			if e.Name == name {
				return e
			}
		case <-time.After(10 * time.Second):
			b.Fatal("it was never pushed: ", name)
		}
	}
}

func (b *bench) send(to, text string) error {
	_, err := b.client.SendSubscribe(b.Context(), appID, wechat.Subscribe{To: to, Template: "T1", Data: map[string]string{"thing1": text}})
	return err
}

// codeOf is WeChat's number for a failure; 0 is none.
func codeOf(t *testing.T, err error) int64 {
	t.Helper()
	var w *wechat.Error
	if err != nil && !errors.As(err, &w) {
		t.Fatalf("not one of ours: %v", err)
	}
	if w == nil {
		return 0
	}
	return w.Code
}

// messages and tokens read what the simulator holds; a cut call may still be at work.
func (b *bench) messages() []Message {
	b.sim.mu.Lock()
	defer b.sim.mu.Unlock()
	return slices.Clone(b.sim.Messages)
}

func (b *bench) tokens() []string {
	b.sim.mu.Lock()
	defer b.sim.mu.Unlock()
	return slices.Collect(maps.Keys(b.sim.Tokens))
}
