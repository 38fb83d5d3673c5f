// Package sim is a server that speaks WeChat's wire format, error codes
// included, so that the whole product runs on a desk. What it guesses about
// WeChat is listed in fidelity.md.
package sim

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"
)

// World is who and what there is: the seed of a simulator.
type World struct {
	Apps      []App      `json:"apps"`
	Users     []User     `json:"users"`
	Groups    []Group    `json:"groups"`
	Templates []Template `json:"templates"`
}

// App is a mini-program.
type App struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Secret string `json:"secret"`
	Token  string `json:"token"`  // of the message push
	AESKey string `json:"aeskey"` // of the message push, 43 characters
}

// User is a person with WeChat on his phone.
type User struct {
	ID      string `json:"id"`
	UnionID string `json:"unionid"`
	Nick    string `json:"nick"`
	Phone   string `json:"phone"`
	Risky   bool   `json:"risky"` // WeChat blocks his sign-ins
}

// Group is an ordinary WeChat group.
type Group struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Members []string `json:"members"`
}

// Template is a subscribe message's form. Type 2 is one-time, 3 long-term.
type Template struct {
	ID     string  `json:"id"`
	Title  string  `json:"title"`
	Type   int     `json:"type"`
	Fields []Field `json:"fields"`
}

// Field is one line of a template.
type Field struct {
	Name  string `json:"name"` // such as thing1
	Label string `json:"label"`
	Kind  string `json:"kind"` // such as thing
}

// Options is what a simulator is made of.
type Options struct {
	World      World
	Seed       uint64
	Now        func() time.Time
	Backend    string // address of the product's server
	PhoneDir   string // the built browser phone
	MediaDelay time.Duration
	Log        *slog.Logger
}

// Sim is the simulator. One lock guards all of its state.
type Sim struct {
	Options
	mux    *http.ServeMux
	mu     sync.Mutex
	rand   *rand.Rand
	offset time.Duration
	state
	changed chan struct{} // closed and replaced whenever something happened
}

// state is what reset empties.
type state struct {
	tokens   map[string]*accessToken
	codes    map[string]*code
	keys     map[string]string // app|user → session key
	visits   map[string]time.Time
	grants   map[string]int // openid|template → how many messages may come
	settings map[string]bool
	media    map[string]string // trace → url
	messages []Message
	calls    []Call
	pushes   []Push
	faults   []*Fault
	counts   map[string]int // path|day → calls
	nextID   int64
}

// Message is a subscribe message that WeChat was asked to send.
type Message struct {
	ID       int64             `json:"id"`
	At       time.Time         `json:"at"`
	App      string            `json:"app"`
	To       string            `json:"to"` // user id
	Template string            `json:"template"`
	Title    string            `json:"title"`
	Page     string            `json:"page"`
	Rows     []Row             `json:"rows"`
	Data     map[string]string `json:"data"`
	Err      int               `json:"err"`
	RID      string            `json:"rid"`
}

// Row is one line of a message as the phone draws it.
type Row struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// Call is one request of the product's server.
type Call struct {
	At     time.Time     `json:"at"`
	Method string        `json:"method"`
	Path   string        `json:"path"`
	Status int           `json:"status"`
	Err    int           `json:"err"`
	Took   time.Duration `json:"took"`
	Fault  string        `json:"fault,omitempty"`
}

const ring = 5000 // calls and messages kept

// New returns a simulator of the options' world.
func New(o Options) *Sim {
	if o.MediaDelay == 0 {
		o.MediaDelay = time.Second
	}
	s := &Sim{Options: o, mux: http.NewServeMux(), rand: rand.New(rand.NewPCG(o.Seed, 1)), changed: make(chan struct{})}
	s.clear()
	s.wechatRoutes()
	s.clientRoutes()
	s.inspectRoutes()
	s.pageRoutes()
	return s
}

func (s *Sim) clear() {
	s.state = state{tokens: map[string]*accessToken{}, codes: map[string]*code{}, keys: map[string]string{}, visits: map[string]time.Time{},
		grants: map[string]int{}, settings: map[string]bool{}, media: map[string]string{}, counts: map[string]int{}, nextID: 1000}
}

// ServeHTTP answers WeChat's APIs, the phones and the inspection page.
func (s *Sim) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

func (s *Sim) now() time.Time { return s.Now().Add(s.offset) }

// touch wakes everybody who waits for something to happen. The lock is held.
func (s *Sim) touch() {
	close(s.changed)
	s.changed = make(chan struct{})
}

func (s *Sim) id(prefix string, length int) string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	b := make([]byte, length)
	for i := range b {
		b[i] = letters[s.rand.IntN(len(letters))]
	}
	return prefix + string(b)
}

func (s *Sim) app(id string) *App {
	for i := range s.World.Apps {
		if s.World.Apps[i].ID == id {
			return &s.World.Apps[i]
		}
	}
	return nil
}

func (s *Sim) user(id string) *User {
	for i := range s.World.Users {
		if s.World.Users[i].ID == id {
			return &s.World.Users[i]
		}
	}
	return nil
}

func (s *Sim) template(id string) *Template {
	for i := range s.World.Templates {
		if s.World.Templates[i].ID == id {
			return &s.World.Templates[i]
		}
	}
	return nil
}

// openid is a user's name towards an app: stable, and 28 characters long.
func openid(app, user string) string {
	h := uint64(14695981039346656037)
	for _, b := range []byte(app + "|" + user) {
		h = (h ^ uint64(b)) * 1099511628211
	}
	return fmt.Sprintf("o%016xSIM%08x", h, uint32(h>>7))
}

func (s *Sim) userByOpenID(app, id string) *User {
	for i := range s.World.Users {
		if openid(app, s.World.Users[i].ID) == id {
			return &s.World.Users[i]
		}
	}
	return nil
}

// known says whether the openid belongs to any app of this world.
func (s *Sim) known(id string) bool {
	for _, a := range s.World.Apps {
		if s.userByOpenID(a.ID, id) != nil {
			return true
		}
	}
	return false
}

// answer is what an API returns: a body, or an error code.
type answer struct {
	code        int
	text        string
	body        map[string]any
	raw         []byte
	contentType string
}

func ok(body map[string]any) answer     { return answer{body: body} }
func fail(code int, text string) answer { return answer{code: code, text: text} }

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; encoding=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

func readJSON(r io.Reader, v any) error { return json.NewDecoder(io.LimitReader(r, 1<<20)).Decode(v) }
