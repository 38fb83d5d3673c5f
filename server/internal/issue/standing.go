package issue

import (
	"slices"
	"time"

	"huiyin/server/internal/account"
)

// fold brings the standing to where the event leads. Steps are taken by
// folding the event that records them, so the events always replay to the row.
func (s *standing) fold(e event) {
	s.move(e)
	switch e.Step {
	case Ask, ReplyAsk, Resume:
		s.Paused = e.Paused
	case Answer, Close, Merge, Withdraw:
		s.end(e)
	case PassCheck:
		s.ClosedAt = &e.At
	case Rework, Unmerge:
		s.reopen()
	case Settle:
		s.Request = nil
	case Rate:
		s.Grade, s.Resolved, s.Responded, s.Outcome = e.Grade, e.Done, e.Responded, e.Outcome
	case Reopen:
		s.reopen()
		s.Reopened++
	case Return:
		s.Returned++
		s.Pending = nil
	case Transfer:
		s.Pending = accountRef(e)
	case TakeOver, Decline, Assign, Grab, HandOver, Lapse:
		s.Pending = nil
	case Tell:
		s.TellBy = nil
	case Supervise:
		s.Supervised = true
	case AskExtension, AskSuspension, AskExclusion:
		kind := requests[e.Step]
		s.Request, s.RequestUntil, s.RequestBy = &kind, e.Until, &e.Actor
	case Approve:
		s.Paused = e.Paused
		s.Excluded = s.Excluded || *s.Request == Exclusion
		s.settleRequest()
	case Refuse:
		s.settleRequest()
	}
}

// move is what every event does.
func (s *standing) move(e event) {
	if replies(s.State, e.State) {
		s.TellBy = e.Until
	}
	s.OpenTasks += taskCounts[e.Step]
	s.Version, s.UpdatedAt = e.Version, e.At
	s.State, s.Owner, s.Pooled, s.Due, s.NextDue = e.State, e.Owner, e.Pooled, e.Due, e.NextDue
}

// taskCounts is what a step adds to the number of open tasks; the end of the
// issue ends them all.
var taskCounts = map[Step]int{GiveTask: 1, EndTask: -1, TakeBackTask: -1}

// end records an answer; what still waited for somebody is void.
func (s *standing) end(e event) {
	s.Outcome, s.Reply, s.Pending, s.Paused, s.OpenTasks = e.Outcome, e.Text, nil, nil, 0
	s.settleRequest()
	if e.State != Checking {
		s.ClosedAt = &e.At
	}
	switch e.Step {
	case Answer, Close:
		s.AnsweredBy = &e.Actor
	case Merge:
		original := ID(*e.Ref)
		s.Original = &original
	}
}

func (s *standing) reopen() {
	s.Outcome, s.Grade, s.Resolved, s.Responded, s.ClosedAt, s.Original, s.AnsweredBy = nil, nil, nil, nil, nil, nil, nil
	s.Pending, s.Paused, s.TellBy = nil, nil, nil
	s.settleRequest()
}

func (s *standing) settleRequest() { s.Request, s.RequestUntil, s.RequestBy = nil, nil, nil }

func accountRef(e event) *account.ID {
	id := account.ID(*e.Ref)
	return &id
}

// deadline is what runs now: that of its state or, once it has ended, that of
// telling the reply in person; nil when there is none.
func (s *standing) deadline() *time.Time {
	if s.NextDue == nil {
		return s.TellBy
	}
	return s.NextDue
}

// open says whether somebody still owes something.
func (s *standing) open() bool { return slices.Contains(openStates, s.State) }

// replied says whether the reporter has his reply.
func (s *standing) replied() bool { return s.State == Handled || s.State == Closed }

// replies says whether a step between two states is the one that gives the
// reporter his reply.
func replies(from, to State) bool {
	a, b := standing{State: from}, standing{State: to}
	return !a.replied() && b.replied()
}
