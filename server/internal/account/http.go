package account

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/platform/api"
)

// Routes declares the account operations.
func (s *Service) Routes(a huma.API) {
	api.Post(a, "/v1/sessions", "createSession", Anyone(), s.createSessionHTTP)
	api.Get(a, "/v1/sessions", "listSessions", SignedIn(), s.listSessionsHTTP)
	api.Delete(a, "/v1/sessions/current", "endSession", SignedIn(), s.endSessionHTTP)
	api.Delete(a, "/v1/sessions/{id}", "revokeSession", SignedIn(), s.revokeSessionHTTP)
	api.Get(a, "/v1/me", "getMe", SignedIn(), s.getMeHTTP)
	api.Put(a, "/v1/me", "updateMe", Consented(), s.updateMeHTTP)
	api.Do(a, "/v1/me/consent", "giveConsent", SignedIn(), s.consentHTTP)
	api.Put(a, "/v1/me/elder-mode", "setElderMode", SignedIn(), s.elderHTTP)
	api.Do(a, "/v1/me/phone", "setPhone", Consented(), s.phoneHTTP)
	s.staffRoutes(a)
}

// Schema publishes the roles.
func (Role) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "what an account may do, within a territory and for a time", append([]Role{Resident}, roles...))
}

// Me is what the signed-in account may know of itself.
type Me struct {
	ID            ID         `json:"id"`
	Name          string     `json:"name"`
	Level         Level      `json:"level" doc:"0 guest, 1 joined a micro-grid, 2 verified"`
	Roles         []Grant    `json:"roles" doc:"those in force"`
	Home          *Territory `json:"home" doc:"null until the resident said where he lives; without micro_grid_id it is not known yet"`
	Building      *int64     `json:"building_id,omitempty"`
	Consent       *Agreement `json:"consent" doc:"null before any was given"`
	ConsentNeeded string     `json:"consent_needed" doc:"the version that is in force"`
	PhoneMasked   string     `json:"phone_masked"`
	ElderMode     bool       `json:"elder_mode"`
	Username      *string    `json:"username,omitempty"`
	TOTP          bool       `json:"totp"`
	CSRF          string     `json:"csrf,omitempty" doc:"for the staff pages: send it back as X-CSRF-Token"`
}

// An Agreement is a consent that was given.
type Agreement struct {
	Version string    `json:"version"`
	At      time.Time `json:"given_at"`
}

// Me shows the account to itself.
func (s *Service) Me(ctx context.Context, id ID) (Me, error) {
	acc, err := byID(ctx, s.DB, id)
	if err != nil {
		return Me{}, err
	}
	grants, err := grantsOf(ctx, s.DB, id)
	if err != nil {
		return Me{}, err
	}
	m := Me{ID: id, Name: acc.Name, Level: acc.Level, Roles: []Grant{}, ConsentNeeded: s.ConsentVersion, PhoneMasked: s.masked(acc.Phone),
		Building: acc.Building, ElderMode: acc.Elder, Username: acc.Username, TOTP: acc.TOTPConfirmed}
	for _, g := range grants {
		if g.inForce(s.Now()) {
			m.Roles = append(m.Roles, g)
		}
	}
	if acc.Home.Community != 0 {
		m.Home = &acc.Home
	}
	if acc.ConsentVersion != nil {
		m.Consent = &Agreement{*acc.ConsentVersion, *acc.ConsentAt}
	}
	return m, nil
}

type createSessionInput struct {
	Body struct {
		Code string `json:"code" minLength:"1" maxLength:"128" doc:"from wx.login; works once, for five minutes"`
		App  string `json:"app,omitempty" maxLength:"32"`
	}
}

type createSessionOutput struct {
	Body struct {
		Token     string    `json:"token" doc:"send as Authorization: Bearer"`
		ExpiresAt time.Time `json:"expires_at" doc:"later with every use"`
		Me        Me        `json:"me"`
	}
}

func (s *Service) createSessionHTTP(ctx context.Context, in *createSessionInput) (*createSessionOutput, error) {
	token, id, err := s.SignInWithCode(ctx, in.Body.App, in.Body.Code)
	if err != nil {
		return nil, err
	}
	out := &createSessionOutput{}
	out.Body.Token, out.Body.ExpiresAt = token, s.Now().Add(lives[miniProgram])
	out.Body.Me, err = s.Me(ctx, id)
	return out, err
}

// CredentialsInput reads what the request signed in with.
type CredentialsInput struct {
	Authorization string `header:"Authorization" doc:"Bearer token of the mini-program"`
	Cookie        string `cookie:"huiyin_staff"`
}

func (c *CredentialsInput) token() string {
	if t, ok := strings.CutPrefix(c.Authorization, "Bearer "); ok {
		return t
	}
	return c.Cookie
}

type listSessionsOutput struct{ Body api.Page[SignIn] }

func (s *Service) listSessionsHTTP(ctx context.Context, in *CredentialsInput) (*listSessionsOutput, error) {
	list, err := s.SignIns(ctx, From(ctx), in.token())
	return &listSessionsOutput{api.Page[SignIn]{Items: list}}, err
}

type endedOutput struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
}

func (s *Service) endSessionHTTP(ctx context.Context, in *CredentialsInput) (*endedOutput, error) {
	return &endedOutput{s.cookie("", -1)}, s.Revoke(ctx, From(ctx), "", in.token())
}

type sessionInput struct {
	ID string `path:"id" maxLength:"16"`
}

func (s *Service) revokeSessionHTTP(ctx context.Context, in *sessionInput) (*struct{}, error) {
	return nil, s.Revoke(ctx, From(ctx), in.ID, "")
}

type meOutput struct{ Body Me }

func (s *Service) getMeHTTP(ctx context.Context, in *CredentialsInput) (*meOutput, error) {
	return s.me(ctx, From(ctx), in.token())
}

func (s *Service) me(ctx context.Context, by Actor, token string) (*meOutput, error) {
	m, err := s.Me(ctx, by.ID)
	if by.OnDesk && token != "" {
		m.CSRF = csrfOf(token)
	}
	return &meOutput{m}, err
}

type updateMeInput struct {
	CredentialsInput
	Body struct {
		Name string `json:"name" minLength:"1" maxLength:"20"`
	}
}

func (s *Service) updateMeHTTP(ctx context.Context, in *updateMeInput) (*meOutput, error) {
	if err := s.SetProfile(ctx, From(ctx), &in.Body.Name, nil); err != nil {
		return nil, err
	}
	return s.me(ctx, From(ctx), in.token())
}

type elderInput struct {
	CredentialsInput
	Body struct {
		ElderMode bool `json:"elder_mode"`
	}
}

func (s *Service) elderHTTP(ctx context.Context, in *elderInput) (*meOutput, error) {
	if err := s.SetProfile(ctx, From(ctx), nil, &in.Body.ElderMode); err != nil {
		return nil, err
	}
	return s.me(ctx, From(ctx), in.token())
}

type consentInput struct {
	CredentialsInput
	Body struct {
		Version string `json:"version" minLength:"1" maxLength:"20"`
	}
}

func (s *Service) consentHTTP(ctx context.Context, in *consentInput) (*meOutput, error) {
	if err := s.Consent(ctx, From(ctx), in.Body.Version); err != nil {
		return nil, err
	}
	return s.me(ctx, From(ctx), in.token())
}

type phoneInput struct {
	Body struct {
		Code string `json:"code" minLength:"1" maxLength:"128" doc:"from the getPhoneNumber button"`
	}
}

func (s *Service) phoneHTTP(ctx context.Context, in *phoneInput) (*meOutput, error) {
	id, err := s.SetPhone(ctx, From(ctx), in.Body.Code)
	if err != nil {
		return nil, err
	}
	return s.me(ctx, Actor{ID: id}, "")
}
