package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"text/tabwriter"
	"time"
)

// A figure is one line of the table.
type figure struct {
	What    string  `json:"what"`
	Project string  `json:"project"`
	Bare    string  `json:"bare,omitempty"`
	Ratio   float64 `json:"ratio,omitempty"` // project ÷ bare
	Goal    string  `json:"goal,omitempty"`
	Met     bool    `json:"met"`
	Note    string  `json:"note,omitempty"`
}

// A report is what bench.json holds.
type report struct {
	At       time.Time `json:"at"`
	Machine  string    `json:"machine"`
	Quick    bool      `json:"quick"`
	LoadFrom string    `json:"load_average_before"`
	LoadTo   string    `json:"load_average_after"`
	Figures  []figure  `json:"figures"`
}

func newReport(b *bench) *report {
	return &report{At: time.Now().UTC().Truncate(time.Second), Machine: machine(), Quick: b.quick, LoadFrom: loadAverage()}
}

func (r *report) write(w io.Writer, file string) error {
	r.LoadTo = loadAverage()
	fmt.Fprintf(w, "\n%s; load average %s before, %s after\n", r.Machine, r.LoadFrom, r.LoadTo)
	if r.Quick {
		fmt.Fprintln(w, "quick: small and short, not to be quoted")
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "what\tproject\tbare\tratio\tgoal\tmet\t")
	for _, f := range r.Figures {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", f.What, f.Project, f.Bare, f.ratio(), f.Goal, f.met(), f.Note)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	b, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(b, '\n'), 0o644)
}

func (f figure) ratio() string {
	if f.Ratio == 0 {
		return ""
	}
	return fmt.Sprintf("%.2f", f.Ratio)
}

func (f figure) met() string {
	switch {
	case f.Goal == "" || f.Project == "": // not measured
		return ""
	case f.Met:
		return "yes"
	}
	return "NO"
}

// machine is its size, as far as it says.
func machine() string {
	parts := []string{fmt.Sprintf("%d cores", runtime.NumCPU())}
	if v := procValue("/proc/cpuinfo", "model name"); v != "" {
		parts[0] += " (" + v + ")"
	}
	if v := strings.Fields(procValue("/proc/meminfo", "MemTotal")); len(v) == 2 {
		var kb float64
		fmt.Sscan(v[0], &kb)
		parts = append(parts, fmt.Sprintf("%.0f GB of memory", kb/1e6))
	}
	return strings.Join(append(parts, runtime.GOOS+"/"+runtime.GOARCH, runtime.Version()), ", ")
}

func procValue(file, name string) string {
	b, _ := os.ReadFile(file) // elsewhere than on Linux there is none
	for line := range strings.Lines(string(b)) {
		if k, v, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(k) == name {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

func loadAverage() string {
	b, _ := os.ReadFile("/proc/loadavg")
	if f := strings.Fields(string(b)); len(f) > 0 {
		return f[0]
	}
	return "unknown"
}
