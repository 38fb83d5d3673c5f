// Package log is the program's slog handler: JSON lines that carry what the
// context knows, and never a secret or a person's data.
package log

import (
	"context"
	"io"
	"log/slog"
	"regexp"
	"slices"
	"strings"
)

type contextKey struct{}

// With returns a context whose log lines carry attrs.
func With(ctx context.Context, attrs ...slog.Attr) context.Context {
	old, _ := ctx.Value(contextKey{}).([]slog.Attr)
	return context.WithValue(ctx, contextKey{}, append(slices.Clip(old), attrs...))
}

// New returns a logger that writes JSON lines to w.
func New(w io.Writer, level slog.Level) *slog.Logger {
	inner := slog.NewJSONHandler(w, &slog.HandlerOptions{Level: level, ReplaceAttr: mask})
	return slog.New(handler{inner})
}

type handler struct{ slog.Handler }

func (h handler) Handle(ctx context.Context, r slog.Record) error {
	if attrs, ok := ctx.Value(contextKey{}).([]slog.Attr); ok {
		r.AddAttrs(attrs...)
	}
	r.Message = Mask(r.Message)
	return h.Handler.Handle(ctx, r)
}

func (h handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return handler{h.Handler.WithAttrs(attrs)}
}
func (h handler) WithGroup(name string) slog.Handler { return handler{h.Handler.WithGroup(name)} }

// hidden are attribute names whose value is never written.
var hidden = []string{"password", "secret", "token", "session_key", "openid", "unionid", "phone", "authorization", "cookie", "totp"}

func mask(_ []string, a slog.Attr) slog.Attr {
	if slices.Contains(hidden, strings.ToLower(a.Key)) {
		return slog.String(a.Key, "***")
	}
	switch v := a.Value.Any().(type) {
	case string:
		return slog.String(a.Key, Mask(v))
	case error:
		return slog.String(a.Key, Mask(v.Error()))
	}
	return a
}

var (
	parameter = regexp.MustCompile(`(?i)\b(secret|access_token|js_code|session_key|openid|unionid|password|token)(["']?\s*[=:]\s*["']?)[^&\s"',}]+`)
	mobile    = regexp.MustCompile(`\b1[3-9]\d{9}\b`)
	openID    = regexp.MustCompile(`\bo[A-Za-z0-9_-]{27}\b`)
)

// Mask hides secrets and phone numbers that stand inside a text.
func Mask(s string) string {
	s = parameter.ReplaceAllString(s, "$1$2***")
	s = openID.ReplaceAllString(s, "o***")
	return mobile.ReplaceAllStringFunc(s, func(p string) string { return p[:3] + "****" + p[7:] })
}
