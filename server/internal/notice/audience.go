package notice

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/push"
)

// An Audience says whom a notice is for: who lives in any of the places and has
// any of the tags. No places are the whole community, no tags are everybody.
type Audience struct {
	Grids      []int64  `json:"grids" maxItems:"200"`
	MicroGrids []int64  `json:"micro_grids" maxItems:"1000"`
	Tags       []string `json:"tags" maxItems:"20"`
}

// A Head counts an audience, and how far each channel reaches.
type Head struct {
	People    int          `json:"people" doc:"who joined and is meant"`
	Reach     []Reach      `json:"reach" doc:"each person is counted once, at the best channel"`
	Places    []PlaceCount `json:"places" doc:"by micro-grid"`
	Low       bool         `json:"low" doc:"fewer than half can get a WeChat message: better ask workers to tell those who are not reached, and share the card in the groups"`
	Unmapped  int          `json:"unmapped" doc:"of these, how many did not say yet in which micro-grid they live"`
	ToldFirst int          `json:"told_first" doc:"of these, how many are to be told in person first, such as elders"`
	Fallbacks []Fallback   `json:"fallbacks" doc:"what can be done for those whom no WeChat message reaches; the best first"`
}

// A Fallback is a way to those whom no WeChat message reaches.
type Fallback struct {
	Action string `json:"action" enum:"service,tell,share" doc:"service: the draft's service; tell: the draft's tell, workers get a list of people; share: the card, and the share text for a group's announcement"`
	Text   string `json:"text" doc:"what would be done, in a sentence"`
	People int    `json:"people" doc:"service: whom it would reach; tell: who would be on the lists"`
	Groups int    `json:"groups" doc:"share: how many bound groups there are"`
}

// Reach is how many people one channel reaches.
type Reach struct {
	Channel string `json:"channel" doc:"subscribe: a WeChat message; service: none, but he follows the service account, so that it reaches him when the draft's service says so; inbox: only within the mini-program"`
	Text    string `json:"text"`
	People  int    `json:"people"`
}

// A PlaceCount is how many people of an audience live in a micro-grid.
type PlaceCount struct {
	MicroGrid int64  `json:"micro_grid_id"`
	Name      string `json:"name"`
	People    int    `json:"people"`
}

// fits checks that an audience names only what the community has.
func (s *Service) fits(ctx context.Context, q db.Querier, community int64, a Audience) error {
	if len(a.Tags) > 0 {
		known, err := tags(ctx, q, community)
		if err != nil {
			return err
		}
		for _, code := range a.Tags {
			if !slices.ContainsFunc(known, func(t Tag) bool { return t.Code == code }) {
				return ErrTag
			}
		}
	}
	if len(a.Grids)+len(a.MicroGrids) == 0 {
		return nil
	}
	tree, err := s.Grid.Tree(ctx, q, grid.CommunityID(community))
	if err != nil {
		return err
	}
	grids, micros := map[int64]bool{}, map[int64]bool{}
	for _, g := range tree.Grids {
		grids[int64(g.ID)] = true
		for _, m := range g.MicroGrids {
			micros[int64(m.ID)] = true
		}
	}
	unknown := func(in map[int64]bool) func(int64) bool { return func(id int64) bool { return !in[id] } }
	if slices.ContainsFunc(a.Grids, unknown(grids)) || slices.ContainsFunc(a.MicroGrids, unknown(micros)) {
		return ErrAudience
	}
	return nil
}

// Count says how many people an audience is, and who can be reached how.
func (s *Service) Count(ctx context.Context, by account.Actor, community int64, a Audience) (h Head, err error) {
	if !holds(by, account.Territory{Community: community}, readers...) {
		return h, ErrNotFound
	}
	if err := s.fits(ctx, s.DB, community, a); err != nil {
		return h, err
	}
	rows, err := countAudience(ctx, s.DB, community, a)
	if err != nil {
		return h, err
	}
	h.Places = []PlaceCount{}
	ids := make([]grid.MicroGridID, 0, len(rows))
	for _, r := range rows {
		ids = append(ids, grid.MicroGridID(r.micro))
	}
	names, err := s.Grid.Names(ctx, s.DB, ids...)
	if err != nil {
		return h, err
	}
	for _, r := range rows {
		h.People, h.ToldFirst = h.People+r.people, h.ToldFirst+r.first
		if r.micro == 0 {
			h.Unmapped = r.people
			continue
		}
		h.Places = append(h.Places, PlaceCount{r.micro, names[grid.MicroGridID(r.micro)].MicroGridName, r.people})
	}
	subscribed, following, err := s.reach(ctx, community, a)
	if err != nil {
		return h, err
	}
	h.Low = h.People > 0 && 2*subscribed < h.People
	h.Reach = []Reach{{"subscribe", "微信消息", subscribed}, {"service", "关注了服务号", following}, {"inbox", "只在小程序消息里", h.People - subscribed - following}}
	h.Fallbacks, err = s.fallbacks(ctx, ids, h, following)
	return h, err
}

// fallbacks are the ways to people whom no WeChat message reaches.
func (s *Service) fallbacks(ctx context.Context, micros []grid.MicroGridID, h Head, following int) ([]Fallback, error) {
	out, people, first := []Fallback{}, h.People-h.Reach[0].People, h.ToldFirst
	if people == 0 {
		return out, nil
	}
	if following > 0 {
		out = append(out, Fallback{Action: "service", Text: fmt.Sprintf("同时用服务号发送，还能送到 %d 人", following), People: following})
	}
	text := fmt.Sprintf("请网格员上门或打电话告知，名单上约有 %d 人", people)
	if first > 0 {
		text += "，老人等优先"
	}
	out = append(out, Fallback{Action: "tell", Text: text, People: people})
	groups, err := s.Grid.ActiveGroups(ctx, s.DB, micros)
	if groups > 0 {
		out = append(out, Fallback{Action: "share", Text: fmt.Sprintf("请网格员把通知卡片发到 %d 个微信群，并发一条群公告", groups), Groups: groups})
	}
	return out, err
}

// reach counts who of an audience can get a subscribe message now, and who of the
// others follows the service account.
func (s *Service) reach(ctx context.Context, community int64, a Audience) (subscribed, following int, err error) {
	var after int64
	for {
		chunk, err := nextOf(ctx, s.DB, 0, community, a, after, endless, chunkSize)
		if err != nil || len(chunk) == 0 {
			return subscribed, following, err
		}
		rest := make(map[account.ID]bool, len(chunk))
		for _, m := range chunk {
			rest[m.account] = true
		}
		for _, c := range []struct {
			via push.Via
			n   *int
		}{{push.BySubscribe, &subscribed}, {push.ByService, &following}} {
			some, err := s.Push.Reachable(ctx, s.DB, community, published, c.via, slices.Collect(maps.Keys(rest)))
			if err != nil {
				return 0, 0, err
			}
			for _, id := range some {
				delete(rest, id)
			}
			*c.n += len(some)
		}
		after = chunk[len(chunk)-1].membership
	}
}
