package push

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"huiyin/server/internal/platform/wechat/sim"
	"huiyin/server/internal/platform/wechattest"
)

func TestTwoWorkersDeliverEachMessageOnce(t *testing.T) {
	f := newOffice(t, Options{})
	f.grant(1, longTerm)
	const n = 150
	for i := range n {
		m := f.message(Status, "long", fmt.Sprintf("第 %d 条", i))
		m.Subject = ""
		f.send(m)
	}
	var workers sync.WaitGroup
	for range 2 {
		workers.Go(f.deliver)
	}
	workers.Wait()
	got := f.phone()
	slices.Sort(got)
	if len(got) != n || len(slices.Compact(got)) != n || f.number(`SELECT COUNT(*) FROM deliveries WHERE state = 'sent' AND wechat_id IS NOT NULL AND lease_token IS NULL`) != n {
		t.Errorf("%d messages, %d calls", len(got), f.wechat.Calls(sendPath))
	}
}

func TestADeadWorkersDeliveriesAreTakenUp(t *testing.T) {
	f := newOffice(t, Options{})
	f.grant(3, once)
	f.send(f.message(Answer, "once", "你好"), f.message(Answer, "once", "再见"))
	if n := len(f.taken("of a dead worker")); n != 2 {
		t.Fatal(n)
	}
	f.deliver()
	if got := f.phone(); got != nil {
		t.Errorf("the lease still holds, but %q came", got)
	}
	f.clock.Advance(leaseTime)
	f.deliver()
	f.clock.Advance(5 * time.Second) // they may have come already: they are tried once more, a little later
	f.deliver()
	if got := f.all(); !slices.Equal(got, []standing{{Sent, 0, 2, 1}, {Sent, 0, 2, 1}}) {
		t.Errorf("%+v", got)
	}
	if f.left(once) != 1 {
		t.Errorf("%d are left", f.left(once))
	}
}

func TestAnAnswerThatComesAfterTheLeaseChangesNothing(t *testing.T) {
	f := newOffice(t, Options{})
	f.grant(2, once)
	f.send(f.message(Answer, "once", "你好"))
	slow := f.taken("the slow worker-")
	f.clock.Advance(leaseTime)
	f.deliver() // somebody else
	before := f.all()
	if err := f.finish(t.Context(), []outcome{{slow[0], 4711, nil}}, []byte("the slow worker-")); err != nil {
		t.Fatal(err)
	}
	if got := f.all(); !slices.Equal(got, before) || got[0] != (standing{Queued, -90001, 1, 1}) || f.left(once) != 1 {
		t.Errorf("%+v, %d left", got, f.left(once))
	}
}

func TestWhatAnotherWorkerTookIsNotTakenTwice(t *testing.T) {
	f := newOffice(t, Options{})
	f.grant(2, once)
	f.send(f.message(Answer, "once", "你好"))
	ids, err := due(t.Context(), f.DB, f.DB.Now(), kinds, smallest)
	if err != nil || len(ids) != 1 {
		t.Fatal(ids, err)
	}
	f.taken("the first worker")
	if list, err := f.take(t.Context(), ids, []byte("the second one--")); err != nil || len(list) != 0 || f.left(once) != 1 {
		t.Errorf("%d taken again, %d left, %v", len(list), f.left(once), err)
	}
}

func TestAWorkerThatIsToldToStopFinishesWhatItBegan(t *testing.T) {
	f := newOffice(t, Options{})
	f.grant(1, longTerm)
	for range smallest {
		f.send(f.message(Answer, "long", "你好"))
	}
	f.wechat.Fail(sim.Fault{Path: sendPath, Do: sim.Harm{LatencyMS: 50}})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan bool)
	go func() { defer close(done); f.Run(ctx) }()
	wechattest.Eventually(t, "the first message", func() bool { return len(f.phone()) > 0 })
	stop()
	<-done
	if n := f.number(`SELECT COUNT(*) FROM deliveries WHERE state NOT IN ('sent', 'queued') OR unknowns > 0`); n != 0 {
		t.Errorf("%d deliveries were cut short", n)
	}
}

func TestAnswersAreKeptWhileTheDatabaseIsAway(t *testing.T) {
	f := newOffice(t, Options{})
	f.grant(1, longTerm)
	f.send(f.message(Answer, "long", "你好"))
	f.wechat.Fail(sim.Fault{Path: sendPath, Do: sim.Harm{LatencyMS: 300}})
	done := make(chan bool)
	go func() { defer close(done); f.deliver() }()
	wechattest.Eventually(t, "the call", func() bool { return f.number(`SELECT COUNT(*) FROM deliveries WHERE state = 'sending'`) == 1 })
	for _, q := range []string{`RENAME TABLE deliveries TO deliveries_away`, `DO SLEEP(1)`, `RENAME TABLE deliveries_away TO deliveries`} {
		if _, err := f.DB.Pool().Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	<-done
	if got := f.all(); !slices.Equal(got, []standing{{Sent, 0, 1, 0}}) || len(f.phone()) != 1 {
		t.Errorf("%+v", got)
	}
}

func TestWhatThereIsNoTimeForIsLeftToOthersAsItWas(t *testing.T) {
	f := newOffice(t, Options{})
	f.grant(1, once)
	f.send(f.message(Answer, "once", "你好"))
	token := "a very slow one-"
	if err := f.sendAll(t.Context(), f.taken(token), []byte(token), time.Now().Add(-time.Second)); err != nil {
		t.Fatal(err)
	}
	if got := f.all(); !slices.Equal(got, []standing{{Queued, 0, 0, 0}}) || len(f.phone()) != 0 || f.left(once) != 0 {
		t.Errorf("%+v, %q came", got, f.phone())
	}
	f.deliver()
	if got := f.all(); !slices.Equal(got, []standing{{Sent, 0, 1, 0}}) || len(f.phone()) != 1 {
		t.Errorf("%+v, %q came", got, f.phone())
	}
}

func TestAGroupGrowsWhileItIsQuickAndShrinksWhenItIsNot(t *testing.T) {
	var p pace
	for _, c := range []struct {
		n    int
		took time.Duration
		want int
	}{{smallest, time.Millisecond, 64}, {64, time.Millisecond, 128}, {5, time.Millisecond, 128}, {128, time.Millisecond, largest}, {largest, time.Millisecond, largest},
		{largest, longest, largest}, {largest, longest + 1, 128}, {128, time.Minute, 64}, {64, time.Minute, smallest}, {smallest, time.Minute, smallest}} {
		if p.took(c.n, c.took); p.size() != c.want {
			t.Errorf("after %d in %s the next group has %d", c.n, c.took, p.size())
		}
	}
}
