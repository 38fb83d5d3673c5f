package config

import (
	"maps"
	"strings"
	"testing"
)

func TestWhatIsWrongWithAChannelIsSaidAtTheStart(t *testing.T) {
	good := map[string]string{"HUIYIN_MYSQL_DSN": "x", "HUIYIN_REDIS_URL": "x", "HUIYIN_KEYSET": "x", "HUIYIN_INDEX_KEY": "x", "HUIYIN_SIGN_KEY": "x"}
	load := func(more map[string]string) (Config, error) {
		all := maps.Clone(good)
		maps.Copy(all, more)
		return Load("", func(name string) string { return all[name] })
	}
	for name, more := range map[string]map[string]string{
		"HUIYIN_PUSH_REPEATS":   {"HUIYIN_PUSH_REPEATS": "notices=1"},
		"0 to 5":                {"HUIYIN_PUSH_REPEATS": "notice=9"},
		"HUIYIN_ROBOTS":         {"HUIYIN_ROBOTS": "key"},
		"HUIYIN_SERVICE_SECRET": {"HUIYIN_SERVICE_APP": "wx1"},
		"HUIYIN_SMS_URL":        {"HUIYIN_SMS_URL": "sms", "HUIYIN_SMS_KEY": "0123456789abcdef"},
		"HUIYIN_SMS_KEY":        {"HUIYIN_SMS_URL": "https://x/sms", "HUIYIN_SMS_KEY": "short"},
	} {
		if _, err := load(more); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%v: %v", more, err)
		}
	}
	c, err := load(map[string]string{"HUIYIN_ROBOTS": "1=a, 2=b", "HUIYIN_PUSH_REPEATS": "notice=0 emergency=5"})
	if err != nil {
		t.Fatal(err)
	}
	keys, err := c.Push.RobotKeys()
	if err != nil || keys[1] != "a" || keys[2] != "b" {
		t.Error(keys, err)
	}
	if n, err := c.Push.RepeatsOf(); err != nil || n["notice"] != 0 || n["emergency"] != 5 {
		t.Error(n, err)
	}
}
