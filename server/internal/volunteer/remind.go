package volunteer

import (
	"context"
	"time"

	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/push"
)

const (
	remindBefore = 24 * time.Hour
	remindFresh  = 6 * time.Hour // who signed up since then needs none
	remindBatch  = 200
)

// Remind tells those with a place, the day before, where and when it begins.
func (s *Service) Remind(ctx context.Context) error {
	for n := remindBatch; n == remindBatch; {
		err := s.DB.InTx(ctx, func(tx *db.Tx) error {
			list, err := unreminded(ctx, tx, tx.Now, remindBatch)
			n = len(list)
			for _, su := range list {
				if err != nil {
					return err
				}
				ok, err := setReminded(ctx, tx, su.ID)
				if err != nil || !ok { // another process was faster
					return err
				}
				body := startText(su.Starts) + "开始，地点：" + su.Place + "。"
				if err := s.send(ctx, tx, su, push.Reminder, "activity.reminder", "活动提醒", body); err != nil {
					return err
				}
			}
			return err
		})
		if err != nil {
			return err
		}
		s.Push.Wake(ctx)
	}
	return nil
}
