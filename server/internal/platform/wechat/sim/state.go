package sim

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"time"
)

// state is what reset empties and a snapshot holds.
type state struct {
	Offset   time.Duration // how far the clock was moved
	NextID   int64
	Settings Settings
	Tokens   map[string]*accessToken
	Codes    map[string]*code
	Sessions map[string]session // by app|user
	Visits   map[string]time.Time
	Grants   map[string]int  // openid|template → how many messages may come
	Refused  map[string]bool // openid|template, or openid for all: what somebody switched off
	Agreed   map[string]bool // app|user: the privacy guide
	Follows  map[string]time.Time
	Stamps   map[string]int64 // openid → time of the last event
	Counts   map[string]*counter
	Once     map[string]once // client_msg_id
	Added    []Template
	Messages []Message
	Calls    []Call
	Pushes   []Push
	Faults   []*Fault
	Tricks   []*Trick
	Cards    []Card
	Left     map[string]bool // group|user
	Entries  map[string]entry
	Acts     map[string]*activity
	Links    map[string]link
	Drawn    []drawn
}

// session is what encrypts data for a user and an app.
type session struct {
	Key, Before string
	Since       time.Time
}

// Settings are the choices where WeChat's behaviour differs between clients or
// is not known; see fidelity.md.
type Settings struct {
	Rotate         float64 `json:"rotate"`          // how often wx.login replaces the session key: 0 never, 1 always
	SessionHours   int     `json:"session_hours"`   // how long wx.checkSession holds
	SubscribeLimit int     `json:"subscribe_limit"` // templates in one dialog
	GrantFirst     bool    `json:"grant_first"`     // 43101 is found before 47003
	SentEvents     bool    `json:"sent_events"`     // subscribe_msg_sent_event after each message
	Watermark      bool    `json:"watermark"`       // in group entries
	Spelling       string  `json:"spelling"`        // of the group's id, for both calls: opengid, openGId; "" as documented
	OldClient      bool    `json:"old_client"`      // a base library that has no wx.getGroupEnterInfo for cards
	ColdMiss       bool    `json:"cold_miss"`       // the first getGroupEnterInfo of each opening fails with 40097
	NoPhone        bool    `json:"no_phone"`        // the quota of phone numbers is used up
	AskPrivacy     bool    `json:"ask_privacy"`     // people have not agreed to the privacy guide yet
}

func defaults() Settings {
	return Settings{Rotate: 0.3, SessionHours: 72, SubscribeLimit: 5, SentEvents: true, Watermark: true}
}

const ring = 5000 // calls, pushes and events kept

func (s *Sim) clear() {
	s.state = state{NextID: 1000, Settings: defaults(), Tokens: map[string]*accessToken{}, Codes: map[string]*code{}, Sessions: map[string]session{},
		Visits: map[string]time.Time{}, Grants: map[string]int{}, Refused: map[string]bool{}, Agreed: map[string]bool{}, Follows: map[string]time.Time{}, Stamps: map[string]int64{},
		Counts: map[string]*counter{}, Once: map[string]once{}, Left: map[string]bool{}, Entries: map[string]entry{}, Acts: map[string]*activity{}, Links: map[string]link{}}
	clear(s.held)
	for _, u := range s.World.Users {
		for _, app := range u.Follows {
			s.Follows[app+"|"+u.ID] = s.now()
		}
	}
}

// keep appends to a ring.
func keep[T any](list []T, x T, most int) []T {
	if list = append(list, x); len(list) > most {
		return slices.Clone(list[len(list)-most+most/10:]) // in one go, so that appending stays cheap
	}
	return list
}

func (s *Sim) next() int64 {
	s.NextID++
	return s.NextID
}

func (s *Sim) stateRoutes() {
	s.mux.HandleFunc("POST /_sim/reset", func(w http.ResponseWriter, r *http.Request) {
		s.locked(w, r, func() (any, error) { s.clear(); return map[string]any{}, nil })
	})
	control(s, "GET /_sim/settings", func(nothing) (any, error) { return s.Settings, nil })
	s.mux.HandleFunc("POST /_sim/settings", func(w http.ResponseWriter, r *http.Request) {
		s.locked(w, r, func() (any, error) { return &s.Settings, readJSON(r.Body, &s.Settings) }) // what is not named stays
	})
	s.mux.HandleFunc("GET /_sim/snapshot", func(w http.ResponseWriter, r *http.Request) {
		s.locked(w, r, func() (any, error) { return s.state, nil })
	})
	s.mux.HandleFunc("PUT /_sim/snapshot", func(w http.ResponseWriter, r *http.Request) {
		s.locked(w, r, func() (any, error) { return map[string]any{}, s.restore(r.Body) })
	})
}

// restore replaces the whole state. What a snapshot lacks is as after a reset.
func (s *Sim) restore(snapshot io.Reader) error {
	before := s.state
	s.clear()
	clear(s.Follows) // the snapshot says who follows
	err := json.NewDecoder(io.LimitReader(snapshot, maxSnapshot)).Decode(&s.state)
	if err != nil {
		s.state = before
	}
	return err
}
