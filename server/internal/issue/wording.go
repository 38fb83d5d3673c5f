package issue

import (
	"fmt"
	"time"

	"huiyin/server/internal/account"
)

// What people read about issues, in one place.

var stateNames = map[State]string{
	Submitted: "待受理", Accepted: "已受理", InProgress: "办理中", WaitingReporter: "待居民补充", Suspended: "暂缓办理", Checking: "复核中",
	Handled: "已答复", Closed: "已办结", Withdrawn: "已撤回",
}

var outcomeNames = map[Outcome]string{
	Solved: "已解决", Unsolved: "暂时无法解决", OutOfScope: "不属受理范围", Untrue: "情况不符", Duplicate: "已并案",
}

// endTitles are what the reporter reads first when his issue ends.
var endTitles = map[Outcome]string{
	Solved: "您的诉求已办好", Unsolved: "您的诉求暂时无法解决，请看说明", OutOfScope: "您的诉求不归社区办理，请看可以找谁", Untrue: "您的诉求经核实与情况不符，请看说明",
	Duplicate: "已有同样的诉求在办理，进展会同样告诉您",
}

const (
	withdrawnReply = "您已撤回这条诉求。如仍需要，请重新提交。"
	referText      = "可以反映给："
	lateText       = "已超期，"
	toTellTitle    = "有答复了，请当面告诉诉求人"
	poolTitle      = "网格里有一条新诉求，方便的话请领办"
	poolName       = "本网格的网格员" // while it waits for whoever takes it first
	takenTitle     = "您转办的诉求已有人接收"
)

func mergedReply(number, why string) string {
	return fmt.Sprintf("与诉求 %s 是同一件事，已并入一起办理，那一条的进展会同样告诉您。%s", number, why)
}

var stepNames = map[Step]string{
	Report: "提交诉求", Accept: "受理", Handle: "开始办理", Answer: "答复", Close: "办结", PassCheck: "复核通过", Rework: "退回重办",
	Ask: "请居民补充", ReplyAsk: "补充说明", Resume: "继续办理", Transfer: "转办", TakeOver: "接收转办", Decline: "不接收", Assign: "派给", Grab: "我来办", Return: "退回",
	AskExtension: "申请延期", AskSuspension: "申请挂起", AskExclusion: "申请不计入评价", Approve: "同意", Refuse: "不同意",
	Supervise: "督办", Urge: "催办", Merge: "并入另一条", Unmerge: "取消并案", Reopen: "没解决", Withdraw: "撤回", Tell: "告知诉求人", Rate: "评价",
	GiveTask: "请人协办", EndTask: "协办完成", TakeBackTask: "收回协办", ReturnTask: "退回协办",
	HandOver: "移交", Relocate: "网格调整", Lapse: "转办失效", Settle: "期满办结",
}

var requestNames = map[Request]string{Extension: "申请延期", Suspension: "申请挂起", Exclusion: "申请不计入评价"}

// ownerTitles are what the owner reads when a step makes or keeps an issue his.
var ownerTitles = map[Step]string{
	Reopen: "居民反馈没有解决", ReplyAsk: "居民已补充说明", Assign: "派给您一条诉求", Return: "退回一条诉求", HandOver: "移交给您一条诉求", Relocate: "网格调整，转给您一条诉求",
	Decline: "对方没有接收转办", Lapse: "对方已离岗，转办失效", Approve: "您的申请已同意", Refuse: "您的申请没有同意", Supervise: "督办：请优先办理", Urge: "催办：请抓紧时间", Rework: "复核没有通过，请重新办理",
	EndTask: "一项协办任务已完成", ReturnTask: "一项协办任务退回给您", Resume: "等待期已满，请继续办理", Unmerge: "并案已取消，请继续办理",
}

var lookTexts = map[Look]string{Happened: "今天有处理记录", AllClear: "今日无异常", NotYet: "今天还没有记录"}

var partNames = map[Part]string{AsReporter: "居民", AsOwner: "负责人", AsTarget: "接办人", AsPool: "网格员", AsManager: "社区", AsWatcher: "网格员", AsHelper: "协办人", AsSystem: "系统"}

const behalfName = "代为登记" // how whoever filed for somebody else is called

var roleNames = map[account.Role]string{account.Worker: "网格员", account.Leader: "网格长", account.Staff: "社区工作人员"}

const (
	taskTitle = "请您协办一件事"
	tasksPage = "packages/issue/tasks/tasks"
)

var (
	taskStateNames = map[TaskState]string{TaskOpen: "协办中", TaskDone: "已完成", TaskTakenBack: "已收回", TaskVoid: "随诉求结束"}
	taskGoneTitles = map[TaskState]string{TaskTakenBack: "协办任务已收回，不用办了", TaskVoid: "诉求已结束，协办任务不用办了"}
)

// day is a date as people say it.
func day(t time.Time) string { return t.In(shanghai).Format("1月2日") }

// stateText names the state, as the actor reads it.
func (r *record) stateText(by account.Actor) string {
	return either(r.State == WaitingReporter && r.Reporter == by.ID, "待您补充", stateNames[r.State])
}

// nextText says who does what next, and by when, as the actor reads it.
func (r *record) nextText(by account.Actor, owner string, now time.Time) string {
	mine, late := r.Reporter == by.ID, r.NextDue != nil && now.After(*r.NextDue)
	if r.Owner == by.ID {
		owner = "您"
	}
	if r.TellBy != nil {
		return fmt.Sprintf("等待%s把答复告诉诉求人，最迟%s", owner, day(*r.TellBy))
	}
	switch r.State {
	case Submitted:
		if late {
			return fmt.Sprintf("等待%s受理，已超过约定时间，社区会跟进", owner)
		}
		return fmt.Sprintf("等待%s受理，最迟%s", owner, day(*r.NextDue))
	case Accepted, InProgress:
		if turn := r.turnText(by, now); turn != "" {
			return turn
		}
		if late {
			return fmt.Sprintf("%s正在办理，已超过约定时间，社区会跟进", owner)
		}
		return fmt.Sprintf("%s正在办理，最迟%s答复", owner, day(r.Due))
	case WaitingReporter:
		return either(mine, fmt.Sprintf("需要您在%s前补充说明，补充后继续办理", day(*r.NextDue)), fmt.Sprintf("等待居民补充说明，%s后继续办理", day(*r.NextDue)))
	case Suspended:
		return fmt.Sprintf("经批准暂缓办理，%s继续", day(*r.NextDue))
	case Checking:
		return "已经办理，社区正在复核，复核后答复"
	case Handled, Closed:
		return r.endedText(owner, mine)
	}
	return either(mine, "您已撤回这条诉求", "居民已撤回这条诉求")
}

func (r *record) endedText(owner string, mine bool) string {
	switch {
	case r.State == Closed && r.Outcome == nil:
		return stateNames[Closed]
	case r.State == Closed:
		return "已办结：" + outcomeNames[*r.Outcome]
	case r.ClosedAt == nil:
		return owner + "已答复"
	}
	until := day(r.ClosedAt.Add(feedbackWindow))
	return owner + either(mine, "已答复。没解决可在"+until+"前反馈", "已答复，居民可在"+until+"前反馈")
}

func either(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}
