package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/gin-gonic/gin"

	"huiyin/server/internal/grid"
	"huiyin/server/internal/issue"
	"huiyin/server/internal/notice"
	"huiyin/server/internal/platform/config"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/table"
	"huiyin/server/internal/volunteer"
	"huiyin/server/migrations"
)

// grace is how long requests may take to end after SIGTERM.
const grace = 20 * time.Second

// Serve answers requests until ctx ends, then lets those that run finish.
func Serve(ctx context.Context, c config.Config, _ []string, out io.Writer) error {
	a, err := New(ctx, c, time.Now)
	if err != nil {
		return err
	}
	defer a.Close()
	return a.serve(ctx, out)
}

func (a *App) serve(ctx context.Context, out io.Writer) error {
	l, err := listen(ctx, "HUIYIN_ADDR", a.cfg.Addr)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "listening on http://%s\n", l.Addr())
	return serve(ctx, l, a.engine())
}

func listen(ctx context.Context, setting, addr string) (net.Listener, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("%s is in use: stop the other program, or set %s to a free address", addr, setting)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s (set %s to another address): %w", addr, setting, err)
	}
	return l, nil
}

func serve(ctx context.Context, l net.Listener, h http.Handler) error {
	s := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute}
	ended := make(chan error, 1)
	go func() {
		<-ctx.Done()
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
		defer cancel()
		ended <- s.Shutdown(last)
	}()
	if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-ended
}

// Work delivers messages and does recurring work until ctx ends.
func Work(ctx context.Context, c config.Config, _ []string, out io.Writer) error {
	a, err := New(ctx, c, time.Now)
	if err != nil {
		return err
	}
	defer a.Close()
	fmt.Fprintln(out, "working")
	a.work(ctx)
	return nil
}

// Migrate brings the database to the newest schema.
func Migrate(ctx context.Context, c config.Config, _ []string, _ io.Writer) error {
	d, err := db.Open(c.MySQLDSN, time.Now)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Ping(ctx); err != nil {
		return noDatabase(err)
	}
	return migrations.Up(ctx, d.Pool())
}

// Import reads a community's folder. It writes everything or, when anything is
// wrong, nothing.
func Import(ctx context.Context, c config.Config, args []string, out io.Writer) error {
	if len(args) != 1 {
		return errors.New("usage: huiyin import DIR")
	}
	a, err := New(ctx, c, time.Now)
	if err != nil {
		return err
	}
	defer a.Close()
	report, err := a.importBook(ctx, args[0], os.Getenv("HUIYIN_DEMO_PASSWORD"))
	if err == nil {
		_, err = io.WriteString(out, report)
	}
	return err
}

func (a *App) importBook(ctx context.Context, dir, password string) (string, error) {
	book, bad := grid.Read(dir)
	if err := refuseTables(bad); err != nil {
		return "", err
	}
	var report grid.Report
	err := a.db.InTx(ctx, func(tx *db.Tx) (err error) {
		if report, err = a.grid.Apply(ctx, tx, book, password); err != nil {
			return err
		}
		if len(book.Hours) > 0 {
			if err := a.calendar.SetServiceHours(ctx, tx, int64(report.Community), book.Hours); err != nil {
				return err
			}
		}
		if err := a.issue.SetCategories(ctx, tx, int64(report.Community), categoriesOf(book)); err != nil {
			return err
		}
		if err := a.issue.SetBodies(ctx, tx, int64(report.Community), bodiesOf(book)); err != nil {
			return err
		}
		if err := a.setRouting(ctx, tx, int64(report.Community), book); err != nil {
			return err
		}
		if err := a.volunteer.SetKinds(ctx, tx, int64(report.Community), kindsOf(book)); err != nil {
			return err
		}
		if err := a.setNotices(ctx, tx, int64(report.Community), book); err != nil {
			return err
		}
		if err := a.volunteer.SetCareKinds(ctx, tx, int64(report.Community), careKindsOf(book.Care), careKindsOf(book.Skills)); err != nil {
			return err
		}
		return a.push.SetTemplates(ctx, tx, int64(report.Community), templatesOf(book))
	})
	return report.String(), err
}

func refuseTables(bad []table.Mistake) error {
	if len(bad) == 0 {
		return nil
	}
	lines := make([]string, len(bad))
	for i, m := range bad {
		lines[i] = m.String()
	}
	return fmt.Errorf("%d mistakes, nothing was written:\n%s", len(bad), strings.Join(lines, "\n"))
}

// Check looks for matters that break the promise, and keeps what it found for
// the overview. It fails when there are any.
func Check(ctx context.Context, c config.Config, _ []string, out io.Writer) error {
	a, err := New(ctx, c, time.Now)
	if err != nil {
		return err
	}
	defer a.Close()
	done, err := a.issue.KeepAudit(ctx, func(f issue.Finding) { fmt.Fprintln(out, f) })
	if err != nil {
		return err
	}
	broken := done.Findings
	shifts, err := a.volunteer.Audit(ctx, func(f volunteer.Finding) { broken++; fmt.Fprintln(out, f) })
	if err != nil {
		return err
	}
	notices, err := a.notice.Audit(ctx, func(f notice.Finding) { broken++; fmt.Fprintln(out, f) })
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d issues, %d shifts and %d notices checked, %d findings\n", done.Issues, shifts, notices, broken)
	if broken > 0 {
		return fmt.Errorf("the promise is broken in %d ways", broken)
	}
	return nil
}

// Index makes everything searchable by the index; so does a worker, beside its
// other work.
func Index(ctx context.Context, c config.Config, _ []string, _ io.Writer) error {
	a, err := New(ctx, c, time.Now)
	if err != nil {
		return err
	}
	defer a.Close()
	return a.issue.Index(ctx)
}

// Contract is the OpenAPI description of everything that people and programs
// can ask.
func Contract() []byte {
	gin.SetMode(gin.ReleaseMode)
	a := &App{}
	b, err := a.contract(gin.New()).OpenAPI().YAML()
	if err != nil {
		panic(err) // the contract is made of constants
	}
	return b
}
