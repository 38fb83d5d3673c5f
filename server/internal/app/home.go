package app

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/issue"
	"huiyin/server/internal/platform/api"
)

// Home is the mini-program's first page: a little of every feature.
type Home struct {
	Place    *grid.Place      `json:"place" doc:"null until the resident joined a micro-grid"`
	Dwelling string           `json:"dwelling" doc:"the building where the resident said he lives; empty when he named none"`
	Worker   *grid.Contact    `json:"worker" doc:"who answers for the place"`
	Moved    *grid.Relocation `json:"relocation" doc:"what became of the place where the resident lives; null once he knows"`
	Unread   int              `json:"unread"`
	Mine     []issue.Summary  `json:"mine" doc:"at most three, the newest first"`
	Solved   []issue.Summary  `json:"solved" doc:"what was solved near by"`
	Work     *issue.Counts    `json:"work" doc:"for those who handle issues"`
}

type homeOutput struct{ Body Home }

func (a *App) homeRoutes(c huma.API) {
	api.Get(c, "/v1/home", "getHome", account.SignedIn(), a.homeHTTP)
}

func (a *App) homeHTTP(ctx context.Context, _ *struct{}) (*homeOutput, error) {
	h, err := a.home(ctx, account.From(ctx))
	return &homeOutput{h}, err
}

func (a *App) home(ctx context.Context, by account.Actor) (h Home, err error) {
	if by.Home.MicroGrid != 0 {
		p, err := a.grid.Place(ctx, a.db, grid.MicroGridID(by.Home.MicroGrid))
		if err != nil {
			return h, err
		}
		h.Place = &p
	}
	if by.Home.Community != 0 {
		if h.Dwelling, h.Moved, err = a.grid.Living(ctx, a.db, by); err != nil {
			return h, err
		}
		if h.Worker, err = a.grid.Contact(ctx, a.db, by.Home); err != nil {
			return h, err
		}
	}
	if h.Unread, err = a.push.Unread(ctx, a.db, by.ID); err != nil {
		return h, err
	}
	mine, _, err := a.issue.List(ctx, by, issue.Query{Scope: issue.Mine, Limit: 3})
	if err != nil {
		return h, err
	}
	h.Mine = mine[:min(3, len(mine))]
	if h.Solved, err = a.issue.Solved(ctx, by, 3); err != nil {
		return h, err
	}
	if by.Is(account.Worker, account.Leader, account.Staff) {
		n, err := a.issue.Count(ctx, by, issue.Query{Scope: issue.Work})
		h.Work = &n
		return h, err
	}
	return h, nil
}
