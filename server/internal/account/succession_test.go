package account

import (
	"context"
	"testing"
	"time"

	"huiyin/server/internal/platform/once"
)

func (h *hall) grants(id ID) []Grant {
	h.Helper()
	list, err := grantsOf(h.Context(), h.s.DB, id)
	if err != nil {
		h.Fatal(err)
	}
	return list
}

func TestAPostIsHandedOverWithWhatIsLeftOfItsTerm(t *testing.T) {
	h := newHall(t)
	boss := Actor{ID: h.staff("wang", Staff, village), Grants: []Grant{{Role: Staff, Territory: village}}}
	_, old := h.phone("li")
	heirToken, heir := h.phone("wu")
	until := h.clock.Now().Add(24 * time.Hour)
	wants(t, "given", h.s.Give(t.Context(), boss, old, GrantDraft{Role: Worker, Territory: corner, Until: &until}), nil)
	oldToken, _ := h.phone("li")
	post := h.grants(old)[0].ID
	h.clock.Advance(time.Hour)

	barred := h.staff("barred", Worker, corner)
	h.exec(`UPDATE accounts SET disabled = TRUE WHERE id = ?`, barred)
	stranger := Actor{ID: 99, Grants: []Grant{{Role: Staff, Territory: Territory{Community: 2}}}}
	wants(t, "by staff of another community", h.s.HandOver(t.Context(), stranger, old, post, heir), ErrForbidden)
	wants(t, "to himself", h.s.HandOver(t.Context(), boss, old, post, old), ErrSuccessor)
	wants(t, "to who is barred", h.s.HandOver(t.Context(), boss, old, post, barred), ErrSuccessor)
	wants(t, "to nobody", h.s.HandOver(t.Context(), boss, old, post, 999), ErrNotFound)
	wants(t, "a post that is not his", h.s.HandOver(t.Context(), boss, heir, post, old), ErrNotFound)
	if len(h.grants(old)) != 1 || len(h.grants(heir)) != 0 {
		t.Fatal("something refused changed something")
	}

	wants(t, "to the heir", h.s.HandOver(t.Context(), boss, old, post, heir), nil)
	got := h.grants(heir)
	if len(h.grants(old)) != 0 || len(got) != 1 {
		t.Fatalf("%+v, %+v", h.grants(old), got)
	}
	if g := got[0]; g.Role != Worker || g.Territory != corner || !g.From.Equal(h.clock.Now()) || g.Until == nil || !g.Until.Equal(until) {
		t.Errorf("%+v", g)
	}
	for name, token := range map[string]string{"old": oldToken, "heir": heirToken} {
		if a := h.actor(token); a.ID != 0 {
			t.Errorf("the session of the %s goes on: %+v", name, a)
		}
	}
	wants(t, "who left is barred by who was over him", h.s.SetDisabled(t.Context(), boss, old, true), nil)
	wants(t, "but not from elsewhere", h.s.SetDisabled(t.Context(), stranger, old, false), ErrForbidden)
	wants(t, "twice", h.s.HandOver(t.Context(), boss, old, post, heir), ErrNotFound)
}

func TestAPostThatTheHeirHasAlreadyIsNotDoubled(t *testing.T) {
	h := newHall(t)
	boss := Actor{ID: h.staff("wang", Staff, village), Grants: []Grant{{Role: Staff, Territory: village}}}
	one, two := h.staff("one", Leader, grid), h.staff("two", Leader, grid)
	wants(t, "handed over", h.s.HandOver(t.Context(), boss, one, h.grants(one)[0].ID, two), nil)
	if len(h.grants(one)) != 0 || len(h.grants(two)) != 1 {
		t.Errorf("%+v, %+v", h.grants(one), h.grants(two))
	}
}

func TestAPostWhoseTermIsOverIsNotHandedOver(t *testing.T) {
	h := newHall(t)
	boss := Actor{ID: h.staff("wang", Staff, village), Grants: []Grant{{Role: Staff, Territory: village}}}
	old, heir := h.staff("old", "", Territory{}), h.staff("heir", "", Territory{})
	until := h.clock.Now().Add(time.Hour)
	wants(t, "given", h.s.Give(t.Context(), boss, old, GrantDraft{Role: Leader, Territory: grid, Until: &until}), nil)
	h.clock.Advance(2 * time.Hour)
	wants(t, "handed over too late", h.s.HandOver(t.Context(), boss, old, h.grants(old)[0].ID, heir), ErrGrant)
}

func TestWhoLostHisPasswordGetsAFreshOne(t *testing.T) {
	h := newHall(t)
	boss := Actor{ID: h.staff("wang", Staff, village), Grants: []Grant{{Role: Staff, Territory: village}}}
	admin := h.staff("admin", Admin, Territory{})
	li := h.staff("li", Leader, grid)
	h.exec(`UPDATE accounts SET totp_confirmed = TRUE WHERE id = ?`, li)
	const fresh = "a wholly fresh one"
	for _, c := range []struct {
		name string
		id   ID
		d    SignInDraft
		want error
	}{
		{"one's own", boss.ID, SignInDraft{Password: fresh}, ErrForbidden},
		{"one's better", admin, SignInDraft{Password: fresh}, ErrForbidden},
		{"nobody's", 999, SignInDraft{Password: fresh}, ErrNotFound},
		{"weak", li, SignInDraft{Password: "short"}, ErrWeak},
		{"fresh", li, SignInDraft{Username: "not-his", Password: fresh}, nil},
	} {
		wants(t, c.name, h.s.ResetSignIn(t.Context(), boss, c.id, c.d), c.want)
	}
	wants(t, "the old password", h.signIn("li", password, "", "a"), ErrPassword)
	wants(t, "the fresh one, without a second step", h.signIn("li", fresh, "", "a"), nil)
	wants(t, "no name but his own", h.signIn("not-his", fresh, "", "a"), ErrPassword)
}

func TestAWorkerGetsASignInOfHisOwn(t *testing.T) {
	h := newHall(t)
	boss := Actor{ID: h.staff("wang", Staff, village), Grants: []Grant{{Role: Staff, Territory: village}}}
	zhang := h.imported("13911112222", "")
	wants(t, "without a name", h.s.ResetSignIn(t.Context(), boss, zhang, SignInDraft{Password: password}), ErrWeak)
	wants(t, "with a taken name", h.s.ResetSignIn(t.Context(), boss, zhang, SignInDraft{Username: "wang", Password: password}), ErrUsername)
	wants(t, "with a name", h.s.ResetSignIn(t.Context(), boss, zhang, SignInDraft{Username: "zhang", Password: password}), nil)
	wants(t, "he signs in", h.signIn("zhang", password, "", "a"), nil)
}

func TestAPostIsHandedOverOrEndedOnceHoweverOftenItIsAsked(t *testing.T) {
	h := newHall(t)
	boss := Actor{ID: h.staff("wang", Staff, village), Grants: []Grant{{Role: Staff, Territory: village}}}
	_, old := h.phone("li")
	_, heir := h.phone("wu")
	asked := func(key string) context.Context {
		return once.With(t.Context(), once.Key{Account: int64(boss.ID), Value: key, Operation: "x"})
	}
	for range 2 { // the first answer was lost
		wants(t, "given", h.s.Give(asked("give"), boss, old, GrantDraft{Role: Worker, Territory: corner}), nil)
	}
	post := h.grants(old)
	if len(post) != 1 {
		t.Fatalf("%+v", post)
	}
	for range 2 {
		wants(t, "handed over", h.s.HandOver(asked("over"), boss, old, post[0].ID, heir), nil)
	}
	got := h.grants(heir)
	if len(got) != 1 || len(h.grants(old)) != 0 {
		t.Fatalf("%+v", got)
	}
	for range 2 {
		wants(t, "ended", h.s.RevokeRole(asked("end"), boss, heir, got[0].ID), nil)
	}
	wants(t, "refused under another key", h.s.RevokeRole(asked("again"), boss, heir, got[0].ID), ErrNotFound)
}
