package issue

import (
	"context"
	"slices"
	"time"

	"huiyin/server/internal/account"
)

// A Named thing is an id with what people call it.
type Named struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// An Issue is all that the caller may know about one.
type Issue struct {
	Summary
	Words      string       `json:"words"`
	Reply      *string      `json:"reply,omitempty"`
	Photos     []Photo      `json:"photos"`
	Moderation Moderation   `json:"moderation"`
	Reporter   *Reporter    `json:"reporter" doc:"null where the caller may not know"`
	For        *Represented `json:"represented,omitempty" doc:"for whom it was filed, for those who handle it"`
	HideName   bool         `json:"hide_name"`
	Place      PlaceDraft   `json:"place"`
	Steps      []Offer      `json:"steps" doc:"what the caller may do now"`
	Timeline   []Entry      `json:"timeline"`
	After      []Photo      `json:"after_photos" doc:"of the answer that holds: how it looks now"`
	Tasks      []Task       `json:"tasks" doc:"协办任务 as far as the caller may know of them, in the order in which they were given"`
	Rating     *Rating      `json:"rating,omitempty"`
	OfferedTo  *Named       `json:"offered_to,omitempty" doc:"to whom the owner offers it; it stays the owner's until taken"`
	Request    *Requested   `json:"request,omitempty" doc:"what the owner asks a manager for"`
	Original   *ID          `json:"original_id,omitempty" doc:"the issue that this one duplicates"`
	Supervised bool         `json:"supervised" doc:"督办"`
	Routed     *Routed      `json:"routed,omitempty" doc:"the rule by which it went to whom it went, for those who manage"`
	Excluded   bool         `json:"excluded" doc:"an unreasonable demand that does not count in the rates"`
}

// A Reporter as handlers see him.
type Reporter struct {
	ID          account.ID `json:"id"`
	Name        string     `json:"name"`
	PhoneMasked string     `json:"phone_masked,omitempty"`
}

// An Offer is a step that the caller may take.
type Offer struct {
	Step  Step   `json:"step"`
	Label string `json:"label"`
	Needs []Need `json:"needs"`
	Tone  string `json:"tone" enum:"primary,default,danger"`
}

// An Entry is one step of the past.
type Entry struct {
	ID      int        `json:"id"`
	Step    Step       `json:"step"`
	Label   string     `json:"label"`
	At      time.Time  `json:"at"`
	By      By         `json:"by"`
	Text    *string    `json:"text,omitempty"`
	Outcome *Outcome   `json:"outcome,omitempty"`
	Photos  []Photo    `json:"photos"`
	Way     *Way       `json:"way,omitempty" doc:"how the reply was told in person"`
	ToldAt  *time.Time `json:"told_at,omitempty"`
}

// By is who took a step.
type By struct {
	Name string `json:"name"`
	Role string `json:"role_text"`
}

// A Rating is the reporter's judgement.
type Rating struct {
	Grade     int   `json:"grade" minimum:"1" maximum:"5"`
	Resolved  *bool `json:"resolved,omitempty"`
	Responded *bool `json:"responded,omitempty"`
}

// A Requested is something that waits for a manager's word.
type Requested struct {
	Kind  Request    `json:"kind"`
	Label string     `json:"label"`
	Until *time.Time `json:"until,omitempty"`
}

// A Successor is somebody who could take an issue over.
type Successor struct {
	Account   account.ID `json:"account_id"`
	Name      string     `json:"name"`
	Role      string     `json:"role_text"`
	Territory string     `json:"territory_name"`
}

// show is the issue as the actor may see it.
func (s *Service) show(ctx context.Context, by account.Actor, r record) (Issue, error) {
	photos, err := photosOf(ctx, s.DB, r.ID)
	if err != nil {
		return Issue{}, err
	}
	all, err := events(ctx, s.DB, r.ID)
	if err != nil {
		return Issue{}, err
	}
	return s.view(ctx, by, r, all, photos)
}

// view puts together what was read of an issue, or has just been written.
func (s *Service) view(ctx context.Context, by account.Actor, r record, all []event, photos []photoRow) (Issue, error) {
	if len(photos) > 0 && photos[0].version == 1 {
		r.photo, r.photoVerdict = &photos[0].key, &photos[0].verdict
	}
	names, err := s.Accounts.Names(ctx, s.DB, involved(r, all)...)
	if err != nil {
		return Issue{}, err
	}
	places, err := s.places(ctx, r)
	if err != nil {
		return Issue{}, err
	}
	out := Issue{Summary: s.summary(by, &r, names, places), Words: r.Words, Reply: r.Reply, Moderation: r.Moderation, HideName: r.HideName,
		Photos: s.photos(photos, 1, r.reads(by)), Tasks: []Task{}, Steps: offers(r.possible(by.ID, r.parts(by), s.DB.Now())), Timeline: []Entry{},
		After: s.afterPhotos(&r, all, photos, r.reads(by)), Supervised: r.Supervised, Excluded: r.Excluded, Original: r.Original}
	if r.Grade != nil {
		out.Rating = &Rating{*r.Grade, r.Resolved, r.Responded}
	}
	tasks, err := s.tasks(ctx, by, &r, all, names)
	if err != nil {
		return Issue{}, err
	}
	if !r.insider(by) {
		err := s.cover(ctx, by, &out, &r, all, photos, tasks)
		return out, err
	}
	if r.Pending != nil {
		out.OfferedTo = &Named{int64(*r.Pending), names[*r.Pending].DisplayName}
	}
	if r.Request != nil {
		out.Request = &Requested{*r.Request, requestNames[*r.Request], r.RequestUntil}
	}
	out.Tasks = tasks
	if r.managedBy(by) || by.Has(account.County, r.At) {
		if out.Routed, err = s.routed(ctx, &r, all[0]); err != nil {
			return Issue{}, err
		}
	}
	err = s.uncover(ctx, &out, &r, all, photos, names)
	label(out.Timeline, all, tasks)
	return out, err
}

// uncover adds what those who handle the issue, and its reporter, know.
func (s *Service) uncover(ctx context.Context, out *Issue, r *record, all []event, photos []photoRow, names map[account.ID]account.Person) (err error) {
	out.Place = PlaceDraft{r.Place, r.Building, r.Latitude, r.Longitude}
	out.Timeline = s.timeline(r, all, photos, names)
	if out.For, err = s.masked(ctx, r); err != nil {
		return err
	}
	phone, err := s.Accounts.MaskedPhone(ctx, s.DB, r.Reporter)
	out.Reporter = &Reporter{r.Reporter, names[r.Reporter].DisplayName, phone}
	return err
}

// cover hides from helpers, neighbours and co-reporters what is not theirs to
// know; the steps are for helpers and those who joined.
func (s *Service) cover(ctx context.Context, by account.Actor, out *Issue, r *record, all []event, photos []photoRow, tasks []Task) error {
	met, err := joined(ctx, s.DB, by.ID, []ID{r.ID})
	if err != nil {
		return err
	}
	out.Joined = met[r.ID]
	if r.helps(by.ID) {
		out.Place = PlaceDraft{r.Place, r.Building, r.Latitude, r.Longitude}
		out.Tasks = slices.DeleteFunc(slices.Clone(tasks), func(t Task) bool { return !t.Mine })
	} else if !r.shown() {
		out.Words, out.Photos, out.After = "", []Photo{}, []Photo{}
	}
	if !r.replied() {
		out.Reply = nil
	}
	if out.Joined || r.helps(by.ID) {
		out.Timeline = s.publicTimeline(all, photos)
		label(out.Timeline, all, tasks)
	}
	return nil
}

func involved(r record, all []event) []account.ID {
	ids := []account.ID{r.Reporter, r.Owner}
	if r.Pending != nil {
		ids = append(ids, *r.Pending)
	}
	for _, e := range all {
		ids = append(ids, e.Actor)
		if (e.Step == GiveTask || e.Step == ReturnTask) && e.Ref != nil {
			ids = append(ids, account.ID(*e.Ref))
		}
	}
	return ids
}

func offers(rules []rule) []Offer {
	out := []Offer{}
	for _, w := range rules {
		needs := w.Needs
		if needs == nil {
			needs = []Need{}
		}
		out = append(out, Offer{w.Step, stepNames[w.Step], needs, w.Tone})
	}
	return out
}

func (s *Service) timeline(r *record, all []event, photos []photoRow, names map[account.ID]account.Person) []Entry {
	out := []Entry{}
	for _, e := range all {
		if e.Part == AsSystem {
			e.Actor = 0
		}
		entry := Entry{ID: e.Version, Step: e.Step, Label: stepNames[e.Step], At: e.At, Text: e.Text, Outcome: e.Outcome, Photos: []Photo{}, Way: e.Way, ToldAt: e.ToldAt,
			By: By{names[e.Actor].DisplayName, partNames[e.Part]}}
		if r.Represented && e.Part == AsReporter {
			entry.By.Role = behalfName
		}
		if e.Version > 1 {
			entry.Photos = s.photos(photos, e.Version, true)
		}
		out = append(out, entry)
	}
	return out
}
