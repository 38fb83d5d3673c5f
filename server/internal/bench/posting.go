package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
)

// A posting is a number of equal POSTs over kept connections.
type posting struct {
	URL      string
	Body     []byte
	N, Conns int
	Marked   bool // each is taken from the database before, and marked there afterwards
}

func (p posting) do(ctx context.Context) error {
	c := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: p.Conns}}
	defer c.CloseIdleConnections()
	var all sync.WaitGroup
	var taken atomic.Int64
	errs := make([]error, p.Conns)
	for i := range p.Conns {
		all.Go(func() {
			for taken.Add(1) <= int64(p.N) && errs[i] == nil {
				errs[i] = p.one(ctx, c)
			}
		})
	}
	all.Wait()
	return errors.Join(errs...)
}

func (p posting) one(ctx context.Context, c *http.Client) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, p.URL, bytes.NewReader(p.Body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	res, err := c.Do(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err == nil && !bytes.Contains(b, []byte(`"errcode":0`)) {
		err = fmt.Errorf("WeChat says %s", b)
	}
	return err
}
