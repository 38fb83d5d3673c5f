package app

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"huiyin/server/internal/issue"
)

// serve answers an attack in this process.
func (d *desk) serve(a attack) reply {
	r := httptest.NewRequest(a.method, "/", bytes.NewReader(a.body))
	u, err := url.Parse(a.path)
	if err != nil {
		d.t.Fatal(a.path, err)
	}
	r.URL, r.RequestURI = u, a.path
	r.Header.Set("Content-Type", a.contentType)
	for k, v := range a.header {
		r.Header.Set(k, v)
	}
	w := httptest.NewRecorder()
	d.server.Config.Handler.ServeHTTP(w, r)
	out := reply{status: w.Code, header: w.Header(), raw: w.Body.String()}
	_ = json.Unmarshal(w.Body.Bytes(), &out.body)
	return out
}

// harmless says what is wrong with an answer; nothing is fine.
func (r reply) harmless() string {
	switch {
	case r.status >= 500:
		return "a failure of ours"
	case r.status < 400:
		return ""
	case r.header.Get("Content-Type") != "application/problem+json":
		return "not a problem document"
	case r.code() == "" || r.body["detail"] == "":
		return "without a code or a sentence"
	case strings.Contains(r.raw, secret):
		return "an echo of what was sent"
	case len(r.raw) > 4<<10:
		return "a very long answer"
	}
	return ""
}

// An identity adds somebody's credentials to an attack, new ones when the old
// have ended: some attacks hit whoever makes them.
type identity struct {
	name string
	in   func() map[string]string
	now  map[string]string
}

func (d *desk) as2(who *identity, a attack) reply {
	for range 2 {
		if who.now == nil {
			who.now = who.in()
		}
		b := a
		b.header = maps.Clone(who.now)
		if a.header != nil {
			maps.Copy(b.header, a.header)
		}
		if r := d.serve(b); r.code() != "account.sign_in" {
			return r
		}
		who.now = nil
	}
	return d.serve(a)
}

func TestNoInputMakesTheServerFailOrTalk(t *testing.T) {
	d := newDesk(t)
	d.settle("r1", 0, 0)
	d.must("r1", "POST", "/v1/issues", map[string]any{"words": "路灯不亮", "category": "lamp"})
	people := []*identity{
		{name: "nobody", in: func() map[string]string { return map[string]string{} }},
		{name: "a resident", in: func() map[string]string {
			delete(d.tokens, "r1")
			return map[string]string{"Authorization": "Bearer " + d.token("r1")}
		}},
		{name: "an admin", in: func() map[string]string {
			for _, k := range d.app.redis.Keys(t.Context(), "rate:*").Val() { // he signs in more often than a person may
				d.app.redis.Del(t.Context(), k)
			}
			in := d.must("", "POST", "/v1/staff/sessions", map[string]any{"username": "admin", "password": password})
			cookie, _, _ := strings.Cut(in.header.Get("Set-Cookie"), ";")
			return map[string]string{"Cookie": cookie, "X-Csrf-Token": in.body["csrf"].(string)}
		}},
	}
	asked, refused := 0, 0
	spec := new(App).contract(gin.New()).OpenAPI()
	for _, path := range slices.Sorted(maps.Keys(spec.Paths)) {
		item := spec.Paths[path]
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Delete} {
			if op == nil {
				continue
			}
			list := attacks(spec.Components.Schemas, op)
			for i, a := range list {
				for _, who := range people {
					if who.name == "nobody" && i%7 != 0 && op.OperationID != "createSession" && op.OperationID != "staffSignIn" {
						continue // he hears 401 before anything is read
					}
					r := d.as2(who, a)
					asked++
					if r.status >= 400 {
						refused++
					}
					if bad := r.harmless(); bad != "" {
						t.Errorf("%s by %s: %s: %d %.300s\n%s %.200q %q %.200q", op.OperationID, who.name, bad, r.status, r.raw, a.method, a.path, a.header, a.body)
					}
				}
			}
		}
	}
	if asked < 5000 || refused < asked/2 {
		t.Errorf("%d attacks, %d refused: that is no attack", asked, refused)
	}
	t.Logf("%d attacks, %d refused", asked, refused)
	if a, err := d.app.issue.Audit(t.Context(), func(f issue.Finding) { t.Error(f) }); err != nil || a.Findings != 0 {
		t.Error(a.Findings, err)
	}
}
