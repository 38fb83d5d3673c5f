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

// Followers pages through who follows the official account; next is "" at the end.
func (c *Client) Followers(ctx context.Context, appID, after string) (openids []string, next string, err error) {
	var out struct {
		Count int `json:"count"`
		Data  struct {
			OpenIDs []string `json:"openid"`
		} `json:"data"`
		Next string `json:"next_openid"`
	}
	query := url.Values{}
	if after != "" {
		query.Set("next_openid", after)
	}
	if err = c.get(ctx, appID, "/cgi-bin/user/get", query, &out); err != nil || out.Count == 0 {
		return nil, "", err
	}
	return out.Data.OpenIDs, out.Next, nil
}
