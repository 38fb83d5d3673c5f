// Command bench measures the built program from outside, over the wire, each
// figure as a ratio to a bare loop that does the same statements through the
// same drivers in the same run. It is no part of the product.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"
)

// A row is something that can be measured by itself.
type row struct {
	name    string
	measure func(context.Context, *bench) ([]figure, error)
	apart   bool // only when it is named
}

// rows is everything that can be measured, in the order of the table.
var rows = []row{{name: "home", measure: home}, {name: "grid", measure: myGrid}, {name: "file", measure: file}, {name: "stampede", measure: stampede}, {name: "deliver", measure: deliver},
	{name: "notice", measure: expand}, {name: "digests", measure: digests}, {name: "lists", measure: lists}, {name: "check", measure: proof}, {name: "start", measure: begin}, {name: "size", measure: size},
	{name: "kills", measure: kills, apart: true}}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "bare" {
		exit(serveBare(os.Stdin, os.Stdout))
	}
	b := &bench{}
	flag.StringVar(&b.server, "server", "", "the program to be measured")
	flag.StringVar(&b.dir, "dir", "", "where data of the bench may lie")
	flag.BoolVar(&b.quick, "quick", false, "smaller and shorter: to see that it works, not to be quoted")
	flag.IntVar(&b.messages, "messages", 100_000, "how many messages are on their way when programs are killed")
	out := flag.String("out", "bench.json", "where the figures are written")
	flag.Usage = usage
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	exit(run(ctx, b, flag.Args(), *out))
}

func usage() {
	names := make([]string, len(rows))
	for i, r := range rows {
		names[i] = r.name
	}
	fmt.Fprintf(os.Stderr, "usage: ./scripts/bench [--quick] [row…]\nrows: %s; all but kills when none is named\n", strings.Join(names, " "))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

func run(ctx context.Context, b *bench, want []string, out string) error {
	for _, name := range want {
		if !slices.ContainsFunc(rows, func(r row) bool { return r.name == name }) {
			usage()
			return fmt.Errorf("there is no row %q", name)
		}
	}
	if err := b.begin(ctx); err != nil {
		return err
	}
	defer b.end()
	report, failed := newReport(b), error(nil)
	for _, r := range rows {
		if named := slices.Contains(want, r.name); !named && (r.apart || len(want) > 0) {
			continue
		}
		start := time.Now()
		b.say("%s …", r.name)
		figures, err := r.measure(ctx, b)
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w", r.name, err))
		}
		b.say("%s: %.0f s", r.name, time.Since(start).Seconds())
		report.Figures = append(report.Figures, figures...)
	}
	return errors.Join(report.write(os.Stdout, out), failed)
}
