package group

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

// A Found says what an opened card tells of where somebody is.
type Found string

const (
	InGroup   Found = "group"    // in a group that is known to be a micro-grid's
	Waiting   Found = "pending"  // in one that waits for its second person
	Stranger  Found = "stranger" // in a group that nobody bound
	LeftGroup Found = "left"     // no longer in the group of the card
	Nowhere   Found = "nowhere"  // WeChat did not say: a passed-on card, a plain start, an old phone
	Scanned   Found = "scanned"  // before a micro-grid's code on the wall
	BadCode   Found = "bad_code" // before one that was forged, or whose micro-grid is no more
)

var founds = []Found{InGroup, Waiting, Stranger, LeftGroup, Nowhere, Scanned, BadCode}

// A Standing is where the person belongs, towards the group's micro-grid.
type Standing string

const (
	AtHome    Standing = "here"
	Elsewhere Standing = "elsewhere"
	Homeless  Standing = "none" // belongs nowhere yet, or to an unknown micro-grid
)

var standings = []Standing{AtHome, Elsewhere, Homeless}

// An Opening is what a phone knows when a card was opened.
type Opening struct {
	Group  *Sealed  `json:"group,omitempty" doc:"of wx.getGroupEnterInfo, or of wx.getShareInfo on an old phone"`
	Card   ID       `json:"card,omitempty" minimum:"0" doc:"the group that the card names; it gives no right"`
	Digest DigestID `json:"digest,omitempty" minimum:"0" doc:"the week's card that it was"`
	Error  int      `json:"error,omitempty" doc:"WeChat's code where it gave nothing, such as 40097 or 65206"`
	Scene  string   `json:"scene,omitempty" maxLength:"64" doc:"what the scanned code of a micro-grid said"`
}

// An Entry is the context that a person is in after opening a card.
type Entry struct {
	Found     Found         `json:"found"`
	Group     ID            `json:"group_id" doc:"0 when it is not known"`
	May       []Act         `json:"may" doc:"what the caller can do with the group, where he works there"`
	Community int64         `json:"community_id" doc:"of the group, or of the card's group; 0 when neither is known"`
	Name      string        `json:"name" doc:"of the group; empty when it is not known"`
	Place     *grid.Place   `json:"place" doc:"the micro-grid of the group"`
	Worker    *grid.Contact `json:"worker"`
	Standing  Standing      `json:"standing"`
	Home      *grid.Place   `json:"home" doc:"the person's own micro-grid"`
	CanJoin   bool          `json:"can_join" doc:"whether joinGroup would work now, after consent"`
}

const (
	notInGroup  = 65206
	remembered  = 30 * time.Minute // how long after opening somebody may join
	opensPerHr  = 240              // of one person
	tagBytes    = 16
	openedGrain = 10 * time.Minute // how exactly the last opening is known
)

// Enter says where a person is who opened a card, and counts the opening.
func (s *Service) Enter(ctx context.Context, by account.Actor, in Opening) (e Entry, err error) {
	if err := s.limit(ctx, "enter:"+strconv.FormatInt(int64(by.ID), 10), opensPerHr); err != nil {
		return e, err
	}
	opengid := ""
	if in.Group != nil {
		keys, err := s.Accounts.SessionKeys(ctx, s.App, by.ID)
		if err != nil {
			return e, err
		}
		opengid, err = s.opened(keys, *in.Group)
		if err != nil && !errors.Is(err, ErrNotGroup) && !errors.Is(err, ErrForeign) {
			return e, err
		}
	}
	var r record
	err = s.DB.InTx(ctx, func(tx *db.Tx) (err error) {
		e = Entry{Found: Nowhere, Standing: Homeless, May: []Act{}}
		switch {
		case in.Scene != "":
			r, e.Found, err = s.scanned(ctx, tx, in.Scene)
		case opengid != "":
			if r, e.Found, err = s.count(ctx, tx, by, opengid, in.Card); err == nil {
				err = s.openedDigest(ctx, tx, by, r, in.Digest)
			}
		case in.Error == notInGroup:
			e.Found, err = LeftGroup, s.left(ctx, tx, by, in.Card)
		}
		return err
	})
	if err != nil {
		return e, err
	}
	if err := s.remember(ctx, by, r.ID, e.Found); err != nil {
		return e, err
	}
	return e, s.describe(ctx, by, r, in.Card, &e)
}

// describe adds what a person may see of the group.
func (s *Service) describe(ctx context.Context, by account.Actor, r record, card ID, e *Entry) error {
	if r.ID == 0 && card != 0 {
		if named, err := get(ctx, s.DB, card); err == nil {
			e.Community = named.At.Community
		}
	}
	if by.Home.MicroGrid != 0 {
		home, err := s.Grid.Live(ctx, s.DB, grid.MicroGridID(by.Home.MicroGrid))
		if err != nil && !errors.Is(err, grid.ErrNotFound) {
			return err
		}
		if err == nil {
			e.Home, e.Standing = &home, Elsewhere
		}
	}
	if e.Found != InGroup && e.Found != Waiting && e.Found != Scanned {
		return nil
	}
	p, err := s.Grid.Live(ctx, s.DB, grid.MicroGridID(r.At.MicroGrid))
	if err != nil {
		return err
	}
	if e.Home != nil && e.Home.MicroGrid == p.MicroGrid {
		e.Standing = AtHome
	}
	e.Community = p.Community
	e.Group, e.Name, e.Place = r.ID, r.Name, &p
	if r.ID != 0 {
		e.May = r.may(by)
	}
	e.CanJoin = e.Found == InGroup && e.Standing != AtHome
	e.Worker, err = s.Grid.Contact(ctx, s.DB, p.Territory)
	return err
}

// count notes an opening from a WeChat group, and finds whose it is.
func (s *Service) count(ctx context.Context, tx *db.Tx, by account.Actor, opengid string, card ID) (r record, f Found, err error) {
	r, err = holder(ctx, tx, opengid)
	if errors.Is(err, ErrNotFound) {
		return r, Stranger, s.leak(ctx, tx, by, opengid, card)
	}
	if err != nil {
		return r, Nowhere, err
	}
	if err := insertOpener(ctx, tx, opengid, s.tag(opengid, by.ID), verifiedIn(by)); err != nil {
		return r, Nowhere, err
	}
	if err := countDay(ctx, tx, r.ID, day{opens: 1}); err != nil {
		return r, Nowhere, err
	}
	if r.OpenedAt == nil || tx.Now.Sub(*r.OpenedAt) >= openedGrain {
		if err := setOpened(ctx, tx, r.ID); err != nil {
			return r, Nowhere, err
		}
	}
	switch {
	case r.Status == grid.Pending:
		return s.witness(ctx, tx, r, opengid)
	case r.Status == grid.Suspended && r.Reason == isSilent:
		return s.resume(ctx, tx, r.ID, opengid)
	case r.Status == grid.Suspended:
		return r, Waiting, nil
	}
	return r, InGroup, nil
}

// resume brings a silent group back, once, unless it was unbound a moment ago.
func (s *Service) resume(ctx context.Context, tx *db.Tx, id ID, opengid string) (record, Found, error) {
	r, err := lock(ctx, tx, id)
	switch {
	case err != nil:
		return r, Nowhere, err
	case !r.holds(opengid):
		return record{}, Stranger, nil
	case r.Status != grid.Suspended:
		return r, InGroup, nil
	}
	if err := setStatus(ctx, tx, id, grid.Active, ""); err != nil {
		return r, Nowhere, err
	}
	return r, InGroup, insertEvent(ctx, tx, r, 0, resumed, "")
}

// left is a phone's word that its owner is no longer in a group. It counts only
// where he is the one who vouches for it.
func (s *Service) left(ctx context.Context, tx *db.Tx, by account.Actor, card ID) error {
	if card == 0 {
		return nil
	}
	r, err := lock(ctx, tx, card)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil || r.Status != grid.Active || r.BoundBy == nil || *r.BoundBy != by.ID {
		return err
	}
	if err := setStatus(ctx, tx, r.ID, grid.Suspended, hasLeft); err != nil {
		return err
	}
	if err := insertEvent(ctx, tx, r, by.ID, suspended, "绑定人已不在这个群里"); err != nil {
		return err
	}
	return s.tellKeepers(ctx, tx, by, r, "微信群已暂停使用", fmt.Sprintf("%s 的绑定人已不在群里，居民暂时不能从群里加入。请安排在群里的网格员重新绑定。", r.Name))
}

func entryKey(id account.ID) string { return "group:entry:" + strconv.FormatInt(int64(id), 10) }

// remember lets a person join for a while. Any other way in forgets it.
func (s *Service) remember(ctx context.Context, by account.Actor, id ID, f Found) error {
	if f != InGroup {
		return s.Redis.Del(ctx, entryKey(by.ID)).Err()
	}
	return s.Redis.Set(ctx, entryKey(by.ID), int64(id), remembered).Err()
}

// entered is the group that the actor came from a moment ago.
func (s *Service) entered(ctx context.Context, by account.Actor) (ID, error) {
	id, err := s.Redis.Get(ctx, entryKey(by.ID)).Int64()
	if errors.Is(err, redis.Nil) {
		return 0, ErrEntry
	}
	return ID(id), err
}
