// Package wechat is the one client of WeChat, over silenceper/wechat. It adds
// what the SDK lacks: bounded calls, tokens that recover, one kind of error,
// and no secret in any of them.
package wechat

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/silenceper/wechat/v2/credential"
	"github.com/silenceper/wechat/v2/miniprogram"
	mpconfig "github.com/silenceper/wechat/v2/miniprogram/config"
	"github.com/silenceper/wechat/v2/util"
)

// App is a mini-program's registration.
type App struct {
	ID, Secret    string
	Token, AESKey string // of the message push
}

// Options is what a client is made of.
type Options struct {
	Apps    []App
	Redis   redis.UniversalClient
	Base    string        // address of the simulator; empty is WeChat itself
	Timeout time.Duration // per call
	Now     func() time.Time
	Log     *slog.Logger
	Trace   func(path string, status, code int, d time.Duration) // may be nil
}

// Client speaks to WeChat for all apps of this deployment.
type Client struct {
	Options
	http *http.Client
	apps map[string]*app
}

type app struct {
	App
	token *token
	mini  *miniprogram.MiniProgram
}

// The SDK sends everything through one package variable. It is set once, to a
// router that knows which client a call belongs to, so that several clients
// can live in one process.
var (
	routeOnce sync.Once
	routes    sync.Map // app id → *transport
)

// New returns a client.
func New(o Options) *Client {
	c := &Client{Options: o, apps: map[string]*app{}}
	tr := &transport{client: c, base: http.DefaultTransport}
	if o.Base != "" {
		tr.to, _ = url.Parse(o.Base) // the configuration was checked before
	}
	c.http = &http.Client{Transport: tr}
	routeOnce.Do(func() { util.DefaultHTTPClient = &http.Client{Transport: router{}} })
	store := cache{o.Redis, o.Log}
	for _, a := range o.Apps {
		routes.Store(a.ID, tr)
		t := newToken(c, a, store)
		mini := miniprogram.NewMiniProgram(&mpconfig.Config{AppID: a.ID, AppSecret: a.Secret, Token: a.Token, EncodingAESKey: a.AESKey, Cache: store, UseStableAK: true})
		mini.SetAccessTokenContextHandle(t)
		c.apps[a.ID] = &app{a, t, mini}
	}
	return c
}

var _ credential.AccessTokenContextHandle = (*token)(nil)

func (c *Client) app(id string) (*app, error) {
	if a := c.apps[id]; a != nil {
		return a, nil
	}
	return nil, &Error{Code: CodeUnknownApp, Message: "this deployment does not know the app"}
}

// address is an API's address with the app's access token.
func (c *Client) address(ctx context.Context, a *app, path string) (string, error) {
	t, err := a.token.GetAccessTokenContext(ctx)
	if err != nil {
		return "", asError(err)
	}
	return host + path + "?access_token=" + url.QueryEscape(t), nil
}

const host = "https://api.weixin.qq.com"
