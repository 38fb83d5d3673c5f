package push

import (
	"context"
	"time"

	"huiyin/server/internal/platform/db"
)

// A Failure is why messages of a broadcast did not arrive, and of how many people.
type Failure struct {
	State  State  `json:"state"`
	Code   int64  `json:"code" doc:"WeChat's code; negative are our own"`
	Text   string `json:"text" doc:"the code in words"`
	People int    `json:"people"`
	Again  bool   `json:"again" doc:"it can be sent again"`
}

// Failures counts a broadcast's messages that did not arrive, the most first.
func (s *Service) Failures(ctx context.Context, q db.Querier, id BroadcastID) ([]Failure, error) {
	list, err := failuresOf(ctx, q, id)
	for i := range list {
		list[i].Text, list[i].Again = codeText(list[i].Code), list[i].State == Failed || list[i].State == Dead
	}
	return list, err
}

// RetryFailed queues at most n of a broadcast's messages that had failed before a
// moment, and says how many. What fails again meanwhile is not among them.
func (s *Service) RetryFailed(ctx context.Context, tx *db.Tx, id BroadcastID, before time.Time, n int) (int64, error) {
	return retryFailed(ctx, tx, id, before, n)
}
