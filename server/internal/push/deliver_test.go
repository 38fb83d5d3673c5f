package push

import (
	"slices"
	"testing"
	"time"

	"huiyin/server/internal/platform/wechat/sim"
)

const sendPath = "/cgi-bin/message/subscribe/send"

func TestEveryDeliveryEndsWithAStateAndWeChatsCode(t *testing.T) {
	always := func(h sim.Harm) []sim.Fault { return []sim.Fault{{Path: sendPath, Do: h}} }
	for name, c := range map[string]struct {
		grants int
		faults []sim.Fault
		event  string
		want   standing
		left   int
		phone  int
	}{
		"sent":                                    {2, nil, "once", standing{Sent, 0, 1, 0}, 1, 1},
		"no grant":                                {0, nil, "once", standing{NoGrant, 43101, 1, 0}, 0, 0},
		"long-term, one consent":                  {1, nil, "long", standing{Sent, 0, 1, 0}, 0, 1},
		"refused though the ledger had one":       {1, always(sim.Harm{ErrCode: 43101}), "once", standing{Refused, 43101, 1, 0}, 0, 0},
		"refused for good, the grant comes back":  {1, always(sim.Harm{ErrCode: 40037}), "once", standing{Failed, 40037, 1, 0}, 1, 0},
		"a field that the template does not have": {1, nil, "broken", standing{Failed, 47003, 1, 0}, 1, 0},
		"given up after many tries":               {1, always(sim.Harm{ErrCode: -1}), "once", standing{Dead, -1, maxAttempts, 0}, 1, 0},
		"a dead token is no failure":              {1, []sim.Fault{{Path: sendPath, Times: 1, Do: sim.Harm{ErrCode: 40001}}}, "once", standing{Sent, 0, 1, 0}, 0, 1},
		"busy for a while":                        {1, []sim.Fault{{Path: sendPath, Times: 3, Do: sim.Harm{ErrCode: -1}}}, "once", standing{Sent, 0, 4, 0}, 0, 1},
		"no answer, nothing done, tried again":    {1, []sim.Fault{{Path: sendPath, Times: 1, Do: sim.Harm{Drop: "before"}}}, "once", standing{Sent, 0, 2, 1}, 0, 1},
		"no answer, and again none":               {1, always(sim.Harm{Drop: "before"}), "once", standing{Failed, -90001, 2, 2}, 0, 0},
		"no answer, but the work was done":        {1, []sim.Fault{{Path: sendPath, Times: 1, Do: sim.Harm{Drop: "after"}}}, "once", standing{Failed, -90001, 2, 1}, 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			f := newOffice(t, Options{})
			template := map[string]string{"long": longTerm}[c.event]
			if template == "" {
				template = once
			}
			f.grant(c.grants, template)
			for _, fault := range c.faults {
				f.wechat.Fail(fault)
			}
			f.send(f.message(Answer, c.event, "你好"))
			for range 2 * maxAttempts {
				f.deliver()
				f.clock.Advance(5 * time.Minute)
			}
			if got := f.all(); !slices.Equal(got, []standing{c.want}) {
				t.Errorf("%+v", got)
			}
			if template == once && f.left(once) != c.left {
				t.Errorf("the ledger says %d are left", f.left(once))
			}
			if got := f.phone(); len(got) != c.phone {
				t.Errorf("the phone shows %q", got)
			}
		})
	}
}

func TestARefusedTemplateIsNotBlamedOnTheReceiver(t *testing.T) {
	for code := range codeTexts {
		if code != 0 && codeText(code) == "" {
			t.Errorf("%d has no words", code)
		}
	}
	if codeText(12345) != "微信返回了其他错误" || codeText(0) != "" {
		t.Error(codeText(12345))
	}
}

func TestAReminderIsNeverSentTwice(t *testing.T) {
	f := newOffice(t, Options{})
	f.grant(2, once)
	f.wechat.Fail(sim.Fault{Path: sendPath, Times: 1, Do: sim.Harm{Drop: "after"}})
	f.send(f.message(Reminder, "once", "明天值班"))
	for range 5 {
		f.deliver()
		f.clock.Advance(time.Minute)
	}
	if got := f.all(); !slices.Equal(got, []standing{{Failed, -90001, 1, 1}}) {
		t.Errorf("%+v", got)
	}
	if n := f.wechat.Calls(sendPath); n != 1 {
		t.Errorf("WeChat was asked %d times", n)
	}
}

func TestWhenWeChatSaysThatItArrivedItIsNotSentAgain(t *testing.T) {
	f := newOffice(t, Options{})
	f.grant(2, once)
	f.wechat.Fail(sim.Fault{Path: sendPath, Times: 1, Do: sim.Harm{Drop: "after"}})
	f.send(f.message(Answer, "once", "你好"))
	f.deliver()
	if got := f.all(); !slices.Equal(got, []standing{{Queued, -90001, 1, 1}}) {
		t.Fatalf("%+v", got)
	}
	f.sentEvent(4711, 0)
	f.sentEvent(4711, 0) // pushed twice
	f.clock.Advance(time.Minute)
	f.deliver()
	if got := f.all(); !slices.Equal(got, []standing{{Sent, 0, 1, 1}}) || f.wechat.Calls(sendPath) != 1 || len(f.phone()) != 1 {
		t.Errorf("%+v, %d calls", got, f.wechat.Calls(sendPath))
	}
}

func TestADeliveryWaitsLongerEachTime(t *testing.T) {
	f := newOffice(t, Options{})
	f.grant(1, once)
	f.wechat.Fail(sim.Fault{Path: sendPath, Do: sim.Harm{ErrCode: -1}})
	f.send(f.message(Answer, "once", "你好"))
	for i := range maxAttempts - 1 {
		f.deliver()
		least := 500 * time.Millisecond << i
		if got := f.nextIn(); got < least || got > least*3/2 {
			t.Errorf("after try %d it waits %s", i+1, got)
		}
		f.clock.Advance(2 * time.Minute)
	}
	f.deliver()
	if got := f.all(); got[0].State != Dead {
		t.Errorf("%+v", got)
	}
}

func TestWhenTheDaysQuotaIsUsedUpItWaitsForTheMorning(t *testing.T) {
	f := newOffice(t, Options{})
	f.grant(1, once)
	f.wechat.Fail(sim.Fault{Path: sendPath, Times: 1, Do: sim.Harm{ErrCode: 45009}})
	f.send(f.message(Answer, "once", "你好"))
	f.deliver()
	if got := f.nextIn(); got != 21*time.Hour+30*time.Minute { // it is ten o'clock; 07:30 tomorrow
		t.Errorf("it waits %s", got)
	}
	f.clock.Advance(22 * time.Hour)
	f.deliver()
	if got := f.all(); got[0].State != Sent {
		t.Errorf("%+v", got)
	}
}

// taken is what a worker takes that then sends nothing.
func (f *office) taken(token string) []delivery {
	f.t.Helper()
	ids, err := due(f.t.Context(), f.DB, f.DB.Now(), kinds, smallest)
	if err != nil {
		f.t.Fatal(err)
	}
	if len(ids) == 0 {
		return nil
	}
	list, err := f.take(f.t.Context(), ids, []byte(token))
	if err != nil {
		f.t.Fatal(err)
	}
	return list
}

func TestSeveralMessagesToOnePersonSpendAGrantEach(t *testing.T) {
	f := newOffice(t, Options{DailyCap: 4})
	f.grant(3, once)
	var list []Message
	for _, k := range []Kind{Status, Answer, Status, Answer, Status} {
		m := f.message(k, "once", string(k))
		m.Subject = ""
		list = append(list, m)
	}
	f.send(list...)
	if got := f.taken("0123456789abcdef"); len(got) != 3 || got[0].kind != Answer || got[1].kind != Answer || got[2].kind != Status || f.left(once) != 0 {
		t.Errorf("%d taken, %d left", len(got), f.left(once))
	}
	if n := f.number(`SELECT COUNT(*) FROM deliveries WHERE state = 'no_grant' AND code = 43101 AND NOT reserved`); n != 2 {
		t.Errorf("%d found no grant", n)
	}
}

func TestTheWorthiestGoFirst(t *testing.T) {
	f := newOffice(t, Options{})
	f.grant(2, once)
	for _, k := range []Kind{Reminder, Notice, Status, Answer, Emergency} {
		m := f.message(k, "once", string(k))
		m.Subject = string(k)
		f.send(m)
	}
	var order []Kind
	for _, d := range f.taken("0123456789abcdef") {
		order = append(order, d.kind)
	}
	if !slices.Equal(order, kinds[:2]) {
		t.Errorf("two grants went to %v", order)
	}
}
