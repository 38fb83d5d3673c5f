package group

import (
	"sync"
	"testing"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/wechat/sim"
)

func TestAWorkerBindsHisGroupAndTheLeaderConfirmsIt(t *testing.T) {
	w := newTown(t)
	d, err := w.binds("worker1", "01-01", "01-01")
	if err != nil || d.Mark != Pending || d.BoundBy != "员01-01" || len(d.History) != 1 {
		t.Fatalf("%+v %v", d, err)
	}
	if w.inbox("leader", "有微信群等待您确认") != 1 {
		t.Error("the leader was not told")
	}
	_, err = w.Activate(t.Context(), w.who["worker1"], w.group["01-01"])
	wants(t, "his own binding", err, ErrSelf)
	_, err = w.Activate(t.Context(), w.who["worker2"], w.group["01-01"])
	wants(t, "a worker of elsewhere", err, ErrNotFound)
	if d, err = w.Activate(t.Context(), w.who["leader"], w.group["01-01"]); err != nil || d.Mark != Active {
		t.Fatalf("%+v %v", d, err)
	}
	if w.inbox("worker1", "微信群已确认") != 1 {
		t.Error("the worker was not told")
	}
	_, err = w.Activate(t.Context(), w.who["leader"], w.group["01-01"])
	wants(t, "twice", err, ErrState)
	b, err := w.Board(t.Context(), w.who["staff"], 1)
	if err != nil || b.Bound != 1 || b.Total != 3 || b.Items[0].Mark != Active {
		t.Errorf("%+v %v", b, err)
	}
}

func TestTheLeaderWhoOpensTheCardInTheGroupConfirmsIt(t *testing.T) {
	w := newTown(t)
	if _, err := w.binds("worker1", "01-01", "01-01"); err != nil {
		t.Fatal(err)
	}
	if d, err := w.binds("leader", "01-01", "01-01"); err != nil || d.Mark != Active || d.BoundBy != "员01-01" {
		t.Errorf("%+v %v", d, err)
	}
}

func TestATicketIsForOnePersonOneGroupAndOneTime(t *testing.T) {
	w := newTown(t)
	c := w.begins("worker1", "01-01", "01-01")
	see := func(name, listed string) error {
		_, err := w.See(t.Context(), w.who[name], w.group[listed], c.sighting)
		return err
	}
	wants(t, "for another group", see("leader", "01-02"), ErrSealed)
	wants(t, "for a group of elsewhere", see("worker1", "01-02"), ErrNotFound)
	_, err := w.Confirm(t.Context(), w.who["worker1"], w.group["01-01"], c.ticket.Ticket)
	wants(t, "before the group was seen", err, ErrTicket)
	_, err = w.Confirm(t.Context(), w.who["leader"], w.group["01-01"], c.ticket.Ticket)
	wants(t, "by another person", err, ErrTicket)
	wants(t, "seen", see("worker1", "01-01"), nil)
	wants(t, "seen again, as after a lost answer", see("worker1", "01-01"), nil)
	_, err = w.Confirm(t.Context(), w.who["worker1"], w.group["01-01"], c.ticket.Ticket)
	wants(t, "confirmed", err, nil)
	_, err = w.Confirm(t.Context(), w.who["worker1"], w.group["01-01"], c.ticket.Ticket)
	wants(t, "used", err, ErrTicket)
	_, err = w.Confirm(t.Context(), w.who["worker1"], w.group["01-01"], "made-up")
	wants(t, "made up", err, ErrTicket)

	late := w.begins("worker2", "01-02", "01-02")
	w.clock.Advance(options.Ticket)
	w.signIn("worker2")
	_, err = w.Confirm(t.Context(), w.who["worker2"], w.group["01-02"], late.ticket.Ticket)
	wants(t, "too late", err, ErrTicket)
	if n := w.number(`SELECT COUNT(*) FROM group_tickets WHERE LENGTH(hash) = 32`); n != 2 {
		t.Errorf("%d tickets", n)
	}
}

func TestWhatThePhoneBringsIsChecked(t *testing.T) {
	w := newTown(t)
	see := func(c ceremony) error {
		_, err := w.See(t.Context(), w.who["worker1"], w.group["01-01"], c.sighting)
		return err
	}
	first := w.begins("worker1", "01-01", "01-01")
	wants(t, "the real one", see(first), nil)
	again := w.begins("worker1", "01-01", "01-01")
	again.sighting.Group = first.sighting.Group
	wants(t, "what was used with the ticket before", see(again), ErrReplayed)

	again = w.begins("worker1", "01-01", "01-01")
	again.sighting.Card = nil
	wants(t, "without the card's proof", see(again), ErrCard)
	again.sighting.Card = first.sighting.Card
	wants(t, "with another card's proof", see(again), ErrCard)

	again = w.begins("worker1", "01-01", "01-01")
	w.wechat.Clock("-6m")
	again.sighting = w.fresh(again, "01-01")
	w.wechat.Clock("6m")
	wants(t, "six minutes old", see(again), ErrForeign)

	again = w.begins("worker1", "01-01", "01-01")
	again.sighting.Group.Data = "AAAAAAAAAAAAAAAAAAAAAA=="
	wants(t, "noise", see(again), ErrSealed)

	again = w.begins("worker1", "01-01", "01-01")
	d := w.wechat.Open("worker1", w.wechat.Share("r1", map[string]string{"to": "worker1"}, sim.Card{Path: "x"}))
	s, _ := w.wechat.Ask("group_enter", "worker1", d)
	again.sighting.Group = Sealed{s.Data, s.IV}
	wants(t, "from a chat of two", see(again), ErrNotGroup)
}

// fresh is the sighting of a card that is opened once more.
func (w *town) fresh(c ceremony, in string) Sighting {
	w.Helper()
	d := w.wechat.Open("worker1", w.wechat.Share("worker1", map[string]string{"group": in}, sim.Card{Path: "x", Private: true, Activity: c.ticket.Activity}))
	g, _ := w.wechat.Ask("group_enter", "worker1", d)
	p, _ := w.wechat.Ask("private_message", "worker1", d)
	return Sighting{Ticket: c.ticket.Ticket, Group: Sealed{g.Data, g.IV}, Card: &Sealed{p.Data, p.IV}}
}

func TestOldPhonesBindWithAPlainCardAndTheHistorySaysSo(t *testing.T) {
	w := newTown(t)
	for _, c := range []struct {
		name, listed, call string
		settings           map[string]any
	}{
		{"worker1", "01-01", "share_info", map[string]any{}},
		{"worker2", "01-02", "group_enter", map[string]any{"spelling": "openGId"}},
		{"worker3", "02-01", "group_enter", map[string]any{"watermark": false}},
	} {
		w.wechat.Set(c.settings)
		ticket, err := w.Begin(t.Context(), w.who[c.name], w.group[c.listed], false)
		if err != nil || ticket.Activity != "" {
			t.Fatal(ticket, err)
		}
		d := w.wechat.Open(c.name, w.wechat.Share(c.name, map[string]string{"group": c.listed}, sim.Card{Path: "x"}))
		g, _ := w.wechat.Ask(c.call, c.name, d)
		if _, err := w.See(t.Context(), w.who[c.name], w.group[c.listed], Sighting{Ticket: ticket.Ticket, Group: Sealed{g.Data, g.IV}}); err != nil {
			t.Error(c.name, err)
		}
		if d, err := w.Confirm(t.Context(), w.who[c.name], w.group[c.listed], ticket.Ticket); err != nil || d.Mark != Pending || d.History[0].Text == stepTexts[bound] {
			t.Errorf("%s: %+v %v", c.name, d, err)
		}
	}
}

func TestOnlyWhoAnswersForThePlaceBinds(t *testing.T) {
	w := newTown(t)
	begin := func(by account.Actor) error {
		_, err := w.Begin(t.Context(), by, w.group["01-01"], true)
		return err
	}
	wants(t, "a worker of elsewhere", begin(w.who["worker2"]), ErrNotFound)
	wants(t, "a resident", begin(w.who["r1"]), ErrNotFound)
	wants(t, "staff", begin(w.who["staff"]), ErrMay)
	wants(t, "a post without a phone", begin(actor(w.who["r1"].ID, account.Worker, w.at["01-01"])), ErrPhone)
	desk := w.who["leader"]
	desk.OnDesk = true
	wants(t, "at the staff pages", begin(desk), ErrApp)
	wants(t, "the leader", begin(w.who["leader"]), nil)
	for range ticketsPerHour {
		if err := begin(w.who["worker1"]); err != nil {
			t.Fatal(err)
		}
	}
	wants(t, "once too often", begin(w.who["worker1"]), ErrTooMany)
}

func TestOneGroupInAParallelRaceIsBoundOnceAndDisputedOnce(t *testing.T) {
	w := newTown(t)
	for round := range 8 {
		a, b := w.begins("worker1", "01-01", "spare"), w.begins("worker2", "01-02", "spare")
		for name, c := range map[string]ceremony{"worker1": a, "worker2": b} {
			listed := map[string]string{"worker1": "01-01", "worker2": "01-02"}[name]
			if _, err := w.See(t.Context(), w.who[name], w.group[listed], c.sighting); err != nil {
				t.Fatal(err)
			}
		}
		var errs [2]error
		var both sync.WaitGroup
		both.Go(func() { _, errs[0] = w.Confirm(t.Context(), w.who["worker1"], w.group["01-01"], a.ticket.Ticket) })
		both.Go(func() { _, errs[1] = w.Confirm(t.Context(), w.who["worker2"], w.group["01-02"], b.ticket.Ticket) })
		both.Wait()
		won := 0
		if errs[0] != nil {
			won = 1
		}
		wants(t, "the faster", errs[won], nil)
		wants(t, "the slower", errs[1-won], ErrTaken)
		if n := w.number(`SELECT COUNT(*) FROM wechat_groups WHERE live_opengid IS NOT NULL`); n != 1 {
			t.Fatalf("round %d: bound %d times", round, n)
		}
		list, err := w.Disputes(t.Context(), w.who["leader"], true, 0, 10)
		if err != nil || len(list) != 1 {
			t.Fatalf("%+v %v", list, err)
		}
		if err := w.Decide(t.Context(), w.who["leader"], list[0].ID, Keep, ""); err != nil {
			t.Fatal(err)
		}
		winner := []string{"01-01", "01-02"}[won]
		if _, err := w.Unbind(t.Context(), w.who["leader"], w.group[winner], "再来一次"); err != nil {
			t.Fatal(err)
		}
	}
}
