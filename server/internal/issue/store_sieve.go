package issue

import (
	"cmp"
	"context"
	"math"
	"math/bits"
	"slices"
	"strings"

	"huiyin/server/internal/platform/db"
)

// A sieve lets through the issues that the words can stand in, a few at a
// time, in the order of the list.
type sieve struct {
	grams  []gram // the rarest first
	oldest bool
	block  uint32 // goes on here
	ended  bool
	ids    []ID // read, and not yet let through
}

const (
	gramsWeighed = 16
	gramsMet     = 6
	rare         = 160 // blocks; what is in more of them is common
	blocksAtOnce = 64
	lastBlock    = math.MaxUint32
)

func newSieve(ctx context.Context, q db.Querier, f filter) (*sieve, error) {
	s := &sieve{oldest: f.Sort == Oldest, block: uint32(max(0, min(f.After.ID/blockSize, lastBlock)))}
	if !s.oldest && f.After.ID == 0 {
		s.block = lastBlock
	}
	var err error
	s.grams, err = rarest(ctx, q, f.grams())
	s.ended = len(s.grams) == 0
	return s, err
}

// grams are those of the words, of the place, if it is one, and of the
// category. Of many the highest are enough: numbers and Chinese tell most.
func (f *filter) grams() []gram {
	words := slices.Sorted(slices.Values(wordGrams(f.Words)))
	words = slices.Compact(words)
	out := slices.Clone(words[max(0, len(words)-gramsWeighed):])
	slices.Reverse(out) // of those that are as common the first are met
	if f.Category != "" {
		out = append(out, hashGram("category", f.Category))
	}
	areas := f.areas()
	if len(areas) != 1 {
		return out
	}
	switch at := areas[0]; f.whose(at) {
	case "micro_grid":
		out = append(out, areaGram("micro-grid", at.MicroGrid))
	case "grid":
		out = append(out, areaGram("grid", at.Grid))
	case "community":
		out = append(out, areaGram("community", at.Community))
	}
	return out
}

// rarest are the grams to be met, the rarest first; none when one of them is
// nowhere.
func rarest(ctx context.Context, q db.Querier, grams []gram) ([]gram, error) {
	type weight struct {
		gram gram
		n    int
	}
	weights, dest, args := make([]weight, len(grams)), make([]any, len(grams)), []any{}
	for i, g := range grams {
		weights[i].gram, dest[i] = g, &weights[i].n
		args = append(args, g, rare)
	}
	counts := strings.TrimPrefix(strings.Repeat(`, (SELECT COUNT(*) FROM (SELECT 1 AS one FROM issue_grams WHERE gram = ? LIMIT ?) AS some)`, len(grams)), ", ")
	if err := q.QueryRowContext(ctx, `SELECT `+counts, args...).Scan(dest...); err != nil {
		return nil, err
	}
	slices.SortStableFunc(weights, func(a, b weight) int { return cmp.Compare(a.n, b.n) })
	out := []gram{}
	for _, w := range weights[:min(gramsMet, len(weights))] {
		if w.n == 0 {
			return nil, nil
		}
		out = append(out, w.gram)
	}
	return out, nil
}

// next lets at most n issues through; none are left when there are none.
func (s *sieve) next(ctx context.Context, q db.Querier, n int) ([]ID, error) {
	for len(s.ids) == 0 && !s.ended {
		if err := s.read(ctx, q); err != nil {
			return nil, err
		}
	}
	n = min(n, len(s.ids))
	out := s.ids[:n]
	s.ids = s.ids[n:]
	return out, nil
}

// A block is a part of a set.
type block struct {
	at      uint32
	members uint64
}

func (b *block) columns() []any { return []any{&b.at, &b.members} }

// read meets the sets of all grams, beginning with the rarest.
func (s *sieve) read(ctx context.Context, q db.Querier) error {
	to, order := "<=", " DESC"
	if s.oldest {
		to, order = ">=", ""
	}
	from, all, args := `issue_grams a`, `a.members`, []any{}
	var w db.Where
	w.And(`a.gram = ?`, s.grams[0])
	for i, g := range s.grams[1:] {
		name := string(rune('b' + i))
		from += ` JOIN issue_grams ` + name + ` ON ` + name + `.gram = ? AND ` + name + `.block = a.block`
		args, all = append(args, g), all+` & `+name+`.members`
		w.And(`(` + all + `) <> 0`)
	}
	w.And(`a.block `+to+` ?`, s.block)
	blocks, err := db.All(ctx, q, (*block).columns, `SELECT STRAIGHT_JOIN a.block, `+all+` FROM `+from+w.SQL()+` ORDER BY a.block`+order+` LIMIT ?`, append(args, w.Args(blocksAtOnce)...)...)
	if err != nil {
		return err
	}
	s.ended = len(blocks) < blocksAtOnce
	for _, b := range blocks {
		s.ids = append(s.ids, b.ids(s.oldest)...)
		if s.oldest {
			s.block = b.at + 1
		} else if b.at > 0 {
			s.block = b.at - 1
		} else {
			s.ended = true
		}
	}
	return nil
}

// ids are a block's members, in order.
func (b *block) ids(oldest bool) (out []ID) {
	for m := b.members; m != 0; m &= m - 1 {
		out = append(out, ID(b.at)*blockSize+ID(bits.TrailingZeros64(m)))
	}
	if !oldest {
		slices.Reverse(out)
	}
	return out
}
