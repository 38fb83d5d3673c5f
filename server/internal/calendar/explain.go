package calendar

import (
	"fmt"
	"time"
)

// Explain is Due with the reasons, in sentences for a person: which days were
// left out, and why.
func (c Clock) Explain(start time.Time, l Limit) (Deadline, []string, error) {
	due, err := c.Due(start, l)
	if err != nil {
		return Deadline{}, nil, err
	}
	from := moment(start)
	switch l.Unit {
	case WorkDay:
		last := DateOf(due.At.Add(-1)) // service may end at midnight
		lines := c.special([]string{from + "开始，当天不计入。"}, DateOf(start)+1, last)
		lines = append(lines, fmt.Sprintf("第 %d 个工作日是%s，到当天服务时间结束（%s）为止。", l.N, last.Chinese(), clockText(c.hours.end())))
		return due, guessed(lines, due), nil
	case ServiceHour:
		lines := c.special([]string{from + "开始，只计工作日的服务时间（" + c.hours.String() + "）。"}, DateOf(start), DateOf(due.At))
		lines = append(lines, fmt.Sprintf("满 %d 个工作时是%s。", l.N, moment(due.At)))
		return due, guessed(lines, due), nil
	}
	return due, []string{from + "开始，按自然时间连续计算，夜间、周末和节假日都计入。", fmt.Sprintf("满 %d 小时是%s。", l.N, moment(due.At))}, nil
}

func guessed(lines []string, due Deadline) []string {
	if due.Provisional {
		lines = append(lines, "其中有些日子还没有公布放假安排，暂按周一至周五上班计算，公布后可能变化。")
	}
	return lines
}

// special appends a line for each stretch of days that are no work days, or
// are work days only by a shift.
func (c Clock) special(lines []string, from, until Date) []string {
	for from <= until {
		first, why := from, c.why(from)
		for from++; from <= until && c.why(from) == why; from++ {
		}
		if why == "" {
			continue
		}
		days := first.short()
		if last := from - 1; last > first {
			days += "至" + last.short()
		}
		lines = append(lines, days+why)
	}
	return lines
}

// why says what is special about a day; empty on an ordinary work day. The
// clock has been over the day before, so it is published or may be guessed.
func (c Clock) why(d Date) string {
	day, _, _ := c.day(d)
	switch {
	case day.Work && day.Name == "":
		return ""
	case day.Work:
		return "是" + day.Name + "，照常上班，计入。"
	case day.Name == "":
		return "是周末，不计入。"
	}
	return "是" + day.Name + "放假，不计入。"
}

func moment(t time.Time) string { return DateOf(t).Chinese() + t.In(Zone).Format("15:04") }
