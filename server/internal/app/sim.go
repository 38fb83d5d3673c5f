package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
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
		world, err := simulator(c, a.log)
		if err != nil {
			return err
		}
		others.Go(func() {
			if err := simulate(ctx, l, world); err != nil {
				a.log.ErrorContext(ctx, "simulator", "err", err)
			}
		})
	}
	others.Go(func() { a.work(ctx) })
	return a.serve(ctx, out)
}

// Simulate is the simulator of WeChat alone: it lives on when the server dies.
func Simulate(ctx context.Context, c config.Config, _ []string, out io.Writer) error {
	if c.Production {
		return errors.New("production: the simulator must not run")
	}
	world, err := simulator(c, newLog(c))
	if err != nil {
		return err
	}
	l, err := listen(ctx, "HUIYIN_SIM_ADDR", c.SimAddr)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "WeChat on http://%s\n", l.Addr())
	return simulate(ctx, l, world)
}

func simulate(ctx context.Context, l net.Listener, world *sim.Sim) error {
	defer context.AfterFunc(ctx, world.Close)()
	return serve(ctx, l, world)
}

// simulator is a WeChat that knows the configured app and the demo's people.
func simulator(c config.Config, log *slog.Logger) (*sim.Sim, error) {
	b, err := os.ReadFile(c.SimData)
	if err != nil {
		return nil, fmt.Errorf("HUIYIN_SIM_DATA: %w", err)
	}
	var w sim.World
	if err := json.Unmarshal(b, &w); err != nil {
		return nil, fmt.Errorf("HUIYIN_SIM_DATA %s: %w", c.SimData, err)
	}
	beside := filepath.Join(filepath.Dir(c.SimData), "scenes.json")
	if b, err := os.ReadFile(beside); err == nil {
		if err := json.Unmarshal(b, &w.Stories); err != nil {
			return nil, fmt.Errorf("%s: %w", beside, err)
		}
	}
	for i := range w.Apps {
		if x := &w.Apps[i]; x.ID == c.WeChat.App {
			x.Secret, x.Token, x.AESKey = c.WeChat.Secret, c.WeChat.Token, c.WeChat.AESKey
		} else if v := c.WeChat.Service; x.ID == v.App {
			x.Secret, x.Token, x.AESKey = v.Secret, v.Token, v.AESKey
		}
	}
	return sim.New(sim.Options{World: w, Seed: 1, Now: time.Now, Backend: c.PublicURL, PhoneDir: c.SimApp, Log: log}), nil
}
