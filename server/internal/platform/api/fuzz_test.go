package api

import (
	"bytes"
	"context"
	"errors"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/gin-gonic/gin"
)

func FuzzCursor(f *testing.F) {
	for _, seed := range []string{"", "WzFd", "WzEsIjIwMjYtMDEtMDVUMDI6MDA6MDBaIl0", "W251bGwsbnVsbF0", "Wy0xLCIwMDAxLTAxLTAxVDAwOjAwOjAwWiJd", "W1tdLHt9XQ", "====", "\xff", EncodeCursor(int64(1<<62), time.Unix(0, 0))} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, cursor string) {
		var id int64
		var at time.Time
		if err := DecodeCursor(cursor, &id, &at); err != nil {
			if !errors.Is(err, ErrCursor) {
				t.Fatal(err)
			}
			return
		}
		var id2 int64
		var at2 time.Time
		if err := DecodeCursor(EncodeCursor(id, at), &id2, &at2); err != nil || id2 != id || !at2.Equal(at) {
			t.Fatalf("%d %s came back as %d %s: %v", id, at, id2, at2, err)
		}
	})
}

func FuzzIdempotencyKey(f *testing.F) {
	gin.SetMode(gin.ReleaseMode)
	for _, seed := range []string{"", "k", "2f0c7a34-1111-4222-8333-444455556666", strings.Repeat("k", 64), strings.Repeat("k", 65), " ", "a b", "\x00", "é", "\xff"} {
		f.Add(seed, []byte("{}"))
	}
	f.Fuzz(func(t *testing.T, key string, body []byte) {
		e := gin.New()
		reached := false
		e.POST("/x/:id", Once(func(context.Context) int64 { return 7 }), func(c *gin.Context) {
			reached = true
			got := new(bytes.Buffer)
			if _, err := got.ReadFrom(c.Request.Body); err != nil || !bytes.Equal(got.Bytes(), body) {
				t.Fatal("the body was changed on its way: ", err)
			}
		})
		r := httptest.NewRequest("POST", "/x/1", bytes.NewReader(body))
		r.Header["Idempotency-Key"] = []string{key}
		w := httptest.NewRecorder()
		e.ServeHTTP(w, r)
		fits := key == "" || len(key) <= 64 && !strings.ContainsFunc(key, func(c rune) bool { return c <= ' ' || c > '~' }) && len(body) <= maxBody
		if reached != fits || !fits && (w.Code < 400 || w.Code >= 500 || !utf8.ValidString(w.Body.String())) {
			t.Fatalf("%q: %v, %d %s", key, reached, w.Code, w.Body)
		}
	})
}
