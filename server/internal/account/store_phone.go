package account

import (
	"context"

	"huiyin/server/internal/platform/db"
)

type sealedPhone struct {
	account ID
	phone   []byte
}

func (p *sealedPhone) columns() []any { return []any{&p.account, &p.phone} }

// Phones are the numbers of those who gave one, to send them what cannot reach
// them otherwise.
func (s *Service) Phones(ctx context.Context, q db.Querier, ids ...ID) (map[ID]string, error) {
	out := map[ID]string{}
	if len(ids) == 0 {
		return out, nil
	}
	rows, err := db.All(ctx, q, (*sealedPhone).columns, `SELECT id, phone_sealed FROM accounts WHERE id IN (`+db.Numbers(ids)+`) AND phone_sealed IS NOT NULL AND NOT disabled`)
	for _, r := range rows {
		if err == nil {
			out[r.account], err = s.Seal.Open(r.phone, "phone")
		}
	}
	return out, err
}
