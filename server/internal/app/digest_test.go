package app

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// cards has all cards of the first community made anew, as staff do; by micro-grid's code.
func (d *desk) cards(staff asker) map[string]map[string]any {
	d.t.Helper()
	r, out := staff("POST", "/v1/group-digests", map[string]any{"community_id": 1}), map[string]map[string]any{}
	if r.status != http.StatusOK {
		d.t.Fatal(r.raw)
	}
	for _, i := range r.items() {
		i := i.(map[string]any)
		out[i["group"].(map[string]any)["place"].(map[string]any)["micro_grid_code"].(string)] = i["digest"].(map[string]any)
	}
	return out
}

func TestTheWeeksCardSaysWhatHappenedAndNamesNobody(t *testing.T) {
	d := newDesk(t)
	staff := d.browser("staff1")
	d.settle("r1", 0, 0)
	if got := d.cards(staff)["01-01"]; got["stage"] != "quiet" || got["picture"] != "" {
		t.Fatalf("before anything: %v", got)
	}
	is := d.report("r1", "3 号楼王秀兰家门口的灯不亮")
	got := d.cards(staff)["01-01"]
	if got["reported"] != 1.0 || got["open"] != 1.0 || got["solved"] != 0.0 || got["stage"] != "made" || got["micro_grid_name"] != "01-01 微网格" {
		t.Errorf("%v", got)
	}
	is = d.step("w1", is, "accept", nil)
	d.step("w1", is, "answer", map[string]any{"outcome": "solved", "text": "今天 16:00 换好了灯泡"})
	d.cards(staff)
	page := d.must("r2", "GET", fmt.Sprint("/v1/group-digests/", got["id"]), nil)
	if page.body["solved"] != 1.0 || page.body["open"] != 0.0 {
		t.Errorf("%s", page.raw)
	}
	for _, word := range []string{"王秀兰", "灯", "张春梅", "account"} {
		if strings.Contains(page.raw, word) {
			t.Errorf("the card says %q: %s", word, page.raw)
		}
	}
	if r := d.as("r1", "GET", "/v1/group-digests/9999", nil); r.code() != "group.digest" {
		t.Errorf("%d %s", r.status, r.raw)
	}
	_, path, _ := strings.Cut(page.body["picture"].(string), "/v1/")
	if r := d.as("", "GET", "/v1/"+path, nil); r.status != 200 || r.header.Get("Content-Type") != "image/png" || !strings.HasPrefix(r.raw, "\x89PNG") {
		t.Errorf("WeChat has no session: %d %v", r.status, r.header)
	}
	if r := d.as("", "GET", "/v1/"+strings.Replace(path, "key=", "key=x", 1), nil); r.status != 404 {
		t.Errorf("forged: %d", r.status)
	}
}

func TestAnOldWeekIsNotOnTheCard(t *testing.T) {
	d := newDesk(t)
	d.settle("r1", 0, 0)
	d.report("r1", "灯不亮")
	if _, err := d.app.db.Pool().ExecContext(t.Context(), `UPDATE issue_days SET day = day - INTERVAL 7 DAY`); err != nil {
		t.Fatal(err)
	}
	if got := d.cards(d.browser("staff1"))["01-01"]; got["reported"] != 0.0 || got["open"] != 1.0 || got["stage"] != "made" {
		t.Errorf("%v", got)
	}
}

func TestAllCardsOfACommunityAreMadeAtOnceWithOnePolicyAndOneActivityEach(t *testing.T) {
	d := newDesk(t)
	d.settle("r1", 0, 0)
	staff := d.browser("staff1")
	n := staff("POST", "/v1/staff/notices", noticeOf(map[string]any{"community_id": 1, "category": "service", "title": "医保缴费开始了"}))
	if r := staff("POST", "/v1/staff/notices/"+str(n.id())+"/steps", map[string]any{"step": "submit", "version": 1}); r.status != 200 {
		t.Fatal(r.raw)
	}
	act := d.must("w1", "POST", "/v1/activities", map[string]any{"community_id": 1, "grid_id": 1, "micro_grid_id": 1, "kind": "clean_friday", "title": "周五大扫除", "place": "楼下", "audience": "near",
		"children": true, "shifts": []any{map[string]any{"starts_at": soon, "ends_at": later, "capacity": 5}}})
	start := time.Now()
	cards := d.cards(staff)
	t.Logf("%d cards in %s", len(cards), time.Since(start))
	if len(cards) != 123 {
		t.Fatal(len(cards))
	}
	for code, c := range cards {
		policy, _ := c["policy"].(map[string]any)
		activity, there := c["activity"].(map[string]any)
		if policy["title"] != "医保缴费开始了" || policy["page"] != "/packages/notice/detail/detail?id="+str(n.id()) || there != (code == "01-01") || c["stage"] != "made" {
			t.Errorf("%s: %v", code, c)
		}
		if there && (activity["title"] != "周五大扫除" || activity["page"] != "/packages/activity/detail/detail?id="+str(act.id()) || activity["when"] == "") {
			t.Errorf("%v", activity)
		}
	}
	if other := d.browser("staff2")("GET", "/v1/group-digests?community=1", nil); len(other.items()) != 0 {
		t.Errorf("another community's: %.200s", other.raw)
	}
	if r := d.as("r1", "GET", "/v1/notices/"+str(n.id()), nil); r.status != 200 {
		t.Errorf("the policy's page, before the fan-out met him: %s", r.raw)
	}
}
