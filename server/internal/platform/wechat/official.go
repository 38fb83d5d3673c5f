package wechat

import (
	"context"
	"net/url"
)

// Template is one template message (模板消息) of an official account.
type Template struct {
	To, Template string
	URL          string // opened when there is no mini-program to open
	App, Page    string // the mini-program that the message opens
	Once         string // WeChat sends one message per value: an unknown outcome can be tried again
	Data         map[string]string
}

// SendTemplate sends a message to a follower of the official account.
func (c *Client) SendTemplate(ctx context.Context, appID string, m Template) (id int64, err error) {
	type program struct {
		App  string `json:"appid"`
		Page string `json:"pagepath"`
	}
	body := struct {
		To       string           `json:"touser"`
		Template string           `json:"template_id"`
		URL      string           `json:"url,omitempty"`
		Program  *program         `json:"miniprogram,omitempty"` // an empty one is refused, so it is left out
		Once     string           `json:"client_msg_id,omitempty"`
		Data     map[string]value `json:"data"`
	}{m.To, m.Template, m.URL, nil, m.Once, values(m.Data)}
	if m.App != "" {
		body.Program = &program{m.App, m.Page}
	}
	var out struct {
		ID int64 `json:"msgid"`
	}
	err = c.post(ctx, appID, "/cgi-bin/message/template/send", body, &out)
	return out.ID, err
}

// Follower is somebody whom the official account knows by openid.
type Follower struct {
	UnionID string // joins him with the user of the mini-program; "" when he does not follow
	Follows bool
}

// Follower looks up who an openid of the official account is.
func (c *Client) Follower(ctx context.Context, appID, openid string) (Follower, error) {
	var out struct {
		Follows int    `json:"subscribe"`
		UnionID string `json:"unionid"`
	}
	err := c.get(ctx, appID, "/cgi-bin/user/info", url.Values{"openid": {openid}, "lang": {"zh_CN"}}, &out)
	return Follower{out.UnionID, out.Follows == 1}, err
}
