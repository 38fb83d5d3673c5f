package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

const (
	goalStart  = time.Second
	goalIdle   = 64 << 20
	goalLoaded = 256 << 20
	goalMain   = 1_000_000 // bytes
)

// begin is how long the program takes to be ready, and how much memory it
// holds at rest and after a burst of requests.
func begin(ctx context.Context, b *bench) ([]figure, error) {
	w, err := b.sized(ctx, "small")
	if err != nil {
		return nil, err
	}
	var took []float64
	for range 5 {
		begun := time.Now()
		p, err := w.start(ctx, w.dsn, w.redis, "serve")
		if err != nil {
			return nil, err
		}
		took = append(took, time.Since(begun).Seconds())
		p.stop()
	}
	p, err := w.start(ctx, w.dsn, w.redis, "serve")
	if err != nil {
		return nil, err
	}
	defer p.stop()
	time.Sleep(time.Second) // what starting used may be given back
	idle, _, err := p.memory()
	if err != nil {
		return nil, err
	}
	if err := burst(p, w); err != nil {
		return nil, err
	}
	_, most, err := p.memory()
	start := time.Duration(median(took) * float64(time.Second))
	return []figure{
		{What: "start to ready, database up", Project: fmt.Sprintf("%d ms", start.Milliseconds()), Goal: "≤ 1 s", Met: start <= goalStart},
		{What: "idle memory", Project: mebibytes(idle), Goal: "≤ 64 MiB", Met: idle <= goalIdle},
		{What: "memory under load", Project: mebibytes(most), Goal: "≤ 256 MiB", Met: most <= goalLoaded, Note: "the most it ever held, 64 connections"},
	}, err
}

// burst asks for the home page and for lists at once.
func burst(p *process, w *world) error {
	_, d := w.bench.rounds()
	for _, path := range []string{"/v1/home", "/v1/issues?scope=work&limit=100"} {
		tokens := w.people.residents
		if path != "/v1/home" {
			tokens = w.people.leaders
		}
		ask := phones(tokens)(path)
		l := load{addr: p.addr, conns: homeConns, want: http.StatusOK, begin: func() {}, next: func(i, _ int) []byte { return ask(i).bytes("") }}
		if _, err := l.run(2 * d); err != nil {
			return err
		}
	}
	return nil
}

func mebibytes(n int64) string { return fmt.Sprintf("%.0f MiB", float64(n)/(1<<20)) }

// size is what a phone and a browser have to fetch before the first page.
func size(ctx context.Context, b *bench) (out []figure, err error) {
	n, err := mainPackage("miniprogram/src")
	if err != nil {
		return nil, err
	}
	f := figure{What: "mini-program, main package", Project: kilobytes(n), Goal: "≤ 1 MB", Met: n <= goalMain, Note: "sources as they are, subpackages left out"}
	if _, err := os.Stat("miniprogram/src/miniprogram_npm"); err != nil {
		f.Project, f.Note = "", "not built: npm run vendor in miniprogram brings the components"
	}
	out = append(out, f)
	f = figure{What: "staff pages, heaviest first page (gzip JS)", Goal: "≤ 300 kB"}
	if _, err := os.Stat("server/admin/dist/manifest.json"); err != nil {
		f.Note = "not built: npm run build in server/admin"
		return append(out, f), nil
	}
	cmd := exec.CommandContext(ctx, "node", "scripts/size.mjs")
	cmd.Dir = "server/admin"
	text, failed := cmd.CombinedOutput()
	f.Project, f.Met = heaviest(string(text)), failed == nil
	return append(out, f), nil
}

// heaviest finds the largest "JS 123.4 kB" of the pages' own report.
func heaviest(text string) string {
	most := 0.0
	for line := range strings.Lines(text) {
		var n float64
		if _, rest, ok := strings.Cut(line, " JS "); ok {
			if _, err := fmt.Sscan(rest, &n); err == nil {
				most = max(most, n)
			}
		}
	}
	return fmt.Sprintf("%.1f kB", most)
}

func mainPackage(dir string) (total int64, err error) {
	err = filepath.WalkDir(dir, func(file string, d os.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == "packages":
			return filepath.SkipDir
		case d.IsDir() || strings.HasSuffix(file, ".d.ts"):
			return nil
		}
		info, err := d.Info()
		if err == nil {
			total += info.Size()
		}
		return err
	})
	return total, err
}

func kilobytes(n int64) string { return fmt.Sprintf("%.0f kB", float64(n)/1000) }
