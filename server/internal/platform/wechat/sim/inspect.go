package sim

import (
	"net/http"
	"strconv"
	"time"
)

func (s *Sim) inspectRoutes() {
	s.mux.HandleFunc("GET /_sim/messages", s.messagesHTTP)
	s.mux.HandleFunc("GET /_sim/calls", func(w http.ResponseWriter, _ *http.Request) {
		s.locked(w, func() any { return map[string]any{"items": append([]Call{}, s.calls...)} })
	})
	s.mux.HandleFunc("GET /_sim/pushes", func(w http.ResponseWriter, _ *http.Request) {
		s.locked(w, func() any { return map[string]any{"items": append([]Push{}, s.pushes...)} })
	})
	s.mux.HandleFunc("POST /_sim/faults", s.faultsHTTP)
	s.mux.HandleFunc("DELETE /_sim/faults", func(w http.ResponseWriter, _ *http.Request) {
		s.locked(w, func() any { s.faults = nil; return map[string]any{} })
	})
	s.mux.HandleFunc("POST /_sim/clock", s.clockHTTP)
	s.mux.HandleFunc("POST /_sim/reset", func(w http.ResponseWriter, _ *http.Request) {
		s.locked(w, func() any { s.clear(); return map[string]any{} })
	})
}

func (s *Sim) locked(w http.ResponseWriter, do func() any) {
	s.mu.Lock()
	out := do()
	s.touch()
	s.mu.Unlock()
	writeJSON(w, http.StatusOK, out)
}

// messagesHTTP lists messages after an id; with wait it waits for the first.
func (s *Sim) messagesHTTP(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	after, _ := strconv.ParseInt(q.Get("after"), 10, 64) // none: from the first
	wait, _ := time.ParseDuration(q.Get("wait"))         // none: do not wait
	deadline := time.After(wait)
	for {
		s.mu.Lock()
		out := []Message{}
		for _, m := range s.messages {
			if m.ID > after && (q.Get("to") == "" || m.To == q.Get("to")) && (q.Get("tmpl") == "" || m.Template == q.Get("tmpl")) && (q.Get("err") != "" || m.Err == 0) {
				out = append(out, m)
			}
		}
		changed := s.changed
		s.mu.Unlock()
		if len(out) > 0 || wait == 0 {
			writeJSON(w, http.StatusOK, map[string]any{"items": out})
			return
		}
		select {
		case <-changed:
		case <-deadline:
			wait = 0
		case <-r.Context().Done():
			return
		}
	}
}

// faultsHTTP adds a fault, or a named bad day: {"preset":"rough"}.
func (s *Sim) faultsHTTP(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Fault
		Preset string `json:"preset"`
	}
	if readJSON(r.Body, &in) != nil {
		http.Error(w, "malformed", http.StatusBadRequest)
		return
	}
	s.locked(w, func() any {
		switch {
		case in.Preset == "token_dead":
			s.killTokens()
		case in.Preset != "":
			for _, f := range presets[in.Preset] {
				fresh := *f
				s.faults = append(s.faults, &fresh)
			}
		default:
			f := in.Fault
			s.faults = append(s.faults, &f)
		}
		return map[string]any{"faults": len(s.faults)}
	})
}

func (s *Sim) clockHTTP(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Advance string `json:"advance"`
	}
	d, err := time.Duration(0), readJSON(r.Body, &in)
	if err == nil {
		d, err = time.ParseDuration(in.Advance)
	}
	if err != nil {
		http.Error(w, "advance must be a duration such as 2h5m", http.StatusBadRequest)
		return
	}
	s.locked(w, func() any { s.offset += d; return map[string]any{"now": s.now()} })
}
