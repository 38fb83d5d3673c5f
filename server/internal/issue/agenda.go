package issue

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/grid"
)

// agenda lists what a week carried out, each with its reason and next date.
func (s *Service) agenda(ctx context.Context, scope board, week calendar.Date) ([]WeekItem, error) {
	rows, err := carriedOut(ctx, s.DB, scope, week)
	if err != nil {
		return nil, err
	}
	var owners []account.ID
	var micros []grid.MicroGridID
	for _, r := range rows {
		owners, micros = append(owners, r.owner), append(micros, grid.MicroGridID(r.micro))
	}
	names, err := s.Accounts.Names(ctx, s.DB, owners...)
	if err != nil {
		return nil, err
	}
	places, err := s.Grid.Names(ctx, s.DB, micros...)
	if err != nil {
		return nil, err
	}
	out := make([]WeekItem, len(rows))
	for i, r := range rows {
		numbered := record{ID: r.id, CreatedAt: r.created}
		out[i] = WeekItem{Issue: r.id, Number: numbered.Number(), Title: r.title, Owner: Named{int64(r.owner), names[r.owner].DisplayName},
			Entered: r.entered, Reason: either(r.late, lateText, "") + stateNames[r.state], NextDue: r.nextDue, Late: r.late}
		if p, ok := places[grid.MicroGridID(r.micro)]; ok {
			out[i].MicroGrid, out[i].Grid = &Named{r.micro, p.MicroGridName}, &Named{p.Grid, p.GridName}
		}
	}
	return out, nil
}

func (s *Service) corrections(ctx context.Context, community int64, week calendar.Date) ([]Correction, error) {
	list, err := corrections(ctx, s.DB, community, week)
	if err != nil {
		return nil, err
	}
	ids := make([]account.ID, len(list))
	for i := range list {
		ids[i] = account.ID(list[i].By.ID)
	}
	names, err := s.Accounts.Names(ctx, s.DB, ids...)
	for i := range list {
		list[i].By.Name = names[ids[i]].DisplayName
	}
	return list, err
}
