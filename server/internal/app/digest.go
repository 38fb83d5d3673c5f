package app

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/group"
	"huiyin/server/internal/issue"
	"huiyin/server/internal/platform/api"
)

// A Digest (本周微网格) is a micro-grid's last seven days on one card, which its
// worker shares into the group. It holds nobody's data.
type Digest struct {
	issue.PlaceWeek
	Place    string      `json:"micro_grid_name"`
	From     string      `json:"from" doc:"the first of the seven days, such as 2026-01-05"`
	Until    string      `json:"until" doc:"the last: today"`
	Policy   *DigestItem `json:"policy" doc:"null when there is none"`
	Activity *DigestItem `json:"activity" doc:"null when there is none"`
	Empty    bool        `json:"empty" doc:"whether there is nothing to tell: then no card is offered"`
}

// A DigestItem is a line of the card that leads to a page of the mini-program.
type DigestItem struct {
	Title string `json:"title"`
	Page  string `json:"page"`
}

// digestSource finds one thing worth telling in each of some micro-grids of a
// community.
type digestSource func(ctx context.Context, community int64, micros []int64) (map[int64]DigestItem, error)

// digests makes the cards of micro-grids of one community, however many.
func (a *App) digests(ctx context.Context, places []grid.Place) (map[int64]Digest, error) {
	if len(places) == 0 {
		return nil, nil
	}
	community, micros := places[0].Community, make([]int64, len(places))
	for i, p := range places {
		micros[i] = p.MicroGrid
	}
	weeks, err := a.issue.PlaceWeeks(ctx, a.db, community)
	if err != nil {
		return nil, err
	}
	policies, err := a.policies.find(ctx, community, micros)
	if err != nil {
		return nil, err
	}
	activities, err := a.activities.find(ctx, community, micros)
	if err != nil {
		return nil, err
	}
	from, out := a.issue.WeekFrom(), map[int64]Digest{}
	for _, p := range places {
		d := Digest{PlaceWeek: weeks[p.MicroGrid], Place: p.MicroGridName, From: from.String(), Until: (from + 6).String()}
		d.Policy, d.Activity = itemOf(policies, p.MicroGrid), itemOf(activities, p.MicroGrid)
		d.Empty = d.PlaceWeek == issue.PlaceWeek{} && d.Policy == nil && d.Activity == nil
		out[p.MicroGrid] = d
	}
	return out, nil
}

// find is what the source has; none has nothing.
func (s digestSource) find(ctx context.Context, community int64, micros []int64) (map[int64]DigestItem, error) {
	if s == nil {
		return nil, nil
	}
	return s(ctx, community, micros)
}

func itemOf(found map[int64]DigestItem, micro int64) *DigestItem {
	if i, ok := found[micro]; ok {
		return &i
	}
	return nil
}

func (a *App) digestRoutes(c huma.API) {
	api.Get(c, "/v1/micro-grids/{id}/digest", "getDigest", account.SignedIn(), a.digestHTTP)
	api.Get(c, "/v1/group-digests", "listGroupDigests", account.Roles(account.Worker, account.Leader, account.Staff, account.County, account.Admin), a.digestsHTTP)
}

type digestInput struct {
	ID grid.MicroGridID `path:"id" minimum:"1"`
}

type digestOutput struct{ Body Digest }

func (a *App) digestHTTP(ctx context.Context, in *digestInput) (*digestOutput, error) {
	p, err := a.grid.Live(ctx, a.db, in.ID)
	if err != nil {
		return nil, err
	}
	all, err := a.digests(ctx, []grid.Place{p})
	return &digestOutput{all[p.MicroGrid]}, err
}

// A GroupDigest is the card of a group.
type GroupDigest struct {
	Group group.ID `json:"group_id"`
	Digest
}

type digestsInput struct {
	Community int64 `query:"community" minimum:"0" doc:"only this one; all of the caller's when left out"`
}

type digestsOutput struct{ Body api.Page[GroupDigest] }

func (a *App) digestsHTTP(ctx context.Context, in *digestsInput) (*digestsOutput, error) {
	board, err := a.group.Board(ctx, account.From(ctx), in.Community)
	if err != nil {
		return nil, err
	}
	of := map[int64][]grid.Place{}
	for _, g := range board.Items {
		of[g.Place.Community] = append(of[g.Place.Community], g.Place)
	}
	cards := map[int64]Digest{}
	for _, places := range of {
		some, err := a.digests(ctx, places)
		if err != nil {
			return nil, err
		}
		for micro, d := range some {
			cards[micro] = d
		}
	}
	out := &digestsOutput{api.Page[GroupDigest]{Items: make([]GroupDigest, len(board.Items))}}
	for i, g := range board.Items {
		out.Body.Items[i] = GroupDigest{g.ID, cards[g.Place.MicroGrid]}
	}
	return out, nil
}
