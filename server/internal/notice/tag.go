package notice

import (
	"context"
	"slices"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/db"
)

// A Tag is a group of people, as the community names them.
type Tag struct {
	Code       string `json:"code"`
	Name       string `json:"name"`
	Hint       string `json:"hint"`
	ByResident bool   `json:"by_resident" doc:"residents choose it themselves; else who answers for them notes it, with their agreement"`
	ToldFirst  bool   `json:"told_first" doc:"who has it is told in person first, such as elders"`
	Called     bool   `json:"called" doc:"an emergency calls who has it and lives there, such as volunteers"`
}

// A Category is what a notice may be about.
type Category struct {
	Code        string         `json:"code"`
	Name        string         `json:"name"`
	Hint        string         `json:"hint"`
	Approved    bool           `json:"approved" doc:"a second person has to approve before it is sent"`
	AnswerLimit calendar.Limit `json:"-"`
	Answer      string         `json:"answer_limit" doc:"within which questions are to be answered, such as 2工作日"`
}

// Options are what an editor chooses from.
type Options struct {
	Categories []Category `json:"categories"`
	Tags       []Tag      `json:"tags"`
}

// EditorOptions are those of a community.
func (s *Service) EditorOptions(ctx context.Context, by account.Actor, community int64) (o Options, err error) {
	if !holds(by, account.Territory{Community: community}, readers...) {
		return o, ErrNotFound
	}
	if o.Categories, err = categories(ctx, s.DB, community); err != nil {
		return o, err
	}
	o.Tags, err = tags(ctx, s.DB, community)
	return o, err
}

// A Held is a tag with whether somebody has it.
type Held struct {
	Tag
	Held bool   `json:"held"`
	By   string `json:"by_name" doc:"who noted it; empty when it was the person himself"`
}

// MyTags are all tags that the actor could choose, and those noted of him.
func (s *Service) MyTags(ctx context.Context, by account.Actor) ([]Held, error) {
	list, err := s.held(ctx, by.ID, by.Home.Community)
	return slices.DeleteFunc(list, func(h Held) bool { return !h.ByResident && !h.Held }), err
}

// ChooseTags makes the actor's own tags these. What others noted of him he can
// leave or take away, not add.
func (s *Service) ChooseTags(ctx context.Context, by account.Actor, codes []string) ([]Held, error) {
	now, err := s.MyTags(ctx, by)
	if err != nil {
		return nil, err
	}
	for _, code := range codes {
		if !slices.ContainsFunc(now, func(h Held) bool { return h.Code == code }) {
			return nil, ErrTag
		}
	}
	if err := s.DB.InTx(ctx, func(tx *db.Tx) error {
		return setTags(ctx, tx, by.Home.Community, by.ID, by.ID, codes)
	}); err != nil {
		return nil, err
	}
	return s.MyTags(ctx, by)
}

// taggers are those who may know of what kind somebody is.
var taggers = []account.Role{account.Worker, account.Leader, account.Staff, account.Admin}

// TagsOf are a resident's tags, for those who answer for him.
func (s *Service) TagsOf(ctx context.Context, by account.Actor, id account.ID) ([]Held, error) {
	at, err := homeOf(ctx, s.DB, id)
	if err != nil {
		return nil, err
	}
	if !holds(by, at, taggers...) {
		return nil, ErrResident
	}
	return s.held(ctx, id, at.Community)
}

// NoteTags makes a resident's tags these. He must have agreed to every new one.
func (s *Service) NoteTags(ctx context.Context, by account.Actor, id account.ID, codes []string, agreed bool) ([]Held, error) {
	now, err := s.TagsOf(ctx, by, id)
	if err != nil {
		return nil, err
	}
	for _, code := range codes {
		i := slices.IndexFunc(now, func(h Held) bool { return h.Code == code })
		switch {
		case i < 0:
			return nil, ErrTag
		case !now[i].Held && !agreed:
			return nil, ErrAgreed
		}
	}
	at, err := homeOf(ctx, s.DB, id)
	if err != nil {
		return nil, err
	}
	if err := s.DB.InTx(ctx, func(tx *db.Tx) error { return setTags(ctx, tx, at.Community, id, by.ID, codes) }); err != nil {
		return nil, err
	}
	s.Log.InfoContext(ctx, "tags noted", "account", id, "by", by.ID)
	return s.TagsOf(ctx, by, id)
}

func (s *Service) held(ctx context.Context, id account.ID, community int64) ([]Held, error) {
	all, err := tags(ctx, s.DB, community)
	if err != nil {
		return nil, err
	}
	rows, err := tagsOf(ctx, s.DB, id)
	if err != nil {
		return nil, err
	}
	people := []account.ID{}
	for _, r := range rows {
		people = append(people, r.by)
	}
	names, err := s.Accounts.Names(ctx, s.DB, people...)
	out := make([]Held, len(all))
	for i, t := range all {
		out[i].Tag = t
		for _, r := range rows {
			if r.community != community || r.tag != t.Code {
				continue
			}
			if out[i].Held = true; r.by != id {
				out[i].By = names[r.by].DisplayName
			}
		}
	}
	return out, err
}
