package volunteer

import (
	"context"
	"slices"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
)

// A Standing says where an activity is in its life.
type Standing string

const (
	Coming Standing = "coming" // or under way
	Over   Standing = "over"
	Off    Standing = "off"
)

var standings = []Standing{Coming, Over, Off}

// An Arranged is an activity as the staff's list shows it.
type Arranged struct {
	Activity
	Organiser string `json:"organiser"`
	Changed   bool   `json:"changed" doc:"one of a series that was changed by itself"`
}

// A StaffQuery narrows the staff's list of activities; its zero fields do not.
type StaffQuery struct {
	At          account.Territory // within it
	Standing    Standing
	Kind, Words string
	Series      SeriesID
	From, Until *calendar.Date
	Limit       int
	After       Place
}

// A Place is where a list goes on.
type Place struct {
	Starts time.Time
	ID     ID
}

// ListForStaff lists a community's activities page by page: those to come with
// the next one first, all others with the latest first.
func (s *Service) ListForStaff(ctx context.Context, by account.Actor, q StaffQuery) ([]Arranged, error) {
	if !within(by, q.At.Community) {
		return nil, ErrNotFound
	}
	rows, err := arranged(ctx, s.DB, q, s.DB.Now())
	if err != nil {
		return nil, err
	}
	return s.arrangedViews(ctx, by, rows)
}

func (s *Service) arrangedViews(ctx context.Context, by account.Actor, rows []arrangement) ([]Arranged, error) {
	records, makers := make([]record, len(rows)), make([]account.ID, len(rows))
	for i, r := range rows {
		records[i], makers[i] = r.record, r.Organiser
	}
	views, err := s.views(ctx, s.DB, by, records)
	if err != nil {
		return nil, err
	}
	names, err := s.Accounts.Names(ctx, s.DB, makers...)
	out := make([]Arranged, len(rows))
	for i, v := range views {
		out[i] = Arranged{v, names[makers[i]].DisplayName, rows[i].changed}
	}
	return out, err
}

// within says whether the actor works anywhere in the community.
func within(by account.Actor, community int64) bool {
	return slices.ContainsFunc(by.Territories(append([]account.Role{account.County}, makers...)...), func(t account.Territory) bool {
		return t.Community == 0 || t.Community == community
	})
}

// A Review is a statement about hours that a second person decides or decided.
type Review struct {
	ID     HoursID `json:"id" doc:"which of the history it is"`
	Served Served  `json:"served"`
	at     ReviewPlace
	May    bool `json:"may_decide" doc:"the caller is that second person"`
}

// A ReviewQuery narrows the list of statements.
type ReviewQuery struct {
	Community int64
	Decided   bool
	After     ReviewPlace
	Limit     int
}

// A ReviewPlace is where a list of statements goes on.
type ReviewPlace struct {
	Decided time.Time
	ID      HoursID
}

// Reviews lists what waits for a second person, the oldest first; or what was
// decided, the latest first.
func (s *Service) Reviews(ctx context.Context, by account.Actor, q ReviewQuery) ([]Review, error) {
	if !within(by, q.Community) {
		return nil, ErrNotFound
	}
	rows, err := reviews(ctx, s.DB, by, q)
	if err != nil {
		return nil, err
	}
	ids := make([]SignupID, len(rows))
	for i, r := range rows {
		ids[i] = r.Signup
	}
	su, err := signups(ctx, s.DB, signupQuery{among: ids})
	if err != nil {
		return nil, err
	}
	own := map[SignupID]bool{}
	for _, u := range su {
		own[u.ID] = u.of(by.ID)
	}
	list, err := s.withHours(ctx, s.DB, su)
	served := map[SignupID]Served{}
	for _, v := range list {
		served[v.Signup.ID] = v
	}
	out := make([]Review, len(rows))
	for i, h := range rows {
		out[i] = Review{ID: h.ID, Served: served[h.Signup], May: h.Accepted == nil && !own[h.Signup] && (h.by == nil || *h.by != by.ID), at: ReviewPlace{ID: h.ID}}
		if h.Decided != nil {
			out[i].at.Decided = *h.Decided
		}
	}
	return out, err
}
