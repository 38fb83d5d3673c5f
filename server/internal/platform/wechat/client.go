// Package wechat is the one client of WeChat, over silenceper/wechat. It adds
// what the SDK lacks: bounded calls, tokens that recover, one kind of error,
// and no secret in any of them.
package wechat

import (
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

// App is the registration of a mini-program or an official account (服务号).
type App struct {
	ID, Secret    string
	Token, AESKey string // of the message push
	Official      bool
}

// Options is what a client is made of.
type Options struct {
	Apps    []App
	Redis   redis.UniversalClient
	Base    string        // address of the simulator; empty is WeChat itself
	Timeout time.Duration // per call

	NeedWatermark bool // refuse data from phones that does not say which app it is for, and since when

	Now   func() time.Time
	Log   *slog.Logger
	Trace func(path string, status, code int, d time.Duration) // may be nil
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
	mini  *miniprogram.MiniProgram // nil for an official account
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
	tr := &transport{client: c, base: connections()}
	if o.Base != "" {
		tr.to, _ = url.Parse(o.Base) // the configuration was checked before
	}
	c.http = &http.Client{Transport: tr}
	routeOnce.Do(func() { util.DefaultHTTPClient = &http.Client{Transport: router{}} })
	store := cache{o.Redis, o.Log}
	for _, a := range o.Apps {
		routes.Store(a.ID, tr)
		own := &app{App: a, token: newToken(c, a, store)}
		if !a.Official {
			own.mini = miniprogram.NewMiniProgram(&mpconfig.Config{AppID: a.ID, AppSecret: a.Secret, Token: a.Token, EncodingAESKey: a.AESKey, Cache: store, UseStableAK: true})
			own.mini.SetAccessTokenContextHandle(own.token)
		}
		c.apps[a.ID] = own
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

const host = "https://api.weixin.qq.com"
