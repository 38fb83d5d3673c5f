package volunteer

import (
	"errors"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/problem"
)

func TestOfAThousandAtOnceAHundredGetThePlacesAndTheRestStandInOrder(t *testing.T) {
	y := newYard(t)
	a := y.create(y.draft(y.shift(72*time.Hour, 100)))
	all := y.residents(1000)
	got, errs := make([]Signup, len(all)), make([]error, len(all))
	var run sync.WaitGroup
	for i, r := range all {
		run.Go(func() { got[i], errs[i] = y.SignUp(y.Context(), r, a.Shifts[0].ID, 0) })
	}
	run.Wait()
	seats, lines := 0, map[int]bool{}
	for i, u := range got {
		if errs[i] != nil {
			t.Fatal(errs[i])
		}
		if u.State == Confirmed {
			seats++
		}
	}
	for i, r := range all {
		u, err := y.one(y.Context(), r, got[i].ID)
		if err != nil {
			t.Fatal(err)
		}
		if u.State == Waiting {
			lines[u.InLine] = true
		}
	}
	if seats != 100 || len(lines) != 900 || !lines[1] || !lines[900] {
		t.Errorf("%d places, %d in line", seats, len(lines))
	}
	y.sound()
}

// TestPlacesAreRightWhateverHappensAtOnce lets people sign up at two servers,
// leave, confirm and miss, and the organiser change and merge, many at the same
// time.
func TestPlacesAreRightWhateverHappensAtOnce(t *testing.T) {
	y := newYard(t)
	people, servers := y.residents(24), []*Service{y.Service, New(y.Deps)}
	rapid.Check(t, func(t *rapid.T) {
		caps := rapid.SliceOfN(rapid.IntRange(1, 5), 2, 3).Draw(t, "capacities")
		drafts := []ShiftDraft{}
		for i, n := range caps {
			drafts = append(drafts, y.shift(time.Duration(1000+3*i)*time.Hour, n))
		}
		drafts = append(drafts, drafts[0]) // at the same time as the first
		a := y.create(y.draft(drafts...))
		for range rapid.IntRange(1, 4).Draw(t, "rounds") {
			var run sync.WaitGroup
			for range rapid.IntRange(1, 16).Draw(t, "at once") {
				do := y.something(t, a, people, servers)
				run.Go(do)
			}
			run.Wait()
			y.expect(t)
		}
		y.tx(func(tx *db.Tx) error {
			for _, q := range []string{`DELETE FROM activity_signups`, `DELETE FROM activity_shifts`, `DELETE FROM activities`} {
				if _, err := tx.ExecContext(y.Context(), q); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

func (y *yard) expect(t *rapid.T) {
	if _, err := y.Audit(y.Context(), func(f Finding) { t.Error(f) }); err != nil {
		t.Fatal(err)
	}
}

// something draws what one caller does. That it is refused is no mistake; what
// it leaves behind is looked at.
func (y *yard) something(t *rapid.T, a Detail, people []account.Actor, servers []*Service) func() {
	who := people[rapid.IntRange(0, len(people)-1).Draw(t, "who")]
	sh := a.Shifts[rapid.IntRange(0, len(a.Shifts)-1).Draw(t, "shift")]
	other := a.Shifts[rapid.IntRange(0, len(a.Shifts)-1).Draw(t, "other")]
	capacity, drop := rapid.IntRange(1, 6).Draw(t, "capacity"), rapid.Bool().Draw(t, "drops")
	fine := func(err error) { // a refusal is, anything else is not
		if refused := new(problem.Error); err != nil && !errors.As(err, &refused) {
			y.Error(err)
		}
	}
	mine := func(do func(Signup) error) func() {
		return func() {
			list, err := y.Mine(y.Context(), who, 0, 1)
			fine(err)
			for _, u := range list {
				fine(do(u))
			}
		}
	}
	at := rapid.SampledFrom(servers).Draw(t, "server")
	sign := func(id ShiftID) func() { return func() { _, err := at.SignUp(y.Context(), who, id, 0); fine(err) } }
	step := func(s Step) func() {
		return mine(func(u Signup) error { _, err := y.SetStep(y.Context(), who, u.ID, s); return err })
	}
	return rapid.SampledFrom([]func(){
		sign(sh.ID), sign(sh.ID), sign(other.ID), step(Withdraw), step(Confirm),
		mine(func(u Signup) error { return y.Remove(y.Context(), y.worker, u.ID, "x") }),
		func() {
			_, err := y.EditShift(y.Context(), y.worker, a.ID, sh.ID, ShiftDraft{Starts: other.Starts, Ends: other.Ends, Capacity: capacity}, drop)
			fine(err)
		},
		func() { _, err := y.Merge(y.Context(), y.worker, a.ID, sh.ID, other.ID, drop); fine(err) },
		func() { y.clock.Advance(24 * time.Hour); fine(y.Lapse(y.Context())) },
	}).Draw(t, "does")
}

func TestTheAuditNamesWhatIsWrong(t *testing.T) {
	y := newYard(t)
	a := y.create(y.draft(y.shift(72*time.Hour, 2)))
	for _, r := range y.residents(4) {
		y.signs(r, a.Shifts[0].ID, 0)
	}
	y.sound()
	for _, damage := range []struct{ break_, mend string }{
		{`UPDATE activity_shifts SET capacity = 1`, `UPDATE activity_shifts SET capacity = 2`},
		{`UPDATE activity_shifts SET capacity = 3`, `UPDATE activity_shifts SET capacity = 2`},
		{`UPDATE activity_shifts SET taken = 3`, `UPDATE activity_shifts SET taken = 2`},
		{`UPDATE activity_shifts SET closed = TRUE`, `UPDATE activity_shifts SET closed = FALSE`},
		{`UPDATE activity_signups SET state = CASE id WHEN 1 THEN 'waiting' WHEN 4 THEN 'confirmed' ELSE state END`, `UPDATE activity_signups SET state = CASE id WHEN 1 THEN 'confirmed' WHEN 4 THEN 'waiting' ELSE state END`},
	} {
		exec := func(q string) {
			y.tx(func(tx *db.Tx) error { _, err := tx.ExecContext(y.Context(), q); return err })
		}
		exec(damage.break_)
		found := 0
		if n, err := y.Audit(y.Context(), func(Finding) { found++ }); err != nil || n != 1 || found != 1 {
			t.Errorf("%s: %d findings, %v", damage.break_, found, err)
		}
		exec(damage.mend)
	}
	y.sound()
	b := y.create(y.draft(y.shift(73*time.Hour, 1)))
	who := y.signs(y.resident("01-01"), b.Shifts[0].ID, 0)
	y.run(`UPDATE activity_signups SET volunteer_id = 1 WHERE id = ?`, who.ID)
	found := 0
	if n, err := y.Audit(y.Context(), func(Finding) { found++ }); err != nil || n != 2 || found != 2 {
		t.Errorf("in two places at once: %d findings, %v", found, err)
	}
}
