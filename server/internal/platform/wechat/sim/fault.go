package sim

import (
	"bytes"
	"fmt"
	"net/http"
	"path"
	"time"
)

// A Fault makes some calls fail, as WeChat's do.
type Fault struct {
	Path   string    `json:"path"`   // a pattern such as /cgi-bin/message/*/send; empty is every API
	App    string    `json:"app"`    // only this app's calls
	OpenID string    `json:"openid"` // only calls about this person
	Prob   float64   `json:"prob"`   // of each matching call; 0 is always
	After  int       `json:"after"`  // calls that pass first
	Times  int       `json:"times"`  // how often it happens; 0 is without end
	Until  time.Time `json:"until,omitzero"`
	Do     Harm      `json:"do"`
	Preset string    `json:"preset"` // the bad day that it belongs to
	Seen   int       `json:"seen"`
	Done   int       `json:"done"`
}

// Harm is what happens to a call.
type Harm struct {
	HTTP      int    `json:"http,omitempty"`       // answer with this status
	ErrCode   int    `json:"errcode,omitempty"`    // answer with this code, having done nothing
	Drop      string `json:"drop,omitempty"`       // cut the connection: before the work, or after
	HangMS    int    `json:"hang_ms,omitempty"`    // then cut the connection
	LatencyMS int    `json:"latency_ms,omitempty"` // then go on
	SpreadMS  int    `json:"spread_ms,omitempty"`  // up to so much more latency
	Garbage   bool   `json:"garbage,omitempty"`    // half a word of JSON, having done nothing
	Truncate  int    `json:"truncate,omitempty"`   // do the work, answer so many bytes, and cut
	SlowBPS   int    `json:"slow_bps,omitempty"`   // do the work, answer at so many bytes a second
	WrongCT   bool   `json:"wrong_ct,omitempty"`   // call the answer text/plain
}

func (f *Fault) String() string {
	if f.Preset != "" {
		return f.Preset
	}
	return fmt.Sprintf("%s %+v", f.Path, f.Do)
}

// fault picks the first fault that befalls the call. The lock is held.
func (s *Sim) fault(caller string, r *http.Request, address string, body []byte) *Fault {
	for _, f := range s.Faults {
		if hit, _ := path.Match(f.Path, address); !hit && f.Path != "" || !f.Until.IsZero() && s.now().After(f.Until) {
			continue
		}
		if f.App != "" && f.App != caller || f.OpenID != "" && r.URL.Query().Get("openid") != f.OpenID && !bytes.Contains(body, []byte(`"`+f.OpenID+`"`)) {
			continue
		}
		f.Seen++
		if f.Seen <= f.After || f.Times > 0 && f.Done >= f.Times || f.Prob > 0 && s.rand.Float64() >= f.Prob {
			continue
		}
		f.Done++
		hit := *f
		if hit.Do.SpreadMS > 0 {
			hit.Do.LatencyMS += s.rand.IntN(hit.Do.SpreadMS)
		}
		return &hit
	}
	return nil
}

// before does what comes before the work; false ends the call.
func (f *Fault) before(w http.ResponseWriter, r *http.Request) bool {
	time.Sleep(time.Duration(f.Do.LatencyMS) * time.Millisecond) // WeChat does not stop because somebody does not wait any more
	if f.Do.HangMS > 0 {
		select {
		case <-time.After(time.Duration(f.Do.HangMS) * time.Millisecond):
		case <-r.Context().Done():
			return false
		}
	}
	switch {
	case f.Do.HTTP != 0:
		w.WriteHeader(f.Do.HTTP)
		return false
	case f.Do.Drop == "before" || f.Do.HangMS > 0:
		hangUp(w)
		return false
	case f.Do.Garbage:
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"errcode":`))
		return false
	}
	return true
}

// write sends the answer, as far as the fault lets it through. f may be nil.
func (f *Fault) write(w http.ResponseWriter, res answer, out []byte) {
	kind := res.contentType
	if kind == "" {
		kind = "application/json; encoding=utf-8"
	}
	var do Harm
	if f != nil {
		do = f.Do
	}
	if do.WrongCT {
		kind = "text/plain"
	}
	w.Header().Set("Content-Type", kind)
	switch {
	case do.Drop == "after":
		hangUp(w)
	case do.Truncate > 0:
		w.Header().Set("Content-Length", fmt.Sprint(len(out)+1))
		_, _ = w.Write(out[:min(do.Truncate, len(out))])
		panic(http.ErrAbortHandler) // the server's way to cut in the middle
	case do.SlowBPS > 0:
		drip(w, out, do.SlowBPS)
	default:
		_, _ = w.Write(out)
	}
}

func drip(w http.ResponseWriter, out []byte, rate int) {
	flush, _ := w.(http.Flusher)
	for len(out) > 0 {
		n := min(len(out), max(1, rate/10))
		if _, err := w.Write(out[:n]); err != nil {
			return
		}
		if flush != nil {
			flush.Flush()
		}
		out = out[n:]
		time.Sleep(100 * time.Millisecond)
	}
}
