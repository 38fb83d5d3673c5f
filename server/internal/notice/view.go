package notice

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

// A Query narrows the staff's list; its zero fields do not.
type Query struct {
	Community int64
	State     State
	Category  string
	Words     string
	Approves  bool // only those that wait for the actor's approval
	Before    ID
	Limit     int
}

// heldBy are the notices of the communities where the actor has one of the
// roles, or of one of them.
func heldBy(by account.Actor, community int64, roles ...account.Role) (w db.Where) {
	in := []int64{}
	for _, t := range by.Territories(roles...) {
		if t.Community == 0 {
			in = nil
			break
		}
		in = append(in, t.Community)
	}
	db.In(&w, "n.community_id", in)
	db.Equal(&w, "n.community_id", community)
	return w
}

// toApprove are the notices that wait for the actor: somebody else wrote them.
func toApprove(by account.Actor, community int64) db.Where {
	w := heldBy(by, community, writers...)
	w.And("n.state = ? AND n.author_id <> ?", Pending, by.ID)
	return w
}

// Waiting is what waits for somebody at his desk.
type Waiting struct {
	ToApprove int `json:"to_approve" doc:"notices that somebody else wrote and that wait for approval"`
	ToAnswer  int `json:"to_answer" doc:"questions that the caller is to answer"`
}

// Waiting counts what waits for the actor.
func (s *Service) Waiting(ctx context.Context, by account.Actor, community int64) (t Waiting, err error) {
	if t.ToApprove, err = countNotices(ctx, s.DB, toApprove(by, community)); err != nil {
		return t, err
	}
	t.ToAnswer, err = countQuestions(ctx, s.DB, community, by.ID)
	return t, err
}

// List lists the notices of the actor's communities, the newest first.
func (s *Service) List(ctx context.Context, by account.Actor, q Query) ([]Listed, error) {
	w := heldBy(by, q.Community, readers...)
	if q.Approves {
		w = toApprove(by, q.Community)
	}
	db.Equal(&w, "n.state", q.State)
	db.Equal(&w, "n.category", q.Category)
	meet(&w, q.Words, "n.title MEETS ?", "n.words MEETS ?")
	if q.Before > 0 {
		w.And("n.id < ?", q.Before)
	}
	rows, err := list(ctx, s.DB, w, q.Limit)
	if err != nil {
		return nil, err
	}
	return s.listed(ctx, rows)
}

func (s *Service) listed(ctx context.Context, rows []record) ([]Listed, error) {
	people, ids := make([]account.ID, len(rows)), make([]ID, len(rows))
	for i, r := range rows {
		people[i], ids[i] = r.Author, r.ID
	}
	names, err := s.Accounts.Names(ctx, s.DB, people...)
	if err != nil {
		return nil, err
	}
	counts, err := countsOf(ctx, s.DB, ids)
	if err != nil {
		return nil, err
	}
	called, err := categoryNames(ctx, s.DB, rows)
	out := make([]Listed, len(rows))
	for i, r := range rows {
		out[i] = Listed{ID: r.ID, Community: r.Community, Category: r.Category, CategoryName: called[categoryKey{r.Community, r.Category}], Title: r.Title, Summary: r.Summary,
			State: r.State, Version: r.Version, Emergency: r.Emergency, Author: names[r.Author].DisplayName, SendAt: r.SendAt, SentAt: r.SentAt, ValidUntil: r.ValidUntil,
			CorrectedAt: r.CorrectedAt, Correction: r.Correction, UpdatedAt: r.UpdatedAt, Receipts: counts[r.ID]}
	}
	return out, err
}

// Get shows a notice to those who write and send it.
func (s *Service) Get(ctx context.Context, by account.Actor, id ID) (Notice, error) {
	r, err := s.seen(ctx, s.DB, by, id)
	if err != nil {
		return Notice{}, err
	}
	list, err := s.listed(ctx, []record{r})
	if err != nil {
		return Notice{}, err
	}
	n := Notice{Listed: list[0], Source: r.Source, Tell: r.Tell, Service: r.Service, Audience: r.Audience, Reason: r.Reason, ShareText: shareText(&r), May: r.may(by), CreatedAt: r.CreatedAt}
	if n.HTML, err = s.dressed(ctx, s.DB, r.Community, r.HTML); err != nil {
		return n, err
	}
	if n.Files, err = s.files(ctx, s.DB, id); err != nil {
		return n, err
	}
	if n.Places, err = s.places(ctx, r.Community, r.Audience); err != nil {
		return n, err
	}
	if n.TagNames, err = tagNames(ctx, s.DB, r.Community, r.Audience.Tags); err != nil {
		return n, err
	}
	c, err := categoryOf(ctx, s.DB, r.Community, r.Category)
	if err != nil {
		return n, err
	}
	n.Approval = c.Approved
	return n, s.history(ctx, &n)
}

func (s *Service) history(ctx context.Context, n *Notice) error {
	rows, err := events(ctx, s.DB, n.ID)
	if err != nil {
		return err
	}
	people := []account.ID{}
	for _, e := range rows {
		if e.by != nil {
			people = append(people, *e.by)
		}
	}
	names, err := s.Accounts.Names(ctx, s.DB, people...)
	n.History = make([]Event, len(rows))
	for i, e := range rows {
		n.History[i] = Event{At: e.at, Text: eventTexts[e.step]}
		if e.text != "" {
			n.History[i].Text += "：" + e.text
		}
		if e.by != nil {
			n.History[i].By = names[*e.by].DisplayName
		}
		if e.step == string(Approve) && n.ApprovedAt == nil {
			n.Approver, n.ApprovedAt = n.History[i].By, &rows[i].at
		}
	}
	return err
}

// places are the territories of an audience in words.
func (s *Service) places(ctx context.Context, community int64, a Audience) ([]string, error) {
	out := []string{}
	if len(a.Grids)+len(a.MicroGrids) == 0 {
		return append(out, "全社区"), nil
	}
	tree, err := s.Grid.Tree(ctx, s.DB, grid.CommunityID(community))
	if err != nil {
		return nil, err
	}
	chosen := func(list []int64, id int64) bool {
		for _, x := range list {
			if x == id {
				return true
			}
		}
		return false
	}
	for _, g := range tree.Grids {
		if chosen(a.Grids, int64(g.ID)) {
			out = append(out, g.Name)
			continue
		}
		for _, m := range g.MicroGrids {
			if chosen(a.MicroGrids, int64(m.ID)) {
				out = append(out, m.Name)
			}
		}
	}
	return out, nil
}

// shareText is what is pasted into a group, beside the card.
func shareText(r *record) string {
	text := "【通知】" + r.Title
	if r.Emergency {
		text = "【紧急通知】" + r.Title
	}
	if r.CorrectedAt != nil {
		text = "【更正】" + r.Title + "\n更正内容：" + r.Correction
	}
	text += "\n" + short(r.Summary, 100)
	if r.Source != "" {
		text += "\n来源：" + r.Source
	}
	return text + "\n请点开小程序卡片查看全文，看过请点“已知晓”。"
}
