package issue

import (
	"context"
	"io"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/api"
	"huiyin/server/internal/platform/table"
)

// weekRoutes declares the operations of the weekly ledger and of the day's board.
func (s *Service) weekRoutes(a huma.API) {
	readers := account.Roles(account.Leader, account.Staff, account.County, account.Admin)
	api.Get(a, "/v1/staff/weeks", "listWeeks", readers, s.weeksHTTP)
	api.Get(a, "/v1/staff/weeks/{week}", "getWeek", readers, s.weekHTTP)
	api.Get(a, "/v1/staff/weeks/{week}/file", "exportWeek", readers, s.weekFileHTTP)
	api.Post(a, "/v1/staff/weeks/{week}/corrections", "correctWeek", account.Roles(account.Staff, account.Admin), s.correctHTTP)
	api.Get(a, "/v1/staff/patrols", "listPatrols", readers, s.looksHTTP)
	api.Get(a, "/v1/patrols", "listMyPatrols", account.Roles(account.Worker), s.myLooksHTTP)
	api.Do(a, "/v1/patrols", "sayAllClear", account.Roles(account.Worker), s.allClearHTTP)
}

// Schema publishes the entrances.
func (Entrance) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "how an issue came into a week", []Entrance{CarriedIn, ReportedIn, ReopenedIn})
}

// Schema publishes the looks.
func (Look) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "how a micro-grid was looked after on a day", []Look{Happened, AllClear, NotYet})
}

type communityInput struct {
	Community int64 `query:"community" doc:"the caller's own when left out"`
}

type weeksOutput struct{ Body api.Page[calendar.Date] }

func (s *Service) weeksHTTP(ctx context.Context, in *communityInput) (*weeksOutput, error) {
	list, err := s.Weeks(ctx, account.From(ctx), in.Community)
	return &weeksOutput{api.Page[calendar.Date]{Items: list}}, err
}

type weekInput struct {
	Week      string `path:"week" doc:"its Monday, such as 2026-01-05"`
	Community int64  `query:"community" doc:"the caller's own when left out"`
}

type weekOutput struct{ Body Week }

func (s *Service) weekHTTP(ctx context.Context, in *weekInput) (*weekOutput, error) {
	day, err := calendar.ParseDate(in.Week)
	if err != nil {
		return nil, err
	}
	w, err := s.Week(ctx, account.From(ctx), in.Community, day)
	return &weekOutput{w}, err
}

type correctInput struct {
	Week      string `path:"week"`
	Community int64  `query:"community" doc:"the caller's own when left out"`
	Body      CorrectionDraft
}

func (s *Service) correctHTTP(ctx context.Context, in *correctInput) (*struct{}, error) {
	day, err := calendar.ParseDate(in.Week)
	if err != nil {
		return nil, err
	}
	return nil, s.Correct(ctx, account.From(ctx), in.Community, day, in.Body)
}

type looksInput struct {
	Community int64  `query:"community" doc:"the caller's own when left out"`
	Day       string `query:"day" doc:"today when left out"`
}

type looksOutput struct{ Body api.Page[LookedAfter] }

func (s *Service) looksHTTP(ctx context.Context, in *looksInput) (*looksOutput, error) {
	day := calendar.DateOf(s.DB.Now())
	if in.Day != "" {
		var err error
		if day, err = calendar.ParseDate(in.Day); err != nil {
			return nil, err
		}
	}
	list, err := s.Looks(ctx, account.From(ctx), in.Community, day)
	return &looksOutput{api.Page[LookedAfter]{Items: list}}, err
}

func (s *Service) myLooksHTTP(ctx context.Context, _ *struct{}) (*looksOutput, error) {
	list, err := s.MyLooks(ctx, account.From(ctx))
	return &looksOutput{api.Page[LookedAfter]{Items: list}}, err
}

type allClearInput struct {
	Body struct {
		MicroGrid int64 `json:"micro_grid_id,omitempty" doc:"all of the caller's own when left out"`
	}
}

func (s *Service) allClearHTTP(ctx context.Context, in *allClearInput) (*looksOutput, error) {
	by := account.From(ctx)
	if err := s.SayAllClear(ctx, by, in.Body.MicroGrid); err != nil {
		return nil, err
	}
	return s.myLooksHTTP(ctx, nil)
}

func (s *Service) weekFileHTTP(ctx context.Context, in *weekInput) (*huma.StreamResponse, error) {
	day, err := calendar.ParseDate(in.Week)
	if err != nil {
		return nil, err
	}
	by := account.From(ctx)
	w, err := s.Week(ctx, by, in.Community, day)
	if err != nil {
		return nil, err
	}
	book, err := weekBook(w)
	if err != nil {
		return nil, err
	}
	s.Log.InfoContext(ctx, "week taken", "week", day.String(), "by", by.ID)
	return api.File("周周清_"+day.String()+".xlsx", table.XLSX, 0, func(out io.Writer) error {
		defer book.Close()
		return book.Write(out)
	}), nil
}
