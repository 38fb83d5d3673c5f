package push

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/wechattest"
)

func TestQuietHoursMoveAMessageToTheMorning(t *testing.T) {
	at := func(s string) time.Time {
		v, err := time.ParseInLocation("2006-01-02 15:04", s, local)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	night, noon := Options{QuietFrom: "21:30", QuietUntil: "07:30"}, Options{QuietFrom: "12:00", QuietUntil: "14:00"}
	for _, c := range []struct {
		o        Options
		at, want string
	}{
		{night, "2026-01-05 10:00", "2026-01-05 10:00"},
		{night, "2026-01-05 21:29", "2026-01-05 21:29"},
		{night, "2026-01-05 21:30", "2026-01-06 07:30"},
		{night, "2026-01-05 23:59", "2026-01-06 07:30"},
		{night, "2026-01-06 00:00", "2026-01-06 07:30"},
		{night, "2026-01-06 07:29", "2026-01-06 07:30"},
		{night, "2026-01-06 07:30", "2026-01-06 07:30"},
		{night, "2026-01-31 22:00", "2026-02-01 07:30"},
		{noon, "2026-01-05 11:59", "2026-01-05 11:59"},
		{noon, "2026-01-05 12:00", "2026-01-05 14:00"},
		{noon, "2026-01-05 14:00", "2026-01-05 14:00"},
		{Options{}, "2026-01-05 23:00", "2026-01-05 23:00"},
		{Options{QuietFrom: "none", QuietUntil: "07:30"}, "2026-01-05 23:00", "2026-01-05 23:00"},
	} {
		if quiet := New(Deps{Options: c.o}).Quiet(at(c.at)); quiet != (c.at != c.want) {
			t.Errorf("%s is quiet: %v", c.at, quiet)
		}
		if got := c.o.outsideQuiet(at(c.at).UTC()); !got.Equal(at(c.want)) {
			t.Errorf("%s in %s–%s: %s", c.at, c.o.QuietFrom, c.o.QuietUntil, got.In(local))
		}
	}
}

func TestTheInboxHasEveryMessageWhetherWeChatHasItOrNot(t *testing.T) {
	f := newOffice(t, Options{})
	for i := range 7 {
		m := f.message(Notice, map[bool]string{true: "once", false: "without a template"}[i%2 == 0], fmt.Sprint(i))
		f.send(m)
		f.clock.Advance(time.Second)
	}
	f.deliver()
	li := account.Actor{ID: f.li}
	var got []string
	for before := int64(0); ; {
		page, err := f.Inbox(t.Context(), li, before, 3)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range page {
			got, before = append(got, m.Title), m.ID
		}
		if len(page) < 3 {
			break
		}
	}
	if !slices.Equal(got, []string{"6", "5", "4", "3", "2", "1", "0"}) {
		t.Error(got)
	}
	if n := f.number(`SELECT COUNT(*) FROM deliveries`); n != 4 {
		t.Errorf("%d deliveries", n)
	}
	if list, err := f.Inbox(t.Context(), account.Actor{ID: f.wu}, 0, 10); err != nil || len(list) != 0 {
		t.Error("somebody else's: ", list, err)
	}
}

func TestAMessageIsReadOnceAndByItsReceiverOnly(t *testing.T) {
	f := newOffice(t, Options{})
	f.send(f.message(Notice, "x", "一"), f.message(Notice, "x", "二"), f.message(Notice, "x", "三"))
	li, wu := account.Actor{ID: f.li}, account.Actor{ID: f.wu}
	unread := func(want int) {
		t.Helper()
		if n, err := f.Unread(t.Context(), f.DB, f.li); err != nil || n != want {
			t.Errorf("%d unread, %v", n, err)
		}
	}
	unread(3)
	if err := f.Read(t.Context(), wu, 1); !errors.Is(err, ErrNotFound) {
		t.Error("by somebody else: ", err)
	}
	unread(3)
	for range 2 {
		if err := f.Read(t.Context(), li, 1); err != nil {
			t.Error(err)
		}
		unread(2)
		f.clock.Advance(time.Minute)
	}
	list, err := f.Inbox(t.Context(), li, 0, 10)
	if err != nil || list[2].ReadAt == nil || f.clock.Now().Sub(*list[2].ReadAt) != 2*time.Minute {
		t.Errorf("the first reading counts: %+v %v", list, err)
	}
	other := f.message(Notice, "x", "四")
	other.Page = "packages/issue/detail/detail?id=8"
	f.send(other)
	for _, c := range []struct {
		by   account.Actor
		page string
		left int
	}{{wu, "", 3}, {li, "packages/issue/detail/detail?id=9", 3}, {li, other.Page, 2}, {li, "", 0}} {
		if err := f.ReadAll(t.Context(), c.by, c.page); err != nil {
			t.Error(err)
		}
		unread(c.left)
	}
}

func TestLongTextsAreCutBeforeTheyAreKept(t *testing.T) {
	f := newOffice(t, Options{})
	m := f.message(Notice, "x", "")
	for range 3000 {
		m.Title, m.Body = m.Title+"灯", m.Body+"灯"
	}
	f.send(m)
	list, err := f.Inbox(t.Context(), account.Actor{ID: f.li}, 0, 1)
	if err != nil || len([]rune(list[0].Title)) != 60 || len([]rune(list[0].Body)) != 2000 {
		t.Error(err)
	}
}

func TestTheDaysCapHoldsForNewsNotForAnswers(t *testing.T) {
	f := newOffice(t, Options{DailyCap: 3})
	f.grant(1, longTerm)
	many := func(kind Kind) {
		for range 6 {
			m := f.message(kind, "long", string(kind))
			m.Subject = ""
			f.send(m)
		}
	}
	many(Status)
	var workers sync.WaitGroup
	for range 2 {
		workers.Go(f.deliver) // many at once must not count past each other
	}
	workers.Wait()
	if got := f.phone(); len(got) != 3 {
		t.Errorf("%d on the first day", len(got))
	}
	if n := f.number(`SELECT COUNT(*) FROM deliveries WHERE state = 'no_grant' AND code = ?`, codeCapped); n != 3 || codeText(codeCapped) == "" {
		t.Errorf("%d were held back", n)
	}
	many(Answer)
	f.deliver()
	if got := f.phone(); len(got) != 9 {
		t.Errorf("%d with the answers", len(got))
	}
	f.clock.Advance(14 * time.Hour) // midnight in Shanghai
	many(Status)
	f.deliver()
	if got := f.phone(); len(got) != 12 {
		t.Errorf("%d with the second day", len(got))
	}
}

func TestTemplatesAreReplacedPerCommunity(t *testing.T) {
	f := newOffice(t, Options{})
	f.tx(func(tx *db.Tx) error {
		return f.SetTemplates(t.Context(), tx, here, []Template{{Event: "b", ID: "2", Purpose: "乙", Fields: map[string]string{"title": "thing1"}}, {Event: "a", ID: "1", LongTerm: true}})
	})
	list, err := f.Templates(t.Context(), here)
	if err != nil || len(list) != 2 || list[0].ID != "1" || !list[0].LongTerm || list[1].Purpose != "乙" {
		t.Errorf("%+v %v", list, err)
	}
	one, err := forms(t.Context(), f.DB, here, "b")
	if err != nil || one[BySubscribe].Fields["title"] != "thing1" {
		t.Errorf("%+v %v", one, err)
	}
	if list, err := f.Templates(t.Context(), 2); err != nil || len(list) != 0 {
		t.Error(list, err)
	}
}

func TestAWakeUpIsOnlyAHint(t *testing.T) {
	f := newOffice(t, Options{})
	f.grant(1, once)
	f.send(f.message(Answer, "once", "没人叫醒"))
	ctx, stop := context.WithCancel(t.Context())
	var worker sync.WaitGroup
	worker.Go(func() { f.Run(ctx) })
	wechattest.Eventually(t, "the message", func() bool { return len(f.phone()) == 1 })
	f.Wake(ctx)
	stop()
	worker.Wait()
}

func second(_ Tracked, err error) error { return err }
