package group

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// A distance is how far apart the two sides of a dispute are.
type distance int

const (
	sameGrid distance = iota
	twoGrids
	twoCommunities
)

func apart(has, wants record) distance {
	switch {
	case has.At.Community != wants.At.Community:
		return twoCommunities
	case has.At.Grid != wants.At.Grid:
		return twoGrids
	}
	return sameGrid
}

// judges are the roles that can answer for both sides: between communities
// nobody of a community can, so the county decides.
func (d distance) judges() []account.Role {
	if d == twoCommunities {
		return []account.Role{account.County, account.Admin}
	}
	return keepers
}

var judgeTexts = map[distance]string{sameGrid: "网格长或社区工作人员（提出人除外）", twoGrids: "社区工作人员", twoCommunities: "县级管理人员或系统管理员"}

// tellJudges tells who can decide a dispute about one WeChat group.
func (s *Service) tellJudges(ctx context.Context, tx *db.Tx, by account.Actor, has, wants record, text string) error {
	const title = "微信群的归属有争议"
	d, both := apart(has, wants), has
	if d == twoGrids {
		both.At.Grid = 0 // the leader of one side cannot decide
	}
	if d != twoCommunities {
		return s.tellKeepers(ctx, tx, by, both, title, text+"绑定了同一个微信群，请查看并决定。")
	}
	for _, side := range []record{has, wants} {
		to, err := s.Grid.Owner(ctx, tx, account.Territory{Community: side.At.Community}, tx.Now)
		if err != nil {
			return err
		}
		if err := s.tell(ctx, tx, to, side, title, text+"绑定了同一个微信群。两个社区之间的争议由县级管理人员决定，结果出来前没有变化。"); err != nil {
			return err
		}
	}
	return s.tellCounty(ctx, tx, by, wants, title, text+"分属两个社区，绑定了同一个微信群，请查看并决定。")
}

// tellCounty tells all of the county board or, where there is none, who set up
// the deployment.
func (s *Service) tellCounty(ctx context.Context, tx *db.Tx, by account.Actor, r record, title, body string) error {
	for _, role := range twoCommunities.judges() {
		ids, err := s.Accounts.Holders(ctx, tx, role, account.Territory{}, tx.Now)
		if err != nil {
			return err
		}
		told := false
		for _, id := range ids {
			if id == by.ID {
				continue
			}
			if err := s.tell(ctx, tx, id, r, title, body); err != nil {
				return err
			}
			told = true
		}
		if told {
			return nil
		}
	}
	return nil
}
