package issue

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// A findable is what an issue is found by.
type findable struct {
	id           ID
	words, place string
	category     string
	at           account.Territory
}

func (t *findable) columns() []any {
	return []any{&t.id, &t.words, &t.place, &t.category, &t.at.Community, &t.at.Grid, &t.at.MicroGrid}
}

// unsearchable are the first issues that the index lacks.
func unsearchable(ctx context.Context, q db.Querier, n int) ([]findable, error) {
	return db.All(ctx, q, (*findable).columns, `
		SELECT i.id, i.words, i.place_text, i.category, i.community_id, i.grid_id, i.micro_grid_id
		FROM issues i FORCE INDEX (issues_searchable) WHERE i.searchable = FALSE ORDER BY i.id LIMIT ?`, n)
}

const blockSize = 64 // issues in one row of the index

// A place in the index.
type slot struct {
	gram  gram
	block uint32
}

func setsOf(texts []findable) map[slot]uint64 {
	sets := map[slot]uint64{}
	for _, t := range texts {
		grams := slices.Concat(textGrams(t.words), textGrams(t.place), []gram{hashGram("category", t.category),
			areaGram("community", t.at.Community), areaGram("grid", t.at.Grid), areaGram("micro-grid", t.at.MicroGrid)})
		for _, g := range grams {
			sets[slot{g, uint32(t.id / blockSize)}] |= 1 << (t.id % blockSize)
		}
	}
	return sets
}

const slotsAtOnce = 1000

// makeSearchable adds texts to the sets of the index, in its order, so that
// two that do so at once wait for each other rather than lock each other up.
func makeSearchable(ctx context.Context, tx *db.Tx, texts []findable, sets map[slot]uint64) error {
	slots := slices.SortedFunc(maps.Keys(sets), func(a, b slot) int { return cmp.Or(cmp.Compare(a.gram, b.gram), cmp.Compare(a.block, b.block)) })
	for some := range slices.Chunk(slots, slotsAtOnce) {
		var args []any
		for _, s := range some {
			args = append(args, s.gram, s.block, sets[s])
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO issue_grams (gram, block, members) VALUES `+strings.TrimPrefix(strings.Repeat(", (?, ?, ?)", len(some)), ", ")+`
			ON DUPLICATE KEY UPDATE members = members | VALUES(members)`, args...); err != nil {
			return err
		}
	}
	ids := make([]ID, len(texts))
	for i, t := range texts {
		ids[i] = t.id
	}
	_, err := tx.ExecContext(ctx, `UPDATE issues SET searchable = TRUE WHERE id IN (`+db.Marks(len(ids))+`)`, db.Args(ids)...)
	return err
}

// searches says whether a filter looks its words up in the index. It does not
// where few issues are read anyway: those of a number, of a reporter, of some
// days, those that are open or in the pool.
func (f *filter) searches() bool {
	few := f.Among != nil || f.Reporter != 0 || f.Pooled || f.ToTell || f.Sort == ByDue || !f.DueBefore.IsZero() || !f.AnsweredSince.IsZero() ||
		f.States != nil && !slices.Contains(f.States, Closed)
	return f.Words != "" && !spoken.MatchString(f.Words) && !few
}

// found are the look-ups of a filter's page.
func (f *filter) found(ctx context.Context, q db.Querier) ([]branch, error) {
	if !f.searches() {
		return f.branches(), nil
	}
	ids, err := search(ctx, q, *f, f.Limit)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	b := branch{index: "PRIMARY"}
	db.In(&b.where, "i.id", ids)
	return []branch{b}, nil
}

// rareMost is how many issues rare words are in at most.
const rareMost = 400

// rare narrows a filter whose words are in a few issues to those: what stands
// where among them need not be looked for in all that is open.
func (f *filter) rare(ctx context.Context, q db.Querier) error {
	if !f.searches() {
		return nil
	}
	ids, err := search(ctx, q, *f, rareMost+1)
	if err == nil && len(ids) <= rareMost {
		f.Among, f.Words = append([]ID{}, ids...), ""
	}
	return err
}

// idsAtOnce is how many issues LIKE looks at in one statement; some servers
// read longer lists in another way.
const idsAtOnce = 500

// search lists the first n issues of a filter, in its order. What the index
// lacks is read first: whatever leaves it meanwhile is in the index then.
func search(ctx context.Context, q db.Querier, f filter, n int) ([]ID, error) {
	fresh, err := f.pick(ctx, q, "issues_searchable", n, func(w *db.Where) { w.And("i.searchable = FALSE") })
	if err != nil {
		return nil, err
	}
	s, err := newSieve(ctx, q, f)
	if err != nil {
		return nil, err
	}
	var ids []ID
	for size := min(4*n, idsAtOnce); len(ids) < n; size = min(2*size, idsAtOnce) {
		some, err := s.next(ctx, q, size)
		if err != nil {
			return nil, err
		}
		if len(some) == 0 {
			break
		}
		found, err := f.pick(ctx, q, "PRIMARY", n-len(ids), func(w *db.Where) { db.In(w, "i.id", some) })
		if err != nil {
			return nil, err
		}
		ids = append(ids, found...)
	}
	ids = append(ids, fresh...)
	slices.SortFunc(ids, func(a, b ID) int {
		if f.Sort == Oldest {
			return cmp.Compare(a, b)
		}
		return cmp.Compare(b, a)
	})
	ids = slices.Compact(ids)
	return ids[:min(n, len(ids))], nil
}

// pick lists the first n issues of a filter that something more holds for.
func (f *filter) pick(ctx context.Context, q db.Querier, index string, n int, more func(*db.Where)) ([]ID, error) {
	var branches []branch
	for _, at := range f.areas() {
		b := branch{index, f.where(at)}
		db.In(&b.where, "i.state", f.States)
		more(&b.where)
		branches = append(branches, b)
	}
	if branches == nil {
		return nil, nil
	}
	found, args := union(branches, "i.id", f.order("i")+` LIMIT ?`, n)
	return db.All(ctx, q, db.Value[ID], `SELECT found.id FROM (`+found+`) AS found`+f.order("found")+` LIMIT ?`, append(args, n)...)
}
