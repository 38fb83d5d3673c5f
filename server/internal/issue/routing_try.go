package issue

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

// A RouteTrial asks where an issue would go.
type RouteTrial struct {
	Category  string         `json:"category" maxLength:"32"`
	MicroGrid int64          `json:"micro_grid_id,omitempty" doc:"left out: the place is not known yet"`
	At        *time.Time     `json:"at,omitempty" doc:"when it is filed; now when left out"`
	Rules     *[]RoutingRule `json:"rules,omitempty" maxItems:"100" doc:"to be tried before they are saved; the present ones when left out"`
}

// A Route is the answer of a dry run.
type Route struct {
	Owner    Named            `json:"owner" doc:"who would be responsible"`
	Pooled   bool             `json:"pooled" doc:"any of the pool takes it; until then the owner answers for it"`
	Pool     []Named          `json:"pool"`
	Open     bool             `json:"open" doc:"whether the moment is within the service hours"`
	At       time.Time        `json:"at"`
	Text     string           `json:"text" doc:"the answer in a sentence"`
	Lines    []RouteLine      `json:"lines" doc:"what each rule says, in order"`
	Warnings []RoutingWarning `json:"warnings"`
}

// A RouteLine is what one rule says.
type RouteLine struct {
	Rule    int    `json:"rule_id"`
	Name    string `json:"name"`
	Applied bool   `json:"applied" doc:"this is the rule that decides"`
	Text    string `json:"text"`
}

// verdicts collects what the rules say.
type verdicts struct{ lines []RouteLine }

func (v *verdicts) add(r *RoutingRule, applied bool, text string) {
	v.lines = append(v.lines, RouteLine{r.ID, r.Name, applied, text})
}

// TryRouting is a dry run: where would this go, and why? It changes nothing, no
// turn is taken. People are those in office now, whatever the moment asked about.
func (s *Service) TryRouting(ctx context.Context, by account.Actor, community int64, t RouteTrial) (Route, error) {
	doc, err := s.routingFor(ctx, by, community)
	if err != nil {
		return Route{}, err
	}
	rules := doc.Rules
	if t.Rules != nil {
		if rules = *t.Rules; checkRules(rules) != nil {
			return Route{}, checkRules(rules)
		}
	}
	o, err := s.trialOccasion(ctx, community, t)
	if err != nil {
		return Route{}, err
	}
	to, err := s.decideRoute(ctx, s.DB, rules, o, func(rule int, fit []account.ID) (account.ID, error) {
		had, err := served(ctx, s.DB, community, rule, "")
		return longestAgo(fit, had), err
	})
	if err != nil {
		return Route{}, err
	}
	choices, err := s.routingChoices(ctx, community)
	if err != nil {
		return Route{}, err
	}
	out, err := s.showRoute(ctx, s.DB, to, o, t.At)
	out.Warnings = choices.warnings(rules)
	return out, err
}

func (s *Service) trialOccasion(ctx context.Context, community int64, t RouteTrial) (occasion, error) {
	c, err := category(ctx, s.DB, community, t.Category)
	if err != nil {
		return occasion{}, err
	}
	at := account.Territory{Community: community}
	if t.MicroGrid != 0 {
		p, err := s.Grid.Live(ctx, s.DB, grid.MicroGridID(t.MicroGrid))
		if err != nil {
			return occasion{}, err
		}
		if p.Community != community {
			return occasion{}, grid.ErrNotFound
		}
		at = p.Territory
	}
	when := s.DB.Now()
	if t.At != nil {
		when = *t.At
	}
	o, err := s.occasion(ctx, s.DB, at, c, when)
	o.now = s.DB.Now()
	return o, err
}

func (s *Service) showRoute(ctx context.Context, q db.Querier, to destination, o occasion, at *time.Time) (Route, error) {
	names, err := s.Accounts.Names(ctx, q, append(to.Pool, to.Owner)...)
	out := Route{Owner: Named{int64(to.Owner), names[to.Owner].DisplayName}, Pooled: to.Pooled, Pool: []Named{}, Open: o.open, At: o.now, Lines: []RouteLine{}}
	if at != nil {
		out.At = *at
	}
	for _, id := range to.Pool {
		out.Pool = append(out.Pool, Named{int64(id), names[id].DisplayName})
	}
	out.Lines = append(out.Lines, to.lines...)
	switch {
	case to.Pooled:
		out.Text = "放入待领办，网格里谁先领办就由谁负责；没有人领办之前由" + out.Owner.Name + "负责"
	case to.Rule == nil:
		out.Text = "没有规则用得上，交给本处负责人" + out.Owner.Name
	default:
		out.Text = "交给" + out.Owner.Name
	}
	return out, err
}

// longestAgo is who had his turn the longest ago: somebody who never had one
// comes first, in the order of the list.
func longestAgo(fit, had []account.ID) account.ID {
	next, when := fit[0], len(had)
	for _, id := range fit {
		turn := -1
		for i, h := range had {
			if h == id {
				turn = i
			}
		}
		if turn < when {
			next, when = id, turn
		}
	}
	return next
}
