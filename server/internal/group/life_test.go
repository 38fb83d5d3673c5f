package group

import (
	"testing"
	"time"

	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

func TestUnbindingKeepsTheHistoryAndBindingAgainGoesOn(t *testing.T) {
	w := newTown(t)
	w.bound("worker1", "01-01", "01-01", "leader")
	_, err := w.Unbind(t.Context(), w.who["county"], w.group["01-01"], "x")
	wants(t, "by who only reads", err, ErrMay)
	_, err = w.Unbind(t.Context(), w.who["worker1"], w.group["01-01"], "  ")
	wants(t, "without a reason", err, ErrReason)
	if d, err := w.Unbind(t.Context(), w.who["worker1"], w.group["01-01"], "群解散了"); err != nil || d.Mark != Unbound || d.BoundBy != "" || len(d.History) != 3 {
		t.Fatalf("%+v %v", d, err)
	}
	_, err = w.Unbind(t.Context(), w.who["worker1"], w.group["01-01"], "x")
	wants(t, "twice", err, ErrState)
	if d, err := w.binds("worker1", "01-01", "01-01"); err != nil || d.Mark != Pending || len(d.History) != 4 {
		t.Errorf("%+v %v", d, err)
	}
}

func TestAMicroGridMayHaveSeveralGroups(t *testing.T) {
	w := newTown(t)
	w.bound("worker1", "01-01", "01-01", "leader")
	draft := Draft{MicroGrid: grid.MicroGridID(w.at["01-01"].MicroGrid), Name: " 二期群 ", Members: 30}
	d, err := w.Add(t.Context(), w.who["worker1"], draft)
	if err != nil || d.Name != "二期群" || d.Mark != Unbound {
		t.Fatalf("%+v %v", d, err)
	}
	w.group["more"] = d.ID
	_, err = w.Add(t.Context(), w.who["worker1"], draft)
	wants(t, "the same name", err, ErrNamed)
	_, err = w.Add(t.Context(), w.who["worker2"], draft)
	wants(t, "for elsewhere", err, ErrNotFound)
	_, err = w.Add(t.Context(), w.who["county"], draft)
	wants(t, "by who only reads", err, ErrMay)
	draft.Name = "  "
	_, err = w.Add(t.Context(), w.who["worker1"], draft)
	wants(t, "without a name", err, ErrName)
	_, err = w.binds("worker1", "more", "01-01")
	wants(t, "the group that is the other's", err, ErrSame)
	w.bound("worker1", "more", "spare", "leader")
	w.marked(map[string]Mark{"01-01": Active, "more": Active})
	if d, err := w.Declare(t.Context(), w.who["worker1"], d.ID, 48); err != nil || d.Reach.Declared != 48 || d.Reach.DeclaredAt == nil || !d.Reach.DeclaredAt.Equal(w.clock.Now()) {
		t.Errorf("%+v %v", d, err)
	}
}

func TestTheSameTableAgainLeavesWhatTheWorkerCounted(t *testing.T) {
	w := newTown(t)
	b := book()
	for _, c := range []struct {
		what      string
		counts    int // by the worker, unless 0
		lists, is int
	}{{"the worker's count", 48, 100, 48}, {"a new table", 0, 120, 120}, {"the same again", 0, 120, 120}, {"what he counts then", 50, 120, 50}} {
		if c.counts != 0 {
			if _, err := w.Declare(t.Context(), w.who["worker1"], w.group["01-01"], c.counts); err != nil {
				t.Fatal(err)
			}
		}
		b.WeChat[0].Members = c.lists
		w.clock.Advance(time.Hour)
		w.settle(b)
		if n := w.number(`SELECT declared_members FROM wechat_groups WHERE id = ?`, w.group["01-01"]); n != c.is {
			t.Errorf("%s: %d", c.what, n)
		}
	}
}

func TestWhoLeavesHandsOverWithoutLosingTheGroup(t *testing.T) {
	w := newTown(t)
	w.bound("worker1", "01-01", "01-01", "leader")
	w.bound("worker2", "01-02", "01-02", "leader")
	b := book()
	b.Workers[0] = grid.PersonEntry{Name: "新", Phone: "13900000009", In: "01-01"}
	w.settle(b) // whoever had the post before loses it
	if err := w.Retire(t.Context()); err != nil {
		t.Fatal(err)
	}
	d, err := w.Get(t.Context(), w.who["leader"], w.group["01-01"])
	if err != nil || d.Mark != Active || !d.Reconfirm || d.History[0].Text != stepTexts[postVacant] {
		t.Fatalf("%+v %v", d, err)
	}
	if d, _ := w.Get(t.Context(), w.who["leader"], w.group["01-02"]); d.Reconfirm {
		t.Error("the other worker stays")
	}
	n := len(d.History)
	if err := w.Retire(t.Context()); err != nil {
		t.Fatal(err)
	}
	if d, err := w.binds("leader", "01-01", "01-01"); err != nil || d.Mark != Active || d.Reconfirm || d.BoundBy != "杨" || len(d.History) != n+1 {
		t.Errorf("%+v %v", d, err)
	}
}

func TestGroupsGoAlongWhenTheirMicroGridMoves(t *testing.T) {
	w := newTown(t)
	w.bound("worker2", "01-02", "01-02", "leader")
	id := w.group["01-02"]
	b := book()
	b.MicroGrids[1].In = "02"
	w.settle(b)
	if w.group["01-02"] != id || w.mark("01-02") != Active {
		t.Errorf("group %d became %d", id, w.group["01-02"])
	}
	if e, err := w.opens("r1", "01-02", "01-02"); err != nil || e.Found != InGroup || e.Place.GridName != "第二网格" {
		t.Errorf("%+v %v", e, err)
	}
}

func TestAGroupThatNobodyOpensIsSuspendedAndComesBack(t *testing.T) {
	w := newTown(t)
	w.bound("worker1", "01-01", "01-01", "leader")
	w.clock.Advance(options.Silence - time.Minute)
	for _, want := range []Mark{Active, Silent} {
		if err := w.Silence(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.marked(map[string]Mark{"01-01": want})
		w.clock.Advance(2 * time.Minute)
	}
	if w.inbox("worker1", "微信群很久没有动静") != 1 {
		t.Error("the worker was not told")
	}
	if e, err := w.opens("r1", "01-01", "01-01"); err != nil || e.Found != InGroup {
		t.Errorf("%+v %v", e, err)
	}
	w.marked(map[string]Mark{"01-01": Active})
}

func TestAGroupThatWasConfirmedLateIsNotSilentAtOnce(t *testing.T) {
	w := newTown(t)
	if _, err := w.binds("worker1", "01-01", "01-01"); err != nil {
		t.Fatal(err)
	}
	w.clock.Advance(options.Silence + time.Hour)
	if _, err := w.Activate(t.Context(), w.who["leader"], w.group["01-01"]); err != nil {
		t.Fatal(err)
	}
	for _, want := range []Mark{Active, Silent} {
		if err := w.Silence(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.marked(map[string]Mark{"01-01": want})
		w.clock.Advance(options.Silence + time.Hour)
	}
}

func TestASilentGroupThatIsUnboundMeanwhileDoesNotComeBack(t *testing.T) {
	w := newTown(t)
	w.bound("worker1", "01-01", "01-01", "leader")
	w.clock.Advance(options.Silence + time.Hour)
	if err := w.Silence(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.signIn("r1") // the phone's key of before has gone
	in, done := w.opening("r1", "01-01", "01-01"), make(chan Entry, 1)
	w.tx(func(tx *db.Tx) error {
		if err := setStatus(t.Context(), tx, w.group["01-01"], grid.Unbound, ""); err != nil {
			return err
		}
		go func() {
			e, err := w.Enter(t.Context(), w.who["r1"], in)
			if err != nil {
				t.Error(err)
			}
			done <- e
		}()
		w.waits()
		return nil
	})
	if e := <-done; e.Found != Stranger || e.CanJoin {
		t.Errorf("%+v", e)
	}
	w.marked(map[string]Mark{"01-01": Unbound})
}

// waits returns once somebody waits for a lock.
func (w *town) waits() {
	w.Helper()
	for range 100 {
		if w.number(`SELECT COUNT(*) FROM information_schema.innodb_trx t JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id WHERE p.db = DATABASE() AND t.trx_state = 'LOCK WAIT'`) > 0 {
			return
		}
		time.Sleep(200 * time.Millisecond) // the table of transactions is not renewed while it is read more often
	}
	w.Fatal("nobody waits")
}
