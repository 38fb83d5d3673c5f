package app

import (
	"net/http"

	"huiyin/server/internal/platform/config"
	"huiyin/server/internal/platform/sms"
	"huiyin/server/internal/platform/wechat"
	"huiyin/server/internal/push"
)

// wechatApps are the mini-program and, where there is one, the service account.
func wechatApps(c config.WeChat) []wechat.App {
	list := []wechat.App{{ID: c.App, Secret: c.Secret, Token: c.Token, AESKey: c.AESKey}}
	if s := c.Service; s.App != "" {
		list = append(list, wechat.App{ID: s.App, Secret: s.Secret, Token: s.Token, AESKey: s.AESKey, Official: true})
	}
	return list
}

// pushDeps are the channels that are configured. The configuration was checked before.
func (a *App) pushDeps() push.Deps {
	c := a.cfg
	d := push.Deps{DB: a.db, Redis: a.redis, Accounts: a.account, Log: a.log, Channels: map[push.Via]push.Channel{push.BySubscribe: push.Subscribe{WeChat: a.wechat, State: c.WeChat.State}},
		Options: push.Options{QuietFrom: c.Push.QuietFrom, QuietUntil: c.Push.QuietUntil, DailyCap: c.Push.DailyCap, Gather: c.Push.Gather, PerMinute: c.Push.PerMinute,
			ServiceApp: c.WeChat.Service.App, For: map[string]push.Audience{"issue.arrived": push.Workers, "notice.asked": push.Workers, "notice.called": push.Helpers},
			Repeats: map[push.Kind]int{}}}
	if repeats, err := c.Push.RepeatsOf(); err == nil {
		for kind, n := range repeats {
			d.Options.Repeats[push.Kind(kind)] = n
		}
	}
	if c.WeChat.Service.App != "" {
		d.Official, d.Channels[push.ByService] = a.wechat, push.ServiceAccount{WeChat: a.wechat, Opens: c.WeChat.App}
	}
	if c.Push.SMSURL != "" {
		d.Channels[push.BySMS] = push.TextMessages{Gateway: &sms.Gateway{URL: c.Push.SMSURL, Key: c.Push.SMSKey, Client: &http.Client{Timeout: c.WeChat.Timeout}, Now: a.db.Now}}
	}
	if keys, err := c.Push.RobotKeys(); err == nil && len(keys) > 0 {
		d.Channels[push.ByRobot] = push.Robots{WeChat: a.wechat, Keys: keys}
	}
	return d
}
