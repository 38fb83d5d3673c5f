package sim

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"strings"
	"time"
)

// What follows stands for the WeChat app on a phone. The product's server must
// never call it.

// who is the phone that calls.
type who struct {
	User string `json:"user"`
	App  string `json:"app"`
}

func (w who) key() string    { return w.App + "|" + w.User }
func (w who) openid() string { return OpenID(w.App, w.User) }

func (s *Sim) clientRoutes() {
	phone(s, "POST /_sim/client/login", s.login)
	phone(s, "POST /_sim/client/check_session", s.checkKey)
	phone(s, "POST /_sim/client/subscribe", s.subscribe)
	phone(s, "POST /_sim/client/subscribe_setting", s.subscribeSetting)
	phone(s, "POST /_sim/client/phone", s.phoneCode)
	phone(s, "POST /_sim/client/privacy", s.agree)
	phone(s, "POST /_sim/client/follow", s.tapFollow)
	phone(s, "GET /_sim/client/config", s.config)
	phone(s, "GET /_sim/client/messages", s.inbox)
	phone(s, "GET /_sim/client/codes", func(me who, _ nothing) (any, error) { return map[string]any{"items": s.shownCodes()}, nil })
}

// phone mounts one call of the phones; do runs under the lock.
func phone[T any](s *Sim, pattern string, do func(who, T) (any, error)) {
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Wx-Orig-Host") != "" {
			http.Error(w, "this address is for phones", http.StatusForbidden)
			return
		}
		var me who
		var in T
		body, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
		if err == nil {
			err = input(with(r, body), &me)
		}
		if err == nil {
			err = input(with(r, body), &in)
		}
		if err != nil {
			http.Error(w, "malformed: "+err.Error(), http.StatusBadRequest)
			return
		}
		if s.user(me.User) == nil || s.app(me.App) == nil {
			http.Error(w, "no such user or app", http.StatusNotFound)
			return
		}
		s.locked(w, r, func() (any, error) { return do(me, in) })
	})
}

func with(r *http.Request, body []byte) *http.Request {
	r.Body = io.NopCloser(bytes.NewReader(body))
	return r
}

type nothing struct{}

// login is wx.login: a code for once, and now and then a new session key.
func (s *Sim) login(me who, _ nothing) (any, error) {
	if s.Sessions[me.key()].Key == "" || s.rand.Float64() < s.Settings.Rotate {
		s.rotate(me)
	}
	return map[string]any{"code": s.code(me, "login")}, nil
}

func (s *Sim) rotate(me who) {
	sum := sha256.Sum256([]byte(s.id("", 24)))
	s.Sessions[me.key()] = session{Key: base64.StdEncoding.EncodeToString(sum[:16]), Before: s.Sessions[me.key()].Key, Since: s.now()}
}

func (s *Sim) code(me who, kind string) string {
	v := s.id("0", 31)
	s.Codes[v] = &code{App: me.App, User: me.User, Kind: kind, Until: s.now().Add(codeLife)}
	return v
}

// checkKey is wx.checkSession.
func (s *Sim) checkKey(me who, _ nothing) (any, error) {
	k := s.Sessions[me.key()]
	if k.Key == "" || s.now().Sub(k.Since) > time.Duration(s.Settings.SessionHours)*time.Hour {
		return nil, refusal{-12001, "session time out, need relogin"}
	}
	return map[string]any{}, nil
}

// phoneCode is what the phone-number button gives once the person agreed.
func (s *Sim) phoneCode(me who, _ nothing) (any, error) {
	if s.Settings.NoPhone {
		return nil, refusal{1400001, "getPhoneNumber:fail jsapi has no permission, quota is used up"}
	}
	return map[string]any{"code": s.code(me, "phone")}, nil
}

type choices struct {
	Results map[string]string `json:"results"`
}

// subscribe is what somebody chose in the dialog of wx.requestSubscribeMessage.
func (s *Sim) subscribe(me who, in choices) (any, error) {
	var items []map[string]any
	for _, t := range s.templates(s.app(me.App)) {
		choice, asked := in.Results[t.ID]
		if !asked {
			continue
		}
		if strings.HasPrefix(choice, "accept") { // also with a sound
			s.Grants[me.openid()+"|"+t.ID]++
		}
		items = append(items, map[string]any{"TemplateId": t.ID, "SubscribeStatusString": choice, "PopupScene": "1"})
	}
	if len(items) > 0 {
		s.push(s.app(me.App), me.openid(), map[string]any{"Event": "subscribe_msg_popup_event", "List": list(items)})
	}
	return map[string]any{"results": in.Results}, nil
}

type setting struct {
	Template string `json:"template"` // "" is the main switch
	On       bool   `json:"on"`
}

// subscribeSetting is a switch on WeChat's own page of message settings. Only
// what is taken back is told to the product.
func (s *Sim) subscribeSetting(me who, in setting) (any, error) {
	key := me.openid()
	if in.Template != "" {
		key += "|" + in.Template
	}
	delete(s.Refused, key)
	if in.On {
		return map[string]any{}, nil
	}
	s.Refused[key] = true
	if in.Template != "" {
		s.push(s.app(me.App), me.openid(), map[string]any{"Event": "subscribe_msg_change_event", "List": list([]map[string]any{{"TemplateId": in.Template, "SubscribeStatusString": "reject"}})})
	}
	return map[string]any{}, nil
}

// agree is the person's answer to the privacy guide.
func (s *Sim) agree(me who, in struct {
	Yes bool `json:"yes"`
}) (any, error) {
	s.Agreed[me.key()] = in.Yes
	if !in.Yes {
		s.push(s.app(me.App), me.openid(), map[string]any{"Event": "user_authorization_revoke", "OpenID": me.openid(), "AppID": me.App, "RevokeInfo": "1"})
	}
	return map[string]any{}, nil
}

func (s *Sim) tapFollow(me who, in struct {
	On bool `json:"on"`
}) (any, error) {
	if !s.app(me.App).official() {
		return nil, refusal{-1, "not an official account"}
	}
	s.follow(s.app(me.App), me.User, in.On)
	return map[string]any{}, nil
}
