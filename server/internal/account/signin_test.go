package account

import (
	"context"
	"testing"
	"time"

	"huiyin/server/internal/platform/db"
)

func TestOnesSessionsAreListedAndEnded(t *testing.T) {
	h := newHall(t)
	old, id := h.phone("li")
	h.clock.Advance(time.Minute)
	current, _ := h.phone("li")
	stranger, wu := h.phone("wu")
	by := Actor{ID: id}
	list, err := h.s.SignIns(t.Context(), by, current)
	if err != nil || len(list) != 2 || !list[0].Current || list[1].Current || list[0].Client != miniProgram || !list[0].Seen.After(list[1].Seen) {
		t.Fatalf("%+v %v", list, err)
	}
	wants(t, "somebody else's", h.s.Revoke(t.Context(), Actor{ID: wu}, list[1].ID, ""), ErrNotFound)
	wants(t, "none", h.s.Revoke(t.Context(), by, "", ""), ErrNotFound)
	if err := h.s.Revoke(t.Context(), by, list[1].ID, ""); err != nil || h.actor(old).ID != 0 || h.actor(current).ID != id {
		t.Error("by its id: ", err)
	}
	wants(t, "again", h.s.Revoke(t.Context(), by, list[1].ID, ""), ErrNotFound)
	if err := h.s.Revoke(t.Context(), by, "", current); err != nil || h.actor(current).ID != 0 {
		t.Error("by its token: ", err)
	}
	if list, err := h.s.SignIns(t.Context(), by, current); err != nil || len(list) != 0 {
		t.Error(list, err)
	}
	if h.actor(stranger).ID != wu {
		t.Error("another person's session ended with them")
	}
}

func TestLapsedSessionsDropOutOfTheList(t *testing.T) {
	h := newHall(t)
	token, id := h.phone("li")
	h.phone("li")
	h.redis.Del(t.Context(), sessionKey(hashOf(token)))
	if list, err := h.s.SignIns(t.Context(), Actor{ID: id}, ""); err != nil || len(list) != 1 {
		t.Error(list, err)
	}
	if n := h.redis.SCard(t.Context(), setKey(id)).Val(); n != 1 {
		t.Errorf("%d are remembered", n)
	}
}

func TestSignInsEndWithTheRedisThatHoldsThem(t *testing.T) {
	h := newHall(t)
	token, _ := h.phone("li")
	if err := h.redis.FlushDB(context.Background()).Err(); err != nil {
		t.Fatal(err)
	}
	if h.actor(token).ID != 0 {
		t.Error("a session without its record")
	}
	h.phone("li") // and the phone signs in again unseen
}

func TestAChangeEndsTheSessionsFromBeforeItAndIsSeenByThoseSince(t *testing.T) {
	h := newHall(t)
	before, id := h.phone("li")
	h.clock.Advance(time.Minute)
	change := GrantsChanged{id, h.clock.Now()}
	since, _ := h.phone("li") // while the change was not committed yet
	h.tx(func(tx *db.Tx) error {
		return insertGrant(t.Context(), tx, id, Grant{Role: Worker, Territory: corner, From: tx.Now}, nil)
	})
	for range 2 { // the relay tells at least once
		if err := h.s.OnGrantsChanged(t.Context(), change); err != nil {
			t.Fatal(err)
		}
		if h.actor(before).ID != 0 || !h.actor(since).Has(Worker, corner) {
			t.Errorf("%+v %+v", h.actor(before), h.actor(since))
		}
	}
	h.exec(`UPDATE accounts SET disabled = TRUE WHERE id = ?`, id)
	if err := h.s.OnGrantsChanged(t.Context(), change); err != nil || h.actor(since).ID != 0 {
		t.Error("barred: ", err)
	}
}
