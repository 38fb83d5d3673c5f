package wechat

import (
	"context"
	"crypto/subtle"
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
)

var (
	errSignature = errors.New("wechat push: bad signature")
	errStale     = errors.New("wechat push: stale")
	errPlain     = errors.New("wechat push: not encrypted") // only safe mode is taken
	errBody      = errors.New("wechat push: malformed")
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
			_, _ = io.WriteString(w, echo)
		default:
			c.take(w, r, a, msg, handle)
		}
	})
}

func (c *Client) take(w http.ResponseWriter, r *http.Request, a *app, msg []byte, handle func(context.Context, Event) error) {
	key := "wxpush:" + r.URL.Query().Get("msg_signature")
	first, err := c.Redis.SetNX(r.Context(), key, 1, remember).Result()
	if err != nil {
		c.Log.ErrorContext(r.Context(), "a push was not taken", "err", err)
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	if first {
		e, err := parse(a.ID, msg)
		if err == nil {
			err = handle(r.Context(), e)
		}
		if err != nil {
			c.Redis.Del(context.WithoutCancel(r.Context()), key) // WeChat's next try must find it new
			c.Log.ErrorContext(r.Context(), "a push was not handled", "event", e.Name, "err", err)
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
	}
	_, _ = io.WriteString(w, "success")
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
