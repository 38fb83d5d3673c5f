package volunteer

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
)

// draft asks for the month in which the test happens.
func (s *serving) asksFor(by account.Actor, name string) (Certificate, error) {
	today := calendar.DateOf(s.clock.Now())
	return s.AskCertificate(s.Context(), by, CertificateDraft{Name: name, From: today - 30, Until: today})
}

// stays is somebody who came in time and left after so many minutes.
func (s *serving) stays(minutes int) {
	s.Helper()
	s.clock.Advance(3 * time.Hour)
	s.sync(true, s.scan("mark-0001", false, 0), s.scan("mark-0002", true, time.Duration(minutes)*time.Minute))
}

func (s *serving) decides(id CertificateID, step CertificateStep, reason string) Certificate {
	s.Helper()
	c, err := s.StepCertificate(s.Context(), s.staff, id, step, reason)
	if err != nil {
		s.Fatal(err)
	}
	return c
}

// page is what somebody without an account reads under an address.
func (s *serving) page(path string) (int, string) {
	w := httptest.NewRecorder()
	s.CheckHandler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Code, w.Body.String()
}

func TestACertificateSaysWhatCountsAndItsCodeConfirmsIt(t *testing.T) {
	s := newServing(t)
	s.stays(90)
	c, err := s.asksFor(s.who, "王秀兰")
	if err != nil || c.State != Asked || c.Minutes != 90 || c.Number != "" || c.Code != "" {
		t.Fatal(c, err)
	}
	_, _, err = s.CertificateFile(t.Context(), s.who, c.ID)
	wants(t, "opened before it is issued", err, ErrNotIssued)
	c = s.decides(c.ID, Issue, "")
	if c.State != Issued || c.Minutes != 90 || c.Number != fmt.Sprintf("2026-%06d", c.ID) || c.Issuer != "社区" || s.told(s.who, "服务证明已开具") != 1 {
		t.Errorf("%+v", c)
	}
	name, file, err := s.CertificateFile(t.Context(), s.who, c.ID)
	if err != nil || !strings.HasSuffix(name, c.Number+".pdf") {
		t.Fatal(name, err)
	}
	read := scanned(t, file)
	path, ours := strings.CutPrefix(read, "https://h.example")
	if !ours || path != CheckPath+"/"+plainCode(c.Code) {
		t.Fatal(read)
	}
	status, text := s.page(path)
	for _, want := range []string{"这份证明有效", c.Number, "王*兰", "1.5 小时", "社区"} {
		if status != http.StatusOK || !strings.Contains(text, want) {
			t.Errorf("%d, without %q: %s", status, want, text)
		}
	}
	if strings.Contains(text, "王秀兰") {
		t.Error("the page tells the whole name")
	}
	if status, text := s.page(CheckPath + "?code=" + strings.ToLower(c.Code)); status != http.StatusOK || !strings.Contains(text, "有效") {
		t.Error("typed in by hand: ", status, text)
	}
	c = s.decides(c.ID, Recall, "时长登记有误")
	if status, text := s.page(path); c.State != Recalled || status != http.StatusOK || !strings.Contains(text, "已撤回") || strings.Contains(text, "有效") {
		t.Error(c, status, text)
	}
	_, _, err = s.CertificateFile(t.Context(), s.who, c.ID)
	wants(t, "opened after it was withdrawn", err, ErrNotIssued)
	if s.told(s.who, "服务证明已撤回") != 1 {
		t.Error("nobody told that it was withdrawn")
	}
}

func TestACodeThatNobodyMadeConfirmsNothing(t *testing.T) {
	s := newServing(t)
	for _, code := range []string{"AAAAAAAAAAAAAAAAAAAAAAAAAA", "%E7%8E%8B<script>", strings.Repeat("A", 5000)} {
		status, text := s.page(CheckPath + "?code=" + code)
		if strings.Contains(text, "有效") || strings.Contains(text, "<script") || status != http.StatusOK && status != http.StatusNotFound {
			t.Error(code, status, text)
		}
	}
	if status, text := s.page(CheckPath); status != http.StatusOK || strings.Contains(text, "没有这份证明") {
		t.Error(status, text)
	}
}

func TestOnlyHoursThatTwoPeopleAgreedOnAreCertified(t *testing.T) {
	s := newServing(t)
	_, err := s.asksFor(s.who, "王秀兰")
	wants(t, "nothing was served", err, ErrNoHours)
	s.stays(60)
	c, err := s.asksFor(s.who, "王秀兰")
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.asksFor(s.who, "王秀兰")
	wants(t, "asked for twice", err, ErrAsked)
	if err := s.State(t.Context(), s.who, s.place.ID, 110, "走得晚"); err != nil {
		t.Fatal(err)
	}
	_, err = s.StepCertificate(t.Context(), s.staff, c.ID, Issue, "")
	wants(t, "while hours are disputed", err, ErrWaits)
	if list, err := s.Certificates(t.Context(), s.staff, 1, Asked, 0, 10); err != nil || len(list) != 1 || !list[0].Waits || list[0].Minutes != 60 {
		t.Fatal(list, err)
	}
	v := s.served()
	if err := s.Decide(t.Context(), s.leader, v.History[1].ID, true); err != nil {
		t.Fatal(err)
	}
	if c = s.decides(c.ID, Issue, ""); c.Minutes != 110 {
		t.Errorf("%+v", c)
	}
}

func TestStaffDecidesOnCertificatesOfOthers(t *testing.T) {
	s := newServing(t)
	s.stays(60)
	c, err := s.asksFor(s.who, "王秀兰")
	if err != nil {
		t.Fatal(err)
	}
	both := s.who
	both.Grants = s.staff.Grants
	for what, x := range map[string]struct {
		by     account.Actor
		step   CertificateStep
		reason string
		want   error
	}{
		"a neighbour":       {s.resident("01-01"), Issue, "", ErrCertificate},
		"a worker":          {s.worker, Issue, "", ErrCertificate},
		"one's own":         {both, Issue, "", ErrOwn},
		"without a reason":  {s.staff, Refuse, " ", ErrReason},
		"nothing to recall": {s.staff, Recall, "x", ErrCertStep},
	} {
		_, err := s.StepCertificate(t.Context(), x.by, c.ID, x.step, x.reason)
		wants(t, what, err, x.want)
	}
	_, err = s.Certificates(t.Context(), s.worker, 1, "", 0, 10)
	wants(t, "listed by a worker", err, ErrNotFound)
	if c = s.decides(c.ID, Refuse, "请用身份证上的姓名"); c.Reason == "" || s.told(s.who, "服务证明没有开具") != 1 {
		t.Errorf("%+v", c)
	}
	if _, err := s.asksFor(s.who, "王秀兰"); err != nil {
		t.Error("after a refusal one may ask again: ", err)
	}
	_, _, err = s.CertificateFile(t.Context(), s.resident("01-01"), c.ID)
	wants(t, "a neighbour's", err, ErrCertificate)
}

func TestALongCertificateGoesOnOverMorePages(t *testing.T) {
	s := newServing(t)
	s.stays(60)
	c, err := s.asksFor(s.who, "王秀兰")
	if err != nil {
		t.Fatal(err)
	}
	s.decides(c.ID, Issue, "")
	row := s.number(`SELECT JSON_LENGTH(services) FROM volunteer_certificates WHERE id = ?`, c.ID)
	list := `{"day":"2026-01-06","title":"` + strings.Repeat("很长的名字", 8) + `","minutes":60}`
	s.run(`UPDATE volunteer_certificates SET services = ? WHERE id = ?`, "["+strings.TrimSuffix(strings.Repeat(list+",", linesBeside+linesAlone+1), ",")+"]", c.ID)
	_, file, err := s.CertificateFile(t.Context(), s.who, c.ID)
	if err != nil || row != 1 || strings.Count(string(file), "/Type /Page\n") != 3 {
		t.Error(row, strings.Count(string(file), "/Type /Page\n"), err)
	}
	scanned(t, file)
}
