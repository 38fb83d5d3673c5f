package push

import (
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

var keyKind = regexp.MustCompile(`^([a-z_]+?)\d+$`)

// longest is how many characters WeChat takes per kind of field.
var longest = map[string]int{"thing": 20, "phrase": 5, "character_string": 32, "letter": 32, "symbol": 5, "name": 10, "phone_number": 17,
	"car_number": 8, "number": 32, "amount": 11}

// empty is shown where there is nothing to say: WeChat refuses empty fields.
const empty = "无"

// render fills a template's keys so that WeChat accepts them.
func render(t Template, fields map[string]string, now time.Time) map[string]string {
	out := map[string]string{}
	for meaning, key := range t.Fields {
		m := keyKind.FindStringSubmatch(key)
		if m == nil {
			continue
		}
		out[key] = fit(m[1], fields[meaning], now)
	}
	return out
}

// fit cuts a value to what WeChat accepts for the kind of field.
func fit(kind, value string, now time.Time) string {
	value = strings.Join(strings.FieldsFunc(value, func(r rune) bool { return unicode.IsControl(r) || r == ' ' || r == '\u3000' }), " ")
	value = strings.ToValidUTF8(value, "")
	switch kind {
	case "time", "date":
		return moment(kind, value, now)
	case "phrase":
		value = only(value, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	case "character_string", "letter":
		value = only(value, func(r rune) bool { return r > ' ' && r <= '~' && (kind != "letter" || unicode.IsLetter(r)) })
	case "number", "phone_number":
		value = only(value, func(r rune) bool {
			return r >= '0' && r <= '9' || kind == "phone_number" && strings.ContainsRune("+-() ", r)
		})
	}
	if n := longest[kind]; n > 0 {
		value = cut(value, n)
	}
	if value == "" {
		return fallback(kind)
	}
	return value
}

func fallback(kind string) string {
	switch kind {
	case "character_string", "letter", "symbol":
		return "-"
	case "number", "phone_number", "amount":
		return "0"
	}
	return empty
}

// moment accepts WeChat's layouts; anything else becomes the time of sending.
func moment(kind, value string, now time.Time) string {
	for _, layout := range []string{"2006-01-02 15:04", "2006-01-02 15:04:05", "2006年01月02日 15:04", "2006年1月2日 15:04", "15:04", "2006-01-02", "2006年1月2日"} {
		if t, err := time.Parse(layout, value); err == nil {
			if kind == "date" && t.Year() == 0 {
				break
			}
			return value
		}
	}
	return now.In(local).Format("2006-01-02 15:04")
}

func only(s string, keep func(rune) bool) string {
	return strings.Map(func(r rune) rune {
		if keep(r) {
			return r
		}
		return -1
	}, s)
}

func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)
	if n < 8 {
		return string(r[:n])
	}
	return string(r[:n-1]) + "…"
}
