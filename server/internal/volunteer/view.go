package volunteer

import (
	"context"
	"slices"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

// where names a territory. One that there is not is ErrNotFound.
func (s *Service) where(ctx context.Context, q db.Querier, at account.Territory) (Where, error) {
	if at.MicroGrid != 0 {
		p, err := s.Grid.Place(ctx, q, grid.MicroGridID(at.MicroGrid))
		if err == nil && (p.Community != at.Community || p.Grid != at.Grid) {
			err = ErrNotFound
		}
		return Where{at, p.GridName + " " + p.MicroGridName}, err
	}
	c, err := s.community(ctx, q, at.Community)
	if err != nil || at.Grid == 0 {
		return Where{at, c.Name}, err
	}
	for _, g := range c.Grids {
		if int64(g.ID) == at.Grid {
			return Where{at, g.Name}, nil
		}
	}
	return Where{}, ErrNotFound
}

func (s *Service) community(ctx context.Context, q db.Querier, id int64) (grid.Community, error) {
	return s.Grid.Tree(ctx, q, grid.CommunityID(id))
}

// places names the territories of many activities: micro-grids are remembered,
// and each community's tree is read once.
func (s *Service) places(ctx context.Context, q db.Querier, rows []record) (map[account.Territory]Where, error) {
	out, trees := map[account.Territory]Where{}, map[int64]grid.Community{}
	for _, r := range rows {
		if _, ok := out[r.At]; ok {
			continue
		}
		if r.At.MicroGrid != 0 {
			w, err := s.where(ctx, q, r.At)
			if err != nil {
				return nil, err
			}
			out[r.At] = w
			continue
		}
		c, ok := trees[r.At.Community]
		if !ok {
			var err error
			if c, err = s.community(ctx, q, r.At.Community); err != nil {
				return nil, err
			}
			trees[r.At.Community] = c
		}
		out[r.At] = Where{r.At, c.Name}
		for _, g := range c.Grids {
			if int64(g.ID) == r.At.Grid {
				out[r.At] = Where{r.At, g.Name}
			}
		}
	}
	return out, nil
}

// views shows activities with where they are and how full.
func (s *Service) views(ctx context.Context, q db.Querier, by account.Actor, rows []record) ([]Activity, error) {
	ids, named := make([]ID, len(rows)), map[int64]map[string]Kind{}
	for i, r := range rows {
		ids[i] = r.ID
		if named[r.At.Community] == nil {
			list, err := kinds(ctx, q, r.At.Community, true)
			if err != nil {
				return nil, err
			}
			named[r.At.Community] = map[string]Kind{}
			for _, k := range list {
				named[r.At.Community][k.Code] = k
			}
		}
	}
	where, err := s.places(ctx, q, rows)
	if err != nil {
		return nil, err
	}
	shifts, err := shiftsOf(ctx, q, ids...)
	if err != nil {
		return nil, err
	}
	mine, err := activitiesOf(ctx, q, by.ID, ids)
	if err != nil {
		return nil, err
	}
	out, nth := make([]Activity, len(rows)), map[ID]int{}
	for i, r := range rows {
		nth[r.ID], out[i] = i, Activity{ID: r.ID, Where: where[r.At], Kind: named[r.At.Community][r.Draft.Kind], Title: r.Draft.Title, Place: r.Draft.Place,
			Audience: r.Draft.Audience, Children: r.Draft.Children, Starts: r.Starts, Ends: r.Ends, Cancelled: r.Cancelled != nil, Mine: mine[r.ID], Series: r.Series}
	}
	of := func(id ID) *Activity { return &out[nth[id]] }
	if err := s.full(ctx, q, by, shifts, of); err != nil {
		return nil, err
	}
	return out, s.covers(ctx, q, ids, of)
}

// full counts the places of activities' shifts, and says which need what the
// caller offers.
func (s *Service) full(ctx context.Context, q db.Querier, by account.Actor, shifts []shift, of func(ID) *Activity) error {
	offers, err := skillsOf(ctx, q, by.ID)
	for _, sh := range shifts {
		if a := of(sh.Activity); sh.Into == nil {
			a.Capacity, a.Taken, a.Waiting = a.Capacity+sh.Capacity, a.Taken+sh.Taken, a.Waiting+sh.Waiting
			a.Wanted = a.Wanted || slices.ContainsFunc(sh.Needs, func(code string) bool { return slices.Contains(offers, code) })
		}
	}
	return err
}

// detail is the page of one activity, with whom the caller signed up.
func (s *Service) detail(ctx context.Context, by account.Actor, r record) (d Detail, err error) {
	all, err := s.views(ctx, s.DB, by, []record{r})
	if err != nil {
		return d, err
	}
	shifts, err := shiftsOf(ctx, s.DB, r.ID)
	if err != nil {
		return d, err
	}
	signups, err := s.mine(ctx, by, signupQuery{activity: r.ID, live: true})
	if err != nil {
		return d, err
	}
	photos, err := photosOf(ctx, s.DB, r.ID)
	if err != nil {
		return d, err
	}
	names, err := s.Accounts.Names(ctx, s.DB, r.Organiser)
	now := s.DB.Now()
	d = Detail{Activity: all[0], Version: r.Version, Text: r.Draft.Text, Bring: r.Draft.Bring, Reason: r.Reason,
		Organiser: names[r.Organiser].DisplayName, Result: r.Result, Photos: s.pictures(photos, r.manages(by)), Shifts: []Shift{}, May: r.may(by, now)}
	for _, sh := range shifts {
		if sh.Into != nil {
			continue
		}
		v := Shift{ID: sh.ID, Name: sh.Name, Booth: sh.Booth, Called: sh.Called, Skills: sh.Skills, Needs: sh.Needs, Starts: sh.Starts, Ends: sh.Ends, Capacity: sh.Capacity, Taken: sh.Taken, Waiting: sh.Waiting,
			Open: sh.open(now) && r.Cancelled == nil, Mine: []Signup{}}
		v.Books = v.Open && r.books(by, sh)
		for _, su := range signups {
			if su.Shift == sh.ID {
				v.Mine = append(v.Mine, su)
			}
		}
		d.Shifts = append(d.Shifts, v)
	}
	return d, err
}
