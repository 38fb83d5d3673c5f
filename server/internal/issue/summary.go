package issue

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
)

// A Summary is an issue in a list.
type Summary struct {
	ID           ID         `json:"id"`
	Number       string     `json:"number" doc:"what people say on the phone"`
	Title        string     `json:"title"`
	Category     string     `json:"category"`
	CategoryName string     `json:"category_name"`
	State        State      `json:"state"`
	StateText    string     `json:"state_text"`
	Outcome      *Outcome   `json:"outcome,omitempty"`
	PlaceText    string     `json:"place_text"`
	MicroGrid    *Named     `json:"micro_grid" doc:"null while it is not known"`
	Grid         *Named     `json:"grid"`
	CreatedAt    time.Time  `json:"created_at"`
	UpdatedAt    time.Time  `json:"updated_at"`
	DueAt        time.Time  `json:"due_at"`
	NextDueAt    *time.Time `json:"next_due_at" doc:"the deadline that runs now; null once ended"`
	Overdue      bool       `json:"overdue"`
	Escalated    bool       `json:"escalated" doc:"a missed deadline that those above know of"`
	NextText     string     `json:"next_text" doc:"who does what next, by when"`
	Photo        string     `json:"photo,omitempty" doc:"address of a small picture, good for ten minutes"`
	AfterPhoto   string     `json:"after_photo,omitempty" doc:"of solved matters in the public list: how it looks now"`
	Owner        *Named     `json:"owner" doc:"who is responsible; null in the public list"`
	Mine         bool       `json:"mine"`
	People       int        `json:"people" doc:"how many met it: the reporter and those who joined"`
	Pooled       bool       `json:"pooled" doc:"waits for whoever of the grid's workers takes it first"`
	Joined       bool       `json:"joined" doc:"the caller met it too, and is told what the reporter is told"`
	Reopened     int        `json:"reopened_count"`
	Version      int        `json:"version"`
	OpenTasks    int        `json:"open_tasks" doc:"协办任务 that have not ended"`
	Act          *Offer     `json:"act,omitempty" doc:"what waits for the caller to do first"`
}

// summaries shows records as list items, with one look-up for all names.
func (s *Service) summaries(ctx context.Context, by account.Actor, list []record) ([]Summary, error) {
	all := make([]*record, len(list))
	for i := range list {
		all[i] = &list[i]
	}
	if err := openTasks(ctx, s.DB, all...); err != nil {
		return nil, err
	}
	var owners []account.ID
	for i := range list {
		if list[i].reads(by) { // neighbours learn no names
			owners = append(owners, list[i].Owner)
		}
	}
	names, err := s.Accounts.Names(ctx, s.DB, owners...)
	if err != nil {
		return nil, err
	}
	places, err := s.places(ctx, list...)
	if err != nil {
		return nil, err
	}
	met, err := joined(ctx, s.DB, by.ID, outsideOf(by, list))
	if err != nil {
		return nil, err
	}
	out := make([]Summary, len(list))
	for i := range list {
		out[i] = s.summary(by, &list[i], names, places)
		out[i].Joined = met[list[i].ID]
	}
	return out, nil
}

func (s *Service) places(ctx context.Context, list ...record) (map[grid.MicroGridID]grid.Place, error) {
	micros := make([]grid.MicroGridID, len(list))
	for i := range list {
		micros[i] = grid.MicroGridID(list[i].At.MicroGrid)
	}
	return s.Grid.Names(ctx, s.DB, micros...)
}

func (s *Service) summary(by account.Actor, r *record, names map[account.ID]account.Person, places map[grid.MicroGridID]grid.Place) Summary {
	out := Summary{ID: r.ID, Number: r.Number(), Title: r.Title, Category: r.Category, CategoryName: r.categoryName, State: r.State,
		StateText: r.stateText(by), Outcome: r.Outcome, PlaceText: r.Place, CreatedAt: r.CreatedAt, UpdatedAt: r.UpdatedAt, DueAt: r.Due,
		NextDueAt: r.NextDue, Overdue: r.NextDue != nil && s.DB.Now().After(*r.NextDue), Escalated: r.Escalation >= levelLeader, Mine: r.Reporter == by.ID, People: r.Followers + 1, OpenTasks: r.OpenTasks, Reopened: r.Reopened,
		Version: r.Version, Act: firstOffer(r.possible(by.ID, r.parts(by), s.DB.Now()))}
	if p, ok := places[grid.MicroGridID(r.At.MicroGrid)]; ok {
		out.MicroGrid, out.Grid = &Named{r.At.MicroGrid, p.MicroGridName}, &Named{r.At.Grid, p.GridName}
	}
	inside := r.reads(by)
	out.Pooled = r.Pooled && inside
	if r.photo != nil && (inside || r.shown() && *r.photoVerdict == Pass) {
		out.Photo = s.Links.URL(*r.photo, 320, s.DB.Now())
	}
	if r.after != nil {
		out.AfterPhoto = s.Links.URL(*r.after, 320, s.DB.Now())
	}
	if inside {
		out.Owner = &Named{int64(r.Owner), names[r.Owner].DisplayName}
	} else {
		out.Title, out.PlaceText = r.shownTitle(), "" // a place may tell who lives there
	}
	owner := "社区" // neighbours need no names
	if inside {
		owner = names[r.Owner].DisplayName
	}
	if r.Pooled && r.Owner != by.ID {
		owner = poolName
	}
	out.NextText = r.nextText(by, owner, s.DB.Now())
	return out
}

// outsideOf are the issues about which the actor does not know everything.
func outsideOf(by account.Actor, list []record) (ids []ID) {
	for i := range list {
		if !list[i].insider(by) {
			ids = append(ids, list[i].ID)
		}
	}
	return ids
}

// firstOffer is the first step that moves the issue on, if there is one.
func firstOffer(rules []rule) *Offer {
	for _, o := range offers(rules) {
		if o.Tone == "primary" {
			return &o
		}
	}
	return nil
}
