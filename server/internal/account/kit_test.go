package account

import (
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/redis/go-redis/v9"

	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/dbtest"
	"huiyin/server/internal/platform/wechattest"
)

// A hall is the service on a real database and Redis, with a WeChat over the
// wire.
type hall struct {
	*testing.T
	s      *Service
	clock  *dbtest.Clock
	wechat *wechattest.WeChat
	redis  *redis.Client
}

const (
	app      = wechattest.App
	version  = "2026-01"
	password = "correct horse battery"
)

func newHall(t *testing.T) *hall {
	clock := dbtest.NewClock()
	d, store := dbtest.NewAt(t, clock), dbtest.Redis(t)
	quiet := slog.New(slog.DiscardHandler)
	w := wechattest.New(t, clock, store, []string{"li", "wu", "risky"})
	s := New(Deps{DB: d, Redis: store, WeChat: w, Seal: dbtest.Sealer(t), Now: d.Now, Apps: []string{app}, ConsentVersion: version, Log: quiet})
	return &hall{t, s, clock, w, store}
}

// phone signs a user in on his phone.
func (h *hall) phone(user string) (token string, id ID) {
	h.Helper()
	token, id, err := h.s.SignInWithCode(h.Context(), "", h.wechat.Login(user))
	if err != nil {
		h.Fatal(err)
	}
	return token, id
}

// desk signs somebody in on the staff pages.
func (h *hall) desk(username string) (token string) {
	h.Helper()
	token, _, err := h.s.StaffSignIn(h.Context(), PasswordSignIn{Username: username, Password: password}, "10.0.0.1")
	if err != nil {
		h.Fatal(err)
	}
	return token
}

// staff makes an account of the staff pages with a role.
func (h *hall) staff(username string, role Role, at Territory) (id ID) {
	h.Helper()
	h.tx(func(tx *db.Tx) (err error) {
		if id, _, err = h.s.EnsureStaff(h.Context(), tx, username, username, password); err != nil || role == "" {
			return err
		}
		_, err = h.s.EnsureGrant(h.Context(), tx, id, role, at)
		return err
	})
	return id
}

// actor is who a token stands for; the zero Actor is nobody.
func (h *hall) actor(token string) Actor {
	h.Helper()
	a, err := h.s.Authenticate(bearer(token))
	if err != nil {
		h.Fatal(err)
	}
	return a
}

func bearer(token string) *http.Request {
	r := httptest.NewRequest("POST", "/", nil)
	r.Header.Set("Authorization", "Bearer "+token)
	return r
}

// page is a request of the staff pages.
func page(method, token, csrf string) *http.Request {
	r := httptest.NewRequest(method, "/", nil)
	r.AddCookie(&http.Cookie{Name: Cookie, Value: token})
	r.Header.Set("X-CSRF-Token", csrf)
	return r
}

func (h *hall) tx(fn func(*db.Tx) error) {
	h.Helper()
	if err := h.s.DB.InTx(h.Context(), fn); err != nil {
		h.Fatal(err)
	}
}

func (h *hall) exec(query string, args ...any) {
	h.Helper()
	h.tx(func(tx *db.Tx) error { _, err := tx.ExecContext(h.Context(), query, args...); return err })
}

func (h *hall) number(query string, args ...any) (n int) {
	h.Helper()
	if err := h.s.DB.QueryRowContext(h.Context(), query, args...).Scan(&n); err != nil {
		h.Fatal(query, err)
	}
	return n
}

// wants complains unless err is the wanted one.
func wants(t testing.TB, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v instead of %v", what, err, want)
	}
}

var (
	village = Territory{Community: 1}
	grid    = Territory{Community: 1, Grid: 2}
	corner  = Territory{Community: 1, Grid: 2, MicroGrid: 3}
)
