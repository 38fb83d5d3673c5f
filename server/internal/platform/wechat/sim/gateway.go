package sim

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"time"
)

// an api is one of WeChat's interfaces.
type api struct {
	method string
	token  bool // needs an access token
	daily  int  // quota; 0 is none
	do     func(s *Sim, app *App, r *http.Request, body []byte) answer
}

var apis = map[string]api{
	"/cgi-bin/token":                   {http.MethodGet, false, 2000, (*Sim).legacyToken},
	"/cgi-bin/stable_token":            {http.MethodPost, false, 0, (*Sim).stableToken},
	"/sns/jscode2session":              {http.MethodGet, false, 0, (*Sim).codeToSession},
	"/wxa/business/getuserphonenumber": {http.MethodPost, true, 0, (*Sim).phoneNumber},
	"/cgi-bin/message/subscribe/send":  {http.MethodPost, true, 10_000_000, (*Sim).subscribeSend},
	"/wxaapi/newtmpl/gettemplate":      {http.MethodGet, true, 0, (*Sim).listTemplates},
	"/wxa/msg_sec_check":               {http.MethodPost, true, 2_000_000, (*Sim).checkText},
	"/wxa/media_check_async":           {http.MethodPost, true, 200_000, (*Sim).checkMedia},
	"/wxa/getwxacodeunlimit":           {http.MethodPost, true, 0, (*Sim).drawCode},
	"/wxa/checksession":                {http.MethodGet, true, 0, (*Sim).checkSession},
	"/cgi-bin/clear_quota":             {http.MethodPost, true, 0, (*Sim).clearQuota},
}

func (s *Sim) wechatRoutes() {
	for path, a := range apis {
		s.mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) { s.gateway(w, r, path, a) })
	}
	s.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.Log.Error("the simulator does not know this address", "method", r.Method, "path", r.URL.Path)
		http.NotFound(w, r)
	})
}

// gateway checks what every API checks, lets faults happen, and keeps a record.
func (s *Sim) gateway(w http.ResponseWriter, r *http.Request, path string, a api) {
	start := time.Now()
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	if err != nil {
		return
	}
	s.mu.Lock()
	f := s.fault(path)
	s.mu.Unlock()
	if f != nil && !f.before(w, r) {
		s.record(r, path, 0, 0, start, f)
		return
	}
	s.mu.Lock()
	res := s.answer(r, path, a, body, f)
	s.touch()
	s.mu.Unlock()
	if f != nil && f.Do.Drop == "after" {
		s.record(r, path, 0, res.code, start, f)
		hangUp(w)
		return
	}
	s.record(r, path, http.StatusOK, res.code, start, f)
	s.write(w, res)
}

func (s *Sim) answer(r *http.Request, path string, a api, body []byte, f *Fault) answer {
	if f != nil && f.Do.ErrCode != 0 {
		return fail(f.Do.ErrCode, "system error")
	}
	if r.Method != a.method {
		return fail(map[string]int{http.MethodGet: 43001, http.MethodPost: 43002}[a.method], "require "+a.method+" method")
	}
	app := s.app(r.URL.Query().Get("appid"))
	if a.token {
		var bad *answer
		if app, bad = s.bearer(r.URL.Query().Get("access_token")); bad != nil {
			return *bad
		}
	}
	key := path + s.now().UTC().Format("|2006-01-02")
	if s.counts[key]++; a.daily > 0 && s.counts[key] > a.daily {
		return fail(45009, "reach max api daily quota limit")
	}
	if a.method == http.MethodPost {
		if len(bytes.TrimSpace(body)) == 0 {
			return fail(44002, "empty post data")
		}
		if !json.Valid(body) {
			return fail(47001, "data format error")
		}
	}
	return a.do(s, app, r, body)
}

func (s *Sim) write(w http.ResponseWriter, res answer) {
	if res.raw != nil {
		w.Header().Set("Content-Type", res.contentType)
		_, _ = w.Write(res.raw)
		return
	}
	out := map[string]any{}
	maps.Copy(out, res.body)
	if res.code != 0 {
		s.mu.Lock()
		out["errcode"], out["errmsg"] = res.code, res.text+" rid: "+s.id("", 8)+"-"+s.id("", 8)+"-"+s.id("", 8)
		s.mu.Unlock()
	}
	writeJSON(w, http.StatusOK, out)
}

func (s *Sim) record(r *http.Request, path string, status, code int, start time.Time, f *Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := Call{At: s.now(), Method: r.Method, Path: path, Status: status, Err: code, Took: time.Since(start)}
	if f != nil {
		c.Fault = f.String()
	}
	s.calls = append(s.calls, c)
	if len(s.calls) > ring {
		s.calls = s.calls[len(s.calls)-ring:]
	}
}

func hangUp(w http.ResponseWriter) {
	if h, ok := w.(http.Hijacker); ok {
		if c, _, err := h.Hijack(); err == nil {
			c.Close()
		}
	}
}

func (s *Sim) clearQuota(*App, *http.Request, []byte) answer {
	s.counts = map[string]int{}
	return ok(map[string]any{"errcode": 0, "errmsg": "ok"})
}
