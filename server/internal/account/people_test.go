package account

import (
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/server/internal/platform/db"
)

func TestPeopleAreListedWithinOnesTerritory(t *testing.T) {
	h := newHall(t)
	other := Territory{Community: 2}
	admin := h.staff("admin", Admin, Territory{})
	wang, li := h.staff("wang", Staff, village), h.staff("li_50%", Leader, grid)
	far, gone := h.staff("far", Staff, other), h.staff("gone", Worker, corner)
	h.exec(`UPDATE role_grants SET revoked_at = from_at WHERE account_id = ?`, gone)
	bare := h.staff("bare", "", Territory{})
	h.phone("li") // a resident is in no list of office holders
	by := func(role Role, at Territory) Actor { return Actor{ID: 1, Grants: []Grant{{Role: role, Territory: at}}} }
	for _, c := range []struct {
		name string
		by   Actor
		q    PeopleQuery
		want []ID
	}{
		{"an admin", by(Admin, Territory{}), PeopleQuery{}, []ID{admin, wang, li, far, gone, bare}},
		{"staff", by(Staff, village), PeopleQuery{}, []ID{wang, li}},
		{"staff of another community", by(Staff, other), PeopleQuery{}, []ID{far}},
		{"by role", by(Admin, Territory{}), PeopleQuery{Role: Staff}, []ID{wang, far}},
		{"by community", by(Admin, Territory{}), PeopleQuery{Community: 1}, []ID{wang, li}},
		{"staff asking for another community", by(Staff, village), PeopleQuery{Community: 2}, nil},
		{"who left", by(Staff, village), PeopleQuery{Former: true}, []ID{gone}},
		{"who left, by role", by(Staff, village), PeopleQuery{Former: true, Role: Leader}, nil},
		{"who left another community", by(Staff, other), PeopleQuery{Former: true}, nil},
		{"who left, asked by an admin", by(Admin, Territory{}), PeopleQuery{Former: true}, []ID{gone}},
		{"by words", by(Admin, Territory{}), PeopleQuery{Words: "50%"}, []ID{li}},
		{"by what looks like a pattern", by(Admin, Territory{}), PeopleQuery{Words: "_%_"}, nil},
		{"nobody", Actor{ID: 1}, PeopleQuery{}, nil},
	} {
		c.q.Limit = 10
		list, err := h.s.People(t.Context(), c.by, c.q)
		var got []ID
		for _, p := range list {
			got = append(got, p.ID)
		}
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v %v", c.name, got, err)
		}
	}
	var got []ID
	for after := ID(0); ; {
		list, err := h.s.People(t.Context(), by(Admin, Territory{}), PeopleQuery{After: after, Limit: 2})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range list[:min(2, len(list))] {
			got, after = append(got, p.ID), p.ID
		}
		if len(list) <= 2 {
			break
		}
	}
	if !slices.Equal(got, []ID{admin, wang, li, far, gone, bare}) {
		t.Error("page by page: ", got)
	}
}

// clerk adds people; what he may see is his village.
var clerk = Actor{ID: 1, Grants: []Grant{{Role: Staff, Territory: village}}}

func TestAPersonIsAddedWithBothOrNeitherOfNameAndPassword(t *testing.T) {
	h := newHall(t)
	for _, c := range []struct {
		name string
		d    PersonDraft
		want error
	}{
		{"by name only", PersonDraft{Name: " 赵 "}, nil}, {"with a sign-in", PersonDraft{Name: "钱", Username: "qian", Password: password}, nil},
		{"taken", PersonDraft{Name: "孙", Username: "qian", Password: password}, ErrUsername}, {"no password", PersonDraft{Name: "李", Username: "li"}, ErrWeak},
		{"no username", PersonDraft{Name: "李", Password: password}, ErrWeak}, {"weak", PersonDraft{Name: "李", Username: "li", Password: "short"}, ErrWeak}, {"blank", PersonDraft{Name: " "}, ErrName},
	} {
		p, err := h.s.AddPerson(t.Context(), clerk, c.d)
		wants(t, c.name, err, c.want)
		if err == nil && (p.Name != strings.TrimSpace(c.d.Name) || p.ID == 0 || p.Roles == nil) {
			t.Errorf("%s: %+v", c.name, p)
		}
	}
	wants(t, "who was added signs in", h.signIn("qian", password, "", "a"), nil)
	if n := h.number(`SELECT COUNT(*) FROM accounts WHERE password_hash LIKE 'argon2id$%'`); n != 1 {
		t.Errorf("%d hashes", n)
	}
}

func TestAPersonIsKnownByPhone(t *testing.T) {
	h := newHall(t)
	zhang := h.imported("13911112222", "")
	made, err := h.s.AddPerson(t.Context(), clerk, PersonDraft{Name: "赵", Phone: "13933334444"})
	if err != nil || made.PhoneMasked != "139****4444" {
		t.Fatalf("%+v %v", made, err)
	}
	for _, c := range []struct {
		name string
		d    PersonDraft
		id   ID
		want error
	}{
		{"who is there already", PersonDraft{Name: "张三", Phone: "13911112222"}, zhang, nil},
		{"who was just added", PersonDraft{Name: "赵", Phone: "13933334444"}, made.ID, nil},
		{"a sign-in for who is there", PersonDraft{Name: "张三", Phone: "13911112222", Username: "zhang", Password: password}, 0, ErrPhone},
	} {
		p, err := h.s.AddPerson(t.Context(), clerk, c.d)
		wants(t, c.name, err, c.want)
		if p.ID != c.id || c.id == zhang && p.Name != "张" || err == nil && !p.Known {
			t.Errorf("%s: %+v", c.name, p)
		}
	}
	wants(t, "given", h.s.Give(t.Context(), Actor{ID: 1, Grants: []Grant{{Role: Admin}}}, zhang, GrantDraft{Role: Worker, Territory: corner}), nil)
	for community, name := range map[int64]string{1: "张", 2: "张**"} { // whoever reaches his post finds him in the list too
		by := Actor{ID: 1, Grants: []Grant{{Role: Staff, Territory: Territory{Community: community}}}}
		if p, err := h.s.AddPerson(t.Context(), by, PersonDraft{Name: "x", Phone: "13911112222"}); err != nil || p.Name != name {
			t.Errorf("staff of %d: %+v %v", community, p, err)
		}
	}
	h.exec(`UPDATE accounts SET disabled = TRUE WHERE id = ?`, zhang)
	_, err = h.s.AddPerson(t.Context(), clerk, PersonDraft{Name: "张三", Phone: "13911112222"})
	wants(t, "who is barred", err, ErrPhone)
}

func TestRolesAreGivenAndTakenWithinBounds(t *testing.T) {
	h := newHall(t)
	staff := Actor{ID: h.staff("wang", Staff, village), Grants: []Grant{{Role: Staff, Territory: village}}}
	admin := Actor{ID: h.staff("admin", Admin, Territory{}), Grants: []Grant{{Role: Admin}}}
	_, li := h.phone("li")
	past, later := h.clock.Now().Add(-time.Hour), h.clock.Now().Add(time.Hour)
	for _, c := range []struct {
		name string
		by   Actor
		id   ID
		d    GrantDraft
		want error
	}{
		{"a worker", staff, li, GrantDraft{Role: Worker, Territory: corner}, nil},
		{"for a time to come", staff, li, GrantDraft{Role: Leader, Territory: grid, From: &later}, nil},
		{"a worker of nowhere", staff, li, GrantDraft{Role: Worker, Territory: village}, ErrGrant},
		{"until before it began", staff, li, GrantDraft{Role: Worker, Territory: corner, From: &later, Until: &past}, ErrGrant},
		{"until a time that is over", staff, li, GrantDraft{Role: Worker, Territory: corner, Until: &past}, ErrGrant},
		{"above oneself", staff, li, GrantDraft{Role: Admin}, ErrForbidden},
		{"elsewhere", staff, li, GrantDraft{Role: Staff, Territory: Territory{Community: 2}}, ErrForbidden},
		{"to nobody", staff, 999, GrantDraft{Role: Worker, Territory: corner}, ErrNotFound},
	} {
		wants(t, c.name, h.s.Give(t.Context(), c.by, c.id, c.d), c.want)
	}
	grants, err := grantsOf(t.Context(), h.s.DB, li)
	if err != nil || len(grants) != 2 || grants[0].Territory != corner || !grants[1].From.Equal(later) {
		t.Fatalf("%+v %v", grants, err)
	}
	adminsOwn, err := grantsOf(t.Context(), h.s.DB, admin.ID)
	if err != nil {
		t.Fatal(err)
	}
	wants(t, "taken from one's better", h.s.RevokeRole(t.Context(), staff, admin.ID, adminsOwn[0].ID), ErrForbidden)
	wants(t, "of another person", h.s.RevokeRole(t.Context(), staff, li, adminsOwn[0].ID), ErrNotFound)
	wants(t, "taken", h.s.RevokeRole(t.Context(), staff, li, grants[0].ID), nil)
	wants(t, "taken twice", h.s.RevokeRole(t.Context(), staff, li, grants[0].ID), ErrNotFound)
	if n := h.number(`SELECT COUNT(*) FROM role_grants WHERE account_id = ? AND granted_by = ?`, li, staff.ID); n != 2 {
		t.Errorf("%d grants say who gave them", n)
	}
}

func TestNobodyBarsSomebodyBeyondHisReach(t *testing.T) {
	h := newHall(t)
	staff := Actor{ID: h.staff("wang", Staff, village), Grants: []Grant{{Role: Staff, Territory: village}}}
	admin := Actor{ID: h.staff("admin", Admin, Territory{}), Grants: []Grant{{Role: Admin}}}
	_, near := h.phone("li")
	_, far := h.phone("wu")
	h.tx(func(tx *db.Tx) error {
		if err := h.s.SetHome(t.Context(), tx, near, corner, nil, Member); err != nil {
			return err
		}
		return h.s.SetHome(t.Context(), tx, far, Territory{Community: 2, Grid: 1, MicroGrid: 1}, nil, Member)
	})
	for _, c := range []struct {
		name string
		by   Actor
		id   ID
		want error
	}{
		{"oneself", staff, staff.ID, ErrForbidden}, {"one's better", staff, admin.ID, ErrForbidden}, {"a resident of another community", staff, far, ErrForbidden},
		{"nobody", staff, 999, ErrNotFound}, {"a resident of one's own", staff, near, nil}, {"anybody, by an admin", admin, far, nil}, {"staff, by an admin", admin, staff.ID, nil},
	} {
		wants(t, c.name, h.s.SetDisabled(t.Context(), c.by, c.id, true), c.want)
	}
	wants(t, "let in again", h.s.SetDisabled(t.Context(), admin, near, false), nil)
	h.phone("li")
}

func TestAnOpenIDLeadsToItsAccountAndBack(t *testing.T) {
	h := newHall(t)
	_, li := h.phone("li")
	openid, err := h.s.WeChatOpenID(t.Context(), h.s.DB, li, app)
	if err != nil || len(openid) != 28 {
		t.Fatal(openid, err)
	}
	if id, err := h.s.AccountByOpenID(t.Context(), h.s.DB, app, openid); err != nil || id != li {
		t.Error(id, err)
	}
	if id, err := h.s.AccountByOpenID(t.Context(), h.s.DB, "other", openid); err != nil || id != 0 {
		t.Error("another app's openid: ", id, err)
	}
	if none, err := h.s.WeChatOpenID(t.Context(), h.s.DB, 999, app); err != nil || none != "" {
		t.Error(none, err)
	}
}
