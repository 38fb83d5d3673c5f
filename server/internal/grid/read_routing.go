package grid

import (
	"os"
	"regexp"
	"slices"
	"strings"

	"huiyin/server/internal/platform/table"
)

// A RoutingEntry is a row of routing_rules.csv. Workers and leaders are named by
// their phone, staff by their username: both stand in the other tables.
type RoutingEntry struct {
	Name, Category, Domain, Grid, MicroGrid, Hours, Mode, Role, In string
	People                                                         []PersonEntry
	Active                                                         bool
}

// What people may write for a rule's hours, mode and role.
var (
	hoursWords = map[string]string{"": "any", "any": "any", "任何时间": "any", "service": "service", "服务时间内": "service", "outside": "outside", "服务时间外": "outside"}
	modeWords  = map[string]string{"assign": "assign", "指派": "assign", "grab": "grab", "领办": "grab", "rotate": "rotate", "轮流": "rotate"}
	roleWords  = map[string]string{"": "", "worker": "worker", "网格员": "worker", "leader": "leader", "网格长": "leader", "staff": "staff", "社区工作人员": "staff"}
	separators = regexp.MustCompile(`[、,，;；\s]+`)
)

// routing reads the one table that a community need not have.
func (r *reader) routing() {
	if _, err := os.Stat(table.Find(r.dir, "routing_rules")); err != nil {
		return
	}
	r.table("routing_rules", []string{"name", "mode"}, func(file string, line int, get func(string) string) {
		r.unique("routing_rules", file, line, "name", get("name"))
		for column, in := range map[string]string{"category": "categories", "grid": "grids", "micro_grid": "micro_grids"} {
			if get(column) != "" {
				r.known(in, file, line, column, get(column))
			}
		}
		word := func(column string, words map[string]string, say string) string {
			w, ok := words[get(column)]
			if !ok {
				r.complain(file, line, column, "%q 看不懂，请写%s", get(column), say)
			}
			return w
		}
		e := RoutingEntry{Name: get("name"), Category: get("category"), Domain: get("domain"), Grid: get("grid"), MicroGrid: get("micro_grid"), In: get("in"),
			Hours: word("hours", hoursWords, "任何时间、服务时间内 或 服务时间外"), Mode: word("mode", modeWords, "指派、领办 或 轮流"),
			Role: word("role", roleWords, "网格员、网格长 或 社区工作人员"), Active: get("active") == "" || yes(get("active"))}
		if e.Domain != "" && !slices.ContainsFunc(r.book.Categories, func(c CategoryEntry) bool { return c.Domain == e.Domain }) {
			r.complain(file, line, "domain", "没有类别属于 %q，请检查领域", e.Domain)
		}
		if e.In != "" && !r.seen["grids"][e.In] && !r.seen["micro_grids"][e.In] {
			r.complain(file, line, "in", "%q 不在 grids 和 micro_grids 表里，请检查编号", e.In)
		}
		if e.Role == "" && e.Mode != "grab" && get("people") == "" {
			r.complain(file, line, "people", "请写交给谁：people 写人，或 role 写岗位")
		}
		e.People = r.named(file, line, get("people"))
		r.book.Routing = append(r.book.Routing, e)
	})
}

// named finds the people whom a row names.
func (r *reader) named(file string, line int, text string) (out []PersonEntry) {
	for _, name := range separators.Split(text, -1) {
		if name == "" {
			continue
		}
		all := slices.Concat(r.book.Staff, r.book.Workers, r.book.Leaders)
		i := slices.IndexFunc(all, func(p PersonEntry) bool { return p.Username == name || p.Phone == name })
		if i < 0 {
			r.complain(file, line, "people", "%q 不在 staff、workers、leaders 表里，请写用户名或手机号", strings.TrimSpace(name))
			continue
		}
		out = append(out, all[i])
	}
	return out
}
