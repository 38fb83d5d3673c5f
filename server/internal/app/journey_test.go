package app

import (
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"

	"huiyin/server/internal/issue"
)

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// journey is the main job: report, arrive, take, answer, not solved, answer
// again, rate.
func (d *desk) journey() {
	d.settle("r1", 0, 0)
	d.accept("r1")
	d.accept("w1")
	is := d.report("r1", "3 号楼门口的路灯不亮了")
	if m := d.told("w1", "arrived"); m["page"] != "packages/issue/detail/detail?id="+str(is.id()) {
		d.t.Errorf("the tap leads to %v", m["page"])
	}
	is = d.step("w1", is, "accept", nil)
	d.told("r1", "accepted")
	is = d.step("w1", is, "answer", map[string]any{"text": "今天 16:00 换灯泡", "outcome": "solved"})
	if m := d.told("r1", "answered"); !strings.Contains(str(m["rows"]), "今天 16:00 换灯泡") {
		d.t.Errorf("the answer reads %v", m["rows"])
	}
	is = d.step("r1", is, "reopen", map[string]any{"text": "还是不亮"})
	if is.body["state"] != "in_progress" || is.body["reopened_count"] != 1.0 {
		d.t.Errorf("reopened: %s", is.raw)
	}
	is = d.step("w1", is, "answer", map[string]any{"text": "灯座也换了，请看一下", "outcome": "solved"})
	is = d.step("r1", is, "rate", map[string]any{"grade": 5, "resolved": true})
	if is.body["state"] != "closed" || is.body["outcome"] != "solved" {
		d.t.Errorf("rated: %s", is.raw)
	}
}

func TestAMatterTravelsToTheWorkerAndTheAnswerComesBack(t *testing.T) {
	d := newDesk(t)
	d.work()
	d.journey()
	d.eventually("the photo's verdict", func() bool {
		photos := d.must("r1", "GET", "/v1/issues/1", nil).body["photos"].([]any)
		return photos[0].(map[string]any)["moderation"] == "pass"
	})
	if n := len(d.must("r1", "GET", "/v1/messages", nil).items()); n < 3 {
		t.Errorf("the inbox has %d messages", n)
	}
	a, err := d.app.issue.Audit(t.Context(), func(f issue.Finding) { t.Error(f) })
	if err != nil || a.Issues != 1 || a.Findings != 0 {
		t.Errorf("%+v %v", a, err)
	}
}

func TestTheSameJourneyWhileWeChatFails(t *testing.T) {
	d := newDesk(t)
	d.work()
	d.token("r1") // signing in is a tap that people repeat; what follows must bear the faults by itself
	d.token("w1")
	send(t, "POST", d.sim.URL+"/_sim/faults", "", map[string]any{"preset": "rough"})
	send(t, "POST", d.sim.URL+"/_sim/faults", "", map[string]any{"preset": "token_dead"})
	d.journey()
	d.eventually("an end of every delivery", func() bool {
		var open int
		if err := d.app.db.QueryRowContext(t.Context(), `SELECT COUNT(*) FROM deliveries WHERE state IN ('queued', 'sending')`).Scan(&open); err != nil {
			t.Fatal(err)
		}
		return open == 0
	})
}

func TestAWorkerThatDiedIsReplacedAndNobodyIsForgotten(t *testing.T) {
	d := newDesk(t)
	stop := d.work()
	d.settle("r1", 0, 0)
	d.accept("w1")
	stop()
	d.report("r1", "路灯不亮") // acknowledged while nobody delivers
	d.boot()
	d.work()
	d.told("w1", "arrived")
}

func TestBadInputIsRefusedAndLeavesNothing(t *testing.T) {
	d := newDesk(t)
	d.settle("r1", 0, 0)
	d.settle("r2", 0, 2)
	d.settle("r3", 1, 0)
	is := d.must("r1", "POST", "/v1/issues", map[string]any{"words": "x", "category": "lamp"})
	path := "/v1/issues/" + str(is.id())
	used := d.code("r1")
	if r := send(t, "POST", d.server.URL+"/v1/sessions", "", map[string]any{"code": used}); r.status != http.StatusCreated {
		t.Fatal(r.raw)
	}
	mine := d.must("r2", "POST", "/v1/attachments", form(t, "a.png", picture(t)))
	for _, c := range []struct {
		name, user, method, path string
		body                     any
		status                   int
		code                     string
	}{
		{"an unknown field", "r1", "POST", "/v1/issues", map[string]any{"words": "x", "category": "lamp", "owner_id": 1}, 422, "request.invalid"},
		{"200 kB of text", "r1", "POST", "/v1/issues", map[string]any{"words": strings.Repeat("字", 70_000), "category": "lamp"}, 413, "request.too_large"},
		{"too many words", "r1", "POST", "/v1/issues", map[string]any{"words": strings.Repeat("字", 2001), "category": "lamp"}, 422, "request.invalid"},
		{"only spaces", "r1", "POST", "/v1/issues", map[string]any{"words": " \n ", "category": "lamp"}, 422, "issue.needs"},
		{"no such category", "r1", "POST", "/v1/issues", map[string]any{"words": "x", "category": "nope"}, 422, "issue.category"},
		{"somebody else's photo", "r1", "POST", "/v1/issues", map[string]any{"words": "x", "category": "lamp", "attachments": []int{mine.id()}}, 422, "issue.attachment"},
		{"another community's micro-grid", "r1", "POST", "/v1/issues", map[string]any{"words": "x", "category": "lamp", "micro_grid_id": 124}, 422, "issue.place"},
		{"an EXE called PNG", "r1", "POST", "/v1/attachments", form(t, "a.png", []byte("MZ\x90\x00this is a program")), 422, "photo.format"},
		{"a torn PNG", "r1", "POST", "/v1/attachments", form(t, "a.png", picture(t)[:200]), 422, "photo.format"},
		{"a used code", "", "POST", "/v1/sessions", map[string]any{"code": used}, 401, "account.code"},
		{"a made-up code", "", "POST", "/v1/sessions", map[string]any{"code": "x&secret=y"}, 401, "account.code"},
		{"a neighbour's issue", "r2", "GET", path, nil, 404, "issue.not_found"},
		{"another community's issue", "r3", "GET", path, nil, 404, "issue.not_found"},
		{"a stranger's step", "r2", "POST", path + "/steps", map[string]any{"step": "withdraw", "version": 1}, 404, "issue.not_found"},
		{"a step that the table does not allow", "r1", "POST", path + "/steps", map[string]any{"step": "accept", "version": 1}, 409, "issue.step"},
		{"an old version", "r1", "POST", path + "/steps", map[string]any{"step": "withdraw", "version": 7}, 409, "issue.changed"},
		{"no such step", "r1", "POST", path + "/steps", map[string]any{"step": "explode", "version": 1}, 422, "request.invalid"},
		{"a forged link", "", "GET", "/files/aaaaaaaaaaaaaaaaaaaaaaaaaa?size=320&exp=9999999999&sig=x", nil, 404, "request.no_such_address"},
		{"no such address", "r1", "GET", "/v1/nothing", nil, 404, "request.no_such_address"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := d.as(c.user, c.method, c.path, c.body)
			if r.status != c.status || r.code() != c.code {
				t.Errorf("%d %s", r.status, r.raw)
			}
			if strings.Contains(r.raw, "字字") || !strings.HasPrefix(r.header.Get("Content-Type"), "application/problem+json") {
				t.Errorf("%s %s", r.header.Get("Content-Type"), r.raw)
			}
		})
	}
	if n := len(d.must("r1", "GET", "/v1/issues?scope=mine", nil).items()); n != 1 {
		t.Errorf("%d issues after all that", n)
	}
}

func TestForgedPushesAreRefused(t *testing.T) {
	d := newDesk(t)
	for _, url := range []string{
		"/wechat/callback/" + appID,
		"/wechat/callback/" + appID + "?signature=x&timestamp=1&nonce=2",
		"/wechat/callback/" + appID + "?signature=x&timestamp=1&nonce=2&encrypt_type=aes&msg_signature=y",
	} {
		if r := d.as("", "POST", url, `{"Event":"wxa_media_check","trace_id":"1"}`); r.status != http.StatusForbidden {
			t.Errorf("%s: %d", url, r.status)
		}
	}
	if r := d.as("", "POST", "/wechat/callback/wxother", "{}"); r.status != http.StatusNotFound {
		t.Errorf("another app: %d", r.status)
	}
}

func TestAReportThatIsSentTwiceIsFiledOnce(t *testing.T) {
	d := newDesk(t)
	d.settle("r1", 0, 0)
	draft := map[string]any{"words": "路灯不亮", "category": "lamp"}
	first := d.must("r1", "POST", "/v1/issues", draft, "Idempotency-Key", "k1")
	second := d.must("r1", "POST", "/v1/issues", draft, "Idempotency-Key", "k1")
	if first.id() != second.id() {
		t.Errorf("filed as %d and %d", first.id(), second.id())
	}
	draft["words"] = "别的事"
	if r := d.as("r1", "POST", "/v1/issues", draft, "Idempotency-Key", "k1"); r.status != http.StatusConflict {
		t.Errorf("another report under the same key: %d %s", r.status, r.raw)
	}
}

func TestAKeyIsGoodForOneIssueOnly(t *testing.T) {
	d := newDesk(t)
	d.settle("r1", 0, 0)
	draft := map[string]any{"words": "路灯不亮", "category": "lamp"}
	one, two := d.must("r1", "POST", "/v1/issues", draft), d.must("r1", "POST", "/v1/issues", draft)
	step := map[string]any{"step": "withdraw", "version": 1}
	d.must("r1", "POST", "/v1/issues/"+str(one.id())+"/steps", step, "Idempotency-Key", "k")
	if r := d.as("r1", "POST", "/v1/issues/"+str(two.id())+"/steps", step, "Idempotency-Key", "k"); r.code() != "request.key_reused" {
		t.Errorf("the same step of another issue: %d %s", r.status, r.raw)
	}
}

func TestStaffSeeItAllOnTheirPages(t *testing.T) {
	d := newDesk(t)
	d.settle("r1", 0, 0)
	is := d.must("r1", "POST", "/v1/issues", map[string]any{"words": "路灯不亮", "category": "lamp"})
	signIn := d.as("", "POST", "/v1/staff/sessions", map[string]any{"username": "staff1", "password": password})
	if signIn.status != http.StatusCreated {
		t.Fatal(signIn.raw)
	}
	cookie, _, _ := strings.Cut(signIn.header.Get("Set-Cookie"), ";")
	csrf, _ := signIn.body["csrf"].(string)
	list := d.as("", "GET", "/v1/issues?scope=work&sort=due", nil, "Cookie", cookie)
	if len(list.items()) != 1 {
		t.Fatal(list.raw)
	}
	step := map[string]any{"step": "accept", "version": 1}
	path := "/v1/issues/" + str(is.id()) + "/steps"
	if r := d.as("", "POST", path, step, "Cookie", cookie); r.code() != "account.csrf" {
		t.Errorf("without the CSRF token: %d %s", r.status, r.raw)
	}
	if r := d.as("", "POST", path, step, "Cookie", cookie, "X-CSRF-Token", csrf); r.status != http.StatusOK {
		t.Errorf("%d %s", r.status, r.raw)
	}
	o := d.as("", "GET", "/v1/staff/overview", nil, "Cookie", cookie)
	if o.body["open"] != 1.0 || len(o.body["micro_grids"].([]any)) != 123 || len(o.body["days"].([]any)) != 30 {
		t.Errorf("%.300s", o.raw)
	}
	for _, attr := range []string{"HttpOnly", "SameSite=Lax"} {
		if !strings.Contains(signIn.header.Get("Set-Cookie"), attr) {
			t.Errorf("the cookie lacks %s", attr)
		}
	}
	if r := d.as("", "POST", "/v1/staff/sessions", map[string]any{"username": "staff1", "password": "wrong"}); r.code() != "account.password" {
		t.Error(r.raw)
	}
}

func TestAWorkerClaimsHisPostByPhone(t *testing.T) {
	d := newDesk(t)
	d.must("w4", "POST", "/v1/me/consent", map[string]any{"version": "2026-01"})
	r := send(t, "POST", d.sim.URL+"/_sim/client/phone", "", map[string]any{"user": "w4", "app": appID})
	me := d.must("w4", "POST", "/v1/me/phone", map[string]any{"code": r.body["code"]})
	roles, _ := me.body["roles"].([]any)
	if len(roles) != 1 || me.body["phone_masked"] != "199****0002" {
		t.Fatal(me.raw)
	}
	if again := d.must("w4", "GET", "/v1/me", nil); again.id() != me.id() {
		t.Error("the open session must now be the worker's: ", again.raw)
	}
	if again := d.must("w4", "GET", "/v1/issues?scope=work", nil); again.items() == nil {
		t.Error(again.raw)
	}
}

func TestContractIsTheCommittedOne(t *testing.T) {
	if got, want := string(Contract()), readFile(t, "../../openapi.yaml"); got != want {
		a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
		for i := range min(len(a), len(b)) {
			if a[i] != b[i] {
				t.Fatalf("server/openapi.yaml is old at line %d: run 'go run ./server openapi > server/openapi.yaml'", i+1)
			}
		}
		t.Fatal("server/openapi.yaml is old: run 'go run ./server openapi > server/openapi.yaml'")
	}
	if !slices.ContainsFunc(strings.Split(string(Contract()), "\n"), func(l string) bool { return strings.Contains(l, "operationId: reportIssue") }) {
		t.Error("the contract is empty")
	}
}
