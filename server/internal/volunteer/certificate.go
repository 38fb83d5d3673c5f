package volunteer

import (
	"fmt"
	"strings"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/problem"
)

// CertificateID identifies a certificate (服务证明).
type CertificateID int64

// A CertificateState says how far a certificate is.
type CertificateState string

const (
	Asked    CertificateState = "asked"
	Issued   CertificateState = "issued"
	Refused  CertificateState = "refused"
	Recalled CertificateState = "withdrawn" // it was issued, and holds no more
)

var certificateStates = []CertificateState{Asked, Issued, Refused, Recalled}

// A CertificateStep is what staff can do with one.
type CertificateStep string

const (
	Issue  CertificateStep = "issue"
	Refuse CertificateStep = "refuse"
	Recall CertificateStep = "withdraw"
)

var certificateSteps = []CertificateStep{Issue, Refuse, Recall}

// A CertificateDraft is what somebody asks to have certified.
type CertificateDraft struct {
	Person PersonID      `json:"person_id,omitempty" minimum:"0" doc:"oneself when left out"`
	Name   string        `json:"name" minLength:"1" maxLength:"20" doc:"as it is to stand on the certificate"`
	From   calendar.Date `json:"from"`
	Until  calendar.Date `json:"until"`
}

// A Certificate says how long somebody served within some days.
type Certificate struct {
	ID       CertificateID     `json:"id"`
	Name     string            `json:"name" doc:"as it stands on the certificate"`
	From     calendar.Date     `json:"from"`
	Until    calendar.Date     `json:"until"`
	State    CertificateState  `json:"state"`
	Minutes  int               `json:"minutes" doc:"that it certifies; while it is asked for, what counts now"`
	Waits    bool              `json:"hours_undecided" doc:"some hours of that time wait for a second person: it cannot be issued yet"`
	Number   string            `json:"number" doc:"empty before it is issued"`
	Code     string            `json:"code" doc:"with which anybody can check it; empty before it is issued"`
	Issuer   string            `json:"issuer" doc:"empty before it is issued"`
	Asked    time.Time         `json:"asked_at"`
	Issued   *time.Time        `json:"issued_at"`
	Decided  *time.Time        `json:"decided_at" doc:"when it was issued, refused or withdrawn last"`
	Reason   string            `json:"reason" doc:"why it was refused or withdrawn"`
	By       string            `json:"asked_by" doc:"what the account that asked is called"`
	Phone    string            `json:"phone_masked" doc:"of that account, for staff; empty when it gave none"`
	Relation Relation          `json:"relation" doc:"of the person to that account"`
	May      []CertificateStep `json:"may"`
}

// certificate is a certificate's row.
type certificate struct {
	ID        CertificateID
	Community int64
	Person    PersonID
	Account   account.ID
	Relation  Relation
	sealed    []byte
	From      calendar.Date
	Until     calendar.Date
	State     CertificateState
	Asked     time.Time
	Decided   *time.Time
	Reason    string
	Issued    *time.Time
	Issuer    string
	Code      *string
	Minutes   int
	services  []byte // JSON of what was certified
}

// A certified service is a line of a certificate.
type certified struct {
	Day     calendar.Date `json:"day"`
	Title   string        `json:"title"`
	Minutes int           `json:"minutes"`
}

const (
	sealedCertificate = "volunteer_certificates.name"
	farthestBack      = 3660 // days that one certificate covers
)

var (
	ErrCertificate = problem.New(problem.NotFound, "volunteer.certificate", "没有找到这份服务证明，请刷新后再看")
	ErrPeriod      = problem.New(problem.Invalid, "volunteer.period", "请选择十年以内、到今天为止的日期，结束不能早于开始")
	ErrAsked       = problem.New(problem.Conflict, "volunteer.asked", "已有一份证明在等社区开具，请等结果出来再申请")
	ErrNoHours     = problem.New(problem.Conflict, "volunteer.no_hours", "这段时间没有已确认的服务时长，请换一段时间")
	ErrWaits       = problem.New(problem.Conflict, "volunteer.hours_undecided", "这段时间还有时长等待核定，请先核定再开具")
	ErrOwn         = problem.New(problem.Forbidden, "volunteer.own_certificate", "自己和家人的证明要由另一位工作人员来办")
	ErrNotIssued   = problem.New(problem.Conflict, "volunteer.not_issued", "这份证明还没有开具或已撤回，不能打开")
	ErrCertStep    = problem.New(problem.Conflict, "volunteer.certificate_step", "这份证明的状态刚刚变了，请刷新后再看")
	ErrPaper       = problem.New(problem.Conflict, "volunteer.font", "服务器上没有中文字体，请联系管理员安装字体，或用 HUIYIN_FONT 指定字体文件")
)

// may is the table of steps.
func (c *certificate) may(by account.Actor) []CertificateStep {
	out := []CertificateStep{}
	if !c.staffed(by) || c.Account == by.ID {
		return out
	}
	switch c.State {
	case Asked:
		out = append(out, Issue, Refuse)
	case Issued:
		out = append(out, Recall)
	}
	return out
}

// staffed says whether the actor is staff of the community that issues it.
func (c *certificate) staffed(by account.Actor) bool {
	return holds(by, account.Territory{Community: c.Community}, account.Staff, account.Admin)
}

// number is what an issued certificate is called by.
func (c *certificate) number() string {
	if c.Issued == nil {
		return ""
	}
	return fmt.Sprintf("%d-%06d", yearOf(*c.Issued), c.ID)
}

// grouped is a code as people read it out.
func grouped(code string) string {
	var parts []string
	for ; len(code) > 4; code = code[4:] {
		parts = append(parts, code[:4])
	}
	return strings.Join(append(parts, code), "-")
}

// masked leaves of a name what is enough to compare it with a paper.
func masked(name string) string {
	r := []rune(name)
	for i := 1; i < len(r); i++ {
		if i < len(r)-1 || len(r) == 2 {
			r[i] = '*'
		}
	}
	return string(r)
}
