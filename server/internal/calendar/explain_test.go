package calendar_test

import (
	"slices"
	"strings"
	"testing"

	"huiyin/server/internal/calendar"
)

func TestADeadlineIsExplainedInSentences(t *testing.T) {
	c := clock(t)
	for _, k := range []struct {
		start, limit string
		want         []string
	}{
		{"2026-02-13 16:00", "6工作日", []string{
			"2026年2月13日（周五）16:00开始，当天不计入。",
			"2月14日（周六）是春节调休，照常上班，计入。",
			"2月15日（周日）至2月23日（周一）是春节放假，不计入。",
			"2月28日（周六）是春节调休，照常上班，计入。",
			"第 6 个工作日是2026年2月28日（周六），到当天服务时间结束（17:30）为止。"}},
		{"2025-09-30 17:00", "1工作日", []string{
			"2025年9月30日（周二）17:00开始，当天不计入。",
			"10月1日（周三）至10月8日（周三）是国庆节、中秋节放假，不计入。",
			"第 1 个工作日是2025年10月9日（周四），到当天服务时间结束（17:30）为止。"}},
		{"2026-03-07 10:00", "4工作时", []string{
			"2026年3月7日（周六）10:00开始，只计工作日的服务时间（08:30-12:00、14:00-17:30）。",
			"3月7日（周六）至3月8日（周日）是周末，不计入。",
			"满 4 个工作时是2026年3月9日（周一）14:30。"}},
		{"2026-03-02 10:00", "1工作时", []string{
			"2026年3月2日（周一）10:00开始，只计工作日的服务时间（08:30-12:00、14:00-17:30）。",
			"满 1 个工作时是2026年3月2日（周一）11:00。"}},
		{"2026-12-31 20:00", "24小时", []string{
			"2026年12月31日（周四）20:00开始，按自然时间连续计算，夜间、周末和节假日都计入。",
			"满 24 小时是2027年1月1日（周五）20:00。"}},
		{"2026-12-31 10:00", "2工作日", []string{
			"2026年12月31日（周四）10:00开始，当天不计入。",
			"1月2日（周六）至1月3日（周日）是周末，不计入。",
			"第 2 个工作日是2027年1月4日（周一），到当天服务时间结束（17:30）为止。",
			"其中有些日子还没有公布放假安排，暂按周一至周五上班计算，公布后可能变化。"}},
	} {
		due, lines, err := c.Lenient().Explain(moment(t, k.start), limit(t, k.limit))
		if err != nil || !slices.Equal(lines, k.want) {
			t.Errorf("%s + %s, %v:\n%s", k.start, k.limit, err, strings.Join(lines, "\n"))
		}
		if same, err := c.Lenient().Due(moment(t, k.start), limit(t, k.limit)); err != nil || same != due {
			t.Error("Explain and Due differ: ", due, same, err)
		}
	}
	if _, _, err := c.Explain(moment(t, "2026-12-31 10:00"), limit(t, "2工作日")); err == nil {
		t.Error("a strict clock explained what nobody published")
	}
}

func TestServiceThatEndsAtMidnightEndsOnItsOwnDay(t *testing.T) {
	h, err := calendar.ParseHours([]string{"00:00-24:00"})
	if err != nil {
		t.Fatal(err)
	}
	c := calendar.NewClock(calendar.NewDays(published(t)), h)
	due, lines, err := c.Explain(moment(t, "2026-03-02 10:00"), limit(t, "1工作日"))
	if err != nil || !due.At.Equal(moment(t, "2026-03-04 00:00")) || lines[1] != "第 1 个工作日是2026年3月3日（周二），到当天服务时间结束（24:00）为止。" {
		t.Error(due, lines, err)
	}
}
