// Package account knows who is calling: accounts, sessions, roles with their
// territories, and consent to the use of personal data.
package account

import (
	"context"
	"slices"
	"time"

	"huiyin/server/internal/platform/problem"
)

// ID identifies an account.
type ID int64

// A Role is what an account may do, within a territory and for a time.
type Role string

const (
	Resident Role = "resident" // everybody who is signed in
	Worker   Role = "worker"   // 网格员, of a micro-grid
	Leader   Role = "leader"   // 网格长, of a grid
	Staff    Role = "staff"    // 社区工作人员, of a community
	County   Role = "county"   // reads over all communities
	Admin    Role = "admin"    // sets up the deployment
)

// roles are those that can be granted, the mightiest first.
var roles = []Role{Admin, County, Staff, Leader, Worker}

// A Territory is a node of community → grid → micro-grid. Zero fields mean
// everything below: the zero Territory is everywhere.
type Territory struct {
	Community int64 `json:"community_id,omitempty"`
	Grid      int64 `json:"grid_id,omitempty"`
	MicroGrid int64 `json:"micro_grid_id,omitempty"`
}

// Covers says whether u lies within t.
func (t Territory) Covers(u Territory) bool {
	return (t.Community == 0 || t.Community == u.Community) && (t.Grid == 0 || t.Grid == u.Grid) && (t.MicroGrid == 0 || t.MicroGrid == u.MicroGrid)
}

// A Grant gives an account a role.
type Grant struct {
	ID   int64 `json:"id"`
	Role Role  `json:"role"`
	Territory
	From  time.Time  `json:"from"`
	Until *time.Time `json:"until,omitempty"`
}

func (g Grant) inForce(now time.Time) bool {
	return !now.Before(g.From) && (g.Until == nil || now.Before(*g.Until))
}

// A Level is how well a resident is known.
type Level int

const (
	Guest    Level = iota // sees public pages
	Member                // joined a micro-grid
	Verified              // known to the worker
)

// An Actor is the account on whose behalf something is done. The zero Actor
// is nobody.
type Actor struct {
	ID        ID
	Level     Level
	Home      Territory // where a resident lives; zero while unknown
	Grants    []Grant   // those in force
	OnDesk    bool      // signed in on the staff pages
	Consented bool      // to the current version of the privacy text
}

// Is reports whether the actor has one of the roles anywhere.
func (a Actor) Is(roles ...Role) bool {
	return slices.ContainsFunc(a.Grants, func(g Grant) bool { return slices.Contains(roles, g.Role) })
}

// Has reports whether the actor has the role over the place. A worker's role
// never reaches a place whose micro-grid is unknown.
func (a Actor) Has(role Role, at Territory) bool {
	return slices.ContainsFunc(a.Grants, func(g Grant) bool { return g.Role == role && g.Covers(at) })
}

// Territories are those over which the actor has one of the roles. It is
// never nil.
func (a Actor) Territories(roles ...Role) []Territory {
	out := []Territory{}
	for _, g := range a.Grants {
		if slices.Contains(roles, g.Role) {
			out = append(out, g.Territory)
		}
	}
	return out
}

// A Person is how an account is shown to those who may see it.
type Person struct {
	ID          ID
	DisplayName string
}

// GrantsChanged says that an account's roles, password or standing changed:
// its sessions from before must end.
type GrantsChanged struct {
	Account ID        `json:"account"`
	At      time.Time `json:"at"`
}

// Topic names the event.
func (GrantsChanged) Topic() string { return "account.grants_changed" }

var (
	ErrSignIn    = problem.New(problem.Unauthenticated, "account.sign_in", "请先登录")
	ErrForbidden = problem.New(problem.Forbidden, "account.forbidden", "您没有这项权限，如有需要请联系社区管理员")
	ErrConsent   = problem.New(problem.Forbidden, "account.consent", "请先阅读并同意个人信息保护说明")
	ErrNotFound  = problem.New(problem.NotFound, "account.not_found", "没有找到这个人，可能已被移除")
	ErrDisabled  = problem.New(problem.Forbidden, "account.disabled", "这个账号已停用，请联系社区工作人员")
	ErrCode      = problem.New(problem.Unauthenticated, "account.code", "登录已过期，请重新打开小程序")
	ErrRisk      = problem.New(problem.Forbidden, "account.risk", "微信暂时限制了这个账号登录，请联系社区工作人员")
	ErrWeChat    = problem.New(problem.Limited, "wechat.unavailable", "微信服务繁忙，请稍后再试").After(5 * time.Second)
	ErrPassword  = problem.New(problem.Unauthenticated, "account.password", "用户名或密码不对，请检查后再试")
	ErrTOTP      = problem.New(problem.Unauthenticated, "account.totp_needed", "请输入动态验证码")
	ErrTOTPWrong = problem.New(problem.Unauthenticated, "account.totp", "动态验证码不对或已用过，请等下一个")
	ErrTooOften  = problem.New(problem.Limited, "limited", "尝试次数太多，请稍后再试")
	ErrCSRF      = problem.New(problem.Forbidden, "account.csrf", "页面已过期，请刷新后再试")
	ErrWeak      = problem.New(problem.Invalid, "account.weak_password", "密码至少 10 位，且不能与用户名相同")
	ErrName      = problem.New(problem.Invalid, "account.name", "请填写姓名")
	ErrTOTPOn    = problem.New(problem.Conflict, "account.totp_on", "动态验证码已经开启，请先用验证码关闭再重新设置")
	ErrUsername  = problem.New(problem.Conflict, "account.username_taken", "这个用户名已有人使用，请换一个")
	ErrGrant     = problem.New(problem.Invalid, "account.grant", "角色与范围不匹配，请重新选择")
	ErrSuccessor = problem.New(problem.Invalid, "account.successor", "接手的人不能是原来的人，账号也不能是停用的，请另选一人")
	ErrVersion   = problem.New(problem.Conflict, "account.consent_version", "说明已更新，请重新阅读后再同意")
	ErrPhone     = problem.New(problem.Conflict, "account.phone_taken", "这个手机号已绑定其他账号，请联系网格员处理")
)

type contextKey struct{}

// With returns a context that carries the actor.
func With(ctx context.Context, a Actor) context.Context {
	return context.WithValue(ctx, contextKey{}, a)
}

// From is the context's actor; the zero Actor is nobody.
func From(ctx context.Context) Actor { a, _ := ctx.Value(contextKey{}).(Actor); return a }

// Anyone allows everybody, signed in or not.
func Anyone() func(context.Context) error { return func(context.Context) error { return nil } }

// SignedIn allows every account.
func SignedIn() func(context.Context) error {
	return func(ctx context.Context) error {
		if From(ctx).ID == 0 {
			return ErrSignIn
		}
		return nil
	}
}

// Consented allows accounts that agreed to the current privacy text.
func Consented() func(context.Context) error {
	return func(ctx context.Context) error {
		switch a := From(ctx); {
		case a.ID == 0:
			return ErrSignIn
		case !a.Consented:
			return ErrConsent
		}
		return nil
	}
}

// ConsentedOrAtDesk allows, besides those who agreed, whoever works at the staff
// pages: there people handle what others gave.
func ConsentedOrAtDesk() func(context.Context) error {
	consented := Consented()
	return func(ctx context.Context) error {
		if From(ctx).OnDesk {
			return nil
		}
		return consented(ctx)
	}
}

// Roles allows accounts that have one of the roles; over what, the service checks.
func Roles(roles ...Role) func(context.Context) error {
	return func(ctx context.Context) error {
		switch a := From(ctx); {
		case a.ID == 0:
			return ErrSignIn
		case !a.Is(roles...):
			return ErrForbidden
		}
		return nil
	}
}
