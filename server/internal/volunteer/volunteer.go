// Package volunteer lets people do things together: activities with shifts,
// who signed up for them, and who waits for a place.
package volunteer

import (
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/problem"
)

type (
	// ID identifies an activity (活动).
	ID int64
	// ShiftID identifies a shift (班次) of an activity.
	ShiftID int64
	// PersonID identifies somebody who can be signed up.
	PersonID int64
	// SignupID identifies a sign-up (报名). Their order is that of arrival.
	SignupID int64
)

// A Kind is what sort of activity it is; a community says which there are.
type Kind struct {
	Code     string `json:"code"`
	Name     string `json:"name"`
	Hint     string `json:"hint"`
	Service  bool   `json:"service" doc:"it is volunteer service: its hours count"`
	Children bool   `json:"children" doc:"children may usually join"`
}

// An Audience is who may join.
type Audience string

const (
	Everyone Audience = "community" // who lives in the community
	Near     Audience = "near"      // who lives where the activity is
)

var audiences = []Audience{Everyone, Near}

// A State is where a sign-up stands.
type State string

const (
	Confirmed State = "confirmed"
	Waiting   State = "waiting"
	Offered   State = "offered"   // a place is kept until it is confirmed
	Withdrawn State = "withdrawn" // by whoever signed up
	Lapsed    State = "lapsed"    // the offer was not confirmed in time
	Removed   State = "removed"   // by the organiser
	Cancelled State = "cancelled" // with the activity
)

var states = []State{Confirmed, Waiting, Offered, Withdrawn, Lapsed, Removed, Cancelled}

// seated says whether the state takes a place.
func (s State) seated() bool { return s == Confirmed || s == Offered }

func (s State) live() bool { return s.seated() || s == Waiting }

// An Act is something that the caller may do with an activity.
type Act string

const (
	Change Act = "change"
	Cancel Act = "cancel"
	Roll   Act = "roll" // see who signed up

	Picture  Act = "photos" // add and remove pictures
	Conclude Act = "result" // say what it came to
)

var acts = []Act{Change, Cancel, Roll, Picture, Conclude}

const (
	cancelUntil = 2 * time.Hour    // before the start: later the organiser counts on people
	confirmIn   = 12 * time.Hour   // to confirm an offered place
	confirmLast = 15 * time.Minute // at the least
	morning     = 9 * time.Hour    // of the local day: before it nobody has to have confirmed
	evening     = 21 * time.Hour
	farthest    = 366 * 24 * time.Hour
	longest     = 24 * time.Hour // of a shift
	mostShifts  = 100
	mostSpread  = 20 // days from the first shift of an activity to its last
	mostPeople  = 10 // that one account can sign up
)

var (
	ErrNotFound  = problem.New(problem.NotFound, "volunteer.not_found", "没有找到这个活动，可能已经撤下")
	ErrShift     = problem.New(problem.NotFound, "volunteer.shift", "没有找到这个班次，请刷新后再看")
	ErrKind      = problem.New(problem.Invalid, "volunteer.kind", "请选择活动类型")
	ErrTimes     = problem.New(problem.Invalid, "volunteer.times", "班次要在一年以内、从现在以后开始，结束晚于开始，最长 24 小时")
	ErrPlace     = problem.New(problem.Forbidden, "volunteer.territory", "您不能在这个网格发起活动，请选择自己负责的网格")
	ErrMay       = problem.New(problem.Forbidden, "volunteer.may", "这一步要由活动的组织者或本网格的工作人员来做")
	ErrVersion   = problem.New(problem.Conflict, "volunteer.version", "活动刚刚被修改过，请刷新后再改")
	ErrEnded     = problem.New(problem.Conflict, "volunteer.ended", "活动已结束，不能再修改，需要的话请另建一个")
	ErrCancelled = problem.New(problem.Conflict, "volunteer.cancelled", "活动已取消，请看看别的活动")
	ErrBegun     = problem.New(problem.Conflict, "volunteer.begun", "这个班次已经开始，请看看别的班次")
	ErrClosed    = problem.New(problem.Conflict, "volunteer.closed", "这个班次已并入别的班次，请刷新后再报名")
	ErrOverlap   = problem.New(problem.Conflict, "volunteer.overlap", "这段时间已报名了别的班次，请先取消再报名")
	ErrAudience  = problem.New(problem.Forbidden, "volunteer.audience", "这个活动只面向本网格的居民，请看看自己网格的活动")
	ErrAdults    = problem.New(problem.Forbidden, "volunteer.adults", "这个活动不适合孩子参加，请选择面向孩子的活动")
	ErrHome      = problem.New(problem.Forbidden, "volunteer.home", "请先加入您住的微网格，再来报名")
	ErrPerson    = problem.New(problem.NotFound, "volunteer.person", "没有找到这位参加者，请重新选择")
	ErrPeople    = problem.New(problem.Conflict, "volunteer.people", "最多添加 10 位家人，请先移除不用的")
	ErrConsent   = problem.New(problem.Invalid, "volunteer.consent", "请监护人先阅读说明并同意，再为孩子报名")
	ErrBorn      = problem.New(problem.Invalid, "volunteer.born", "请填写孩子的出生年份，18 岁以上请本人报名")
	ErrName      = problem.New(problem.Invalid, "volunteer.name", "请填写怎么称呼这位家人")
	ErrSignup    = problem.New(problem.NotFound, "volunteer.signup", "没有找到这次报名，请刷新后再看")
	ErrLate      = problem.New(problem.Conflict, "volunteer.late", "离开始不到两小时，请直接联系组织者")
	ErrOffer     = problem.New(problem.Conflict, "volunteer.offer", "这个名额的确认时间已过，可以重新报名")
	ErrMerge     = problem.New(problem.Invalid, "volunteer.merge", "请选择同一活动里另一个尚未开始的班次")
	ErrOrganiser = problem.New(problem.NotFound, "volunteer.organiser", "没有找到这个人，请核对后再选")
	ErrSeries    = problem.New(problem.NotFound, "volunteer.series", "没有找到这个系列，可能已经结束")
	ErrRule      = problem.New(problem.Invalid, "volunteer.rule", "系列要从今天或以后开始，结束不能早于开始")
	ErrFixed     = problem.New(problem.Invalid, "volunteer.fixed", "系列的班次数量不能改，请结束后另建一个系列")
	ErrNoPlace   = problem.New(problem.Conflict, "volunteer.no_place", "这次报名还没有确定的名额，请等到有了名额再试")
	ErrPass      = problem.New(problem.Invalid, "volunteer.pass", "这个码不是本次活动的，请让对方打开报名页再扫")
	ErrCode      = problem.New(problem.Invalid, "volunteer.code", "签到码不对或已过期，请看组织者手机上最新的码")
	ErrGuess     = problem.New(problem.Limited, "volunteer.guess", "试的次数太多，请一分钟后再试，或请组织者扫您的码")
	ErrMoment    = problem.New(problem.Invalid, "volunteer.moment", "时间不在这个班次前后，请检查手机的时间")
	ErrReason    = problem.New(problem.Invalid, "volunteer.reason", "请写明原因")
	ErrHours     = problem.New(problem.NotFound, "volunteer.hours", "没有找到这条时长，请刷新后再看")
	ErrUndecided = problem.New(problem.Conflict, "volunteer.undecided", "已有一条时长等待核定，请先处理")
	ErrSecond    = problem.New(problem.Forbidden, "volunteer.second", "要由另一个人来核定，不能核定自己提出或自己参加的")
	ErrDecided   = problem.New(problem.Conflict, "volunteer.decided", "这条时长已经核定过了，请刷新后再看")
	ErrOrder     = problem.New(problem.NotFound, "volunteer.order", "没有找到这份关爱单，可能已有人认领")
	ErrHelper    = problem.New(problem.Invalid, "volunteer.helper", "请从名单里选一位已核实、愿意帮这个忙的志愿者")
	ErrStep      = problem.New(problem.Conflict, "volunteer.step", "这份关爱单的状态刚刚变了，请刷新后再看")
	ErrWanted    = problem.New(problem.Invalid, "volunteer.wanted", "请选择从现在起 30 天以内的时间")
	ErrWeek      = problem.New(problem.Invalid, "volunteer.week", "一次最多看 42 天的活动，请缩小范围")
)

// makers are the roles that make activities where they are in office.
var makers = []account.Role{account.Worker, account.Leader, account.Staff, account.Admin}

func holds(by account.Actor, at account.Territory, roles ...account.Role) bool {
	for _, r := range roles {
		if by.Has(r, at) {
			return true
		}
	}
	return false
}
