package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// A meter sums up the processor time that one side used, and for how many
// requests. Unlike a rate it hardly depends on who else uses the machine.
type meter struct {
	server   int // process ids; 0 is unknown
	database int
	spent    [2]time.Duration
	requests int
}

func (b *bench) meter(p *process) *meter {
	text, err := os.ReadFile(filepath.Join(b.dir, "run", "mariadb.pid")) // there is none when the servers are somebody's own
	m := &meter{server: p.cmd.Process.Pid}
	if err == nil {
		m.database, _ = strconv.Atoi(strings.TrimSpace(string(text)))
	}
	return m
}

// around adds what f used to the meter.
func (m *meter) around(f func() (int, error)) error {
	pids, before := [2]int{m.server, m.database}, [2]time.Duration{}
	for i, pid := range pids {
		before[i] = cpu(pid)
	}
	n, err := f()
	m.requests += n
	for i, pid := range pids {
		m.spent[i] += cpu(pid) - before[i]
	}
	return err
}

// String is microseconds a request: of the server and of the database.
func (m *meter) String() string {
	each := func(d time.Duration) int64 { return d.Microseconds() / int64(max(m.requests, 1)) }
	return fmt.Sprintf("%d+%d µs", each(m.spent[0]), each(m.spent[1]))
}

// cpu is the processor time that a process has used, in steps of 10 ms; 0
// where there is no /proc.
func cpu(pid int) time.Duration {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(b), ") ") // the name may hold anything
	f := strings.Fields(rest)
	if len(f) < 13 {
		return 0
	}
	user, _ := strconv.Atoi(f[11])
	system, _ := strconv.Atoi(f[12])
	return time.Duration(user+system) * 10 * time.Millisecond
}
