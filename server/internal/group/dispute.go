package group

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// A Dispute is a conflict with both sides named.
type Dispute struct {
	ID        int64      `json:"id"`
	Kind      Kind       `json:"kind"`
	Holder    Group      `json:"holder" doc:"who holds it now"`
	Claimant  Group      `json:"claimant" doc:"for whom it was claimed; the same group where two WeChat groups are claimed for one"`
	ClaimedBy string     `json:"claimed_by"`
	RaisedAt  time.Time  `json:"raised_at"`
	Judges    string     `json:"judges" doc:"who can decide it, in words"`
	Choices   []Decision `json:"choices" doc:"what the caller can decide; empty when it is not his to decide, or decided"`
	Decision  string     `json:"decision" doc:"empty while open"`
	DecidedBy string     `json:"decided_by"`
	DecidedAt *time.Time `json:"decided_at"`
	Reason    string     `json:"reason"`
}

// Disputes lists the conflicts of everywhere the actor works.
func (s *Service) Disputes(ctx context.Context, by account.Actor, open bool, before int64, limit int) ([]Dispute, error) {
	rows, err := disputes(ctx, s.DB, by.Territories(offices...), open, before, limit)
	if err != nil {
		return nil, err
	}
	var ids []ID
	var people []account.ID
	for _, c := range rows {
		ids, people = append(ids, c.holder, c.claimant), append(people, c.by)
		if c.decider != nil {
			people = append(people, *c.decider)
		}
	}
	names, err := s.Accounts.Names(ctx, s.DB, people...)
	if err != nil {
		return nil, err
	}
	views, at, err := s.byID(ctx, ids)
	out := make([]Dispute, len(rows))
	for i, c := range rows {
		out[i] = Dispute{ID: c.id, Kind: c.kind, Holder: views[c.holder], Claimant: views[c.claimant], ClaimedBy: names[c.by].DisplayName, RaisedAt: c.raised, Choices: []Decision{},
			Decision: string(c.decision), DecidedAt: c.decided, Reason: c.reason}
		if c.decider != nil {
			out[i].DecidedBy = names[*c.decider].DisplayName
		}
		out[i].Judges = judgeTexts[apart(at[c.holder], at[c.claimant])]
		if has, wants := at[c.holder], at[c.claimant]; c.decidable(by, has, wants, Keep) == nil {
			out[i].Choices = choices[c.kind]
		}
	}
	return out, err
}

// byID reads groups for a list that names them.
func (s *Service) byID(ctx context.Context, ids []ID) (map[ID]Group, map[ID]record, error) {
	views, at := map[ID]Group{}, map[ID]record{}
	if len(ids) == 0 {
		return views, at, nil
	}
	var w db.Where
	db.In(&w, "g.id", ids)
	rows, err := list(ctx, s.DB, w)
	if err != nil {
		return nil, nil, err
	}
	all, err := s.views(ctx, s.DB, rows)
	for i, r := range rows {
		views[r.ID], at[r.ID] = all[i], r
	}
	return views, at, err
}
