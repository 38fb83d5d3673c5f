package sim

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"
)

// Call is one request of the product's server.
type Call struct {
	At     time.Time     `json:"at"`
	App    string        `json:"app"`
	Method string        `json:"method"`
	Path   string        `json:"path"`
	Query  string        `json:"query,omitempty"`
	Body   string        `json:"body,omitempty"`
	Status int           `json:"status"` // 0: the connection was cut
	Err    int           `json:"err"`
	RID    string        `json:"rid,omitempty"`
	Answer string        `json:"answer,omitempty"`
	Took   time.Duration `json:"took"`
	Fault  string        `json:"fault,omitempty"`
}

func (s *Sim) record(c Call, start time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.At, c.Took = s.now(), time.Since(start)
	s.Calls = keep(s.Calls, c, ring)
}

const shown = 2000 // bytes of a body that are kept

// secrets are values that nobody may read in a record.
var secrets = regexp.MustCompile(`("(?:secret|access_token|session_key|js_code|code)"\s*:\s*")([^"]{0,4})[^"]*"`)

func redact(body []byte) string {
	text := secrets.ReplaceAllString(string(body), `$1$2…"`)
	if len(text) > shown {
		return text[:shown] + "…"
	}
	return text
}

func redactQuery(q url.Values) string {
	for _, key := range []string{"secret", "access_token", "js_code", "key"} {
		if v := q.Get(key); v != "" {
			q.Set(key, v[:min(4, len(v))]+"…")
		}
	}
	text, _ := url.QueryUnescape(q.Encode()) // it was escaped just now
	return text
}

// counter counts an app's calls of one API.
type counter struct {
	Day     string
	Today   int
	Minute  int64
	Current int // in this minute
}

func (c *counter) at(now time.Time) *counter {
	if day := now.In(shanghai).Format(time.DateOnly); c.Day != day {
		c.Day, c.Today = day, 0
	}
	if minute := now.Unix() / 60; c.Minute != minute {
		c.Minute, c.Current = minute, 0
	}
	return c
}

func (s *Sim) counter(key string) *counter {
	if s.Counts[key] == nil {
		s.Counts[key] = &counter{}
	}
	return s.Counts[key].at(s.now())
}

// count spends a call of the quotas.
func (s *Sim) count(app *App, path string, a api) *answer {
	if app == nil {
		return nil
	}
	c := s.counter(app.ID + "|" + path)
	c.Today++
	c.Current++
	var no answer
	switch {
	case a.daily > 0 && c.Today > a.daily:
		no = fail(45009, wording(45009))
	case a.minute > 0 && c.Current > a.minute:
		no = fail(45011, wording(45011))
		if path == "/wxa/getwxacodeunlimit" { // this one says so by the other code
			no = fail(45009, wording(45009))
		}
	default:
		return nil
	}
	return &no
}

func (s *Sim) quota(app *App, _ *http.Request, body []byte) answer {
	var in struct {
		Path string `json:"cgi_path"`
	}
	_ = json.Unmarshal(body, &in) // valid JSON; a wrong type leaves nothing
	a, there := s.apis[in.Path]
	switch {
	case !there:
		return fail(76021, "cgi_path not found, please check")
	case strings.HasPrefix(in.Path, "/sns/") || a.kind != "" && app.official() != (a.kind == "oa"):
		return fail(76022, "could not use this cgi_path,no permission")
	}
	used := s.counter(app.ID + "|" + in.Path).Today
	return fine(map[string]any{"quota": map[string]any{"daily_limit": a.daily, "used": used, "remain": max(0, a.daily-used)},
		"rate_limit": map[string]any{"call_count": a.minute, "refresh_second": 60}})
}

// callOf tells about the call that a rid names.
func (s *Sim) callOf(app *App, _ *http.Request, body []byte) answer {
	var in struct {
		RID string `json:"rid"`
	}
	_ = json.Unmarshal(body, &in)
	for _, c := range s.Calls {
		if in.RID != "" && c.RID == in.RID && c.App == app.ID {
			return fine(map[string]any{"request": map[string]any{"invoke_time": c.At.Unix(), "cost_in_ms": c.Took.Milliseconds(),
				"request_url": c.Path + "?" + c.Query, "request_body": c.Body, "response_body": c.Answer, "client_ip": "127.0.0.1"}})
		}
	}
	return fail(76001, "rid not found")
}

func (s *Sim) clearQuota(app *App, _ *http.Request, _ []byte) answer {
	for path := range s.apis {
		delete(s.Counts, app.ID+"|"+path)
	}
	s.liftQuotaFaults()
	return fine(nil)
}

func (s *Sim) clearOneQuota(app *App, _ *http.Request, body []byte) answer {
	var in struct {
		Path string `json:"cgi_path"`
	}
	_ = json.Unmarshal(body, &in)
	if _, there := s.apis[in.Path]; !there {
		return fail(76021, "cgi_path not found, please check")
	}
	delete(s.Counts, app.ID+"|"+in.Path)
	return fine(nil)
}
