package calendar

import (
	"fmt"
	"time"
)

// Zone is where days begin and end: the whole country keeps one time, without
// daylight saving.
var Zone = time.FixedZone("Asia/Shanghai", 8*3600)

// A Date is a day of the civil calendar, counted from 1 January 1970: the day
// after d is d+1.
type Date int

const daySeconds = 24 * 60 * 60

// NewDate is the date of a year, month and day.
func NewDate(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / daySeconds)
}

// DateOf is the date in Zone at a moment.
func DateOf(t time.Time) Date { return NewDate(t.In(Zone).Date()) }

// ParseDate reads "2026-01-31".
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, ErrDate
	}
	return NewDate(t.Date()), nil
}

// At is the moment so long after the date's midnight.
func (d Date) At(sinceMidnight time.Duration) time.Time {
	y, m, day := d.utc().Date()
	return time.Date(y, m, day, 0, 0, 0, 0, Zone).Add(sinceMidnight).UTC()
}

// Weekday is the date's day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

func (d Date) utc() time.Time { return time.Unix(int64(d)*daySeconds, 0).UTC() }

// weekend says whether the date is a Saturday or a Sunday.
func (d Date) weekend() bool { return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday }

// String is "2026-01-31".
func (d Date) String() string { return d.utc().Format(time.DateOnly) }

var weekdays = [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}

// Chinese is "2026年1月31日（周六）".
func (d Date) Chinese() string { return d.utc().Format("2006年1月2日") + d.inBrackets() }

// short is "1月31日（周六）".
func (d Date) short() string { return d.utc().Format("1月2日") + d.inBrackets() }

func (d Date) inBrackets() string { return fmt.Sprintf("（%s）", weekdays[d.Weekday()]) }

// MarshalText writes the date as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(b []byte) (err error) {
	*d, err = ParseDate(string(b))
	return err
}

// Scan reads a day as the database keeps it.
func (d *Date) Scan(v any) error {
	t, ok := v.(time.Time)
	if !ok {
		return fmt.Errorf("calendar: %T is no date", v)
	}
	*d = NewDate(t.Date())
	return nil
}
