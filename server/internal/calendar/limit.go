package calendar

import (
	"regexp"
	"strconv"
	"strings"
)

// A Unit is what a limit counts.
type Unit string

const (
	ClockHour   Unit = "小时"  // of the clock on the wall, day and night
	ServiceHour Unit = "工作时" // sixty minutes of service hours
	WorkDay     Unit = "工作日"
)

// A Limit is how long something may take.
type Limit struct {
	N    int
	Unit Unit
}

var limitRule = regexp.MustCompile(`^([1-9]\d{0,2}) *个?(小时|工作时|工作日)$`)

// ParseLimit reads what String writes, and 个 and spaces between: "4工作时",
// "5 个工作日".
func ParseLimit(s string) (Limit, error) {
	m := limitRule.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return Limit{}, ErrLimit
	}
	n, err := strconv.Atoi(m[1])
	return Limit{n, Unit(m[2])}, err
}

// String is such as "4工作时".
func (l Limit) String() string { return strconv.Itoa(l.N) + string(l.Unit) }
