package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"huiyin/server/internal/platform/db"
)

const killLatency = 40 // milliseconds of each message, so that there is a middle

// kills ends worker, server, Redis and MariaDB with kill -9 in the middle of
// deliveries, starts each again, and counts what became of every message.
func kills(ctx context.Context, b *bench) ([]figure, error) {
	w, err := b.open(ctx, "kills", 0)
	if err != nil {
		return nil, err
	}
	m := &mail{world: w}
	if err := m.receivers(ctx); err != nil {
		return nil, err
	}
	n := b.messages
	if b.quick {
		n = min(n, 3000)
	}
	v := &victim{mail: m, n: n}
	if err := v.queue(ctx); err != nil {
		return nil, err
	}
	if err := b.slowWeChat(killLatency); err != nil {
		return nil, err
	}
	b.post.listen()
	for i := range v.workers {
		if v.workers[i], err = w.work(ctx); err != nil {
			return nil, err
		}
		defer func() { v.workers[i].stop() }()
	}
	for i, what := range v.plan() {
		if err := v.await(ctx, n*(i+1)/(len(v.plan())+1)); err != nil {
			return nil, err
		}
		b.say("kills: %d of %d came, %s", b.post.came(), n, what.name)
		if err := what.kill(ctx); err != nil {
			return nil, fmt.Errorf("%s: %w", what.name, err)
		}
	}
	return v.count(ctx)
}

// victim is a world in which programs are killed.
type victim struct {
	*mail
	n       int
	workers [2]*process
}

type blow struct {
	name string
	kill func(context.Context) error
}

func (v *victim) plan() []blow {
	worker := func(i int) blow {
		return blow{"a worker", func(ctx context.Context) (err error) {
			end(v.workers[i])
			v.workers[i], err = v.again(ctx)
			return err
		}}
	}
	server := blow{"the server", func(ctx context.Context) (err error) {
		end(v.world.serve)
		v.world.serve, err = v.world.start(ctx, v.world.dsn, v.world.redis, "serve")
		return err
	}}
	return []blow{worker(0), server, v.service("redis"), worker(1), v.service("mariadb"), worker(0), v.service("redis"), v.service("mariadb"), worker(1)}
}

// again starts a worker as an operator's supervisor does: anew until what it needs is there.
func (v *victim) again(ctx context.Context) (p *process, err error) {
	for range 100 {
		if p, err = v.world.work(ctx); err == nil || ctx.Err() != nil {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	return p, err
}

func end(p *process) {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}

// service kills one of the bench's own servers and starts it again.
func (v *victim) service(name string) blow {
	return blow{name, func(ctx context.Context) error {
		cfg, err := db.Config(os.Getenv("HUIYIN_MYSQL_DSN"))
		if err != nil {
			return err
		}
		if cfg.Net != "unix" {
			return errors.New("only servers that ./scripts/bench started are killed")
		}
		text, err := os.ReadFile(filepath.Join(filepath.Dir(cfg.Addr), name+".pid"))
		if err != nil {
			return err
		}
		pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
		if err != nil {
			return err
		}
		if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
			return err
		}
		for syscall.Kill(pid, 0) == nil && ctx.Err() == nil {
			time.Sleep(10 * time.Millisecond)
		}
		return v.up(ctx)
	}}
}

func (v *victim) up(ctx context.Context) error {
	log, err := os.Create(filepath.Join(v.world.bench.dir, "kills-services.log"))
	if err != nil {
		return err
	}
	defer log.Close()
	cmd := exec.CommandContext(ctx, "scripts/services", "up")
	cmd.Stdout, cmd.Stderr = log, log
	cmd.Env = slices.DeleteFunc(os.Environ(), func(s string) bool {
		return strings.HasPrefix(s, "HUIYIN_MYSQL_DSN=") || strings.HasPrefix(s, "HUIYIN_REDIS_URL=")
	})
	return cmd.Run()
}

// await waits until so many messages came.
func (v *victim) await(ctx context.Context, n int) error {
	for begun := time.Now(); v.world.bench.post.came() < n; time.Sleep(5 * time.Millisecond) {
		if ctx.Err() != nil || time.Since(begun) > 20*time.Minute {
			return fmt.Errorf("only %d of %d came", v.world.bench.post.came(), n)
		}
	}
	return nil
}

// queue writes n answers, each with a text of its own.
func (v *victim) queue(ctx context.Context) error {
	for from := 0; from < v.n; from += seedChunk {
		many := min(seedChunk, v.n-from)
		if err := v.world.exec(ctx, fmt.Sprintf(`
			INSERT INTO messages (account_id, community_id, kind, event, title, body, page, subject, created_at)
			SELECT r.id, 1, 'answer', 'issue.answered', CONCAT('#', k.n + %d), '已修好。', 'packages/issue/detail/detail?id=1', 'kills', UTC_TIMESTAMP(6)
			FROM %s k JOIN bench_receivers r ON r.n = (k.n + %d) %% %d WHERE k.n <= %d`, from, numbers, from, receiverCount, many)); err != nil {
			return err
		}
	}
	return v.world.exec(ctx, fmt.Sprintf(`
		INSERT INTO deliveries (message_id, account_id, community_id, kind, event, worth, app, template_id, long_term, page, payload, state, next_at, created_at)
		SELECT id, account_id, 1, kind, event, 0, '%s', '%s', FALSE, page,
		  CONCAT('{"thing1":"', title, '","phrase2":"已答复","time3":"2026-01-05 10:00","thing4":"三号楼门口","thing5":"请查看"}'), 'queued', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6)
		FROM messages WHERE subject = 'kills'`, app, mailTemplate))
}
