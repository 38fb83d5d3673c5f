package issue

import (
	"context"
	"fmt"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/push"
)

// tellOwner lets the responsible person know that an issue waits for him.
func (s *Service) tellOwner(ctx context.Context, tx *db.Tx, r *record, title string) error {
	return s.send(ctx, tx, r, push.Message{To: r.Owner, Kind: push.Status, Event: "issue.arrived", Title: title,
		Body: fmt.Sprintf("%s。请查看并受理。", r.Title), Fields: map[string]string{"status": "待受理", "note": "请尽早查看并受理"}})
}

func (s *Service) tellReporter(ctx context.Context, tx *db.Tx, r *record, kind push.Kind, event, title, body, status string) error {
	return s.send(ctx, tx, r, push.Message{To: r.Reporter, Kind: kind, Event: event, Title: title, Body: body,
		Fields: map[string]string{"status": status, "note": clip(body, 20)}})
}

// send fills in what every message about an issue says.
func (s *Service) send(ctx context.Context, tx *db.Tx, r *record, m push.Message) error {
	m.Community, m.Page, m.Subject = r.At.Community, r.page(), fmt.Sprintf("issue:%d", r.ID)
	m.Fields["title"], m.Fields["time"] = r.Title, tx.Now.In(shanghai).Format("2006-01-02 15:04")
	m.Fields["place"] = r.Place
	if r.Place == "" {
		m.Fields["place"] = "本网格"
	}
	return s.Push.Send(ctx, tx, m)
}

// tell lets everyone know whom the step concerns, except who took it.
func (s *Service) tell(ctx context.Context, tx *db.Tx, by account.Actor, before, r *record, d StepDraft) error {
	if r.Owner != before.Owner || d.Step == Reopen || d.Step == ReplyAsk {
		if r.Owner != by.ID {
			if err := s.tellOwner(ctx, tx, r, ownerTitles[d.Step]); err != nil {
				return err
			}
		}
	}
	if by.ID == r.Reporter {
		return nil
	}
	switch d.Step {
	case Accept:
		return s.tellReporter(ctx, tx, r, push.Status, "issue.accepted", "您的诉求已受理", "已有专人负责，办理进展会及时告诉您。", "已受理")
	case Ask:
		return s.tellReporter(ctx, tx, r, push.Status, "issue.asked", "请您补充说明", d.Text, "待补充")
	case Answer:
		return s.tellReporter(ctx, tx, r, push.Answer, "issue.answered", "您的诉求有答复了", d.Text, "已答复")
	case Close:
		return s.tellReporter(ctx, tx, r, push.Answer, "issue.answered", "您的诉求已办结", *r.Reply, outcomeNames[*r.Outcome])
	}
	return nil
}
