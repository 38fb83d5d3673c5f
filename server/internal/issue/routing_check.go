package issue

import (
	"fmt"
	"slices"
	"strings"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/problem"
)

// checkRules says which rules are not complete.
func checkRules(rules []RoutingRule) error {
	var bad []problem.Field
	names, ids := map[string]bool{}, map[int]bool{}
	for i, r := range rules {
		complain := func(field, text string) {
			bad = append(bad, problem.Field{Path: fmt.Sprintf("body.rules[%d].%s", i, field), Message: text})
		}
		switch name := strings.TrimSpace(r.Name); {
		case name == "":
			complain("name", "请填写名称")
		case names[name]:
			complain("name", "已有同名的规则，请换一个名称")
		default:
			names[name] = true
		}
		if r.ID != 0 && ids[r.ID] {
			complain("id", "同一条规则出现了两次，请刷新后再改")
		}
		ids[r.ID] = true
		if field, text := r.incomplete(); text != "" {
			complain(field, text)
		}
	}
	if len(bad) > 0 {
		return ErrRoutingRule.With(bad...)
	}
	return nil
}

// incomplete says what the rule's target lacks.
func (r *RoutingRule) incomplete() (field, text string) {
	switch {
	case !slices.Contains(modes, r.Mode):
		return "mode", "请选择派单方式"
	case !slices.Contains(routingHours, r.Hours):
		return "hours", "请选择时间"
	case r.Mode == ModeGrab && (len(r.People) > 0 || r.Role != "" || r.In != ""):
		return "people", "领办面向本网格全体网格员，不用再指定人"
	case r.Mode == ModeGrab:
		return "", ""
	case len(r.People) == 0 && r.Role == "":
		return "people", errRoutingTarget
	case len(r.People) > 0 && r.Role != "":
		return "people", "人员和岗位请只选一种"
	case r.Role != "" && !slices.Contains([]account.Role{account.Worker, account.Leader, account.Staff}, r.Role):
		return "role", errRoutingTarget
	case r.Mode == ModeRotate && r.Role == account.Leader:
		return "role", "网格长只有一位，请选“指派”"
	}
	return "", ""
}
