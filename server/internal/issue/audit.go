package issue

import (
	"context"
	"fmt"
)

const auditBatch = 2000

// Audit reads every issue, in bounded memory, and names each that breaks the
// promise: an open one without an active owner, an ended one without a reply,
// one whose events do not lead to where it stands.
func (s *Service) Audit(ctx context.Context, complain func(string)) (seen, broken int, err error) {
	for last := ID(0); ; {
		rows, err := auditAfter(ctx, s.DB, last, auditBatch)
		if err != nil || len(rows) == 0 {
			return seen, broken, err
		}
		for _, r := range rows {
			seen, last = seen+1, r.id
			for _, why := range r.broken() {
				broken++
				complain(fmt.Sprintf("issue %d: %s", r.id, why))
			}
		}
	}
}

type audited struct {
	id               ID
	state, lastState State
	version, events  int
	owner, lastOwner int64
	lastVersion      int
	ownerDisabled    bool
	replied, outcome bool
}

func (r *audited) broken() (why []string) {
	say := func(bad bool, text string) {
		if bad {
			why = append(why, text)
		}
	}
	ended := r.state == Closed || r.state == Withdrawn
	say(!ended && r.ownerDisabled, "open, and its owner's account is disabled")
	say((r.state == Closed || r.state == Handled) && !r.replied, "ended without a reply")
	say(r.state == Closed && !r.outcome, "closed without an outcome")
	say(r.events != r.version || r.lastVersion != r.version, fmt.Sprintf("%d events, but version %d", r.events, r.version))
	say(r.lastState != r.state, fmt.Sprintf("its events lead to %s, but it is %s", r.lastState, r.state))
	say(r.lastOwner != r.owner, "its events name another owner")
	return why
}
