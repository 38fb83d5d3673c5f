package app

import (
	"context"
	"strings"
	"testing"
	"time"
)

func (d *desk) digest(user string) map[string]any {
	d.t.Helper()
	return d.must(user, "GET", "/v1/micro-grids/1/digest", nil).body
}

func TestTheWeeksCardSaysWhatHappenedAndNamesNobody(t *testing.T) {
	d := newDesk(t)
	d.settle("r1", 0, 0)
	if got := d.digest("r1"); got["empty"] != true || got["reported"] != 0.0 {
		t.Fatalf("before anything: %v", got)
	}
	is := d.report("r1", "3 号楼王秀兰家门口的灯不亮")
	micro := d.digest("r2")
	if micro["reported"] != 1.0 || micro["open"] != 1.0 || micro["solved"] != 0.0 || micro["empty"] != false || micro["micro_grid_name"] != "01-01 微网格" {
		t.Errorf("%v", micro)
	}
	d.accept("w1")
	is = d.step("w1", is, "accept", nil)
	d.step("w1", is, "answer", map[string]any{"outcome": "solved", "text": "今天 16:00 换好了灯泡"})
	got := d.must("r2", "GET", "/v1/micro-grids/1/digest", nil)
	if got.body["solved"] != 1.0 || got.body["open"] != 0.0 {
		t.Errorf("%s", got.raw)
	}
	for _, word := range []string{"王秀兰", "灯", "张春梅", "account"} {
		if strings.Contains(got.raw, word) {
			t.Errorf("the card says %q: %s", word, got.raw)
		}
	}
	if r := d.as("r1", "GET", "/v1/micro-grids/9999/digest", nil); r.code() != "grid.not_found" {
		t.Errorf("%d %s", r.status, r.raw)
	}
}

func TestAnOldWeekIsNotOnTheCard(t *testing.T) {
	d := newDesk(t)
	d.settle("r1", 0, 0)
	d.report("r1", "灯不亮")
	if _, err := d.app.db.Pool().ExecContext(t.Context(), `UPDATE issue_days SET day = day - INTERVAL 7 DAY`); err != nil {
		t.Fatal(err)
	}
	if got := d.digest("r1"); got["reported"] != 0.0 || got["open"] != 1.0 || got["empty"] != false {
		t.Errorf("%v", got)
	}
}

func TestAPolicyAloneMakesACard(t *testing.T) {
	d := newDesk(t)
	d.app.policies = func(_ context.Context, community int64, micros []int64) (map[int64]DigestItem, error) {
		if community != 1 || len(micros) != 1 {
			t.Error(community, micros)
		}
		return map[int64]DigestItem{1: {Title: "医保缴费开始了", Page: "/pages/home/home"}}, nil
	}
	got := d.digest("r1")
	if policy, _ := got["policy"].(map[string]any); got["empty"] != false || policy["title"] != "医保缴费开始了" || got["activity"] != nil {
		t.Errorf("%v", got)
	}
}

func TestAllCardsOfACommunityAreMadeAtOnce(t *testing.T) {
	d := newDesk(t)
	d.settle("r1", 0, 0)
	d.report("r1", "灯不亮")
	staff := d.browser("staff1")
	start := time.Now()
	r := staff("GET", "/v1/group-digests?community=1", nil)
	took := time.Since(start)
	full := 0
	for _, i := range r.items() {
		if i.(map[string]any)["empty"] == false {
			full++
		}
	}
	if len(r.items()) != 123 || full != 1 {
		t.Fatalf("%d cards, %d with something: %.200s", len(r.items()), full, r.raw)
	}
	t.Logf("123 cards in %s", took)
	if took > 5*time.Second {
		t.Errorf("123 cards took %s", took)
	}
	if other := d.browser("staff2")("GET", "/v1/group-digests?community=1", nil); len(other.items()) != 0 {
		t.Errorf("another community's: %.200s", other.raw)
	}
}
