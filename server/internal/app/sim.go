package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"sync"
	"time"

	"huiyin/server/internal/platform/config"
	"huiyin/server/internal/platform/wechat/sim"
)

// All is serve and worker in one process and, where the configuration names
// its data, the simulator of WeChat.
func All(ctx context.Context, c config.Config, _ []string, out io.Writer) error {
	if c.SimData != "" {
		c.WeChat.Base = "http://" + c.SimAddr
	}
	if c.Production && c.WeChat.Base != "" {
		return errors.New("production: the simulator must not run; unset HUIYIN_SIM_DATA")
	}
	a, err := New(ctx, c, time.Now)
	if err != nil {
		return err
	}
	defer a.Close()
	ctx, stop := context.WithCancel(ctx)
	var others sync.WaitGroup
	defer others.Wait()
	defer stop()
	if c.SimData != "" {
		l, err := listen(ctx, "HUIYIN_SIM_ADDR", c.SimAddr)
		if err != nil {
			return err
		}
		world, err := a.simulator()
		if err != nil {
			return err
		}
		others.Go(func() { a.simulate(ctx, l, world) })
	}
	others.Go(func() { a.work(ctx) })
	return a.serve(ctx, out)
}

func (a *App) simulate(ctx context.Context, l net.Listener, world *sim.Sim) {
	defer context.AfterFunc(ctx, world.Close)()
	if err := serve(ctx, l, world); err != nil {
		a.log.ErrorContext(ctx, "simulator", "err", err)
	}
}

// simulator is a WeChat that knows the configured app and the demo's people.
func (a *App) simulator() (*sim.Sim, error) {
	b, err := os.ReadFile(a.cfg.SimData)
	if err != nil {
		return nil, fmt.Errorf("HUIYIN_SIM_DATA: %w", err)
	}
	var w sim.World
	if err := json.Unmarshal(b, &w); err != nil {
		return nil, fmt.Errorf("HUIYIN_SIM_DATA %s: %w", a.cfg.SimData, err)
	}
	for i := range w.Apps {
		if x := &w.Apps[i]; x.ID == a.cfg.WeChat.App {
			x.Secret, x.Token, x.AESKey = a.cfg.WeChat.Secret, a.cfg.WeChat.Token, a.cfg.WeChat.AESKey
		}
	}
	return sim.New(sim.Options{World: w, Seed: 1, Now: time.Now, Backend: a.cfg.PublicURL, PhoneDir: a.cfg.SimApp, Log: a.log}), nil
}
