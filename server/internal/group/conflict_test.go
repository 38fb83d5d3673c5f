package group

import (
	"strings"
	"testing"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/wechattest"
)

// dispute lets the second micro-grid claim the first one's group.
func (w *town) dispute() int64 {
	w.Helper()
	w.bound("worker1", "01-01", "spare", "leader")
	_, err := w.binds("worker2", "01-02", "spare")
	wants(w.T, "the group of another micro-grid", err, ErrTaken)
	w.marked(map[string]Mark{"01-01": Conflict, "01-02": Conflict})
	return int64(w.number(`SELECT MAX(id) FROM group_conflicts`))
}

func TestAConflictNamesBothSidesAndChangesNothing(t *testing.T) {
	w := newTown(t)
	id := w.dispute()
	list, err := w.Disputes(t.Context(), w.who["leader"], true, 0, 10)
	if err != nil || len(list) != 1 || list[0].ID != id || list[0].Holder.Name != "01-01 邻里群" || list[0].Claimant.Name != "01-02 邻里群" || list[0].ClaimedBy != "员01-02" || len(list[0].Choices) != 2 {
		t.Fatalf("%+v %v", list, err)
	}
	for name, want := range map[string]int{"worker1": 1, "worker2": 1, "worker3": 0, "staff": 1, "county": 1, "r1": 0} {
		list, err := w.Disputes(t.Context(), w.who[name], true, 0, 10)
		if err != nil || len(list) != want || want == 1 && (len(list[0].Choices) > 0) != (name == "staff") {
			t.Errorf("%s: %+v %v", name, list, err)
		}
	}
	if w.inbox("leader", "微信群的归属有争议") != 1 || w.inbox("worker1", "微信群的归属有争议") != 1 {
		t.Error("nobody was told")
	}
	if e, err := w.opens("r1", "spare", "01-01"); err != nil || e.Found != InGroup || e.Place.MicroGridCode != "01-01" {
		t.Errorf("until it is decided it is the holder's: %+v %v", e, err)
	}
	_, err = w.Begin(t.Context(), w.who["worker2"], w.group["01-02"], true)
	wants(t, "another try", err, ErrState)
}

func TestTheLeaderDecidesAndBothAreTold(t *testing.T) {
	for _, c := range []struct {
		decision Decision
		want     map[string]Mark
		place    string
	}{
		{Keep, map[string]Mark{"01-01": Active, "01-02": Unbound}, "01-01"},
		{Move, map[string]Mark{"01-01": Unbound, "01-02": Active}, "01-02"},
	} {
		t.Run(string(c.decision), func(t *testing.T) {
			w := newTown(t)
			id := w.dispute()
			decide := func(name string, d Decision) error { return w.Decide(t.Context(), w.who[name], id, d, "群主说明") }
			wants(t, "a worker", decide("worker1", c.decision), ErrMay)
			wants(t, "a stranger", decide("worker3", c.decision), ErrNotFound)
			wants(t, "a decision of the other kind", decide("leader", Also), ErrDecision)
			wants(t, "no such dispute", w.Decide(t.Context(), w.who["leader"], 999, Keep, ""), ErrNotFound)
			wants(t, "the leader", decide("leader", c.decision), nil)
			wants(t, "once more", decide("staff", c.decision), ErrDecided)
			w.marked(c.want)
			if w.inbox("worker1", "微信群的争议已决定") != 1 || w.inbox("worker2", "微信群的争议已决定") != 1 {
				t.Error("they were not told")
			}
			if e, err := w.opens("r1", "spare", "01-01"); err != nil || e.Place.MicroGridCode != c.place {
				t.Errorf("%+v %v", e, err)
			}
			if list, _ := w.Disputes(t.Context(), w.who["leader"], false, 0, 10); len(list) != 1 || list[0].DecidedBy != "杨" || list[0].Reason != "群主说明" {
				t.Errorf("%+v", list)
			}
		})
	}
}

func TestAConflictAcrossGridsIsForTheStaff(t *testing.T) {
	w := newTown(t)
	w.bound("worker3", "02-01", "spare", "staff")
	_, err := w.binds("leader", "01-01", "spare")
	wants(t, "the group of another grid", err, ErrTaken)
	wants(t, "by who claimed it, over one side", w.Decide(t.Context(), w.who["leader"], 1, Move, ""), ErrSelf)
	if w.inbox("staff", "微信群的归属有争议") != 1 {
		t.Error("the staff were not told")
	}
	wants(t, "by the staff", w.Decide(t.Context(), w.who["staff"], 1, Move, ""), nil)
	w.marked(map[string]Mark{"01-01": Active, "02-01": Unbound})
}

func TestAConflictAcrossGridsIsBroughtToWhoCanDecideIt(t *testing.T) {
	w := newTown(t)
	w.bound("worker1", "01-01", "spare", "leader")
	_, err := w.binds("worker3", "02-01", "spare")
	wants(t, "the group of another grid", err, ErrTaken)
	if leader, staff := w.inbox("leader", "微信群的归属有争议"), w.inbox("staff", "微信群的归属有争议"); leader != 0 || staff != 1 {
		t.Errorf("told the leader of one side %d times, and the staff %d times", leader, staff)
	}
}

func TestAConflictBetweenCommunitiesIsForTheCounty(t *testing.T) {
	const title = "微信群的归属有争议"
	w := newTown(t)
	w.bound("worker1", "01-01", "spare", "leader")
	b := book()
	b.About.Code, b.About.Fallback = "b", "staff2"
	b.Workers, b.Leaders, b.WeChat = []grid.PersonEntry{{Name: "远", Phone: wechattest.Phone(3), In: "01-01"}}, nil, b.WeChat[:1]
	b.WeChat[0].Name = "远方邻里群"
	b.Staff = []grid.PersonEntry{{Username: "staff2", Name: "李", Role: "staff"}}
	w.tx(func(tx *db.Tx) error { _, err := w.Grid.Apply(t.Context(), tx, b, ""); return err })
	far := account.Territory{Community: 2}
	far.MicroGrid, far.Grid = int64(w.number(`SELECT micro_grid_id FROM wechat_groups WHERE community_id = 2`)), int64(w.number(`SELECT MIN(id) FROM grids WHERE community_id = 2`))
	w.who["worker3"] = actor(w.who["worker3"].ID, account.Worker, far)
	w.who["staff2"] = actor(account.ID(w.number(`SELECT id FROM accounts WHERE username = 'staff2'`)), account.Staff, account.Territory{Community: 2})
	w.group["far"] = ID(w.number(`SELECT id FROM wechat_groups WHERE community_id = 2`))
	_, err := w.binds("worker3", "far", "spare")
	wants(t, "the group of another community", err, ErrTaken)
	for name, want := range map[string]int{"county": 1, "staff": 1, "staff2": 1, "worker1": 1, "leader": 0, "admin": 0} {
		if n := w.inbox(name, title); n != want {
			t.Errorf("%s was told %d times", name, n)
		}
	}
	for name, may := range map[string]bool{"county": true, "admin": true, "staff": false, "staff2": false, "leader": false} {
		list, err := w.Disputes(t.Context(), w.who[name], true, 0, 10)
		if err != nil || len(list) != 1 || list[0].Judges != "县级管理人员或系统管理员" || (len(list[0].Choices) > 0) != may {
			t.Errorf("%s: %+v %v", name, list, err)
		}
	}
	wants(t, "by one side's staff", w.Decide(t.Context(), w.who["staff"], 1, Move, ""), ErrMay)
	wants(t, "by the county", w.Decide(t.Context(), w.who["county"], 1, Move, "群主说明"), nil)
	w.marked(map[string]Mark{"01-01": Unbound, "far": Active})
}

func TestWhoOnlyReadsDecidesNothingWithinACommunity(t *testing.T) {
	w := newTown(t)
	wants(t, "the county", w.Decide(t.Context(), w.who["county"], w.dispute(), Keep, ""), ErrMay)
}

func TestAGroupInDisputeIsNotConfirmedBeforeTheDecision(t *testing.T) {
	w := newTown(t)
	if _, err := w.binds("worker1", "01-01", "spare"); err != nil {
		t.Fatal(err)
	}
	_, err := w.binds("worker2", "01-02", "spare")
	wants(t, "the group of another micro-grid", err, ErrTaken)
	_, err = w.Activate(t.Context(), w.who["leader"], w.group["01-01"])
	wants(t, "the second person", err, ErrState)
	for _, name := range []string{"r1", "r2", "r3"} {
		a := w.who[name]
		a.Home, a.Level = w.at["01-01"], account.Verified
		w.who[name] = a
		if e, err := w.opens(name, "spare", "01-01"); err != nil || e.Found != Waiting {
			t.Errorf("%s: %+v %v", name, e, err)
		}
	}
	wants(t, "the decision", w.Decide(t.Context(), w.who["leader"], 1, Keep, ""), nil)
	w.marked(map[string]Mark{"01-01": Pending, "01-02": Unbound})
	if e, err := w.opens("r1", "spare", "01-01"); err != nil || e.Found != InGroup {
		t.Errorf("after the decision: %+v %v", e, err)
	}
}

func TestTwoGroupsForOnePlaceOnTheList(t *testing.T) {
	for decision, want := range map[Decision][2]string{Keep: {"01-01 邻里群", ""}, Replace: {"", "01-01 邻里群"}, Also: {"01-01 邻里群", "01-01 邻里群（群 1）"}} {
		t.Run(string(decision), func(t *testing.T) {
			w := newTown(t)
			w.bound("worker1", "01-01", "01-01", "leader")
			_, err := w.binds("worker1", "01-01", "spare")
			wants(t, "another WeChat group", err, ErrSecond)
			wants(t, "the decision", w.Decide(t.Context(), w.who["leader"], 1, decision, ""), nil)
			for i, in := range []string{"01-01", "spare"} {
				e, err := w.opens("r1", in, "01-01")
				if err != nil || e.Name != want[i] || (e.Found == InGroup) != (want[i] != "") {
					t.Errorf("%s: %+v %v", in, e, err)
				}
			}
		})
	}
}

func TestADecisionThatCameTooLateChangesNothing(t *testing.T) {
	w := newTown(t)
	id := w.dispute()
	if _, err := w.Unbind(t.Context(), w.who["worker1"], w.group["01-01"], "弄错了"); err != nil {
		t.Fatal(err)
	}
	w.bound("worker3", "02-01", "spare", "staff") // meanwhile it was bound elsewhere
	err := w.Decide(t.Context(), w.who["leader"], id, Move, "")
	wants(t, "moved from who no longer has it", err, ErrTaken)
	if strings.Contains(err.Error(), "已请负责人决定") {
		t.Error("whoever decides is told to wait for a decision: ", err)
	}
	wants(t, "kept", w.Decide(t.Context(), w.who["leader"], id, Keep, ""), nil)
	w.marked(map[string]Mark{"01-01": Unbound, "01-02": Unbound, "02-01": Active})
}

func TestAMicroGridThatHasAGroupGetsTheMovedOneToo(t *testing.T) {
	w := newTown(t)
	w.bound("worker1", "01-01", "01-01", "leader")
	w.bound("worker2", "01-02", "spare", "leader")
	_, err := w.binds("worker1", "01-01", "spare")
	wants(t, "another's, beside one's own", err, ErrTaken)
	wants(t, "moved", w.Decide(t.Context(), w.who["leader"], 1, Move, ""), nil)
	w.marked(map[string]Mark{"01-01": Active, "01-02": Unbound})
	for _, in := range []string{"01-01", "spare"} {
		if e, err := w.opens("r1", in, "01-01"); err != nil || e.Found != InGroup || e.Place.MicroGridCode != "01-01" {
			t.Errorf("%s: %+v %v", in, e, err)
		}
	}
}
