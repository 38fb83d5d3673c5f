package issue

import (
	"context"
	"strings"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
	"huiyin/server/internal/platform/problem"
)

// BodyID identifies an outside body (外部单位): a property company, the police
// post, a department. It has no account here; somebody records what it said.
type BodyID int64

// A Body as a list shows it.
type Body struct {
	ID          BodyID `json:"id"`
	Name        string `json:"name"`
	Kind        string `json:"kind" doc:"such as 物业公司, 派出所, 职能部门"`
	Limit       string `json:"limit" doc:"how long it usually has for an answer, such as 3工作日"`
	ContactMask string `json:"contact_masked"`
	PhoneMasked string `json:"phone_masked"`
	Active      bool   `json:"active" doc:"whether it gets new tasks"`
	OpenTasks   int    `json:"open_tasks"`
}

// A Reachable is whom to call at a body.
type Reachable struct {
	Contact string `json:"contact" maxLength:"40" doc:"the person to ask for"`
	Phone   string `json:"phone" pattern:"^[0-9-]{0,20}$"`
}

// A BodyDraft is what staff, or a community's table, say of a body.
type BodyDraft struct {
	Name  string `json:"name" minLength:"1" maxLength:"40"`
	Kind  string `json:"kind" minLength:"1" maxLength:"20"`
	Limit string `json:"limit" maxLength:"16" doc:"such as 3工作日"`
	Reachable
	Active bool `json:"active"`
}

var (
	ErrBody     = problem.New(problem.NotFound, "issue.body", "没有这个外部单位，请刷新后重新选择")
	ErrBodyName = problem.New(problem.Conflict, "issue.body_name", "已有同名的外部单位，请直接修改那一个，或换一个名称")
)

// keepers may see and change a community's outside bodies.
var keepers = []account.Role{account.Staff, account.Admin}

// keeps is the community whose bodies the actor keeps.
func (s *Service) keeps(by account.Actor, community int64) (int64, error) {
	if community == 0 {
		community = workplace(by)
	}
	for _, role := range keepers {
		if community != 0 && by.Has(role, account.Territory{Community: community}) {
			return community, nil
		}
	}
	return 0, ErrScope
}

// Bodies lists a community's outside bodies, those out of use last.
func (s *Service) Bodies(ctx context.Context, by account.Actor, community int64) ([]Body, error) {
	community, err := s.keeps(by, community)
	if err != nil {
		return nil, err
	}
	rows, err := bodies(ctx, s.DB, community, false)
	if err != nil {
		return nil, err
	}
	open, err := openTasksByBody(ctx, s.DB, community)
	out := make([]Body, len(rows))
	for i, r := range rows {
		out[i] = Body{ID: r.ID, Name: r.Name, Kind: r.Kind, Limit: r.Limit.String(), Active: r.Active, OpenTasks: open[r.ID]}
		if err == nil {
			err = s.maskBody(&out[i], r)
		}
	}
	return out, err
}

func (s *Service) maskBody(b *Body, r bodyRow) error {
	reach, err := s.openBody(r)
	if reach.Contact != "" {
		b.ContactMask = string([]rune(reach.Contact)[:1]) + "**"
	}
	switch n := len(reach.Phone); {
	case n >= 11:
		b.PhoneMasked = reach.Phone[:3] + "****" + reach.Phone[n-4:]
	case n >= 7:
		b.PhoneMasked = "****" + reach.Phone[n-2:]
	case n > 0:
		b.PhoneMasked = "****"
	}
	return err
}

// Body tells those who keep it, or must call it, whom to call; that they asked
// is in the log.
func (s *Service) Body(ctx context.Context, by account.Actor, id BodyID) (BodyDraft, error) {
	r, err := body(ctx, s.DB, id)
	if err != nil {
		return BodyDraft{}, err
	}
	if _, err := s.keeps(by, r.community); err != nil {
		return BodyDraft{}, ErrBody
	}
	s.Log.InfoContext(ctx, "body shown", "body", id, "to", by.ID)
	reach, err := s.openBody(r)
	return BodyDraft{r.Name, r.Kind, r.Limit.String(), reach, r.Active}, err
}

// TaskContact is whom to call about a task that an outside body has.
func (s *Service) TaskContact(ctx context.Context, by account.Actor, id ID, no int) (Reachable, error) {
	r, err := get(ctx, s.DB, id)
	if err != nil {
		return Reachable{}, err
	}
	t := findTask(r.tasks, &no)
	if by.ID != r.Owner && !r.managedBy(by) || t == nil || t.Body == 0 {
		return Reachable{}, ErrNotFound
	}
	b, err := body(ctx, s.DB, t.Body)
	if err != nil {
		return Reachable{}, err
	}
	s.Log.InfoContext(ctx, "body shown", "body", t.Body, "issue", id, "to", by.ID)
	return s.openBody(b)
}

// AddBody makes an outside body.
func (s *Service) AddBody(ctx context.Context, by account.Actor, community int64, d BodyDraft) (BodyID, error) {
	community, err := s.keeps(by, community)
	if err != nil {
		return 0, err
	}
	if _, err := s.Grid.Tree(ctx, s.DB, grid.CommunityID(community)); err != nil {
		return 0, err
	}
	r, err := s.sealBody(d)
	if err != nil {
		return 0, err
	}
	r.community = community
	id, err := once.Do(ctx, s.DB, func(tx *db.Tx) (BodyID, error) { return insertBody(ctx, tx, r) })
	return id, namedTwice(err)
}

// ChangeBody changes an outside body; one that is out of use keeps its tasks
// and gets no new ones.
func (s *Service) ChangeBody(ctx context.Context, by account.Actor, id BodyID, d BodyDraft) error {
	was, err := body(ctx, s.DB, id)
	if err != nil {
		return err
	}
	if _, err := s.keeps(by, was.community); err != nil {
		return ErrBody
	}
	r, err := s.sealBody(d)
	if err != nil {
		return err
	}
	r.ID = id
	return namedTwice(s.DB.InTx(ctx, func(tx *db.Tx) error { return updateBody(ctx, tx, r) }))
}

func namedTwice(err error) error {
	if key, dup := db.Duplicate(err); dup && key == "bodies_by_name" {
		return ErrBodyName
	}
	return err
}

// SetBodies makes or changes the bodies of a community's table; others that
// staff added stay.
func (s *Service) SetBodies(ctx context.Context, tx *db.Tx, community int64, list []BodyDraft) error {
	for _, d := range list {
		r, err := s.sealBody(d)
		if err != nil {
			return err
		}
		r.community = community
		if err := ensureBody(ctx, tx, r); err != nil {
			return err
		}
	}
	return nil
}

// sealBody checks a draft and makes whom one calls readable to nobody who has
// the database alone.
func (s *Service) sealBody(d BodyDraft) (r bodyRow, err error) {
	r.Name, r.Kind, r.Active = strings.TrimSpace(d.Name), strings.TrimSpace(d.Kind), d.Active
	if r.Name == "" || r.Kind == "" {
		return r, ErrNeeds
	}
	if r.Limit, err = calendar.ParseLimit(d.Limit); err != nil {
		return r, err
	}
	for _, f := range []struct {
		text, purpose string
		to            *[]byte
	}{{strings.TrimSpace(d.Contact), "body.contact", &r.contact}, {d.Phone, "body.phone", &r.phone}} {
		if f.text == "" {
			continue
		}
		if *f.to, err = s.Seal.Seal(f.text, f.purpose); err != nil {
			return r, err
		}
	}
	return r, nil
}

func (s *Service) openBody(r bodyRow) (out Reachable, err error) {
	if r.contact != nil {
		if out.Contact, err = s.Seal.Open(r.contact, "body.contact"); err != nil {
			return out, err
		}
	}
	if r.phone != nil {
		out.Phone, err = s.Seal.Open(r.phone, "body.phone")
	}
	return out, err
}
