package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"huiyin/server/internal/platform/wechat/sim"
)

// startWeChat starts the simulator, in which everybody has a phone.
func (b *bench) startWeChat() error {
	file, err := os.ReadFile(community + "/simulator.json")
	if err != nil {
		return err
	}
	var w sim.World
	if err := json.Unmarshal(file, &w); err != nil {
		return err
	}
	for i := range w.Apps {
		w.Apps[i].Secret, w.Apps[i].Token, w.Apps[i].AESKey = "bench-secret", "benchtoken", strings.Repeat("b", 43)
	}
	for i := range w.Templates {
		w.Templates[i].Type = 3 // long-term: here nobody runs out of grants
	}
	w.Users, w.Groups = users(), nil
	wechat := sim.New(sim.Options{World: w, Seed: 1, Now: time.Now, Log: slog.New(slog.DiscardHandler)})
	wechat.Settings.SentEvents = false // nobody listens
	for i := range receiverCount {
		wechat.Grants[sim.OpenID(app, receiver(i))+"|"+mailTemplate] = 1000
	}
	b.post = &postOffice{inner: wechat}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	b.wechatURL = "http://" + l.Addr().String()
	go func() { _ = http.Serve(l, b.post) }() // until the bench ends
	return nil
}

// users have the numbers that the demo community's officers were imported with.
func users() (list []sim.User) {
	for i := range residentCount {
		list = append(list, sim.User{ID: "resident" + strconv.Itoa(i), Nick: "居民", Phone: fmt.Sprintf("1880000%04d", i)})
	}
	for i := range workerCount {
		list = append(list, sim.User{ID: "worker" + strconv.Itoa(i), Phone: fmt.Sprintf("1990000%04d", i+1)})
	}
	for i := range leaderCount {
		list = append(list, sim.User{ID: "leader" + strconv.Itoa(i), Phone: fmt.Sprintf("1990001%04d", i+1)})
	}
	for i := range receiverCount {
		list = append(list, sim.User{ID: receiver(i)})
	}
	return list
}

// wechatCode is what wx.login or the phone-number button gives on a user's phone.
func (b *bench) wechatCode(kind, user string) (string, error) {
	res, err := b.askWeChat("/_sim/client/"+kind, fmt.Sprintf(`{"user":%q,"app":%q}`, user, app))
	code, _ := res.body["code"].(string)
	return code, err
}

func (b *bench) tellWeChat(path, body string) error {
	_, err := b.askWeChat(path, body)
	return err
}

func (b *bench) askWeChat(path, body string) (reply, error) {
	r, err := http.NewRequest(http.MethodPost, b.wechatURL+path, strings.NewReader(body))
	if err != nil {
		return reply{}, err
	}
	return send(r)
}

// slowWeChat makes each message take so many milliseconds more.
func (b *bench) slowWeChat(ms int) error {
	if ms == 0 {
		return nil
	}
	return b.tellWeChat("/_sim/faults", fmt.Sprintf(`{"path":%q,"do":{"latency_ms":%d}}`, sendPath, ms))
}

// wake tells the workers that something was queued, as the program does.
func (w *world) wake(ctx context.Context) error {
	opt, err := redis.ParseURL(w.redis)
	if err != nil {
		return err
	}
	c := redis.NewClient(opt)
	defer c.Close()
	return c.Publish(ctx, "push:wake", "").Err()
}

// A postOffice stands before the simulator and sees messages arrive.
type postOffice struct {
	inner   http.Handler
	mu      sync.Mutex
	arrived int
	latest  time.Time
	example letter
	texts   map[string]int // how often each text came; nil when nobody asks
}

// A letter is one call as the program made it.
type letter struct {
	address string // path and query
	body    []byte
}

func (p *postOffice) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != sendPath {
		p.inner.ServeHTTP(w, r)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	p.inner.ServeHTTP(w, r)
	p.hear(body)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.arrived, p.latest, p.example = p.arrived+1, time.Now(), letter{r.URL.RequestURI(), body}
}

func (p *postOffice) last() letter {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.example
}

func (p *postOffice) count() (int, time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.arrived, p.latest
}

// time begins something and says how many of n messages a second arrived.
func (p *postOffice) time(n int, begin func() error) (float64, error) {
	before, _ := p.count()
	start := time.Now()
	if err := begin(); err != nil {
		return 0, err
	}
	return p.until(before+n, n, start)
}

// until says how many of n messages a second came since start, once so many came in all.
func (p *postOffice) until(all, n int, start time.Time) (float64, error) {
	for range 6000 + n {
		if now, last := p.count(); now >= all {
			return float64(n) / last.Sub(start).Seconds(), nil
		}
		time.Sleep(5 * time.Millisecond)
	}
	return 0, errors.New("the messages did not arrive")
}
