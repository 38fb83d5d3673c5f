package log

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"
)

func TestSecretsAndPhonesNeverReachTheLog(t *testing.T) {
	var out bytes.Buffer
	l := New(&out, slog.LevelDebug)
	ctx := With(t.Context(), slog.String("openid", "oAAAAAAAAAAAAAAAAAAAAAAAAAAA"), slog.String("request_id", "r1"))
	l.InfoContext(ctx, "call 13812345678", "token", "t0psecret",
		"err", errors.New(`Get "https://x/?appid=a&secret=t0psecret&js_code=t0psecret": refused`),
		"body", `{"session_key":"t0psecret","openid":"t0psecret"}`)
	l.With("password", "t0psecret").WithGroup("g").Warn("x", "note", "oABCDEFGHIJKLMNOPQRSTUVWXYZ1")
	got := out.String()
	for _, bad := range []string{"t0psecret", "13812345678", "oAAAAAAAAAAAAAAAAAAAAAAAAAAA", "oABCDEFGHIJKLMNOPQRSTUVWXYZ1"} {
		if strings.Contains(got, bad) {
			t.Errorf("the log shows %s:\n%s", bad, got)
		}
	}
	for _, good := range []string{`"request_id":"r1"`, "138****5678", "appid=a"} {
		if !strings.Contains(got, good) {
			t.Errorf("the log lacks %s:\n%s", good, got)
		}
	}
}
