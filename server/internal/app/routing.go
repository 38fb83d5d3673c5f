package app

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/issue"
	"huiyin/server/internal/platform/db"
)

// setRouting makes the rules of the community's table its routing rules.
func (a *App) setRouting(ctx context.Context, tx *db.Tx, community int64, book grid.Book) error {
	rules := make([]issue.RoutingRule, len(book.Routing))
	for i, e := range book.Routing {
		rules[i] = issue.RoutingRule{Name: e.Name, Active: e.Active, Category: e.Category, Domain: e.Domain, Grid: e.Grid, MicroGrid: e.MicroGrid,
			Hours: issue.RoutingHours(e.Hours), Mode: issue.RoutingMode(e.Mode), Role: account.Role(e.Role), In: e.In, People: []account.ID{}}
		for _, p := range e.People {
			id, err := a.accountOf(ctx, tx, p)
			if err != nil {
				return err
			}
			rules[i].People = append(rules[i].People, id)
		}
	}
	return a.issue.SetRouting(ctx, tx, community, rules)
}

// accountOf is the account of somebody whom the import has just written.
func (a *App) accountOf(ctx context.Context, tx *db.Tx, p grid.PersonEntry) (id account.ID, err error) {
	if p.Username != "" {
		id, _, err = a.account.EnsureStaff(ctx, tx, p.Username, p.Name, "")
		return id, err
	}
	id, _, err = a.account.EnsureWorker(ctx, tx, account.WorkerSeed{Name: p.Name, Phone: p.Phone, UnionID: p.UnionID})
	return id, err
}
