package notice

import (
	"context"
	"fmt"
)

// A Finding is a notice whose receipts do not add up.
type Finding struct {
	Notice    ID
	MicroGrid int64
	Text      string
}

func (f Finding) String() string {
	return fmt.Sprintf("notice %d, micro-grid %d: %s", f.Notice, f.MicroGrid, f.Text)
}

const auditBatch = 200

// Audit reads every receipt, and says of how many notices: who was targeted has
// read, confirmed, been told or not been reached, and the tallies say so too.
func (s *Service) Audit(ctx context.Context, found func(Finding)) (notices int, err error) {
	var after ID
	for {
		ids, err := sentAfter(ctx, s.DB, after, auditBatch)
		if err != nil || len(ids) == 0 {
			return notices, err
		}
		for _, id := range ids {
			if err := s.audit(ctx, id, found); err != nil {
				return notices, err
			}
		}
		notices, after = notices+len(ids), ids[len(ids)-1]
	}
}

// audit compares a notice's tallies with its receipts at one moment.
func (s *Service) audit(ctx context.Context, id ID, found func(Finding)) error {
	rows, err := compare(ctx, s.DB, id)
	for _, r := range rows {
		c := r.said
		if c.Targeted != c.Read+c.Confirmed+c.Told+c.Unreached {
			found(Finding{id, r.micro, fmt.Sprintf("targeted %d is not read %d + confirmed %d + told %d + unreached %d", c.Targeted, c.Read, c.Confirmed, c.Told, c.Unreached)})
		}
		if r.said != r.counted {
			found(Finding{id, r.micro, fmt.Sprintf("the tally says %+v, the receipts %+v", r.said, r.counted)})
		}
		if r.wrong > 0 {
			found(Finding{id, r.micro, fmt.Sprintf("%d receipts do not say when", r.wrong)})
		}
	}
	return err
}
