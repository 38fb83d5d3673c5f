package issue

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
)

// Join makes the actor a co-reporter (我也遇到): he is told everything that the
// reporter is told, and learns neither who that is nor where he lives.
func (s *Service) Join(ctx context.Context, by account.Actor, id ID) (Issue, error) {
	_, err := once.Do(ctx, s.DB, func(tx *db.Tx) (ID, error) {
		r, err := get(ctx, tx, id)
		if err != nil {
			return 0, err
		}
		if r.Reporter == by.ID {
			return id, nil // he is told anyway
		}
		had, err := joined(ctx, tx, by.ID, []ID{id})
		if err != nil || had[id] {
			return id, err
		}
		if !r.shown() || by.Home.Community != r.At.Community {
			return 0, ErrNotFound
		}
		if r, err = lock(ctx, tx, id); err != nil {
			return 0, err
		}
		if !r.open() {
			return 0, ErrEnded
		}
		if err := insertFollower(ctx, tx, id, by.ID); err != nil {
			return 0, err
		}
		return id, countFollowers(ctx, tx, id)
	})
	if err != nil {
		return Issue{}, err
	}
	return s.Get(ctx, by, id)
}

// Leave undoes Join, also where a merge made the actor a co-reporter. Whoever
// is none has left already.
func (s *Service) Leave(ctx context.Context, by account.Actor, id ID) error {
	return s.DB.InTx(ctx, func(tx *db.Tx) error {
		had, err := joined(ctx, tx, by.ID, []ID{id})
		if err != nil || !had[id] {
			return err
		}
		if _, err := lock(ctx, tx, id); err != nil {
			return err
		}
		if err := deleteFollower(ctx, tx, id, by.ID); err != nil {
			return err
		}
		return countFollowers(ctx, tx, id)
	})
}

// A Follower is a co-reporter, as those see him who handle the matter.
type Follower struct {
	Account     account.ID `json:"account_id"`
	Name        string     `json:"name"`
	PhoneMasked string     `json:"phone_masked"`
	JoinedAt    time.Time  `json:"joined_at"`
	From        *ID        `json:"from_issue_id,omitempty" doc:"the duplicate that he had reported, merged into this one"`
}

const followersMost = 200

// Followers lists who met the matter too, for its owner and those above.
func (s *Service) Followers(ctx context.Context, by account.Actor, id ID) ([]Follower, error) {
	r, err := get(ctx, s.DB, id)
	if err != nil {
		return nil, err
	}
	if r.Owner != by.ID && !r.managedBy(by) {
		return nil, ErrNotFound
	}
	list, err := followersOf(ctx, s.DB, id, followersMost)
	if err != nil {
		return nil, err
	}
	ids := make([]account.ID, len(list))
	for i := range list {
		ids[i] = list[i].Account
	}
	names, err := s.Accounts.Names(ctx, s.DB, ids...)
	for i := range list {
		if list[i].Name = names[ids[i]].DisplayName; err == nil {
			list[i].PhoneMasked, err = s.Accounts.MaskedPhone(ctx, s.DB, ids[i])
		}
	}
	return list, err
}

// merge makes those who waited for a duplicate co-reporters of its original,
// and undoes that when the merge is undone.
func (s *Service) merge(ctx context.Context, tx *db.Tx, before, r *record) error {
	switch {
	case before.Original == nil && r.Original != nil:
		return follow(ctx, tx, r, *r.Original)
	case before.Original != nil && r.Original == nil:
		return unfollow(ctx, tx, r.ID, *before.Original)
	}
	return nil
}

// shownTitle is the title as others than its reporter and handlers read it.
func (r *record) shownTitle() string {
	if r.shown() {
		return r.Title
	}
	return r.categoryName
}

// publicSteps are those of which a co-reporter hears; the others are between
// the handlers, or the reporter's alone.
var publicSteps = map[Step]bool{Report: true, Accept: true, Grab: true, Handle: true, Answer: true, Close: true, PassCheck: true, Ask: true, ReplyAsk: true, Resume: true,
	Merge: true, Unmerge: true, Reopen: true, Withdraw: true, Settle: true}

// publicTimeline is the timeline as a co-reporter reads it: sides, no names,
// and no words but those of the reply.
func (s *Service) publicTimeline(all []event, photos []photoRow) []Entry {
	out := []Entry{}
	for _, e := range all {
		if !publicSteps[e.Step] && e.Body == nil {
			continue
		}
		entry := Entry{ID: e.Version, Step: e.Step, Label: stepNames[e.Step], At: e.At, Outcome: e.Outcome, Photos: []Photo{}, By: By{Role: partNames[e.Part]}}
		if e.ends() && e.State != Checking {
			entry.Text, entry.Photos = e.Text, s.photos(photos, e.Version, false)
		}
		out = append(out, entry)
	}
	return out
}

// ends says whether the event is an answer of the handlers.
func (e *event) ends() bool { return e.Step == Answer || e.Step == Close || e.Step == Merge }

// afterPhotos are those of the answer that holds: what came before it was taken
// up again shows nothing that was solved.
func (s *Service) afterPhotos(r *record, all []event, photos []photoRow, inside bool) []Photo {
	out := []Photo{}
	if !r.replied() {
		return out
	}
	for _, e := range all {
		switch {
		case e.Step == Reopen || e.Step == Rework || e.Step == Unmerge:
			out = []Photo{}
		case e.ends():
			out = append(out, s.photos(photos, e.Version, inside)...)
		}
	}
	return out
}
