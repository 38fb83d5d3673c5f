package issue

import (
	"errors"
	"testing"

	"huiyin/server/internal/grid"
)

func TestBodiesAreKeptByTheCommunitysStaff(t *testing.T) {
	w := newTown(t)
	a, b := w.at["a"].Community, w.at["b"].Community
	d := BodyDraft{Name: "自来水公司", Kind: "公用事业", Limit: "2 个工作日", Reachable: Reachable{"李", "0935-1234567"}, Active: true}
	id, err := w.AddBody(t.Context(), w.who["staff"], a, d)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.AddBody(t.Context(), w.who["staff"], a, d)
	wants(t, "twice", err, ErrBodyName)
	_, err = w.AddBody(t.Context(), w.who["staff"], b, d)
	wants(t, "elsewhere", err, ErrScope)
	got, err := w.Body(t.Context(), w.who["staff"], id)
	if d.Limit = "2工作日"; err != nil || got != d {
		t.Errorf("%+v %v", got, err)
	}
	_, err = w.Body(t.Context(), w.who["leader"], id)
	wants(t, "a leader asks", err, ErrBody)
	d.Active, d.Phone = false, ""
	if err := w.ChangeBody(t.Context(), w.who["staff"], id, d); err != nil {
		t.Fatal(err)
	}
	w.give("staff", w.take("staff", w.report("reporter", Draft{}), StepDraft{Step: Accept}), "物业")
	list, err := w.Bodies(t.Context(), w.who["staff"], a)
	if err != nil || len(list) != 3 || list[2].Name != d.Name || list[2].Active || list[1].PhoneMasked != "138****0001" || list[1].ContactMask != "赵**" || list[1].OpenTasks != 1 {
		t.Errorf("%+v %v", list, err)
	}
	if n := w.number(`SELECT COUNT(*) FROM bodies WHERE contact_sealed LIKE '%赵%' OR phone_sealed LIKE '%138%'`); n != 0 {
		t.Error("whom one calls can be read in the database")
	}
	for name, spoil := range map[string]func(*BodyDraft){"no name": func(d *BodyDraft) { d.Name = " " }, "no limit": func(d *BodyDraft) { d.Limit = "soon" }} {
		bad := d
		if spoil(&bad); w.ChangeBody(t.Context(), w.who["staff"], id, bad) == nil {
			t.Error(name)
		}
	}
}

func TestShortNumbersAreMaskedAndNotHidden(t *testing.T) {
	w := newTown(t)
	for phone, want := range map[string]string{"": "", "110": "****", "8211234": "****34", "0935-8211234": "093****1234", "13800000001": "138****0001"} {
		r, err := w.sealBody(BodyDraft{Name: "派出所", Kind: "公安", Limit: "1工作日", Reachable: Reachable{Phone: phone}})
		var b Body
		if err = errors.Join(err, w.maskBody(&b, r)); err != nil || b.PhoneMasked != want {
			t.Errorf("%s: %q %v", phone, b.PhoneMasked, err)
		}
	}
}

func TestABodyOfNoCommunityIsRefused(t *testing.T) {
	w := newTown(t)
	_, err := w.AddBody(t.Context(), w.who["admin"], 999, BodyDraft{Name: "物业", Kind: "物业公司", Limit: "1工作日", Active: true})
	wants(t, "of no community", err, grid.ErrNotFound)
}
