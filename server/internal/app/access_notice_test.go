package app

import (
	"maps"
	"net/http"
)

// noticeAccess is the part of the access table about notices: the first one is
// an emergency for the reporter's micro-grid, which called its worker and his leader.
var noticeAccess = map[string]lets{
	"getNoticeOptions":     {"/v1/staff/notice-options?community=1", nil, []string{"staff", "county", "admin"}},
	"countNoticeAudience":  {"", map[string]any{"community_id": 1, "audience": noOne}, []string{"staff", "county", "admin"}},
	"previewNotice":        {"", noticeDraft, []string{"staff", "admin"}},
	"uploadNoticeFile":     {"/v1/staff/notice-files?community=1", map[string]any{}, []string{"staff", "staff2", "admin"}}, // refused for what it is before it is asked whose it is
	"getNoticesWaiting":    {"", nil, []string{"staff", "staff2", "county", "admin"}},
	"listNotices":          {"", nil, []string{"staff", "staff2", "county", "admin"}},
	"createNotice":         {"", noticeDraft, []string{"staff", "admin"}},
	"getNotice":            {"/v1/staff/notices/1", nil, []string{"staff", "county", "admin"}},
	"editNotice":           {"/v1/staff/notices/1", editedNotice, []string{"staff", "admin"}},
	"dropNotice":           {"/v1/staff/notices/1", nil, []string{"staff", "admin"}}, // it was sent: 409
	"takeNoticeStep":       {"/v1/staff/notices/1/steps", map[string]any{"step": "stop", "version": 99, "reason": "x"}, []string{"staff", "admin"}},
	"getNoticeProgress":    {"/v1/staff/notices/1/progress", nil, []string{"staff", "county", "admin"}},
	"getNoticeReceipts":    {"/v1/staff/notices/1/receipts", nil, []string{"staff", "county", "admin"}},
	"listNoticeFailures":   {"/v1/staff/notices/1/failures", nil, []string{"staff", "county", "admin"}},
	"retryNotice":          {"/v1/staff/notices/1/retries", nil, []string{"staff", "admin"}}, // 409: nothing failed
	"listNoticeCalls":      {"/v1/staff/notices/1/calls", nil, []string{"staff", "county", "admin"}},
	"listMyNotices":        {"", nil, signedIn},
	"listPeopleToTell":     {"", nil, []string{"worker", "worker2", "worker3", "leader"}},
	"getNoticePage":        {"/v1/notices/1", nil, []string{"reporter", "worker", "worker2", "leader", "staff", "county", "admin"}},
	"readNotice":           {"/v1/notices/1/read", nil, []string{"reporter"}},
	"confirmNotice":        {"/v1/notices/1/confirmation", nil, []string{"reporter"}},
	"getPhoneToTell":       {"/v1/notices/1/people/999999/phone", nil, nil},                                       // 404 for everybody: there is no such person
	"tellNotice":           {"/v1/notices/1/tellings", map[string]any{"account_id": 999999, "way": "visit"}, nil}, // 404 for everybody: there is no such person
	"acknowledgeNotice":    {"/v1/notices/1/acknowledgement", nil, []string{"worker", "leader"}},                  // 404 for those who were not called
	"listMyTags":           {"", nil, agreed},
	"setMyTags":            {"", map[string]any{"tags": []string{}}, agreed},
	"listResidentTags":     {"/v1/residents/999999/tags", nil, nil},
	"setResidentTags":      {"/v1/residents/999999/tags", map[string]any{"tags": []string{}, "agreed": true}, nil},
	"askNotice":            {"/v1/notices/1/questions", map[string]any{"text": "什么时候？"}, []string{"reporter"}},
	"listNoticeQuestions":  {"", nil, office},
	"answerNoticeQuestion": {"/v1/notice-questions/999999/answer", map[string]any{"answer": "x", "publish": false}, nil},
	"listNoticeFAQs":       {"/v1/staff/notices/1/faqs", nil, []string{"staff", "county", "admin"}},
	"addNoticeFAQ":         {"/v1/staff/notices/1/faqs", map[string]any{"question": "x", "answer": "x"}, []string{"staff", "admin"}},
	"editNoticeFAQ":        {"/v1/staff/notices/1/faqs/999999", map[string]any{"question": "x", "answer": "x"}, nil},
	"dropNoticeFAQ":        {"/v1/staff/notices/1/faqs/999999", nil, nil},
}

// A notice as the access table writes one, and an audience that is everybody.
var (
	noOne        = map[string]any{"grids": []int{}, "micro_grids": []int{}, "tags": []string{}}
	noticeDraft  = noticeOf(map[string]any{"community_id": 1})
	editedNotice = noticeOf(map[string]any{"version": 99})
)

func noticeOf(more map[string]any) map[string]any {
	n := map[string]any{"category": "policy", "title": "停水通知", "summary": "", "html": "<p>明天停水</p>", "source": "", "emergency": false, "tell": false, "audience": noOne, "files": []int{}}
	maps.Copy(n, more)
	return n
}

// publish sends an emergency to the micro-grid of r1, which calls its worker and his leader.
func (d *desk) publish(staff asker) {
	d.t.Helper()
	home := d.must("r1", "GET", "/v1/me", nil).body["home"].(map[string]any)
	n := staff("POST", "/v1/staff/notices", noticeOf(map[string]any{"community_id": 1, "category": "safety", "emergency": true,
		"audience": map[string]any{"grids": []int{}, "micro_grids": []any{home["micro_grid_id"]}, "tags": []string{}}}))
	sent := staff("POST", "/v1/staff/notices/"+str(n.id())+"/steps", map[string]any{"step": "submit", "version": 1})
	for again := true; again; {
		done, err := d.app.notice.Expand(d.t.Context())
		if again = done > 0; err != nil {
			d.t.Fatal(err)
		}
	}
	if sent.status != http.StatusOK {
		d.t.Fatal(n.raw, sent.raw)
	}
}
