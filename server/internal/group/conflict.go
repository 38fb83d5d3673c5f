package group

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
)

// A Kind says what a dispute is about.
type Kind string

const (
	taken  Kind = "taken"  // one WeChat group, claimed for two micro-grids
	second Kind = "second" // two WeChat groups, claimed for one place on the list
)

var kinds = []Kind{taken, second}

// A Decision ends a dispute.
type Decision string

const (
	Keep    Decision = "keep"    // nothing changes
	Move    Decision = "move"    // the WeChat group goes to who claimed it
	Replace Decision = "replace" // the new WeChat group takes the place of the old one
	Also    Decision = "also"    // both are the micro-grid's
)

var decisions = []Decision{Keep, Move, Replace, Also}

// choices are what can be decided; the first changes nothing.
var choices = map[Kind][]Decision{taken: {Keep, Move}, second: {Keep, Replace, Also}}

// raise puts a dispute before those who answer for both sides. A worker who
// tries again raises no second one.
func (s *Service) raise(ctx context.Context, tx *db.Tx, by account.Actor, k Kind, has, wants record, opengid string) error {
	fresh, err := insertDispute(ctx, tx, dispute{community: wants.At.Community, kind: k, holder: has.ID, claimant: wants.ID, opengid: opengid, by: by.ID})
	if err != nil || !fresh {
		return err
	}
	text := fmt.Sprintf("“%s”和“%s”", has.Name, wants.Name)
	if k == second {
		text = fmt.Sprintf("“%s”又有人用另一个微信群来绑定", wants.Name)
	}
	if err := insertEvent(ctx, tx, wants, by.ID, disputed, text); err != nil {
		return err
	}
	if k == taken {
		if err := insertEvent(ctx, tx, has, by.ID, disputed, text); err != nil {
			return err
		}
		if err := s.tellJudges(ctx, tx, by, has, wants, text); err != nil {
			return err
		}
		return s.tellBinder(ctx, tx, by, has, "微信群的归属有争议", fmt.Sprintf("%s 被另一个微网格绑定，已请负责人决定。结果出来前没有变化。", has.Name))
	}
	return s.tellKeepers(ctx, tx, by, wants, "微信群的归属有争议", text+"，请查看并决定。")
}

// Decide ends a dispute. Whoever decides answers for both sides and has not
// claimed it himself.
func (s *Service) Decide(ctx context.Context, by account.Actor, id int64, d Decision, reason string) error {
	reason = strings.TrimSpace(reason)
	_, err := once.Do(ctx, s.DB, func(tx *db.Tx) (int64, error) {
		c, err := lockDispute(ctx, tx, id)
		if err != nil {
			return 0, err
		}
		has, wants, err := lockSides(ctx, tx, c)
		if err != nil {
			return 0, err
		}
		if !holds(by, has.At, offices...) && !holds(by, wants.At, offices...) {
			return 0, ErrNotFound
		}
		if err := c.decidable(by, has, wants, d); err != nil {
			return 0, err
		}
		if err := setDecided(ctx, tx, id, by.ID, d, reason); err != nil {
			return 0, err
		}
		return id, s.settle(ctx, tx, by, c, has, wants, d, reason)
	})
	s.Push.Wake(ctx)
	return err
}

// lockSides locks both groups in the order of their ids, so that two decisions
// never wait for each other.
func lockSides(ctx context.Context, tx *db.Tx, c dispute) (has, wants record, err error) {
	low, high := min(c.holder, c.claimant), max(c.holder, c.claimant)
	a, err := lock(ctx, tx, low)
	if err != nil {
		return a, a, err
	}
	b, err := lock(ctx, tx, high)
	if c.holder == low {
		return a, b, err
	}
	return b, a, err
}

func (c *dispute) decidable(by account.Actor, has, wants record, d Decision) error {
	if c.decided != nil {
		return ErrDecided
	}
	if c.by == by.ID {
		return ErrSelf.Saying("自己提出的绑定要由另一位负责人来决定")
	}
	if d := apart(has, wants); !holds(by, has.At, d.judges()...) || !holds(by, wants.At, d.judges()...) {
		return ErrMay.Saying("这件争议要由同时负责两边的人来决定：" + judgeTexts[d])
	}
	for _, ok := range choices[c.kind] {
		if ok == d {
			return nil
		}
	}
	return ErrDecision
}

// settle does what was decided.
func (s *Service) settle(ctx context.Context, tx *db.Tx, by account.Actor, c dispute, has, wants record, d Decision, reason string) (err error) {
	text := map[Decision]string{Keep: "维持原来的绑定", Move: "改为“" + wants.Name + "”", Replace: "换成新的微信群", Also: "两个微信群都保留"}[d]
	if reason != "" {
		text += "（" + reason + "）"
	}
	private := wants.Private
	switch d {
	case Move:
		if has.holds(c.opengid) { // it may have been given up meanwhile
			if err := setStatus(ctx, tx, has.ID, grid.Unbound, ""); err != nil {
				return err
			}
		}
		if wants.live() { // it keeps the one it has
			err = s.addAlso(ctx, tx, by, c, wants)
			break
		}
		err = setBound(ctx, tx, wants.ID, c.opengid, grid.Active, c.by, private)
	case Replace:
		err = setBound(ctx, tx, wants.ID, c.opengid, grid.Active, c.by, private)
	case Also:
		err = s.addAlso(ctx, tx, by, c, wants)
	}
	if errors.Is(err, ErrTaken) {
		return ErrTaken.Saying("这个微信群刚刚由别的微网格绑定了，这里只能维持原来的绑定")
	}
	if err != nil {
		return err
	}
	for _, r := range sides(has, wants) {
		if err := insertEvent(ctx, tx, r, by.ID, decided, text); err != nil {
			return err
		}
	}
	if err := s.tell(ctx, tx, c.by, wants, "微信群的争议已决定", fmt.Sprintf("%s：%s。", wants.Name, text)); err != nil || has.BoundBy == nil || *has.BoundBy == c.by {
		return err
	}
	return s.tell(ctx, tx, *has.BoundBy, has, "微信群的争议已决定", fmt.Sprintf("%s：%s。", has.Name, text))
}

func sides(has, wants record) []record {
	if has.ID == wants.ID {
		return []record{has}
	}
	return []record{has, wants}
}

// addAlso makes room on the list for the second WeChat group of a micro-grid.
func (s *Service) addAlso(ctx context.Context, tx *db.Tx, by account.Actor, c dispute, wants record) error {
	name := fmt.Sprintf("%s（群 %d）", clip(wants.Name, 50), c.id)
	id, err := insertGroup(ctx, tx, wants.At, name, 0)
	if err != nil {
		return err
	}
	if err := insertEvent(ctx, tx, record{ID: id, At: wants.At}, by.ID, added, name); err != nil {
		return err
	}
	return setBound(ctx, tx, id, c.opengid, grid.Active, c.by, wants.Private)
}

func clip(s string, runes int) string {
	if r := []rune(s); len(r) > runes {
		return string(r[:runes])
	}
	return s
}
