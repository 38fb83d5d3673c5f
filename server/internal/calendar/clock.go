package calendar

import (
	"slices"
	"time"
)

// A Clock counts limits of one community. It is a value: it reads no database,
// no system clock and no time zone of the machine.
//
// A strict clock answers ErrBeyond about days that nobody published. A lenient
// one takes Monday to Friday as work days there, and says so.
type Clock struct {
	days    Days
	hours   Hours
	lenient bool
}

// NewClock returns a strict clock.
func NewClock(days Days, hours Hours) Clock {
	if len(hours) == 0 {
		hours = DefaultHours()
	}
	return Clock{days: days, hours: hours}
}

// Lenient is the clock for those who must never be refused because an import
// was forgotten.
func (c Clock) Lenient() Clock { c.lenient = true; return c }

// A Deadline is the moment at which a limit ends.
type Deadline struct {
	At          time.Time // UTC
	Provisional bool      // days on the way are not published yet: Monday to Friday were taken as work days
}

// Due is when a limit that starts now must be met.
//
//   - 工作日: the day on which it starts does not count, whether it is a work day
//     or not and at whatever hour; the limit ends with the service hours of the
//     n-th work day after it. So the Civil Code counts periods (articles 201 and
//     203: the first day is left out, and where there are business hours their end
//     is the end of the last day), and days that are no work days are left out.
//   - 工作时: so much service time later; nights, breaks and holidays stand still.
//   - 小时: so much later on the wall clock, day and night.
func (c Clock) Due(start time.Time, l Limit) (Deadline, error) {
	switch l.Unit {
	case ClockHour:
		return Deadline{At: start.Add(time.Duration(l.N) * time.Hour).UTC()}, nil
	case ServiceHour:
		return c.Add(start, time.Duration(l.N)*time.Hour)
	case WorkDay:
		return c.dueDay(DateOf(start), l.N)
	}
	return Deadline{}, ErrLimit
}

func (c Clock) dueDay(day Date, n int) (out Deadline, err error) {
	for range n {
		var provisional bool
		if day, provisional, err = c.step(day, 1); err != nil {
			return Deadline{}, err
		}
		out.Provisional = out.Provisional || provisional
	}
	out.At = day.At(c.hours.end())
	return out, nil
}

// Add is the earliest moment at which so much service time has passed since
// start. With a negative duration it is the latest moment from which so much is
// left until start: two service hours before a deadline is Add(due, -2h).
func (c Clock) Add(start time.Time, d time.Duration) (Deadline, error) {
	out, left := Deadline{At: start.UTC()}, d.Abs()
	day, step, spans := DateOf(start), Date(1), slices.All[Hours]
	if d < 0 {
		day, step, spans = DateOf(start.Add(-1)), -1, slices.Backward[Hours]
	}
	for ; left > 0; day += step {
		hours, provisional, err := c.hoursOf(day)
		if err != nil {
			return Deadline{}, err
		}
		out.Provisional = out.Provisional || provisional
		for _, s := range spans(hours) {
			from, until := day.At(s.From), day.At(s.Until)
			if d > 0 {
				from = later(from, start)
			} else {
				until = earlier(until, start)
			}
			switch n := until.Sub(from); {
			case n <= 0:
			case n < left:
				left -= n
			case d > 0:
				out.At = from.Add(left).UTC()
				return out, nil
			default:
				out.At = until.Add(-left).UTC()
				return out, nil
			}
		}
	}
	return out, nil
}

// Between is the service time from a to b; negative when b is before a.
func (c Clock) Between(a, b time.Time) (sum time.Duration, err error) {
	if b.Before(a) {
		sum, err = c.Between(b, a)
		return -sum, err
	}
	for day := DateOf(a); day.At(0).Before(b); day++ {
		hours, _, err := c.hoursOf(day)
		if err != nil {
			return 0, err
		}
		for _, s := range hours {
			sum += max(0, earlier(day.At(s.Until), b).Sub(later(day.At(s.From), a)))
		}
	}
	return sum, nil
}

// Resume is the deadline after a pause: what was left when the pause began is
// left when it ends, to the microsecond; in service time, or on the wall clock
// when the limit counts 小时. A deadline that the pause came too late for stays.
func (c Clock) Resume(due, paused, resumed time.Time, u Unit) (Deadline, error) {
	if !paused.Before(due) {
		return Deadline{At: due.UTC()}, nil
	}
	if u == ClockHour {
		return Deadline{At: resumed.Add(due.Sub(paused)).UTC()}, nil
	}
	left, err := c.Between(paused, due)
	if err != nil {
		return Deadline{}, err
	}
	return c.Add(resumed, left)
}

// Open says whether the moment lies within the service hours of a work day.
func (c Clock) Open(t time.Time) (bool, error) {
	day := DateOf(t)
	hours, _, err := c.hoursOf(day)
	return slices.ContainsFunc(hours, func(s Span) bool { return !t.Before(day.At(s.From)) && t.Before(day.At(s.Until)) }), err
}

// IsWorkDay says whether people work on the day.
func (c Clock) IsWorkDay(d Date) (bool, error) {
	day, _, err := c.day(d)
	return day.Work, err
}

// Next is the first work day after d.
func (c Clock) Next(d Date) (Date, error) { d, _, err := c.step(d, 1); return d, err }

// Previous is the last work day before d.
func (c Clock) Previous(d Date) (Date, error) { d, _, err := c.step(d, -1); return d, err }

// step goes to the nearest work day in a direction.
func (c Clock) step(d, by Date) (_ Date, provisional bool, err error) {
	for {
		d += by
		day, guess, err := c.day(d)
		if err != nil {
			return 0, false, err
		}
		provisional = provisional || guess
		if day.Work {
			return d, provisional, nil
		}
	}
}

// hoursOf are a day's service hours: none on a holiday.
func (c Clock) hoursOf(d Date) (_ Hours, provisional bool, err error) {
	day, provisional, err := c.day(d)
	if !day.Work {
		return nil, provisional, err
	}
	return c.hours, provisional, err
}

func (c Clock) day(d Date) (_ Day, provisional bool, err error) {
	if day, ok := c.days[d]; ok {
		return day, false, nil
	}
	if !c.lenient {
		return Day{}, false, ErrBeyond.Saying("工作日历还没有" + d.Chinese() + "的安排，请先导入当年的日历")
	}
	return Day{Date: d, Work: !d.weekend()}, true, nil
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
