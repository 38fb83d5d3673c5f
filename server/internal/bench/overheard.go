package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/redis/go-redis/v9"

	"huiyin/server/internal/platform/db"
)

// A request is one that is measured.
type request struct {
	method, path, token, cookie, body string
	csrf                              string
	key                               bool // with an Idempotency-Key that was never used
}

// bytes is the request as it goes over the wire; phones and browsers both ask
// for compressed answers.
func (q request) bytes(key string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: bench\r\nAccept-Encoding: gzip\r\n", q.method, q.path)
	if q.token != "" {
		fmt.Fprintf(&b, "Authorization: Bearer %s\r\n", q.token)
	}
	if q.cookie != "" {
		fmt.Fprintf(&b, "Cookie: %s\r\n", q.cookie)
	}
	if q.key {
		fmt.Fprintf(&b, "Idempotency-Key: %s\r\n", key)
	}
	if q.body != "" {
		fmt.Fprintf(&b, "Content-Type: application/json\r\nContent-Length: %d\r\n", len(q.body))
	}
	return []byte(b.String() + "\r\n" + q.body)
}

// dress says on whose behalf the request is sent.
func (q request) dress(r *http.Request) {
	r.Header.Set("Content-Type", "application/json")
	for name, value := range map[string]string{"Authorization": q.token, "Cookie": q.cookie, "X-CSRF-Token": q.csrf} {
		if value != "" && name == "Authorization" {
			value = "Bearer " + value
		}
		if value != "" {
			r.Header.Set(name, value)
		}
	}
}

// overheard is what the program did for one request.
type overheard struct {
	sql   []string
	redis []string // words joined by \x00
	reply reply
	key   string
}

// A listener is the program once more, with its database and Redis tapped.
type listener struct {
	serve      *process
	sql, redis *wiretap
}

// eavesdrop starts the program on a world with both lines tapped.
func (w *world) eavesdrop(ctx context.Context) (*listener, error) {
	dir, err := os.MkdirTemp("", "huiyin-bench-") // a socket's path must be short
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir) // the sockets are connected to by then
	cfg, err := db.Config(w.dsn)
	if err != nil {
		return nil, err
	}
	opt, err := redis.ParseURL(w.redis)
	if err != nil {
		return nil, err
	}
	l := &listener{}
	if l.sql, err = tap(filepath.Join(dir, "sql"), cfg.Net, cfg.Addr, readMySQL); err != nil {
		return nil, err
	}
	if l.redis, err = tap(filepath.Join(dir, "redis"), opt.Network, opt.Addr, readRedis); err != nil {
		return nil, err
	}
	cfg.Net, cfg.Addr = "unix", filepath.Join(dir, "sql")
	l.serve, err = w.start(ctx, cfg.FormatDSN(), fmt.Sprintf("unix://%s?db=%d", filepath.Join(dir, "redis"), opt.DB), "serve")
	return l, err
}

// hear sends the request twice: the first time connections are opened and
// caches filled, the second time everything is written down.
func (l *listener) hear(ctx context.Context, ask func() request, key string) (overheard, error) {
	o := overheard{key: key}
	for _, k := range []string{key + "0", key} {
		q := ask()
		r, err := http.NewRequestWithContext(ctx, q.method, "http://"+l.serve.addr+q.path, strings.NewReader(q.body))
		if err != nil {
			return o, err
		}
		q.dress(r)
		if q.key {
			r.Header.Set("Idempotency-Key", k)
		}
		l.sql.since()
		l.redis.since()
		if o.reply, err = send(r); err != nil {
			return o, err
		}
		o.sql, o.redis = l.sql.since(), l.redis.since()
	}
	return o, nil
}

func (l *listener) close() {
	l.serve.stop()
	l.sql.close()
	l.redis.close()
}

// commands are the Redis commands as their words.
func (o overheard) commands() (list [][]string) {
	for _, c := range o.redis {
		list = append(list, strings.Split(c, "\x00"))
	}
	return list
}
