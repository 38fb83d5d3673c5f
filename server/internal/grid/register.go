package grid

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/table"
)

// The register: a community that knows the phones of its residents lets them be
// verified by the number that WeChat gives. Of a number no more is kept than
// what recognises it.

// A RegisterEntry is a row of residents.csv, which may be left out.
type RegisterEntry struct{ Phone, Building string }

func (r *reader) register() {
	if _, err := os.Stat(table.Find(r.dir, "residents")); errors.Is(err, fs.ErrNotExist) {
		return
	}
	r.table("residents", []string{"phone", "building"}, func(file string, line int, get func(string) string) {
		r.unique("residents", file, line, "phone", get("phone"))
		if !phoneRule.MatchString(get("phone")) {
			r.complain(file, line, "phone", "%q 不是手机号，请填 11 位手机号", get("phone"))
		}
		r.known("buildings", file, line, "building", get("building"))
		r.book.Register = append(r.book.Register, RegisterEntry{get("phone"), get("building")})
	})
}

// writeRegister replaces what is kept by what the table says; a folder without
// the table keeps what there is.
func (i *importer) writeRegister(ctx context.Context) error {
	if len(i.book.Register) == 0 {
		return nil
	}
	l := i.report.line("residents")
	kept, err := registered(ctx, i.tx, i.community)
	if err != nil {
		return err
	}
	buildings, err := buildingIDs(ctx, i.tx, i.community)
	if err != nil {
		return err
	}
	for _, e := range i.book.Register {
		index, building := i.Accounts.PhoneIndex(e.Phone), buildings[e.Building]
		was, known := kept[string(index)]
		delete(kept, string(index))
		l.count(!known, known && was != building)
		if known && was == building {
			continue
		}
		if err := register(ctx, i.tx, i.community, index, building); err != nil {
			return err
		}
	}
	for index := range kept {
		l.Changed++
		if err := unregister(ctx, i.tx, i.community, []byte(index)); err != nil {
			return err
		}
	}
	return nil
}

const matchedAtOnce = 200

// Match verifies who lives, by the register, where he says. A worker who knows
// better has the last word: nobody is matched twice at one place.
func (s *Service) Match(ctx context.Context) error {
	for {
		list, err := matching(ctx, s.DB, matchedAtOnce)
		if err != nil {
			return err
		}
		for _, m := range list {
			if err := s.match(ctx, m); err != nil {
				return err
			}
		}
		if len(list) < matchedAtOnce {
			return nil
		}
	}
}

func (s *Service) match(ctx context.Context, m match) error {
	err := s.DB.InTx(ctx, func(tx *db.Tx) error {
		ok, err := setMatched(ctx, tx, m)
		if err != nil || !ok {
			return err
		}
		return s.Accounts.SetLevel(ctx, tx, m.account, account.Verified)
	})
	if err != nil {
		return err
	}
	return s.Accounts.Refresh(ctx, m.account)
}
