package group

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
)

// importer judges rows against what is there.
type importer struct {
	by     account.Actor
	places map[string]account.Territory
	posts  []account.Post
	known  []record
	listed map[ID]int     // members as the last table said
	named  map[string]int // line by name
}

func (i *importer) row(line int, get func(string) string) Row {
	r := Row{Line: line, Name: get("name"), Micro: get("micro_grid")}
	r.Column, r.Text = i.judge(&r, get("declared_members"))
	if worker := get("worker"); r.Text == "" && worker != "" { // the column may be left out
		r.Column, r.Text = i.post(r, worker)
	}
	if r.Text != "" {
		r.Verdict, r.Column = BadRow, columnNames[r.Column]
	}
	return r
}

// judge says in which column a row is wrong and why, or fills in what it does.
func (i *importer) judge(r *Row, members string) (column, why string) {
	n, err := strconv.Atoi(members)
	at, there := i.places[r.Micro]
	first := i.named[r.Name]
	i.named[r.Name] = r.Line
	r.Members, r.at = n, at
	switch {
	case utf8.RuneCountInString(r.Name) > maxName:
		return "name", fmt.Sprintf("太长，请不超过 %d 个字", maxName)
	case first > 0:
		return "name", fmt.Sprintf("和第 %d 行重复了，请改成不同的群名", first)
	case !there:
		return "micro_grid", "没有这个微网格编号，请检查，例如 01-01"
	case !holds(i.by, at, keepers...):
		return "micro_grid", "这个微网格不归您负责，请删去这一行"
	case err != nil || n < 1 || n > maxMembers:
		return "declared_members", fmt.Sprintf("请填 1 到 %d 之间的整数", maxMembers)
	}
	return i.compare(r)
}

// post says whether the worker that the table names has the post.
func (i *importer) post(r Row, worker string) (column, why string) {
	var names []string
	for _, p := range i.posts {
		if p.Territory == r.at {
			names = append(names, p.DisplayName)
		}
	}
	switch {
	case slices.Contains(names, worker):
		return "", ""
	case len(names) == 0:
		return "worker", "这个微网格现在没有网格员，请先在“人员”里任职，或删去这个名字"
	}
	return "worker", "和现在的网格员（" + strings.Join(names, "、") + "）不一样，请改表格，或先在“人员”里换人"
}

// compare finds the group that a row means.
func (i *importer) compare(r *Row) (column, why string) {
	r.Verdict = NewRow
	for _, k := range i.known {
		switch {
		case k.Name != r.Name:
		case k.At.MicroGrid != r.at.MicroGrid:
			return "micro_grid", "这个群已登记在别的微网格，请核对；要改的话先在那边处理"
		case k.Declared == r.Members || i.listed[k.ID] == r.Members: // the same table again leaves what somebody counted since
			r.group, r.Verdict = k.ID, SameRow
		default:
			r.group, r.Verdict, r.Was = k.ID, ChangedRow, k.Declared
		}
	}
	return "", ""
}

func placesOf(tree grid.Community) map[string]account.Territory {
	out := map[string]account.Territory{}
	for _, g := range tree.Grids {
		for _, m := range g.MicroGrids {
			out[m.Code] = account.Territory{Community: int64(tree.ID), Grid: int64(g.ID), MicroGrid: int64(m.ID)}
		}
	}
	return out
}
