package issue

import (
	"slices"
	"time"

	"huiyin/server/internal/account"
)

// A Step is something a person does with an issue.
type Step string

const (
	Report   Step = "report" // the first event of every issue
	Accept   Step = "accept"
	Ask      Step = "ask"
	ReplyAsk Step = "reply_ask"
	Answer   Step = "answer"
	Transfer Step = "transfer"
	Return   Step = "return"
	Handle   Step = "handle"
	Close    Step = "close"
	Reopen   Step = "reopen"
	Withdraw Step = "withdraw"
	Rate     Step = "rate"
)

// A Part is the side from which somebody acts on an issue.
type Part string

const (
	AsReporter Part = "reporter"
	AsOwner    Part = "owner"
	AsManager  Part = "manager" // leader of its grid, staff of its community, and those above
	AsWatcher  Part = "watcher" // worker of its micro-grid who does not own it
)

// A Need is something a step asks for.
type Need string

const (
	Text   Need = "text"
	Target Need = "target"
	Reason Need = "reason"
	Grade  Need = "grade"
	Result Need = "outcome"
	Photos Need = "photos" // offered, never demanded
)

// A rule allows one step. An empty To keeps the state.
type rule struct {
	Step  Step
	From  []State
	To    State
	By    []Part
	Needs []Need
	Tone  string // how the button looks: primary, default, danger
}

var handlers = []Part{AsOwner, AsManager}

// workflow is every step that is allowed, in the order of the buttons.
var workflow = []rule{
	{Accept, []State{Submitted}, Accepted, handlers, nil, "primary"},
	{Handle, []State{Accepted}, InProgress, handlers, nil, "primary"},
	{Answer, []State{Accepted, InProgress}, Handled, handlers, []Need{Text, Photos}, "primary"},
	{Close, []State{Accepted, InProgress, Handled}, Closed, handlers, []Need{Result, Text, Photos}, "default"},
	{Ask, []State{Accepted, InProgress}, WaitingReporter, handlers, []Need{Text}, "default"},
	{Transfer, []State{Submitted, Accepted, InProgress, WaitingReporter}, "", handlers, []Need{Target, Reason}, "default"},
	{Return, []State{Submitted, Accepted, InProgress}, Submitted, []Part{AsOwner}, []Need{Reason}, "default"},
	{ReplyAsk, []State{WaitingReporter}, InProgress, []Part{AsReporter}, []Need{Text, Photos}, "primary"},
	{Rate, []State{Handled, Closed}, Closed, []Part{AsReporter}, []Need{Grade}, "primary"},
	{Reopen, []State{Handled, Closed}, InProgress, []Part{AsReporter}, []Need{Text, Photos}, "default"},
	{Withdraw, []State{Submitted, Accepted, InProgress, WaitingReporter}, Withdrawn, []Part{AsReporter}, nil, "danger"},
}

// feedbackWindow is how long after its end an issue can be reopened or rated.
const feedbackWindow = 15 * 24 * time.Hour

// parts are the sides from which an account may act on an issue.
func (r *record) parts(by account.Actor) (parts []Part) {
	if by.ID == 0 {
		return nil
	}
	if r.Reporter == by.ID {
		parts = append(parts, AsReporter)
	}
	if r.Owner == by.ID {
		parts = append(parts, AsOwner)
	}
	if r.managedBy(by) {
		parts = append(parts, AsManager)
	} else if r.Owner != by.ID && r.At.MicroGrid != 0 && by.Has(account.Worker, r.At) {
		parts = append(parts, AsWatcher)
	}
	return parts
}

func (r *record) managedBy(by account.Actor) bool {
	return slices.ContainsFunc([]account.Role{account.Leader, account.Staff, account.Admin}, func(role account.Role) bool {
		return by.Has(role, r.At)
	})
}

// allowed is the rule under which the actor may take the step now.
func (r *record) allowed(step Step, parts []Part, now time.Time) (rule, Part, error) {
	for _, w := range workflow {
		if w.Step != step || !slices.Contains(w.From, r.State) {
			continue
		}
		for _, p := range w.By {
			if slices.Contains(parts, p) {
				return w, p, r.inWindow(step, now)
			}
		}
	}
	return rule{}, "", ErrStep
}

func (r *record) inWindow(step Step, now time.Time) error {
	late := r.ClosedAt != nil && now.Sub(*r.ClosedAt) > feedbackWindow
	switch {
	case (step == Reopen || step == Rate) && late:
		return ErrWindow
	case step == Rate && r.Grade != nil && r.State == Closed:
		return ErrStep // rated once; a reopened issue may be rated again
	case step == Reopen && r.Outcome != nil && *r.Outcome == Duplicate:
		return ErrStep
	}
	return nil
}

// possible lists what the actor may do now.
func (r *record) possible(parts []Part, now time.Time) []rule {
	out := []rule{}
	for _, w := range workflow {
		if _, _, err := r.allowed(w.Step, parts, now); err == nil {
			out = append(out, w)
		}
	}
	return out
}
