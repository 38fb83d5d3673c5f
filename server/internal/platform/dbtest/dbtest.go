// Package dbtest gives each test an empty, migrated database and an empty
// Redis. A missing server fails the test: nothing here is ever skipped.
package dbtest

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/seal"
)

// Now is the time at which every test begins: a Monday, ten o'clock in Shanghai.
var Now = time.Date(2026, 1, 5, 2, 0, 0, 0, time.UTC)

// A Clock moves only when a test moves it.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock returns a clock that stands at Now.
func NewClock() *Clock { return &Clock{now: Now} }

// Now reads the clock.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Advance moves the clock.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// New returns a database whose clock stands at Now; it disappears with the test.
func New(t testing.TB) *db.DB { return NewAt(t, NewClock()) }

// NewAt returns a database that reads the given clock.
func NewAt(t testing.TB, clock *Clock) *db.DB {
	t.Helper()
	return Open(t, DSN(t), clock.Now)
}

// Open opens a database that DSN made.
func Open(t testing.TB, dsn string, now func() time.Time) *db.DB {
	t.Helper()
	d, err := db.Open(dsn, now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// DSN is the address of a migrated database without a row, for tests that start
// the program itself.
func DSN(t testing.TB) string {
	t.Helper()
	name := take(t, admin(t))
	t.Cleanup(func() { putBack(name) })
	return address(t, name)
}

// Empty makes a database without any table and returns its address.
func Empty(t testing.TB) string {
	t.Helper()
	admin := admin(t)
	name := create(t, admin)
	t.Cleanup(func() { run(t, admin, "DROP DATABASE "+name) })
	return address(t, name)
}

// admin may make and drop databases.
func admin(t testing.TB) *db.DB {
	t.Helper()
	return Open(t, address(t, ""), time.Now)
}

func address(t testing.TB, name string) string {
	t.Helper()
	cfg, err := db.Config(need(t, "HUIYIN_MYSQL_DSN"))
	if err != nil {
		t.Fatal(err)
	}
	cfg.DBName = name
	return cfg.FormatDSN()
}

func run(t testing.TB, d *db.DB, sql string) {
	t.Helper()
	if _, err := d.Pool().Exec(sql); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

// Redis returns a client whose keys no other test sees; they go with the test.
func Redis(t testing.TB) *redis.Client {
	t.Helper()
	opt, err := redis.ParseURL(need(t, "HUIYIN_REDIS_URL"))
	if err != nil {
		t.Fatal(err)
	}
	opt.DB = freeRedis(t, opt)
	c := redis.NewClient(opt)
	t.Cleanup(func() { c.FlushDB(context.Background()); c.Close() })
	return c
}

// RedisURL is Redis for tests that start the program itself.
func RedisURL(t testing.TB) string {
	t.Helper()
	url, _, _ := strings.Cut(need(t, "HUIYIN_REDIS_URL"), "?")
	return fmt.Sprintf("%s?db=%d", url, Redis(t).Options().DB)
}

// freeRedis takes a logical database that no other test process holds: the
// claims are keys of database 0 that die with a crashed test.
func freeRedis(t testing.TB, opt *redis.Options) int {
	t.Helper()
	base := *opt
	base.DB = 0
	c := redis.NewClient(&base)
	t.Cleanup(func() { c.Close() })
	ctx := context.Background()
	for range 2000 {
		for n := 1; n < 16; n++ {
			key := fmt.Sprintf("huiyin:test:claim:%d", n)
			ok, err := c.SetNX(ctx, key, os.Getpid(), 10*time.Minute).Result()
			if err != nil {
				t.Fatal("Redis does not answer: ", err)
			}
			if ok {
				t.Cleanup(func() { c.Del(ctx, key) })
				return n
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("all logical databases of Redis are in use by other tests")
	return 0
}

func need(t testing.TB, name string) string {
	t.Helper()
	v := os.Getenv(name)
	if v == "" {
		t.Fatalf("%s is not set: run ./scripts/test, or eval \"$(scripts/services env)\" first", name)
	}
	return v
}

// Key is one that any test may seal with.
const Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

// Sealer seals with Key.
func Sealer(t testing.TB) *seal.Sealer {
	t.Helper()
	s, err := seal.New(Key, []byte("index"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}
