package volunteer

import (
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/db"
)

// A serving is an activity of two hours that begins now, with somebody in it.
type serving struct {
	*yard
	a      Detail
	who    account.Actor
	place  Signup
	leader account.Actor // a second person who may decide
}

func newServing(t *testing.T) *serving {
	y := newYard(t)
	a := y.create(y.draft(y.shift(24*time.Hour, 5)))
	s := &serving{yard: y, a: a, who: y.resident("01-01"), leader: y.resident("")}
	s.leader.Grants = []account.Grant{{Role: account.Leader, Territory: y.at["01"]}}
	s.place = y.signs(s.who, a.Shifts[0].ID, 0)
	y.clock.Advance(24 * time.Hour)
	return s
}

// scan is a mark that the organiser's phone makes.
func (s *serving) scan(id string, leaves bool, after time.Duration) Mark {
	s.Helper()
	p, err := s.Pass(s.Context(), s.who, s.place.ID)
	if err != nil {
		s.Fatal(err)
	}
	return Mark{ID: id, Pass: p, Leaves: leaves, At: s.a.Starts.Add(after)}
}

func (s *serving) sync(want bool, marks ...Mark) {
	s.Helper()
	out, err := s.Sync(s.Context(), s.worker, s.a.ID, marks)
	if err != nil {
		s.Fatal(err)
	}
	for _, o := range out {
		if o.Taken != want {
			s.Errorf("%+v", o)
		}
	}
}

func (s *serving) served() Served {
	s.Helper()
	list, err := s.MyHours(s.Context(), s.who, 0, 10)
	if err != nil || len(list) != 1 {
		s.Fatal(list, err)
	}
	return list[0]
}

func TestMarksThatArriveLateTwiceAndInAnyOrderAreHoursOnce(t *testing.T) {
	s := newServing(t)
	come, again, go_ := s.scan("mark-0001", false, 10*time.Minute), s.scan("mark-0002", false, 20*time.Minute), s.scan("mark-0003", true, 100*time.Minute)
	s.clock.Advance(5 * time.Hour) // the phone had no connection until now
	s.sync(true, go_, again)
	if v := s.served(); v.Minutes != 80 || !v.Service {
		t.Errorf("%+v", v)
	}
	s.sync(true, come, go_, again, come)
	s.sync(true, come, go_, again)
	v := s.served()
	if v.Minutes != 90 || len(v.History) != 2 || s.number(`SELECT COUNT(*) FROM attendance_marks`) != 3 {
		t.Errorf("%+v", v)
	}
	sheet, err := s.Attendance(s.Context(), s.worker, s.a.ID)
	if err != nil || len(sheet.People) != 1 || !sheet.People[0].Arrived.Equal(come.At) || !sheet.People[0].Left.Equal(go_.At) {
		t.Error(sheet, err)
	}
	beyond := s.scan("mark-0004", true, 3*time.Hour) // the shift had ended
	s.sync(true, beyond)
	if v := s.served(); v.Minutes != 110 {
		t.Errorf("time after the shift counts: %d", v.Minutes)
	}
	forged := come
	forged.ID, forged.Pass = "mark-0005", "1.AAAAAAAAAAAAAAAA"
	s.sync(false, forged, s.scan("mark-0006", true, 9*time.Hour), s.scan("mark-0007", false, -3*time.Hour))
	_, err = s.Sync(s.Context(), s.who, s.a.ID, []Mark{come})
	wants(t, "synced by a resident", err, ErrMay)
	_, err = s.Attendance(s.Context(), s.who, s.a.ID)
	wants(t, "the secret for a resident", err, ErrMay)
}

func TestTheCodeOfTheDayChangesAndCannotBeGuessed(t *testing.T) {
	s := newServing(t)
	sheet, err := s.Attendance(s.Context(), s.worker, s.a.ID)
	if err != nil {
		t.Fatal(err)
	}
	code := func(at time.Time) string {
		c, err := totp.GenerateCodeCustom(sheet.Secret, at, dayCode)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	now := s.clock.Now()
	old := code(now)
	if _, err := s.MarkSelf(s.Context(), s.who, s.place.ID, old, false); err != nil {
		t.Fatal(err)
	}
	s.clock.Advance(100 * time.Minute)
	_, err = s.MarkSelf(s.Context(), s.who, s.place.ID, old, true)
	wants(t, "the code of the morning", err, ErrCode)
	_, err = s.MarkSelf(s.Context(), s.worker, s.place.ID, code(s.clock.Now()), true)
	wants(t, "for another", err, ErrSignup)
	p, err := s.MarkSelf(s.Context(), s.who, s.place.ID, code(s.clock.Now()), true)
	if err != nil || p.Left == nil || s.served().Minutes != 100 {
		t.Error(p, err)
	}
	s.clock.Advance(15 * time.Minute) // he came back, and goes again
	if p, err = s.MarkSelf(s.Context(), s.who, s.place.ID, code(s.clock.Now()), true); err != nil || s.served().Minutes != 115 {
		t.Error(p, err)
	}
	for range 10 {
		_, err = s.MarkSelf(s.Context(), s.who, s.place.ID, "00000000", true)
	}
	wants(t, "ten guesses", err, ErrGuess)
}

func TestHoursAreSupplementedByTwoAndDisputedByWhoServed(t *testing.T) {
	s := newServing(t)
	state := func(by account.Actor, minutes int) error {
		return s.State(s.Context(), by, s.place.ID, minutes, "忘了签退，现场有照片")
	}
	decide := func(by account.Actor, accept bool) error {
		h := s.served().History
		return s.Decide(s.Context(), by, h[len(h)-1].ID, accept)
	}
	wants(t, "a stranger", state(s.resident("01-01"), 60), ErrSignup)
	wants(t, "without a reason", s.State(s.Context(), s.worker, s.place.ID, 60, " "), ErrReason)
	if err := state(s.worker, 60); err != nil {
		t.Fatal(err)
	}
	if s.served().Minutes != 0 {
		t.Error("one person's word counts")
	}
	wants(t, "a second one while the first waits", state(s.who, 120), ErrUndecided)
	wants(t, "decided by himself", decide(s.worker, true), ErrSecond)
	wants(t, "decided by who served", decide(s.who, true), ErrSecond)
	wants(t, "decided by a stranger", decide(s.resident("01-01"), true), ErrHours)
	wants(t, "decided by the leader", decide(s.leader, true), nil)
	wants(t, "decided twice", decide(s.staff, false), ErrDecided)
	s.clock.Advance(5 * time.Hour)
	s.sync(true, s.scan("mark-0001", false, 0), s.scan("mark-0002", true, 90*time.Minute))
	if v := s.served(); v.Minutes != 60 || v.History[0].Kind != Supplemented || !v.History[0].Counts {
		t.Errorf("what was measured later took the place of what two people said: %+v", v)
	}
	if err := state(s.who, 110); err != nil {
		t.Fatal(err)
	}
	if err := decide(s.worker, true); err != nil {
		t.Fatal(err)
	}
	v := s.served()
	if v.Minutes != 110 || len(v.History) != 3 || v.History[2].Kind != Disputed || v.History[2].By == "" || v.History[2].Decider == "" || s.told(s.who, "时长已核定") != 2 {
		t.Errorf("%+v", v)
	}
	if err := state(s.who, 200); err != nil {
		t.Fatal(err)
	}
	if err := decide(s.staff, false); err != nil || s.served().Minutes != 110 {
		t.Error("a refused dispute counts", err)
	}
}

func TestTheExportHasWhatCountsAndNoChild(t *testing.T) {
	s := newServing(t)
	s.clock.Advance(-24 * time.Hour)
	child, err := s.AddPerson(s.Context(), s.who, PersonDraft{Relation: Child, Name: "乐乐", Born: 2016, Consent: true})
	if err != nil {
		t.Fatal(err)
	}
	little := s.signs(s.who, s.a.Shifts[0].ID, child.ID)
	s.clock.Advance(30 * time.Hour)
	s.sync(true, s.scan("mark-0001", false, 0), s.scan("mark-0002", true, 90*time.Minute))
	pass, err := s.Pass(s.Context(), s.who, little.ID)
	if err != nil {
		t.Fatal(err)
	}
	s.sync(true, Mark{ID: "mark-0003", Pass: pass, At: s.a.Starts}, Mark{ID: "mark-0004", Pass: pass, Leaves: true, At: s.a.Ends})
	day := calendar.DateOf(s.a.Starts)
	p := Period{Community: 1, From: day, Until: day}
	_, err = s.ExportHours(s.Context(), s.worker, p)
	wants(t, "by a worker", err, ErrNotFound)
	asked, err := s.ExportHours(s.Context(), s.staff, p)
	rows := s.file(asked, err, "志愿服务记录")
	if len(rows) != 2 || rows[0][7] != "服务时长（小时）" || rows[1][7] != "1.5" || rows[1][3] != "周五大扫除" || rows[1][8] != "签到签退" || rows[1][10] != "社区" {
		t.Error(rows)
	}
}

func TestAClassHasNoHours(t *testing.T) {
	s := newServing(t)
	s.tx(func(tx *db.Tx) error {
		_, err := tx.ExecContext(s.Context(), `UPDATE activities SET kind = 'class'`)
		return err
	})
	s.clock.Advance(5 * time.Hour)
	s.sync(true, s.scan("mark-0001", false, 0), s.scan("mark-0002", true, 90*time.Minute))
	if v := s.served(); v.Service || v.Minutes != 0 {
		t.Errorf("%+v", v)
	}
}
