package account

import (
	"context"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/platform/api"
)

func (s *Service) staffRoutes(a huma.API) {
	desk := Roles(Staff, County, Admin)
	api.Post(a, "/v1/staff/sessions", "staffSignIn", Anyone(), s.staffSignInHTTP)
	api.Put(a, "/v1/staff/password", "changePassword", SignedIn(), s.passwordHTTP)
	api.Post(a, "/v1/staff/totp", "beginTOTP", SignedIn(), s.beginTOTPHTTP)
	api.Put(a, "/v1/staff/totp", "confirmTOTP", SignedIn(), s.confirmTOTPHTTP)
	api.Delete(a, "/v1/staff/totp", "endTOTP", SignedIn(), s.endTOTPHTTP)
	api.Get(a, "/v1/staff/people", "listPeople", desk, s.peopleHTTP)
	api.Post(a, "/v1/staff/people", "createPerson", desk, s.createPersonHTTP)
	api.Post(a, "/v1/staff/people/{id}/roles", "grantRole", desk, s.grantHTTP)
	api.Delete(a, "/v1/staff/people/{id}/roles/{grant}", "revokeRole", desk, s.revokeRoleHTTP)
	api.Do(a, "/v1/staff/people/{id}/roles/{grant}/successor", "handOverRole", desk, s.handOverHTTP)
	api.Put(a, "/v1/staff/people/{id}/sign-in", "resetSignIn", desk, s.resetSignInHTTP)
	api.Put(a, "/v1/staff/people/{id}/disabled", "setDisabled", desk, s.disabledHTTP)
}

func (s *Service) cookie(token string, maxAge int) http.Cookie {
	return http.Cookie{Name: Cookie, Value: token, Path: "/", MaxAge: maxAge, HttpOnly: true, Secure: s.SecureCookie, SameSite: http.SameSiteLaxMode}
}

type staffSignInInput struct {
	address string
	Body    PasswordSignIn
}

// Resolve takes the address that limits are counted by.
func (in *staffSignInInput) Resolve(c huma.Context) []error {
	host, _, err := net.SplitHostPort(c.RemoteAddr())
	if err != nil {
		host = c.RemoteAddr()
	}
	in.address = host
	return nil
}

type staffSignInOutput struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
	Body      struct {
		Me   Me     `json:"me"`
		CSRF string `json:"csrf"`
	}
}

func (s *Service) staffSignInHTTP(ctx context.Context, in *staffSignInInput) (*staffSignInOutput, error) {
	token, id, err := s.StaffSignIn(ctx, in.Body, in.address)
	if err != nil {
		return nil, err
	}
	out := &staffSignInOutput{SetCookie: s.cookie(token, int(lives[desk]/time.Second))}
	out.Body.CSRF = csrfOf(token)
	out.Body.Me, err = s.Me(ctx, id)
	out.Body.Me.CSRF = out.Body.CSRF
	return out, err
}

type passwordInput struct {
	Body struct {
		Old string `json:"old" minLength:"1" maxLength:"200"`
		New string `json:"new" minLength:"1" maxLength:"200"`
	}
}

func (s *Service) passwordHTTP(ctx context.Context, in *passwordInput) (*struct{}, error) {
	return nil, s.ChangePassword(ctx, From(ctx), in.Body.Old, in.Body.New)
}

type totpOutput struct {
	Body struct {
		Secret string `json:"secret"`
		URI    string `json:"uri" doc:"to be shown as a QR code"`
	}
}

func (s *Service) beginTOTPHTTP(ctx context.Context, _ *struct{}) (out *totpOutput, err error) {
	out = &totpOutput{}
	out.Body.Secret, out.Body.URI, err = s.BeginTOTP(ctx, From(ctx))
	return out, err
}

type totpInput struct {
	Body struct {
		Code string `json:"code" minLength:"6" maxLength:"6"`
	}
}

func (s *Service) confirmTOTPHTTP(ctx context.Context, in *totpInput) (*struct{}, error) {
	return nil, s.ConfirmTOTP(ctx, From(ctx), in.Body.Code)
}

type endTOTPInput struct {
	Code string `query:"code" minLength:"6" maxLength:"6" required:"true"`
}

func (s *Service) endTOTPHTTP(ctx context.Context, in *endTOTPInput) (*struct{}, error) {
	return nil, s.EndTOTP(ctx, From(ctx), in.Code)
}

type peopleInput struct {
	Words     string `query:"q" maxLength:"40"`
	Role      string `query:"role" maxLength:"10"`
	Community int64  `query:"community"`
	Former    bool   `query:"former" doc:"those who held a role and hold none now"`
	api.Paging
}

type peopleOutput struct{ Body api.Page[Listed] }

func (s *Service) peopleHTTP(ctx context.Context, in *peopleInput) (*peopleOutput, error) {
	q := PeopleQuery{Words: strings.TrimSpace(in.Words), Role: Role(in.Role), Community: in.Community, Former: in.Former, Limit: in.Limit}
	if err := in.After(&q.After); err != nil {
		return nil, err
	}
	list, err := s.People(ctx, From(ctx), q)
	return &peopleOutput{api.Cut(list, in.Limit, func(p Listed) string { return api.EncodeCursor(p.ID) })}, err
}

type personOutput struct{ Body Added }

func (s *Service) createPersonHTTP(ctx context.Context, in *struct{ Body PersonDraft }) (*personOutput, error) {
	p, err := s.AddPerson(ctx, From(ctx), in.Body)
	return &personOutput{p}, err
}

type grantInput struct {
	ID   ID `path:"id"`
	Body GrantDraft
}

func (s *Service) grantHTTP(ctx context.Context, in *grantInput) (*struct{}, error) {
	return nil, s.Give(ctx, From(ctx), in.ID, in.Body)
}

type revokeRoleInput struct {
	ID    ID    `path:"id"`
	Grant int64 `path:"grant"`
}

func (s *Service) revokeRoleHTTP(ctx context.Context, in *revokeRoleInput) (*struct{}, error) {
	return nil, s.RevokeRole(ctx, From(ctx), in.ID, in.Grant)
}

type handOverInput struct {
	ID    ID    `path:"id"`
	Grant int64 `path:"grant"`
	Body  struct {
		To ID `json:"account_id" minimum:"1" doc:"who holds the post from now on"`
	}
}

func (s *Service) handOverHTTP(ctx context.Context, in *handOverInput) (*struct{}, error) {
	return nil, s.HandOver(ctx, From(ctx), in.ID, in.Grant, in.Body.To)
}

type resetSignInInput struct {
	ID   ID `path:"id"`
	Body SignInDraft
}

func (s *Service) resetSignInHTTP(ctx context.Context, in *resetSignInInput) (*struct{}, error) {
	return nil, s.ResetSignIn(ctx, From(ctx), in.ID, in.Body)
}

type disabledInput struct {
	ID   ID `path:"id"`
	Body struct {
		Disabled bool `json:"disabled"`
	}
}

func (s *Service) disabledHTTP(ctx context.Context, in *disabledInput) (*struct{}, error) {
	return nil, s.SetDisabled(ctx, From(ctx), in.ID, in.Body.Disabled)
}
