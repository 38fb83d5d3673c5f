// Package notice brings what a community has to say (通知) to those whom it is
// for, and knows whom it has not reached.
package notice

import (
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/problem"
)

// ID identifies a notice.
type ID int64

// A State is where a notice is in its life.
type State string

const (
	Drafted   State = "draft"
	Pending   State = "pending"   // a second person has to approve it
	Scheduled State = "scheduled" // it will be sent at its time
	Sending   State = "sending"
	Sent      State = "sent"
	Stopped   State = "stopped" // in the middle of sending
	Withdrawn State = "withdrawn"
)

var states = []State{Drafted, Pending, Scheduled, Sending, Sent, Stopped, Withdrawn}

// A Draft is what its author writes. Its words are cleaned before they are kept.
type Draft struct {
	Category   string     `json:"category" minLength:"1" maxLength:"32"`
	Title      string     `json:"title" minLength:"1" maxLength:"60"`
	Summary    string     `json:"summary" maxLength:"200" doc:"for the WeChat card and the list; the beginning of the text when empty"`
	HTML       string     `json:"html" maxLength:"16000" doc:"rich text; pictures by the src that their upload gave"`
	Source     string     `json:"source" maxLength:"100" doc:"where it comes from, such as an authority and its document's number"`
	ValidUntil *time.Time `json:"valid_until,omitempty" doc:"until when it holds; for good when left out"`
	Emergency  bool       `json:"emergency" doc:"goes out at once, also at night, and calls the workers"`
	Tell       bool       `json:"tell" doc:"workers are to tell those in person whom it does not reach; an emergency always asks that"`
	Service    bool       `json:"service,omitempty" doc:"also by the service account, to who follows it and can get no subscribe message; an emergency always goes there"`
	Audience   Audience   `json:"audience"`
	Files      []int64    `json:"files" maxItems:"9" doc:"attachments, in order"`
}

// A Notice as those see it who write and send notices.
type Notice struct {
	Listed
	HTML       string     `json:"html" doc:"its pictures have addresses that are good for half an hour"`
	Source     string     `json:"source"`
	Tell       bool       `json:"tell"`
	Service    bool       `json:"service" doc:"also by the service account"`
	Audience   Audience   `json:"audience"`
	Places     []string   `json:"places" doc:"the territories of its audience in words"`
	TagNames   []string   `json:"tag_names" doc:"the tags of its audience in words; none is everybody"`
	Approval   bool       `json:"approval" doc:"a second person has to approve before it is sent"`
	Files      []File     `json:"files"`
	Reason     string     `json:"reason" doc:"why it was sent back, stopped or withdrawn"`
	Approver   string     `json:"approver_name" doc:"empty when nobody had to approve it"`
	ShareText  string     `json:"share_text" doc:"to be pasted into a WeChat group"`
	May        []Step     `json:"may" doc:"what the caller can do with it now"`
	History    []Event    `json:"history" doc:"the newest first"`
	CreatedAt  time.Time  `json:"created_at"`
	ApprovedAt *time.Time `json:"approved_at"`
}

// Listed is a notice in the staff's list.
type Listed struct {
	ID           ID         `json:"id"`
	Community    int64      `json:"community_id"`
	Category     string     `json:"category"`
	CategoryName string     `json:"category_name"`
	Title        string     `json:"title"`
	Summary      string     `json:"summary"`
	State        State      `json:"state"`
	Version      int        `json:"version" doc:"to be sent along with every change"`
	Emergency    bool       `json:"emergency"`
	Author       string     `json:"author_name"`
	SendAt       *time.Time `json:"send_at" doc:"when it is to be sent"`
	SentAt       *time.Time `json:"sent_at" doc:"when its sending began"`
	ValidUntil   *time.Time `json:"valid_until"`
	CorrectedAt  *time.Time `json:"corrected_at"`
	Correction   string     `json:"correction" doc:"what was corrected last, shown with the notice"`
	UpdatedAt    time.Time  `json:"updated_at"`
	Receipts     Counts     `json:"receipts"`
}

// An Event is something that happened to a notice.
type Event struct {
	At   time.Time `json:"at"`
	By   string    `json:"by_name" doc:"empty when nobody did it"`
	Text string    `json:"text"`
}

var (
	ErrNotFound  = problem.New(problem.NotFound, "notice.not_found", "没有找到这条通知，可能已经撤回")
	ErrMay       = problem.New(problem.Forbidden, "notice.may", "您不能对这个社区的通知进行操作，如有需要请联系社区管理员")
	ErrVersion   = problem.New(problem.Conflict, "notice.version", "这条通知刚刚被别人改过，请刷新后再试")
	ErrState     = problem.New(problem.Conflict, "notice.state", "这条通知现在不能这样做，请刷新后再看")
	ErrSelf      = problem.New(problem.Forbidden, "notice.self", "要由另一个人来审核，不能审核自己写的通知")
	ErrCategory  = problem.New(problem.Invalid, "notice.category", "请重新选择通知类别")
	ErrTitle     = problem.New(problem.Invalid, "notice.title", "请填写标题")
	ErrWords     = problem.New(problem.Invalid, "notice.words", "请填写通知正文")
	ErrValid     = problem.New(problem.Invalid, "notice.valid_until", "有效期已经过去，请重新选择")
	ErrSendAt    = problem.New(problem.Invalid, "notice.send_at", "发送时间要晚于现在、早于有效期，并在一年之内，请重新选择")
	ErrAudience  = problem.New(problem.Invalid, "notice.audience", "请重新选择发送范围和人群")
	ErrNobody    = problem.New(problem.Invalid, "notice.nobody", "选中的范围里还没有人，请重新选择发送范围和人群")
	ErrReason    = problem.New(problem.Invalid, "notice.reason", "请写明原因")
	ErrFile      = problem.New(problem.Invalid, "notice.file", "有附件找不到了，请重新上传")
	ErrFormat    = problem.New(problem.Invalid, "notice.format", "附件只能是图片、PDF、Word、Excel 或 PPT 文件")
	ErrLarge     = problem.New(problem.Invalid, "notice.too_large", "附件太大，请选择 10 MB 以内的文件")
	ErrTag       = problem.New(problem.Invalid, "notice.tag", "没有这个人群标签，请刷新后重新选择")
	ErrAgreed    = problem.New(problem.Invalid, "notice.agreed", "登记前请先征得本人同意")
	ErrResident  = problem.New(problem.NotFound, "notice.resident", "没有找到这位居民，可能已搬走，请刷新后再看")
	ErrQuestion  = problem.New(problem.NotFound, "notice.question", "没有找到这个提问，请刷新后再看")
	ErrAsk       = problem.New(problem.Invalid, "notice.ask", "请写下您想问的内容")
	ErrAskMany   = problem.New(problem.Limited, "limited", "您今天问得比较多，请等回复后再问，或直接给网格员打电话")
	ErrAnswered  = problem.New(problem.Conflict, "notice.answered", "这个提问刚刚已有人答复，请刷新后再看")
	ErrOver      = problem.New(problem.Conflict, "notice.over", "这条通知已经撤回，不用再办了")
	ErrFAQ       = problem.New(problem.NotFound, "notice.faq", "没有找到这条问答，可能已经删除")
	ErrAnswer    = problem.New(problem.Invalid, "notice.answer", "请写下答复内容")
	ErrReached   = problem.New(problem.Conflict, "notice.reached", "他已经看到通知或已有人告知，不用再打电话了")
	ErrToldWhen  = problem.New(problem.Invalid, "notice.told_at", "告知时间要在发送通知之后、现在之前，请重新选择")
	ErrRetry     = problem.New(problem.Conflict, "notice.retry", "没有可以重发的消息，请刷新后再看")
	ErrCommunity = problem.New(problem.Invalid, "notice.community", "请先选择社区")
)

// writers write and send notices; readers see them and how they fare.
var (
	writers = []account.Role{account.Staff, account.Admin}
	readers = []account.Role{account.Staff, account.County, account.Admin}
	office  = []account.Role{account.Worker, account.Leader, account.Staff, account.County, account.Admin}
)

func holds(by account.Actor, at account.Territory, roles ...account.Role) bool {
	for _, r := range roles {
		if by.Has(r, at) {
			return true
		}
	}
	return false
}

func (r *record) at() account.Territory { return account.Territory{Community: r.Community} }

// record is a notice's row.
type record struct {
	Draft
	ID          ID
	Community   int64
	Words       string // its text without markup, to be searched
	State       State
	Version     int
	Author      account.ID
	SendAt      *time.Time
	SentAt      *time.Time
	Correction  string
	CorrectedAt *time.Time
	Reason      string
	CreatedAt   time.Time
	UpdatedAt   time.Time
}

// out says whether residents can have it.
func (r *record) out() bool { return r.State == Sending || r.State == Sent || r.State == Stopped }
