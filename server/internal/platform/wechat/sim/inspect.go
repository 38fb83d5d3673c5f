package sim

import (
	"net/http"
	"strconv"
	"time"
)

func (s *Sim) inspectRoutes() {
	s.mux.HandleFunc("GET /_sim/messages", s.messagesHTTP)
	s.mux.HandleFunc("POST /_sim/expect", s.expectHTTP)
	control(s, "GET /_sim/calls", func(nothing) (any, error) { return map[string]any{"items": append([]Call{}, s.Calls...)}, nil })
	control(s, "GET /_sim/pushes", func(nothing) (any, error) { return map[string]any{"items": append([]Push{}, s.Pushes...)}, nil })
	control(s, "GET /_sim/state", func(nothing) (any, error) { return s.view(), nil })
}

// wanted is which messages somebody asks for; what is not named does not matter.
type wanted struct {
	to, app, template, channel string
	after                      int64
	since                      time.Time
	refused                    bool // those too that were refused
}

func (q wanted) takes(m Message) bool {
	is := func(want, have string) bool { return want == "" || want == have }
	return m.ID > q.after && !m.At.Before(q.since) && is(q.to, m.To) && is(q.app, m.App) && is(q.template, m.Template) && is(q.channel, m.Channel) && (q.refused || m.Err == 0)
}

// wait gives the messages that fit, as soon as there is one or the time is up.
func (s *Sim) wait(r *http.Request, q wanted, most time.Duration) []Message {
	end := time.After(most)
	for over := false; ; {
		s.mu.Lock()
		out := []Message{}
		for _, m := range s.Messages {
			if q.takes(m) {
				out = append(out, m)
			}
		}
		changed := s.changed
		s.mu.Unlock()
		if len(out) > 0 || over || most == 0 {
			return out
		}
		select {
		case <-changed:
		case <-end:
			over = true
		case <-r.Context().Done():
			return out
		}
	}
}

// messagesHTTP lists messages; with wait=5s it waits for the first.
func (s *Sim) messagesHTTP(w http.ResponseWriter, r *http.Request) {
	v := r.URL.Query()
	q := wanted{to: v.Get("to"), app: v.Get("app"), template: v.Get("tmpl"), channel: v.Get("channel"), refused: v.Get("err") != ""}
	q.after, _ = strconv.ParseInt(v.Get("after"), 10, 64) // none: from the first
	q.since, _ = time.Parse(time.RFC3339, v.Get("since")) // none: from the first
	most, _ := time.ParseDuration(v.Get("wait"))          // none: do not wait
	writeJSON(w, http.StatusOK, map[string]any{"items": s.wait(r, q, most)})
}

// expectHTTP answers 200 when such a message is there in time, else 408.
func (s *Sim) expectHTTP(w http.ResponseWriter, r *http.Request) {
	var in struct {
		To       string `json:"to"`
		Template string `json:"tmpl"`
		After    int64  `json:"after"`
		WithinMS int    `json:"within_ms"`
	}
	if readJSON(r.Body, &in) != nil {
		http.Error(w, "malformed", http.StatusBadRequest)
		return
	}
	found := s.wait(r, wanted{to: in.To, template: in.Template, after: in.After}, time.Duration(in.WithinMS)*time.Millisecond)
	if len(found) == 0 {
		writeJSON(w, http.StatusRequestTimeout, map[string]any{"items": found})
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{"items": found})
}
