package volunteer

import (
	"testing"
	"time"

	"huiyin/server/internal/account"
)

func TestNobodyIsInTwoPlacesAfterAShiftWasMergedOrMoved(t *testing.T) {
	y := newYard(t)
	morning, noon := y.shift(48*time.Hour, 5), y.shift(52*time.Hour, 5)
	a := y.create(y.draft(morning, noon, noon))
	elsewhere := y.create(y.draft(noon))
	from, to, third := a.Shifts[0].ID, a.Shifts[1].ID, a.Shifts[2].ID
	free, same, other, waits := y.resident("01-01"), y.resident("01-01"), y.resident("01-01"), y.resident("01-01")
	for who, second := range map[*account.Actor]ShiftID{&free: 0, &same: third, &other: elsewhere.Shifts[0].ID} {
		y.signs(*who, from, 0)
		if second != 0 {
			y.signs(*who, second, 0)
		}
	}
	list, err := y.Clashes(t.Context(), y.worker, a.ID, from, Moving{Into: to})
	if err != nil || len(list) != 2 {
		t.Fatal(list, err)
	}
	_, err = y.Clashes(t.Context(), waits, a.ID, from, Moving{Into: to})
	wants(t, "a resident looks", err, ErrMay)
	_, err = y.Clashes(t.Context(), y.worker, a.ID, from, Moving{Into: elsewhere.Shifts[0].ID})
	wants(t, "into another activity", err, ErrMerge)
	_, err = y.Clashes(t.Context(), y.worker, a.ID, from, Moving{})
	wants(t, "to no time", err, ErrTimes)

	_, err = y.Merge(t.Context(), y.worker, a.ID, from, to, false)
	wants(t, "merged without a word on them", err, ErrClash)
	if _, err := y.Merge(t.Context(), y.worker, a.ID, from, to, true); err != nil {
		t.Fatal(err)
	}
	d := y.get(y.worker, a.ID)
	if d.Shifts[0].Taken != 1 || d.Shifts[0].Capacity != 10 || d.Shifts[1].Taken != 1 {
		t.Errorf("%+v", d.Shifts)
	}
	if y.told(free, "班次有调整") != 1 || y.told(free, "报名已取消") != 0 || y.told(other, "报名已取消") != 1 || y.told(same, "报名已取消") != 1 || y.told(other, "班次有调整") != 0 {
		t.Error("who leaves is not told that, or who stays is")
	}
	y.sound()

	moved := y.create(y.draft(y.shift(72*time.Hour, 1)))
	last := y.signs(other, moved.Shifts[0].ID, 0)
	next := y.signs(waits, moved.Shifts[0].ID, 0)
	if list, err := y.Clashes(t.Context(), y.worker, moved.ID, moved.Shifts[0].ID, Moving{Starts: noon.Starts, Ends: noon.Ends}); err != nil || len(list) != 1 || list[0].ID != last.ID {
		t.Error(list, err)
	}
	noon.Capacity = 1
	_, err = y.EditShift(t.Context(), y.worker, moved.ID, moved.Shifts[0].ID, noon, false)
	wants(t, "moved without a word on them", err, ErrClash)
	if _, err := y.EditShift(t.Context(), y.worker, moved.ID, moved.Shifts[0].ID, noon, true); err != nil {
		t.Fatal(err)
	}
	if y.state(last.ID) != Removed || y.state(next.ID) != Offered || y.told(other, "活动时间有变") != 0 || y.told(waits, "活动时间有变") != 1 {
		t.Error("the place of who is elsewhere did not pass on")
	}
	y.sound()
}
