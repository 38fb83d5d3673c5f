// Command huiyin is the whole product: API, staff pages, workers and, for a
// desk, a simulator of WeChat.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"huiyin/server/internal/app"
	"huiyin/server/internal/platform/config"
)

const usage = `usage: huiyin <command>

  serve        answer requests (any number of processes)
  worker       deliver messages and do recurring work (any number of processes)
  all          serve, worker and the simulator of WeChat in one process
  simulator    the simulator of WeChat alone
  migrate      bring the database to the newest schema
  import DIR   read a community's tables; repeatable
  calendar FILE…
               read the work days of a year or several; repeatable
  check        look for matters without an owner or an answer
  index        make searchable what is not yet; a worker does so too
  openapi      print the contract

configuration: HUIYIN_CONFIG names a YAML file, HUIYIN_* override it
`

type command func(ctx context.Context, c config.Config, args []string, out io.Writer) error

var commands = map[string]command{
	"serve": app.Serve, "worker": app.Work, "all": app.All, "simulator": app.Simulate,
	"migrate": app.Migrate, "import": app.Import, "calendar": app.Calendar, "check": app.Check, "index": app.Index,
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "openapi" {
		os.Stdout.Write(app.Contract())
		return
	}
	if len(os.Args) < 2 || commands[os.Args[1]] == nil {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	if err := run(commands[os.Args[1]], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "huiyin:", err)
		os.Exit(1)
	}
}

func run(do command, args []string) error {
	c, err := config.Load(os.Getenv("HUIYIN_CONFIG"), os.Getenv)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return do(ctx, c, args, os.Stdout)
}
