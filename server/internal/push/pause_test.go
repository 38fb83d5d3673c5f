package push

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"huiyin/server/internal/platform/wechat/sim"
)

func TestWhenAQuotaIsUsedUpNobodyAsksWeChatAgainAndNothingIsGivenUp(t *testing.T) {
	for code, c := range map[int]struct{ waits, passes time.Duration }{codeMinute: {time.Minute, time.Minute}, codeDay: {21*time.Hour + 30*time.Minute, 22 * time.Hour}} { // it is ten o'clock; 07:30 tomorrow
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			f := newOffice(t, Options{})
			f.grant(3, once)
			f.send(f.message(Answer, "once", "你好"))
			f.wechat.Fail(sim.Fault{Path: sendPath, Do: sim.Harm{ErrCode: code}})
			for i := range 2 * maxAttempts {
				m := f.message(Answer, "once", fmt.Sprint(i))
				m.Subject = m.Title
				if f.deliver(); i < 2 { // they come when it is known
					f.send(m)
				}
				if got := f.nextIn(); i > 2 && got != c.waits {
					t.Fatalf("they wait %s", got)
				}
			}
			if got := f.all(); !slices.Equal(got, []standing{{Queued, 0, 0, 0}, {Queued, 0, 0, 0}, {Queued, 0, 0, 0}}) || f.wechat.Calls(sendPath) != 1 {
				t.Errorf("%+v after %d calls", got, f.wechat.Calls(sendPath))
			}
			f.wechat.Heal()
			for _, d := range []time.Duration{c.passes, time.Minute} { // the token died meanwhile: one of them may have to go again
				f.clock.Advance(d)
				f.deliver()
			}
			if got := f.phone(); len(got) != 3 || f.left(once) != 0 {
				t.Errorf("%q came, %d are left: %+v", got, f.left(once), f.all())
			}
		})
	}
}
