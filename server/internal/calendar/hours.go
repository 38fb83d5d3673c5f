package calendar

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A Span is one stretch of a work day, as times since midnight.
type Span struct{ From, Until time.Duration }

// Hours are the service hours of a work day, from morning to evening.
type Hours []Span

const maxSpans = 6

// DefaultHours are those of a community that has not set its own.
func DefaultHours() Hours {
	return Hours{{8*time.Hour + 30*time.Minute, 12 * time.Hour}, {14 * time.Hour, 17*time.Hour + 30*time.Minute}}
}

var spanRule = regexp.MustCompile(`^(\d{1,2}):([0-5]\d)-(\d{1,2}):([0-5]\d)$`)

// ParseHours reads spans such as "08:30-12:00". The day may end at 24:00.
func ParseHours(list []string) (Hours, error) {
	if len(list) == 0 || len(list) > maxSpans {
		return nil, ErrHours
	}
	out := make(Hours, len(list))
	last := time.Duration(0)
	for i, text := range list {
		m := spanRule.FindStringSubmatch(strings.TrimSpace(text))
		if m == nil {
			return nil, ErrHours
		}
		s := Span{clockTime(m[1], m[2]), clockTime(m[3], m[4])}
		if s.From < last || s.Until <= s.From || s.Until > 24*time.Hour {
			return nil, ErrHours
		}
		out[i], last = s, s.Until
	}
	return out, nil
}

// clockTime is the time since midnight; its arguments are digits.
func clockTime(hour, minute string) time.Duration {
	h, _ := strconv.Atoi(hour)
	m, _ := strconv.Atoi(minute)
	return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute
}

// Texts are the spans as ParseHours reads them.
func (h Hours) Texts() []string {
	out := make([]string, len(h))
	for i, s := range h {
		out[i] = clockText(s.From) + "-" + clockText(s.Until)
	}
	return out
}

// String is the hours for a person: "08:30-12:00、14:00-17:30".
func (h Hours) String() string { return strings.Join(h.Texts(), "、") }

func clockText(d time.Duration) string {
	return fmt.Sprintf("%02d:%02d", int(d.Hours()), int(d.Minutes())%60)
}

// end is when a work day's service ends.
func (h Hours) end() time.Duration { return h[len(h)-1].Until }
