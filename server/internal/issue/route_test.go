package issue

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"huiyin/server/internal/account"
)

// rules makes these the rules of the first community.
func (w *town) rules(list ...RoutingRule) Routing {
	w.Helper()
	for i := range list {
		r := &list[i]
		r.Active = true
		if r.Name == "" {
			r.Name = fmt.Sprint("规则", i+1)
		}
		if r.Hours == "" {
			r.Hours = HoursAny
		}
	}
	had, err := w.Routing(w.Context(), w.who["staff"], w.at["a"].Community, 0)
	if err != nil {
		w.Fatal(err)
	}
	out, err := w.SaveRouting(w.Context(), w.who["staff"], w.at["a"].Community, RoutingDraft{Version: had.Version, Rules: list})
	if err != nil {
		w.Fatal(err)
	}
	return out
}

// person names whoever has the account.
func (w *town) person(id account.ID) string {
	for name, a := range w.who {
		if a.ID == id {
			return name
		}
	}
	return fmt.Sprint(id)
}

func (w *town) route(d Draft) string {
	w.Helper()
	is := w.report("reporter", d)
	r := w.row(is.ID)
	if r.Pooled {
		return "pool of " + w.person(r.Owner)
	}
	return w.person(r.Owner)
}

func people(list ...account.Actor) (ids []account.ID) {
	for _, a := range list {
		ids = append(ids, a.ID)
	}
	return ids
}

func TestTheFirstRuleThatMatchesAndFindsSomebodyHolds(t *testing.T) {
	w := newTown(t)
	second, third := w.who["worker 01-02"], w.who["worker 02-01"]
	gone := account.Actor{ID: w.who["neighbour"].ID} // holds no office
	for name, c := range map[string]struct {
		rules []RoutingRule
		want  string
	}{
		"no rules":                       {nil, "worker 01-01"},
		"a rule for everything":          {[]RoutingRule{{Mode: ModeAssign, People: people(third)}}, "worker 02-01"},
		"another category":               {[]RoutingRule{{Category: "gas", Mode: ModeAssign, People: people(third)}}, "worker 01-01"},
		"another domain":                 {[]RoutingRule{{Domain: "别的", Mode: ModeAssign, People: people(third)}}, "worker 01-01"},
		"its grid":                       {[]RoutingRule{{Grid: "01", Mode: ModeAssign, People: people(third)}}, "worker 02-01"},
		"another grid":                   {[]RoutingRule{{Grid: "02", Mode: ModeAssign, People: people(third)}}, "worker 01-01"},
		"its micro-grid":                 {[]RoutingRule{{MicroGrid: "01-01", Mode: ModeAssign, People: people(second)}}, "worker 01-02"},
		"another micro-grid":             {[]RoutingRule{{MicroGrid: "01-02", Mode: ModeAssign, People: people(second)}}, "worker 01-01"},
		"the first of two":               {[]RoutingRule{{Category: "lamp", Mode: ModeAssign, People: people(second)}, {Mode: ModeAssign, People: people(third)}}, "worker 01-02"},
		"the second, for the first left": {[]RoutingRule{{Mode: ModeAssign, People: people(gone)}, {Mode: ModeAssign, People: people(third)}}, "worker 02-01"},
		"somebody of the list who is in": {[]RoutingRule{{Mode: ModeAssign, People: people(gone, second)}}, "worker 01-02"},
		"nobody of elsewhere":            {[]RoutingRule{{Mode: ModeAssign, People: []account.ID{999999}}}, "worker 01-01"},
		"the leader of its grid":         {[]RoutingRule{{Mode: ModeAssign, Role: account.Leader}}, "leader"},
		"the leader of a grid of none":   {[]RoutingRule{{Mode: ModeAssign, Role: account.Leader, In: "02"}}, "worker 01-01"},
		"the worker of a micro-grid":     {[]RoutingRule{{Mode: ModeAssign, Role: account.Worker, In: "02-01"}}, "worker 02-01"},
		"the worker of no micro-grid":    {[]RoutingRule{{Mode: ModeAssign, Role: account.Worker, In: "09-09"}}, "worker 01-01"},
		"the staff":                      {[]RoutingRule{{Mode: ModeAssign, Role: account.Staff}}, "staff"},
		"the pool":                       {[]RoutingRule{{Mode: ModeGrab}}, "pool of leader"},
	} {
		w.rules(c.rules...)
		if got := w.route(Draft{}); got != c.want {
			t.Errorf("%s: %s instead of %s", name, got, c.want)
		}
	}
	if bad := w.audit(); bad != nil {
		t.Error(bad)
	}
	w.rules(RoutingRule{Mode: ModeAssign, People: people(third)})
	w.exec(`UPDATE accounts SET disabled = TRUE WHERE id = ?`, third.ID)
	if got := w.route(Draft{}); got != "worker 01-01" {
		t.Errorf("barred: %s", got)
	}
}

func TestARuleMayHoldInServiceHoursOrOutsideThem(t *testing.T) {
	w := newTown(t)
	w.rules(RoutingRule{Hours: HoursOutside, Mode: ModeAssign, Role: account.Staff}, RoutingRule{Hours: HoursService, Mode: ModeAssign, Role: account.Leader})
	for at, want := range map[string]string{
		"2026-01-05T10:00:00+08:00": "leader", // a Monday
		"2026-01-05T12:30:00+08:00": "staff",  // the break
		"2026-01-05T08:30:00+08:00": "leader", // to the second
		"2026-01-05T12:00:00+08:00": "staff",
		"2026-01-05T23:00:00+08:00": "staff",
		"2026-01-01T10:00:00+08:00": "staff",  // a holiday
		"2026-01-04T10:00:00+08:00": "leader", // a Sunday on which people work
	} {
		when, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		r, err := w.TryRouting(t.Context(), w.who["staff"], w.at["a"].Community, RouteTrial{Category: "lamp", MicroGrid: w.at["a01-01"].MicroGrid, At: &when})
		if err != nil || w.person(account.ID(r.Owner.ID)) != want || r.Open != (want == "leader") {
			t.Errorf("%s: %+v %v", at, r, err)
		}
	}
}

func TestTurnsGoRoundAlsoWhenManyFileAtOnce(t *testing.T) {
	w := newTown(t)
	team := []string{"worker 01-02", "leader", "worker 02-01"}
	w.rules(RoutingRule{Mode: ModeRotate, People: people(w.who[team[0]], w.who[team[1]], w.who[team[2]])})
	for i := range 4 {
		if got := w.route(Draft{}); got != team[i%3] {
			t.Errorf("turn %d: %s", i, got)
		}
	}
	w.exec(`UPDATE accounts SET disabled = TRUE WHERE id = ?`, w.who[team[1]].ID) // next, and away
	if got := w.route(Draft{}); got != team[2] {
		t.Error("the next is away: ", got)
	}
	w.exec(`UPDATE accounts SET disabled = FALSE WHERE id = ?`, w.who[team[1]].ID)
	if got := w.route(Draft{}); got != team[1] {
		t.Error("he is back, and waited longest: ", got)
	}
	w.exec(`DELETE FROM issues`)
	var all sync.WaitGroup
	for i := range 30 {
		all.Go(func() {
			if _, err := w.Report(t.Context(), w.who["reporter"], Draft{Words: fmt.Sprint("第 ", i, " 件"), Category: "lamp"}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for _, who := range team {
		if n := w.number(`SELECT COUNT(*) FROM issues WHERE owner_id = ?`, w.who[who].ID); n != 10 {
			t.Errorf("%s got %d of 30", who, n)
		}
	}
}

func TestWorkersOfAGridTakeTurnsToo(t *testing.T) {
	w := newTown(t)
	w.rules(RoutingRule{Mode: ModeRotate, Role: account.Worker})
	got := []string{w.route(Draft{}), w.route(Draft{}), w.route(Draft{})}
	if !slices.Equal(got, []string{"worker 01-01", "worker 01-02", "worker 01-01"}) {
		t.Error(got)
	}
	w.rules(RoutingRule{Mode: ModeRotate, Role: account.Worker, In: "02"})
	if got := w.route(Draft{}); got != "worker 02-01" {
		t.Error(got)
	}
}

func TestADryRunSaysWhichRuleAndWhyNotTheOthersAndChangesNothing(t *testing.T) {
	w := newTown(t)
	w.rules(RoutingRule{Name: "燃气", Category: "gas", Mode: ModeAssign, Role: account.Staff}, RoutingRule{Name: "第二网格", Grid: "02", Mode: ModeGrab},
		RoutingRule{Name: "已走的人", Mode: ModeAssign, People: []account.ID{999999}}, RoutingRule{Name: "轮流", Mode: ModeRotate, Role: account.Worker}, RoutingRule{Name: "最后", Mode: ModeGrab})
	try := func(d RouteTrial) Route {
		t.Helper()
		r, err := w.TryRouting(t.Context(), w.who["county"], w.at["a"].Community, d)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	here := RouteTrial{Category: "lamp", MicroGrid: w.at["a01-01"].MicroGrid}
	for range 2 {
		r := try(here)
		var lines []string
		for _, l := range r.Lines {
			lines = append(lines, fmt.Sprint(l.Name, " ", l.Applied, " ", l.Text))
		}
		want := []string{"燃气 false 类别不符", "第二网格 false 网格不符", "已走的人 false 符合，但可以交给的人现在都不在岗，跳过", "轮流 true 符合，2 人轮流，现在轮到这一位", "最后 false 前面的规则已经符合，没有用到"}
		if !slices.Equal(lines, want) || r.Owner.Name != "张" || r.Pooled || r.Text != "交给张" {
			t.Errorf("%q %+v", lines, r)
		}
	}
	there := here
	there.MicroGrid = w.at["a02-01"].MicroGrid
	if r := try(there); !r.Pooled || len(r.Pool) != 1 || r.Owner.Name != "王" || !strings.Contains(r.Text, "待领办") {
		t.Errorf("%+v", r)
	}
	unsaved := []RoutingRule{{Name: "试", Active: true, Hours: HoursAny, Mode: ModeAssign, Role: account.Leader}}
	here.Rules = &unsaved
	if r := try(here); r.Owner.Name != "杨" || len(r.Lines) != 1 {
		t.Errorf("%+v", r)
	}
	none := []RoutingRule{}
	here.Rules = &none
	if r := try(here); r.Owner.Name != "张" || r.Text != "没有规则用得上，交给本处负责人张" {
		t.Errorf("%+v", r)
	}
	if r := try(RouteTrial{Category: "lamp"}); r.Owner.Name != "王" || r.Pooled || !strings.Contains(r.Lines[4].Text, "还不知道在哪个网格") { // nobody's pool
		t.Errorf("%+v", r)
	}
	if got := w.route(Draft{}); got != "worker 01-01" {
		t.Error("the turn was taken by the dry run: ", got)
	}
}
