package account

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"huiyin/server/internal/platform/db"
)

func TestASessionLastsThirtyDaysAfterItsLastUse(t *testing.T) {
	h := newHall(t)
	token, id := h.phone("li")
	key := sessionKey(hashOf(token))
	for range 3 { // used once a day
		h.clock.Advance(24 * time.Hour)
		if h.actor(token).ID != id {
			t.Fatal("a session in use ended")
		}
		if ttl := h.redis.TTL(t.Context(), key).Val(); ttl < 30*24*time.Hour-time.Minute {
			t.Errorf("it lives for %s more", ttl)
		}
	}
	h.redis.Expire(t.Context(), key, 10*24*time.Hour)
	h.clock.Advance(time.Minute)
	h.actor(token)
	if ttl := h.redis.TTL(t.Context(), key).Val(); ttl > 10*24*time.Hour {
		t.Error("within an hour nothing needs to be written")
	}
	h.redis.Del(t.Context(), key) // as Redis does when it has lapsed
	if a := h.actor(token); a.ID != 0 {
		t.Errorf("a lapsed session is still %d's", a.ID)
	}
	if desk := h.deskLife(); desk != 12*time.Hour {
		t.Errorf("a session of the staff pages lasts %s", desk)
	}
}

func (h *hall) deskLife() time.Duration {
	h.staff("wang", Staff, village)
	return h.redis.TTL(h.Context(), sessionKey(hashOf(h.desk("wang")))).Val()
}

func TestATokenIsNowhereButOnThePhone(t *testing.T) {
	h := newHall(t)
	token, _ := h.phone("li")
	if len(token) != 43 {
		t.Errorf("%d characters", len(token))
	}
	for _, k := range h.redis.Keys(t.Context(), "*").Val() {
		v := h.redis.Dump(t.Context(), k).Val()
		if k == sessionKey(token) || strings.Contains(v, token) {
			t.Errorf("%s holds the token", k)
		}
	}
	if other, _ := h.phone("li"); other == token {
		t.Error("two sign-ins have the same token")
	}
}

func TestEveryChangeOfStandingEndsTheSessions(t *testing.T) {
	h := newHall(t)
	admin := Actor{ID: h.staff("admin", Admin, Territory{}), Grants: []Grant{{Role: Admin}}}
	id := h.staff("wang", Staff, village)
	grant := func() int64 {
		list, err := grantsOf(t.Context(), h.s.DB, id)
		if err != nil || len(list) == 0 {
			t.Fatal(list, err)
		}
		return list[len(list)-1].ID
	}
	for _, c := range []struct {
		name   string
		change func(context.Context) error
	}{
		{"a role given", func(ctx context.Context) error {
			return h.s.Give(ctx, admin, id, GrantDraft{Role: Leader, Territory: grid})
		}},
		{"a role taken", func(ctx context.Context) error { return h.s.RevokeRole(ctx, admin, id, grant()) }},
		{"a new password", func(ctx context.Context) error { return h.s.ChangePassword(ctx, Actor{ID: id}, password, password) }},
		{"barred", func(ctx context.Context) error { return h.s.SetDisabled(ctx, admin, id, true) }},
	} {
		token := h.desk("wang")
		if err := c.change(t.Context()); err != nil {
			t.Fatal(c.name, err)
		}
		if a, err := h.s.Authenticate(page("GET", token, "")); err != nil || a.ID != 0 {
			t.Errorf("%s: the session lives on: %v", c.name, err)
		}
	}
	if n := h.number(`SELECT COUNT(*) FROM outbox_events WHERE topic = 'account.grants_changed'`); n != 4+2 {
		t.Errorf("%d events, so that a crash in between loses none", n)
	}
}

func TestAnImportThatReplacesAWorkerEndsHisSessionsToo(t *testing.T) {
	h := newHall(t)
	_, old := h.phone("li")
	_, fresh := h.phone("wu")
	ensure := func(id ID) {
		h.tx(func(tx *db.Tx) error {
			if _, err := h.s.EnsureGrant(t.Context(), tx, id, Worker, corner); err != nil {
				return err
			}
			_, err := h.s.EndGrants(t.Context(), tx, Worker, corner, id)
			return err
		})
	}
	events := func() int {
		return h.number(`SELECT COUNT(*) FROM outbox_events WHERE topic = 'account.grants_changed'`)
	}
	for i, c := range []struct {
		id   ID
		told int
	}{{old, 1}, {old, 1}, {fresh, 3}, {fresh, 3}} { // the second time nothing changes
		ensure(c.id)
		if n := events(); n != c.told {
			t.Errorf("import %d: %d events instead of %d", i+1, n, c.told)
		}
	}
	if list, err := h.s.Holders(t.Context(), h.s.DB, Worker, corner, h.clock.Now()); err != nil || len(list) != 1 || list[0] != fresh {
		t.Error(list, err)
	}
}

func TestARoleCountsOnlyWithinItsDates(t *testing.T) {
	h := newHall(t)
	_, id := h.phone("li")
	from, until := h.clock.Now().Add(time.Hour), h.clock.Now().Add(2*time.Hour)
	h.tx(func(tx *db.Tx) error {
		return insertGrant(t.Context(), tx, id, Grant{Role: Worker, Territory: corner, From: from, Until: &until}, nil)
	})
	token, _ := h.phone("li")
	for _, c := range []struct {
		after time.Duration
		want  bool
	}{{0, false}, {time.Hour, true}, {time.Hour - time.Second, true}, {time.Second, false}} {
		h.clock.Advance(c.after)
		if got := h.actor(token).Has(Worker, corner); got != c.want {
			t.Errorf("at %s: %v", h.clock.Now(), got)
		}
		held, err := h.s.Holders(t.Context(), h.s.DB, Worker, corner, h.clock.Now())
		if err != nil || (len(held) == 1) != c.want {
			t.Errorf("at %s held by %v, %v", h.clock.Now(), held, err)
		}
		if in, err := h.s.InOffice(t.Context(), h.s.DB, id, corner.Community, h.clock.Now()); err != nil || in != c.want {
			t.Errorf("at %s in office: %v, %v", h.clock.Now(), in, err)
		}
	}
}

func TestTheStaffPagesProveThatTheyCouldReadTheirToken(t *testing.T) {
	h := newHall(t)
	id := h.staff("wang", Staff, village)
	token := h.desk("wang")
	phone, _ := h.phone("li")
	for _, c := range []struct {
		name string
		r    *http.Request
		id   ID
		err  error
	}{
		{"reading needs no proof", page("GET", token, ""), id, nil},
		{"writing does", page("POST", token, ""), 0, ErrCSRF},
		{"a wrong proof", page("DELETE", token, csrfOf("x")), 0, ErrCSRF},
		{"the right one", page("POST", token, csrfOf(token)), id, nil},
		{"a cookie as a bearer token", bearer(token), 0, nil},
		{"a phone's token as a cookie", page("GET", phone, ""), 0, nil},
		{"an empty cookie", page("POST", "", ""), 0, nil},
	} {
		a, err := h.s.Authenticate(c.r)
		if a.ID != c.id || !errors.Is(err, c.err) {
			t.Errorf("%s: %d, %v", c.name, a.ID, err)
		}
		if c.id != 0 && !a.OnDesk {
			t.Errorf("%s: not on the desk", c.name)
		}
	}
}

func TestBothSessionKeysOpenWhatThePhoneSentJustNow(t *testing.T) {
	h := newHall(t)
	_, id := h.phone("li")
	keys := func() []string {
		t.Helper()
		k, err := h.s.SessionKeys(t.Context(), app, id)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	first := keys()
	if len(first) != 1 || first[0] == "" {
		t.Fatal(first)
	}
	for len(keys()) == 1 { // WeChat makes a new key now and then
		h.phone("li")
	}
	if both := keys(); both[1] != first[0] || both[0] == both[1] {
		t.Errorf("%q after %q", both, first)
	}
	h.clock.Advance(previousKeyLife + time.Second)
	if late := keys(); len(late) != 1 || late[0] == first[0] {
		t.Errorf("ten minutes later: %q", late)
	}
	if none, err := h.s.SessionKeys(t.Context(), app, 999); err != nil || none != nil {
		t.Error(none, err)
	}
}
