package wechat

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/silenceper/wechat/v2/miniprogram/security"
)

// Session is who opened the mini-program.
type Session struct {
	OpenID, UnionID string
	Key             string // decrypts what the phone sends; never leaves the server
}

// CodeToSession spends a code from wx.login.
func (c *Client) CodeToSession(ctx context.Context, appID, code string) (Session, error) {
	a, err := c.app(appID)
	if err == nil && a.mini == nil {
		err = &Error{Code: CodeUnknownApp, Message: "an official account has no wx.login"}
	}
	if err != nil {
		return Session{}, err
	}
	if strings.ContainsFunc(code, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("&#+%?", r) }) {
		return Session{}, &Error{Code: 40029, Message: "invalid code"} // the SDK would put it into the address as it is
	}
	r, err := a.mini.GetAuth().Code2SessionContext(ctx, code)
	if err != nil {
		return Session{}, asError(err)
	}
	return Session{r.OpenID, r.UnionID, r.SessionKey}, nil
}

// Phone is a number that WeChat vouches for.
type Phone struct {
	Number      string // without the country code
	CountryCode string
}

// PhoneNumber spends a code from the phone-number button. With the openid
// WeChat makes sure that the code is not somebody else's.
func (c *Client) PhoneNumber(ctx context.Context, appID, code, openid string) (Phone, error) {
	var out struct {
		Info struct {
			Number      string          `json:"purePhoneNumber"`
			CountryCode json.RawMessage `json:"countryCode"` // documented as a string, shown as a number
		} `json:"phone_info"`
	}
	err := c.post(ctx, appID, "/wxa/business/getuserphonenumber", map[string]string{"code": code, "openid": openid}, &out)
	return Phone{out.Info.Number, strings.Trim(string(out.Info.CountryCode), `"`)}, err
}

// Subscribe is one subscribe message (订阅消息).
type Subscribe struct {
	To, Template, Page, State, Lang string
	Data                            map[string]string
}

// SendSubscribe sends a message; it costs the receiver's grant.
func (c *Client) SendSubscribe(ctx context.Context, appID string, m Subscribe) (id int64, err error) {
	body := struct {
		To       string           `json:"touser"`
		Template string           `json:"template_id"`
		Page     string           `json:"page,omitempty"`
		State    string           `json:"miniprogram_state,omitempty"`
		Lang     string           `json:"lang,omitempty"`
		Data     map[string]value `json:"data"`
	}{m.To, m.Template, m.Page, m.State, m.Lang, values(m.Data)}
	var out struct {
		ID int64 `json:"msgid"`
	}
	err = c.post(ctx, appID, "/cgi-bin/message/subscribe/send", body, &out)
	return out.ID, err
}

// value is how WeChat wraps each field of a message.
type value struct {
	Value string `json:"value"`
}

func values(data map[string]string) map[string]value {
	out := make(map[string]value, len(data))
	for k, v := range data {
		out[k] = value{v}
	}
	return out
}

// Verdict is what WeChat thinks of a text.
type Verdict struct {
	Suggest string // pass, review, risky
	Label   string
	TraceID string
}

// CheckText asks whether a text may be shown. scene: 1 profile, 2 comment,
// 3 forum, 4 social. The author must have used the app in the last two hours.
func (c *Client) CheckText(ctx context.Context, appID, openid string, scene int, text, nickname string) (Verdict, error) {
	req := struct {
		security.MsgCheckRequest
		Version int `json:"version"`
	}{security.MsgCheckRequest{OpenID: openid, Scene: security.MsgScene(scene), Content: text, Nickname: nickname}, 2}
	var out struct {
		TraceID string `json:"trace_id"`
		Result  struct {
			Suggest string      `json:"suggest"`
			Label   json.Number `json:"label"`
		} `json:"result"`
	}
	err := c.post(ctx, appID, "/wxa/msg_sec_check", req, &out)
	return Verdict{out.Result.Suggest, out.Result.Label.String(), out.TraceID}, err
}

// CheckMedia asks about a picture (mediaType 2) or sound (1) that WeChat can
// fetch from url. The verdict is pushed within half an hour.
func (c *Client) CheckMedia(ctx context.Context, appID, openid, url string, mediaType, scene int) (trace string, err error) {
	var out struct {
		TraceID string `json:"trace_id"`
	}
	err = c.post(ctx, appID, "/wxa/media_check_async", map[string]any{"version": 2, "openid": openid, "media_url": url, "media_type": mediaType, "scene": scene}, &out)
	return out.TraceID, err
}
