package account

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/problem"
	"huiyin/server/internal/platform/wechat/sim"
)

func TestOnePersonHasOneAccount(t *testing.T) {
	h := newHall(t)
	_, first := h.phone("li")
	_, again := h.phone("li")
	_, wu := h.phone("wu")
	if first != again || first == wu {
		t.Error(first, again, wu)
	}
	h.exec(`DELETE FROM identities WHERE account_id = ?`, first) // as if he came through another mini-program of the same owner
	if _, byUnion := h.phone("li"); byUnion != first {
		t.Errorf("the unionid leads to %d instead of %d", byUnion, first)
	}
	if n := h.number(`SELECT COUNT(*) FROM accounts`); n != 2 {
		t.Errorf("%d accounts", n)
	}
}

func TestTwoFirstSignInsAtOnceMakeOneAccount(t *testing.T) {
	h := newHall(t)
	ids := make([]ID, 8)
	var all sync.WaitGroup
	for i := range ids {
		code := h.wechat.Login("li")
		all.Go(func() {
			var err error
			if _, ids[i], err = h.s.SignInWithCode(t.Context(), app, code); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if len(slices.Compact(ids)) != 1 || h.number(`SELECT COUNT(*) FROM accounts`) != 1 {
		t.Error(ids)
	}
}

func TestWeChatsRefusalsAreSaidInWords(t *testing.T) {
	h := newHall(t)
	used := h.wechat.Login("li")
	in := func(code string) error { _, _, err := h.s.SignInWithCode(t.Context(), app, code); return err }
	wants(t, "a code", in(used), nil)
	wants(t, "used", in(used), ErrCode)
	wants(t, "made up", in("x&secret=y"), ErrCode)
	wants(t, "of a blocked user", in(h.wechat.Login("risky")), ErrRisk)
	late := h.wechat.Login("li")
	h.clock.Advance(6 * time.Minute)
	wants(t, "late", in(late), ErrCode)
	h.wechat.Fail(sim.Fault{Path: "/sns/jscode2session", Do: sim.Harm{HTTP: 502}})
	var p *problem.Error
	if err := in(h.wechat.Login("li")); !errors.As(err, &p) || !errors.Is(err, ErrWeChat) || p.RetryAfter == 0 {
		t.Error("away: ", err)
	}
	h.wechat.Heal()
	_, id := h.phone("li")
	h.exec(`UPDATE accounts SET disabled = TRUE WHERE id = ?`, id)
	wants(t, "barred", in(h.wechat.Login("li")), ErrDisabled)
	_, _, err := h.s.SignInWithCode(t.Context(), "wxunknown", "x")
	wants(t, "for an app of somebody else", err, ErrCode)
}

func TestConsentIsRecordedOncePerVersionAndSeenAtOnce(t *testing.T) {
	h := newHall(t)
	token, id := h.phone("li")
	if h.actor(token).Consented {
		t.Error("nobody asked yet")
	}
	wants(t, "another version", h.s.Consent(t.Context(), Actor{ID: id}, "2020-01"), ErrVersion)
	for range 2 {
		wants(t, "this one", h.s.Consent(t.Context(), Actor{ID: id}, version), nil)
	}
	me, err := h.s.Me(t.Context(), id)
	if err != nil || me.Consent == nil || me.Consent.Version != version || !h.actor(token).Consented || h.number(`SELECT COUNT(*) FROM consents`) != 1 {
		t.Errorf("%+v %v", me.Consent, err)
	}
	h.s.ConsentVersion = "2027-01" // the text changes: sessions from now on ask again
	if fresh, _ := h.phone("li"); h.actor(fresh).Consented {
		t.Error("an old consent is taken for the new text")
	}
	wants(t, "to the new text", h.s.Consent(t.Context(), Actor{ID: id}, "2027-01"), nil)
	if n := h.number(`SELECT COUNT(*) FROM consents`); n != 2 {
		t.Errorf("%d records", n)
	}
}

func TestWhatOneSaysOfOneself(t *testing.T) {
	h := newHall(t)
	_, id := h.phone("li")
	by, elder, name, blank := Actor{ID: id}, true, "  李奶奶 ", " \t"
	wants(t, "a blank name", h.s.SetProfile(t.Context(), by, &blank, nil), ErrName)
	wants(t, "a name", h.s.SetProfile(t.Context(), by, &name, nil), nil)
	wants(t, "a mode", h.s.SetProfile(t.Context(), by, nil, &elder), nil)
	me, err := h.s.Me(t.Context(), id)
	if err != nil || me.Name != "李奶奶" || !me.ElderMode || me.Home != nil || me.Consent != nil || me.Roles == nil {
		t.Errorf("%+v %v", me, err)
	}
	h.tx(func(tx *db.Tx) error { return h.s.SetHome(t.Context(), tx, id, corner, nil, Verified) })
	h.tx(func(tx *db.Tx) error { return h.s.SetHome(t.Context(), tx, id, village, nil, Member) })
	if me, err := h.s.Me(t.Context(), id); err != nil || *me.Home != village || me.Level != Member {
		t.Errorf("who moves is not known in the new place yet: %+v %v", me, err)
	}
	_, err = h.s.Me(t.Context(), 999)
	wants(t, "of nobody", err, ErrNotFound)
}

func TestAMoveIsSeenByOpenSessionsAndEndsNone(t *testing.T) {
	h := newHall(t)
	token, id := h.phone("li")
	h.tx(func(tx *db.Tx) error { return h.s.SetHome(t.Context(), tx, id, corner, nil, Member) })
	if err := h.s.Refresh(t.Context(), id); err != nil || h.actor(token).Home != corner {
		t.Errorf("%+v %v", h.actor(token), err)
	}
	to := Territory{Community: 1, Grid: 9, MicroGrid: 30}
	h.tx(func(tx *db.Tx) error { return h.s.MoveHomes(t.Context(), tx, []ID{id}, to) })
	if n := h.number(`SELECT COUNT(*) FROM outbox_events WHERE topic = 'account.grants_changed'`); n != 1 {
		t.Errorf("%d told", n)
	}
	if err := h.s.OnGrantsChanged(t.Context(), GrantsChanged{Account: id}); err != nil || h.actor(token).ID != id || h.actor(token).Home != to {
		t.Errorf("%+v %v", h.actor(token), err)
	}
}

func TestSeveralOpenIDsAreFoundAtOnce(t *testing.T) {
	h := newHall(t)
	_, li := h.phone("li")
	_, wu := h.phone("wu")
	all, err := h.s.WeChatOpenIDs(t.Context(), h.s.DB, app, li, wu, 999)
	if err != nil || len(all) != 2 {
		t.Fatal(all, err)
	}
	for _, id := range []ID{li, wu} {
		if one, err := h.s.WeChatOpenID(t.Context(), h.s.DB, id, app); err != nil || one != all[id] {
			t.Errorf("%q %q %v", one, all[id], err)
		}
	}
	if none, err := h.s.WeChatOpenIDs(t.Context(), h.s.DB, app); err != nil || len(none) != 0 {
		t.Error(none, err)
	}
	if ok, err := h.s.Active(t.Context(), h.s.DB, li); err != nil || !ok {
		t.Error(ok, err)
	}
	h.exec(`UPDATE accounts SET disabled = TRUE WHERE id = ?`, li)
	if ok, err := h.s.Active(t.Context(), h.s.DB, li); err != nil || ok {
		t.Error("barred: ", ok, err)
	}
}
