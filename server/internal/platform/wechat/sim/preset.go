package sim

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"
)

// wordings are WeChat's texts of the codes that a fault can give.
var wordings = map[int]string{
	-1:    "system error",
	40001: "invalid credential, access_token is invalid or not latest",
	40125: "invalid appsecret",
	40164: "invalid ip 127.0.0.1 ipv6 ::ffff:127.0.0.1, not in whitelist",
	42001: "access_token expired",
	45009: "reach max api daily quota limit",
	45011: "api minute-quota reach limit, must slower, retry next minute",
	48001: "api unauthorized",
	48004: "api forbidden for irregularities",
	50002: "user limited",
}

func wording(code int) string {
	if text := wordings[code]; text != "" {
		return text
	}
	return "system error"
}

// A preset is a bad day by name.
type preset struct {
	about  string // for the page
	faults func(now time.Time) []Fault
	do     func(s *Sim, app string) // what happens at once
}

func always(faults ...Fault) func(time.Time) []Fault {
	return func(time.Time) []Fault { return faults }
}

var presets = map[string]preset{
	"busy":  {about: "系统繁忙：每个接口都回 -1", faults: always(Fault{Do: Harm{ErrCode: -1}})},
	"flaky": {about: "偶尔断线：5% 回 502，5% 做完后断开", faults: always(Fault{Prob: 0.05, Do: Harm{HTTP: 502}}, Fault{Prob: 0.05, Do: Harm{Drop: "after"}})},
	"rough": {about: "糟糕的一天：20% 的调用失败，各种原因", faults: always(Fault{Prob: 0.05, Do: Harm{ErrCode: -1}}, Fault{Prob: 0.05, Do: Harm{HTTP: 502}},
		Fault{Prob: 0.05, Do: Harm{Drop: "after"}}, Fault{Prob: 0.05, Do: Harm{ErrCode: 40001}})},
	"slow": {about: "很慢：每次 0.8–1.6 秒", faults: always(Fault{Do: Harm{LatencyMS: 800, SpreadMS: 800}})},
	"down": {about: "连不上微信", faults: always(Fault{Do: Harm{Drop: "before"}})},
	"quota_out": {about: "消息额度用完：45009，到零点或清零为止", faults: func(now time.Time) []Fault {
		day := now.In(shanghai)
		return []Fault{{Path: "/cgi-bin/message/*/send", Until: time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, shanghai), Do: Harm{ErrCode: 45009}}}
	}},
	"minute_quota": {about: "这一分钟太频繁：45011", faults: func(now time.Time) []Fault {
		return []Fault{{Until: now.Truncate(time.Minute).Add(time.Minute), Do: Harm{ErrCode: 45011}}}
	}},
	"ip_denied": {about: "服务器地址不在白名单：40164", faults: always(Fault{Path: "/cgi-bin/token", Do: Harm{ErrCode: 40164}}, Fault{Path: "/cgi-bin/stable_token", Do: Harm{ErrCode: 40164}})},
	"secret_rotated": {about: "AppSecret 被重置：旧密钥不再有效", faults: always(Fault{Path: "/cgi-bin/token", Do: Harm{ErrCode: 40001}},
		Fault{Path: "/cgi-bin/stable_token", Do: Harm{ErrCode: 40001}}, Fault{Path: "/sns/jscode2session", Do: Harm{ErrCode: 40125}}),
		do: (*Sim).killTokens},
	"token_dead":    {about: "令牌失效：现有的 access_token 全部作废", do: (*Sim).killTokens},
	"token_expired": {about: "令牌过期：现有的 access_token 都过了时间", do: (*Sim).expireTokens},
}

// begin starts a bad day; app narrows it to one app.
func (s *Sim) begin(name, app string) error {
	p, there := presets[name]
	if !there {
		return errors.New("no such preset; there are " + strings.Join(slices.Sorted(maps.Keys(presets)), ", "))
	}
	if p.do != nil {
		p.do(s, app)
	}
	if p.faults != nil {
		s.end(name)
		for _, f := range p.faults(s.now()) {
			f.Preset, f.App = name, app
			s.Faults = append(s.Faults, &f)
		}
	}
	return nil
}

// end removes the faults of a bad day; "" is all faults.
func (s *Sim) end(name string) {
	s.Faults = slices.DeleteFunc(s.Faults, func(f *Fault) bool { return name == "" || f.Preset == name })
}

func (s *Sim) liftQuotaFaults() {
	s.Faults = slices.DeleteFunc(s.Faults, func(f *Fault) bool { return f.Do.ErrCode == 45009 })
}

func (s *Sim) killTokens(app string) {
	for _, t := range s.Tokens {
		t.Dead = t.Dead || app == "" || t.App == app
	}
}

func (s *Sim) expireTokens(app string) {
	for _, t := range s.Tokens {
		if app == "" || t.App == app {
			t.Until = s.now().Add(-time.Second)
		}
	}
}
