package sim

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// an api is one of WeChat's interfaces.
type api struct {
	method string
	open   bool   // needs no access token
	kind   string // of the app that may call it: mp, oa; "" is both
	daily  int    // quota; 0 is none
	minute int
	do     func(s *Sim, app *App, r *http.Request, body []byte) answer
}

func (s *Sim) wechatRoutes() {
	s.apis = table()
	for path, a := range s.apis {
		s.mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) { s.gateway(w, r, path, a) })
	}
	s.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.Log.Error("the simulator does not know this address", "method", r.Method, "path", r.URL.Path)
		http.NotFound(w, r)
	})
}

// gateway lets faults happen, checks what every API checks, and keeps a record.
func (s *Sim) gateway(w http.ResponseWriter, r *http.Request, path string, a api) {
	start := time.Now()
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
	if err != nil {
		return
	}
	s.mu.Lock()
	caller := s.caller(r, body)
	f := s.fault(caller, r, path, body)
	s.mu.Unlock()
	c := Call{Method: r.Method, Path: path, App: caller, Query: redactQuery(r.URL.Query()), Body: redact(body)}
	if f != nil {
		c.Fault = f.String()
		if !f.before(w, r) {
			s.record(c, start)
			return
		}
	}
	s.mu.Lock()
	res := s.answer(r, path, a, body, f)
	s.touch()
	s.mu.Unlock()
	out := res.bytes()
	c.Status, c.Err, c.RID, c.Answer = http.StatusOK, res.code, res.rid, summary(res, out)
	if f != nil && f.Do.Drop == "after" {
		c.Status = 0
	}
	s.record(c, start)
	f.write(w, res, out)
}

func (s *Sim) answer(r *http.Request, path string, a api, body []byte, f *Fault) (res answer) {
	s.rid = fmt.Sprintf("%08x-%08x-%08x", uint32(s.now().Unix()), s.rand.Uint32(), s.rand.Uint32())
	defer func() {
		if res.code != 0 {
			res.rid = s.rid
		}
	}()
	if f != nil && f.Do.ErrCode != 0 {
		return fail(f.Do.ErrCode, wording(f.Do.ErrCode))
	}
	if r.Method != a.method {
		return fail(map[string]int{get: 43001, post: 43002}[a.method], "require "+a.method+" method")
	}
	app := s.app(r.URL.Query().Get("appid"))
	if !a.open {
		var bad *answer
		if app, bad = s.bearer(r.URL.Query().Get("access_token")); bad != nil {
			return *bad
		}
		if a.kind != "" && app.official() != (a.kind == "oa") {
			return fail(48001, "api unauthorized")
		}
	}
	if bad := s.count(app, path, a); bad != nil {
		return *bad
	}
	if a.method == post {
		if len(bytes.TrimSpace(body)) == 0 {
			return fail(44002, "empty post data")
		}
		if !json.Valid(body) {
			return fail(47001, "data format error")
		}
	}
	return a.do(s, app, r, body)
}

// caller is the app that a call is made for; "" when it cannot be told. The
// lock is held.
func (s *Sim) caller(r *http.Request, body []byte) string {
	if t := s.Tokens[r.URL.Query().Get("access_token")]; t != nil {
		return t.App
	}
	if id := r.URL.Query().Get("appid"); id != "" {
		return id
	}
	var in struct{ AppID string }
	_ = json.Unmarshal(body, &in) // no JSON: no app
	return in.AppID
}

func hangUp(w http.ResponseWriter) {
	if h, ok := w.(http.Hijacker); ok {
		if c, _, err := h.Hijack(); err == nil {
			c.Close()
		}
	}
}

func summary(res answer, out []byte) string {
	if res.raw != nil {
		return fmt.Sprintf("%s, %d bytes", res.contentType, len(out))
	}
	return redact(out)
}
