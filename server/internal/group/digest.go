package group

import (
	"context"
	"strconv"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
	"huiyin/server/internal/platform/problem"
)

// DigestID identifies a week's card.
type DigestID int64

// A Week is what a card tells: a micro-grid's last seven days, and what is new
// and coming there. It holds nobody's data.
type Week struct {
	Place    string    `json:"micro_grid_name"`
	From     string    `json:"from" doc:"the first of the seven days, such as 2026-01-05"`
	Until    string    `json:"until" doc:"the last: the day on which the card was made"`
	Reported int       `json:"reported"`
	Solved   int       `json:"solved" doc:"answered in these days as solved, and not opened again"`
	Open     int       `json:"open" doc:"being handled when the card was made"`
	Policy   *WeekItem `json:"policy" doc:"a notice for everybody there, such as a policy; null when there is none"`
	Activity *WeekItem `json:"activity" doc:"the next one there; null when there is none"`
}

// A WeekItem is a line of the card that leads to a page of the mini-program.
type WeekItem struct {
	Title string `json:"title"`
	When  string `json:"when" doc:"of an activity, such as 11月27日 09:00"`
	Page  string `json:"page"`
}

// quiet says that there is nothing to tell: then no card is offered.
func (w *Week) quiet() bool {
	return w.Reported+w.Solved+w.Open == 0 && w.Policy == nil && w.Activity == nil
}

// A Stage is how far a week's card has come.
type Stage string

const (
	Quiet  Stage = "quiet"  // there is nothing to tell
	Made   Stage = "made"   // it waits for the worker
	Shared Stage = "shared" // he tapped to share it; WeChat does not say whether he sent it
	Opened Stage = "opened" // somebody opened it in the group
)

var stages = []Stage{Quiet, Made, Shared, Opened}

// A Digest is the card of a group and a week (本周微网格).
type Digest struct {
	ID DigestID `json:"id"`
	Week
	Stage    Stage      `json:"stage"`
	Picture  string     `json:"picture" doc:"where its picture is, 5:4; empty when there is nothing to tell or nothing to draw with"`
	MadeAt   time.Time  `json:"made_at"`
	SharedAt *time.Time `json:"shared_at" doc:"when it was first tapped to be shared"`
	Opens    int        `json:"opens" doc:"how often it was opened in its group"`
	Openers  int        `json:"openers" doc:"by how many people"`
	group    ID
}

var ErrDigest = problem.New(problem.NotFound, "group.digest", "没有找到这张小结，可能已经过期")

const (
	digestsKept = 26 * 7 * 24 * time.Hour
	weekDays    = 7
)

// monday begins the week that a card is for.
func monday(t time.Time) time.Time {
	t = t.In(local)
	return time.Date(t.Year(), t.Month(), t.Day()-(int(t.Weekday())+weekDays-1)%weekDays, 0, 0, 0, 0, local)
}

// Digest is a card as somebody sees it who opened it.
func (s *Service) Digest(ctx context.Context, id DigestID) (Digest, error) {
	d, err := digest(ctx, s.DB, id)
	if db.Missing(err) {
		err = ErrDigest
	}
	return s.dressed(d), err
}

// dressed adds what follows from a card's row.
func (s *Service) dressed(d Digest) Digest {
	switch {
	case d.Opens > 0:
		d.Stage = Opened
	case d.SharedAt != nil:
		d.Stage = Shared
	case d.quiet():
		d.Stage = Quiet
	default:
		d.Stage = Made
	}
	if !d.quiet() && s.drawer.ready() {
		d.Picture = s.pictureURL(d)
	}
	return d
}

// A Card is a group with its digest of this week.
type Card struct {
	Group  Group   `json:"group"`
	Digest *Digest `json:"digest" doc:"the newest of this week; null while none was made"`
}

// Digests are the cards of everywhere the actor works, of this week.
func (s *Service) Digests(ctx context.Context, by account.Actor, community int64) ([]Card, error) {
	b, err := s.Board(ctx, by, community)
	if err != nil {
		return nil, err
	}
	ids := make([]ID, len(b.Items))
	for i, g := range b.Items {
		ids[i] = g.ID
	}
	cards, err := newest(ctx, s.DB, ids, monday(s.DB.Now()))
	out := make([]Card, len(b.Items))
	for i, g := range b.Items {
		out[i].Group = g
		if d, ok := cards[g.ID]; ok {
			d = s.dressed(d)
			out[i].Digest = &d
		}
	}
	return out, err
}

// A Remake says whose cards are made anew.
type Remake struct {
	Community int64 `json:"community_id" minimum:"1"`
	Groups    []ID  `json:"groups,omitempty" maxItems:"500" doc:"only these, also where this week's was shared: the group then gets another one; all that were not shared when left out"`
}

// Remake makes cards of this week anew, and shows all of them.
func (s *Service) Remake(ctx context.Context, by account.Actor, in Remake) ([]Card, error) {
	var w db.Where
	within(&w, by.Territories(sharers...))
	db.Equal(&w, "g.community_id", in.Community)
	if len(in.Groups) > 0 {
		db.In(&w, "g.id", in.Groups)
	}
	rows, err := list(ctx, s.DB, w)
	if err != nil {
		return nil, err
	}
	if len(rows) < len(in.Groups) || len(rows) == 0 {
		return nil, ErrNotFound
	}
	if err := s.compose(ctx, rows, s.DB.Now(), len(in.Groups) > 0); err != nil {
		return nil, err
	}
	return s.Digests(ctx, by, in.Community)
}

// sharers are the roles that share cards, or have them made.
var sharers = []account.Role{account.Worker, account.Leader, account.Staff, account.Admin}

// Refresh is the card that a worker is about to share: as things are now, or
// the one that he has shared this week, unless he wants another.
func (s *Service) Refresh(ctx context.Context, by account.Actor, id ID, another bool) (d Digest, err error) {
	r, err := s.sharer(ctx, by, id)
	if err != nil {
		return d, err
	}
	now := s.DB.Now()
	if err := s.compose(ctx, []record{r}, now, another); err != nil {
		return d, err
	}
	cards, err := newest(ctx, s.DB, []ID{id}, monday(now))
	return s.dressed(cards[id]), err
}

func (s *Service) sharer(ctx context.Context, by account.Actor, id ID) (record, error) {
	r, err := s.seen(ctx, s.DB, by, id)
	if err == nil && !holds(by, r.At, sharers...) {
		err = ErrMay
	}
	return r, err
}

// Share notes that the card is being shared: it stays as it is from now on.
func (s *Service) Share(ctx context.Context, by account.Actor, id DigestID) error {
	_, err := once.Do(ctx, s.DB, func(tx *db.Tx) (DigestID, error) {
		d, err := digest(ctx, tx, id)
		if db.Missing(err) {
			return 0, ErrDigest
		}
		if err != nil {
			return 0, err
		}
		if _, err := s.sharer(ctx, by, d.group); err != nil {
			return 0, err
		}
		return id, setShared(ctx, tx, id)
	})
	return err
}

// openedDigest counts that a card was opened in its own group.
func (s *Service) openedDigest(ctx context.Context, tx *db.Tx, by account.Actor, r record, id DigestID) error {
	if id == 0 || r.ID == 0 {
		return nil
	}
	ok, err := countDigest(ctx, tx, id, r.ID)
	if err != nil || !ok {
		return err
	}
	return insertDigestOpener(ctx, tx, id, s.tag("digest:"+strconv.FormatInt(int64(id), 10), by.ID))
}
