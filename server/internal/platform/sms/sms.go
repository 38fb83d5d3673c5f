// Package sms hands text messages to whatever sends them: an address of the
// operator's own, which knows his provider's contract.
package sms

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// A Gateway is that address. What it is sent is signed, since it costs money.
type Gateway struct {
	URL    string
	Key    string // shared with the address
	Client *http.Client
	Now    func() time.Time
}

// A Text is one text message. An address that saw its ID before does nothing
// and answers as it did then.
type Text struct {
	ID    string `json:"id"`
	Phone string `json:"phone"`
	Text  string `json:"text"`
}

// Refused is a "no" after which nothing was sent. Any other error leaves open whether it was.
type Refused struct{ Status int }

func (r Refused) Error() string { return fmt.Sprintf("sms: refused with %d", r.Status) }

// Busy says that the same text may be taken later.
func (r Refused) Busy() bool { return r.Status == http.StatusTooManyRequests }

const (
	timeHeader = "X-Huiyin-Timestamp"
	signHeader = "X-Huiyin-Signature" // hex of HMAC-SHA256 over time, a newline and the body
)

// Send hands over a text. 2xx is a yes, 4xx a no.
func (g *Gateway) Send(ctx context.Context, t Text) error {
	body, err := json.Marshal(t)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, g.URL, bytes.NewReader(body))
	if err != nil {
		return err
	}
	stamp := strconv.FormatInt(g.Now().Unix(), 10)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set(timeHeader, stamp)
	r.Header.Set(signHeader, Sign(g.Key, stamp, body))
	resp, err := g.Client.Do(r)
	if err != nil {
		return fmt.Errorf("sms: no answer: %T", err) // its text may hold the address
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<16)) // the connection can be used again
	switch {
	case resp.StatusCode/100 == 2:
		return nil
	case resp.StatusCode/100 == 4:
		return Refused{resp.StatusCode}
	}
	return fmt.Errorf("sms: answered %d", resp.StatusCode)
}

// Sign is what the address checks.
func Sign(key, stamp string, body []byte) string {
	m := hmac.New(sha256.New, []byte(key))
	m.Write([]byte(stamp + "\n"))
	m.Write(body)
	return hex.EncodeToString(m.Sum(nil))
}
