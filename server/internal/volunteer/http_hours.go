package volunteer

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/api"
)

func (s *Service) hoursRoutes(a huma.API) {
	api.Get(a, "/v1/activities/{id}/attendance", "getAttendance", account.SignedIn(), s.attendanceHTTP)
	api.Do(a, "/v1/activities/{id}/marks", "syncMarks", account.SignedIn(), s.syncHTTP, api.MaxBody(256<<10))
	api.Get(a, "/v1/signups/{id}/pass", "getPass", account.SignedIn(), s.passHTTP)
	api.Do(a, "/v1/signups/{id}/marks", "markMyself", account.Consented(), s.markHTTP)
	api.Get(a, "/v1/hours", "listMyHours", account.SignedIn(), s.myHoursHTTP)
	api.Get(a, "/v1/activities/{id}/hours", "listActivityHours", account.SignedIn(), s.hoursHTTP)
	api.Do(a, "/v1/signups/{id}/hours", "stateHours", account.SignedIn(), s.stateHTTP)
	api.Do(a, "/v1/hours/{id}/decision", "decideHours", account.SignedIn(), s.decideHTTP)
}

// Schema publishes how hours came to be known.
func (HoursKind) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "how hours came to be known", hoursKinds)
}

type sheetOutput struct{ Body Sheet }

func (s *Service) attendanceHTTP(ctx context.Context, in *idInput) (*sheetOutput, error) {
	out, err := s.Attendance(ctx, account.From(ctx), in.ID)
	return &sheetOutput{out}, err
}

type syncInput struct {
	ID   ID `path:"id" minimum:"1"`
	Body struct {
		Marks []Mark `json:"marks" minItems:"1" maxItems:"500"`
	}
}

type syncOutput struct{ Body api.Page[Synced] }

func (s *Service) syncHTTP(ctx context.Context, in *syncInput) (*syncOutput, error) {
	list, err := s.Sync(ctx, account.From(ctx), in.ID, in.Body.Marks)
	return &syncOutput{api.Page[Synced]{Items: list}}, err
}

type passOutput struct {
	Body struct {
		Pass string `json:"pass" doc:"to be shown as a QR code; it can be kept for when there is no connection"`
	}
}

func (s *Service) passHTTP(ctx context.Context, in *signupInput) (out *passOutput, err error) {
	out = &passOutput{}
	out.Body.Pass, err = s.Pass(ctx, account.From(ctx), in.ID)
	return out, err
}

type markInput struct {
	ID   SignupID `path:"id" minimum:"1"`
	Body struct {
		Code   string `json:"code" pattern:"^[0-9]{8}$" doc:"from the organiser's phone"`
		Leaves bool   `json:"leaves"`
	}
}

type presentOutput struct{ Body Present }

func (s *Service) markHTTP(ctx context.Context, in *markInput) (*presentOutput, error) {
	p, err := s.MarkSelf(ctx, account.From(ctx), in.ID, in.Body.Code, in.Body.Leaves)
	return &presentOutput{p}, err
}

type servedOutput struct{ Body api.Page[Served] }

func (s *Service) myHoursHTTP(ctx context.Context, in *api.Paging) (*servedOutput, error) {
	var before int64
	if err := in.After(&before); err != nil {
		return nil, err
	}
	list, err := s.MyHours(ctx, account.From(ctx), SignupID(before), in.Limit+1)
	return &servedOutput{api.Cut(list, in.Limit, func(v Served) string { return api.EncodeCursor(v.Signup.ID) })}, err
}

func (s *Service) hoursHTTP(ctx context.Context, in *idInput) (*servedOutput, error) {
	list, err := s.HoursOf(ctx, account.From(ctx), in.ID)
	return &servedOutput{api.Page[Served]{Items: list}}, err
}

type stateInput struct {
	ID   SignupID `path:"id" minimum:"1"`
	Body struct {
		Minutes int    `json:"minutes" minimum:"0" maximum:"1440"`
		Reason  string `json:"reason" minLength:"1" maxLength:"100"`
	}
}

func (s *Service) stateHTTP(ctx context.Context, in *stateInput) (*struct{}, error) {
	return nil, s.State(ctx, account.From(ctx), in.ID, in.Body.Minutes, in.Body.Reason)
}

type hoursDecisionInput struct {
	ID   HoursID `path:"id" minimum:"1"`
	Body struct {
		Accept bool `json:"accept"`
	}
}

func (s *Service) decideHTTP(ctx context.Context, in *hoursDecisionInput) (*struct{}, error) {
	return nil, s.Decide(ctx, account.From(ctx), in.ID, in.Body.Accept)
}
