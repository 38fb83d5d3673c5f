// Package group binds the WeChat groups (微信群) that exist already to the
// micro-grids that they belong to, and knows from which group somebody comes.
package group

import (
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/problem"
)

// ID identifies a group that the community says it has, bound or not.
type ID int64

// Status is whether a group is known to be the one of its name.
type Status = grid.GroupStatus

// A Mark is how a group is shown on the board: its status, or what is wrong.
type Mark string

const (
	Unbound   Mark = "unbound"
	Pending   Mark = "pending"
	Active    Mark = "active"
	Conflict  Mark = "conflict"  // a decision waits
	Suspended Mark = "suspended" // who bound it is no longer in it
	Silent    Mark = "silent"    // suspended, since nobody opened a card for so long
)

var marks = []Mark{Unbound, Pending, Active, Conflict, Suspended, Silent}

// Why a group is suspended.
const (
	isSilent = "silent"
	hasLeft  = "left"
)

// A Group is one of the community's groups.
type Group struct {
	ID        ID         `json:"id"`
	Name      string     `json:"name"`
	Place     grid.Place `json:"place"`
	Mark      Mark       `json:"mark"`
	BoundBy   string     `json:"bound_by" doc:"who bound it; empty while unbound"`
	BoundAt   *time.Time `json:"bound_at"`
	Reconfirm bool       `json:"reconfirm" doc:"who bound it has left the post; his successor should open a card in it once"`
	Reach     Reach      `json:"reach"`
}

// Reach is what is known of a group's use, and no more: WeChat tells neither
// its members nor who saw a card without opening it.
type Reach struct {
	Declared   int        `json:"declared_members" doc:"as somebody counted; 0 where nobody did"`
	DeclaredAt *time.Time `json:"declared_at" doc:"when he did"`
	Since      string     `json:"since" doc:"the first of the thirty days, today among them, in which the following was counted, such as 2026-01-05"`
	Opens      int        `json:"opens" doc:"how often a card was opened from it, by whomever"`
	Openers    int        `json:"openers" doc:"by how many people"`
	Joins      int        `json:"joins" doc:"how often somebody who lived nowhere yet joined the micro-grid from it"`
	Moves      int        `json:"moves" doc:"how often somebody left another micro-grid for this one from it"`
	OpenedAt   *time.Time `json:"opened_at" doc:"when a card was last opened from it"`
}

// reachDays is how many days reach is counted over, today among them.
const reachDays = 30

// reachFrom is the first moment of those days.
func reachFrom(now time.Time) time.Time {
	t := now.In(local)
	return time.Date(t.Year(), t.Month(), t.Day()-reachDays+1, 0, 0, 0, 0, local)
}

// Messages are what messages reach in a group's micro-grid, which WeChat tells
// of people, not of groups.
type Messages struct {
	Residents  int `json:"residents" doc:"who joined the micro-grid and belongs to it now"`
	Subscribed int `json:"subscribed" doc:"of these, who can be sent a WeChat message of a notice now"`
	Sent       int `json:"sent" doc:"how often a notice was for somebody there, of those notices sent since the same day that were not withdrawn"`
	Confirmed  int `json:"confirmed" doc:"of these, how often he tapped that he knows"`
	Told       int `json:"told" doc:"of these, how often he was told in person"`
}

// A Detail is a group with its history and what the caller may do.
type Detail struct {
	Group
	May      []Act    `json:"may"`
	Messages Messages `json:"messages"`
	History  []Event  `json:"history" doc:"the newest first"`
}

// An Act is something to be done with a group.
type Act string

const (
	Bind     Act = "bind"
	Activate Act = "activate"
	Unbind   Act = "unbind"
	Declare  Act = "declare"
)

var acts = []Act{Bind, Activate, Unbind, Declare}

// An Event is something that happened to a group.
type Event struct {
	At   time.Time `json:"at"`
	By   string    `json:"by" doc:"empty when nobody did it"`
	Text string    `json:"text"`
}

// A step is what an event says, without its details.
type step string

const (
	added      step = "added"
	declared   step = "declared"
	bound      step = "bound"
	confirmed  step = "confirmed"
	activated  step = "activated"
	witnessed  step = "witnessed"
	disputed   step = "disputed"
	decided    step = "decided"
	unbound    step = "unbound"
	suspended  step = "suspended"
	resumed    step = "resumed"
	relocated  step = "relocated"
	postVacant step = "post_vacant"
)

var stepTexts = map[step]string{
	added: "登记了这个群", declared: "更新了群人数", bound: "绑定了这个群，等待另一人确认", confirmed: "在群里重新确认了绑定", activated: "确认绑定，开始使用",
	witnessed: "多位已核实的居民在这个群里打开过卡片，自动确认", disputed: "绑定有争议，等待决定", decided: "争议已决定", unbound: "解除了绑定",
	suspended: "暂停使用", resumed: "群里又有人打开卡片，恢复使用", relocated: "网格有调整，群跟着走", postVacant: "绑定人已离任，等待接手的人在群里确认一次",
}

var (
	ErrNotFound  = problem.New(problem.NotFound, "group.not_found", "没有找到这个群，可能已经调整")
	ErrMay       = problem.New(problem.Forbidden, "group.may", "这一步要由本微网格的网格员或网格长来做")
	ErrApp       = problem.New(problem.Forbidden, "group.app", "绑定要在手机上的小程序里进行")
	ErrPhone     = problem.New(problem.Forbidden, "group.phone", "请先在“我的”里绑定手机号，再来绑定群")
	ErrTicket    = problem.New(problem.Invalid, "group.ticket", "这次绑定已过期或已用过，请重新点“绑定微信群”")
	ErrCard      = problem.New(problem.Invalid, "group.card", "请打开刚才亲自发到群里的那张卡片")
	ErrSealed    = problem.New(problem.Conflict, "group.sealed", "微信登录刚刚更新，请再试一次")
	ErrForeign   = problem.New(problem.Invalid, "group.foreign", "这次打开已过期，请回到群里重新点开卡片")
	ErrNotGroup  = problem.New(problem.Invalid, "group.not_a_group", "这里不是微信群，请在群里点开卡片")
	ErrReplayed  = problem.New(problem.Invalid, "group.replayed", "这次打开已经用过，请回到群里重新点开卡片")
	ErrTaken     = problem.New(problem.Conflict, "group.taken", "这个微信群已由别的微网格绑定，已请负责人决定，结果会通知您")
	ErrSame      = problem.New(problem.Conflict, "group.same", "这个微信群已绑定为本微网格的另一个群，不用再绑定")
	ErrSecond    = problem.New(problem.Conflict, "group.second", "这里已绑定了另一个微信群，已请负责人决定，结果会通知您")
	ErrState     = problem.New(problem.Conflict, "group.state", "这个群的状态刚刚变了，请刷新后再看")
	ErrSelf      = problem.New(problem.Forbidden, "group.self", "要由另一个人来确认，不能自己确认自己的绑定")
	ErrDecision  = problem.New(problem.Invalid, "group.decision", "这种争议不能这样决定，请重新选择")
	ErrDecided   = problem.New(problem.Conflict, "group.decided", "这件争议已经有了决定，请刷新后再看")
	ErrName      = problem.New(problem.Invalid, "group.name", "请填写群名")
	ErrReason    = problem.New(problem.Invalid, "group.reason", "请写明为什么解除绑定")
	ErrNamed     = problem.New(problem.Conflict, "group.named", "这个微网格已有同名的群，请换一个名字")
	ErrEntry     = problem.New(problem.Invalid, "group.entry", "请回到微信群里，重新点开卡片再加入")
	ErrElsewhere = problem.New(problem.Conflict, "group.elsewhere", "您已加入别的微网格，要改到这里请再确认一次")
	ErrSwitched  = problem.New(problem.Conflict, "group.switched", "三十天内只能更换一次微网格，如有需要请联系网格员")
	ErrTooMany   = problem.New(problem.Limited, "limited", "现在操作的人比较多，请稍后再试")
)

// record is a group's row.
type record struct {
	ID         ID
	At         account.Territory
	Name       string
	Status     Status
	Reason     string
	OpenGID    *string
	Private    bool // bound with a card that could not be passed on
	BoundBy    *account.ID
	BoundAt    *time.Time
	Activated  *time.Time
	OpenedAt   *time.Time
	Declared   int
	DeclaredAt *time.Time
	Reconfirm  bool
	Disputed   bool
}

// live says whether the row holds its group against all others.
func (r *record) live() bool { return r.Status != grid.Unbound }

func (r *record) holds(opengid string) bool {
	return r.live() && r.OpenGID != nil && *r.OpenGID == opengid
}

func (r *record) mark() Mark {
	switch {
	case r.Disputed:
		return Conflict
	case r.Status == grid.Suspended && r.Reason == isSilent:
		return Silent
	}
	return Mark(r.Status)
}

// offices are the roles that see groups; keepers those that answer for them.
var (
	offices = []account.Role{account.Worker, account.Leader, account.Staff, account.County, account.Admin}
	keepers = []account.Role{account.Leader, account.Staff, account.Admin}
)

func holds(by account.Actor, at account.Territory, roles ...account.Role) bool {
	for _, r := range roles {
		if by.Has(r, at) {
			return true
		}
	}
	return false
}

// may lists what the actor can do with the group as it is.
func (r *record) may(by account.Actor) []Act {
	out := []Act{}
	binder := holds(by, r.At, account.Worker, account.Leader)
	keeper := holds(by, r.At, keepers...)
	if binder && !r.Disputed {
		out = append(out, Bind)
	}
	if keeper && r.Status == grid.Pending && !r.Disputed && (r.BoundBy == nil || *r.BoundBy != by.ID) {
		out = append(out, Activate)
	}
	if (binder || keeper) && r.live() {
		out = append(out, Unbind)
	}
	if binder || keeper {
		out = append(out, Declare)
	}
	return out
}
