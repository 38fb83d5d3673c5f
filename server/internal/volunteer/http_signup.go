package volunteer

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/api"
)

func (s *Service) signupRoutes(a huma.API) {
	api.Do(a, "/v1/shifts/{id}/signups", "signUp", account.Consented(), s.signUpHTTP)
	api.Get(a, "/v1/signups", "listMySignups", account.SignedIn(), s.mineHTTP)
	api.Do(a, "/v1/signups/{id}/steps", "stepSignup", account.ConsentedOrAtDesk(), s.stepHTTP)
	api.Do(a, "/v1/signups/{id}/removal", "removeSignup", account.SignedIn(), s.removeHTTP)
	api.Get(a, "/v1/family", "listFamily", account.SignedIn(), s.peopleHTTP)
	api.Post(a, "/v1/family", "addFamilyMember", account.Consented(), s.addPersonHTTP)
	api.Delete(a, "/v1/family/{id}", "removeFamilyMember", account.SignedIn(), s.removePersonHTTP)
}

// Schema publishes the states.
func (State) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "where a sign-up stands", states)
}

// Schema publishes the steps.
func (Step) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "what can be done with a sign-up", steps)
}

// Schema publishes the relations.
func (Relation) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "who somebody is to the account that signs him up", relations)
}

type signUpInput struct {
	ID   ShiftID `path:"id" minimum:"1"`
	Body struct {
		Person PersonID `json:"person_id,omitempty" minimum:"0" doc:"oneself when left out"`
	}
}

type signupOutput struct{ Body Signup }

func (s *Service) signUpHTTP(ctx context.Context, in *signUpInput) (*signupOutput, error) {
	su, err := s.SignUp(ctx, account.From(ctx), in.ID, in.Body.Person)
	return &signupOutput{su}, err
}

type mineOutput struct{ Body api.Page[Signup] }

func (s *Service) mineHTTP(ctx context.Context, in *api.Paging) (*mineOutput, error) {
	var before int64
	if err := in.After(&before); err != nil {
		return nil, err
	}
	list, err := s.Mine(ctx, account.From(ctx), SignupID(before), in.Limit+1)
	return &mineOutput{api.Cut(list, in.Limit, func(u Signup) string { return api.EncodeCursor(u.ID) })}, err
}

type stepInput struct {
	ID   SignupID `path:"id" minimum:"1"`
	Body struct {
		Step Step `json:"step"`
	}
}

func (s *Service) stepHTTP(ctx context.Context, in *stepInput) (*signupOutput, error) {
	su, err := s.SetStep(ctx, account.From(ctx), in.ID, in.Body.Step)
	return &signupOutput{su}, err
}

type removeInput struct {
	ID   SignupID `path:"id" minimum:"1"`
	Body reasonBody
}

func (s *Service) removeHTTP(ctx context.Context, in *removeInput) (*struct{}, error) {
	return nil, s.Remove(ctx, account.From(ctx), in.ID, in.Body.Reason)
}

type rollOutput struct{ Body api.Page[Rolled] }

func (s *Service) rollHTTP(ctx context.Context, in *idInput) (*rollOutput, error) {
	list, err := s.Roll(ctx, account.From(ctx), in.ID)
	return &rollOutput{api.Page[Rolled]{Items: list}}, err
}

type peopleOutput struct{ Body api.Page[Person] }

func (s *Service) peopleHTTP(ctx context.Context, _ *struct{}) (*peopleOutput, error) {
	list, err := s.People(ctx, account.From(ctx))
	return &peopleOutput{api.Page[Person]{Items: list}}, err
}

type addPersonInput struct{ Body PersonDraft }

type personOutput struct{ Body Person }

func (s *Service) addPersonHTTP(ctx context.Context, in *addPersonInput) (*personOutput, error) {
	p, err := s.AddPerson(ctx, account.From(ctx), in.Body)
	return &personOutput{p}, err
}

type personInput struct {
	ID PersonID `path:"id" minimum:"1"`
}

func (s *Service) removePersonHTTP(ctx context.Context, in *personInput) (*struct{}, error) {
	return nil, s.RemovePerson(ctx, account.From(ctx), in.ID)
}
