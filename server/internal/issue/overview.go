package issue

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/grid"
)

// An Overview is how a community stands right now.
type Overview struct {
	Community    Named           `json:"community"`
	Open         int             `json:"open"`
	DueToday     int             `json:"due_today"`
	Overdue      int             `json:"overdue"`
	Waiting      int             `json:"waiting_reporter"`
	AnsweredWeek int             `json:"answered_week" doc:"answered within the last seven days, today among them"`
	ReplyRate    *float64        `json:"reply_rate" doc:"of what was answered in the last thirty days and is closed: with a reply that was received ÷ all, one to be told in person only once it was; null when there was none"`
	MicroGrids   []Tile          `json:"micro_grids"`
	Categories   []CategoryCount `json:"categories"`
	LastCheck    *Checked        `json:"last_check" doc:"the last proof of the promise over the whole community; null before the first"`
	Days         []Day           `json:"days" doc:"the last thirty, oldest first, in local time"`
}

// A Tile is one micro-grid on the map.
type Tile struct {
	ID       int64  `json:"id"`
	Code     string `json:"code"`
	Name     string `json:"name"`
	GridID   int64  `json:"grid_id"`
	GridName string `json:"grid_name"`
	Worker   string `json:"worker" doc:"empty while the post is vacant"`
	Open     int    `json:"open"`
	Overdue  int    `json:"overdue"`
}

// A CategoryCount is how many issues of a category are open.
type CategoryCount struct {
	Code string `json:"code"`
	Name string `json:"name"`
	Open int    `json:"open"`
}

// A Day is what came in and what was answered.
type Day struct {
	Day      string `json:"day" doc:"such as 2026-01-05"`
	Reported int    `json:"reported"`
	Answered int    `json:"answered"`
}

const overviewDays = 30

// Overview sums up a community that the actor leads or works for.
func (s *Service) Overview(ctx context.Context, by account.Actor, community int64) (o Overview, err error) {
	if community == 0 {
		community = workplace(by)
	}
	scope, err := s.overviewScope(by, community)
	if err != nil {
		return o, err
	}
	tree, err := s.Grid.Tree(ctx, s.DB, grid.CommunityID(community))
	if err != nil {
		return o, err
	}
	now := s.DB.Now()
	open, err := openParts(ctx, s.DB, scope, now)
	if err != nil {
		return o, err
	}
	o.Community = Named{int64(tree.ID), tree.Name}
	o.addUp(open)
	o.MicroGrids = tiles(tree, scope, open)
	if o.LastCheck, err = lastChecked(ctx, s.DB, community); err != nil {
		return o, err
	}
	days, err := daysSince(ctx, s.DB, scope, calendar.DateOf(now)-overviewDays+1)
	o.sumUp(days, now)
	return o, err
}

// workplace is the community that somebody's first role is about.
func workplace(by account.Actor) int64 {
	for _, t := range by.Territories(account.Leader, account.Staff, account.County, account.Admin) {
		if t.Community != 0 {
			return t.Community
		}
	}
	return by.Home.Community
}

// A board is the part of a community that somebody sees as a whole: all of it,
// or the grids that he leads.
type board struct {
	Community int64
	Grids     []int64 // nil is all
}

func (b board) has(id grid.GridID) bool { return b.Grids == nil || slices.Contains(b.Grids, int64(id)) }

// overviewScope is the part of the community that the actor may see.
func (s *Service) overviewScope(by account.Actor, community int64) (board, error) {
	whole := account.Territory{Community: community}
	for _, t := range by.Territories(account.Staff, account.County, account.Admin) {
		if t.Covers(whole) {
			return board{Community: community}, nil
		}
	}
	led := board{Community: community}
	for _, t := range by.Territories(account.Leader) {
		if t.Community == community {
			led.Grids = append(led.Grids, t.Grid)
		}
	}
	if led.Grids == nil {
		return led, ErrScope
	}
	return led, nil
}

// addUp fills in what is open.
func (o *Overview) addUp(open []openPart) {
	categories := map[string]CategoryCount{}
	for _, p := range open {
		o.Open += p.open
		o.DueToday += p.dueToday
		o.Overdue += p.overdue
		o.Waiting += p.waiting
		categories[p.category] = CategoryCount{p.category, p.name, categories[p.category].Open + p.open}
	}
	o.Categories = slices.AppendSeq([]CategoryCount{}, maps.Values(categories)) // never null, also when nothing is open
	slices.SortFunc(o.Categories, func(a, b CategoryCount) int {
		return cmp.Or(b.Open-a.Open, cmp.Compare(a.Code, b.Code))
	})
}

func tiles(tree grid.Community, scope board, open []openPart) []Tile {
	out, at := []Tile{}, map[int64]int{}
	for _, g := range tree.Grids {
		if !scope.has(g.ID) {
			continue
		}
		for _, m := range g.MicroGrids {
			t := Tile{ID: int64(m.ID), Code: m.Code, Name: m.Name, GridID: int64(g.ID), GridName: g.Name}
			if m.Worker != nil {
				t.Worker = m.Worker.Name
			}
			at[t.ID] = len(out)
			out = append(out, t)
		}
	}
	for _, p := range open {
		if i, ok := at[p.micro]; ok {
			out[i].Open += p.open
			out[i].Overdue += p.overdue
		}
	}
	return out
}

// sumUp fills in what the last days were like, those too on which nothing
// happened.
func (o *Overview) sumUp(days map[calendar.Date]daySums, now time.Time) {
	var all daySums
	today := calendar.DateOf(now)
	for day := today - overviewDays + 1; day <= today; day++ {
		d := days[day]
		o.Days = append(o.Days, Day{day.String(), d.Reported, d.Answered})
		all.add(d, 1)
		if day >= weekBefore(now) {
			o.AnsweredWeek += d.Answered
		}
	}
	if all.Closed > 0 {
		rate := float64(all.Told) / float64(all.Closed)
		o.ReplyRate = &rate
	}
}
