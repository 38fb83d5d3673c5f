package wechat

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"
)

var (
	testNow = time.Date(2026, 1, 5, 2, 0, 0, 0, time.UTC)
	key1    = base64.StdEncoding.EncodeToString([]byte("0123456789abcdef"))
	key2    = base64.StdEncoding.EncodeToString([]byte("fedcba9876543210"))
)

func seal(key, plain string) Sealed {
	k, _ := base64.StdEncoding.DecodeString(key) // ours
	block, _ := aes.NewCipher(k)
	n := aes.BlockSize - len(plain)%aes.BlockSize
	b := append([]byte(plain), strings.Repeat(string(rune(n)), n)...)
	iv := []byte("iviviviviviviviv")
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(b, b)
	return Sealed{base64.StdEncoding.EncodeToString(b), base64.StdEncoding.EncodeToString(iv)}
}

func marked(app string, at time.Time) string {
	return fmt.Sprintf(`"watermark":{"timestamp":%d,"appid":%q}`, at.Unix(), app)
}

func opener(strict bool) *Client {
	return New(Options{NeedWatermark: strict, Now: func() time.Time { return testNow }, Log: slog.New(slog.DiscardHandler)})
}

func codeOf(err error) int64 {
	var w *Error
	if errors.As(err, &w) {
		return w.Code
	}
	return 0
}

func TestGroupsAreReadInBothSpellings(t *testing.T) {
	for plain, want := range map[string]Group{
		`{"opengid":"G","group_openid":"M","chat_type":3,` + marked("wxa", testNow) + `}`: {OpenGID: "G", Member: "M", ChatType: 3},
		`{"openGId":"G",` + marked("wxa", testNow) + `}`:                                  {OpenGID: "G"},
		`{"opengid":"","open_single_roomid":"R","chat_type":1}`:                           {SingleRoom: "R", ChatType: 1},
	} {
		if g, err := opener(false).DecryptGroup("wxa", []string{key1}, seal(key1, plain)); err != nil || g != want {
			t.Errorf("%s: %+v %v", plain, g, err)
		}
	}
}

func TestThePreviousSessionKeyOpensToo(t *testing.T) {
	s := seal(key2, `{"opengid":"G"}`)
	if g, err := opener(false).DecryptGroup("wxa", []string{key1, key2}, s); err != nil || g.OpenGID != "G" {
		t.Error(g, err)
	}
	if _, err := opener(false).DecryptGroup("wxa", []string{key1, "", "no base64"}, s); codeOf(err) != CodeSealed {
		t.Error("no key fits: ", err)
	}
}

func TestTheWatermarkIsCheckedWhereThereIsOne(t *testing.T) {
	for name, c := range map[string]struct {
		mark   string
		strict bool
		want   int64
	}{
		"fresh":                    {"," + marked("wxa", testNow.Add(-4*time.Minute)), true, 0},
		"old":                      {"," + marked("wxa", testNow.Add(-6*time.Minute)), false, CodeForeign},
		"from the future":          {"," + marked("wxa", testNow.Add(6*time.Minute)), false, CodeForeign},
		"another app's":            {"," + marked("wxb", testNow), false, CodeForeign},
		"none, and none is needed": {"", false, 0},
		"none, but one is needed":  {"", true, CodeForeign},
	} {
		_, err := opener(c.strict).DecryptGroup("wxa", []string{key1}, seal(key1, `{"opengid":"G"`+c.mark+`}`))
		if codeOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatDoesNotOpenIsRefusedAndNeverPanics(t *testing.T) {
	good := seal(key1, `{"opengid":"G"}`)
	for name, s := range map[string]Sealed{
		"nothing":           {},
		"not base64":        {"***", good.IV},
		"no whole blocks":   {base64.StdEncoding.EncodeToString(make([]byte, 17)), good.IV}, // the SDK panics here
		"a short iv":        {good.Data, "AAAA"},
		"too long":          {base64.StdEncoding.EncodeToString(make([]byte, 4112)), good.IV},
		"noise":             {base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", 64))), good.IV},
		"no group in it":    seal(key1, `{"chat_type":3}`),
		"torn":              seal(key1, `{"opengid":`),
		"wrong kind inside": seal(key1, `{"opengid":5}`),
	} {
		if _, err := opener(false).DecryptGroup("wxa", []string{key1}, s); codeOf(err) != CodeSealed {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestActivitiesAreReadAsTextAndAsJSON(t *testing.T) {
	for _, plain := range []string{"966_abc-DEF", `{"activityId":"966_abc-DEF",` + marked("wxa", testNow) + `}`} {
		if id, err := opener(false).DecryptActivity("wxa", []string{key2, key1}, seal(key1, plain)); err != nil || id != "966_abc-DEF" {
			t.Error(plain, id, err)
		}
	}
	if _, err := opener(true).DecryptActivity("wxa", []string{key1}, seal(key1, "966")); codeOf(err) != CodeForeign {
		t.Error("a bare id has no watermark: ", err)
	}
	if _, err := opener(false).DecryptActivity("wxa", []string{key1}, seal(key1, `{"x":1}`)); codeOf(err) != CodeSealed {
		t.Error("no activity in it: ", err)
	}
}

func FuzzDecryptGroup(f *testing.F) {
	good := seal(key1, `{"opengid":"G"}`)
	f.Add(good.Data, good.IV, key1)
	f.Add("AAAA", "", "")
	c := opener(false)
	f.Fuzz(func(t *testing.T, data, iv, key string) {
		g, err := c.DecryptGroup("wxa", []string{key, key1}, Sealed{data, iv})
		if err == nil && g.OpenGID == "" && g.SingleRoom == "" {
			t.Error("a group without a name")
		}
		_, _ = c.DecryptActivity("wxa", []string{key, key1}, Sealed{data, iv}) // only that it returns
	})
}
