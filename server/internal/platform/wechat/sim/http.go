package sim

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// answer is what an API returns: a body, or an error code.
type answer struct {
	code        int
	text        string
	rid         string // only a refusal has one
	body        map[string]any
	raw         []byte
	contentType string
}

func ok(body map[string]any) answer     { return answer{body: body} }
func fail(code int, text string) answer { return answer{code: code, text: text} }

// fine is the body of most successes.
func fine(more map[string]any) answer {
	body := map[string]any{"errcode": 0, "errmsg": "ok"}
	for k, v := range more {
		body[k] = v
	}
	return ok(body)
}

func (a answer) bytes() []byte {
	if a.raw != nil {
		return a.raw
	}
	body := a.body
	if a.code != 0 {
		body = map[string]any{"errcode": a.code, "errmsg": a.text + " rid: " + a.rid}
	}
	b, _ := json.Marshal(body) // texts and numbers
	return b
}

// A refusal is WeChat's "no" to a phone.
type refusal struct {
	Code int    `json:"errCode"`
	Text string `json:"errMsg"`
}

func (r refusal) Error() string { return fmt.Sprintf("%d %s", r.Code, r.Text) }

const (
	maxBody     = 1 << 20
	maxSnapshot = 1 << 28
)

// locked runs do and writes what it gave; the lock is held while it is written
// down, since it may be a part of the state.
func (s *Sim) locked(w http.ResponseWriter, r *http.Request, do func() (any, error)) {
	s.mu.Lock()
	out, err := do()
	b, jsonErr := json.Marshal(out)
	if r.Method != http.MethodGet {
		s.touch()
	}
	s.mu.Unlock()
	var no refusal
	switch {
	case errors.As(err, &no):
		writeJSON(w, http.StatusOK, no) // an error of HTTP would stand in the browser's console
	case err != nil:
		http.Error(w, err.Error(), http.StatusBadRequest)
	case jsonErr != nil:
		http.Error(w, jsonErr.Error(), http.StatusInternalServerError)
	default:
		w.Header().Set("Content-Type", "application/json; encoding=utf-8")
		_, _ = w.Write(b)
	}
}

// input reads a body, or the parameters of a GET, into v.
func input(r *http.Request, v any) error {
	if r.Method != http.MethodGet && r.Method != http.MethodDelete {
		return readJSON(r.Body, v)
	}
	flat := map[string]string{}
	for key, values := range r.URL.Query() {
		flat[key] = values[0]
	}
	b, err := json.Marshal(flat)
	if err != nil {
		return err
	}
	return json.Unmarshal(b, v)
}

// control mounts a call of whoever steers the simulator.
func control[T any](s *Sim, pattern string, do func(T) (any, error)) {
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		var in T
		if err := input(r, &in); err != nil {
			http.Error(w, "malformed: "+err.Error(), http.StatusBadRequest)
			return
		}
		s.locked(w, r, func() (any, error) { return do(in) })
	})
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; encoding=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // the reader went away
}

func readJSON(r io.Reader, v any) error { return json.NewDecoder(io.LimitReader(r, maxBody)).Decode(v) }
