package issue

import (
	"context"
	"fmt"
	"strings"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/push"
)

// tellOwner lets the responsible person know that an issue waits for him.
func (s *Service) tellOwner(ctx context.Context, tx *db.Tx, r *record, title string) error {
	return s.tellHandler(ctx, tx, r, r.Owner, title)
}

func (s *Service) tellHandler(ctx context.Context, tx *db.Tx, r *record, to account.ID, title string) error {
	_, err := s.send(ctx, tx, r, push.Message{To: to, Kind: push.Status, Event: "issue.arrived", Title: title,
		Body: fmt.Sprintf("%s。请查看并办理。", r.Title), Fields: map[string]string{"status": stateNames[r.State], "note": "请尽早查看并办理"}})
	return err
}

func (s *Service) tellReporter(ctx context.Context, tx *db.Tx, r *record, kind push.Kind, event, title, body, status string) (*int64, error) {
	id, err := s.send(ctx, tx, r, push.Message{To: r.Reporter, Kind: kind, Event: event, Title: title, Body: body,
		Fields: map[string]string{"status": status, "note": clip(body, 20)}})
	return &id, err
}

// tellAll tells the reporter, unless he took the step himself, and those who
// met the matter too; what is the reporter's alone is not in their message.
func (s *Service) tellAll(ctx context.Context, tx *db.Tx, by account.Actor, r *record, kind push.Kind, event, title, body, status string) (id *int64, err error) {
	if by.ID != r.Reporter {
		if id, err = s.tellReporter(ctx, tx, r, kind, event, title, body, status); err != nil {
			return id, err
		}
	}
	if r.Followers == 0 {
		return id, nil
	}
	others, err := followers(ctx, tx, r.ID)
	if err != nil {
		return id, err
	}
	safe := *r
	safe.Title, safe.Place = r.shownTitle(), ""
	for _, safe.Reporter = range others {
		if _, err := s.tellReporter(ctx, tx, &safe, kind, event, strings.Replace(title, "您的诉求", "您也遇到的事", 1), body, status); err != nil {
			return id, err
		}
	}
	return id, nil
}

// send fills in what every message about an issue says.
func (s *Service) send(ctx context.Context, tx *db.Tx, r *record, m push.Message) (int64, error) {
	m.Community, m.Subject = r.At.Community, fmt.Sprintf("issue:%d", r.ID)
	if m.Page == "" {
		m.Page = r.page()
	}
	m.Fields["title"], m.Fields["time"] = r.Title, tx.Now.In(shanghai).Format("2006-01-02 15:04")
	m.Fields["place"] = r.Place
	if r.Place == "" {
		m.Fields["place"] = "本网格"
	}
	return s.Push.Send(ctx, tx, m)
}

// tell lets everyone know whom the step concerns, except who took it; a reply
// reaches the reporter whoever gave it. It returns the message that brought
// the reply.
func (s *Service) tell(ctx context.Context, tx *db.Tx, by account.Actor, before, r *record, e event) (*int64, error) {
	if title, ok := ownerTitles[e.Step]; ok && r.Owner != by.ID && (e.Step != Relocate || r.Owner != before.Owner) {
		if err := s.tellOwner(ctx, tx, r, title); err != nil {
			return nil, err
		}
	}
	if err := s.tellOthers(ctx, tx, by, before, r, e); err != nil {
		return nil, err
	}
	if err := s.tellHelpers(ctx, tx, by, before, r, e); err != nil {
		return nil, err
	}
	switch {
	case e.Step == GiveTask && e.Body != nil:
		return nil, s.tellTurn(ctx, tx, by, r, e)
	case e.Step == Accept, e.Step == Grab:
		return s.tellAll(ctx, tx, by, r, push.Status, "issue.accepted", "您的诉求已受理", "已有专人负责，办理进展会及时告诉您。", stateNames[Accepted])
	case e.Step == Ask && by.ID != r.Reporter:
		return s.tellReporter(ctx, tx, r, push.Answer, "issue.asked", "请您补充说明", *e.Text, stateNames[WaitingReporter])
	case e.Step == Approve && e.State == Suspended:
		return s.tellAll(ctx, tx, by, r, push.Status, "issue.suspended", "您的诉求暂缓办理", fmt.Sprintf("到%s继续办理，不用重新提交。", e.Until.In(shanghai).Format("1月2日")), stateNames[Suspended])
	case e.Step == Withdraw:
		return s.tellReporter(ctx, tx, r, push.Status, "issue.withdrawn", "您已撤回诉求", withdrawnReply, stateNames[Withdrawn])
	case replies(before.State, r.State):
		title := endTitles[*r.Outcome]
		if r.Represented {
			title = toTellTitle
		}
		return s.tellAll(ctx, tx, account.Actor{}, r, push.Answer, "issue.answered", title, *r.Reply, outcomeNames[*r.Outcome])
	}
	return nil, nil
}

// tellOthers lets those know who answer for the issue besides its owner.
func (s *Service) tellOthers(ctx context.Context, tx *db.Tx, by account.Actor, before, r *record, e event) error {
	to, title := account.ID(0), ""
	switch e.Step {
	case Transfer:
		to, title = *r.Pending, "想请您接办一条诉求"
	case TakeOver:
		to, title = before.Owner, takenTitle
	case AskExtension, AskSuspension, AskExclusion:
		next, err := s.approver(ctx, tx, r)
		if err != nil {
			return err
		}
		to, title = next, requestNames[*r.Request]
	}
	if r.State == Checking && before.State != Checking {
		next, err := s.approver(ctx, tx, r)
		if err != nil {
			return err
		}
		to, title = next, "有一条诉求等您复核"
	}
	if to == 0 || to == by.ID {
		return nil
	}
	return s.tellHandler(ctx, tx, r, to, title)
}
