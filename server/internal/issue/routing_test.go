package issue

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/problem"
)

func TestRulesAreSavedAsAWholeAndEveryVersionStays(t *testing.T) {
	w := newTown(t)
	a := w.at["a"].Community
	first := w.rules(RoutingRule{Name: "一", Mode: ModeGrab}, RoutingRule{Name: "二", Mode: ModeAssign, Role: account.Staff})
	if first.Version != 1 || first.Latest != 1 || first.Rules[0].ID != 1 || first.Rules[1].ID != 2 || first.By.Name != "王" {
		t.Errorf("%+v", first)
	}
	second := w.rules(first.Rules[1], RoutingRule{Name: "三", Mode: ModeGrab}) // 一 is gone, 二 comes first
	if second.Version != 2 || second.Rules[0].ID != 2 || second.Rules[1].ID != 3 {
		t.Errorf("%+v", second.Rules)
	}
	old, err := w.Routing(t.Context(), w.who["county"], a, 1)
	if err != nil || len(old.Rules) != 2 || old.Rules[0].Name != "一" || old.Latest != 2 {
		t.Errorf("%+v %v", old, err)
	}
	undone, err := w.SaveRouting(t.Context(), w.who["staff"], a, RoutingDraft{Version: 2, Rules: old.Rules, Note: " 恢复第 1 版 "})
	if err != nil || undone.Version != 3 || undone.Note != "恢复第 1 版" || undone.Rules[0].ID != 1 {
		t.Errorf("%+v %v", undone, err)
	}
	_, err = w.SaveRouting(t.Context(), w.who["staff"], a, RoutingDraft{Version: 2})
	wants(t, "on what was seen before", err, ErrRoutingNewer)
	_, err = w.Routing(t.Context(), w.who["staff"], a, 9)
	wants(t, "a version that never was", err, ErrRouting)
	all, err := w.RoutingVersions(t.Context(), w.who["staff"], a, 0, 2)
	if err != nil || len(all) != 3 || all[0].Version != 3 || all[2].Version != 1 {
		t.Errorf("%+v %v", all, err)
	}
	if more, err := w.RoutingVersions(t.Context(), w.who["staff"], a, 2, 2); err != nil || len(more) != 1 || more[0].Version != 1 {
		t.Errorf("%+v %v", more, err)
	}
}

func TestOfTwoWhoChangeTheRulesAtOnceOneIsTold(t *testing.T) {
	w := newTown(t)
	for seen := range 3 {
		errs := make([]error, 4)
		var all sync.WaitGroup
		for i := range errs {
			all.Go(func() {
				_, errs[i] = w.SaveRouting(t.Context(), w.who["staff"], w.at["a"].Community, RoutingDraft{Version: seen, Rules: []RoutingRule{{Name: fmt.Sprint(i), Hours: HoursAny, Mode: ModeGrab}}})
			})
		}
		all.Wait()
		won := 0
		for _, err := range errs {
			if err == nil {
				won++
			} else {
				wants(t, "the slower one", err, ErrRoutingNewer)
			}
		}
		if won != 1 {
			t.Error(errs)
		}
	}
}

func TestRulesAreForTheStaffOfTheCommunity(t *testing.T) {
	w := newTown(t)
	for _, c := range []struct {
		who         string
		at          string
		read, write bool
	}{
		{"staff", "a", true, true}, {"staff", "b", false, false}, {"admin", "a", true, true}, {"county", "a", true, false}, {"leader", "a", false, false}, {"worker 01-01", "a", false, false}, {"reporter", "a", false, false},
	} {
		_, err := w.Routing(t.Context(), w.who[c.who], w.at[c.at].Community, 0)
		_, trial := w.TryRouting(t.Context(), w.who[c.who], w.at[c.at].Community, RouteTrial{Category: "lamp"})
		_, listed := w.RoutingVersions(t.Context(), w.who[c.who], w.at[c.at].Community, 0, 5)
		_, saved := w.SaveRouting(t.Context(), w.who[c.who], w.at[c.at].Community, RoutingDraft{Version: -1})
		if (err == nil) != c.read || (trial == nil) != c.read || (listed == nil) != c.read || errors.Is(saved, ErrRoutingNewer) != c.write {
			t.Errorf("%s of %s: %v %v %v %v", c.who, c.at, err, trial, listed, saved)
		}
	}
	_, err := w.SaveRouting(t.Context(), w.who["admin"], 999999, RoutingDraft{})
	wants(t, "of no community", err, ErrRouting)
	_, err = w.TryRouting(t.Context(), w.who["staff"], w.at["a"].Community, RouteTrial{Category: "lamp", MicroGrid: w.at["b01-01"].MicroGrid})
	if err == nil {
		t.Error("a place of another community was tried")
	}
}

func TestARuleThatIsNotCompleteIsRefusedByItsPlace(t *testing.T) {
	for name, c := range map[string]struct {
		r    RoutingRule
		want string
	}{
		"grab":                      {RoutingRule{Mode: ModeGrab}, ""},
		"somebody":                  {RoutingRule{Mode: ModeAssign, People: []account.ID{1}}, ""},
		"a role":                    {RoutingRule{Mode: ModeRotate, Role: account.Worker}, ""},
		"no name":                   {RoutingRule{Name: " ", Mode: ModeGrab}, "body.rules[1].name"},
		"a name twice":              {RoutingRule{Name: "前", Mode: ModeGrab}, "body.rules[1].name"},
		"nobody":                    {RoutingRule{Mode: ModeAssign}, "body.rules[1].people"},
		"people and a role":         {RoutingRule{Mode: ModeAssign, People: []account.ID{1}, Role: account.Staff}, "body.rules[1].people"},
		"a pool of people":          {RoutingRule{Mode: ModeGrab, People: []account.ID{1}}, "body.rules[1].people"},
		"a role that handles none":  {RoutingRule{Mode: ModeAssign, Role: account.County}, "body.rules[1].role"},
		"turns of one":              {RoutingRule{Mode: ModeRotate, Role: account.Leader}, "body.rules[1].role"},
		"no mode":                   {RoutingRule{}, "body.rules[1].mode"},
		"hours that there are none": {RoutingRule{Mode: ModeGrab, Hours: "night"}, "body.rules[1].hours"},
	} {
		if c.r.Name == "" {
			c.r.Name = "后"
		}
		if c.r.Hours == "" {
			c.r.Hours = HoursAny
		}
		err, path := checkRules([]RoutingRule{{Name: "前", Hours: HoursAny, Mode: ModeGrab}, c.r}), ""
		var p *problem.Error
		if errors.As(err, &p) {
			path = p.Fields[0].Path
		}
		if path != c.want {
			t.Errorf("%s: %q", name, path)
		}
	}
}

func TestARuleThatIsNeverReachedIsPointedOut(t *testing.T) {
	w := newTown(t)
	staff := w.who["staff"].ID
	for name, c := range map[string]struct {
		rules []RoutingRule // the last is asked about
		want  string
	}{
		"alone":                              {[]RoutingRule{{}}, ""},
		"after one for everything":           {[]RoutingRule{{Name: "全部"}, {Category: "lamp"}}, "“全部”"},
		"after one for another category":     {[]RoutingRule{{Category: "gas"}, {Category: "lamp"}}, ""},
		"after one for its category":         {[]RoutingRule{{Category: "lamp"}, {Category: "lamp", Grid: "01"}}, "“规则1”"},
		"narrower first":                     {[]RoutingRule{{Category: "lamp", Grid: "01"}, {Category: "lamp"}}, ""},
		"after one for its grid":             {[]RoutingRule{{Grid: "01"}, {MicroGrid: "01-02"}}, "“规则1”"},
		"after one for another grid":         {[]RoutingRule{{Grid: "02"}, {MicroGrid: "01-02"}}, ""},
		"after the hours":                    {[]RoutingRule{{Hours: HoursService}, {}}, ""},
		"after both sorts of hours":          {[]RoutingRule{{Hours: HoursService}, {Hours: HoursOutside}, {}}, "“规则2”"},
		"after its hours":                    {[]RoutingRule{{Hours: HoursService}, {Hours: HoursService, Category: "lamp"}}, "“规则1”"},
		"a category that there is no longer": {[]RoutingRule{{Category: "none"}}, "类别已经停用"},
		"a domain that there is none of":     {[]RoutingRule{{Domain: "none"}}, "领域"},
		"a grid that there is no longer":     {[]RoutingRule{{Grid: "09"}}, "网格已经没有"},
		"a micro-grid of another grid":       {[]RoutingRule{{Grid: "02", MicroGrid: "01-01"}}, "不在这个网格里"},
		"somebody who left":                  {[]RoutingRule{{Mode: ModeAssign, People: []account.ID{999}}}, "都不在岗"},
		"some who left":                      {[]RoutingRule{{Mode: ModeAssign, People: []account.ID{staff, 999}}}, "有人不在岗"},
		"a post of nowhere":                  {[]RoutingRule{{Mode: ModeAssign, Role: account.Leader, In: "09"}}, "岗位所在"},
		"workers of a grid, not in turn":     {[]RoutingRule{{Mode: ModeAssign, Role: account.Worker, In: "01"}}, "岗位所在"},
		"workers of a grid, in turn":         {[]RoutingRule{{Mode: ModeRotate, Role: account.Worker, In: "01"}}, ""},
		"a leader of a micro-grid":           {[]RoutingRule{{Mode: ModeAssign, Role: account.Leader, In: "01-01"}}, "岗位所在"},
		"after one that nothing can meet":    {[]RoutingRule{{Grid: "09"}, {Category: "lamp"}}, ""},
	} {
		for i := range c.rules {
			if c.rules[i].Mode == "" {
				c.rules[i].Mode = ModeGrab
			}
		}
		got, last := "", len(c.rules)-1
		for _, x := range w.rules(c.rules...).Warnings {
			if x.Rule == last {
				got += x.Text
			}
		}
		if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestAnImportSetsRulesOnceAndLeavesWhatTheStaffChanged(t *testing.T) {
	w := newTown(t)
	a := w.at["a"].Community
	set := func(list ...RoutingRule) Routing {
		t.Helper()
		for i := range list {
			list[i].Hours, list[i].Mode = HoursAny, ModeGrab
		}
		w.tx(func(tx *db.Tx) error { return w.SetRouting(t.Context(), tx, a, list) })
		r, err := w.Routing(t.Context(), w.who["staff"], a, 0)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if r := set(); r.Version != 0 || r.Imported || r.Rules == nil {
		t.Errorf("a table without rows: %+v", r)
	}
	if r := set(RoutingRule{Name: "一"}, RoutingRule{Name: "二"}); r.Version != 1 || !r.Imported || r.By != nil {
		t.Errorf("%+v", r)
	}
	if r := set(RoutingRule{Name: "一"}, RoutingRule{Name: "二"}); r.Version != 1 {
		t.Errorf("the same again: %+v", r.RoutingVersion)
	}
	w.rules(RoutingRule{Name: "自己的", Mode: ModeGrab})
	if r := set(RoutingRule{Name: "一"}, RoutingRule{Name: "二"}); r.Version != 2 || r.Rules[0].Name != "自己的" {
		t.Errorf("the same after the staff's change: %+v", r.RoutingVersion)
	}
	r := set(RoutingRule{Name: "二"}, RoutingRule{Name: "新"})
	if ids := []int{r.Rules[0].ID, r.Rules[1].ID}; r.Version != 3 || !slices.Equal(ids, []int{2, 4}) {
		t.Errorf("another table: %+v", r.Rules)
	}
}

func TestAnImportGivesNoTwoRulesOneNumber(t *testing.T) {
	w := newTown(t)
	set := func(names ...string) {
		t.Helper()
		var list []RoutingRule
		for _, name := range names {
			list = append(list, RoutingRule{Name: name, Hours: HoursAny, Mode: ModeGrab})
		}
		w.tx(func(tx *db.Tx) error { return w.SetRouting(t.Context(), tx, w.at["a"].Community, list) })
	}
	set("一")
	first, err := w.Routing(t.Context(), w.who["staff"], w.at["a"].Community, 0)
	if err != nil {
		t.Fatal(err)
	}
	first.Rules[0].Name = "改名"
	w.rules(first.Rules...)
	set("一", "改名")
	if r, err := w.Routing(t.Context(), w.who["staff"], w.at["a"].Community, 0); err != nil || len(r.Rules) != 2 || r.Rules[0].ID == r.Rules[1].ID {
		t.Errorf("%+v %v", r.Rules, err)
	}
}
