package notice

import (
	"regexp"
	"strings"

	"huiyin/server/internal/platform/db"
)

// meet asks that each of the words stands in one of the places, which are
// conditions on a pattern: written with MEETS for the operator that fits the word.
func meet(w *db.Where, words string, places ...string) {
	for word := range strings.FieldsSeq(words) {
		operator, pattern := operatorOf(word)
		args := make([]any, 0, len(places))
		for _, p := range places {
			for range strings.Count(p, "MEETS ?") {
				args = append(args, pattern)
			}
		}
		w.And("("+strings.ReplaceAll(strings.Join(places, " OR "), "MEETS", operator)+")", args...)
	}
}

// operatorOf says how a word is looked for. A number stands for itself: 9 is not
// found within 2019, and 9号 not within 19号.
func operatorOf(word string) (operator, pattern string) {
	head, tail := isDigit(word[0]), isDigit(word[len(word)-1])
	if !head && !tail {
		return "LIKE", db.Like(word)
	}
	pattern = regexp.QuoteMeta(word)
	if head {
		pattern = "(^|[^0-9])" + pattern
	}
	if tail {
		pattern += "([^0-9]|$)"
	}
	return "REGEXP", pattern
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }
