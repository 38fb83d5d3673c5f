// Package issue is about what residents report (诉求) and what becomes of it:
// every issue has one responsible person, and none ends without a reply.
package issue

import (
	"strconv"
	"strings"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/problem"
)

// ID identifies an issue.
type ID int64

// A State says where an issue stands.
type State string

const (
	Submitted       State = "submitted"
	Accepted        State = "accepted"
	InProgress      State = "in_progress"
	WaitingReporter State = "waiting_reporter"
	Suspended       State = "suspended" // put off with approval, until a day
	Checking        State = "checking"  // answered; a second person looks before the reporter hears
	Handled         State = "handled"   // answered; the reporter may still say 没解决
	Closed          State = "closed"
	Withdrawn       State = "withdrawn"
)

var states = []State{Submitted, Accepted, InProgress, WaitingReporter, Suspended, Checking, Handled, Closed, Withdrawn}

// openStates are those in which somebody still owes something.
var openStates = []State{Submitted, Accepted, InProgress, WaitingReporter, Suspended, Checking}

// An Outcome says how a closed issue ended.
type Outcome string

const (
	Solved     Outcome = "solved"
	Unsolved   Outcome = "unsolved"
	OutOfScope Outcome = "out_of_scope"
	Untrue     Outcome = "untrue"
	Duplicate  Outcome = "duplicate"
)

var outcomes = []Outcome{Solved, Unsolved, OutOfScope, Untrue, Duplicate}

// Moderation says whether WeChat let a text or a photo pass. What has not
// passed is seen by the reporter and by those who handle the issue only.
type Moderation string

const (
	Pending Moderation = "pending"
	Pass    Moderation = "pass"
	Review  Moderation = "review" // a person must look
	Risky   Moderation = "risky"
)

var moderations = []Moderation{Pending, Pass, Review, Risky}

// A Request is what a handler may ask a manager for.
type Request string

const (
	Extension  Request = "extension"  // 延期: a later deadline
	Suspension Request = "suspension" // 挂起: stop the clock until a day
	Exclusion  Request = "exclusion"  // 不计: an unreasonable demand does not count in the rates
)

// A standing is what the events of an issue lead to.
type standing struct {
	Owner        account.ID
	Pooled       bool        // waits for whoever of the grid's workers takes it first; the owner answers for it until then
	Pending      *account.ID // to whom a transfer was offered; the owner stays owner until it is taken
	State        State
	Outcome      *Outcome
	Reply        *string
	Due          time.Time  // when the reporter has an answer
	NextDue      *time.Time // the deadline that runs now; nil once ended
	Paused       *time.Time // when the clock was stopped; nil while it runs
	AnsweredBy   *account.ID
	Request      *Request
	RequestUntil *time.Time
	RequestBy    *account.ID
	Supervised   bool
	Excluded     bool
	Grade        *int
	Resolved     *bool
	Responded    *bool
	TellBy       *time.Time // by when the reply must be told in person; nil when none waits for that
	Original     *ID        // the issue that this one duplicates
	Reopened     int
	Returned     int
	OpenTasks    int
	Version      int
	UpdatedAt    time.Time
	ClosedAt     *time.Time
}

// An issue as its row holds it.
type record struct {
	ID         ID
	At         account.Territory // the micro-grid it has now: while it is open, one that is in force
	Reporter   account.ID
	Category   string
	Title      string
	Words      string
	HideName   bool
	Place      string
	Building   *int64
	Latitude   *float64
	Longitude  *float64
	Moderation Moderation
	CreatedAt  time.Time
	standing
	Represented   bool // filed for somebody who has no phone for it
	Followers     int  // who met it too, besides the reporter
	Escalation    level
	EscalateAt    *time.Time
	tasks         []task  // while any is open
	task          *task   // that the step names
	checked       bool    // its category asks for a second look
	photo         *string // key of its first photo, for lists
	photoVerdict  *Moderation
	after         *string // key of the first photo of the answer that may be shown, for lists
	categoryName  string
	categoryShown bool // solved matters of its category may be shown
	categoryOpen  bool // and open ones
}

// An event is one step that was taken. The timeline is these, and folding them
// gives the standing.
type event struct {
	Version   int
	Step      Step
	State     State // after the step
	Actor     account.ID
	Part      Part
	Owner     account.ID // after the step
	Due       time.Time  // after the step
	NextDue   *time.Time // after the step
	Paused    *time.Time // since when the clock stands still
	Text      *string
	Outcome   *Outcome
	Grade     *int
	Done      *bool
	Responded *bool
	Until     *time.Time // what a request asks for, or by when a reply must be told in person
	Way       *Way
	ToldAt    *time.Time
	Ref       *int64  // the account, the issue or the micro-grid that the step names
	Task      *int    // the task that the step names
	Body      *BodyID // the outside body that the task is given to
	Message   *int64  // what brought the reply to the reporter
	Pooled    bool    // after the step
	Routing   *int    // the version of the routing rules that was asked, and
	Rule      *int    // the rule among them that said to whom the issue goes
	At        time.Time
}

// Reported says that a matter was filed and has an owner.
type Reported struct {
	Issue ID `json:"issue"`
}

// Topic names the event.
func (Reported) Topic() string { return "issue.reported" }

// Stepped says that a step was taken.
type Stepped struct {
	Issue   ID    `json:"issue"`
	Step    Step  `json:"step"`
	State   State `json:"state"`
	Version int   `json:"version"`
}

// Topic names the event.
func (Stepped) Topic() string { return "issue.stepped" }

var (
	ErrNotFound   = problem.New(problem.NotFound, "issue.not_found", "没有找到这条诉求，可能已撤回，或已不归您办理")
	ErrStep       = problem.New(problem.Conflict, "issue.step", "这条诉求现在不能这样处理，请刷新看看最新情况")
	ErrChanged    = problem.New(problem.Conflict, "issue.changed", "刚刚有人处理了这条诉求，请刷新后再操作")
	ErrNeeds      = problem.New(problem.Invalid, "issue.needs", "还缺少内容，请补充后再提交")
	ErrCategory   = problem.New(problem.Invalid, "issue.category", "没有这个类别，请重新选择")
	ErrAttachment = problem.New(problem.Invalid, "issue.attachment", "有照片已失效，请重新上传")
	ErrHome       = problem.New(problem.Invalid, "issue.place", "请先选择所在的小区或网格")
	ErrTarget     = problem.New(problem.Invalid, "issue.target", "不能转给这位同志，请重新选择")
	ErrTop        = problem.New(problem.Conflict, "issue.top", "已经是最后一级，不能再退回，请直接办理或转办")
	ErrWindow     = problem.New(problem.Conflict, "issue.window", "已超过反馈期限，如仍有问题请重新提交一条诉求")
	ErrDate       = problem.New(problem.Invalid, "issue.date", "请选择一个晚于今天的日期")
	ErrVague      = problem.New(problem.Invalid, "issue.vague", "请写明具体做法或日期，让居民知道下一步是什么")
	ErrOriginal   = problem.New(problem.Invalid, "issue.original", "没有找到要并入的诉求，请核对编号")
	ErrSecond     = problem.New(problem.Conflict, "issue.second_person", "这一步要由另一位同志来做")
	ErrTasks      = problem.New(problem.Conflict, "issue.tasks", "还有协办任务没有结束，请先记录结果或收回任务，再答复居民")
	ErrBehalf     = problem.New(problem.Forbidden, "issue.behalf", "只能为您负责的网格里的居民代为提交，请重新选择网格")
	ErrTold       = problem.New(problem.Invalid, "issue.told_at", "告知时间应在答复之后、现在之前，请重新选择")
	ErrEnded      = problem.New(problem.Conflict, "issue.ended", "这件事已经办结，如仍有问题请提交一条新的诉求")
	ErrScope      = problem.New(problem.Forbidden, "issue.scope", "您没有查看这个范围的权限")
)

const titleRunes = 24

// titleOf is an issue's first words.
func titleOf(words string) string {
	line := strings.Join(strings.Fields(words), " ")
	if r := []rune(line); len(r) > titleRunes {
		return string(r[:titleRunes-1]) + "…"
	}
	return line
}

// Number is what people say on the phone: the day it was filed and its id.
func (r *record) Number() string {
	return r.CreatedAt.In(shanghai).Format("20060102") + "-" + strconv.FormatInt(int64(r.ID), 10)
}

// page is where the mini-program shows the issue.
func (r *record) page() string {
	return "packages/issue/detail/detail?id=" + strconv.FormatInt(int64(r.ID), 10)
}

// public says whether neighbours may see the issue: solved, or open where its
// category says so.
func (r *record) public() bool {
	solved := r.State == Closed && r.Outcome != nil && *r.Outcome == Solved
	return r.shown() && (solved || r.open() && r.categoryOpen)
}

// shown says whether its words may be read by others: they passed, and it is
// of a category that is shown.
func (r *record) shown() bool { return r.Moderation == Pass && r.categoryShown }

var shanghai = time.FixedZone("Asia/Shanghai", 8*3600)
