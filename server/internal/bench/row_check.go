package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

const (
	goalCheck       = 5 * time.Minute
	goalCheckMemory = 256 << 20
	checkBatch      = 1000
)

// proof is how long the program takes to prove its promise over every issue of
// the large world, and in how much memory; bare is reading the same rows.
func proof(ctx context.Context, b *bench) ([]figure, error) {
	w, err := b.sized(ctx, "large")
	if err != nil {
		return nil, err
	}
	begun := time.Now()
	cmd := exec.CommandContext(ctx, b.server, "check")
	cmd.Env = append(os.Environ(), w.env(w.dsn, w.redis)...)
	out, err := cmd.CombinedOutput()
	took := time.Since(begun)
	if err != nil {
		return nil, fmt.Errorf("huiyin check: %w: %.500s", err, out)
	}
	begun = time.Now()
	if err := w.readAll(ctx); err != nil {
		return nil, err
	}
	bare := time.Since(begun)
	most := int64(cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss) << 10
	what := "check of " + b.largeName() + " issues"
	return []figure{
		{What: what, Project: fmt.Sprintf("%.0f s", took.Seconds()), Bare: fmt.Sprintf("%.0f s", bare.Seconds()), Ratio: took.Seconds() / bare.Seconds(),
			Goal: "≤ 5 min", Met: took <= goalCheck, Note: "bare: reading the issues and their events"},
		{What: what + ", memory", Project: mebibytes(most), Goal: "≤ 256 MiB", Met: most <= goalCheckMemory},
	}, nil
}

// readAll reads every issue and every event, and looks at none.
func (w *world) readAll(ctx context.Context) error {
	for from := 0; from < w.issues; from += checkBatch {
		for _, q := range []string{`SELECT * FROM issues WHERE id > %d AND id <= %d`, `SELECT * FROM issue_events WHERE issue_id > %d AND issue_id <= %d`} {
			if err := read(ctx, w.pool, fmt.Sprintf(q, from, from+checkBatch)); err != nil {
				return err
			}
		}
	}
	return nil
}
