package volunteer

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/export"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/blob"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
	"huiyin/server/internal/platform/photo"
	"huiyin/server/internal/platform/seal"
	"huiyin/server/internal/platform/together"
	"huiyin/server/internal/platform/wechat"
	"huiyin/server/internal/push"
)

// Deps is what the service stands on.
type Deps struct {
	DB       *db.DB
	Accounts *account.Service
	Calendar *calendar.Service
	Grid     *grid.Service
	Push     *push.Service
	Exports  *export.Service
	Seal     *seal.Sealer
	Files    blob.Store
	Links    blob.Signer
	Photos   *photo.Press
	WeChat   *wechat.Client
	App      string
	Base     string // public address of this server
	Font     string // file of a font with Chinese characters; empty: where systems keep one
	Options  Options
	Log      *slog.Logger
}

// Options are what a deployment says.
type Options struct {
	GuestsKept time.Duration // after what a guest came to his name is forgotten
	LinksKept  time.Duration // after a parent was asked and did not agree, his phone is forgotten
	CareKept   time.Duration // after it ended, who was helped with what is forgotten
}

// Service is everything that can be done with activities.
type Service struct {
	Deps
	door *together.Group[ShiftID, *arrival]
}

// New returns the service of activities.
func New(d Deps) *Service {
	s := &Service{Deps: d}
	s.door = together.New(mostTogether, shiftsAtOnce, s.admit)
	return s
}

// Kinds lists the kinds of a community that new activities can have.
func (s *Service) Kinds(ctx context.Context, community int64) ([]Kind, error) {
	return kinds(ctx, s.DB, community, false)
}

// Create makes an activity; people can sign up at once.
func (s *Service) Create(ctx context.Context, by account.Actor, d Draft) (Detail, error) {
	if err := d.tidy(s.DB.Now()); err != nil {
		return Detail{}, err
	}
	id, err := once.Do(ctx, s.DB, func(tx *db.Tx) (ID, error) {
		if err := s.mayMake(ctx, tx, by, d.Territory); err != nil {
			return 0, err
		}
		if err := s.knownKind(ctx, tx, d); err != nil {
			return 0, err
		}
		if err := s.knownSkills(ctx, tx, d.Community, d.Shifts); err != nil {
			return 0, err
		}
		id, err := insertActivity(ctx, tx, by.ID, d)
		if err != nil {
			return 0, err
		}
		return id, s.askSkilled(ctx, tx, id, d)
	})
	if err != nil {
		return Detail{}, err
	}
	return s.Get(ctx, by, id)
}

func (s *Service) knownKind(ctx context.Context, q db.Querier, d Draft) error {
	list, err := kinds(ctx, q, d.Community, false)
	if err == nil && !slices.ContainsFunc(list, func(k Kind) bool { return k.Code == d.Kind }) {
		err = ErrKind
	}
	return err
}

// mayMake lets in who has an office over the place, and within a community
// whoever was given the right. The place must be one that there is.
func (s *Service) mayMake(ctx context.Context, q db.Querier, by account.Actor, at account.Territory) error {
	if at.Community == 0 {
		return ErrPlace
	}
	if _, err := s.where(ctx, q, at); err != nil {
		return ErrPlace
	}
	if holds(by, at, makers...) {
		return nil
	}
	ok, err := organises(ctx, q, at.Community, by.ID)
	if err == nil && !ok {
		err = ErrPlace
	}
	return err
}

// Get shows an activity's page.
func (s *Service) Get(ctx context.Context, by account.Actor, id ID) (Detail, error) {
	r, err := activity(ctx, s.DB, id, ``)
	if err != nil {
		return Detail{}, err
	}
	return s.detail(ctx, by, r)
}

// Edit changes the words of an activity, and tells who signed up.
func (s *Service) Edit(ctx context.Context, by account.Actor, id ID, w Words) (Detail, error) {
	return s.changing(ctx, by, id, func(tx *db.Tx, r *record) error {
		if r.Version != w.Version {
			return ErrVersion
		}
		w.Title, w.Place = strings.TrimSpace(w.Title), strings.TrimSpace(w.Place)
		moved := w.Place != r.Draft.Place
		if err := setWords(ctx, tx, id, w); err != nil {
			return err
		}
		if err := setChanged(ctx, tx, id); err != nil || !moved {
			return err
		}
		r.Draft.Title, r.Draft.Place = w.Title, w.Place
		return s.tellAll(ctx, tx, *r, 0, "活动地点有变", "地点改为"+w.Place+"，请留意；来不了可以取消报名。")
	})
}

// Cancel calls the activity off and tells everybody why.
func (s *Service) Cancel(ctx context.Context, by account.Actor, id ID, reason string) (Detail, error) {
	return s.changing(ctx, by, id, func(tx *db.Tx, r *record) error { return s.cancel(ctx, tx, by, *r, reason) })
}

func (s *Service) cancel(ctx context.Context, tx *db.Tx, by account.Actor, r record, reason string) error {
	shifts, err := lockShifts(ctx, tx, r.ID)
	if err != nil {
		return err
	}
	if err := s.tellAll(ctx, tx, r, 0, "活动取消", "很抱歉，活动取消了："+reason+"。"); err != nil {
		return err
	}
	for _, sh := range shifts {
		if err := endAll(ctx, tx, sh.ID, Cancelled); err != nil {
			return err
		}
		sh.Taken, sh.Waiting, sh.Closed = 0, 0, true
		if err := saveShift(ctx, tx, sh); err != nil {
			return err
		}
	}
	return cancelActivity(ctx, tx, r.ID, by.ID, reason)
}

// changing runs fn on an activity that its organiser may change, while nobody
// else changes it.
func (s *Service) changing(ctx context.Context, by account.Actor, id ID, fn func(*db.Tx, *record) error) (Detail, error) {
	err := s.DB.InTx(ctx, func(tx *db.Tx) error {
		r, err := lockActivity(ctx, tx, id)
		switch {
		case err != nil:
			return err
		case !r.manages(by):
			return ErrMay
		case r.Cancelled != nil:
			return ErrCancelled
		case !tx.Now.Before(r.Ends):
			return ErrEnded
		}
		return fn(tx, &r)
	})
	if err != nil {
		return Detail{}, err
	}
	s.Push.Wake(ctx)
	return s.Get(ctx, by, id)
}

// A Query narrows a list of activities.
type Query struct {
	At          account.Territory
	From, Until calendar.Date
	Kind        string
	Near        bool // only what reaches the place itself
	Own         bool // only those that the caller organises
}

const mostDays = 42

// List shows the activities of some days, the earliest first. A place that is
// left out is where the caller lives.
func (s *Service) List(ctx context.Context, by account.Actor, q Query) ([]Activity, error) {
	if q.Until < q.From || q.Until-q.From >= mostDays {
		return nil, ErrWeek
	}
	if q.At == (account.Territory{}) && !q.Own {
		q.At, q.Near = by.Home, true
	}
	if q.At.Community == 0 && !q.Own {
		return nil, ErrHome
	}
	l := listing{at: q.At, near: q.Near, from: q.From.At(0), until: (q.Until + 1).At(0), kind: q.Kind}
	if q.Own {
		l.organiser = by.ID
	}
	rows, err := list(ctx, s.DB, l)
	if err == nil && len(rows) > mostListed { // a week that lacks activities looks whole
		err = ErrWeek.Saying("这段时间的活动太多，请选择一个网格或少看几天")
	}
	if err != nil {
		return nil, err
	}
	return s.views(ctx, s.DB, by, rows)
}

// special are the days that have a name.
func (s *Service) special(ctx context.Context, from, until calendar.Date) ([]calendar.Day, error) {
	days, err := s.Calendar.Days(ctx, from, until)
	return slices.DeleteFunc(days, func(d calendar.Day) bool { return d.Name == "" }), err
}

// week is the Monday and Sunday around a day.
func week(d calendar.Date) (monday, sunday calendar.Date) {
	monday = d - calendar.Date((d.Weekday()+6)%7)
	return monday, monday + 6
}

// startText is a shift's start for a message.
func startText(t time.Time) string { return t.In(calendar.Zone).Format("2006-01-02 15:04") }
