package grid

import (
	"context"
	"slices"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// Detail is all that belongs to one micro-grid, for those who work in its
// community.
type Detail struct {
	ID             MicroGridID   `json:"id"`
	Code           string        `json:"code"`
	Name           string        `json:"name"`
	GridID         GridID        `json:"grid_id"`
	GridName       string        `json:"grid_name"`
	Since          time.Time     `json:"since" doc:"from when on it has its present borders"`
	Vacant         bool          `json:"vacant" doc:"whether it has no worker of its own now"`
	Answers        Contact       `json:"answers" doc:"who answers for it now, also while the post is vacant"`
	Residents      int           `json:"residents" doc:"how many joined it in the mini-program"`
	Compounds      []Compound    `json:"compounds" doc:"with those of their buildings that lie in it"`
	ResidentGroups []string      `json:"resident_groups"`
	WeChatGroups   []WeChatGroup `json:"wechat_groups"`
}

// A GroupStatus is whether a WeChat group is known to be the one of its name.
type GroupStatus string

const (
	Unbound   GroupStatus = "unbound"
	Pending   GroupStatus = "pending" // somebody says so; staff have not confirmed it
	Active    GroupStatus = "active"
	Suspended GroupStatus = "suspended"
)

var groupStatuses = []GroupStatus{Unbound, Pending, Active, Suspended}

// A WeChatGroup (微信群) is one that the community says it has.
type WeChatGroup struct {
	ID              int64       `json:"id"`
	Name            string      `json:"name"`
	Status          GroupStatus `json:"status"`
	DeclaredMembers int         `json:"declared_members"`
}

// works are the roles of those who work in a community.
var works = []account.Role{account.Worker, account.Leader, account.Staff, account.County, account.Admin}

// worksIn says whether somebody works in a community, in whatever part of it.
func worksIn(by account.Actor, community int64) bool {
	return slices.ContainsFunc(by.Territories(works...), func(t account.Territory) bool { return t.Community == 0 || t.Community == community })
}

// Detail describes a micro-grid as it is now, also when it is named by a past
// version.
func (s *Service) Detail(ctx context.Context, by account.Actor, id MicroGridID) (d Detail, err error) {
	p, err := s.Live(ctx, s.DB, id)
	if err != nil {
		return d, err
	}
	if !worksIn(by, p.Community) {
		return d, ErrNotFound
	}
	if d, err = detail(ctx, s.DB, MicroGridID(p.MicroGrid)); err != nil {
		return d, err
	}
	who, err := s.Contact(ctx, s.DB, p.Territory)
	if err != nil {
		return d, err
	}
	d.Answers, d.Vacant = *who, who.Role != contactNames[account.Worker]
	return d, nil
}

// ActiveGroups counts the bound and confirmed WeChat groups of micro-grids.
func (s *Service) ActiveGroups(ctx context.Context, q db.Querier, of []MicroGridID) (int, error) {
	return activeGroups(ctx, q, of)
}
