package account

import (
	"slices"
	"testing"

	"huiyin/server/internal/platform/db"
)

func TestAWorkerOfATableIsMadeOnce(t *testing.T) {
	h := newHall(t)
	first := h.imported("13911112222", "")
	if again := h.imported("13911112222", "union-x"); again != first {
		t.Error(first, again)
	}
	h.tx(func(tx *db.Tx) error {
		id, made, err := h.s.EnsureStaff(t.Context(), tx, "wang", "王", "")
		again, madeAgain, _ := h.s.EnsureStaff(t.Context(), tx, "wang", "别名", password)
		if !made || madeAgain || id != again {
			t.Error(id, made, again, madeAgain)
		}
		return err
	})
	wants(t, "without a password nobody signs in", h.signIn("wang", password, "", "a"), ErrPassword)
}

func TestHoldersAreThoseOfExactlyThisPlaceTheLongestInOfficeFirst(t *testing.T) {
	h := newHall(t)
	one, two := h.staff("one", Leader, grid), h.staff("two", Leader, grid)
	h.staff("boss", Staff, village)
	worker := h.imported("13911112222", "")
	holders := func(role Role, at Territory) []ID {
		list, err := h.s.Holders(t.Context(), h.s.DB, role, at, h.clock.Now())
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	if got := holders(Leader, grid); !slices.Equal(got, []ID{one, two}) {
		t.Error(got)
	}
	if got := holders(Leader, corner); len(got) != 0 {
		t.Error(got)
	}
	posts, err := h.s.HoldersWithin(t.Context(), h.s.DB, 1, h.clock.Now())
	if err != nil || len(posts) != 3 || posts[0].ID != one || posts[2] != (Post{Person{worker, "张"}, corner}) {
		t.Errorf("%+v %v", posts, err)
	}
	h.exec(`UPDATE accounts SET disabled = TRUE WHERE id = ?`, one)
	if got := holders(Leader, grid); !slices.Equal(got, []ID{two}) {
		t.Error("a barred account holds nothing: ", got)
	}
	if in, err := h.s.InOffice(t.Context(), h.s.DB, one, 1, h.clock.Now()); err != nil || in {
		t.Error(in, err)
	}
	names, err := h.s.Names(t.Context(), h.s.DB, one, two, 999)
	if err != nil || len(names) != 2 || names[two].DisplayName != "two" {
		t.Error(names, err)
	}
	if none, err := h.s.Names(t.Context(), h.s.DB); err != nil || len(none) != 0 {
		t.Error(none, err)
	}
}
