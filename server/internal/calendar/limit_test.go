package calendar_test

import (
	"errors"
	"slices"
	"testing"

	"huiyin/server/internal/calendar"
)

func TestLimitsAreReadAndWrittenInChinese(t *testing.T) {
	for text, want := range map[string]string{"4工作时": "4工作时", " 24 小时 ": "24小时", "5个工作日": "5工作日", "999工作日": "999工作日", "1 个 工作日": ""} {
		l, err := calendar.ParseLimit(text)
		if want == "" {
			if err == nil {
				t.Errorf("%q was read as %s", text, l)
			}
			continue
		}
		if err != nil || l.String() != want {
			t.Errorf("%q: %s %v", text, l, err)
		}
	}
	for _, bad := range []string{"", "工作日", "0工作日", "-1小时", "1000小时", "3天", "3", "1.5小时", "3工作日以内", "３工作日"} {
		if _, err := calendar.ParseLimit(bad); !errors.Is(err, calendar.ErrLimit) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestServiceHoursAreReadAndWritten(t *testing.T) {
	h, err := calendar.ParseHours([]string{"8:30-12:00", " 14:00-17:30"})
	if err != nil || !slices.Equal(h, calendar.DefaultHours()) || h.String() != "08:30-12:00、14:00-17:30" {
		t.Error(h, err)
	}
	if h, err = calendar.ParseHours([]string{"00:00-12:00", "12:00-24:00"}); err != nil || h.String() != "00:00-12:00、12:00-24:00" {
		t.Error("a whole day: ", h, err)
	}
	for _, bad := range [][]string{nil, {""}, {"08:30"}, {"08:30-08:30"}, {"12:00-08:30"}, {"14:00-17:30", "08:30-12:00"}, {"08:30-12:00", "11:00-17:30"},
		{"08:30-24:01"}, {"25:00-26:00"}, {"08:60-09:00"}, {"上午"}, {"1:00-2:00", "3:00-4:00", "5:00-6:00", "7:00-8:00", "9:00-10:00", "11:00-12:00", "13:00-14:00"}} {
		if _, err := calendar.ParseHours(bad); !errors.Is(err, calendar.ErrHours) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
