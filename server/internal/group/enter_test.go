package group

import (
	"encoding/json"
	"strings"
	"testing"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/wechat/sim"
)

// live gives a resident what his next request would know of him.
func (w *town) live(name string) {
	w.Helper()
	me, err := w.Accounts.Me(w.Context(), w.who[name].ID)
	if err != nil {
		w.Fatal(err)
	}
	a := w.who[name]
	a.Level = me.Level
	if me.Home != nil {
		a.Home = *me.Home
	}
	w.who[name] = a
}

func TestAResidentWhoComesFromTheGroupJoinsWithOneTap(t *testing.T) {
	w := newTown(t)
	w.bound("worker1", "01-01", "01-01", "leader")
	wants(t, "joining from nowhere", w.Join(t.Context(), w.who["r1"], false), ErrEntry)
	e, err := w.opens("r1", "01-01", "01-01")
	if err != nil || e.Found != InGroup || e.Place.MicroGridCode != "01-01" || e.Worker.Name != "员01-01" || e.Standing != Homeless || !e.CanJoin || len(e.May) != 0 {
		t.Fatalf("%+v %v", e, err)
	}
	wants(t, "one tap", w.Join(t.Context(), w.who["r1"], false), nil)
	w.live("r1")
	if by := w.who["r1"]; by.Home != w.at["01-01"] || by.Level != account.Member {
		t.Errorf("%+v", by)
	}
	wants(t, "another tap", w.Join(t.Context(), w.who["r1"], false), nil)
	if e, err := w.opens("r1", "01-01", "01-01"); err != nil || e.Standing != AtHome || e.CanJoin {
		t.Errorf("%+v %v", e, err)
	}
	d, err := w.Get(t.Context(), w.who["worker1"], w.group["01-01"])
	if err != nil || d.Reach.Opens != 2 || d.Reach.Openers != 1 || d.Reach.Joins != 1 || d.Reach.Declared != 100 || d.Reach.DeclaredAt == nil {
		t.Errorf("%+v %v", d.Reach, err)
	}
}

func TestEveryOtherWayInEndsInAPlaceOrInNone(t *testing.T) {
	w := newTown(t)
	w.bound("worker1", "01-01", "01-01", "leader")
	ask := func(in Opening) Found {
		t.Helper()
		if _, err := w.opens("r1", "01-01", "01-01"); err != nil { // he could join, but for what comes now
			t.Fatal(err)
		}
		e, err := w.Enter(t.Context(), w.who["r1"], in)
		if err != nil || e.Place != nil || e.CanJoin || e.Standing != Homeless {
			t.Errorf("%+v: %+v %v", in, e, err)
		}
		wants(t, "joining", w.Join(t.Context(), w.who["r1"], false), ErrEntry)
		return e.Found
	}
	friends := w.wechat.Open("r1", w.wechat.Share("r2", map[string]string{"to": "r1"}, sim.Card{Path: "x"}))
	two, _ := w.wechat.Ask("group_enter", "r1", friends)
	for _, c := range []struct {
		what string
		in   Opening
		want Found
	}{
		{"a plain start, a code, an old phone", Opening{}, Nowhere},
		{"40097", Opening{Card: w.group["01-01"], Error: 40097}, Nowhere},
		{"a card passed on to a friend", Opening{Group: &Sealed{two.Data, two.IV}, Card: w.group["01-01"]}, Nowhere},
		{"65206", Opening{Card: w.group["01-01"], Error: 65206}, LeftGroup},
		{"a card that names no group", Opening{Card: 999, Error: 65206}, LeftGroup},
	} {
		if got := ask(c.in); got != c.want {
			t.Errorf("%s: %s", c.what, got)
		}
	}
	w.marked(map[string]Mark{"01-01": Active})
	if e, err := w.opens("r1", "outside", "01-01"); err != nil || e.Found != Stranger || e.Place != nil {
		t.Errorf("a card passed on to another group: %+v %v", e, err)
	}
	if e, err := w.Enter(t.Context(), w.who["worker1"], Opening{Card: w.group["01-01"], Error: 65206}); err != nil || e.Found != LeftGroup {
		t.Errorf("%+v %v", e, err)
	}
	w.marked(map[string]Mark{"01-01": Suspended}) // who vouches for it is no longer in it
	if w.inbox("leader", "微信群已暂停使用") != 1 {
		t.Error("the leader does not know that nobody can join")
	}
	if e, err := w.opens("r1", "01-01", "01-01"); err != nil || e.Found != Waiting || e.CanJoin {
		t.Errorf("%+v %v", e, err)
	}
	if d, err := w.binds("worker1", "01-01", "01-01"); err != nil || d.Mark != Active {
		t.Errorf("%+v %v", d, err)
	}
}

func TestDataOfAnotherPersonOrOfAnOldKeyIsNotRead(t *testing.T) {
	w := newTown(t)
	d := w.wechat.Open("r2", w.wechat.Share("r1", map[string]string{"group": "01-01"}, sim.Card{Path: "x"}))
	s, _ := w.wechat.Ask("group_enter", "r2", d)
	_, err := w.Enter(t.Context(), w.who["r1"], Opening{Group: &Sealed{s.Data, s.IV}})
	wants(t, "another's", err, ErrSealed)
	w.wechat.Clock("-10m")
	s, _ = w.wechat.Ask("group_enter", "r2", d)
	w.wechat.Clock("10m")
	if e, err := w.Enter(t.Context(), w.who["r2"], Opening{Group: &Sealed{s.Data, s.IV}}); err != nil || e.Found != Nowhere {
		t.Errorf("ten minutes old: %+v %v", e, err)
	}
}

func TestAPendingGroupIsConfirmedByItsVerifiedResidents(t *testing.T) {
	w := newTown(t)
	if _, err := w.binds("worker1", "01-01", "01-01"); err != nil {
		t.Fatal(err)
	}
	seen := func(name, at string, level account.Level) Found {
		t.Helper()
		a := w.who[name]
		a.Home, a.Level = w.at[at], level
		w.who[name] = a
		e, err := w.opens(name, "01-01", "01-01")
		if err != nil || e.CanJoin {
			t.Fatalf("%s: %+v %v", name, e, err)
		}
		return e.Found
	}
	for _, c := range []struct {
		name, at string
		level    account.Level
		want     Found
	}{
		{"r1", "01-01", account.Verified, Waiting},
		{"r1", "01-01", account.Verified, Waiting}, // the same person twice
		{"r2", "01-02", account.Verified, Waiting}, // of elsewhere
		{"r3", "01-01", account.Member, Waiting},   // not verified
		{"worker1", "01-01", account.Verified, Waiting},
		{"r2", "01-01", account.Verified, Waiting},
		{"r3", "01-01", account.Verified, InGroup},
	} {
		if got := seen(c.name, c.at, c.level); got != c.want {
			t.Errorf("after %s at %s: %s", c.name, c.at, got)
		}
	}
	w.marked(map[string]Mark{"01-01": Active})
}

func TestCardsOpenedInUnknownGroupsWarnTheWorker(t *testing.T) {
	w := newTown(t)
	w.bound("worker1", "01-01", "01-01", "leader")
	for _, name := range []string{"r1", "r1", "r2", "r3", "r4"} {
		if e, err := w.opens(name, "outside", "01-01"); err != nil || e.Found != Stranger {
			t.Fatalf("%+v %v", e, err)
		}
	}
	if n := w.inbox("worker1", "卡片可能发到了群外"); n != 1 {
		t.Errorf("told %d times", n)
	}
	for name, want := range map[string]int{"worker1": 1, "worker2": 0, "leader": 1, "staff": 1} {
		if list, err := w.Leaks(t.Context(), w.who[name], 1); err != nil || len(list) != want || want == 1 && (list[0].Opens != 5 || list[0].Openers != 4 || list[0].Group.ID != w.group["01-01"]) {
			t.Errorf("%s: %+v %v", name, list, err)
		}
	}
	if _, err := w.opens("r1", "outside", "none"); err != nil {
		t.Error("a card that names no group: ", err)
	}
	w.bound("worker2", "01-02", "outside", "leader")
	if list, err := w.Leaks(t.Context(), w.who["staff"], 1); err != nil || len(list) != 0 {
		t.Errorf("since it is bound it is no leak: %+v %v", list, err)
	}
}

// outside opens the card of each listed group in a group that nobody bound.
func (w *town) outside(names ...string) {
	w.Helper()
	for _, name := range names {
		for _, card := range []string{"01-01", "01-02", "02-01"} {
			if e, err := w.opens(name, "outside", card); err != nil || e.Found != Stranger {
				w.Fatalf("%s: %+v %v", card, e, err)
			}
		}
	}
}

func TestABusyOutsideGroupCannotWarnAllWorkers(t *testing.T) {
	const one, many = "卡片可能发到了群外", "多个群的卡片流到群外"
	w := newTown(t)
	warned := func() (n int) {
		for _, name := range []string{"worker1", "worker2", "worker3"} {
			n += w.inbox(name, one)
		}
		return n
	}
	for _, name := range []string{"r1", "r2", "r3", "r4"} { // it is busy with one card
		if _, err := w.opens(name, "outside", "01-01"); err != nil {
			t.Fatal(err)
		}
	}
	w.outside("r4", "r4")
	if warned() != 1 || w.inbox("staff", many) != 0 {
		t.Errorf("one member warned %d workers", warned())
	}
	w.outside("r1", "r2", "r3")
	if warned() != 1 || w.inbox("staff", many) != 1 {
		t.Errorf("%d workers were warned, and the staff %d times", warned(), w.inbox("staff", many))
	}
	if list, err := w.Leaks(t.Context(), w.who["staff"], 1); err != nil || len(list) != 3 || list[0].Openers != 4 || list[0].Group.ID != w.group["02-01"] {
		t.Errorf("all of it is to be seen: %+v %v", list, err)
	}
}

func TestNoOpenGIDLeavesTheServerAndNoMemberIsKept(t *testing.T) {
	w := newTown(t)
	c := w.begins("worker1", "01-01", "01-01")
	gid, err := w.See(t.Context(), w.who["worker1"], w.group["01-01"], c.sighting)
	if err != nil || gid == "" {
		t.Fatal(gid, err)
	}
	if _, err := w.Confirm(t.Context(), w.who["worker1"], w.group["01-01"], c.ticket.Ticket); err != nil {
		t.Fatal(err)
	}
	e, err := w.opens("leader", "01-01", "01-01")
	if err != nil || len(e.May) == 0 {
		t.Fatalf("%+v %v", e, err)
	}
	d, _ := w.Get(t.Context(), w.who["leader"], w.group["01-01"])
	b, _ := w.Board(t.Context(), w.who["leader"], 0)
	l, _ := w.Leaks(t.Context(), w.who["leader"], 0)
	text, err := json.Marshal([]any{e, d, b, l})
	if err != nil || strings.Contains(string(text), gid) || strings.Contains(string(text), "SIM") {
		t.Errorf("%s %v", text, err)
	}
	for _, column := range []string{"group_openid", "account_id", "member"} {
		if n := w.number(`SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name IN ('group_openers', 'group_days', 'group_leaks', 'group_leak_openers', 'group_leak_days', 'group_digest_openers') AND column_name LIKE ?`, "%"+column+"%"); n != 0 {
			t.Errorf("there is a column for %s", column)
		}
	}
	if n := w.number(`SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND column_name LIKE '%group_openid%'`); n != 0 {
		t.Error("group_openid is kept")
	}
}
