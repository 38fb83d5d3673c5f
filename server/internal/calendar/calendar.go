// Package calendar knows which days are work days (工作日) and which hours are
// service hours, and counts time limits by them.
package calendar

import "huiyin/server/internal/platform/problem"

// A Day is one row of the national calendar.
type Day struct {
	Date Date   `json:"day"`
	Work bool   `json:"work"`
	Name string `json:"name" doc:"why it differs from its weekday, such as 春节; empty on an ordinary day"`
}

// unexplained says that the day differs from its weekday without a name.
func (d Day) unexplained() bool { return d.Name == "" && d.Work == d.Date.weekend() }

// Days is a published calendar. It is never changed once a Clock reads it.
type Days map[Date]Day

// NewDays is a calendar of the given days.
func NewDays(list []Day) Days {
	out := make(Days, len(list))
	for _, d := range list {
		out[d.Date] = d
	}
	return out
}

// End is the last day that is published without a gap from the given day on;
// the day before it when not even that one is.
func (d Days) End(from Date) Date {
	for {
		if _, ok := d[from]; !ok {
			return from - 1
		}
		from++
	}
}

// maxName is how long a day's name may be.
const maxName = 20

var (
	ErrBeyond    = problem.New(problem.Invalid, "calendar.beyond", "工作日历还没有这么远的安排，请先导入当年的日历")
	ErrLimit     = problem.New(problem.Invalid, "calendar.limit", "时限请写作“24小时”“4工作时”或“5工作日”，数字为 1 到 999")
	ErrHours     = problem.New(problem.Invalid, "calendar.hours", "服务时间请写作“08:30-12:00”，从早到晚填写，互不重叠，最多 6 段")
	ErrDate      = problem.New(problem.Invalid, "calendar.date", "日期请写作“2026-01-31”")
	ErrName      = problem.New(problem.Invalid, "calendar.name", "与平常的周几不同，请写明名称，如“春节”或“春节调休”")
	ErrReason    = problem.New(problem.Invalid, "calendar.reason", "请写明为什么修改这一天，如“按某某通知”")
	ErrRange     = problem.New(problem.Invalid, "calendar.range", "开始日期不能晚于结束日期，一次最多查询 400 天")
	ErrStart     = problem.New(problem.Invalid, "calendar.start", "开始时间请选在前后十年以内")
	ErrNoDay     = problem.New(problem.NotFound, "calendar.no_day", "这一天还没有公布的安排，请先导入当年的日历")
	ErrCommunity = problem.New(problem.NotFound, "calendar.community", "没有找到这个社区，请刷新后再试")
)
