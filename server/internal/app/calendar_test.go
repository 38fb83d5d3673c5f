package app

import (
	"net/http"
	"strings"
	"testing"
)

func TestTheCalendarIsReadCorrectedAndTriedOverTheWire(t *testing.T) {
	d := newDesk(t)
	admin, staff := d.browser("admin"), d.browser("staff1")
	days := d.must("r1", "GET", "/v1/calendar?from=2026-02-13&until=2026-02-15", nil).items()
	if len(days) != 3 || str(days[1]) != `{"day":"2026-02-14","name":"春节调休","work":true}` {
		t.Error(days)
	}
	try := func() reply {
		return staff("POST", "/v1/staff/calendar/due", map[string]any{"community_id": 1, "start": "2026-02-13T16:00:00+08:00", "limit": "1工作日"})
	}
	if r := try(); r.body["due"] != "2026-02-14T09:30:00Z" || r.body["provisional"] != false || !strings.Contains(r.raw, "2月14日（周六）是春节调休，照常上班，计入。") {
		t.Error(r.status, r.raw)
	}
	if r := admin("PUT", "/v1/staff/calendar/days/2026-02-14", map[string]any{"work": false, "name": "", "reason": "街道通知"}); r.status != http.StatusOK {
		t.Error(r.status, r.raw)
	}
	if r := staff("PUT", "/v1/staff/communities/1/service-hours", map[string]any{"spans": []string{"9:00-16:00"}}); r.raw != `{"spans":["09:00-16:00"]}`+"\n" {
		t.Error(r.status, r.raw)
	}
	if r := try(); r.body["due"] != "2026-02-24T08:00:00Z" {
		t.Error("the corrected day and the new hours: ", r.raw)
	}
	if r := staff("GET", "/v1/staff/calendar", nil); r.status != http.StatusOK || !strings.Contains(r.raw, "工作日历") {
		t.Error(r.status, r.raw)
	}
}

func TestWhatTheCalendarCannotUnderstandIsSaidInChinese(t *testing.T) {
	d := newDesk(t)
	admin := d.browser("admin")
	for _, c := range []struct {
		method, path string
		body         any
		status       int
		want         string
	}{
		{"GET", "/v1/calendar?from=tomorrow", nil, 422, "应为日期，如 2026-01-31"},
		{"GET", "/v1/calendar?from=2026-02-01&until=2026-01-01", nil, 422, "calendar.range"},
		{"PUT", "/v1/staff/calendar/days/2026-02-30", map[string]any{"work": true, "name": "", "reason": "x"}, 422, "应为日期"},
		{"PUT", "/v1/staff/calendar/days/2030-01-01", map[string]any{"work": true, "name": "", "reason": "x"}, 404, "calendar.no_day"},
		{"PUT", "/v1/staff/calendar/days/2026-02-16", map[string]any{"work": false, "name": " ", "reason": "x"}, 422, "calendar.name"},
		{"POST", "/v1/staff/calendar/due", map[string]any{"community_id": 1, "limit": "3天"}, 422, "calendar.limit"},
		{"POST", "/v1/staff/calendar/due", map[string]any{"community_id": 1, "limit": "3工作日", "start": "today"}, 422, "应为时间"},
		{"POST", "/v1/staff/calendar/due", map[string]any{"community_id": 1, "limit": "3工作日", "start": "9999-12-31T00:00:00Z"}, 422, "calendar.start"},
		{"PUT", "/v1/staff/communities/1/service-hours", map[string]any{"spans": []string{"17:00-08:00"}}, 422, "calendar.hours"},
		{"PUT", "/v1/staff/communities/99/service-hours", map[string]any{"spans": []string{"08:00-17:00"}}, 404, "calendar.community"},
	} {
		if r := admin(c.method, c.path, c.body); r.status != c.status || !strings.Contains(r.raw, c.want) {
			t.Errorf("%s %s %v: %d %s", c.method, c.path, c.body, r.status, r.raw)
		}
	}
}

func TestStaffAndAdminsAreToldOnceThatTheCalendarEnds(t *testing.T) {
	d := newDesk(t)
	if _, err := d.app.db.Pool().ExecContext(t.Context(), `DELETE FROM work_days WHERE day >= CURRENT_DATE + INTERVAL 10 DAY`); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time it is too early
		if err := d.app.warnOfCalendarEnd(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for username, want := range map[string]int{"admin": 1, "staff1": 1, "staff2": 1, "county1": 0, "leader1": 0} {
		r := d.browser(username)("GET", "/v1/messages", nil)
		if len(r.items()) != want || want > 0 && !strings.Contains(r.raw, "只剩") && !strings.Contains(r.raw, "还没有今天") {
			t.Errorf("%s: %s", username, r.raw)
		}
	}
}

func TestAnImportOfDaysWithMistakesWritesNothing(t *testing.T) {
	d := newDesk(t)
	_, err := d.app.importDays(t.Context(), []string{"../../../configs/calendar/2026.csv", "../../../configs/calendar/2026.csv", "missing.csv"})
	if err == nil || !strings.HasPrefix(err.Error(), "366 mistakes, nothing was written:\n2026.csv 第 2 行「day」") || !strings.HasSuffix(err.Error(), "missing.csv：没有这个文件（CSV 或 XLSX 都可以），请补上") {
		t.Errorf("%.300v", err)
	}
	report, err := d.app.importDays(t.Context(), []string{"../../../configs/calendar/2026.csv"})
	if err != nil || report != "新增 0 天，更新 0 天，不变 365 天\n" {
		t.Error(report, err)
	}
}
