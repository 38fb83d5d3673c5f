package notice

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/push"
)

// Who may approve a notice hears that it waits, and its author what came of it:
// in the inbox, and the staff's group where there is a robot in it.

// waits tells those who may approve a notice that it waits for one of them.
func (s *Service) waits(ctx context.Context, tx *db.Tx, r *record) error {
	names, err := s.Accounts.Names(ctx, tx, r.Author)
	if err != nil {
		return err
	}
	m := desk(r, "有一条通知等您审核", names[r.Author].DisplayName+"提交了《"+r.Title+"》。请在管理页面打开“通知”，审核后才会发送。")
	told := map[account.ID]bool{r.Author: true}
	for _, role := range writers {
		ids, err := s.Accounts.Holders(ctx, tx, role, r.at(), tx.Now)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if told[id] {
				continue
			}
			m.To, told[id] = id, true
			if _, err := s.Push.Send(ctx, tx, m); err != nil {
				return err
			}
		}
	}
	m.To, m.Title = r.Author, "通知等待审核"
	return s.Push.Announce(ctx, tx, m)
}

// decided tells the author what a second person decided.
func (s *Service) decided(ctx context.Context, tx *db.Tx, r *record, title, body string) error {
	m := desk(r, title, "《"+r.Title+"》"+body)
	m.To = r.Author
	_, err := s.Push.Send(ctx, tx, m)
	return err
}

// desk is a message about work at the staff's desk: no page of the phone shows it.
func desk(r *record, title, body string) push.Message {
	return push.Message{Community: r.Community, Kind: push.Status, Event: "notice.submitted", Title: title, Body: body,
		Subject: message(r).Subject, Fields: map[string]string{"title": title, "status": "待办", "note": r.Title}}
}
