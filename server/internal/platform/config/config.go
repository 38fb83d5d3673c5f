// Package config is everything that an operator can set, in one struct:
// defaults, then a YAML file, then the environment. Secrets come from the
// environment only.
package config

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"os"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
)

// Config is complete and checked when Load returned it.
type Config struct {
	Production bool   `yaml:"production" env:"HUIYIN_PRODUCTION"` // refuses everything that is only for a desk
	Addr       string `yaml:"addr" env:"HUIYIN_ADDR"`             // where the server listens
	PublicURL  string `yaml:"public_url" env:"HUIYIN_PUBLIC_URL"` // how WeChat and phones reach it; https in production
	Proxies    string `yaml:"proxies" env:"HUIYIN_PROXIES"`       // addresses or networks whose X-Forwarded-For is believed, separated by commas
	LogLevel   string `yaml:"log_level" env:"HUIYIN_LOG_LEVEL"`   // debug, info, warn, error

	MySQLDSN string `yaml:"-" env:"HUIYIN_MYSQL_DSN"`
	RedisURL string `yaml:"-" env:"HUIYIN_REDIS_URL"`

	Files Files `yaml:"files"`

	SimAddr string `yaml:"sim_addr" env:"HUIYIN_SIM_ADDR"` // where the simulator of WeChat listens under "server all"
	SimData string `yaml:"sim_data" env:"HUIYIN_SIM_DATA"` // its users, groups and templates
	SimApp  string `yaml:"sim_app" env:"HUIYIN_SIM_APP"`   // the built browser phone

	WeChat WeChat `yaml:"wechat"`
	Push   Push   `yaml:"push"`
	Issue  Issue  `yaml:"issue"`
	Group  Group  `yaml:"group"`

	Volunteer Volunteer `yaml:"volunteer"`

	ConsentVersion string `yaml:"consent_version" env:"HUIYIN_CONSENT_VERSION"` // people are asked again when it changes

	Keyset   string `yaml:"-" env:"HUIYIN_KEYSET"`    // base64 of 32 bytes: encrypts personal data; "new,old" while keys change
	IndexKey string `yaml:"-" env:"HUIYIN_INDEX_KEY"` // base64 of 32 bytes: finds encrypted phone numbers
	SignKey  string `yaml:"-" env:"HUIYIN_SIGN_KEY"`  // base64 of 32 bytes: signs file addresses and grid codes
}

// Files says where photos are kept.
type Files struct {
	Dir       string `yaml:"dir" env:"HUIYIN_FILES_DIR"`           // local disk, used when no bucket is named
	Endpoint  string `yaml:"endpoint" env:"HUIYIN_FILES_ENDPOINT"` // S3-compatible store
	Region    string `yaml:"region" env:"HUIYIN_FILES_REGION"`
	Bucket    string `yaml:"bucket" env:"HUIYIN_FILES_BUCKET"`
	AccessKey string `yaml:"-" env:"HUIYIN_FILES_ACCESS_KEY"`
	SecretKey string `yaml:"-" env:"HUIYIN_FILES_SECRET_KEY"`
	Font      string `yaml:"font" env:"HUIYIN_FONT"` // a font with Chinese characters, for what is printed; empty: where systems keep one
}

// WeChat is the mini-program's registration.
type WeChat struct {
	App     string        `yaml:"app" env:"HUIYIN_WECHAT_APP"`
	Base    string        `yaml:"base" env:"HUIYIN_WECHAT_BASE"` // the simulator; empty is WeChat itself
	Timeout time.Duration `yaml:"timeout" env:"HUIYIN_WECHAT_TIMEOUT"`
	State   string        `yaml:"state" env:"HUIYIN_WECHAT_STATE"` // which version a message opens: formal, trial, developer
	// whether what a phone brings from WeChat must say which app it is for, and since when
	NeedWatermark bool `yaml:"need_watermark" env:"HUIYIN_WECHAT_NEED_WATERMARK"`

	Secret string `yaml:"-" env:"HUIYIN_WECHAT_SECRET"`
	Token  string `yaml:"-" env:"HUIYIN_WECHAT_TOKEN"`
	AESKey string `yaml:"-" env:"HUIYIN_WECHAT_AES_KEY"`

	Service Service `yaml:"service"`
}

// Push says when messages go out.
type Push struct {
	QuietFrom  string `yaml:"quiet_from" env:"HUIYIN_QUIET_FROM"`   // local time, such as 21:30; empty: never quiet
	QuietUntil string `yaml:"quiet_until" env:"HUIYIN_QUIET_UNTIL"` // such as 07:30
	DailyCap   int    `yaml:"daily_cap" env:"HUIYIN_DAILY_CAP"`     // messages per person and day, answers apart; 0: no cap

	PerMinute int `yaml:"per_minute" env:"HUIYIN_PUSH_PER_MINUTE"` // messages to WeChat in all; 0: no limit but WeChat's own

	Gather time.Duration `yaml:"gather" env:"HUIYIN_GATHER"` // messages of one matter to one person within this time become one; 0: never

	// how often a message is sent again when nobody knows whether it arrived, such as "emergency=3 reminder=0"; what is not named is as below
	Repeats string `yaml:"repeats" env:"HUIYIN_PUSH_REPEATS"`

	SMSURL string `yaml:"sms_url" env:"HUIYIN_SMS_URL"` // where texts are handed over, in an emergency and to whom WeChat does not reach; empty: none are sent
	SMSKey string `yaml:"-" env:"HUIYIN_SMS_KEY"`       // signs them
	Robots string `yaml:"-" env:"HUIYIN_ROBOTS"`        // the keys of the staff groups' WeCom robots by community, such as "1=693a91f6-…"; empty: nothing is posted
}

// Default is a desk's configuration.
func Default() Config {
	return Config{
		Addr: "127.0.0.1:8080", LogLevel: "info", ConsentVersion: "2026-01",
		Files:   Files{Dir: ".local/files"},
		SimAddr: "127.0.0.1:9180", SimApp: "miniprogram/phone/dist",
		WeChat: WeChat{Timeout: 5 * time.Second, State: "formal"},
		Push:   Push{QuietFrom: "21:30", QuietUntil: "07:30", DailyCap: 5, Gather: 30 * time.Second, Repeats: "emergency=3 answer=1 status=1 notice=1 reminder=0"},
		Issue:  Issue{Wait: "5工作日", Soon: 24 * time.Hour, Tell: "2工作日", ToStaff: "1工作日", ToBoard: "3工作日", AuditAt: "03:10", VagueWords: "尽快 近期 即将 马上 抓紧"},
		Group:  Group{Ticket: 10 * time.Minute, Witnesses: 3, Silence: 60 * 24 * time.Hour, Joins: 200, Strangers: 5, Warnings: 3},

		Volunteer: Volunteer{GuestsKept: 180 * 24 * time.Hour, LinksKept: 30 * 24 * time.Hour, CareKept: 365 * 24 * time.Hour},
	}
}

// Load reads the file (none is fine when its name is empty) and the environment.
func Load(file string, getenv func(string) string) (Config, error) {
	c := Default()
	if file != "" {
		b, err := os.ReadFile(file)
		if err != nil {
			return c, fmt.Errorf("configuration file: %w", err)
		}
		if err := yaml.UnmarshalWithOptions(b, &c, yaml.Strict()); err != nil {
			return c, fmt.Errorf("configuration file %s: %w", file, err)
		}
	}
	if err := environment(reflect.ValueOf(&c).Elem(), getenv); err != nil {
		return c, err
	}
	if c.PublicURL == "" {
		c.PublicURL = "http://" + c.Addr
	}
	return c, c.check()
}

func environment(v reflect.Value, getenv func(string) string) error {
	for i := range v.NumField() {
		f, name := v.Field(i), v.Type().Field(i).Tag.Get("env")
		if name == "" {
			if err := environment(f, getenv); err != nil {
				return err
			}
			continue
		}
		if s := getenv(name); s != "" {
			if err := set(f, s); err != nil {
				return fmt.Errorf("%s=%q: %w", name, s, err)
			}
		}
	}
	return nil
}

func set(f reflect.Value, s string) (err error) {
	switch f.Interface().(type) {
	case string:
		f.SetString(s)
	case bool:
		var b bool
		b, err = strconv.ParseBool(s)
		f.SetBool(b)
	case int:
		var n int
		n, err = strconv.Atoi(s)
		f.SetInt(int64(n))
	case time.Duration:
		var d time.Duration
		d, err = time.ParseDuration(s)
		f.SetInt(int64(d))
	}
	return err
}

// check names everything that is missing or unsafe, not only the first.
func (c *Config) check() error {
	var errs []error
	need := func(name, value string) {
		if value == "" {
			errs = append(errs, fmt.Errorf("%s is not set", name))
		}
	}
	need("HUIYIN_MYSQL_DSN", c.MySQLDSN)
	need("HUIYIN_REDIS_URL", c.RedisURL)
	need("HUIYIN_KEYSET", c.Keyset)
	need("HUIYIN_INDEX_KEY", c.IndexKey)
	need("HUIYIN_SIGN_KEY", c.SignKey)
	for _, p := range c.ProxyList() {
		if _, err := netip.ParsePrefix(p); err != nil && !isAddress(p) {
			errs = append(errs, fmt.Errorf("HUIYIN_PROXIES: %q is no address such as 127.0.0.1 and no network such as 10.0.0.0/8", p))
		}
	}
	for name, v := range map[string]string{"HUIYIN_QUIET_FROM": c.Push.QuietFrom, "HUIYIN_QUIET_UNTIL": c.Push.QuietUntil} {
		if _, err := time.Parse("15:04", v); err != nil && v != "" && v != "none" {
			errs = append(errs, fmt.Errorf("%s: %q is no time such as 21:30; leave it empty or say none to be never quiet", name, v))
		}
	}
	if _, err := time.Parse("15:04", c.Issue.AuditAt); err != nil {
		errs = append(errs, fmt.Errorf("HUIYIN_ISSUE_AUDIT_AT: %q is no time such as 03:10", c.Issue.AuditAt))
	}
	if g := c.Group; g.Ticket <= 0 || g.Silence < 24*time.Hour || g.Witnesses < 1 || g.Joins < 1 || g.Strangers < 1 || g.Warnings < 1 {
		errs = append(errs, errors.New("group: ticket, witnesses, joins and strangers must be positive, and silence at least 24h"))
	}
	if min(c.Volunteer.GuestsKept, c.Volunteer.LinksKept, c.Volunteer.CareKept) < 24*time.Hour {
		errs = append(errs, errors.New("volunteer: guests_kept, links_kept and care_kept must be at least 24h"))
	}
	errs = append(errs, c.checkChannels()...)
	public, err := url.Parse(c.PublicURL)
	if err != nil || public.Host == "" {
		errs = append(errs, errors.New("HUIYIN_PUBLIC_URL must look like https://example.org"))
	} else if c.Production {
		errs = append(errs, c.checkProduction(public)...)
	}
	return errors.Join(errs...)
}

// ProxyList are the proxies, one by one.
func (c *Config) ProxyList() []string {
	return strings.FieldsFunc(c.Proxies, func(r rune) bool { return r == ',' || r == ' ' })
}

func isAddress(s string) bool { _, err := netip.ParseAddr(s); return err == nil }

func (c *Config) checkProduction(public *url.URL) (errs []error) {
	refuse := func(bad bool, why string) {
		if bad {
			errs = append(errs, errors.New("production: "+why))
		}
	}
	refuse(c.WeChat.Base != "", "HUIYIN_WECHAT_BASE names a simulator; leave it empty")
	refuse(public.Scheme != "https", "HUIYIN_PUBLIC_URL must be https")
	refuse(c.WeChat.App == "" || c.WeChat.Secret == "", "HUIYIN_WECHAT_APP and HUIYIN_WECHAT_SECRET are not set")
	refuse(c.WeChat.Token == "" || len(c.WeChat.AESKey) != 43, "HUIYIN_WECHAT_TOKEN and HUIYIN_WECHAT_AES_KEY (43 characters) are needed: pushes are accepted in safe mode only")
	refuse(strings.Contains(strings.ToLower(c.WeChat.Secret+c.WeChat.Token), "demo"), "the WeChat secrets are those of the demo")
	return errs
}
