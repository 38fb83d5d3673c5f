package app

import (
	"bufio"
	"bytes"
	"fmt"
	"huiyin/server/internal/platform/dbtest"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// built is the program, made once for all tests.
var built = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "huiyin-test-")
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, "huiyin")
	out, err := exec.Command("go", "build", "-o", name, "huiyin/server").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return name, nil
})

// A process is the program as an operator runs it.
type process struct {
	*exec.Cmd
	t      *testing.T
	url    string // of one that listens
	stderr *bytes.Buffer
	ended  chan error
}

func (d *desk) env(change map[string]string) []string {
	env := map[string]string{"HUIYIN_ADDR": "127.0.0.1:0", "HUIYIN_MYSQL_DSN": d.dsn, "HUIYIN_REDIS_URL": d.redis, "HUIYIN_KEYSET": dbtest.Key, "HUIYIN_INDEX_KEY": dbtest.Key, "HUIYIN_SIGN_KEY": dbtest.Key,
		"HUIYIN_WECHAT_APP": appID, "HUIYIN_WECHAT_BASE": d.sim.URL, "HUIYIN_WECHAT_SECRET": "demo-secret", "HUIYIN_WECHAT_TOKEN": "demotoken", "HUIYIN_WECHAT_AES_KEY": strings.Repeat("a", 43),
		"HUIYIN_FILES_DIR": d.t.TempDir(), "HUIYIN_QUIET_FROM": "none", "HUIYIN_DAILY_CAP": "0", "HUIYIN_LOG_LEVEL": "error", "HOME": os.Getenv("HOME"), "PATH": os.Getenv("PATH")}
	var out []string
	for k, v := range change {
		env[k] = v
	}
	for k, v := range env {
		out = append(out, k+"="+v)
	}
	return out
}

// run starts a command of the program; it dies with the test.
func (d *desk) run(change map[string]string, args ...string) *process {
	d.t.Helper()
	name, err := built()
	if err != nil {
		d.t.Fatal(err)
	}
	p := &process{Cmd: exec.Command(name, args...), t: d.t, stderr: new(bytes.Buffer), ended: make(chan error, 1)}
	p.Env, p.Stderr = d.env(change), p.stderr
	stdout, err := p.StdoutPipe()
	if err == nil {
		err = p.Start()
	}
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { _ = p.Process.Kill() })
	line, _ := bufio.NewReader(stdout).ReadString('\n')
	_, p.url, _ = strings.Cut(strings.TrimSpace(line), "listening on ")
	go func() { _, _ = io.Copy(io.Discard, stdout); p.ended <- p.Wait() }()
	return p
}

// wait waits for the end.
func (p *process) wait() error {
	p.t.Helper()
	select {
	case err := <-p.ended:
		return err
	case <-time.After(40 * time.Second):
		_ = p.Process.Kill()
		<-p.ended
		p.t.Errorf("%v does not end: %s", p.Args[1:], p.stderr)
		return nil
	}
}

// end sends a signal and waits for the end.
func (p *process) end(s syscall.Signal) error {
	p.t.Helper()
	if err := p.Process.Signal(s); err != nil {
		p.t.Fatal(err)
	}
	return p.wait()
}

func (d *desk) issues() (n int) {
	d.t.Helper()
	if err := d.app.db.QueryRowContext(d.t.Context(), `SELECT COUNT(*) FROM issues`).Scan(&n); err != nil {
		d.t.Fatal(err)
	}
	return n
}

const filed = `{"words":"路灯不亮","category":"lamp"}`

func TestAServerThatIsToldToStopLosesNoRequest(t *testing.T) {
	d := newDesk(t)
	d.settle("r1", 0, 0)
	p := d.run(nil, "serve")
	half, err := net.Dial("tcp", strings.TrimPrefix(p.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer half.Close()
	fmt.Fprintf(half, "POST /v1/issues HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", d.token("r1"), len(filed), filed[:10])
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	var mu sync.Mutex
	var callers sync.WaitGroup
	acknowledged, stop := 0, make(chan bool)
	for range 8 {
		callers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				r, _ := http.NewRequest("POST", p.url+"/v1/issues", strings.NewReader(filed))
				r.Header.Set("Authorization", "Bearer "+d.tokens["r1"])
				r.Header.Set("Content-Type", "application/json")
				res, err := client.Do(r)
				if err != nil {
					return // it takes no new requests any more
				}
				res.Body.Close()
				mu.Lock()
				if res.StatusCode == http.StatusCreated {
					acknowledged++
				} else {
					t.Errorf("a running request was answered with %d", res.StatusCode)
				}
				mu.Unlock()
			}
		})
	}
	d.eventually("some traffic", func() bool { return d.issues() > 30 })
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	callers.Wait()
	close(stop)
	fmt.Fprint(half, filed[10:])
	res, err := http.ReadResponse(bufio.NewReader(half), nil)
	if err != nil || res.StatusCode != http.StatusCreated {
		t.Fatal("the one that was half sent: ", res, err)
	}
	if err := p.wait(); err != nil {
		t.Error("it did not end well: ", err, p.stderr)
	}
	if n := d.issues(); n != acknowledged+1 {
		t.Errorf("%d issues are kept, %d were acknowledged", n, acknowledged+1)
	}
}

func TestAReportSurvivesAKillBeforeItsDelivery(t *testing.T) {
	d := newDesk(t)
	d.settle("r1", 0, 0)
	d.work()
	d.accept("w1")
	d.accept("w1")
	send(t, "POST", d.sim.URL+"/_sim/faults", "", map[string]any{"path": "/cgi-bin/message/*/send", "do": map[string]any{"errcode": -1}})
	all := d.run(nil, "all")
	if r := send(t, "POST", all.url+"/v1/issues", d.token("r1"), filed); r.status != http.StatusCreated {
		t.Fatal(r.raw)
	}
	if err := all.end(syscall.SIGKILL); err == nil {
		t.Error("it was not killed")
	}
	send(t, "DELETE", d.sim.URL+"/_sim/faults", "", nil)
	d.run(nil, "all")
	d.toldWithin("3m", "w1", "arrived") // whom the kill met in a try is tried again when its lease has ended
	if n := d.issues(); n != 1 {
		t.Errorf("%d issues", n)
	}
}

func TestTwoWorkersBesideEachOtherDeliverEachMessageOnce(t *testing.T) {
	d := newDesk(t)
	d.settle("r1", 0, 0)
	stop := d.work()
	const n = 12
	for range n {
		d.accept("w1")
	}
	stop()
	one, two := d.run(nil, "worker"), d.run(nil, "worker")
	for range n {
		d.must("r1", "POST", "/v1/issues", filed)
	}
	delivered := func() []any { return send(t, "GET", d.sim.URL+"/_sim/messages?to=w1", "", nil).items() }
	d.eventually("all messages", func() bool {
		var open int
		if err := d.app.db.QueryRowContext(t.Context(), `SELECT COUNT(*) FROM deliveries WHERE state IN ('queued', 'sending')`).Scan(&open); err != nil {
			t.Fatal(err)
		}
		return open == 0
	})
	pages := map[any]bool{}
	for _, m := range delivered() {
		pages[m.(map[string]any)["page"]] = true
	}
	if len(delivered()) != n || len(pages) != n {
		t.Errorf("%d messages about %d matters", len(delivered()), len(pages))
	}
	for _, p := range []*process{one, two} {
		if err := p.end(syscall.SIGTERM); err != nil {
			t.Error(err, p.stderr)
		}
	}
}
