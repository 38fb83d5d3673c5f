package volunteer

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/go-redis/redis_rate/v10"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
	"huiyin/server/internal/platform/problem"
	"huiyin/server/internal/push"
)

// LinkID identifies a link between a grown child and a parent.
type LinkID int64

// A LinkState says whether a parent agreed to be signed up by a child.
type LinkState string

const (
	LinkAsked  LinkState = "asked"
	LinkAgreed LinkState = "agreed"
	LinkEnded  LinkState = "ended" // taken back by either

	// A refused one looks to the child as if nobody had answered: it would tell
	// that somebody has that phone. It cannot be asked for again until it lapses.
	linkRefused LinkState = "refused"
)

var linkStates = []LinkState{LinkAsked, LinkAgreed, LinkEnded}

// A LinkStep is something that can be done with a link.
type LinkStep string

const (
	Agree LinkStep = "agree"
	End   LinkStep = "end"
)

var linkSteps = []LinkStep{Agree, End}

// A LinkDraft is whom a child asks.
type LinkDraft struct {
	Name  string `json:"name" minLength:"1" maxLength:"10" doc:"what he is called, such as 妈妈"`
	Phone string `json:"phone" pattern:"^1[0-9]{10}$" doc:"that he gave in this program, or will; nobody is told whether anybody has it"`
}

// A Link lets a grown child sign up a parent who has an account of his own. Both
// see it, and either may end it.
type Link struct {
	ID       LinkID     `json:"id"`
	Child    bool       `json:"mine" doc:"the caller asked; else he is asked, or works where the parent lives"`
	Name     string     `json:"name" doc:"what the caller calls him; to others the name of whoever asked"`
	Parent   string     `json:"parent" doc:"for who works where the parent lives: the name of the parent"`
	State    LinkState  `json:"state"`
	Asked    time.Time  `json:"asked_at"`
	Answered *time.Time `json:"answered_at"`
	Told     bool       `json:"told" doc:"the parent agreed in person, and his worker noted it"`
	May      []LinkStep `json:"may"`
}

// link is a link's row, with the account that has its phone.
type link struct {
	ID       LinkID
	Child    account.ID
	sealed   []byte
	State    LinkState
	Asked    time.Time
	Answered *time.Time
	by       *account.ID // who answered
	Parent   *account.ID // who agreed, or would; nil while nobody has the phone
	Home     account.Territory
}

const sealedParent = "family_links.name"

var (
	ErrLink    = problem.New(problem.NotFound, "volunteer.link", "没有找到这条家人授权，可能已取消，请刷新后再看")
	ErrLinked  = problem.New(problem.Conflict, "volunteer.linked", "已经问过这位家人了，请等对方同意，或请网格员当面问一问")
	ErrAsks    = problem.New(problem.Limited, "volunteer.asks", "今天问的次数太多了，请明天再试")
	ErrOneself = problem.New(problem.Invalid, "volunteer.oneself", "这是您自己的手机号，请填写家人的")
)

// asksPerDay keeps anybody from trying out numbers, and from being a nuisance.
var asksPerDay = redis_rate.Limit{Rate: 5, Burst: 5, Period: 24 * time.Hour}

func (l *link) may(by account.Actor) []LinkStep {
	out := []LinkStep{}
	child := l.Child == by.ID
	parent := !child && (l.Parent != nil && *l.Parent == by.ID || l.near(by))
	if l.State == LinkAsked && parent {
		out = append(out, Agree)
	}
	if l.State != LinkEnded && (child || parent && l.State != linkRefused) {
		out = append(out, End)
	}
	return out
}

// near: who works where the parent lives may note what he says in person. Nobody
// notes it for himself.
func (l *link) near(by account.Actor) bool {
	return l.Parent != nil && l.Child != by.ID && l.Home.MicroGrid != 0 && holds(by, l.Home, makers...)
}

// AskParent asks somebody by his phone whether the actor may sign him up. The
// answer is the same whether anybody has that phone.
func (s *Service) AskParent(ctx context.Context, by account.Actor, d LinkDraft) (Link, error) {
	if d.Name = strings.TrimSpace(d.Name); d.Name == "" {
		return Link{}, ErrName
	}
	res, err := redis_rate.NewLimiter(s.Push.Redis).Allow(ctx, fmt.Sprintf("family-link:%d", by.ID), asksPerDay)
	if err != nil {
		return Link{}, err
	}
	if res.Allowed == 0 {
		return Link{}, ErrAsks.After(res.RetryAfter)
	}
	sealed, err := s.Seal.Seal(d.Name, sealedParent)
	if err != nil {
		return Link{}, err
	}
	id, err := once.Do(ctx, s.DB, func(tx *db.Tx) (LinkID, error) {
		id, err := insertLink(ctx, tx, by.ID, sealed, s.Accounts.PhoneIndex(d.Phone))
		if key, dup := db.Duplicate(err); dup && key == "family_links_once" {
			err = ErrLinked
		}
		if err != nil {
			return 0, err
		}
		l, err := lockLink(ctx, tx, id)
		if err != nil || l.Parent == nil {
			return id, err
		}
		if *l.Parent == by.ID {
			return 0, ErrOneself
		}
		return id, s.tellLink(ctx, tx, l, *l.Parent, "家人想替您报名", "想替您报名社区活动，请看看是否同意；不认识请不要同意。")
	})
	if err != nil {
		return Link{}, err
	}
	s.Push.Wake(ctx)
	return s.link(ctx, by, id)
}

// StepLink says yes for the parent, or ends a link.
func (s *Service) StepLink(ctx context.Context, by account.Actor, id LinkID, step LinkStep) (Link, error) {
	err := s.DB.InTx(ctx, func(tx *db.Tx) error {
		l, err := lockLink(ctx, tx, id)
		if err != nil {
			return err
		}
		may := l.may(by)
		switch {
		case step == Agree && l.State == LinkAgreed && len(may) > 0, step == End && l.State == LinkEnded && l.Child == by.ID:
			return nil // a second tap
		case step == Agree && len(may) > 0 && may[0] == Agree:
			return s.agree(ctx, tx, by, l)
		case step == End && len(may) > 0:
			return s.endLink(ctx, tx, by, l)
		}
		return ErrLink
	})
	if err != nil {
		return Link{}, err
	}
	s.Push.Wake(ctx)
	return s.link(ctx, by, id)
}

func (s *Service) agree(ctx context.Context, tx *db.Tx, by account.Actor, l link) error {
	if err := insertItself(ctx, tx, []account.ID{*l.Parent}); err != nil {
		return err
	}
	if err := agreeLink(ctx, tx, l, by.ID); err != nil {
		return err
	}
	if by.ID != *l.Parent {
		if err := s.tellLink(ctx, tx, l, *l.Parent, "已记下您的同意", "可以替您报名社区活动了，这是您当面说的；不是您的意思，请打开这里取消。"); err != nil {
			return err
		}
	}
	return s.tellLink(ctx, tx, l, l.Child, "家人同意了", "现在可以替家人报名活动了，报了什么家人自己也看得到。")
}

// endLink ends it for both, and whoever did not do it is told. What the child
// signed the parent up for is the parent's alone from then on.
func (s *Service) endLink(ctx context.Context, tx *db.Tx, by account.Actor, l link) error {
	if l.State != LinkAgreed {
		if by.ID == l.Child {
			return endLink(ctx, tx, l.ID, by.ID)
		}
		return refuseLink(ctx, tx, l.ID, by.ID)
	}
	if err := handBack(ctx, tx, l); err != nil {
		return err
	}
	if err := endLink(ctx, tx, l.ID, by.ID); err != nil {
		return err
	}
	if by.ID != *l.Parent {
		if err := s.tellLink(ctx, tx, l, *l.Parent, "家人授权已取消", "不再替您报名活动了，已报的由您自己决定。"); err != nil {
			return err
		}
	}
	if by.ID == l.Child {
		return nil
	}
	return s.tellLink(ctx, tx, l, l.Child, "家人授权已取消", "不能再替家人报名活动了，已报的由家人自己决定。")
}

// ForgetLinks ends what nobody agreed to in time: name and phone go.
func (s *Service) ForgetLinks(ctx context.Context) error {
	return s.DB.InTx(ctx, func(tx *db.Tx) error { return lapseLinks(ctx, tx, tx.Now.Add(-s.Options.LinksKept)) })
}

func (s *Service) tellLink(ctx context.Context, tx *db.Tx, l link, to account.ID, title, body string) error {
	names, err := s.Accounts.Names(ctx, tx, l.Child)
	if err != nil {
		return err
	}
	if to != l.Child {
		body = "「" + names[l.Child].DisplayName + "」" + body
	}
	_, err = s.Push.Send(ctx, tx, push.Message{To: to, Community: l.Home.Community, Kind: push.Status, Event: "activity.changed", Title: title, Body: body,
		Fields: map[string]string{"title": "家人授权", "status": phrase(title), "time": startText(tx.Now), "place": "社区活动", "note": clip(body, 20)},
		Page:   "packages/activity/family/family", Subject: fmt.Sprintf("family-link:%d", l.ID)})
	return err
}
