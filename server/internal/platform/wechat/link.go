package wechat

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// CodeRequest is what a mini-program code (小程序码) opens.
type CodeRequest struct {
	Scene       string `json:"scene"` // at most 32 visible characters
	Page        string `json:"page,omitempty"`
	CheckPath   bool   `json:"check_path"`
	EnvVersion  string `json:"env_version,omitempty"`
	Width       int    `json:"width,omitempty"`
	Transparent bool   `json:"is_hyaline,omitempty"`
}

// UnlimitedCode draws a code that never expires, as JPEG or PNG. The type is
// read from the picture itself: WeChat's header is not to be relied on.
func (c *Client) UnlimitedCode(ctx context.Context, appID string, r CodeRequest) (image []byte, contentType string, err error) {
	body, err := marshal(r)
	if err != nil {
		return nil, "", err
	}
	b, err := c.raw(ctx, appID, http.MethodPost, "/wxa/getwxacodeunlimit", nil, body)
	if err != nil {
		return nil, "", err
	}
	if kind := http.DetectContentType(b); kind == "image/jpeg" || kind == "image/png" {
		return b, kind, nil
	}
	if err := decode(b, &struct{}{}); err != nil {
		return nil, "", err
	}
	return nil, "", &Error{Code: CodeNoAnswer, Message: "neither a picture nor a refusal"}
}

// LinkRequest is what a URL link opens, for text messages to people outside
// WeChat.
type LinkRequest struct {
	Path, Query, EnvVersion string
	Days                    int // 1 to 30
}

// URLLink makes a web address that opens the mini-program.
func (c *Client) URLLink(ctx context.Context, appID string, r LinkRequest) (string, error) {
	const days = 1 // expire_type: after a number of days, not at a moment
	body := struct {
		Path       string `json:"path"`
		Query      string `json:"query"`
		EnvVersion string `json:"env_version,omitempty"`
		ExpireType int    `json:"expire_type"`
		Interval   int    `json:"expire_interval"`
	}{r.Path, r.Query, r.EnvVersion, days, r.Days}
	var out struct {
		Link string `json:"url_link"`
	}
	err := c.post(ctx, appID, "/wxa/generate_urllink", body, &out)
	return out.Link, err
}

// Activity is the mark of a private card (私密消息), which only the person that
// it was made for can share and nobody can pass on.
type Activity struct {
	ID    string
	Until time.Time
}

// NewActivity makes an activity for the person who is going to share the card.
func (c *Client) NewActivity(ctx context.Context, appID, openid string) (Activity, error) {
	var out struct {
		ID    string `json:"activity_id"`
		Until int64  `json:"expiration_time"`
	}
	err := c.get(ctx, appID, "/cgi-bin/message/wxopen/activityid/create", url.Values{"openid": {openid}}, &out)
	return Activity{out.ID, time.Unix(out.Until, 0)}, err
}
