package sim

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
)

// What follows stands for the WeChat app on a phone. The product's server must
// never call it.

// who is the phone that calls.
type who struct {
	User    string            `json:"user"`
	App     string            `json:"app"`
	Results map[string]string `json:"results"`
	Code    string            `json:"code"`
}

func (s *Sim) clientRoutes() {
	s.client("POST /_sim/client/login", s.login)
	s.client("POST /_sim/client/check_session", func(who) any { return map[string]any{"ok": true} })
	s.client("POST /_sim/client/subscribe", s.subscribe)
	s.client("POST /_sim/client/phone", s.phone)
	s.client("GET /_sim/client/config", s.config)
	s.client("GET /_sim/client/messages", s.inbox)
}

// client mounts one call of the phones; it holds the lock.
func (s *Sim) client(pattern string, do func(who) any) {
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Wx-Orig-Host") != "" {
			http.Error(w, "this address is for phones", http.StatusForbidden)
			return
		}
		in := who{User: r.URL.Query().Get("user"), App: r.URL.Query().Get("app")}
		if r.Method == http.MethodPost && readJSON(r.Body, &in) != nil {
			http.Error(w, "malformed", http.StatusBadRequest)
			return
		}
		if s.user(in.User) == nil || s.app(in.App) == nil {
			http.Error(w, "no such user or app", http.StatusNotFound)
			return
		}
		s.mu.Lock()
		out := do(in)
		s.touch()
		s.mu.Unlock()
		writeJSON(w, http.StatusOK, out)
	})
}

// login is wx.login: a code for once, and now and then a new session key.
func (s *Sim) login(in who) any {
	key := in.App + "|" + in.User
	if s.keys[key] == "" || s.rand.Float64() < 0.3 {
		sum := sha256.Sum256([]byte(s.id("", 24)))
		s.keys[key] = base64.StdEncoding.EncodeToString(sum[:16])
	}
	return map[string]any{"code": s.code(in, "login")}
}

func (s *Sim) code(in who, kind string) string {
	v := s.id("0", 31)
	s.codes[v] = &code{app: in.App, user: in.User, kind: kind, until: s.now().Add(codeLife)}
	return v
}

func (s *Sim) phone(in who) any { return map[string]any{"code": s.code(in, "phone")} }

// subscribe is what somebody chose in the dialog of wx.requestSubscribeMessage.
func (s *Sim) subscribe(in who) any {
	var items []map[string]any
	for id, choice := range in.Results {
		t := s.template(id)
		if t == nil {
			continue
		}
		if choice == "accept" {
			s.grants[openid(in.App, in.User)+"|"+id]++
		}
		items = append(items, map[string]any{"TemplateId": id, "SubscribeStatusString": choice, "PopupScene": "1"})
	}
	if len(items) > 0 {
		go s.push(*s.app(in.App), map[string]any{"ToUserName": "gh_sim", "FromUserName": openid(in.App, in.User), "CreateTime": s.now().Unix(),
			"MsgType": "event", "Event": "subscribe_msg_popup_event", "List": list(items)})
	}
	return map[string]any{"results": in.Results}
}

func (s *Sim) config(in who) any {
	a, u := s.app(in.App), s.user(in.User)
	return map[string]any{"backend": s.Backend, "app": map[string]string{"id": a.ID, "name": a.Name}, "templates": s.World.Templates, "groups": s.World.Groups,
		"user": map[string]any{"id": u.ID, "nick": u.Nick, "fontScale": 1}, "domains": []string{s.Backend}, "subscribeLimit": 5, "privacyAgreed": true}
}

// inbox is the phone's list of service notifications, the newest first.
func (s *Sim) inbox(in who) any {
	out := []Message{}
	for i := len(s.messages) - 1; i >= 0; i-- {
		if m := s.messages[i]; m.To == in.User && m.App == in.App && m.Err == 0 {
			out = append(out, m)
		}
	}
	return map[string]any{"items": out}
}
