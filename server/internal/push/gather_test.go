package push

import (
	"slices"
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/dbtest"
)

func TestANewMessageReplacesWhatStillWaits(t *testing.T) {
	const within = 30 * time.Second
	now := dbtest.Now
	ago := func(d time.Duration) time.Time { return now.Add(-d) }
	for name, c := range map[string]struct {
		earlier  []trace
		kind     Kind
		replaced []int64
		wait     time.Duration
	}{
		"the first goes at once":                    {nil, Status, nil, 0},
		"soon after another it waits":               {[]trace{{1, Status, Sent, false, ago(10 * time.Second)}}, Status, nil, 20 * time.Second},
		"later it does not":                         {[]trace{{1, Status, Sent, false, ago(within)}}, Status, nil, 0},
		"while another is on its way":               {[]trace{{1, Status, Sending, false, ago(0)}}, Notice, nil, within},
		"what waits is replaced, and its time kept": {[]trace{{2, Status, Queued, true, ago(5 * time.Second)}, {1, Status, Sent, false, ago(10 * time.Second)}}, Status, []int64{2}, 20 * time.Second},
		"an answer waits for nothing":               {[]trace{{2, Status, Queued, true, ago(0)}, {1, Status, Sent, false, ago(0)}}, Answer, []int64{2}, 0},
		"an answer replaces an answer":              {[]trace{{1, Answer, Queued, true, ago(0)}}, Answer, []int64{1}, 0},
		"an answer is not replaced by news":         {[]trace{{1, Answer, Queued, true, ago(0)}}, Status, nil, within},
		"what was tried is not replaced":            {[]trace{{1, Status, Queued, false, ago(0)}}, Answer, nil, 0},
		"what did not go out does not count":        {[]trace{{1, Status, NoGrant, false, ago(0)}, {2, Status, Failed, false, ago(0)}, {3, Status, Merged, false, ago(0)}}, Status, nil, 0},
	} {
		replaced, at := gather(c.earlier, c.kind, now, within)
		if !slices.Equal(replaced, c.replaced) || at.Sub(now) != c.wait {
			t.Errorf("%s: replaces %v, waits %s", name, replaced, at.Sub(now))
		}
	}
}

func TestAWallOfMessagesComesAsTwoAndTheInboxHasAll(t *testing.T) {
	f := newOffice(t, Options{Gather: 30 * time.Second})
	f.grant(5, once)
	for i, title := range []string{"受理", "处理中", "请补充", "再补充"} {
		f.clock.Advance(time.Duration(i) * time.Second)
		f.send(f.message(Status, "once", title))
		f.deliver()
	}
	if got := f.phone(); !slices.Equal(got, []string{"受理"}) {
		t.Errorf("at first: %q", got)
	}
	f.clock.Advance(30 * time.Second)
	f.deliver()
	if got := f.phone(); !slices.Equal(got, []string{"受理", "再补充"}) {
		t.Errorf("in the end: %q", got)
	}
	if n := f.number(`SELECT COUNT(*) FROM deliveries WHERE state = 'merged' AND done_at IS NOT NULL`); n != 2 || f.left(once) != 3 {
		t.Errorf("%d merged, %d left", n, f.left(once))
	}
	if list, err := f.Inbox(t.Context(), account.Actor{ID: f.li}, 0, 10); err != nil || len(list) != 4 {
		t.Error(len(list), err)
	}
}

func TestAnAnswerComesAtOnceInsteadOfTheNewsBeforeIt(t *testing.T) {
	f := newOffice(t, Options{Gather: 30 * time.Second})
	f.grant(5, once)
	f.send(f.message(Status, "once", "受理"))
	f.deliver()
	f.send(f.message(Status, "once", "处理中"), f.message(Answer, "once", "答复"))
	f.deliver()
	f.clock.Advance(time.Minute)
	f.deliver()
	if got := f.phone(); !slices.Equal(got, []string{"受理", "答复"}) {
		t.Errorf("%q", got)
	}
}

func TestMattersAndPeopleAreNotMixedUp(t *testing.T) {
	f := newOffice(t, Options{Gather: 30 * time.Second})
	f.grant(5, once)
	other, toWu, about := f.message(Status, "once", "另一件"), f.message(Status, "once", "给别人"), f.message(Status, "once", "无关")
	other.Subject, toWu.To, about.Subject = "issue:2", f.wu, ""
	f.send(f.message(Status, "once", "受理"), other, toWu, about, about)
	f.deliver()
	if got := f.phone(); len(got) != 4 {
		t.Errorf("%q", got)
	}
	if n := f.number(`SELECT COUNT(*) FROM deliveries WHERE state = 'merged'`); n != 0 {
		t.Errorf("%d merged", n)
	}
}

func TestWhatCannotBeSentSilencesNothing(t *testing.T) {
	f := newOffice(t, Options{Gather: 30 * time.Second})
	f.grant(1, longTerm)
	f.send(f.message(Status, "long", "受理"))
	f.deliver()
	f.send(f.message(Status, "long", "处理中"))
	f.send(f.message(Answer, "once", "没有次数的答复"))
	f.clock.Advance(time.Minute)
	f.deliver()
	if got := f.phone(); !slices.Equal(got, []string{"受理", "处理中"}) {
		t.Errorf("%q", got)
	}
}

func TestOverNightOnlyTheLastOfAMatterIsKept(t *testing.T) {
	f := newOffice(t, Options{QuietFrom: "21:30", QuietUntil: "07:30", Gather: 30 * time.Second})
	f.grant(5, once)
	f.clock.Advance(12 * time.Hour) // ten in the evening
	for _, title := range []string{"一", "二", "三"} {
		f.send(f.message(Status, "once", title))
		f.clock.Advance(time.Hour)
	}
	f.deliver()
	if got := f.phone(); got != nil {
		t.Errorf("at night: %q", got)
	}
	f.clock.Advance(7 * time.Hour)
	f.deliver()
	if got := f.phone(); !slices.Equal(got, []string{"三"}) {
		t.Errorf("in the morning: %q", got)
	}
}
