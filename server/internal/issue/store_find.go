package issue

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/table"
)

// How lists are found. An index begins with whose issues they are and goes on
// in the order of the list, or with what narrows it: nothing is read that is
// not shown. The index is named, since what the database guesses changes with
// its statistics, and a wrong guess reads a million rows. Issues of several
// territories or states are looked up one by one and merged.

// A branch is one such look-up.
type branch struct {
	index string
	where db.Where
}

// spoken is an issue's number as people read it out; its id comes last.
var spoken = regexp.MustCompile(`^\d{8}-(\d{1,18})$`)

// branches are the look-ups of a filter; none when nothing can be found.
func (f *filter) branches() (out []branch) {
	known := f.States
	if known != nil {
		known = common(states, f.States)
	}
	for _, at := range f.areas() {
		index, split := f.index(at, known)
		switch {
		case known != nil && split != nil:
			split = common(split, known)
		case known != nil && len(known) == 0:
			split = []State{}
		case split == nil:
			split = []State{""}
		}
		for _, state := range split {
			b := branch{index: index, where: f.where(at)}
			if state == "" {
				db.In(&b.where, "i.state", known)
			}
			db.Equal(&b.where, "i.state", state)
			out = append(out, b)
		}
	}
	return out
}

// index names the index by which issues are found, and the states to be looked
// up one by one; nil leaves the states alone.
func (f *filter) index(at account.Territory, known []State) (string, []State) {
	whose := f.whose(at)
	timed := f.Sort == ByDue || !f.DueBefore.IsZero()
	switch {
	case spoken.MatchString(f.Words), f.Among != nil:
		return "PRIMARY", nil
	case f.Pooled: // few wait there, anywhere
		return "issues_pooled", nil
	case f.ToTell: // few are, anywhere
		return "issues_to_tell", nil
	case whose == "reporter":
		return "issues_of_reporter", nil
	case timed && (whose == "owner" || whose == "micro_grid"): // few are open
		return "issues_of_" + whose + "_state", openStates
	case timed && whose == "":
		return "issues_everywhere_due", nil
	case timed:
		return "issues_of_" + whose + "_due", nil
	case !f.AnsweredSince.IsZero() && at.Community != 0:
		return "issues_of_community_closed", nil
	case f.Category != "" && at.Community != 0 && (whose == "grid" || whose == "community") && (known == nil || slices.Contains(known, Closed)):
		return "issues_of_community_category", nil
	case known != nil && whose == "":
		return "issues_everywhere_state", known
	case known != nil:
		return "issues_of_" + whose + "_state", known
	case whose == "":
		return "PRIMARY", nil
	}
	return "issues_of_" + whose, nil
}

// whose is what narrows the list most; empty is everywhere.
func (f *filter) whose(at account.Territory) string {
	switch {
	case f.Reporter != 0:
		return "reporter"
	case f.Owner != 0:
		return "owner"
	case at.MicroGrid != 0:
		return "micro_grid"
	case at.Grid != 0:
		return "grid"
	case at.Community != 0:
		return "community"
	}
	return ""
}

// areas are the parts of the actor's territories that the list is about.
func (f *filter) areas() (out []account.Territory) {
	if f.Territories == nil {
		return []account.Territory{f.At}
	}
	for _, t := range f.Territories {
		area, ok := meet(t, f.At)
		if !ok || slices.ContainsFunc(out, func(o account.Territory) bool { return o.Covers(area) }) {
			continue
		}
		out = append(slices.DeleteFunc(out, area.Covers), area)
	}
	return out
}

// meet is where two territories overlap.
func meet(a, b account.Territory) (account.Territory, bool) {
	for _, level := range []struct{ to, from *int64 }{{&a.Community, &b.Community}, {&a.Grid, &b.Grid}, {&a.MicroGrid, &b.MicroGrid}} {
		if *level.to != 0 && *level.from != 0 && *level.to != *level.from {
			return a, false
		}
		*level.to = max(*level.to, *level.from)
	}
	return a, true
}

// common are the members of a that b has too.
func common(a, b []State) []State {
	return slices.DeleteFunc(slices.Clone(a), func(s State) bool { return !slices.Contains(b, s) })
}

// union looks all branches up, each with the same ending.
func union(branches []branch, columns, ending string, more ...any) (query string, args []any) {
	parts := make([]string, len(branches))
	for i, b := range branches {
		parts[i] = `(SELECT ` + columns + ` FROM issues i FORCE INDEX (` + b.index + `)` + b.where.SQL() + ending + `)`
		args = append(append(args, b.where.Args()...), more...)
	}
	return strings.Join(parts, " UNION ALL "), args
}

// howMany counts everything that a filter finds.
func howMany(ctx context.Context, q db.Querier, f filter) (int, error) {
	if f.searches() {
		ids, err := search(ctx, q, f, table.MostRows)
		return len(ids), err
	}
	branches := f.branches()
	if len(branches) == 0 {
		return 0, nil
	}
	found, args := union(branches, "1 AS one", "")
	return db.One(ctx, q, db.Value[int], `SELECT COUNT(*) FROM (`+found+`) AS found`, args...)
}
