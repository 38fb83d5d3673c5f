package issue

import (
	"slices"

	"huiyin/server/internal/account"
)

// parts are the sides from which an account may act on an issue.
func (r *record) parts(by account.Actor) (parts []Part) {
	if by.ID == 0 {
		return nil
	}
	if r.Reporter == by.ID {
		parts = append(parts, AsReporter)
	}
	if r.Owner == by.ID {
		parts = append(parts, AsOwner)
	}
	if r.Pending != nil && *r.Pending == by.ID {
		parts = append(parts, AsTarget)
	}
	if r.Pooled && worksIn(by, r.At) {
		parts = append(parts, AsPool)
	}
	if r.managedBy(by) {
		parts = append(parts, AsManager)
	} else if r.Owner != by.ID && r.At.MicroGrid != 0 && by.Has(account.Worker, r.At) {
		parts = append(parts, AsWatcher)
	}
	if r.helps(by.ID) {
		parts = append(parts, AsHelper)
	}
	return parts
}

func (r *record) managedBy(by account.Actor) bool {
	return slices.ContainsFunc([]account.Role{account.Leader, account.Staff, account.Admin}, func(role account.Role) bool {
		return by.Has(role, r.At)
	})
}
