package wechat

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/silenceper/wechat/v2/util"
)

const (
	maxPush   = 1 << 20
	freshness = 5 * time.Minute  // how far a push's time may be off
	remember  = 15 * time.Minute // longer than a push stays fresh

	patience = 5 * time.Second // after it WeChat sends a push again
	handling = 4 * time.Second // so a push is done with before its next try comes
)

// What is kept about a push under the hash of its text: WeChat signs and
// encrypts every try anew.
const (
	begun = "begun"
	done  = "done"
)

var (
	errSignature = errors.New("wechat push: bad signature")
	errStale     = errors.New("wechat push: stale")
	errPlain     = errors.New("wechat push: not encrypted") // only safe mode is taken
	errBody      = errors.New("wechat push: malformed")
	errBusy      = errors.New("wechat push: its first try is at work")
)

// Callback takes WeChat's pushes under …/{app id}. A push that handle refuses
// is answered with an error, so that WeChat sends it again; one that was
// handled before is acknowledged and nothing more.
func (c *Client) Callback(handle func(context.Context, Event) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := c.apps[path.Base(r.URL.Path)]
		if a == nil || a.Token == "" {
			http.NotFound(w, r)
			return
		}
		echo, msg, err := c.verify(a, r)
		switch {
		case errors.Is(err, errSignature) || errors.Is(err, errStale):
			c.Log.WarnContext(r.Context(), "a push was refused", "err", err)
			w.WriteHeader(http.StatusForbidden)
		case err != nil:
			c.Log.WarnContext(r.Context(), "a push was refused", "err", err)
			w.WriteHeader(http.StatusBadRequest)
		case r.Method == http.MethodGet:
			w.Header().Set("Content-Type", "text/plain; charset=utf-8") // the signature does not cover the echo
			w.Header().Set("X-Content-Type-Options", "nosniff")
			_, _ = io.WriteString(w, echo)
		default:
			c.take(w, r, a, msg, handle)
		}
	})
}

func (c *Client) take(w http.ResponseWriter, r *http.Request, a *app, msg []byte, handle func(context.Context, Event) error) {
	fail := func(status int, what string, err error) {
		c.Log.ErrorContext(r.Context(), what, "err", err)
		w.WriteHeader(status)
	}
	sum := sha256.Sum256(append([]byte(a.ID+"|"), msg...))
	key := "wxpush:" + hex.EncodeToString(sum[:])
	first, err := c.claim(r.Context(), key)
	if err != nil {
		fail(http.StatusServiceUnavailable, "a push was not taken", err)
		return
	}
	if first {
		if err := c.handle(r.Context(), a, msg, handle); err != nil {
			c.Redis.Del(context.WithoutCancel(r.Context()), key) // WeChat's next try must find it new
			fail(http.StatusInternalServerError, "a push was not handled", err)
			return
		}
		if err := c.Redis.Set(context.WithoutCancel(r.Context()), key, done, remember).Err(); err != nil {
			c.Log.WarnContext(r.Context(), "a push may be handled twice", "err", err)
		}
	}
	_, _ = io.WriteString(w, "success")
}

// claim says whether this is the first time that a push comes. While its first
// try is at work there is no telling how it ends, so WeChat has to come again.
func (c *Client) claim(ctx context.Context, key string) (first bool, err error) {
	if first, err = c.Redis.SetNX(ctx, key, begun, patience).Result(); err != nil || first {
		return first, err
	}
	state, err := c.Redis.Get(ctx, key).Result()
	if err == nil && state != done {
		err = errBusy
	}
	return false, err
}

func (c *Client) handle(ctx context.Context, a *app, msg []byte, handle func(context.Context, Event) error) error {
	ctx, cancel := context.WithTimeout(ctx, handling)
	defer cancel()
	e, err := parse(a.ID, msg)
	if err != nil {
		return err
	}
	return handle(ctx, e)
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// verify checks who sent a push and that it is new, and decrypts it.
func (c *Client) verify(a *app, r *http.Request) (echo string, msg []byte, err error) {
	q := r.URL.Query() // never the form: that mixes in the body
	stamp, nonce := q.Get("timestamp"), q.Get("nonce")
	if !same(q.Get("signature"), util.Signature(a.Token, stamp, nonce)) {
		return "", nil, errSignature
	}
	if r.Method == http.MethodGet {
		return q.Get("echostr"), nil, nil
	}
	sec, err := strconv.ParseInt(stamp, 10, 64)
	if off := c.Now().Sub(time.Unix(sec, 0)); err != nil || off > freshness || off < -freshness {
		return "", nil, errStale
	}
	if q.Get("encrypt_type") != "aes" {
		return "", nil, errPlain
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxPush))
	if err != nil {
		return "", nil, errBody
	}
	sealed, err := envelope(body)
	if err != nil {
		return "", nil, err
	}
	if !same(q.Get("msg_signature"), util.Signature(a.Token, stamp, nonce, sealed)) {
		return "", nil, errSignature
	}
	if _, msg, err = util.DecryptMsg(a.ID, sealed, a.AESKey); err != nil {
		return "", nil, errBody
	}
	return "", msg, nil
}

func envelope(body []byte) (string, error) {
	var e struct {
		Encrypt string `json:"Encrypt" xml:"Encrypt"`
	}
	var err error
	if strings.HasPrefix(strings.TrimSpace(string(body)), "<") {
		err = xml.Unmarshal(body, &e)
	} else {
		err = json.Unmarshal(body, &e)
	}
	if err != nil || e.Encrypt == "" {
		return "", errBody
	}
	return e.Encrypt, nil
}
