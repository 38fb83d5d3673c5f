// Package api is the HTTP contract shared by all features: how operations are
// declared, who may call them, how failures look, how lists are paged. huma
// and gin stop here.
package api

import (
	"context"
	"net/http"
	"path"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"
)

// maxBody is what a JSON request may weigh; uploads say their own limit.
const maxBody = 64 << 10

// New returns an API on the engine.
func New(e *gin.Engine) huma.API {
	huma.DefaultArrayNullable = false
	huma.ValidateStrictCasing = true
	huma.NewErrorWithContext = func(c huma.Context, status int, msg string, errs ...error) huma.StatusError {
		f := newFailure(c.Context(), status, msg, errs)
		if f.wait > 0 {
			c.SetHeader("Retry-After", strconv.Itoa(f.wait))
		}
		return f
	}
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		return newFailure(context.Background(), status, msg, errs)
	}
	humagin.MultipartMaxMemory = 1 << 20
	speakChinese()
	cfg := huma.DefaultConfig("Huiyin 回音", "1")
	cfg.Info.Description = "Every matter has an owner, every matter gets an answer."
	cfg.CreateHooks, cfg.SchemasPath, cfg.DocsPath = nil, "", ""
	cfg.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	cfg.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"session": {Type: "http", Scheme: "bearer"},
		"staff":   {Type: "apiKey", In: "cookie", Name: "huiyin_staff", Description: "with X-CSRF-Token on everything but GET"},
	}
	a := humagin.New(e, cfg)
	a.UseMiddleware(guard(a))
	return a
}

// Access says who may call an operation. It returns a *problem.Error to refuse.
type Access func(context.Context) error

// An Option changes one operation.
type Option func(*huma.Operation)

// MaxBody sets how many bytes the request may weigh.
func MaxBody(n int64) Option { return func(o *huma.Operation) { o.MaxBodyBytes = n } }

// Get declares an operation that reads.
func Get[I, O any](a huma.API, route, id string, may Access, h func(context.Context, *I) (*O, error), opts ...Option) {
	register(a, http.MethodGet, http.StatusOK, route, id, may, h, opts)
}

// Post declares an operation that makes something: 201, or 204 without a body.
func Post[I, O any](a huma.API, route, id string, may Access, h func(context.Context, *I) (*O, error), opts ...Option) {
	register(a, http.MethodPost, http.StatusCreated, route, id, may, h, opts)
}

// Do declares an operation that acts on something that is there.
func Do[I, O any](a huma.API, route, id string, may Access, h func(context.Context, *I) (*O, error), opts ...Option) {
	register(a, http.MethodPost, http.StatusOK, route, id, may, h, opts)
}

// Put declares an operation that sets something.
func Put[I, O any](a huma.API, route, id string, may Access, h func(context.Context, *I) (*O, error), opts ...Option) {
	register(a, http.MethodPut, http.StatusOK, route, id, may, h, opts)
}

// Delete declares an operation that removes something.
func Delete[I, O any](a huma.API, route, id string, may Access, h func(context.Context, *I) (*O, error), opts ...Option) {
	register(a, http.MethodDelete, http.StatusNoContent, route, id, may, h, opts)
}

func register[I, O any](a huma.API, method string, status int, route, id string, may Access, h func(context.Context, *I) (*O, error), opts []Option) {
	if may == nil {
		panic(id + " declares no access")
	}
	if f := hiddenEmbed(reflect.TypeFor[I]()); f != "" {
		panic(id + " embeds " + f + ": huma does not read what is not exported")
	}
	if _, body := reflect.TypeFor[O]().FieldByName("Body"); !body {
		status = http.StatusNoContent
	}
	op := huma.Operation{
		OperationID: id, Method: method, Path: route, DefaultStatus: status, MaxBodyBytes: maxBody,
		Security: []map[string][]string{{"session": {}}, {"staff": {}}},
		Metadata: map[string]any{"access": may},
	}
	for _, o := range opts {
		o(&op)
	}
	huma.Register(a, op, h)
}

// hiddenEmbed names an embedded struct that huma would pass over in silence,
// and with it every limit and filter that it holds.
func hiddenEmbed(t reflect.Type) string {
	for i := range t.NumField() {
		if f := t.Field(i); f.Anonymous && !f.IsExported() {
			return f.Name
		}
	}
	return ""
}

func guard(a huma.API) func(huma.Context, func(huma.Context)) {
	return func(c huma.Context, next func(huma.Context)) {
		may := c.Operation().Metadata["access"].(Access) // there is no other way in than register
		if err := may(c.Context()); err != nil {
			_ = huma.WriteErr(a, c, http.StatusInternalServerError, "", err)
			return
		}
		next(c)
	}
}

// schemaName puts a feature's name before its types' names, so that features
// may use plain words: issue.Draft is IssueDraft, issue.Issue stays Issue.
func schemaName(t reflect.Type, hint string) string {
	if strings.HasPrefix(t.Name(), "Page[") {
		items, _ := t.FieldByName("Items")
		return schemaName(items.Type.Elem(), hint) + "Page"
	}
	name, pkg := huma.DefaultSchemaNamer(t, hint), path.Base(t.PkgPath())
	if !strings.Contains(t.PkgPath(), "/internal/") || pkg == "api" || strings.HasPrefix(strings.ToLower(name), pkg) {
		return name
	}
	return strings.ToUpper(pkg[:1]) + pkg[1:] + name
}

// Enum publishes a string type's values as one named schema.
func Enum[T ~string](r huma.Registry, doc string, values []T) *huma.Schema {
	name := schemaName(reflect.TypeFor[T](), "")
	if r.Map()[name] == nil {
		s := &huma.Schema{Type: huma.TypeString, Description: doc}
		for _, v := range values {
			s.Enum = append(s.Enum, string(v))
		}
		s.PrecomputeMessages()
		r.Map()[name] = s
	}
	return &huma.Schema{Ref: "#/components/schemas/" + name}
}
