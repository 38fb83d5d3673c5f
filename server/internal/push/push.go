// Package push brings messages to people: into their inbox always, and by
// WeChat's subscribe message where they granted one.
package push

import (
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/problem"
	"huiyin/server/internal/platform/wechat"
)

// A Kind says how much a message matters; a scarce grant goes to the worthiest.
type Kind string

const (
	Emergency Kind = "emergency" // goes out at any hour
	Answer    Kind = "answer"
	Status    Kind = "status"
	Notice    Kind = "notice"
	Reminder  Kind = "reminder"
)

var kinds = []Kind{Emergency, Answer, Status, Notice, Reminder}

// worth orders what is sent first; the lowest goes first.
var worth = map[Kind]int{Emergency: -1, Answer: 0, Status: 1, Notice: 2, Reminder: 3}

// A Message is one message to one person.
type Message struct {
	To        account.ID
	Community int64
	Kind      Kind
	Event     string // which template carries it, such as issue.answered
	Title     string
	Body      string
	Fields    map[string]string // by meaning: title, status, time, place, note
	Page      string            // where a tap leads in the mini-program
	Subject   string            // what it is about, such as issue:12
}

// A State is where the delivery of a message stands.
type State string

const (
	Queued  State = "queued"
	Sending State = "sending"
	Sent    State = "sent"
	NoGrant State = "no_grant" // the inbox has it
	Refused State = "refused"  // the receiver turned messages off
	Failed  State = "failed"
	Dead    State = "dead"   // given up after many tries
	Merged  State = "merged" // a newer message about the same matter went instead
	Halted  State = "halted" // the broadcast was stopped before
)

var states = []State{Queued, Sending, Sent, NoGrant, Refused, Failed, Dead, Merged, Halted}

// Options are the operator's choices.
type Options struct {
	QuietFrom, QuietUntil string              // local times such as 21:30; empty: never quiet
	DailyCap              int                 // WeChat messages per person and day, answers apart; 0: no cap
	Gather                time.Duration       // messages of one matter to one person within this time become one; 0: never
	PerMinute             int                 // calls to WeChat by all workers together; 0: no limit
	ServiceApp            string              // the service account; empty: there is none
	For                   map[string]Audience // by event, where it is not residents
	Repeats               map[Kind]int        // how often a message is sent again when nobody knows whether it arrived
}

// Repeats are those of the kinds that nothing else is said about: what is urgent
// had better come twice than not at all, and a reminder must not.
var Repeats = map[Kind]int{Emergency: 3, Answer: 1, Status: 1, Notice: 1, Reminder: 0}

// repeats is how often an unknown outcome is tried again.
func (o Options) repeats(d delivery) int {
	if d.via == ByService { // WeChat drops what it has already
		return maxAttempts
	}
	if n, said := o.Repeats[d.kind]; said {
		return n
	}
	return Repeats[d.kind]
}

// A Template carries messages of one event for one community, on one channel.
type Template struct {
	Via      Via
	Event    string
	App      string
	ID       string
	Title    string
	Purpose  string            // what will be sent, in a sentence for the receiver
	LongTerm bool              // one consent is good for many messages
	Fields   map[string]string // meaning → key, such as title → thing1
}

var (
	ErrNotFound = problem.New(problem.NotFound, "push.not_found", "没有找到这条消息")
	ErrRetry    = problem.New(problem.Conflict, "push.retry", "只有失败的消息可以重发，请刷新看看最新情况")
)

// local is where quiet hours and days are counted.
var local = time.FixedZone("Asia/Shanghai", 8*3600)

// outsideQuiet is t, or the end of the quiet hours that t falls into.
func (o Options) outsideQuiet(t time.Time) time.Time {
	from, err1 := time.Parse("15:04", o.QuietFrom)
	until, err2 := time.Parse("15:04", o.QuietUntil)
	if err1 != nil || err2 != nil {
		return t
	}
	l := t.In(local)
	minute := l.Hour()*60 + l.Minute()
	begin, end := from.Hour()*60+from.Minute(), until.Hour()*60+until.Minute()
	morning := time.Date(l.Year(), l.Month(), l.Day(), until.Hour(), until.Minute(), 0, 0, local)
	switch {
	case begin <= end && minute >= begin && minute < end, begin > end && minute < end:
		return morning.UTC()
	case begin > end && minute >= begin:
		return morning.AddDate(0, 0, 1).UTC()
	}
	return t
}

// Why a message is not even tried, beside WeChat's codes.
const (
	codeNobody  = 20001  // never opened the mini-program
	codeNoGrant = 43101  // as WeChat would say
	codeBusy    = -1     // as WeChat would say
	codeAway    = 43004  // does not follow the service account
	codeCapped  = -90003 // our own: the day's messages are used up
	codeHalted  = -90004 // our own: stopped before it was sent
	codeSMS     = -90007 // our own: the operator's gateway refused a text
	codeKept    = -90006 // our own: the last grants are for something worthier that waits
)

// codeTexts are WeChat's codes in words, for staff.
var codeTexts = map[int64]string{
	0: "", 40003: "接收人身份无效", 40037: "模板编号无效，请检查模板设置", 41030: "页面路径无效", codeNoGrant: "对方没有剩余的订阅次数或已拒收",
	47003: "模板内容不符合微信的格式要求", 45009: "今日发送次数已用完", 45011: "发送太频繁", 45168: "内容未通过微信安全检查", 48001: "没有发送权限",
	-1: "微信系统繁忙", -90001: "没有收到微信的答复，不确定是否送达", codeNobody: "接收人不是小程序用户", codeCapped: "今天给此人的消息已够多，只放进了消息列表", codeHalted: "发送前已停止", codeAway: "对方没有关注服务号", codeSMS: "短信服务没有接受这条短信", 93000: "群机器人地址无效，请检查设置", wechat.CodeUndelivered: "微信没有送达", codeKept: "剩余的订阅次数留给了更重要的消息，这条只放进了消息列表", 40001: "微信凭证失效", 40013: "小程序编号无效",
}

func codeText(code int64) string {
	if t, ok := codeTexts[code]; ok {
		return t
	}
	return "微信返回了其他错误"
}
