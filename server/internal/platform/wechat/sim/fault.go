package sim

import (
	"fmt"
	"net/http"
	"path"
	"time"
)

// A Fault makes some calls fail, as WeChat's do.
type Fault struct {
	Path  string  `json:"path"`  // a pattern such as /cgi-bin/message/*/send; empty is every API
	Prob  float64 `json:"prob"`  // of each matching call; 0 is always
	After int     `json:"after"` // calls that pass first
	Times int     `json:"times"` // how often it happens; 0 is without end
	Do    Harm    `json:"do"`
	seen  int
	done  int
}

// Harm is what happens to a call.
type Harm struct {
	HTTP      int    `json:"http"`    // answer with this status
	ErrCode   int    `json:"errcode"` // answer with this code, having done nothing
	Drop      string `json:"drop"`    // cut the connection: before the work, or after
	HangMS    int    `json:"hang_ms"`
	LatencyMS int    `json:"latency_ms"` // then go on
	Garbage   bool   `json:"garbage"`
}

func (f *Fault) String() string { return fmt.Sprintf("%s %+v", f.Path, f.Do) }

// fault picks the first fault that befalls the call. The lock is held.
func (s *Sim) fault(address string) *Fault {
	for _, f := range s.faults {
		if hit, _ := path.Match(f.Path, address); !hit && f.Path != "" {
			continue
		}
		f.seen++
		if f.seen <= f.After || f.Times > 0 && f.done >= f.Times || f.Prob > 0 && s.rand.Float64() >= f.Prob {
			continue
		}
		f.done++
		return f
	}
	return nil
}

// before does what comes before the work; false ends the call.
func (f *Fault) before(w http.ResponseWriter, r *http.Request) bool {
	wait := time.Duration(f.Do.LatencyMS+f.Do.HangMS) * time.Millisecond
	if wait > 0 {
		select {
		case <-time.After(wait):
		case <-r.Context().Done():
			return false
		}
	}
	switch {
	case f.Do.HTTP != 0:
		w.WriteHeader(f.Do.HTTP)
		return false
	case f.Do.Drop == "before":
		hangUp(w)
		return false
	case f.Do.Garbage:
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"errcode":`))
		return false
	}
	return true
}

// presets are bad days by name.
var presets = map[string][]*Fault{
	"busy":      {{Do: Harm{ErrCode: -1}}},
	"flaky":     {{Prob: 0.05, Do: Harm{HTTP: 502}}, {Prob: 0.05, Do: Harm{Drop: "after"}}},
	"rough":     {{Prob: 0.05, Do: Harm{ErrCode: -1}}, {Prob: 0.05, Do: Harm{HTTP: 502}}, {Prob: 0.05, Do: Harm{Drop: "after"}}, {Prob: 0.05, Do: Harm{ErrCode: 40001}}},
	"slow":      {{Do: Harm{LatencyMS: 800}}},
	"down":      {{Do: Harm{Drop: "before"}}},
	"quota_out": {{Path: "/cgi-bin/message/*/send", Do: Harm{ErrCode: 45009}}},
}

// killTokens makes every access token of all apps invalid.
func (s *Sim) killTokens() {
	for _, t := range s.tokens {
		t.dead = true
	}
}
