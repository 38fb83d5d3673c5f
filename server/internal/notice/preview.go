package notice

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/push"
)

// A Preview shows a draft as those will see it whom it is for.
type Preview struct {
	Title     string    `json:"title"`
	Summary   string    `json:"summary"`
	HTML      string    `json:"html" doc:"cleaned, as the page shows it"`
	Card      push.Card `json:"card" doc:"as the WeChat message shows it"`
	ShareText string    `json:"share_text"`
}

// Preview cleans a draft and shows it, without keeping it.
func (s *Service) Preview(ctx context.Context, by account.Actor, community int64, d Draft) (p Preview, err error) {
	r := record{Community: community, Draft: d}
	if !holds(by, r.at(), writers...) {
		return p, ErrMay
	}
	if r.HTML, r.Words, err = clean(ctx, s.DB, community, d.HTML); err != nil {
		return p, err
	}
	if r.Summary == "" {
		r.Summary = short(r.Words, 100)
	}
	p = Preview{Title: r.Title, Summary: r.Summary, ShareText: shareText(&r)}
	if p.HTML, err = s.dressed(ctx, s.DB, community, r.HTML); err != nil {
		return p, err
	}
	p.Card, err = s.Push.Preview(ctx, message(&r))
	return p, err
}
