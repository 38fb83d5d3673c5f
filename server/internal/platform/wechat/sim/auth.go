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
	App, Kind string // legacy, stable
	Until     time.Time
	Dead      bool
	Forced    time.Time // when force_refresh made it
}

type code struct {
	App, User, Kind string // login, phone
	Until           time.Time
	Used            bool
}

const (
	tokenLife  = 7200 * time.Second
	overlap    = 300 * time.Second // how long an old token lives on beside its successor
	codeLife   = 5 * time.Minute
	forceEvery = 30 * time.Second
	forceDaily = 20
	loginRate  = 100 // a minute and person
)

// bearer finds the app of an access token.
func (s *Sim) bearer(v string) (*App, *answer) {
	if v == "" {
		a := fail(41001, "access_token missing")
		return nil, &a
	}
	t := s.Tokens[v]
	if t == nil || t.Dead {
		a := fail(40001, "invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at")
		return nil, &a
	}
	if s.now().After(t.Until) {
		a := fail(42001, "access_token expired")
		return nil, &a
	}
	return s.app(t.App), nil
}

func (s *Sim) legacyToken(app *App, r *http.Request, _ []byte) answer {
	q := r.URL.Query()
	if q.Get("grant_type") != "client_credential" {
		return fail(40002, "invalid grant_type")
	}
	if bad := credentials(app, q.Get("appid"), q.Get("secret")); bad != nil {
		return *bad
	}
	for _, t := range s.Tokens {
		if t.App == app.ID && t.Kind == "legacy" && t.Until.After(s.now().Add(overlap)) {
			t.Until = s.now().Add(overlap)
		}
	}
	return s.issue(app, "legacy", time.Time{})
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

func (s *Sim) issue(app *App, kind string, forced time.Time) answer {
	v := s.id("T_", 60)
	s.Tokens[v] = &accessToken{App: app.ID, Kind: kind, Until: s.now().Add(tokenLife), Forced: forced}
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
	value, t := s.stable(app)
	if in.Force && (t == nil || s.now().Sub(t.Forced) >= forceEvery) {
		if c := s.counter(app.ID + "|force_refresh"); c.Today >= forceDaily {
			return fail(45009, wording(45009))
		}
		s.counter(app.ID+"|force_refresh").Today++
		for _, old := range s.Tokens {
			old.Dead = old.Dead || old.App == app.ID && old.Kind == "stable"
		}
		return s.issue(app, "stable", s.now())
	}
	if t != nil {
		return ok(map[string]any{"access_token": value, "expires_in": int(t.Until.Sub(s.now()) / time.Second)})
	}
	return s.issue(app, "stable", time.Time{})
}

// stable is the app's token that is handed out now; nil when a new one is due.
func (s *Sim) stable(app *App) (string, *accessToken) {
	for v, t := range s.Tokens {
		if t.App == app.ID && t.Kind == "stable" && !t.Dead && t.Until.Sub(s.now()) >= overlap {
			return v, t
		}
	}
	return "", nil
}

func (s *Sim) codeToSession(app *App, r *http.Request, _ []byte) answer {
	q := r.URL.Query()
	if app == nil {
		return fail(40013, "invalid appid")
	}
	if q.Get("secret") != app.Secret {
		return fail(40125, "invalid appsecret")
	}
	c := s.Codes[q.Get("js_code")]
	switch {
	case c == nil || c.App != app.ID || c.Kind != "login" || s.now().After(c.Until):
		return fail(40029, "invalid code")
	case c.Used:
		return fail(40163, "code been used")
	case s.user(c.User).Risky:
		return fail(40226, "code blocked")
	}
	key := app.ID + "|" + c.User
	rate := s.counter("login|" + key)
	if rate.Current++; rate.Current > loginRate {
		return fail(45011, wording(45011))
	}
	c.Used = true
	s.Visits[key] = s.now()
	out := map[string]any{"openid": OpenID(app.ID, c.User), "session_key": s.Sessions[key].Key}
	if id := s.user(c.User).UnionID; id != "" {
		out["unionid"] = id
	}
	return ok(out)
}

func (s *Sim) phoneNumber(app *App, _ *http.Request, body []byte) answer {
	var in struct {
		Code   string `json:"code"`
		OpenID string `json:"openid"`
	}
	_ = json.Unmarshal(body, &in)
	c := s.Codes[in.Code]
	if c == nil || c.Used || c.App != app.ID || c.Kind != "phone" || s.now().After(c.Until) || in.OpenID != "" && in.OpenID != OpenID(app.ID, c.User) {
		return fail(40029, "invalid code")
	}
	c.Used = true
	p := s.user(c.User).Phone
	return fine(map[string]any{"phone_info": map[string]any{"phoneNumber": p, "purePhoneNumber": p, "countryCode": "86",
		"watermark": map[string]any{"timestamp": s.now().Unix(), "appid": app.ID}}})
}

func (s *Sim) checkSession(app *App, r *http.Request, _ []byte) answer {
	u := s.userByOpenID(app.ID, r.URL.Query().Get("openid"))
	if u == nil {
		return fail(40003, "invalid openid")
	}
	key, _ := base64.StdEncoding.DecodeString(s.Sessions[app.ID+"|"+u.ID].Key)
	mac := hmac.New(sha256.New, key)
	if r.URL.Query().Get("signature") != hex.EncodeToString(mac.Sum(nil)) {
		return fail(87009, "invalid signature")
	}
	return fine(nil)
}
