package issue

import (
	"context"
	"slices"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
)

// routingChoices reads what a rule of the community can be about.
func (s *Service) routingChoices(ctx context.Context, community int64) (c RoutingChoices, err error) {
	tree, err := s.Grid.Tree(ctx, s.DB, grid.CommunityID(community))
	if err != nil {
		return c, err
	}
	kinds, err := categories(ctx, s.DB, community)
	if err != nil {
		return c, err
	}
	c = RoutingChoices{Categories: make([]RoutingCategory, len(kinds)), Grids: tree.Grids, People: []Successor{}}
	for i, k := range kinds {
		c.Categories[i] = RoutingCategory{k.Code, k.Name, k.Domain}
	}
	staff, err := s.Accounts.Holders(ctx, s.DB, account.Staff, account.Territory{Community: community}, s.DB.Now())
	if err != nil {
		return c, err
	}
	for _, id := range staff {
		c.People = append(c.People, Successor{Account: id, Role: roleNames[account.Staff]})
	}
	posts, err := s.Accounts.HoldersWithin(ctx, s.DB, community, s.DB.Now())
	if err != nil {
		return c, err
	}
	for _, p := range posts {
		c.add(p)
	}
	c.People, err = s.nameTargets(ctx, s.DB, c.People)
	return c, err
}

// add lists somebody with his first post.
func (c *RoutingChoices) add(p account.Post) {
	if slices.ContainsFunc(c.People, func(t Successor) bool { return t.Account == p.ID }) {
		return
	}
	role, place := account.Leader, ""
	for _, g := range c.Grids {
		if int64(g.ID) != p.Grid {
			continue
		}
		place = g.Name
		for _, m := range g.MicroGrids {
			if int64(m.ID) == p.MicroGrid {
				role, place = account.Worker, m.Name
			}
		}
	}
	c.People = append(c.People, Successor{Account: p.ID, Role: roleNames[role], Territory: place})
}

// warnings are what is probably not meant: rules that are never reached, and
// rules about what there is no longer.
func (c *RoutingChoices) warnings(rules []RoutingRule) []RoutingWarning {
	out := []RoutingWarning{}
	for i := range rules {
		r := &rules[i]
		if !r.Active {
			continue
		}
		if text := c.stale(r); text != "" {
			out = append(out, RoutingWarning{i, text})
		}
		if by := c.coveredBy(rules[:i], r); by != "" {
			out = append(out, RoutingWarning{i, "前面的“" + by + "”已经包括这一条，通常轮不到它，请调整顺序或条件"})
		}
	}
	return out
}

// stale says what of the rule there is no longer.
func (c *RoutingChoices) stale(r *RoutingRule) string {
	gone := len(r.People)
	for _, id := range r.People {
		if slices.ContainsFunc(c.People, func(t Successor) bool { return t.Account == id }) {
			gone--
		}
	}
	switch {
	case r.Category != "" && c.domainOf(r.Category) == nil:
		return "这个类别已经停用，这一条不会用到"
	case r.Domain != "" && !slices.ContainsFunc(c.Categories, func(k RoutingCategory) bool { return k.Domain == r.Domain }):
		return "没有类别属于这个领域，这一条不会用到"
	case r.Category != "" && r.Domain != "" && *c.domainOf(r.Category) != r.Domain:
		return "这个类别不属于这个领域，这一条不会用到"
	case r.Grid != "" && !c.hasGrid(r.Grid), r.MicroGrid != "" && c.gridOf(r.MicroGrid) == "":
		return "这个网格已经没有了，这一条不会用到"
	case r.Grid != "" && r.MicroGrid != "" && c.gridOf(r.MicroGrid) != r.Grid:
		return "这个微网格不在这个网格里，这一条不会用到"
	case r.In != "" && !c.hasPost(r):
		return "岗位所在的网格里没有这个岗位，这一条不会用到"
	case gone > 0 && gone == len(r.People):
		return "指定的人都不在岗，这一条会被跳过"
	case gone > 0:
		return "指定的人里有人不在岗，会跳过这些人"
	}
	return ""
}

// coveredBy names an earlier rule that matches all that the rule matches. Where
// service hours and the rest are covered by two rules, it is the later one.
func (c *RoutingChoices) coveredBy(earlier []RoutingRule, r *RoutingRule) (name string) {
	for _, hours := range []RoutingHours{HoursService, HoursOutside} {
		if r.Hours != HoursAny && r.Hours != hours {
			continue
		}
		i := slices.IndexFunc(earlier, func(e RoutingRule) bool {
			return e.Active && c.stale(&e) == "" && (e.Hours == HoursAny || e.Hours == hours) && c.covers(&e, r)
		})
		if i < 0 {
			return ""
		}
		name = earlier[i].Name
	}
	return name
}

// covers says whether e is about all categories and places of r.
func (c *RoutingChoices) covers(e, r *RoutingRule) bool {
	domain, place := r.Domain, r.Grid
	if d := c.domainOf(r.Category); d != nil {
		domain = *d
	}
	if r.MicroGrid != "" {
		place = c.gridOf(r.MicroGrid)
	}
	return (e.Category == "" || e.Category == r.Category) && (e.Domain == "" || e.Domain == domain) &&
		(e.MicroGrid == "" || e.MicroGrid == r.MicroGrid) && (e.Grid == "" || e.Grid == place)
}

// domainOf is the domain of a category that is in use.
func (c *RoutingChoices) domainOf(code string) *string {
	for i := range c.Categories {
		if c.Categories[i].Code == code {
			return &c.Categories[i].Domain
		}
	}
	return nil
}

// hasPost says whether there is such a place as the rule's role is held in.
func (c *RoutingChoices) hasPost(r *RoutingRule) bool {
	switch {
	case r.Role == account.Staff || r.Role == "":
		return true
	case r.ofMicroGrid():
		return c.gridOf(r.In) != ""
	}
	return c.hasGrid(r.In)
}

func (c *RoutingChoices) hasGrid(code string) bool {
	return slices.ContainsFunc(c.Grids, func(g grid.Grid) bool { return g.Code == code })
}

// gridOf is the code of the grid in which a micro-grid lies.
func (c *RoutingChoices) gridOf(micro string) string {
	for _, g := range c.Grids {
		if slices.ContainsFunc(g.MicroGrids, func(m grid.MicroGrid) bool { return m.Code == micro }) {
			return g.Code
		}
	}
	return ""
}
