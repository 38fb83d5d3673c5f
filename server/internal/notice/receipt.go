package notice

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/push"
)

// A Receipt says whether a notice has reached somebody.
type Receipt string

const (
	Unreached Receipt = "unreached"
	Read      Receipt = "read"
	Confirmed Receipt = "confirmed"
	Told      Receipt = "told" // in person
)

// Counts are receipts by how they stand. Targeted is always the sum of the others.
type Counts struct {
	Targeted  int `json:"targeted"`
	Read      int `json:"read"`
	Confirmed int `json:"confirmed"`
	Told      int `json:"told" doc:"in person"`
	Unreached int `json:"unreached"`
}

func (c Counts) add(d Counts) Counts {
	return Counts{c.Targeted + d.Targeted, c.Read + d.Read, c.Confirmed + d.Confirmed, c.Told + d.Told, c.Unreached + d.Unreached}
}

// A Progress is how far the sending of a notice is.
type Progress struct {
	State      State         `json:"state"`
	Expected   int           `json:"expected" doc:"people, when the sending began"`
	Expanded   int           `json:"expanded" doc:"people who have it in their list by now"`
	Walked     bool          `json:"walked" doc:"everybody has it; who joins goes on getting it"`
	StartedAt  time.Time     `json:"started_at"`
	Deliveries DeliveryCount `json:"deliveries"`
	Receipts   Counts        `json:"receipts"`
}

// DeliveryCount are the WeChat messages of a notice by how they stand.
type DeliveryCount struct {
	Waiting int `json:"waiting"`
	Sent    int `json:"sent"`
	Refused int `json:"refused" doc:"turned off, or no consent was left"`
	Failed  int `json:"failed"`
	Halted  int `json:"halted" doc:"stopped before they were sent"`
}

// Progress says how far a notice is.
func (s *Service) Progress(ctx context.Context, by account.Actor, id ID) (p Progress, err error) {
	r, err := s.seen(ctx, s.DB, by, id)
	if err != nil {
		return p, err
	}
	f, err := fanoutOf(ctx, s.DB, id)
	if db.Missing(err) {
		return p, ErrState
	}
	if err != nil {
		return p, err
	}
	counts, err := countsOf(ctx, s.DB, []ID{id})
	if err != nil {
		return p, err
	}
	n, err := s.Push.Standing(ctx, s.DB, f.broadcast)
	return Progress{State: r.State, Expected: f.expected, Expanded: counts[id].Targeted, Walked: f.walked != nil, StartedAt: f.started, Receipts: counts[id],
		Deliveries: DeliveryCount{Waiting: n[push.Queued] + n[push.Sending], Sent: n[push.Sent], Refused: n[push.Refused] + n[push.NoGrant], Failed: n[push.Failed] + n[push.Dead], Halted: n[push.Halted]}}, err
}

// Receipts are a notice's receipts, in all and by micro-grid, without names.
type Receipts struct {
	Total Counts       `json:"total"`
	Items []PlaceTally `json:"items"`
}

// A PlaceTally counts the receipts of one micro-grid.
type PlaceTally struct {
	MicroGrid int64  `json:"micro_grid_id" doc:"0: people who did not say yet where they live"`
	Name      string `json:"name"`
	GridName  string `json:"grid_name"`
	Counts    Counts `json:"counts"`
}

// Receipts counts a notice's receipts by micro-grid.
func (s *Service) Receipts(ctx context.Context, by account.Actor, id ID) (out Receipts, err error) {
	if _, err := s.seen(ctx, s.DB, by, id); err != nil {
		return out, err
	}
	rows, err := tallies(ctx, s.DB, id)
	if err != nil {
		return out, err
	}
	micros := make([]grid.MicroGridID, len(rows))
	for i, r := range rows {
		micros[i] = grid.MicroGridID(r.micro)
	}
	places, err := s.Grid.Names(ctx, s.DB, micros...)
	out.Items = make([]PlaceTally, len(rows))
	for i, r := range rows {
		p := places[micros[i]]
		out.Total, out.Items[i] = out.Total.add(r.Counts), PlaceTally{r.micro, p.MicroGridName, p.GridName, r.Counts}
	}
	return out, err
}

// bring moves somebody's receipt on, and its tally with it.
func (s *Service) bring(ctx context.Context, tx *db.Tx, r *receipt, to Receipt) error {
	if r.state == to || !outranks(to, r.state) {
		return saveReceipt(ctx, tx, r)
	}
	was := r.state
	r.state = to
	if err := saveReceipt(ctx, tx, r); err != nil {
		return err
	}
	return moveTally(ctx, tx, r.notice, r.micro, was, to)
}

// outranks: who confirmed has read; who was told and reads, has read.
func outranks(a, b Receipt) bool {
	rank := map[Receipt]int{Unreached: 0, Told: 1, Read: 2, Confirmed: 3}
	return rank[a] > rank[b]
}
