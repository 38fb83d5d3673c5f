package api

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"huiyin/server/internal/platform/problem"
)

type thing struct {
	Name  string `json:"name" minLength:"2" maxLength:"5"`
	Count int    `json:"count,omitempty" minimum:"1"`
}

type thingInput struct {
	ID   int64 `path:"id" minimum:"1"`
	Body thing
}

type thingOutput struct{ Body thing }

var errTaken = problem.New(problem.Conflict, "thing.taken", "已经有人用了")

func anybody(context.Context) error { return nil }

// bench is an API with a few operations.
func bench(t *testing.T) *gin.Engine {
	t.Helper()
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	e.HandleMethodNotAllowed = true
	e.NoRoute(NoRoute)
	e.NoMethod(NoMethod)
	e.Use(Trace(slog.New(slog.DiscardHandler), nil), Wellformed)
	a := New(e)
	echo := func(_ context.Context, in *thingInput) (*thingOutput, error) { return &thingOutput{in.Body}, nil }
	Post(a, "/things/{id}", "makeThing", anybody, echo)
	Do(a, "/things/{id}/do", "doThing", anybody, echo)
	Put(a, "/things/{id}", "setThing", anybody, echo)
	Get(a, "/things", "listThings", anybody, func(context.Context, *struct{}) (*struct{ Body Page[thing] }, error) {
		return &struct{ Body Page[thing] }{Page[thing]{Items: []thing{}}}, nil
	})
	Delete(a, "/things/{id}", "removeThing", anybody, func(context.Context, *struct {
		ID int64 `path:"id"`
	}) (*struct{}, error) {
		return nil, nil
	})
	Get(a, "/taken", "taken", anybody, func(context.Context, *struct{}) (*struct{}, error) {
		return nil, errTaken.After(1500 * time.Millisecond)
	})
	Get(a, "/broken", "broken", anybody, func(context.Context, *struct{}) (*struct{}, error) { return nil, errors.New("secret") })
	Get(a, "/panic", "panics", anybody, func(context.Context, *struct{}) (*struct{}, error) { panic("secret") })
	Get(a, "/closed", "closed", func(context.Context) error { return problem.New(problem.Forbidden, "no", "不行") }, func(context.Context, *struct{}) (*struct{}, error) { return nil, nil })
	return e
}

func ask(e *gin.Engine, method, path, body string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	e.ServeHTTP(w, r)
	return w
}

func TestEachKindOfAnswerHasItsStatus(t *testing.T) {
	e := bench(t)
	for _, c := range []struct {
		method, path, body string
		status             int
		code               string
	}{
		{"POST", "/things/1", `{"name":"ab"}`, 201, ""}, {"POST", "/things/1/do", `{"name":"ab"}`, 200, ""}, {"PUT", "/things/1", `{"name":"ab"}`, 200, ""}, {"GET", "/things", "", 200, ""}, {"DELETE", "/things/1", "", 204, ""},
		{"POST", "/things/0", `{"name":"ab"}`, 422, "request.invalid"}, {"POST", "/things/x", `{"name":"ab"}`, 422, "request.invalid"}, {"POST", "/things/1", `{"name":"a"}`, 422, "request.invalid"},
		{"POST", "/things/1", `{"Name":"ab"}`, 422, "request.invalid"}, {"POST", "/things/1", `{"name":"ab","other":1}`, 422, "request.invalid"}, {"POST", "/things/1", `{`, 400, "request.invalid"},
		{"POST", "/things/1", `{"name":"` + strings.Repeat("x", maxBody) + `"}`, 413, "request.too_large"}, {"PATCH", "/things/1", "", 405, "request.method"}, {"GET", "/nothing", "", 404, "request.no_such_address"},
		{"GET", "/taken", "", 409, "thing.taken"}, {"GET", "/broken", "", 500, "internal"}, {"GET", "/panic", "", 500, "internal"}, {"GET", "/closed", "", 403, "no"}, {"GET", "/things?x=%ff", "", 400, "request.invalid"}, {"GET", "/things?x=%00", "", 400, "request.invalid"},
	} {
		w := ask(e, c.method, c.path, c.body)
		var f failure
		if c.status >= 400 {
			if err := json.Unmarshal(w.Body.Bytes(), &f); err != nil || w.Header().Get("Content-Type") != "application/problem+json" || f.RequestID != w.Header().Get("X-Request-Id") || f.Detail == "" {
				t.Errorf("%s %s: %s", c.method, c.path, w.Body)
			}
		}
		if w.Code != c.status || f.Code != c.code || strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%s %s: %d %s", c.method, c.path, w.Code, w.Body)
		}
	}
	if got := ask(e, "GET", "/taken", "").Header().Get("Retry-After"); got != "2" {
		t.Errorf("it asks to wait for %q seconds", got)
	}
}

func TestARefusalNamesTheFieldInChinese(t *testing.T) {
	w := ask(bench(t), "POST", "/things/1", `{"name":"a","count":0}`)
	for _, part := range []string{`"path":"body.name"`, "至少 2 个字", `"path":"body.count"`, "不小于 1"} {
		if !strings.Contains(w.Body.String(), part) {
			t.Errorf("%s lacks %s", w.Body, part)
		}
	}
}

func TestANumberThatNothingHoldsIsNotRepeated(t *testing.T) {
	number := strings.Repeat("13800138000", 40)
	w := ask(bench(t), "POST", "/things/1", number)
	if w.Code != 400 || strings.Contains(w.Body.String(), "138") || !strings.Contains(w.Body.String(), "格式不对") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestAnOperationCannotBeDeclaredWithoutItsAccess(t *testing.T) {
	type hidden struct{ Limit int }
	for name, declare := range map[string]func(huma.API){
		"no access": func(a huma.API) {
			Get(a, "/x", "x", nil, func(context.Context, *struct{}) (*struct{}, error) { return nil, nil })
		},
		"a hidden embed": func(a huma.API) {
			Get(a, "/x", "x", anybody, func(context.Context, *struct{ hidden }) (*struct{}, error) { return nil, nil })
		},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: it was declared", name)
				}
			}()
			declare(New(gin.New()))
		}()
	}
}

func TestEveryRequestIsObservedByItsRoute(t *testing.T) {
	var seen []string
	e := gin.New()
	e.Use(Trace(slog.New(slog.DiscardHandler), func(method, route string, status int, d time.Duration) {
		seen = append(seen, method+" "+route+" "+http.StatusText(status))
		if d < 0 {
			t.Error(d)
		}
	}))
	e.GET("/x/:id", func(c *gin.Context) { c.Status(http.StatusNoContent) })
	ask(e, "GET", "/x/13800138000", "")
	if len(seen) != 1 || seen[0] != "GET /x/:id No Content" {
		t.Error(seen)
	}
	if RequestID(t.Context()) != "" {
		t.Error("outside of a request")
	}
}

func TestWhoAsksIsKnownBeforeAnythingElse(t *testing.T) {
	type name struct{}
	e := gin.New()
	e.Use(Authenticate(func(r *http.Request) (context.Context, error) {
		if r.Header.Get("Authorization") == "bad" {
			return nil, problem.New(problem.Unauthenticated, "bad", "请重新登录")
		}
		return context.WithValue(r.Context(), name{}, "li"), nil
	}))
	e.GET("/", func(c *gin.Context) { c.String(200, "%v", c.Request.Context().Value(name{})) })
	if w := ask(e, "GET", "/", ""); w.Body.String() != "li" {
		t.Error(w.Body)
	}
	r, w := httptest.NewRequest("GET", "/", nil), httptest.NewRecorder()
	r.Header.Set("Authorization", "bad")
	if e.ServeHTTP(w, r); w.Code != 401 || strings.Contains(w.Body.String(), "li") {
		t.Error(w.Code, w.Body)
	}
}

func TestAPageIsCutWhereTheLimitSays(t *testing.T) {
	key := func(n int) string { return EncodeCursor(n) }
	for _, c := range []struct{ have, limit, items int }{{0, 2, 0}, {1, 2, 1}, {2, 2, 2}, {3, 2, 2}} {
		p := Cut(make([]int, c.have), c.limit, key)
		if len(p.Items) != c.items || (p.Next != "") != (c.have > c.limit) {
			t.Errorf("%d by %d: %+v", c.have, c.limit, p)
		}
	}
}
