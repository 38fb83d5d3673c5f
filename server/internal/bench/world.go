package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"huiyin/server/internal/platform/db"
)

// A world is one community with a number of issues, in a database of its own,
// and the program that serves it.
type world struct {
	bench      *bench
	name       string
	issues     int
	dsn, redis string
	pool       *sql.DB
	serve      *process
	people     people
}

const community = "configs/communities/wangjiatun"

// open brings up the world: what an earlier run left is used again when it was
// made by the same schema and the same seed.
func (b *bench) open(ctx context.Context, name string, issues int) (*world, error) {
	if w := b.worlds[name]; w != nil {
		return w, nil
	}
	cfg, err := db.Config(os.Getenv("HUIYIN_MYSQL_DSN"))
	if err != nil {
		return nil, err
	}
	cfg.DBName = "huiyin_bench_" + name
	redis, _, _ := strings.Cut(os.Getenv("HUIYIN_REDIS_URL"), "?")
	w := &world{bench: b, name: name, issues: issues, dsn: cfg.FormatDSN(), redis: fmt.Sprintf("%s?db=%d", redis, len(b.worlds)+1)}
	b.worlds[name] = w
	d, err := db.Open(w.dsn, time.Now)
	if err != nil {
		return nil, err
	}
	w.pool = d.Pool()
	stamp, err := b.stamp(issues)
	if err != nil {
		return nil, err
	}
	fresh := issues == 0 || !w.stamped(ctx, stamp)
	if fresh {
		if err := w.create(ctx, cfg.DBName); err != nil {
			return nil, err
		}
	}
	if w.serve, err = w.start(ctx, w.dsn, w.redis, "serve"); err != nil {
		return nil, err
	}
	if w.people, err = w.signIn(ctx); err != nil {
		return nil, err
	}
	if fresh && issues > 0 {
		return w, w.seed(ctx, stamp)
	}
	return w, nil
}

// stamp names the schema and the seed that a world was made with.
func (b *bench) stamp(issues int) (string, error) {
	files, err := filepath.Glob("server/migrations/*.sql")
	if err != nil || len(files) == 0 {
		return "", errors.Join(err, errors.New("run ./scripts/bench: migrations are looked for in server/migrations"))
	}
	return fmt.Sprintf("seed %d, %d issues, schema %s and %d before", seedVersion, issues, filepath.Base(files[len(files)-1]), len(files)-1), nil
}

func (w *world) stamped(ctx context.Context, want string) bool {
	var have string
	err := w.pool.QueryRowContext(ctx, `SELECT stamp FROM bench_stamp`).Scan(&have)
	return err == nil && have == want
}

func (w *world) create(ctx context.Context, name string) error {
	cfg, err := db.Config(w.dsn)
	if err != nil {
		return err
	}
	cfg.DBName = ""
	root, err := sql.Open("mysql", cfg.FormatDSN())
	if err != nil {
		return err
	}
	defer root.Close()
	for _, q := range []string{"DROP DATABASE IF EXISTS " + name, "CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci"} {
		if _, err := root.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	if err := w.command(ctx, "migrate"); err != nil {
		return err
	}
	return w.command(ctx, "import", community)
}

// exec runs statements of the bench itself.
func (w *world) exec(ctx context.Context, statements ...string) error {
	for _, q := range statements {
		if _, err := w.pool.ExecContext(ctx, q); err != nil {
			return fmt.Errorf("%w in %.80s", err, strings.TrimSpace(q))
		}
	}
	return nil
}

// command runs the program to its end.
func (w *world) command(ctx context.Context, args ...string) error {
	cmd := exec.CommandContext(ctx, w.bench.server, args...)
	cmd.Env = append(os.Environ(), w.env(w.dsn, w.redis)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("huiyin %s: %w: %s", strings.Join(args, " "), err, out)
	}
	return nil
}

// start runs the program as in production: all of its own settings, and its
// log at the usual level into a file.
func (w *world) start(ctx context.Context, dsn, redis, command string) (*process, error) {
	p, err := listen(ctx, filepath.Join(w.bench.dir, w.name+"-"+command+".log"), w.env(dsn, redis), nil, w.bench.server, command)
	if err != nil {
		return nil, err
	}
	w.bench.started = append(w.bench.started, p)
	return p, p.ready(ctx)
}

const (
	app      = "wxhuiyindemo00001"
	password = "bench only, never on a network"
	anyKey32 = "YmVuY2ggb25seSwgbmV2ZXIgb24gYSBuZXR3b3JrISE="
)

func (w *world) env(dsn, redis string) []string {
	return []string{"HUIYIN_MYSQL_DSN=" + dsn, "HUIYIN_REDIS_URL=" + redis, "HUIYIN_ADDR=127.0.0.1:0", "HUIYIN_PUBLIC_URL=http://127.0.0.1",
		"HUIYIN_FILES_DIR=" + filepath.Join(w.bench.dir, "files"), "HUIYIN_KEYSET=" + anyKey32, "HUIYIN_INDEX_KEY=" + anyKey32, "HUIYIN_SIGN_KEY=" + anyKey32,
		"HUIYIN_WECHAT_APP=" + app, "HUIYIN_WECHAT_BASE=" + w.bench.wechatURL, "HUIYIN_WECHAT_SECRET=bench-secret", "HUIYIN_WECHAT_TOKEN=benchtoken",
		"HUIYIN_WECHAT_AES_KEY=" + strings.Repeat("b", 43), "HUIYIN_DEMO_PASSWORD=" + password, "HUIYIN_QUIET_FROM=none",
		"HUIYIN_DAILY_CAP=100000"} // counted as always, and never reached
}
