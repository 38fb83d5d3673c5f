package issue

import (
	"context"
	"math"
	"slices"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// A Likeness is what a person is about to file.
type Likeness struct {
	Category            string
	MicroGrid           int64
	Latitude, Longitude *float64
	Words               string
}

const (
	likeMost       = 5
	likeCandidates = 60
	nearMetres     = 200
	metresPerGrade = 111_195
)

// Similar lists open matters that may be the one which the actor is about to
// file: of the category, in the micro-grid or near by, shown to neighbours as
// far as their words passed, and to those who handle them in any case. Those that share most words come first, then the
// nearest, then the newest.
func (s *Service) Similar(ctx context.Context, by account.Actor, l Likeness) ([]Summary, error) {
	at, err := s.place(ctx, s.DB, by, Draft{MicroGrid: l.MicroGrid})
	if err != nil {
		return nil, err
	}
	rows, err := similar(ctx, s.DB, at, l)
	if err != nil {
		return nil, err
	}
	handles := by.Is(account.Worker, account.Leader, account.Staff, account.Admin)
	rows = slices.DeleteFunc(rows, func(r record) bool { return !r.shown() && !(handles && r.insider(by)) })
	said := pairs(l.Words)
	slices.SortStableFunc(rows, func(a, b record) int {
		if n := shared(said, pairs(b.Words)) - shared(said, pairs(a.Words)); n != 0 {
			return n
		}
		return int(l.metres(&a)) - int(l.metres(&b))
	})
	return s.summaries(ctx, by, rows[:min(len(rows), likeMost)])
}

// similar are the newest candidates of the micro-grid and of the surroundings,
// each by its own index.
func similar(ctx context.Context, q db.Querier, at account.Territory, l Likeness) ([]record, error) {
	where := ` i.community_id = ? AND i.category = ? AND i.next_due_at IS NOT NULL`
	query, args := `(SELECT i.id FROM issues i FORCE INDEX (issues_similar) WHERE i.micro_grid_id = ? AND`+where+` ORDER BY i.id DESC LIMIT ?)`, []any{at.MicroGrid, at.Community, l.Category, likeCandidates}
	if l.Latitude != nil && l.Longitude != nil {
		dLat := float64(nearMetres) / metresPerGrade
		dLong := dLat / max(0.01, math.Cos(*l.Latitude*math.Pi/180))
		query += ` UNION (SELECT i.id FROM issues i FORCE INDEX (issues_near) WHERE` + where + ` AND i.latitude BETWEEN ? AND ? AND i.longitude BETWEEN ? AND ? ORDER BY i.id DESC LIMIT ?)`
		args = append(args, at.Community, l.Category, *l.Latitude-dLat, *l.Latitude+dLat, *l.Longitude-dLong, *l.Longitude+dLong, likeCandidates)
	}
	return db.All(ctx, q, (*record).listed, `SELECT STRAIGHT_JOIN `+columns+categoryOfIssue+firstPhoto+`, NULL FROM (`+query+`) n JOIN issues i ON i.id = n.id
		JOIN categories c ON c.community_id = i.community_id AND c.code = i.category ORDER BY i.id DESC`, args...)
}

// metres is roughly how far away the matter is; one without a position comes
// after all that have one.
func (l Likeness) metres(r *record) float64 {
	if l.Latitude == nil || l.Longitude == nil || r.Latitude == nil || r.Longitude == nil {
		return math.MaxInt32
	}
	dx := (*r.Longitude - *l.Longitude) * math.Cos(*l.Latitude*math.Pi/180)
	return math.Min(math.MaxInt32, math.Hypot(dx, *r.Latitude-*l.Latitude)*metresPerGrade)
}

// pairs are the neighbouring characters of a text: Chinese has no spaces, and
// two characters are about a word.
func pairs(text string) map[[2]rune]bool {
	out, r := map[[2]rune]bool{}, []rune(text)
	for i := range len(r) - 1 {
		out[[2]rune{r[i], r[i+1]}] = true
	}
	return out
}

func shared(a, b map[[2]rune]bool) (n int) {
	for p := range a {
		if b[p] {
			n++
		}
	}
	return n
}
