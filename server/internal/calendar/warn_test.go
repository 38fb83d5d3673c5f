package calendar_test

import (
	"strings"
	"testing"

	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/db"
)

func TestStaffAreWarnedSixtyDaysBeforeTheEndAndWeekly(t *testing.T) {
	now, s := imported(t)
	warned := func() (text string) {
		t.Helper()
		if err := s.DB.InTx(t.Context(), func(tx *db.Tx) error {
			got, ok, err := s.TakeWarning(t.Context(), tx)
			if ok {
				text = got
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return text
	}
	to := func(day string) { now.Advance(moment(t, day+" 09:00").Sub(now.Now())) }
	if got := warned(); got != "" {
		t.Error("in January: ", got)
	}
	to("2026-11-01") // sixty days are left
	if got := warned(); got != "" {
		t.Error("too early: ", got)
	}
	to("2026-11-02")
	if got := warned(); got != "工作日历到2026年12月31日（周四）为止，只剩 59 天，之后的时限暂按周一至周五上班计算。请联系系统管理员，在国务院公布后导入 2027 年的放假安排。" {
		t.Error(got)
	}
	if got := warned(); got != "" {
		t.Error("a second time: ", got)
	}
	to("2026-11-08")
	if got := warned(); got != "" {
		t.Error("within the week: ", got)
	}
	to("2026-11-09")
	if got := warned(); got == "" {
		t.Error("nothing after a week")
	}
	next := []calendar.Day{}
	for d := date(t, "2027-01-01"); d <= date(t, "2027-12-31"); d++ {
		next = append(next, calendar.Day{Date: d, Work: true, Name: "例"})
	}
	if _, err := s.Import(t.Context(), next); err != nil {
		t.Fatal(err)
	}
	to("2026-12-31")
	if got := warned(); got != "" {
		t.Error("after the import: ", got)
	}
	if c, err := s.Coverage(t.Context(), s.DB); err != nil || c.Warning || c.Left != 365 || c.Until.String() != "2027-12-31" || c.Text != "工作日历到2027年12月31日（周五）为止，还有 365 天。" {
		t.Error(c, err)
	}
	to("2028-01-01") // nobody imported anything
	if got := warned(); !strings.HasPrefix(got, "还没有今天的工作日历") {
		t.Error(got)
	}
	if c, err := s.Coverage(t.Context(), s.DB); err != nil || !c.Warning || c.Until != nil || c.Left != 0 {
		t.Error(c, err)
	}
}
