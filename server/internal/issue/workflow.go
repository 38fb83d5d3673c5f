package issue

import (
	"fmt"
	"slices"
	"time"

	"huiyin/server/internal/account"
)

// A Step is something a person does with an issue.
type Step string

const (
	Report        Step = "report" // the first event of every issue
	Accept        Step = "accept"
	Handle        Step = "handle"
	Answer        Step = "answer"
	Close         Step = "close"
	PassCheck     Step = "pass_check"
	Rework        Step = "rework"
	Ask           Step = "ask"
	ReplyAsk      Step = "reply_ask"
	Resume        Step = "resume"
	Transfer      Step = "transfer" // offered; the owner keeps it until it is taken
	TakeOver      Step = "take_over"
	Decline       Step = "decline"
	Assign        Step = "assign"
	Grab          Step = "grab" // taken out of the pool by whoever was first
	Return        Step = "return"
	AskExtension  Step = "ask_extension"
	AskSuspension Step = "ask_suspension"
	AskExclusion  Step = "ask_exclusion"
	Approve       Step = "approve"
	Refuse        Step = "refuse"
	Supervise     Step = "supervise"
	Urge          Step = "urge"
	Merge         Step = "merge"
	Unmerge       Step = "unmerge"
	Reopen        Step = "reopen"
	Withdraw      Step = "withdraw"
	Tell          Step = "tell" // the reply, in person, to whom the issue was filed for
	Rate          Step = "rate"
	GiveTask      Step = "give_task"
	EndTask       Step = "end_task"
	TakeBackTask  Step = "take_back_task"
	ReturnTask    Step = "return_task" // to the lead, by who has it or because he left
	HandOver      Step = "hand_over"   // its owner left the office
	Relocate      Step = "relocate"    // the territory changed
	Lapse         Step = "lapse"       // to whom it was offered left the office
	Settle        Step = "settle"      // nobody objected within the feedback window
)

var steps = []Step{Report, Accept, Handle, Answer, Close, PassCheck, Rework, Ask, ReplyAsk, Resume, Transfer, TakeOver, Decline, Assign, Grab, Return,
	AskExtension, AskSuspension, AskExclusion, Approve, Refuse, Supervise, Urge, Merge, Unmerge, Reopen, Withdraw, Tell, Rate, GiveTask, EndTask, TakeBackTask, ReturnTask, HandOver, Relocate, Lapse, Settle}

// A Part is the side from which somebody acts on an issue.
type Part string

const (
	AsReporter Part = "reporter"
	AsOwner    Part = "owner"
	AsTarget   Part = "target"  // to whom a transfer was offered
	AsPool     Part = "pool"    // worker of the grid in whose pool it waits
	AsManager  Part = "manager" // leader of its grid, staff of its community, and those above
	AsWatcher  Part = "watcher" // worker of its micro-grid who does not own it
	AsHelper   Part = "helper"  // has a task of it
	AsSystem   Part = "system"
)

// A Need is something a step asks for.
type Need string

const (
	Text     Need = "text"
	Target   Need = "target"
	Reason   Need = "reason"
	Grade    Need = "grade"
	Resolved Need = "resolved"
	Result   Need = "outcome"
	Until    Need = "until"
	Original Need = "original"
	Means    Need = "way"    // how it was told; when, is offered
	Photos   Need = "photos" // offered, never demanded
	ByWhom   Need = "helper" // to whom a task is given: a colleague or an outside body
	OfTask   Need = "task"
)

var needs = []Need{Text, Target, Reason, Grade, Resolved, Result, Until, Original, Means, Photos, ByWhom, OfTask}

// A rule allows one step. An empty To keeps the state.
type rule struct {
	Step  Step
	From  []State
	To    State
	By    []Part
	Needs []Need
	Tone  string // how the button looks: primary, default, danger
	If    func(r *record, by account.ID) bool
}

var (
	handlers = []Part{AsOwner, AsManager}
	managers = []Part{AsManager}
	working  = []State{Accepted, InProgress}
	movable  = []State{Submitted, Accepted, InProgress, WaitingReporter, Suspended}
	ended    = []State{Handled, Closed}
)

// workflow is every step that is allowed, in the order of the buttons.
var workflow = []rule{
	{TakeOver, movable, "", []Part{AsTarget}, nil, "primary", nil},
	{Decline, movable, "", []Part{AsTarget}, []Need{Reason}, "default", nil},
	{Approve, []State{Accepted, InProgress, Handled, Closed}, "", managers, nil, "primary", asked},
	{Refuse, []State{Accepted, InProgress, Handled, Closed}, "", managers, []Need{Reason}, "default", asked},
	{PassCheck, []State{Checking}, Handled, managers, nil, "primary", answeredByOther},
	{Rework, []State{Checking}, InProgress, managers, []Need{Reason}, "default", answeredByOther},
	{Accept, []State{Submitted}, Accepted, handlers, nil, "primary", nil},
	{Grab, []State{Submitted}, Accepted, []Part{AsPool, AsManager}, nil, "primary", func(r *record, by account.ID) bool { return r.Pooled && r.Owner != by }},
	{Handle, []State{Accepted}, InProgress, handlers, nil, "primary", nil},
	{Answer, working, Handled, handlers, []Need{Result, Text, Photos}, "primary", nil},
	{Tell, ended, "", []Part{AsOwner, AsManager, AsReporter}, []Need{Means}, "primary", untold},
	{Close, []State{Handled}, Closed, handlers, nil, "default", unrequested},
	{Close, working, Closed, handlers, []Need{Result, Text, Photos}, "default", func(r *record, _ account.ID) bool { return !r.checked }},
	{Ask, working, WaitingReporter, handlers, []Need{Text}, "default", nil},
	{Resume, []State{WaitingReporter, Suspended}, InProgress, []Part{AsOwner, AsManager, AsSystem}, nil, "default", nil},
	{Transfer, movable, "", []Part{AsOwner}, []Need{Target, Reason}, "default", func(r *record, _ account.ID) bool { return r.Pending == nil }},
	{Assign, movable, "", managers, []Need{Target, Reason}, "default", nil},
	{Return, []State{Submitted, Accepted, InProgress}, Submitted, []Part{AsOwner}, []Need{Target, Reason}, "default", func(r *record, _ account.ID) bool { return r.Returned < maxReturns }},
	{AskExtension, working, "", []Part{AsOwner}, []Need{Until, Reason}, "default", unrequested},
	{AskSuspension, working, "", []Part{AsOwner}, []Need{Until, Reason}, "default", unrequested},
	{AskExclusion, ended, "", []Part{AsOwner}, []Need{Reason}, "default", func(r *record, by account.ID) bool { return unrequested(r, by) && !r.Excluded }},
	{Supervise, openStates, "", managers, []Need{Reason}, "default", func(r *record, by account.ID) bool { return !r.Supervised && r.Owner != by }},
	{Urge, openStates, "", managers, nil, "default", func(r *record, by account.ID) bool { return r.Owner != by }},
	{GiveTask, working, "", handlers, []Need{ByWhom, Text, Until}, "default", nil},
	{EndTask, movable, "", []Part{AsHelper}, []Need{OfTask, Text, Photos}, "primary", taskIsHis},
	{EndTask, movable, "", handlers, []Need{OfTask, Text, Photos}, "primary", taskIsOutside}, // somebody records what it said
	{TakeBackTask, movable, "", handlers, []Need{OfTask, Reason}, "default", taskIsOpen},
	{ReturnTask, movable, "", []Part{AsHelper}, []Need{OfTask, Reason}, "default", func(r *record, by account.ID) bool { return taskIsHis(r, by) && r.Owner != by }},
	{ReturnTask, movable, "", []Part{AsSystem}, []Need{OfTask}, "", taskIsOpen},
	{Merge, []State{Submitted, Accepted, InProgress}, Closed, handlers, []Need{Original, Text}, "default", nil},
	{Unmerge, []State{Closed}, InProgress, managers, []Need{Reason}, "default", isDuplicate},
	{ReplyAsk, []State{WaitingReporter}, InProgress, []Part{AsReporter}, []Need{Text, Photos}, "primary", nil},
	{Rate, ended, Closed, []Part{AsReporter}, []Need{Resolved, Grade}, "primary", func(r *record, _ account.ID) bool {
		return r.Grade == nil && !r.Represented // once, until reopened; nobody judges for somebody else
	}},
	{Reopen, ended, InProgress, []Part{AsReporter}, []Need{Text, Photos}, "default", func(r *record, by account.ID) bool { return !isDuplicate(r, by) }},
	{Withdraw, movable, Withdrawn, []Part{AsReporter}, nil, "danger", alone},
	{HandOver, openStates, "", []Part{AsSystem}, nil, "", nil},
	{Relocate, openStates, "", []Part{AsSystem}, nil, "", nil},
	{Lapse, movable, "", []Part{AsSystem}, nil, "", func(r *record, _ account.ID) bool { return r.Pending != nil }},
	{Settle, []State{Handled}, Closed, []Part{AsSystem}, nil, "", nil},
}

// requests are the steps that ask a manager for something.
var requests = map[Step]Request{AskExtension: Extension, AskSuspension: Suspension, AskExclusion: Exclusion}

// maxReturns is after how many returns the leader decides.
const maxReturns = 2

func asked(r *record, by account.ID) bool { return r.Request != nil && *r.RequestBy != by }

func unrequested(r *record, _ account.ID) bool { return r.Request == nil }

func answeredByOther(r *record, by account.ID) bool {
	return r.AnsweredBy == nil || *r.AnsweredBy != by
}

// alone says whether nobody else waits for the reply. Once neighbours met it
// too, the matter is not the reporter's alone: it cannot be withdrawn over their
// heads, nor be passed on to one of them, who would read what is not his.
func alone(r *record, _ account.ID) bool { return r.Followers == 0 }

func isDuplicate(r *record, _ account.ID) bool { return r.Outcome != nil && *r.Outcome == Duplicate }

// feedbackWindow is how long after its end an issue can be reopened or rated.
const feedbackWindow = 15 * 24 * time.Hour

// match is the part from which the rule lets the actor act now; empty when it
// does not.
func (w *rule) match(r *record, by account.ID, parts []Part) Part {
	if !slices.Contains(w.From, r.State) || w.If != nil && !w.If(r, by) {
		return ""
	}
	for _, p := range w.By {
		if slices.Contains(parts, p) {
			return p
		}
	}
	return ""
}

// allowed is the rule under which the actor may take the step now.
func (r *record) allowed(step Step, by account.ID, parts []Part, now time.Time) (rule, Part, error) {
	for i := range workflow {
		if w := &workflow[i]; w.Step == step {
			if p := w.match(r, by, parts); p != "" {
				return *w, p, r.barred(step, now)
			}
		}
	}
	return rule{}, "", ErrStep
}

// barred says why a step that the table allows cannot be taken yet, or any more.
func (r *record) barred(step Step, now time.Time) error {
	if (step == Answer || step == Close) && r.OpenTasks > 0 {
		return ErrTasks.Saying(fmt.Sprintf("还有 %d 项协办任务没有结束，请先记录结果或收回任务，再答复居民", r.OpenTasks))
	}
	if (step == Reopen || step == Rate) && r.ClosedAt != nil && now.Sub(*r.ClosedAt) > feedbackWindow {
		return ErrWindow
	}
	return nil
}

// possible lists what the actor may do now; of a step's rules the first holds.
func (r *record) possible(by account.ID, parts []Part, now time.Time) []rule {
	out := []rule{}
	for i := range workflow {
		w := &workflow[i]
		if w.match(r, by, parts) == "" || r.barred(w.Step, now) != nil || slices.ContainsFunc(out, func(o rule) bool { return o.Step == w.Step }) {
			continue
		}
		out = append(out, *w)
	}
	return out
}
