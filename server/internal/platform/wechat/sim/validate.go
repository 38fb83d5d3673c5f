package sim

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

var rules = map[string]*regexp.Regexp{
	"thing":            regexp.MustCompile(`^[^\p{Cc}]{1,20}$`),
	"number":           regexp.MustCompile(`^\d{1,32}(\.\d+)?$`),
	"letter":           regexp.MustCompile(`^[A-Za-z]{1,32}$`),
	"symbol":           regexp.MustCompile(`^[^\p{Han}A-Za-z0-9\p{Cc}]{1,5}$`),
	"character_string": regexp.MustCompile(`^[\x21-\x7e ]{1,32}$`),
	"phrase":           regexp.MustCompile(`^\p{Han}{1,5}$`),
	"amount":           regexp.MustCompile(`^[¥￥$€]?\d{1,10}(\.\d+)?元?$`),
	"phone_number":     regexp.MustCompile(`^[0-9+\-() ]{1,17}$`),
	"car_number":       regexp.MustCompile(`^[^\p{Cc}]{1,8}$`),
	"short_thing":      regexp.MustCompile(`^[^\p{Cc}]{1,5}$`),
	"const":            regexp.MustCompile(`^[^\p{Cc}]{1,20}$`),
}

var (
	timeLayouts = []string{"15:04", "15:04:05", "2006年1月2日 15:04", "2006-01-02 15:04", "2006-01-02 15:04:05", "2006/01/02 15:04"}
	dateLayouts = append([]string{"2006年1月2日", "2006-01-02", "2006/01/02"}, timeLayouts[2:]...)
	han         = regexp.MustCompile(`\p{Han}`)
)

const longestNumber = 32 // digits in all

// takes says whether WeChat takes the value for the field.
func (f Field) takes(v string) bool {
	switch f.Kind {
	case "time":
		return moments(v, append(timeLayouts, dateLayouts...))
	case "date":
		return moments(v, dateLayouts)
	case "name":
		n := utf8.RuneCountInString(v)
		return n > 0 && (han.MatchString(v) && n <= 10 || !han.MatchString(v) && n <= 20)
	case "enum":
		return slices.Contains(f.Values, v)
	case "number":
		return rules["number"].MatchString(v) && len(strings.ReplaceAll(v, ".", "")) <= longestNumber
	}
	r := rules[f.Kind]
	return r != nil && r.MatchString(v)
}

func moments(v string, layouts []string) bool {
	for part := range strings.SplitSeq(v, "~") {
		fits := false
		for _, l := range layouts {
			_, err := time.Parse(l, strings.TrimSpace(part))
			fits = fits || err == nil
		}
		if !fits {
			return false
		}
	}
	return true
}
