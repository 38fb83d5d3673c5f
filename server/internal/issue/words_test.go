package issue

import (
	"errors"
	"slices"
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
	whole := record{Moderation: Pass, categoryShown: true, standing: standing{State: Closed, Outcome: solved()}}
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
	soon := dbtest.Now.AddDate(0, 0, 1)
	r := record{Reporter: 1, standing: standing{Owner: 2, Outcome: solved(), ClosedAt: &dbtest.Now, NextDue: &soon, Due: dbtest.Now.AddDate(0, 0, 5)}}
	for state, want := range map[State]string{
		Submitted: "等待张受理，最迟1月6日", Accepted: "张正在办理，最迟1月10日答复", InProgress: "张正在办理，最迟1月10日答复",
		WaitingReporter: "需要您在1月6日前补充说明，补充后继续办理", Suspended: "经批准暂缓办理，1月6日继续", Checking: "已经办理，社区正在复核，复核后答复",
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
	for state, want := range map[State]string{
		Submitted: "等待张受理，已超过约定时间，社区会跟进", InProgress: "张正在办理，已超过约定时间，社区会跟进",
	} {
		r.State = state
		if got := r.nextText(account.Actor{ID: 1}, "张", soon.Add(time.Second)); got != want {
			t.Errorf("late, %s: %q", state, got)
		}
	}
	for state, want := range map[State]string{
		Submitted: "等待您受理，最迟1月6日", WaitingReporter: "等待居民补充说明，1月6日后继续办理", Handled: "您已答复，居民可在1月20日前反馈", Withdrawn: "居民已撤回这条诉求",
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
	for _, o := range outcomes {
		if endTitles[o] == "" {
			t.Errorf("a reporter is told nothing of %s", o)
		}
	}
	for _, w := range workflow {
		if stepNames[w.Step] == "" || w.Tone == "" && !slices.Contains(w.By, AsSystem) {
			t.Errorf("step %s has no name or tone", w.Step)
		}
	}
	for _, p := range []Part{AsReporter, AsOwner, AsTarget, AsManager, AsWatcher, AsSystem} {
		if partNames[p] == "" {
			t.Errorf("part %s has no name", p)
		}
	}
	for _, role := range []account.Role{account.Worker, account.Leader, account.Staff} {
		if roleNames[role] == "" {
			t.Errorf("role %s has no name", role)
		}
	}
	for _, step := range []Step{Reopen, ReplyAsk, Assign, Return, HandOver, Decline, Approve, Refuse, Supervise, Urge, Rework, Resume} {
		if ownerTitles[step] == "" {
			t.Errorf("an owner is told nothing of %s", step)
		}
	}
}
