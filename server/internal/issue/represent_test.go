package issue

import (
	"slices"
	"testing"
	"time"

	"huiyin/server/internal/account"
)

var wang = &Behalf{Name: "王秀英", Phone: "13812345678"}

// represented is an issue that the worker filed for somebody, answered.
func (w *town) represented() Issue {
	w.Helper()
	is := w.report("worker 01-01", Draft{OnBehalf: wang})
	is = w.take("worker 01-01", is, StepDraft{Step: Accept})
	return w.take("worker 01-01", is, answer("换好了"))
}

func told(way Way) StepDraft { return StepDraft{Step: Tell, Way: &way} }

func TestAReplyIsToldInPersonToWhomItWasFiledFor(t *testing.T) {
	w := newTown(t)
	is := w.represented()
	if is.For == nil || is.For.Name != "王**" || is.For.PhoneMasked != "138****5678" || is.For.TellBy == nil || is.NextText != "等待您把答复告诉诉求人，最迟1月7日" || is.Act == nil || is.Act.Step != Tell {
		t.Errorf("%+v %+v", is.For, is.Summary)
	}
	if slices.ContainsFunc(is.Steps, func(o Offer) bool { return o.Step == Rate }) {
		t.Error("nobody judges for somebody else")
	}
	w.report("worker 01-01", Draft{OnBehalf: wang})
	count := func(who string) int {
		c, err := w.Count(t.Context(), w.who[who], Query{Scope: Work})
		if err != nil {
			t.Fatal(err)
		}
		return c.ToTell
	}
	if got := w.ids("worker 01-01", Query{Scope: Work, ToTell: true, Limit: 5}); !slices.Equal(got, []ID{is.ID}) || count("worker 01-01") != 1 || count("staff") != 1 || count("worker 01-02") != 0 {
		t.Error("to tell: ", got)
	}
	w.clock.Advance(time.Hour)
	when := w.clock.Now().Add(-30 * time.Minute)
	d := told(InPerson)
	d.Text, d.ToldAt = "女儿也在", &when
	is = w.take("worker 01-01", is, d)
	last := is.Timeline[len(is.Timeline)-1]
	if is.State != Handled || is.For.TellBy != nil || *last.Way != InPerson || !last.ToldAt.Equal(when) || last.By.Name != "张" || *last.Text != "女儿也在" || count("staff") != 0 {
		t.Errorf("%+v %+v", is.For, last)
	}
	_, err := w.try("worker 01-01", is, told(ByPhone))
	wants(t, "told twice", err, ErrStep)
	if bad := w.audit(); bad != nil {
		t.Error(bad)
	}
}

func TestHowItWasToldMustBeSaid(t *testing.T) {
	w := newTown(t)
	is := w.represented()
	for name, c := range map[string]struct {
		who  string
		d    StepDraft
		want error
	}{
		"no way":            {"worker 01-01", StepDraft{Step: Tell}, ErrNeeds},
		"tomorrow":          {"worker 01-01", StepDraft{Step: Tell, Way: &ways[0], ToldAt: new(w.clock.Now().Add(time.Hour))}, ErrTold},
		"before the answer": {"worker 01-01", StepDraft{Step: Tell, Way: &ways[0], ToldAt: new(w.clock.Now().Add(-time.Hour))}, ErrTold},
		"by a colleague":    {"worker 01-02", told(ByPhone), ErrNotFound},
		"with another step": {"worker 01-01", StepDraft{Step: Close, Way: &ways[0]}, ErrNeeds},
	} {
		_, err := w.try(c.who, is, c.d)
		wants(t, name, err, c.want)
	}
	own := w.take("worker 01-01", w.take("worker 01-01", w.report("reporter", Draft{}), StepDraft{Step: Accept}), answer("换好了"))
	_, err := w.try("worker 01-01", own, told(ByPhone))
	wants(t, "who can read it himself", err, ErrStep)
	w.take("staff", is, told(OtherWay))
}

func TestWhatIsNotToldInTimeIsEscalatedAndSpoilsTheRate(t *testing.T) {
	w := newTown(t)
	is := w.represented()
	is = w.take("worker 01-01", is, StepDraft{Step: Close})
	rate := func() float64 {
		o, err := w.Overview(t.Context(), w.who["staff"], 0)
		if err != nil {
			t.Fatal(err)
		}
		return *o.ReplyRate
	}
	if rate() != 0 {
		t.Error("it has not been received: ", rate())
	}
	w.clock.Advance(10 * 24 * time.Hour)
	if bad := w.audit(); len(bad) != 1 {
		t.Error("nobody above knows: ", bad)
	}
	for range 4 {
		if err := w.Escalate(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Alert(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := w.told("leader"); !slices.Equal(got, []string{"诉求已超过期限"}) {
		t.Error(got)
	}
	if bad := w.audit(); bad != nil {
		t.Error(bad)
	}
	w.take("leader", is, told(InPerson))
	if rate() != 1 {
		t.Error(rate())
	}
	w.exec(`UPDATE issue_events SET until_at = NULL WHERE issue_id = ? AND step = 'answer'`, is.ID)
	if bad := w.audit(); len(bad) == 0 || bad[0] != "issue 1: I4 nobody was to tell the reply of step 3 in person" {
		t.Error(bad)
	}
}

func TestOneFilesForOthersWhereOneAnswersForThePlace(t *testing.T) {
	w := newTown(t)
	here := w.at["a01-01"].MicroGrid
	for _, c := range []struct {
		who   string
		micro int64
		want  error
	}{
		{"worker 01-01", 0, nil}, {"worker 01-01", here, nil}, {"leader", here, nil}, {"staff", here, nil}, {"admin", here, nil},
		{"worker 01-02", here, ErrBehalf}, {"staff", w.at["b01-01"].MicroGrid, ErrBehalf}, {"reporter", here, ErrBehalf}, {"county", here, ErrBehalf},
		{"staff", 0, ErrHome}, {"reporter", 0, ErrHome},
	} {
		_, err := w.Report(t.Context(), w.who[c.who], Draft{Words: "灯", Category: "lamp", OnBehalf: wang, MicroGrid: c.micro})
		wants(t, c.who, err, c.want)
	}
	_, err := w.Report(t.Context(), w.who["staff"], Draft{Words: "灯", Category: "lamp", OnBehalf: &Behalf{Name: " "}, MicroGrid: here})
	wants(t, "for nobody", err, ErrNeeds)
	w.who["at the desk"] = account.Actor{ID: w.who["staff"].ID, Grants: w.who["staff"].Grants, OnDesk: true}
	if _, err := w.Report(t.Context(), w.who["at the desk"], Draft{Words: "灯", Category: "lamp", OnBehalf: wang, MicroGrid: here}); err != nil {
		t.Error("at the desk: ", err)
	}
	_, err = w.Report(t.Context(), w.who["at the desk"], Draft{Words: "灯", Category: "lamp", MicroGrid: here})
	wants(t, "for himself, without consent", err, account.ErrConsent)
}

func TestWhoTheyAreIsSealedAndToldToThoseWhoMustReachThem(t *testing.T) {
	w := newTown(t)
	is := w.represented()
	if n := w.number(`SELECT COUNT(*) FROM issue_represented WHERE name_sealed LIKE '%秀英%' OR phone_sealed LIKE '%1381234%'`); n != 0 || w.number(`SELECT COUNT(*) FROM issue_represented`) != 1 {
		t.Error("it can be read in the database")
	}
	for _, who := range []string{"worker 01-01", "leader", "staff"} {
		if b, err := w.Contact(t.Context(), w.who[who], is.ID); err != nil || b != *wang {
			t.Errorf("%s: %+v %v", who, b, err)
		}
	}
	own := w.report("reporter", Draft{})
	for who, id := range map[string]ID{"county": is.ID, "worker 01-02": is.ID, "neighbour": is.ID, "staff": own.ID} {
		_, err := w.Contact(t.Context(), w.who[who], id)
		wants(t, who, err, ErrNotFound)
	}
	w.exec(`UPDATE issues SET moderation = 'pass' WHERE id = ?`, is.ID)
	if seen, err := w.Get(t.Context(), w.who["county"], is.ID); err != nil || seen.For.Name != "王**" {
		t.Errorf("%+v %v", seen.For, err)
	}
	is = w.take("worker 01-01", is, StepDraft{Step: Reopen})
	if is.For.TellBy != nil {
		t.Error("nothing is to be told while it is open")
	}
	w.join("neighbour", is.ID)
	if seen, err := w.Get(t.Context(), w.who["neighbour"], is.ID); err != nil || seen.For != nil {
		t.Errorf("%+v %v", seen.For, err)
	}
}
