package app

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
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
	}
	for _, kind := range []string{"", "text/plain", "application/xml", "multipart/form-data", "multipart/form-data; boundary=x", "application/json; charset=gbk", "application/cbor", "\x00"} {
		for _, b := range []string{"", "{}", `{"words":"` + secret} {
			add(func(a *attack) { a.body, a.contentType = []byte(b), kind })
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
