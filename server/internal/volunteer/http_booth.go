package volunteer

import (
	"context"

	"huiyin/server/internal/account"
)

type callInput struct {
	ID    ID      `path:"id" minimum:"1"`
	Shift ShiftID `path:"shift" minimum:"1"`
	Body  struct {
		Number int `json:"number" minimum:"1" maximum:"100000" doc:"of the queue at the booth"`
	}
}

func (s *Service) callHTTP(ctx context.Context, in *callInput) (*detailOutput, error) {
	return detailOf(s.Call(ctx, account.From(ctx), in.ID, in.Shift, in.Body.Number))
}
