package push

import (
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

var keyKind = regexp.MustCompile(`^([a-z_]+?)\d+$`)

// A form is what WeChat takes in one kind of field.
type form struct {
	longest int
	keep    func(rune) bool // other characters are left out; nil keeps all
	shape   *regexp.Regexp  // what is left must look like this; nil is anything
	empty   string          // shown instead of nothing, which WeChat refuses
}

var rules = map[string]form{
	"thing":            {longest: 20},
	"name":             {longest: 10},
	"car_number":       {longest: 8},
	"phrase":           {longest: 5, keep: isHan},
	"character_string": {longest: 32, keep: isVisible, empty: "-"},
	"letter":           {longest: 32, keep: isLetter, empty: "x"},
	"symbol":           {longest: 5, keep: isSymbol, empty: "-"},
	"number":           {longest: 32, keep: isDecimal, shape: decimal, empty: "0"},
	"amount":           {longest: 11, keep: isDecimal, shape: decimal, empty: "0"},
	"phone_number":     {longest: 17, keep: isDialled, empty: "0"},
}

var decimal = regexp.MustCompile(`^\d{1,10}(\.\d+)?$`)

func isHan(r rune) bool     { return unicode.Is(unicode.Han, r) }
func isVisible(r rune) bool { return r > ' ' && r <= '~' }
func isLetter(r rune) bool  { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' }
func isDecimal(r rune) bool { return r >= '0' && r <= '9' || r == '.' }
func isDialled(r rune) bool { return r >= '0' && r <= '9' || strings.ContainsRune("+-() ", r) }
func isSymbol(r rune) bool  { return isVisible(r) && !isLetter(r) && (r < '0' || r > '9') }

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
	value = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(value, ""), func(r rune) bool { return unicode.IsControl(r) || r == ' ' || r == '\u3000' }), " ")
	if kind == "time" || kind == "date" {
		return moment(kind, value, now)
	}
	f := rules[kind]
	if f.keep != nil {
		value = strings.TrimSpace(only(value, f.keep))
	}
	if f.longest > 0 {
		value = f.cut(value)
	}
	if value != "" && (f.shape == nil || f.shape.MatchString(value)) {
		return value
	}
	if f.empty != "" {
		return f.empty
	}
	return empty
}

// cut shortens a text; words show that something is missing, codes cannot.
func (f *form) cut(s string) string {
	if f.keep == nil {
		return cut(s, f.longest)
	}
	return string([]rune(s)[:min(f.longest, utf8.RuneCountInString(s))])
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
