package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

// A load is a closed loop: each connection asks, waits for the answer, asks again.
type load struct {
	addr  string // host:port
	conns int
	want  int                        // the status of a good answer
	begin func()                     // before each run
	next  func(conn, nth int) []byte // the request that a connection sends
}

// A sample is what a load saw.
type sample struct {
	took    []time.Duration // of each request
	elapsed time.Duration
}

func (s sample) rate() float64      { return float64(len(s.took)) / s.elapsed.Seconds() }
func (s sample) p95() time.Duration { return percentile(s.took, 95) }

// run keeps asking for as long as d. The clock starts when all connections are open.
func (l load) run(d time.Duration) (sample, error) {
	l.begin()
	lines := make([]net.Conn, l.conns)
	for i := range lines {
		c, err := net.Dial("tcp", l.addr)
		if err != nil {
			return sample{}, err
		}
		defer c.Close()
		lines[i] = c
	}
	took, errs := make([][]time.Duration, l.conns), make([]error, l.conns)
	start := time.Now()
	var all sync.WaitGroup
	for i, c := range lines {
		all.Go(func() { took[i], errs[i] = l.talk(c, i, start.Add(d)) })
	}
	all.Wait()
	s := sample{elapsed: time.Since(start)}
	for _, t := range took {
		s.took = append(s.took, t...)
	}
	for _, err := range errs {
		if err != nil {
			return s, err // the others say the same
		}
	}
	return s, nil
}

func (l load) talk(c net.Conn, conn int, until time.Time) (took []time.Duration, err error) {
	r := bufio.NewReader(c)
	for nth := 0; ; nth++ {
		start := time.Now()
		if start.After(until) {
			return took, nil
		}
		if _, err := c.Write(l.next(conn, nth)); err != nil {
			return took, err
		}
		if err := l.hear(r); err != nil {
			return took, err
		}
		took = append(took, time.Since(start))
	}
}

func (l load) hear(r *bufio.Reader) error {
	res, err := http.ReadResponse(r, nil)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != l.want {
		b, _ := io.ReadAll(io.LimitReader(res.Body, 500))
		return fmt.Errorf("status %d instead of %d: %s", res.StatusCode, l.want, b)
	}
	_, err = io.Copy(io.Discard, res.Body)
	return err
}
