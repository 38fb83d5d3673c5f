package notice

import (
	"slices"

	"huiyin/server/internal/account"
)

// A Step is what a person does with a notice.
type Step string

const (
	Submit   Step = "submit"    // to be sent, now or at its time, or to be approved first
	Approve  Step = "approve"   // by a second person
	SendBack Step = "send_back" // by a second person, with a reason
	TakeBack Step = "take_back" // before it was sent, to change it
	Stop     Step = "stop"      // in the middle of sending
	Resume   Step = "resume"    // a stopped one goes on
	Correct  Step = "correct"   // with a mark that all can see
	Withdraw Step = "withdraw"
)

var steps = []Step{Submit, Approve, SendBack, TakeBack, Stop, Resume, Correct, Withdraw}

// from says in which states each step can be taken.
var from = map[Step][]State{
	Submit:   {Drafted},
	Approve:  {Pending},
	SendBack: {Pending},
	TakeBack: {Pending, Scheduled},
	Stop:     {Sending},
	Resume:   {Stopped},
	Correct:  {Sending, Sent, Stopped},
	Withdraw: {Sending, Sent, Stopped},
}

// reasoned are the steps that need a reason.
var reasoned = []Step{SendBack, Stop, Correct, Withdraw}

// seconded are those that take a second person.
var seconded = []Step{Approve, SendBack}

// may lists what the actor can do with the notice as it is.
func (r *record) may(by account.Actor) []Step {
	out := []Step{}
	for _, s := range steps {
		if r.allows(by, s) == nil {
			out = append(out, s)
		}
	}
	return out
}

// allows says why the actor cannot take the step; nil is that he can.
func (r *record) allows(by account.Actor, s Step) error {
	switch {
	case !holds(by, r.at(), writers...):
		return ErrMay
	case !slices.Contains(from[s], r.State):
		return ErrState
	case slices.Contains(seconded, s) && r.Author == by.ID:
		return ErrSelf
	}
	return nil
}

// Events that are no step of a person.
const (
	created  = "create"
	edited   = "edit"
	started  = "start"
	finished = "finish"
)

var eventTexts = map[string]string{
	created: "写了草稿", edited: "修改了草稿", string(Submit): "提交发送", string(Approve): "审核通过", string(SendBack): "退回修改", string(TakeBack): "收回修改",
	started: "开始发送", finished: "发送完毕", string(Stop): "停止发送", string(Resume): "继续发送", string(Correct): "更正", string(Withdraw): "撤回",
}
