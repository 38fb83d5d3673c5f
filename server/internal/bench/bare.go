package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/redis/go-redis/v9"

	"huiyin/server/internal/platform/db"
)

// A job is what a bare server does for each request, with nothing around it:
// the commands and statements that were heard from the program, through the
// same drivers with the same settings, and an answer of the same words.
type job struct {
	DSN, RedisURL string
	Redis         [][]string
	SQL           []raw // a transaction begins with its START and ends with its COMMIT
	Post          *posting
	Status        int
	Answer        []byte
}

// raw keeps a statement's bytes through JSON: not all of them are UTF-8.
type raw []byte

func rawAll(list []string) (out []raw) {
	for _, s := range list {
		out = append(out, raw(s))
	}
	return out
}

// In a statement these stand for what must differ each time.
const (
	anyKey = "\x01key\x01" // an idempotency key that was never used
	anyID  = "\x01id\x01"  // the id that the first INSERT made
	anyone = "\x01nth\x01" // a number that was never used
)

// serveBare runs as a process of its own, as the program does: it reads a job
// and prints the address that it serves it on.
func serveBare(in io.Reader, out io.Writer) error {
	b := &bare{}
	if err := json.NewDecoder(in).Decode(&b.job); err != nil {
		return err
	}
	d, err := db.Open(b.job.DSN, time.Now)
	if err != nil {
		return err
	}
	opt, err := redis.ParseURL(b.job.RedisURL)
	if err != nil {
		return err
	}
	opt.PoolSize = 64
	b.pool, b.redis, b.run = d.Pool(), redis.NewClient(opt), strconv.FormatInt(time.Now().UnixNano(), 36)
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	e.NoRoute(b.answer)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "listening on http://%s\n", l.Addr())
	return http.Serve(l, e)
}

type bare struct {
	job   job
	pool  *sql.DB
	redis *redis.Client
	run   string
	nth   atomic.Int64
}

func (b *bare) answer(c *gin.Context) {
	_, _ = io.Copy(io.Discard, c.Request.Body)
	if err := b.do(c.Request.Context()); err != nil {
		c.String(http.StatusInternalServerError, "%v", err)
		return
	}
	c.Data(b.job.Status, "application/json", b.job.Answer)
}

func (b *bare) do(ctx context.Context) error {
	if b.job.Post != nil && b.job.Post.Marked {
		return b.relay(ctx)
	}
	if b.job.Post != nil {
		return b.job.Post.do(ctx)
	}
	for _, words := range b.job.Redis {
		args := make([]any, len(words))
		for i, w := range words {
			args[i] = w
		}
		if err := b.redis.Do(ctx, args...).Err(); err != nil && !errors.Is(err, redis.Nil) {
			return err
		}
	}
	if len(b.job.SQL) > 0 && isBegin(string(b.job.SQL[0])) {
		return b.transact(ctx)
	}
	for _, q := range b.job.SQL {
		if err := read(ctx, b.pool, string(q)); err != nil {
			return err
		}
	}
	return nil
}

func isBegin(q string) bool { return strings.EqualFold(q, "START TRANSACTION") }
func isEnd(q string) bool   { return strings.EqualFold(q, "COMMIT") }
func isRead(q string) bool {
	return strings.HasPrefix(strings.ToUpper(strings.TrimSpace(q)), "SELECT")
}

func (b *bare) transact(ctx context.Context) error {
	tx, err := b.pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	nth, id := b.nth.Add(1), int64(0)
	key := "bare-" + b.run + "-" + strconv.FormatInt(nth, 36)
	for _, r := range b.job.SQL {
		q := string(r)
		if isBegin(q) || isEnd(q) {
			continue
		}
		q = strings.ReplaceAll(q, anyKey, key)
		q = strings.ReplaceAll(q, anyone, strconv.FormatInt(nth, 10))
		q = strings.ReplaceAll(q, anyID, strconv.FormatInt(id, 10))
		if isRead(q) {
			err = read(ctx, tx, q)
		} else {
			err = write(ctx, tx, q, &id)
		}
		if err != nil {
			return err
		}
	}
	return tx.Commit()
}

// write keeps the id of the first row that was made.
func write(ctx context.Context, tx *sql.Tx, q string, id *int64) error {
	res, err := tx.ExecContext(ctx, q)
	if err == nil && *id == 0 {
		*id, err = res.LastInsertId()
	}
	return err
}

// read fetches all rows and looks at none.
func read(ctx context.Context, q db.Querier, query string) error {
	rows, err := q.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	values := make([]any, len(names))
	for i := range values {
		values[i] = new(sql.RawBytes)
	}
	for rows.Next() {
		if err := rows.Scan(values...); err != nil {
			return err
		}
	}
	return rows.Err()
}
