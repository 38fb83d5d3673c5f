package app

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"huiyin/server/internal/platform/table"
)

func TestAnExportIsTakenAsAFile(t *testing.T) {
	d := newDesk(t)
	d.settle("r1", 0, 0)
	d.must("r1", "POST", "/v1/issues", map[string]any{"words": "=路灯不亮", "category": "lamp"})
	d.work()
	staff := d.browser("staff1")
	made := staff("POST", "/v1/staff/exports", map[string]any{"scope": "work", "category": "lamp"})
	if made.status != 201 {
		t.Fatal(made.raw)
	}
	d.eventually("the file", func() bool {
		return staff("GET", "/v1/staff/exports", nil).items()[0].(map[string]any)["state"] == "done"
	})
	file := staff("GET", "/v1/staff/exports/"+str(made.id())+"/file", nil)
	if !strings.HasPrefix(file.header.Get("Content-Disposition"), "attachment; filename*=UTF-8''%E8%AF%89%E6%B1%82_20") || file.header.Get("Cache-Control") != "no-store" {
		t.Error(file.header)
	}
	listed := staff("GET", "/v1/staff/exports", nil).items()[0].(map[string]any)
	if !strings.HasPrefix(file.raw, "PK") || float64(len(file.raw)) != listed["bytes"] || file.header.Get("Content-Type") != table.XLSX {
		t.Errorf("%d bytes that begin with %q, %v", len(file.raw), file.raw[:4], listed) // programs are not as patient as our own reader
	}
	book, err := excelize.OpenReader(bytes.NewReader([]byte(file.raw)))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if words, err := book.GetCellValue("诉求", "B2"); err != nil || words != "=路灯不亮" {
		t.Error(words, err)
	}
	if r := d.browser("county1")("GET", "/v1/staff/exports/"+str(made.id())+"/file", nil); r.status != 404 {
		t.Error("somebody else's: ", r.status)
	}
	if r := staff("DELETE", "/v1/staff/exports/"+str(made.id()), nil); r.status != 204 {
		t.Error(r.raw)
	}
}

func TestMetricsSayWhatTheLastCheckFound(t *testing.T) {
	d := newDesk(t)
	read := func() string { return d.must("", "GET", "/metrics", nil).raw }
	if strings.Contains(read(), "huiyin_check_") {
		t.Error("a check that never was")
	}
	d.settle("r1", 0, 0)
	is := d.must("r1", "POST", "/v1/issues", map[string]any{"words": "路灯不亮", "category": "lamp"})
	is = d.step("w1", is, "accept", nil)
	d.step("w1", is, "close", map[string]any{"text": "换好了灯泡", "outcome": "solved"})
	if err := d.app.issue.AuditDaily(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := read()
	for _, line := range []string{`huiyin_check_findings{community="1"} 0`, `huiyin_check_issues{community="1"} 1`, `huiyin_echo_rate{community="1"} 1`, "huiyin_check_time_seconds 1.", "huiyin_check_seconds "} {
		if !strings.Contains(got, line) {
			t.Errorf("%s is missing", line)
		}
	}
	if r := d.browser("staff1")("GET", "/v1/staff/overview?community=1", nil); r.body["last_check"].(map[string]any)["findings"] != 0.0 {
		t.Error(r.raw)
	}
}
