package app

import (
	"io"
	"net"
	"strings"
	"sync"
	"testing"

	"huiyin/server/internal/platform/dbtest"
)

// A gate stands between the program and a server, and can be shut.
type gate struct {
	t      *testing.T
	target string // of a unix socket, or host:port
	addr   string
	mu     sync.Mutex
	l      net.Listener
	open   map[net.Conn]bool
}

func newGate(t *testing.T, target string) *gate {
	g := &gate{t: t, target: target, addr: "127.0.0.1:0", open: map[net.Conn]bool{}}
	g.unshut()
	t.Cleanup(g.shut)
	return g
}

// unshut lets connections through, on the same address as before.
func (g *gate) unshut() {
	g.t.Helper()
	l, err := net.Listen("tcp", g.addr)
	if err != nil {
		g.t.Fatal(err)
	}
	g.mu.Lock()
	g.l, g.addr = l, l.Addr().String()
	g.mu.Unlock()
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go g.pass(c)
		}
	}()
}

func (g *gate) pass(in net.Conn) {
	network := "tcp"
	if strings.HasPrefix(g.target, "/") {
		network = "unix"
	}
	out, err := net.Dial(network, g.target)
	if err != nil {
		in.Close()
		return
	}
	g.mu.Lock()
	g.open[in], g.open[out] = true, true
	g.mu.Unlock()
	go func() { _, _ = io.Copy(out, in); out.Close() }()
	_, _ = io.Copy(in, out)
	in.Close()
}

// shut ends every connection and takes no new ones.
func (g *gate) shut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.l.Close()
	for c := range g.open {
		c.Close()
	}
	clear(g.open)
}

// gateways are gates before the test's database and Redis, with the addresses
// that lead through them.
func gateways(t *testing.T, dsn, redisURL string) (sql, cache *gate, gatedDSN, gatedRedis string) {
	t.Helper()
	user, rest, _ := strings.Cut(dsn, "@")
	network, rest, _ := strings.Cut(rest, "(")
	target, rest, _ := strings.Cut(rest, ")")
	if network != "unix" && network != "tcp" {
		t.Fatal("an address of another kind: ", dsn)
	}
	sql = newGate(t, target)
	path, query, _ := strings.Cut(strings.TrimPrefix(redisURL, "unix://"), "?db=")
	path, number, _ := strings.Cut(strings.TrimPrefix(path, "redis://"), "/")
	if strings.HasPrefix(redisURL, "unix://") {
		path, number = strings.TrimSuffix("/"+path+"/"+number, "/"), query
		path = strings.ReplaceAll(path, "//", "/")
	}
	cache = newGate(t, path)
	return sql, cache, user + "@tcp(" + sql.addr + ")" + rest, "redis://" + cache.addr + "/" + number
}

func TestWhileAServerIsAwayTheAnswerSaysSoAndItComesBack(t *testing.T) {
	d := &desk{t: t, tokens: map[string]string{}, dsn: dbtest.DSN(t), redis: dbtest.RedisURL(t)}
	sql, cache, dsn, redis := gateways(t, d.dsn, d.redis)
	d.dsn, d.redis = dsn, redis
	d.start(readWorld(t))
	d.settle("r1", 0, 0)
	is := d.must("r1", "POST", "/v1/issues", map[string]any{"words": "路灯不亮", "category": "lamp"})
	for name, g := range map[string]*gate{"the database": sql, "Redis": cache} {
		g.shut()
		for _, ask := range []struct{ method, path string }{{"GET", "/v1/issues/" + str(is.id())}, {"POST", "/v1/issues"}} {
			r := d.as("r1", ask.method, ask.path, map[string]any{"words": "井盖坏了", "category": "lamp"})
			if r.status != 503 || r.code() != "unavailable" || r.header.Get("Retry-After") == "" || r.header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("without %s: %s %d %s", name, ask.method, r.status, r.raw)
			}
		}
		if r := d.as("", "GET", "/readyz", nil); r.status != 503 {
			t.Errorf("without %s it says that it is ready: %d", name, r.status)
		}
		if r := d.as("", "GET", "/healthz", nil); r.status != 200 {
			t.Errorf("without %s the process is alive all the same: %d", name, r.status)
		}
		g.unshut()
		d.eventually("its coming back", func() bool { return d.as("", "GET", "/readyz", nil).status == 200 })
		d.must("r1", "GET", "/v1/issues/"+str(is.id()), nil)
	}
	if n := len(d.must("r1", "GET", "/v1/issues?scope=mine", nil).items()); n != 1 {
		t.Errorf("%d issues: a refused one was kept", n)
	}
}

func TestTheWorkersGoOnWhenTheirServersCameBack(t *testing.T) {
	d := &desk{t: t, tokens: map[string]string{}, dsn: dbtest.DSN(t), redis: dbtest.RedisURL(t)}
	sql, cache, dsn, redis := gateways(t, d.dsn, d.redis)
	d.dsn, d.redis = dsn, redis
	d.start(readWorld(t))
	d.work()
	d.settle("r1", 0, 0)
	d.accept("w1")
	d.report("r1", "路灯不亮")
	d.told("w1", "arrived")
	for _, g := range []*gate{sql, cache} {
		g.shut()
		g.unshut()
	}
	d.accept("w1")
	d.eventually("a report", func() bool {
		return d.as("r1", "POST", "/v1/issues", map[string]any{"words": "井盖坏了", "category": "lamp"}).status == 201
	})
	d.eventually("both messages", func() bool {
		r := send(t, "GET", d.sim.URL+"/_sim/messages?to=w1", "", nil)
		return len(r.items()) == 2
	})
}
