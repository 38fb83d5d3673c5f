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
)

// secret stands for whatever somebody sends: it must never come back in a
// refusal, for it may be another person's phone number.
const secret = "13800138000"

// An attack is one request that no client of ours would send.
type attack struct {
	method, path, contentType string
	body                      []byte
	header                    map[string]string
}

// hostile are values of every wrong kind, as JSON.
var hostile = []string{
	`null`, `true`, `0`, `-1`, `-9223372036854775809`, `9223372036854775808`, `1e400`, `0.1`, `""`, `" "`, `[]`, `{}`, `[null]`, `[[[[]]]]`, `{"a":{"b":{}}}`,
	`"` + secret + `"`, `["` + secret + `"]`, `{"` + "x" + `":"` + secret + `"}`, `"\u0000` + secret + `"`, `"\ud800` + secret + `"`, `"\udfff\ud800"`, `"👴🏻\u200b\u202e"`,
	`"` + secret + `' OR 1=1 -- "`, `"%_\\"`, `"` + strings.Repeat("字", 3000) + `"`, `"` + strings.Repeat("x", 200_000) + `"`, `[` + strings.Repeat(`1,`, 20_000) + `1]`,
	strings.Repeat("[", 5000) + strings.Repeat("]", 5000), `"\u0001\u0002\u007f"`, `"2026-13-45T99:99:99Z"`, `"0000-01-01T00:00:00Z"`,
}

// torn are bodies that are no JSON at all, or only nearly.
var torn = []string{"", " ", "{", `{"words":`, `{"words":"` + secret, "\xff\xfe", "\xef\xbb\xbf{}", "null", "[]", `"` + secret + `"`, "{}{}", "{},", `{"a":1,"a":2}`, "\x00", secret,
	strings.Repeat("{\"a\":", 5000) + "1" + strings.Repeat("}", 5000), "<xml>" + secret + "</xml>", "a=" + secret, strings.Repeat(secret, 20_000)}

// inPaths and inQueries are values of parameters, escaped by who uses them.
var inPaths = []string{"0", "-1", "1", "999999", "9223372036854775807", "9223372036854775808", "1e3", secret + "x", "\x00", "\xff", "..", "1;2", "%", strings.Repeat("9", 5000)}

var inQueries = append([]string{"", " ", "true", "submitted,,x," + secret, "' OR 1=1 -- " + secret, "\xff\xfe" + secret, "a\x00" + secret, strings.Repeat("字", 3000),
	"WzFd", "WzEsIjAwMDEtMDEtMDFUMDA6MDA6MDBaIl0", "WzEsIjAwMDAtMDEtMDFUMDA6MDA6MDBaIl0", "WzEsIjk5OTktMTItMzFUMjM6NTk6NTlaIl0", "Wy0xXQ", "W251bGxd", "W251bGwsbnVsbF0", "newest", "mine"}, inPaths...)

// sample is a value that fits a schema, by chance.
func sample(r huma.Registry, s *huma.Schema) any {
	if s.Ref != "" {
		s = r.SchemaFromRef(s.Ref)
	}
	switch {
	case len(s.Enum) > 0:
		return s.Enum[0]
	case s.Type == huma.TypeObject:
		out := map[string]any{}
		for name, p := range s.Properties {
			out[name] = sample(r, p)
		}
		return out
	case s.Type == huma.TypeArray:
		return []any{}
	case s.Type == huma.TypeBoolean:
		return true
	case s.Type == huma.TypeString && s.Format == "date-time":
		return "2026-01-05T10:00:00Z"
	case s.Type == huma.TypeString:
		return strings.Repeat("1", 6)
	}
	return 1
}

// attacks are those on one operation.
func attacks(r huma.Registry, op *huma.Operation) (out []attack) {
	path := strings.NewReplacer("{id}", "1", "{grant}", "1", "{app}", "x").Replace(op.Path)
	base := attack{method: op.Method, path: path, contentType: "application/json"}
	add := func(change func(*attack)) { a := base; change(&a); out = append(out, a) }
	add(func(*attack) {})
	for _, p := range op.Parameters {
		for _, v := range inQueries {
			switch p.In {
			case "path":
				if v != "" {
					add(func(a *attack) { a.path = strings.Replace(op.Path, "{"+p.Name+"}", url.PathEscape(v), 1) })
				}
			case "query":
				add(func(a *attack) {
					a.path += "?" + p.Name + "=" + url.QueryEscape(v)
					if p.Name != "scope" {
						a.path += "&scope=mine"
					}
				})
			}
		}
	}
	for _, v := range []string{" ", "a b", "é", strings.Repeat("k", 65), secret + "\x01"} {
		add(func(a *attack) { a.header = map[string]string{"Idempotency-Key": v} })
	}
	for _, v := range []string{"application/xml", "text/html;q=1", "*", "image/png", "\x00"} {
		add(func(a *attack) { a.header = map[string]string{"Accept": v, "Accept-Encoding": v} })
	}
	if op.RequestBody == nil {
		return out
	}
	for _, b := range torn {
		add(func(a *attack) { a.body = []byte(b) })
		for _, t := range []string{"", "text/plain", "application/xml", "multipart/form-data", "multipart/form-data; boundary=x", "application/json; charset=gbk", "application/cbor", "\x00"} {
			add(func(a *attack) { a.body, a.contentType = []byte(b), t })
		}
	}
	if media := op.RequestBody.Content["application/json"]; media != nil {
		for _, b := range bodies(r, media.Schema) {
			add(func(a *attack) { a.body = b })
		}
	}
	return out
}

// bodies are fitting ones with one value, or one name, that does not.
func bodies(r huma.Registry, s *huma.Schema) (out [][]byte) {
	good, _ := sample(r, s).(map[string]any)
	add := func(change func(map[string]any)) {
		m := maps.Clone(good)
		change(m)
		if b, err := json.Marshal(m); err == nil {
			out = append(out, b)
		}
	}
	add(func(map[string]any) {})
	for _, name := range slices.Sorted(maps.Keys(good)) {
		add(func(m map[string]any) { delete(m, name) })
		for _, v := range hostile {
			b, _ := json.Marshal(good)
			was, _ := json.Marshal(good[name])
			key, _ := json.Marshal(name)
			out = append(out, bytes.Replace(b, slices.Concat(key, []byte(":"), was), slices.Concat(key, []byte(":"), []byte(v)), 1))
		}
	}
	add(func(m map[string]any) { m["unknown"] = secret })
	add(func(m map[string]any) { m[strings.Repeat("k", 60_000)] = secret })
	return out
}

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
	if _, broken, err := d.app.issue.Audit(t.Context(), func(line string) { t.Error(line) }); err != nil || broken != 0 {
		t.Error(broken, err)
	}
}
