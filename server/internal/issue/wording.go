package issue

import (
	"fmt"
	"time"

	"huiyin/server/internal/account"
)

// What people read about issues, in one place.

var stateNames = map[State]string{
	Submitted: "待受理", Accepted: "已受理", InProgress: "办理中", WaitingReporter: "待居民补充",
	Handled: "已答复", Closed: "已办结", Withdrawn: "已撤回",
}

var outcomeNames = map[Outcome]string{
	Solved: "已解决", Unsolved: "暂时无法解决", OutOfScope: "不属受理范围", Untrue: "情况不符", Duplicate: "已并案",
}

var stepNames = map[Step]string{
	Report: "提交诉求", Accept: "受理", Ask: "请居民补充", ReplyAsk: "补充说明", Answer: "答复", Transfer: "转办",
	Return: "退回", Handle: "开始办理", Close: "办结", Reopen: "没解决", Withdraw: "撤回", Rate: "评价",
}

var ownerTitles = map[Step]string{
	Reopen: "居民反馈没有解决", ReplyAsk: "居民已补充说明", Transfer: "转来一条诉求", Return: "退回一条诉求",
}

var partNames = map[Part]string{AsReporter: "居民", AsOwner: "负责人", AsManager: "社区", AsWatcher: "网格员"}

var roleNames = map[account.Role]string{account.Worker: "网格员", account.Leader: "网格长", account.Staff: "社区工作人员"}

// stateText names the state, as the actor reads it.
func (r *record) stateText(by account.Actor) string {
	return either(r.State == WaitingReporter && r.Reporter == by.ID, "待您补充", stateNames[r.State])
}

// nextText says who does what next, and by when, as the actor reads it.
func (r *record) nextText(by account.Actor, owner string, now time.Time) string {
	due := func(t time.Time) string { return t.In(shanghai).Format("1月2日") }
	mine := r.Reporter == by.ID
	if r.Owner == by.ID {
		owner = "您"
	}
	switch r.State {
	case Submitted:
		return fmt.Sprintf("等待%s受理，最迟%s", owner, due(r.AcceptDue))
	case Accepted, InProgress:
		if now.After(r.Due) {
			return fmt.Sprintf("%s正在办理，已超过约定时间，社区会跟进", owner)
		}
		return fmt.Sprintf("%s正在办理，最迟%s答复", owner, due(r.Due))
	case WaitingReporter:
		return either(mine, "需要您补充说明，补充后继续办理", "等待居民补充说明")
	case Handled:
		if r.ClosedAt == nil {
			return owner + "已答复"
		}
		until := due(r.ClosedAt.Add(feedbackWindow))
		return owner + either(mine, "已答复。没解决可在"+until+"前反馈", "已答复，居民可在"+until+"前反馈")
	case Closed:
		if r.Outcome == nil {
			return stateNames[Closed]
		}
		return "已办结：" + outcomeNames[*r.Outcome]
	}
	return either(mine, "您已撤回这条诉求", "居民已撤回这条诉求")
}

func either(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}
