package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// A process is a program that the bench started and ends again.
type process struct {
	cmd  *exec.Cmd
	addr string // host:port, once it listens
	log  string
}

// start runs a program; what it logs goes to a file, as under an operator.
func start(ctx context.Context, log string, env []string, in io.Reader, program string, args ...string) (*process, io.Reader, error) {
	f, err := os.Create(log)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Env, cmd.Stdin, cmd.Stderr = append(os.Environ(), env...), in, f
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, nil, err
	}
	return &process{cmd: cmd, log: log}, out, cmd.Start()
}

// listen runs a program that prints the address on which it answers.
func listen(ctx context.Context, log string, env []string, in io.Reader, program string, args ...string) (*process, error) {
	p, out, err := start(ctx, log, env, in, program, args...)
	if err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	_, p.addr, _ = strings.Cut(strings.TrimSpace(line), "http://")
	if err != nil || p.addr == "" {
		p.stop()
		return nil, fmt.Errorf("%s %s did not start: see %s", filepath.Base(program), strings.Join(args, " "), log)
	}
	return p, nil
}

func (p *process) stop() {
	if p == nil || p.cmd.Process == nil {
		return
	}
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	_ = p.cmd.Wait()
}

// memory is what the process holds now and held at most, in bytes.
func (p *process) memory() (now, most int64, err error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0, 0, fmt.Errorf("memory is read from /proc, which only Linux has: %w", err)
	}
	for line := range strings.Lines(string(b)) {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		n, _ := strconv.ParseInt(f[1], 10, 64)
		switch f[0] {
		case "VmRSS:":
			now = n << 10
		case "VmHWM:":
			most = n << 10
		}
	}
	return now, most, nil
}

// ready waits until the program says that it can answer.
func (p *process) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for {
		res, err := http.Get("http://" + p.addr + "/readyz")
		if err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return errors.Join(err, fmt.Errorf("not ready: see %s", p.log))
		case <-time.After(2 * time.Millisecond):
		}
	}
}

// bareServer starts this program again, as the bare side of a comparison.
func (b *bench) bareServer(ctx context.Context, j job) (*process, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	in, err := json.Marshal(j)
	if err != nil {
		return nil, err
	}
	return listen(ctx, filepath.Join(b.dir, "bare.log"), nil, bytes.NewReader(in), self, "bare")
}
