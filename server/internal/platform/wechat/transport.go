package wechat

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const maxAnswer = 8 << 20

// keptConns is how many connections to WeChat stay open. Go keeps two; then a
// burst of messages would shake hands anew for each of them.
const keptConns = 64

func connections() http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone() // nobody puts another type there
	t.MaxIdleConnsPerHost = keptConns
	return t
}

// router finds the client of a call that the SDK makes, by the app id in its
// address or body.
type router struct{}

func (router) RoundTrip(r *http.Request) (*http.Response, error) {
	for _, key := range []string{r.URL.Query().Get("appid"), bodyApp(r)} {
		if tr, ok := routes.Load(key); ok && key != "" {
			return tr.(*transport).RoundTrip(r)
		}
	}
	return synthetic(r, "a call of no known app"), nil
}

func bodyApp(r *http.Request) string {
	if r.GetBody == nil {
		return ""
	}
	b, err := r.GetBody()
	if err != nil {
		return ""
	}
	defer b.Close()
	var v struct{ AppID string }
	_ = json.NewDecoder(io.LimitReader(b, 1<<16)).Decode(&v) // not JSON: no app id
	return v.AppID
}

// transport bounds every call, keeps secrets out of errors, and replays a call
// once whose token had died.
type transport struct {
	client *Client
	base   http.RoundTripper
	to     *url.URL // the simulator, or nil
}

func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(r.Context(), t.client.Timeout)
	defer cancel() // send has read the whole answer
	r = r.WithContext(ctx)
	resp, code := t.send(r)
	bad := r.URL.Query().Get("access_token")
	if !tokenRefused(code) || bad == "" || r.Body != nil && r.GetBody == nil {
		return resp, nil
	}
	fresh := t.fresh(r.Context(), bad)
	if fresh == "" || fresh == bad {
		return resp, nil
	}
	again := r.Clone(r.Context())
	q := again.URL.Query()
	q.Set("access_token", fresh)
	again.URL.RawQuery = q.Encode()
	if r.GetBody != nil {
		body, err := r.GetBody()
		if err != nil {
			return resp, nil
		}
		again.Body = body
	}
	resp, _ = t.send(again)
	return resp, nil
}

// fresh replaces a dead token of whichever app it belongs to.
func (t *transport) fresh(ctx context.Context, bad string) string {
	for _, a := range t.client.apps {
		if len(t.client.apps) > 1 && !a.token.holds(ctx, bad) {
			continue
		}
		if v, err := a.token.replace(ctx, bad); err == nil {
			return v
		}
	}
	return ""
}

// send makes one call. What is not WeChat's answer becomes one with our code.
func (t *transport) send(r *http.Request) (*http.Response, int64) {
	start := time.Now()
	path := r.URL.Path
	resp, err := t.base.RoundTrip(t.redirect(r))
	if err != nil {
		return t.traced(synthetic(r, fmt.Sprintf("%T", err)), path, 0, CodeNoAnswer, start)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	resp.Body.Close()
	if err != nil || resp.StatusCode != http.StatusOK {
		return t.traced(synthetic(r, fmt.Sprintf("http %d", resp.StatusCode)), path, resp.StatusCode, CodeNoAnswer, start)
	}
	if strings.Contains(resp.Header.Get("Content-Type"), "json") && !json.Valid(body) {
		return t.traced(synthetic(r, "a torn answer"), path, resp.StatusCode, CodeNoAnswer, start)
	}
	var e struct {
		ErrCode int64 `json:"errcode"`
	}
	_ = json.Unmarshal(body, &e) // a picture has no code
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return t.traced(resp, path, resp.StatusCode, e.ErrCode, start)
}

func (t *transport) traced(resp *http.Response, path string, status int, code int64, start time.Time) (*http.Response, int64) {
	if t.client.Trace != nil {
		t.client.Trace(path, status, int(code), time.Since(start))
	}
	return resp, code
}

func (t *transport) redirect(r *http.Request) *http.Request {
	if t.to == nil {
		return r
	}
	out := r.Clone(r.Context())
	out.Header.Set("X-Wx-Orig-Host", r.URL.Host)
	out.URL.Scheme, out.URL.Host, out.Host = t.to.Scheme, t.to.Host, t.to.Host
	return out
}

func synthetic(r *http.Request, why string) *http.Response {
	b, _ := json.Marshal(map[string]any{"errcode": CodeNoAnswer, "errmsg": why}) // a number and a text always marshal
	return &http.Response{StatusCode: http.StatusOK, Status: "200 OK", Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
		Header: http.Header{"Content-Type": {"application/json; encoding=utf-8"}}, Body: io.NopCloser(bytes.NewReader(b)), ContentLength: int64(len(b))}
}
