package notice

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// Mine is a notice in a resident's list.
type Mine struct {
	ID           ID         `json:"id"`
	CategoryName string     `json:"category_name"`
	Title        string     `json:"title"`
	Summary      string     `json:"summary"`
	Emergency    bool       `json:"emergency"`
	SentAt       time.Time  `json:"sent_at"`
	ValidUntil   *time.Time `json:"valid_until"`
	Expired      bool       `json:"expired" doc:"it held until a time that has passed"`
	CorrectedAt  *time.Time `json:"corrected_at"`
	Correction   string     `json:"correction"`
	ReadAt       *time.Time `json:"read_at"`
	ConfirmedAt  *time.Time `json:"confirmed_at"`
}

// MyNotices lists the notices that were for the actor, those with the words when
// there are any: in the notice or in what was asked about it.
func (s *Service) MyNotices(ctx context.Context, by account.Actor, words string, before ID, limit int) ([]Mine, error) {
	rows, err := mine(ctx, s.DB, by.ID, words, before, limit)
	if err != nil {
		return nil, err
	}
	records := make([]record, len(rows))
	for i, r := range rows {
		records[i] = record{Community: r.community}
	}
	names, err := categoryNames(ctx, s.DB, records)
	out := make([]Mine, len(rows))
	for i, r := range rows {
		out[i] = r.Mine
		out[i].CategoryName = names[categoryKey{r.community, r.category}]
		out[i].Expired = r.ValidUntil != nil && !s.DB.Now().Before(*r.ValidUntil)
	}
	return out, err
}

// A Page is a notice as residents see it.
type Page struct {
	Mine
	HTML      string     `json:"html"`
	Source    string     `json:"source"`
	Withdrawn bool       `json:"withdrawn" doc:"it holds no more; html says nothing then"`
	Reason    string     `json:"reason" doc:"why it was withdrawn"`
	ForMe     bool       `json:"for_me" doc:"it was sent to the caller, who can confirm it"`
	Called    bool       `json:"called" doc:"an emergency calls the caller, who has not said yet that he knows"`
	Files     []File     `json:"files"`
	FAQs      []FAQ      `json:"faqs"`
	Questions []Question `json:"questions" doc:"the caller's own"`
	CanAsk    bool       `json:"can_ask"`
	ShareText string     `json:"share_text"`
}

// Page shows a notice to whom it is for, to who works for its community, and
// where it is for everybody to who lives there.
func (s *Service) Page(ctx context.Context, by account.Actor, id ID) (p Page, err error) {
	r, err := get(ctx, s.DB, id)
	if err != nil {
		return p, err
	}
	mine, err := receiptOf(ctx, s.DB, id, by.ID)
	if err != nil && err != error(ErrNotFound) {
		return p, err
	}
	p.ForMe = err == nil
	if !p.ForMe && !worksIn(by, r.Community) && !r.openTo(by.Home) || !r.out() && r.State != Withdrawn {
		return p, ErrNotFound
	}
	names, err := categoryNames(ctx, s.DB, []record{r})
	if err != nil {
		return p, err
	}
	p.Mine = Mine{ID: id, CategoryName: names[categoryKey{r.Community, r.Category}], Title: r.Title, Summary: r.Summary, Emergency: r.Emergency, SentAt: *r.SentAt, ValidUntil: r.ValidUntil,
		Expired: r.ValidUntil != nil && !s.DB.Now().Before(*r.ValidUntil), CorrectedAt: r.CorrectedAt, Correction: r.Correction, ReadAt: mine.read, ConfirmedAt: mine.confirmed}
	p.Source, p.Files, p.FAQs, p.Questions = r.Source, []File{}, []FAQ{}, []Question{}
	if r.State == Withdrawn {
		p.Withdrawn, p.Reason, p.Summary = true, r.Reason, ""
		return p, nil
	}
	p.CanAsk, p.ShareText = p.ForMe, shareText(&r)
	return p, s.fill(ctx, by, &r, &p)
}

func (s *Service) fill(ctx context.Context, by account.Actor, r *record, p *Page) (err error) {
	if p.HTML, err = s.dressed(ctx, s.DB, r.Community, r.HTML); err != nil {
		return err
	}
	if p.Files, err = s.files(ctx, s.DB, r.ID); err != nil {
		return err
	}
	if p.FAQs, err = faqs(ctx, s.DB, r.ID); err != nil {
		return err
	}
	if p.Called, err = isCalled(ctx, s.DB, r.ID, by.ID); err != nil {
		return err
	}
	rows, err := questions(ctx, s.DB, QuestionQuery{Notice: r.ID, asker: by.ID, Limit: 20}, nil)
	if err != nil {
		return err
	}
	p.Questions, err = s.shown(ctx, rows, false)
	return err
}

// worksIn says whether the actor holds any office in the community.
func worksIn(by account.Actor, community int64) bool {
	for _, t := range by.Territories(office...) {
		if t.Community == 0 || t.Community == community {
			return true
		}
	}
	return false
}

// Read notes that the actor has read a notice.
func (s *Service) Read(ctx context.Context, by account.Actor, id ID) error {
	return s.saw(ctx, by, id, Read)
}

// Confirm notes that the actor says he knows.
func (s *Service) Confirm(ctx context.Context, by account.Actor, id ID) error {
	return s.saw(ctx, by, id, Confirmed)
}

func (s *Service) saw(ctx context.Context, by account.Actor, id ID, m Receipt) error {
	if err := s.DB.InTx(ctx, func(tx *db.Tx) error { return s.see(ctx, tx, by, id, m) }); err != nil {
		return err
	}
	return s.Push.ReadAll(ctx, by, message(&record{ID: id}).Page)
}

func (s *Service) see(ctx context.Context, tx *db.Tx, by account.Actor, id ID, m Receipt) error {
	n, err := get(ctx, tx, id)
	if err != nil {
		return err
	}
	if n.State == Withdrawn {
		return ErrOver
	}
	r, err := lockReceipt(ctx, tx, id, by.ID)
	if err != nil {
		return err
	}
	if r.read == nil {
		r.read = &tx.Now
	}
	if m == Confirmed && r.confirmed == nil {
		r.confirmed = &tx.Now
	}
	return s.bring(ctx, tx, &r, m)
}
