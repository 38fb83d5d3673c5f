package api

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"testing"

	"github.com/go-sql-driver/mysql"
	"github.com/redis/go-redis/v9"
)

func TestAnOutageIsToldFromAMistake(t *testing.T) {
	dial := &net.OpError{Op: "dial", Err: &os.SyscallError{Syscall: "connect", Err: syscall.ECONNREFUSED}}
	for name, c := range map[string]struct {
		err  error
		want bool
	}{
		"a refused connection": {dial, true}, "wrapped": {fmt.Errorf("load: %w", dial), true}, "a lost connection": {mysql.ErrInvalidConn, true}, "a bad one": {driver.ErrBadConn, true}, "its end": {io.EOF, true},
		"too slow": {context.DeadlineExceeded, true}, "too many connections": {&mysql.MySQLError{Number: 1040}, true}, "a lock for too long": {&mysql.MySQLError{Number: 1205}, true},
		"a full pool": {redis.ErrPoolTimeout, true},
		"no such row": {redis.Nil, false}, "a wrong query": {&mysql.MySQLError{Number: 1064}, false}, "a full disk": {syscall.ENOSPC, false}, "a bug": {errors.New("x"), false}, "nothing": {nil, false},
	} {
		if got := away(c.err); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestARefusalIsShortAndSaysNothingOfTheCause(t *testing.T) {
	for name, c := range map[string]struct {
		err    error
		status int
		code   string
	}{
		"an outage": {io.EOF, 503, "unavailable"}, "a bug": {errors.New("secret 13800138000"), 500, "internal"}, "a caller who has gone": {context.Canceled, 500, "internal"},
	} {
		f := newFailure(t.Context(), 500, "unexpected", []error{c.err})
		if f.Status != c.status || f.Code != c.code || f.Detail == "" || len(f.Fields) != 0 || (f.wait > 0) != (c.status == 503) {
			t.Errorf("%s: %+v", name, f)
		}
	}
}
