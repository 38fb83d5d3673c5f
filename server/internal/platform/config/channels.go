package config

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// Service is the service account (服务号), for who follows it; off until it is named.
type Service struct {
	App    string `yaml:"app" env:"HUIYIN_SERVICE_APP"`
	Secret string `yaml:"-" env:"HUIYIN_SERVICE_SECRET"`
	Token  string `yaml:"-" env:"HUIYIN_SERVICE_TOKEN"`
	AESKey string `yaml:"-" env:"HUIYIN_SERVICE_AES_KEY"`
}

// RepeatsOf is how often each kind of message is sent again.
func (p *Push) RepeatsOf() (map[string]int, error) {
	out := map[string]int{}
	for _, part := range strings.Fields(p.Repeats) {
		kind, times, _ := strings.Cut(part, "=")
		n, err := strconv.Atoi(times)
		switch kind {
		case "emergency", "answer", "status", "notice", "reminder":
		default:
			err = errors.New("no such kind")
		}
		if err != nil || n < 0 || n > 5 {
			return nil, fmt.Errorf("HUIYIN_PUSH_REPEATS: %q is not like notice=1, with a kind of message and 0 to 5 times", part)
		}
		out[kind] = n
	}
	return out, nil
}

// RobotKeys are the robots' keys by community.
func (p *Push) RobotKeys() (map[int64]string, error) {
	out := map[int64]string{}
	for _, part := range strings.Fields(strings.ReplaceAll(p.Robots, ",", " ")) {
		community, key, _ := strings.Cut(part, "=")
		id, err := strconv.ParseInt(community, 10, 64)
		if err != nil || id < 1 || key == "" {
			return nil, errors.New("HUIYIN_ROBOTS must look like 1=key 2=key, with the communities' numbers")
		}
		out[id] = key
	}
	return out, nil
}

func (c *Config) checkChannels() (errs []error) {
	_, err1 := c.Push.RepeatsOf()
	_, err2 := c.Push.RobotKeys()
	for _, err := range []error{err1, err2} {
		if err != nil {
			errs = append(errs, err)
		}
	}
	if s := c.WeChat.Service; s.App != "" && (s.Secret == "" || s.Token == "" || len(s.AESKey) != 43) {
		errs = append(errs, errors.New("HUIYIN_SERVICE_SECRET, HUIYIN_SERVICE_TOKEN and HUIYIN_SERVICE_AES_KEY (43 characters) are needed for the service account"))
	}
	if c.Push.SMSURL == "" {
		return errs
	}
	u, err := url.Parse(c.Push.SMSURL)
	if err != nil || u.Host == "" || c.Production && u.Scheme != "https" {
		errs = append(errs, errors.New("HUIYIN_SMS_URL must look like https://example.org/sms"))
	}
	if len(c.Push.SMSKey) < 16 {
		errs = append(errs, errors.New("HUIYIN_SMS_KEY must have at least 16 characters: texts cost money"))
	}
	return errs
}
