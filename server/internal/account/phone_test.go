package account

import (
	"strings"
	"testing"

	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/wechattest"
)

func TestAPhoneNumberIsSealedMaskedAndOnesOwn(t *testing.T) {
	h := newHall(t)
	token, li := h.phone("li")
	_, wu := h.phone("wu")
	set := func(id ID, code string) error { _, err := h.s.SetPhone(t.Context(), Actor{ID: id}, code); return err }
	theirs := h.wechat.PhoneCode("wu")
	wants(t, "with another person's code", set(li, theirs), ErrCode)
	wants(t, "with a login code", set(li, h.wechat.Login("li")), ErrCode)
	wants(t, "with one's own", set(li, h.wechat.PhoneCode("li")), nil)
	wants(t, "by its owner, after somebody tried it", set(wu, theirs), nil)
	wants(t, "on the staff pages, where WeChat cannot tell whose it is", set(h.staff("wang", Staff, village), h.wechat.PhoneCode("li")), ErrForbidden)
	if n := h.number(`SELECT COUNT(*) FROM accounts WHERE INSTR(phone_sealed, '1990000000') > 0 OR INSTR(phone_index, '1990000000') > 0`); n != 0 {
		t.Error("the number is readable in the database")
	}
	masked, err := h.s.MaskedPhone(t.Context(), h.s.DB, li)
	full, err2 := h.s.Phone(t.Context(), h.s.DB, li)
	if masked != "199****0001" || full != wechattest.Phone(1) || err != nil || err2 != nil {
		t.Error(masked, full, err, err2)
	}
	if me, err := h.s.Me(t.Context(), li); err != nil || me.PhoneMasked != masked || h.actor(token).ID != li {
		t.Error(me.PhoneMasked, err)
	}
	if none, err := h.s.MaskedPhone(t.Context(), h.s.DB, h.staff("nobody", "", Territory{})); none != "" || err != nil {
		t.Error(none, err)
	}
}

// import makes the account of a worker of a table.
func (h *hall) imported(phone, unionid string) (id ID) {
	h.Helper()
	h.tx(func(tx *db.Tx) (err error) {
		if id, _, err = h.s.EnsureWorker(h.Context(), tx, WorkerSeed{Name: "张", Phone: phone, UnionID: unionid}); err != nil {
			return err
		}
		_, err = h.s.EnsureGrant(h.Context(), tx, id, Worker, corner)
		return err
	})
	return id
}

func TestWhoHasAnImportedNumberBecomesThatWorker(t *testing.T) {
	h := newHall(t)
	token, li := h.phone("li")
	wants(t, "consent", h.s.Consent(t.Context(), Actor{ID: li}, version), nil)
	building := int64(7)
	h.tx(func(tx *db.Tx) error { return h.s.SetHome(t.Context(), tx, li, corner, &building, Member) })
	worker := h.imported(wechattest.Phone(1), "")
	id, err := h.s.SetPhone(t.Context(), Actor{ID: li}, h.wechat.PhoneCode("li"))
	if err != nil || id != worker {
		t.Fatal(id, err)
	}
	a := h.actor(token)
	if a.ID != worker || !a.Has(Worker, corner) || !a.Consented || a.Home != corner || a.Level != Member {
		t.Errorf("the open session says %+v", a)
	}
	if _, again := h.phone("li"); again != worker {
		t.Errorf("the next sign-in is %d's", again)
	}
	me, err := h.s.Me(t.Context(), worker)
	if err != nil || me.Name != "张" || me.Building == nil || *me.Building != building || len(me.Roles) != 1 {
		t.Errorf("%+v %v", me, err)
	}
	if n := h.number(`SELECT COUNT(*) FROM outbox_events WHERE topic = 'account.merged'`); n != 1 {
		t.Errorf("%d told", n)
	}
	if gone, err := byID(t.Context(), h.s.DB, li); err != nil || !gone.Disabled || gone.UnionID != nil {
		t.Errorf("%+v %v", gone, err)
	}
	if list, err := h.s.SignIns(t.Context(), Actor{ID: worker}, token); err != nil || len(list) != 2 {
		t.Errorf("%+v %v", list, err)
	}
}

func TestAnImportedUnionIDIsKnownAtTheFirstSignIn(t *testing.T) {
	h := newHall(t)
	worker := h.imported("13911112222", "union-li")
	if _, id := h.phone("li"); id != worker {
		t.Errorf("%d instead of %d", id, worker)
	}
}

func TestNobodyTakesOverAnAccountThatIsInUse(t *testing.T) {
	h := newHall(t)
	_, li := h.phone("li")
	_, wu := h.phone("wu")
	claim := func(id ID, user string) error {
		_, err := h.s.SetPhone(t.Context(), Actor{ID: id}, h.wechat.PhoneCode(user))
		return err
	}
	steal := func(from, to ID) { // as if WeChat had given a number to somebody else
		h.exec(`UPDATE accounts SET phone_index = NULL WHERE id = ?`, from)
		h.exec(`UPDATE accounts SET phone_index = ? WHERE id = ?`, h.s.Seal.Index(wechattest.Phone(1), "phone"), to)
	}
	wants(t, "his own", claim(li, "li"), nil)
	steal(li, wu)
	wants(t, "of somebody who signs in", claim(li, "li"), ErrPhone)
	h.exec(`UPDATE accounts SET phone_index = NULL`)
	barred := h.imported(wechattest.Phone(2), "")
	h.exec(`UPDATE accounts SET disabled = TRUE WHERE id = ?`, barred)
	wants(t, "of a barred account", claim(wu, "wu"), ErrPhone)
	h.exec(`UPDATE accounts SET disabled = FALSE WHERE id = ?`, barred)
	h.tx(func(tx *db.Tx) error { _, err := h.s.EnsureGrant(t.Context(), tx, wu, Leader, grid); return err })
	wants(t, "by somebody with a post of his own", claim(wu, "wu"), ErrPhone)
	h.tx(func(tx *db.Tx) error { _, err := h.s.EndGrants(t.Context(), tx, Leader, grid); return err })
	wants(t, "after he left it", claim(wu, "wu"), nil)
}

func TestASealedNumberNeedsItsKey(t *testing.T) {
	h := newHall(t)
	worker := h.imported("13911112222", "")
	h.exec(`UPDATE accounts SET phone_sealed = CONCAT(phone_sealed, 'x') WHERE id = ?`, worker)
	if masked, err := h.s.MaskedPhone(t.Context(), h.s.DB, worker); masked != "" || err != nil {
		t.Error("a damaged number is shown as none: ", masked, err)
	}
	if _, err := h.s.Phone(t.Context(), h.s.DB, worker); err == nil || strings.Contains(err.Error(), "139") {
		t.Error("it must not be called: ", err)
	}
}
