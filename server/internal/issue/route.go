package issue

import (
	"context"
	"fmt"
	"slices"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/problem"
)

// Routing (派单规则) says to whom a new issue goes. The first rule that matches
// and finds somebody in office holds; without one it goes to whoever answers
// for its place. A community's rules are one document, replaced as a whole:
// see docs/adr/0006.

// A RoutingMode is how a rule gives an issue to somebody.
type RoutingMode string

const (
	ModeAssign RoutingMode = "assign" // 指派: the first of the people who is in office
	ModeGrab   RoutingMode = "grab"   // 领办: any worker of the grid takes it
	ModeRotate RoutingMode = "rotate" // 轮流: whose turn was longest ago
)

var modes = []RoutingMode{ModeAssign, ModeGrab, ModeRotate}

// RoutingHours are the hours in which a rule holds.
type RoutingHours string

const (
	HoursAny     RoutingHours = "any"
	HoursService RoutingHours = "service"
	HoursOutside RoutingHours = "outside" // nights, breaks and days off
)

var routingHours = []RoutingHours{HoursAny, HoursService, HoursOutside}

// A RoutingRule sends issues of a kind to somebody. Places are codes: they
// outlive a re-gridding.
type RoutingRule struct {
	ID        int          `json:"id" minimum:"0" doc:"stays with the rule through all versions; 0 for a new one"`
	Name      string       `json:"name" minLength:"1" maxLength:"30"`
	Active    bool         `json:"active" doc:"one that is not is kept and passed over"`
	Category  string       `json:"category" maxLength:"32" doc:"code of a category; empty: any"`
	Domain    string       `json:"domain" maxLength:"40" doc:"of its category; empty: any"`
	Grid      string       `json:"grid" maxLength:"32" doc:"code; empty: any"`
	MicroGrid string       `json:"micro_grid" maxLength:"32" doc:"code; empty: any"`
	Hours     RoutingHours `json:"hours"`
	Mode      RoutingMode  `json:"mode"`
	People    []account.ID `json:"people" maxItems:"50" doc:"who gets it, in this order; empty: those with the role"`
	Role      account.Role `json:"role,omitempty" doc:"worker, leader or staff, instead of people; none with mode grab"`
	In        string       `json:"in" maxLength:"32" doc:"where the role is held: the code of a micro-grid or grid; empty: where the issue is"`
}

var (
	ErrRouting       = problem.New(problem.NotFound, "issue.routing", "没有找到这个社区或这一版规则，请刷新后再试")
	ErrRoutingNewer  = problem.New(problem.Conflict, "issue.routing_changed", "刚刚有人改过规则，请刷新看看最新的规则，再做修改")
	ErrRoutingRule   = problem.New(problem.Invalid, "issue.routing_rule", "有规则还没填写完整，请按提示补充")
	errRoutingTarget = "请选择交给谁"
)

// A destination is where an issue goes, and why.
type destination struct {
	Owner   account.ID
	Pooled  bool
	Pool    []account.ID // to whom the pool offers it
	Version *int         // of the rules that were asked
	Rule    *int
	verdicts
}

// An occasion is what the rules are asked about.
type occasion struct {
	at          account.Territory
	grid, micro string // codes; empty while unknown
	category    Category
	open        bool // within service hours
	now         time.Time
}

// route is where a new issue goes; a turn is taken where a rule rotates.
func (s *Service) route(ctx context.Context, tx *db.Tx, at account.Territory, c Category) (destination, error) {
	doc, err := currentRouting(ctx, tx, at.Community)
	if err != nil {
		return destination{}, err
	}
	o, err := s.occasion(ctx, tx, at, c, tx.Now)
	if err != nil {
		return destination{}, err
	}
	to, err := s.decideRoute(ctx, tx, doc.Rules, o, func(rule int, fit []account.ID) (account.ID, error) {
		return takeTurn(ctx, tx, at.Community, rule, fit)
	})
	if to.Rule != nil {
		to.Version = &doc.Version
	}
	return to, err
}

func (s *Service) occasion(ctx context.Context, q db.Querier, at account.Territory, c Category, now time.Time) (o occasion, err error) {
	o = occasion{at: at, category: c, now: now}
	clock, err := s.Clock(ctx, q, at.Community)
	if err != nil {
		return o, err
	}
	if o.open, err = clock.Lenient().Open(now); err != nil {
		return o, err
	}
	places, err := s.Grid.Names(ctx, q, grid.MicroGridID(at.MicroGrid))
	p := places[grid.MicroGridID(at.MicroGrid)]
	o.grid, o.micro = p.GridCode, p.MicroGridCode
	return o, err
}

// A turn says whose it is of those who are fit.
type turn func(rule int, fit []account.ID) (account.ID, error)

// decideRoute asks the rules one after the other.
func (s *Service) decideRoute(ctx context.Context, q db.Querier, rules []RoutingRule, o occasion, next turn) (to destination, err error) {
	for i := range rules {
		r := &rules[i]
		if to.Rule != nil {
			to.add(r, false, "前面的规则已经符合，没有用到")
			continue
		}
		if why := r.mismatch(o); why != "" {
			to.add(r, false, why)
			continue
		}
		fit, err := s.fit(ctx, q, r, o)
		if err != nil {
			return to, err
		}
		if len(fit) == 0 {
			to.add(r, false, r.nobody(o))
			continue
		}
		if err := s.apply(ctx, q, r, o, fit, next, &to); err != nil {
			return to, err
		}
		to.Rule = &r.ID
	}
	if to.Rule == nil {
		to.Owner, err = s.Grid.Owner(ctx, q, o.at, o.now)
	}
	return to, err
}

// nobody says why the rule, which matches, finds nobody.
func (r *RoutingRule) nobody(o occasion) string {
	if o.at.Grid == 0 && len(r.People) == 0 && r.In == "" {
		return "符合，但还不知道在哪个网格，跳过"
	}
	return "符合，但可以交给的人现在都不在岗，跳过"
}

// apply gives the issue to one of those who are fit, as the rule says.
func (s *Service) apply(ctx context.Context, q db.Querier, r *RoutingRule, o occasion, fit []account.ID, next turn, to *destination) (err error) {
	switch r.Mode {
	case ModeGrab:
		to.Pooled, to.Pool = true, fit
		to.Owner, err = s.Grid.Owner(ctx, q, account.Territory{Community: o.at.Community, Grid: o.at.Grid}, o.now)
		to.add(r, true, fmt.Sprintf("符合，本网格 %d 位网格员都可以领办", len(fit)))
	case ModeRotate:
		to.Owner, err = next(r.ID, fit)
		to.add(r, true, fmt.Sprintf("符合，%d 人轮流，现在轮到这一位", len(fit)))
	default:
		to.Owner = fit[0]
		to.add(r, true, "符合，交给指定的人")
	}
	return err
}

// mismatch says why the rule does not match; nothing when it does.
func (r *RoutingRule) mismatch(o occasion) string {
	switch {
	case !r.Active:
		return "已停用"
	case r.Category != "" && r.Category != o.category.Code:
		return "类别不符"
	case r.Domain != "" && r.Domain != o.category.Domain:
		return "领域不符"
	case r.MicroGrid != "" && r.MicroGrid != o.micro:
		return "微网格不符"
	case r.Grid != "" && r.Grid != o.grid:
		return "网格不符"
	case r.Hours == HoursService && !o.open:
		return "时间不符：不在服务时间"
	case r.Hours == HoursOutside && o.open:
		return "时间不符：正在服务时间"
	}
	return ""
}

// Routed names the rule that said to whom an issue goes.
type Routed struct {
	Version int    `json:"version" doc:"of the rules as they were then"`
	Rule    int    `json:"rule_id"`
	Name    string `json:"name"`
}

// routed is the rule by which the issue came to its first owner; nil when none did.
func (s *Service) routed(ctx context.Context, r *record, first event) (*Routed, error) {
	if first.Rule == nil {
		return nil, nil
	}
	doc, err := routingAt(ctx, s.DB, r.At.Community, *first.Routing)
	i := slices.IndexFunc(doc.Rules, func(rule RoutingRule) bool { return rule.ID == *first.Rule })
	if err != nil || i < 0 {
		return nil, err
	}
	return &Routed{*first.Routing, *first.Rule, doc.Rules[i].Name}, nil
}
