package api

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"huiyin/server/internal/platform/log"
	"huiyin/server/internal/platform/once"
	"huiyin/server/internal/platform/problem"
)

type requestIDKey struct{}

// RequestID names the request that ctx belongs to; empty outside of one.
func RequestID(ctx context.Context) string { id, _ := ctx.Value(requestIDKey{}).(string); return id }

// Trace gives each request an id, one log line, and an answer even when it
// panics. observe may be nil; it receives the route, not the address.
func Trace(logger *slog.Logger, observe func(method, route string, status int, d time.Duration)) gin.HandlerFunc {
	return func(c *gin.Context) {
		var b [8]byte
		rand.Read(b[:])
		id, start := hex.EncodeToString(b[:]), time.Now()
		ctx := context.WithValue(c.Request.Context(), requestIDKey{}, id)
		c.Request = c.Request.WithContext(log.With(ctx, slog.String("request_id", id)))
		c.Header("X-Request-Id", id)
		defer func() {
			if r := recover(); r != nil {
				logger.ErrorContext(c.Request.Context(), "panic", "err", r, "stack", string(debug.Stack()))
				if !c.Writer.Written() {
					Refuse(c.Writer, c.Request, http.StatusInternalServerError, nil)
				}
				c.Abort()
			}
			d := time.Since(start)
			if observe != nil {
				observe(c.Request.Method, c.FullPath(), c.Writer.Status(), d)
			}
			logger.InfoContext(c.Request.Context(), "request", "method", c.Request.Method, "route", c.FullPath(),
				"status", c.Writer.Status(), "ms", d.Milliseconds(), "bytes", c.Writer.Size())
		}()
		c.Next()
	}
}

// Wellformed refuses addresses that are no text: no database takes them.
func Wellformed(c *gin.Context) {
	query, err := url.QueryUnescape(c.Request.URL.RawQuery)
	if text := c.Request.URL.Path + query; err != nil || !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		Refuse(c.Writer, c.Request, http.StatusBadRequest, nil)
		c.Abort()
	}
}

// Authenticate turns the request's credentials into a context that carries the
// caller. No credentials are no error; bad ones are.
func Authenticate(who func(*http.Request) (context.Context, error)) gin.HandlerFunc {
	return func(c *gin.Context) {
		ctx, err := who(c.Request)
		if err != nil {
			Refuse(c.Writer, c.Request, http.StatusInternalServerError, err)
			c.Abort()
			return
		}
		c.Request = c.Request.WithContext(ctx)
	}
}

var errKey = problem.New(problem.Invalid, "request.key", "提交标记的格式不对，请刷新后再试")

// Once reads the Idempotency-Key of a request, for package once. account
// names the caller; nobody has no keys.
func Once(account func(context.Context) int64) gin.HandlerFunc {
	return func(c *gin.Context) {
		key, id := c.GetHeader("Idempotency-Key"), account(c.Request.Context())
		if key == "" || id == 0 || c.Request.Method != http.MethodPost && c.Request.Method != http.MethodDelete {
			return
		}
		if len(key) > 64 || strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' }) {
			Refuse(c.Writer, c.Request, 0, errKey)
			c.Abort()
			return
		}
		var body []byte
		if !strings.HasPrefix(c.ContentType(), "multipart/") { // a resent form has another boundary
			var err error
			body, err = io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, maxBody))
			var large *http.MaxBytesError
			if errors.As(err, &large) {
				Refuse(c.Writer, c.Request, http.StatusRequestEntityTooLarge, nil)
				c.Abort()
				return
			}
			c.Request.Body = io.NopCloser(bytes.NewReader(body))
		}
		operation := c.FullPath()
		if c.Request.Method == http.MethodDelete { // may stand on the same address as something that is made
			operation = "DELETE " + operation
		}
		k := once.Key{Account: id, Value: key, Operation: operation, Body: sha256.Sum256(append([]byte(c.Request.URL.Path+"\n"), body...))}
		c.Request = c.Request.WithContext(once.With(c.Request.Context(), k))
	}
}

// NoRoute answers an address that the contract does not know.
func NoRoute(c *gin.Context) { Refuse(c.Writer, c.Request, http.StatusNotFound, nil) }

// NoMethod answers a known address with an unknown method.
func NoMethod(c *gin.Context) { Refuse(c.Writer, c.Request, http.StatusMethodNotAllowed, nil) }
