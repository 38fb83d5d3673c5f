package volunteer

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/api"
)

func (s *Service) photoRoutes(a huma.API) {
	api.Post(a, "/v1/activities/{id}/photos", "addActivityPhoto", account.ConsentedOrAtDesk(), s.addPhotoHTTP, api.MaxBody(maxPhoto+64<<10))
	api.Delete(a, "/v1/activities/{id}/photos/{photo}", "removeActivityPhoto", account.SignedIn(), s.removePhotoHTTP)
	api.Put(a, "/v1/activities/{id}/photos/{photo}", "judgeActivityPhoto", account.SignedIn(), s.judgePhotoHTTP)
	api.Put(a, "/v1/activities/{id}/result", "setActivityResult", account.SignedIn(), s.resultHTTP)
	api.Get(a, "/v1/activity-results", "listActivityResults", account.SignedIn(), s.resultsHTTP)
}

// Schema publishes the verdicts.
func (Verdict) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "whether a picture may be shown to everybody", verdicts)
}

type photoForm struct {
	File  huma.FormFile `form:"file" required:"true" doc:"JPEG, PNG or WebP, at most 10 MB"`
	Cover bool          `form:"cover" required:"false" doc:"it takes the place of the cover"`
}

type addPhotoInput struct {
	ID      ID `path:"id" minimum:"1"`
	RawBody huma.MultipartFormFiles[photoForm]
}

type photoOutput struct{ Body Photo }

func (s *Service) addPhotoHTTP(ctx context.Context, in *addPhotoInput) (*photoOutput, error) {
	form := in.RawBody.Data()
	defer form.File.Close()
	p, err := s.AddPhoto(ctx, account.From(ctx), in.ID, form.Cover, form.File)
	return &photoOutput{p}, err
}

type photoInput struct {
	ID    ID      `path:"id" minimum:"1"`
	Photo PhotoID `path:"photo" minimum:"1"`
}

func (s *Service) removePhotoHTTP(ctx context.Context, in *photoInput) (*struct{}, error) {
	return nil, s.RemovePhoto(ctx, account.From(ctx), in.ID, in.Photo)
}

type judgePhotoInput struct {
	ID    ID      `path:"id" minimum:"1"`
	Photo PhotoID `path:"photo" minimum:"1"`
	Body  struct {
		Shown bool `json:"shown" doc:"everybody may see it"`
	}
}

func (s *Service) judgePhotoHTTP(ctx context.Context, in *judgePhotoInput) (*struct{}, error) {
	return nil, s.JudgePhoto(ctx, account.From(ctx), in.ID, in.Photo, in.Body.Shown)
}

type resultInput struct {
	ID   ID `path:"id" minimum:"1"`
	Body struct {
		Text string `json:"text" minLength:"1" maxLength:"200" doc:"in a few words; without anybody's name"`
	}
}

func (s *Service) resultHTTP(ctx context.Context, in *resultInput) (*detailOutput, error) {
	return detailOf(s.SetResult(ctx, account.From(ctx), in.ID, in.Body.Text))
}

type resultsOutput struct{ Body api.Page[Result] }

func (s *Service) resultsHTTP(ctx context.Context, in *api.Paging) (*resultsOutput, error) {
	before := s.DB.Now().Add(time.Second)
	if err := in.After(&before); err != nil {
		return nil, err
	}
	list, err := s.Results(ctx, account.From(ctx), before, in.Limit+1)
	return &resultsOutput{api.Cut(list, in.Limit, func(r Result) string { return api.EncodeCursor(r.Told) })}, err
}
