package wechat

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strconv"
)

// post calls an API with the app's token and decodes its answer.
func (c *Client) post(ctx context.Context, appID, path string, in, out any) error {
	body, err := marshal(in)
	if err != nil {
		return err
	}
	b, err := c.raw(ctx, appID, http.MethodPost, path, nil, body)
	if err != nil {
		return err
	}
	return decode(b, out)
}

func (c *Client) get(ctx context.Context, appID, path string, query url.Values, out any) error {
	b, err := c.raw(ctx, appID, http.MethodGet, path, query, nil)
	if err != nil {
		return err
	}
	return decode(b, out)
}

// raw makes one call with the app's token and returns WeChat's answer as it is.
func (c *Client) raw(ctx context.Context, appID, method, path string, query url.Values, body []byte) ([]byte, error) {
	a, err := c.app(appID)
	if err != nil {
		return nil, err
	}
	t, err := a.token.GetAccessTokenContext(ctx)
	if err != nil {
		return nil, asError(err)
	}
	address := host + path + "?access_token=" + url.QueryEscape(t)
	if len(query) > 0 {
		address += "&" + query.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return nil, asError(err)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, asError(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	return b, asError(err)
}

// marshal writes JSON without escaping <, > and &, which WeChat would show.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return b.Bytes(), err
}

func decode(b []byte, out any) error {
	var e struct {
		Code    int64  `json:"errcode"`
		Message string `json:"errmsg"`
	}
	if err := json.Unmarshal(b, &e); err != nil {
		return &Error{Code: CodeNoAnswer, Message: "an answer of " + strconv.Itoa(len(b)) + " bytes that is no JSON"}
	}
	if e.Code != 0 {
		return newError(e.Code, e.Message)
	}
	return asError(json.Unmarshal(b, out))
}
