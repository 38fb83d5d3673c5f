package app

import (
	"testing"

	"huiyin/server/internal/issue"
)

func TestAResidentWhoTurnsOutToBeTheWorkerKeepsWhatWasHis(t *testing.T) {
	d := newDesk(t)
	d.work()
	d.settle("w4", 1, 0) // 马红霞 opens the mini-program as a resident, before anybody knows who she is
	d.accept("w4")
	photo := d.must("w4", "POST", "/v1/attachments", form(t, "a.png", picture(t)))
	is := d.must("w4", "POST", "/v1/issues", map[string]any{"words": "路灯不亮", "category": "lamp"})
	before := d.must("w4", "GET", "/v1/me", nil)
	code := send(t, "POST", d.sim.URL+"/_sim/client/phone", "", map[string]any{"user": "w4", "app": appID}).body["code"]
	me := d.must("w4", "POST", "/v1/me/phone", map[string]any{"code": code})
	if me.id() == before.id() || str(me.body["home"]) != str(before.body["home"]) {
		t.Fatalf("%s\n%s", before.raw, me.raw)
	}
	d.eventually("her matter", func() bool { return len(d.must("w4", "GET", "/v1/issues?scope=mine", nil).items()) == 1 })
	d.eventually("her grants", func() bool {
		n := 0.0
		for _, i := range d.must("w4", "GET", "/v1/templates", nil).items() {
			n += i.(map[string]any)["left"].(float64)
		}
		return n >= 4
	})
	d.eventually("her photo", func() bool {
		r := d.as("w4", "POST", "/v1/issues", map[string]any{"words": "井盖坏了", "category": "lamp", "attachments": []int{photo.id()}})
		return r.status == 201
	})
	if seen := d.must("w4", "GET", "/v1/issues/"+str(is.id()), nil); seen.body["mine"] != true {
		t.Error(seen.raw)
	}
	if a, err := d.app.issue.Audit(t.Context(), func(f issue.Finding) { t.Error(f) }); err != nil || a.Findings != 0 {
		t.Error(a.Findings, err)
	}
}
