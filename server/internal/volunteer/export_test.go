package volunteer

import (
	"slices"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"huiyin/server/internal/calendar"
	"huiyin/server/internal/export"
)

// file makes a file that staff asked for and reads a sheet of it back.
func (y *yard) file(e export.Export, err error, sheet string) [][]string {
	y.Helper()
	if err != nil {
		y.Fatal(err)
	}
	if n, err := y.Exports.Make(y.Context()); n != 1 || err != nil {
		y.Fatal(n, err)
	}
	_, file, err := y.Exports.Open(y.Context(), y.staff, e.ID)
	if err != nil {
		y.Fatal(err)
	}
	defer file.Close()
	f, err := excelize.OpenReader(file)
	if err != nil {
		y.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(sheet)
	if err != nil {
		y.Fatal(err)
	}
	return rows
}

func TestAFileOfActivitiesHasWhatTheListHas(t *testing.T) {
	y := newYard(t)
	first := y.create(y.draft(y.shift(24*time.Hour, 5)))
	y.create(y.draft(y.shift(48*time.Hour, 7)))
	y.signs(y.resident("01-01"), first.Shifts[0].ID, 0)
	if _, err := y.Cancel(t.Context(), y.worker, first.ID, "下雨"); err != nil {
		t.Fatal(err)
	}
	_, err := y.ExportActivities(t.Context(), y.resident("01-01"), StaffQuery{At: y.at[""]})
	wants(t, "by a resident", err, ErrNotFound)
	asked, err := y.ExportActivities(t.Context(), y.staff, StaffQuery{At: y.at[""]})
	rows := y.file(asked, err, "活动")
	if len(rows) != 3 || rows[1][7] != "7" || rows[1][11] != "未结束" || rows[2][11] != "已取消" || rows[2][12] != "下雨" {
		t.Errorf("%q", rows)
	}
	asked, err = y.ExportActivities(t.Context(), y.staff, StaffQuery{At: y.at[""], Standing: Off})
	if rows := y.file(asked, err, "活动"); len(rows) != 2 {
		t.Errorf("%q", rows)
	}
}

func TestAFileOfSignUpsGoesOnShiftByShiftAndNamesNoChild(t *testing.T) {
	y := newYard(t)
	var last Detail
	for i := range shiftsBatch + 1 { // the latest is made first
		last = y.create(y.draft(y.shift(time.Duration(200-i)*time.Hour, 1)))
	}
	r := y.resident("01-01")
	child, err := y.AddPerson(t.Context(), r, PersonDraft{Relation: Child, Name: "乐乐", Born: 2016, Consent: true})
	if err != nil {
		t.Fatal(err)
	}
	y.signs(r, last.Shifts[0].ID, child.ID)
	y.signs(y.resident("01-01"), last.Shifts[0].ID, 0)
	if _, err := y.SignUpGuest(t.Context(), y.worker, last.ID, last.Shifts[0].ID, "王奶奶，3 号楼"); err != nil {
		t.Fatal(err)
	}
	for i := range shiftsBatch {
		y.signs(y.resident("01-01"), last.Shifts[0].ID-ShiftID(i+1), 0)
	}
	day := calendar.DateOf(y.clock.Now())
	p := Period{Community: 1, From: day, Until: day + 30}
	_, err = y.ExportSignups(t.Context(), y.worker, p)
	wants(t, "by a worker", err, ErrNotFound)
	_, err = y.ExportSignups(t.Context(), y.staff, Period{Community: 1, From: day, Until: day + longestPeriod + 1})
	wants(t, "too long", err, ErrWeek)
	asked, err := y.ExportSignups(t.Context(), y.staff, p)
	rows := y.file(asked, err, "活动报名")
	if len(rows) != shiftsBatch+4 || rows[1][6] != "" || rows[1][7] != "孩子" || rows[2][10] != "候补" || rows[3][6] != "王奶奶" {
		t.Errorf("%d rows: %q", len(rows), rows[:4])
	}
	if !slices.IsSortedFunc(rows[1:], func(a, b []string) int { return slices.Compare(a[4:5], b[4:5]) }) {
		t.Error("they are not in the order in which shifts begin")
	}
	list, err := y.Exports.Mine(t.Context(), y.staff)
	if err != nil || list[0].Done != shiftsBatch+3 || list[0].Total != list[0].Done {
		t.Error(list, err)
	}
	p.Activity = last.ID
	asked, err = y.ExportSignups(t.Context(), y.staff, p)
	if rows := y.file(asked, err, "活动报名"); len(rows) != 4 {
		t.Errorf("of one activity: %q", rows)
	}
}
