package wechat

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"unicode/utf8"
)

const (
	workHost     = "https://qyapi.weixin.qq.com"
	longestRobot = 2048 // bytes of a robot's text
)

// PostRobot lets the robot of a WeCom group (企业微信群机器人) say a text to all. The
// key is the robot's secret.
func (c *Client) PostRobot(ctx context.Context, key, text string) error {
	for len(text) > longestRobot {
		_, size := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-size]
	}
	body, err := marshal(map[string]any{"msgtype": "text", "text": map[string]any{"content": text, "mentioned_list": []string{"@all"}}})
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, workHost+"/cgi-bin/webhook/send?key="+url.QueryEscape(key), bytes.NewReader(body))
	if err != nil {
		return asError(err)
	}
	r.Header.Set("Content-Type", "application/json")
	resp, err := c.http.Do(r)
	if err != nil {
		return asError(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		return asError(err)
	}
	return robotBusy(decode(b, &struct{}{}))
}

// robotBusy: a robot's 45009 is about the minute, an app's about the day.
func robotBusy(err error) error {
	if w, ok := err.(*Error); ok && w.Code == 45009 {
		return &Error{Code: 45011, Message: w.Message, RID: w.RID}
	}
	return err
}
