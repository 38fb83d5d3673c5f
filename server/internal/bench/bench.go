package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"huiyin/server/internal/platform/wechat/sim"
)

// bench is one run: the program to be measured and what it needs around it.
type bench struct {
	server    string // the built program
	dir       string
	quick     bool
	wechat    *sim.Sim
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

// begin starts the simulator of WeChat, in which everybody has a phone.
func (b *bench) begin(context.Context) error {
	if b.server == "" || b.dir == "" {
		return errors.New("run ./scripts/bench, which builds the program and names it")
	}
	b.worlds = map[string]*world{}
	raw, err := os.ReadFile(community + "/simulator.json")
	if err != nil {
		return err
	}
	var w sim.World
	if err := json.Unmarshal(raw, &w); err != nil {
		return err
	}
	for i := range w.Apps {
		w.Apps[i].Secret, w.Apps[i].Token, w.Apps[i].AESKey = "bench-secret", "benchtoken", strings.Repeat("b", 43)
	}
	w.Users = users()
	b.wechat = sim.New(sim.Options{World: w, Seed: 1, Now: time.Now, Log: slog.New(slog.DiscardHandler)})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	b.wechatURL = "http://" + l.Addr().String()
	go func() { _ = http.Serve(l, b.wechat) }() // until the bench ends
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
	return list
}

// wechatCode is what wx.login or the phone-number button gives on a user's phone.
func (b *bench) wechatCode(kind, user string) (string, error) {
	r, err := http.NewRequest(http.MethodPost, b.wechatURL+"/_sim/client/"+kind, strings.NewReader(fmt.Sprintf(`{"user":%q,"app":%q}`, user, app)))
	if err != nil {
		return "", err
	}
	res, err := send(r)
	code, _ := res.body["code"].(string)
	return code, err
}

func (b *bench) end() {
	for _, p := range b.started {
		p.stop()
	}
	for _, w := range b.worlds {
		w.pool.Close()
	}
}
