package account

import (
	"context"
	"slices"

	"huiyin/server/internal/platform/db"
)

// A Card is how a person is shown to those who have to recognize him.
type Card struct {
	Person
	PhoneMasked string // empty when he gave none
	Level       Level
}

type cardRow struct {
	Person
	phone []byte
	level Level
}

func (c *cardRow) columns() []any { return []any{&c.ID, &c.DisplayName, &c.phone, &c.level} }

// Cards are those of several accounts.
func (s *Service) Cards(ctx context.Context, q db.Querier, ids ...ID) (map[ID]Card, error) {
	out := map[ID]Card{}
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	if len(ids) == 0 {
		return out, nil
	}
	rows, err := db.All(ctx, q, (*cardRow).columns, `SELECT id, name, phone_sealed, level FROM accounts WHERE id IN (`+db.Marks(len(ids))+`)`, db.Args(ids)...)
	for _, r := range rows {
		out[r.ID] = Card{r.Person, s.masked(r.phone), r.level}
	}
	return out, err
}

// SetLevel says how well a resident is known.
func (s *Service) SetLevel(ctx context.Context, tx *db.Tx, id ID, level Level) error {
	return setLevel(ctx, tx, id, level)
}

func setLevel(ctx context.Context, tx *db.Tx, id ID, level Level) error {
	_, err := tx.ExecContext(ctx, `UPDATE accounts SET level = ? WHERE id = ?`, level, id)
	return err
}
