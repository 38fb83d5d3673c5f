package push

import (
	"context"
	"errors"
	"strconv"

	"huiyin/server/internal/platform/sms"
	"huiyin/server/internal/platform/wechat"
)

// A Via is a channel by which a message goes to somebody, beside the inbox that
// always has it.
type Via string

const (
	BySubscribe Via = "subscribe" // the mini-program's subscribe message, for a grant
	ByService   Via = "service"   // the service account's template message, to who follows it
	BySMS       Via = "sms"
	ByRobot     Via = "robot" // of the staff's WeCom group
)

var vias = []Via{BySubscribe, ByService, BySMS, ByRobot}

// A Letter is what a channel brings.
type Letter struct {
	ID            int64 // of the delivery; the same when it is tried again
	Community     int64
	To            string // how the channel knows the receiver
	App, Template string
	Page          string
	Fields        map[string]string
}

// A Channel brings letters. What it says of a failure is WeChat's error, or one
// after which nobody knows what happened.
type Channel interface {
	Bring(ctx context.Context, l Letter) (id int64, err error)
}

// Sender is the mini-program.
type Sender interface {
	SendSubscribe(ctx context.Context, app string, m wechat.Subscribe) (int64, error)
}

// Subscribe are a mini-program's subscribe messages.
type Subscribe struct {
	WeChat Sender
	State  string // which version of the mini-program a message opens
}

// Bring sends one.
func (c Subscribe) Bring(ctx context.Context, l Letter) (int64, error) {
	return c.WeChat.SendSubscribe(ctx, l.App, wechat.Subscribe{To: l.To, Template: l.Template, Page: l.Page, State: c.State, Lang: "zh_CN", Data: l.Fields})
}

// ServiceAccount are a service account's template messages, which open the mini-program.
type ServiceAccount struct {
	WeChat interface {
		SendTemplate(ctx context.Context, app string, m wechat.Template) (int64, error)
	}
	Opens string // the mini-program
}

// Bring sends one. WeChat takes each delivery once within ten minutes, however often it is tried.
func (c ServiceAccount) Bring(ctx context.Context, l Letter) (int64, error) {
	return c.WeChat.SendTemplate(ctx, l.App, wechat.Template{To: l.To, Template: l.Template, App: c.Opens, Page: l.Page, Once: "d" + strconv.FormatInt(l.ID, 10), Data: l.Fields})
}

// TextMessages are what the operator's gateway sends.
type TextMessages struct{ Gateway *sms.Gateway }

// Bring sends one.
func (c TextMessages) Bring(ctx context.Context, l Letter) (int64, error) {
	err := c.Gateway.Send(ctx, sms.Text{ID: "d" + strconv.FormatInt(l.ID, 10), Phone: l.To, Text: l.Fields[wholeText]})
	var no sms.Refused
	switch {
	case !errors.As(err, &no):
		return 0, err
	case no.Busy():
		return 0, &wechat.Error{Code: codeBusy, Message: no.Error()}
	}
	return 0, &wechat.Error{Code: codeSMS, Message: no.Error()}
}

// Robots post into the staff's WeCom groups, one of each community.
type Robots struct {
	WeChat interface {
		PostRobot(ctx context.Context, key, text string) error
	}
	Keys map[int64]string // by community
}

// Bring posts one.
func (c Robots) Bring(ctx context.Context, l Letter) (int64, error) {
	return 0, c.WeChat.PostRobot(ctx, c.Keys[l.Community], l.Fields[wholeText])
}

// wholeText is the only field of what has no template.
const wholeText = "text"

// plainText is a message for channels without templates.
func plainText(m Message) map[string]string {
	text := m.Title
	if m.Body != "" {
		text += "\n" + m.Body
	}
	return map[string]string{wholeText: cut(text, 300)}
}
