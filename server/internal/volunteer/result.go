package volunteer

import (
	"context"
	"strings"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/problem"
)

var (
	ErrNotBegun = problem.New(problem.Conflict, "volunteer.not_begun", "活动还没有开始，结束后再写活动小结")
	ErrWords    = problem.New(problem.Invalid, "volunteer.words", "这段话没有通过审核，请换个说法，或请社区工作人员来发")
	ErrUnheard  = problem.New(problem.Limited, "volunteer.unheard", "暂时无法审核这段话，请过几分钟再发")
)

// A Result is what became of an activity, for those who live where it was.
// It has nobody's name.
type Result struct {
	Activity ID        `json:"activity_id"`
	Title    string    `json:"title"`
	Text     string    `json:"text"`
	Where    Where     `json:"where"`
	Starts   time.Time `json:"starts_at"`
	People   int       `json:"people" doc:"how many had a place"`
	Told     time.Time `json:"told_at"`
	Photos   []Photo   `json:"photos" doc:"those that passed, the cover last"`
}

// SetResult says in a few words what an activity came to. Who took part hears
// of it the first time; a correction tells nobody.
func (s *Service) SetResult(ctx context.Context, by account.Actor, id ID, text string) (Detail, error) {
	text = strings.TrimSpace(text)
	r, err := activity(ctx, s.DB, id, ``)
	if err != nil {
		return Detail{}, err
	}
	if err := s.harmless(ctx, by, r, text); err != nil {
		return Detail{}, err
	}
	err = s.DB.InTx(ctx, func(tx *db.Tx) error {
		r, err := lockActivity(ctx, tx, id)
		switch {
		case err != nil:
			return err
		case !r.manages(by):
			return ErrMay
		case r.Cancelled != nil:
			return ErrCancelled
		case tx.Now.Before(r.Starts):
			return ErrNotBegun
		case text == "":
			return ErrWords.Saying("请用一两句话写写这次活动")
		}
		if err := setResult(ctx, tx, id, text, by.ID); err != nil || r.Told != nil {
			return err
		}
		return s.tellCame(ctx, tx, r, "活动小结", "的小结："+text)
	})
	if err != nil {
		return Detail{}, err
	}
	s.Push.Wake(ctx)
	return s.Get(ctx, by, id)
}

// harmless asks WeChat about the words of whoever has no office at the place:
// those in office answer for what they publish.
func (s *Service) harmless(ctx context.Context, by account.Actor, r record, text string) error {
	if !r.manages(by) || holds(by, r.At, makers...) {
		return nil
	}
	return s.passes(ctx, by, text)
}

// passes asks WeChat whether somebody's words may be shown.
func (s *Service) passes(ctx context.Context, by account.Actor, text string) error {
	openid, err := s.Accounts.WeChatOpenID(ctx, s.DB, by.ID, s.App)
	if err != nil {
		return err
	}
	if openid == "" {
		return ErrWords
	}
	v, err := s.WeChat.CheckText(ctx, s.App, openid, sceneSocial, text, "")
	if err != nil {
		s.Log.WarnContext(ctx, "words not checked", "by", by.ID, "err", err)
		return ErrUnheard
	}
	if verdictOf(v.Suggest) != Pass {
		return ErrWords
	}
	return nil
}

// Results lists what was done near the actor, the newest first.
func (s *Service) Results(ctx context.Context, by account.Actor, before time.Time, limit int) ([]Result, error) {
	if by.Home.Community == 0 {
		return []Result{}, nil
	}
	rows, err := results(ctx, s.DB, by.Home, before, limit)
	if err != nil {
		return nil, err
	}
	where, err := s.places(ctx, s.DB, rows)
	if err != nil {
		return nil, err
	}
	ids, out, nth := make([]ID, len(rows)), make([]Result, len(rows)), map[ID]int{}
	for i, r := range rows {
		ids[i], nth[r.ID] = r.ID, i
		out[i] = Result{Activity: r.ID, Title: r.Draft.Title, Text: r.Result, Where: where[r.At], Starts: r.Starts, Told: *r.Told, Photos: []Photo{}}
	}
	photos, err := photosOf(ctx, s.DB, ids...)
	if err != nil {
		return nil, err
	}
	for _, cover := range []bool{false, true} {
		for _, p := range photos {
			if p.Cover == cover && p.Verdict == Pass {
				v := &out[nth[p.Activity]]
				v.Photos = append(v.Photos, s.photo(p))
			}
		}
	}
	people, err := came(ctx, s.DB, ids)
	for i := range out {
		out[i].People = people[out[i].Activity]
	}
	return out, err
}
