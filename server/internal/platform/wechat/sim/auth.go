package sim

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"time"
)

type accessToken struct {
	app, kind string // legacy, stable
	until     time.Time
	dead      bool
}

type code struct {
	app, user, kind string // login, phone
	until           time.Time
	used            bool
}

const (
	tokenLife = 7200 * time.Second
	overlap   = 300 * time.Second // how long an old token lives on beside its successor
	codeLife  = 5 * time.Minute
)

// bearer finds the app of an access token.
func (s *Sim) bearer(v string) (*App, *answer) {
	if v == "" {
		a := fail(41001, "access_token missing")
		return nil, &a
	}
	t := s.tokens[v]
	if t == nil || t.dead {
		a := fail(40001, "invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at")
		return nil, &a
	}
	if s.now().After(t.until) {
		a := fail(42001, "access_token expired")
		return nil, &a
	}
	return s.app(t.app), nil
}

func (s *Sim) legacyToken(app *App, r *http.Request, _ []byte) answer {
	q := r.URL.Query()
	if q.Get("grant_type") != "client_credential" {
		return fail(40002, "invalid grant_type")
	}
	if bad := credentials(app, q.Get("appid"), q.Get("secret")); bad != nil {
		return *bad
	}
	for _, t := range s.tokens {
		if t.app == app.ID && t.kind == "legacy" && t.until.After(s.now().Add(overlap)) {
			t.until = s.now().Add(overlap)
		}
	}
	return s.issue(app, "legacy")
}

func credentials(app *App, id, secret string) *answer {
	var a answer
	switch {
	case id == "":
		a = fail(41002, "appid missing")
	case app == nil:
		a = fail(40013, "invalid appid")
	case secret == "":
		a = fail(41004, "appsecret missing")
	case secret != app.Secret:
		a = fail(40001, "invalid credential")
	default:
		return nil
	}
	return &a
}

func (s *Sim) issue(app *App, kind string) answer {
	v := s.id("T_", 60)
	s.tokens[v] = &accessToken{app: app.ID, kind: kind, until: s.now().Add(tokenLife)}
	return ok(map[string]any{"access_token": v, "expires_in": int(tokenLife / time.Second)})
}

// stableToken hands out the same token until five minutes before its end.
func (s *Sim) stableToken(_ *App, _ *http.Request, body []byte) answer {
	var in struct {
		GrantType string `json:"grant_type"`
		AppID     string `json:"appid"`
		Secret    string `json:"secret"`
		Force     bool   `json:"force_refresh"`
	}
	_ = json.Unmarshal(body, &in) // valid JSON; wrong types leave the zero value
	if in.GrantType != "client_credential" {
		return fail(40002, "invalid grant_type")
	}
	app := s.app(in.AppID)
	if bad := credentials(app, in.AppID, in.Secret); bad != nil {
		return *bad
	}
	for v, t := range s.tokens {
		if t.app != app.ID || t.kind != "stable" || t.dead || !t.until.After(s.now()) {
			continue
		}
		if in.Force {
			t.dead = true
		} else if left := t.until.Sub(s.now()); left >= overlap {
			return ok(map[string]any{"access_token": v, "expires_in": int(left / time.Second)})
		}
	}
	return s.issue(app, "stable")
}

func (s *Sim) codeToSession(app *App, r *http.Request, _ []byte) answer {
	q := r.URL.Query()
	if app == nil {
		return fail(40013, "invalid appid")
	}
	if q.Get("secret") != app.Secret {
		return fail(40125, "invalid appsecret")
	}
	c := s.codes[q.Get("js_code")]
	switch {
	case c == nil || c.app != app.ID || c.kind != "login" || s.now().After(c.until):
		return fail(40029, "invalid code")
	case c.used:
		return fail(40163, "code been used")
	case s.user(c.user).Risky:
		return fail(40226, "code blocked")
	}
	c.used = true
	s.visits[app.ID+"|"+c.user] = s.now()
	return ok(map[string]any{"openid": openid(app.ID, c.user), "session_key": s.keys[app.ID+"|"+c.user], "unionid": s.user(c.user).UnionID})
}

func (s *Sim) phoneNumber(app *App, _ *http.Request, body []byte) answer {
	var in struct {
		Code   string `json:"code"`
		OpenID string `json:"openid"`
	}
	_ = json.Unmarshal(body, &in)
	c := s.codes[in.Code]
	if c == nil || c.used || c.app != app.ID || c.kind != "phone" || s.now().After(c.until) || in.OpenID != "" && in.OpenID != openid(app.ID, c.user) {
		return fail(40029, "invalid code")
	}
	c.used = true
	p := s.user(c.user).Phone
	return ok(map[string]any{"errcode": 0, "errmsg": "ok", "phone_info": map[string]any{"phoneNumber": p, "purePhoneNumber": p, "countryCode": "86",
		"watermark": map[string]any{"timestamp": s.now().Unix(), "appid": app.ID}}})
}

func (s *Sim) checkSession(app *App, r *http.Request, _ []byte) answer {
	u := s.userByOpenID(app.ID, r.URL.Query().Get("openid"))
	if u == nil {
		return fail(40003, "invalid openid")
	}
	key, _ := base64.StdEncoding.DecodeString(s.keys[app.ID+"|"+u.ID])
	mac := hmac.New(sha256.New, key)
	if r.URL.Query().Get("signature") != hex.EncodeToString(mac.Sum(nil)) {
		return fail(87009, "invalid signature")
	}
	return ok(map[string]any{"errcode": 0, "errmsg": "ok"})
}
