package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func env(extra map[string]string) func(string) string {
	base := map[string]string{"HUIYIN_MYSQL_DSN": "root@unix(/x)/huiyin", "HUIYIN_REDIS_URL": "unix:///y",
		"HUIYIN_KEYSET": "k", "HUIYIN_INDEX_KEY": "i", "HUIYIN_SIGN_KEY": "s"}
	for k, v := range extra {
		base[k] = v
	}
	return func(name string) string { return base[name] }
}

func TestEnvironmentOverridesFileOverridesDefault(t *testing.T) {
	file := filepath.Join(t.TempDir(), "c.yaml")
	if err := os.WriteFile(file, []byte("addr: 127.0.0.1:1\nwechat:\n  timeout: 2s\npush:\n  daily_cap: 9\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Load(file, env(map[string]string{"HUIYIN_ADDR": "127.0.0.1:2"}))
	if err != nil {
		t.Fatal(err)
	}
	if c.Addr != "127.0.0.1:2" || c.WeChat.Timeout != 2*time.Second || c.Push.DailyCap != 9 || c.LogLevel != "info" {
		t.Errorf("%+v", c)
	}
	if c.PublicURL != "http://127.0.0.1:2" {
		t.Error("the public address defaults to where it listens, not ", c.PublicURL)
	}
}

func TestEachMistakeIsNamed(t *testing.T) {
	for _, c := range []struct {
		name, want string
		env        map[string]string
	}{
		{"no database", "HUIYIN_MYSQL_DSN is not set", map[string]string{"HUIYIN_MYSQL_DSN": ""}},
		{"no key", "HUIYIN_KEYSET is not set", map[string]string{"HUIYIN_KEYSET": ""}},
		{"not a number", `HUIYIN_DAILY_CAP="x"`, map[string]string{"HUIYIN_DAILY_CAP": "x"}},
		{"bad address", "HUIYIN_PUBLIC_URL", map[string]string{"HUIYIN_PUBLIC_URL": "nowhere"}},
		{"a proxy that is no address", "HUIYIN_PROXIES", map[string]string{"HUIYIN_PROXIES": "127.0.0.1, nginx"}},
		{"a quiet hour that is none", "HUIYIN_QUIET_FROM", map[string]string{"HUIYIN_QUIET_FROM": "9pm"}},
		{"not a duration", `HUIYIN_GATHER="x"`, map[string]string{"HUIYIN_GATHER": "x"}},
		{"a group that is silent at once", "silence at least 24h", map[string]string{"HUIYIN_GROUP_SILENCE": "1h"}},
		{"simulator in production", "names a simulator", map[string]string{"HUIYIN_PRODUCTION": "true", "HUIYIN_WECHAT_BASE": "http://127.0.0.1:9180"}},
		{"plain http in production", "must be https", map[string]string{"HUIYIN_PRODUCTION": "true"}},
		{"demo secret in production", "those of the demo", map[string]string{"HUIYIN_PRODUCTION": "true", "HUIYIN_WECHAT_SECRET": "demo-1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Load("", env(c.env)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestAnUnknownSettingIsRefused(t *testing.T) {
	file := filepath.Join(t.TempDir(), "c.yaml")
	if err := os.WriteFile(file, []byte("adr: 127.0.0.1:1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(file, env(nil)); err == nil {
		t.Error("a misspelt setting must not pass")
	}
}

func TestTheExampleForProductionIsAccepted(t *testing.T) {
	c, err := Load("../../../../configs/prod.example.yaml", env(map[string]string{"HUIYIN_WECHAT_APP": "wx1", "HUIYIN_WECHAT_SECRET": "s", "HUIYIN_WECHAT_TOKEN": "t",
		"HUIYIN_WECHAT_AES_KEY": strings.Repeat("a", 43)}))
	if err != nil || !c.Production || c.ProxyList()[0] != "127.0.0.1" || c.Push != Default().Push {
		t.Errorf("%+v %v", c, err)
	}
}
