package issue

import (
	"errors"
	"strings"
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/dbtest"
	"huiyin/server/internal/platform/problem"
)

// missing are the fields that a refusal names; "!" is one that names none.
func missing(err error) string {
	var p *problem.Error
	if !errors.As(err, &p) {
		return ""
	}
	if len(p.Fields) == 0 {
		return "!"
	}
	var paths []string
	for _, f := range p.Fields {
		paths = append(paths, f.Path)
	}
	return strings.Join(paths, " ")
}

func TestATitleIsTheFirstWords(t *testing.T) {
	for words, want := range map[string]string{
		"路灯不亮":                            "路灯不亮",
		"  two \n\t lines ":               "two lines",
		strings.Repeat("字", titleRunes):   strings.Repeat("字", titleRunes),
		strings.Repeat("字", titleRunes+1): strings.Repeat("字", titleRunes-1) + "…",
	} {
		if got := titleOf(words); got != want {
			t.Errorf("%q became %q", words, got)
		}
	}
	if got := clip("一二三", 2); got != "一…" || clip("一二", 2) != "一二" {
		t.Error(got)
	}
}

func TestANumberBeginsWithTheLocalDay(t *testing.T) {
	r := record{ID: 7, CreatedAt: time.Date(2026, 1, 5, 16, 30, 0, 0, time.UTC)} // past midnight in Shanghai
	if r.Number() != "20260106-7" || r.page() != "packages/issue/detail/detail?id=7" {
		t.Error(r.Number(), r.page())
	}
}

func TestNeighboursSeeOnlyWhatIsSolvedAndPassed(t *testing.T) {
	whole := record{State: Closed, Moderation: Pass, categoryShown: true, Outcome: solved()}
	if !whole.public() {
		t.Error("a solved matter must be shown")
	}
	unsolved := Unsolved
	for name, spoil := range map[string]func(*record){
		"open": func(r *record) { r.State = InProgress }, "only answered": func(r *record) { r.State = Handled }, "not passed": func(r *record) { r.Moderation = Pending },
		"under review": func(r *record) { r.Moderation = Review }, "risky": func(r *record) { r.Moderation = Risky }, "of a private category": func(r *record) { r.categoryShown = false },
		"unsolved": func(r *record) { r.Outcome = &unsolved }, "without an outcome": func(r *record) { r.Outcome = nil },
	} {
		r := whole
		if spoil(&r); r.public() {
			t.Errorf("what is %s is shown", name)
		}
	}
}

func TestTheNextStepIsSaidInEveryState(t *testing.T) {
	r := record{Reporter: 1, Owner: 2, Outcome: solved(), ClosedAt: &dbtest.Now, AcceptDue: dbtest.Now, Due: dbtest.Now.AddDate(0, 0, 5)}
	for state, want := range map[State]string{
		Submitted: "等待张受理，最迟1月5日", Accepted: "张正在办理，最迟1月10日答复", InProgress: "张正在办理，最迟1月10日答复", WaitingReporter: "需要您补充说明，补充后继续办理",
		Handled: "张已答复。没解决可在1月20日前反馈", Closed: "已办结：已解决", Withdrawn: "您已撤回这条诉求",
	} {
		r.State = state
		if got := r.nextText(account.Actor{ID: 1}, "张", dbtest.Now); got != want {
			t.Errorf("%s: %q", state, got)
		}
		if got := r.stateText(account.Actor{ID: 2}); strings.Contains(got, "您") || got == "" {
			t.Errorf("%s is %q to others", state, got)
		}
	}
	r.State = InProgress
	if got := r.nextText(account.Actor{ID: 1}, "张", r.Due.Add(time.Second)); got != "张正在办理，已超过约定时间，社区会跟进" {
		t.Error(got)
	}
	for state, want := range map[State]string{
		Submitted: "等待您受理，最迟1月5日", WaitingReporter: "等待居民补充说明", Handled: "您已答复，居民可在1月20日前反馈", Withdrawn: "居民已撤回这条诉求",
	} {
		r.State = state
		if got := r.nextText(account.Actor{ID: 2}, "张", dbtest.Now); got != want {
			t.Errorf("the owner reads at %s: %q", state, got)
		}
	}
	for state, want := range map[State]string{Handled: "张已答复", Closed: "已办结"} { // damaged rows are still shown
		r.State, r.Outcome, r.ClosedAt = state, nil, nil
		if got := r.nextText(account.Actor{ID: 1}, "张", dbtest.Now); got != want {
			t.Errorf("damaged %s: %q", state, got)
		}
	}
}

func TestEverythingThatIsShownHasAName(t *testing.T) {
	for _, s := range states {
		if stateNames[s] == "" {
			t.Errorf("state %s has no name", s)
		}
	}
	for _, o := range outcomes {
		if outcomeNames[o] == "" {
			t.Errorf("outcome %s has no name", o)
		}
	}
	for _, w := range workflow {
		if stepNames[w.Step] == "" || w.Tone == "" {
			t.Errorf("step %s has no name or tone", w.Step)
		}
	}
	for _, p := range []Part{AsReporter, AsOwner, AsManager, AsWatcher} {
		if partNames[p] == "" {
			t.Errorf("part %s has no name", p)
		}
	}
	for _, role := range []account.Role{account.Worker, account.Leader, account.Staff} {
		if roleNames[role] == "" {
			t.Errorf("role %s has no name", role)
		}
	}
	for _, step := range []Step{Reopen, ReplyAsk, Transfer, Return} {
		if ownerTitles[step] == "" {
			t.Errorf("an owner is told nothing of %s", step)
		}
	}
}

func TestTheAuditNamesEachPromiseThatIsBroken(t *testing.T) {
	sound := audited{state: InProgress, lastState: InProgress, version: 3, events: 3, lastVersion: 3, owner: 5, lastOwner: 5}
	if why := sound.broken(); why != nil {
		t.Error(why)
	}
	for want, damage := range map[string]func(*audited){
		"open, and its owner's account is disabled":          func(r *audited) { r.ownerDisabled = true },
		"ended without a reply":                              func(r *audited) { r.state, r.lastState, r.outcome = Closed, Closed, true },
		"closed without an outcome":                          func(r *audited) { r.state, r.lastState, r.replied = Closed, Closed, true },
		"2 events, but version 3":                            func(r *audited) { r.events = 2 },
		"3 events, but version 3":                            func(r *audited) { r.lastVersion = 4 },
		"its events lead to accepted, but it is in_progress": func(r *audited) { r.lastState = Accepted },
		"its events name another owner":                      func(r *audited) { r.lastOwner = 6 },
	} {
		r := sound
		damage(&r)
		if why := r.broken(); len(why) != 1 || why[0] != want {
			t.Errorf("%q instead of %q", why, want)
		}
	}
	left := sound
	left.state, left.lastState, left.ownerDisabled = Withdrawn, Withdrawn, true
	if why := left.broken(); why != nil {
		t.Error("a withdrawn issue needs nobody: ", why)
	}
}
