package volunteer

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"huiyin/server/internal/account"
)

// A household is a daughter who lives elsewhere in the community, and her mother
// in 01-01, who has a phone.
type household struct {
	*yard
	daughter, mother account.Actor
}

const herPhone = "13900000007"

func newHousehold(t *testing.T) *household {
	y := newYard(t)
	h := &household{y, y.resident("02-01"), y.resident("01-01")}
	h.run(`UPDATE accounts SET name = '王秀兰', phone_index = ?, home_community_id = ?, home_grid_id = ?, home_micro_grid_id = ? WHERE id = ?`,
		y.Accounts.PhoneIndex(herPhone), h.mother.Home.Community, h.mother.Home.Grid, h.mother.Home.MicroGrid, h.mother.ID)
	return h
}

func (h *household) asks(phone string) Link {
	h.Helper()
	l, err := h.AskParent(h.Context(), h.daughter, LinkDraft{Name: "妈妈", Phone: phone})
	if err != nil {
		h.Fatal(err)
	}
	return l
}

func (h *household) links(who account.Actor) []Link {
	h.Helper()
	list, err := h.FamilyLinks(h.Context(), who)
	if err != nil {
		h.Fatal(err)
	}
	return list
}

func (h *household) answers(who account.Actor, id LinkID, step LinkStep, want error) {
	h.Helper()
	_, err := h.StepLink(h.Context(), who, id, step)
	wants(h, string(step), err, want)
}

// mothers is her as one of those whom the daughter can sign up.
func (h *household) mothers() PersonID {
	h.Helper()
	list, err := h.People(h.Context(), h.daughter)
	if err != nil {
		h.Fatal(err)
	}
	i := slices.IndexFunc(list, func(p Person) bool { return p.Linked })
	if i < 0 {
		return 0
	}
	if list[i].Name != "妈妈" || list[i].Relation != Parent {
		h.Error(list[i])
	}
	return list[i].ID
}

func TestAParentWhoAgreesIsSignedUpAsHerself(t *testing.T) {
	h := newHousehold(t)
	d := h.draft(h.shift(48*time.Hour, 1))
	d.Audience = Near
	a := h.create(d)
	l := h.asks(herPhone)
	if h.told(h.mother, "家人想替您报名") != 1 || h.mothers() != 0 || l.State != LinkAsked || l.Parent != "" || !slices.Equal(l.May, []LinkStep{End}) {
		t.Errorf("%+v", l)
	}
	h.answers(h.daughter, l.ID, Agree, ErrLink)
	h.answers(h.resident("01-01"), l.ID, Agree, ErrLink)
	if seen := h.links(h.mother); len(seen) != 1 || seen[0].Child || !slices.Equal(seen[0].May, []LinkStep{Agree, End}) {
		t.Fatalf("%+v", seen)
	}
	for range 2 { // a second tap
		h.answers(h.mother, l.ID, Agree, nil)
	}
	who := h.mothers()
	if who == 0 || h.told(h.daughter, "家人同意了") != 1 {
		t.Fatal("she cannot be signed up")
	}
	su := h.signs(h.daughter, a.Shifts[0].ID, who) // for her near ones only: she is one, her daughter is not
	if su.Person != (Person{who, Parent, "妈妈", true}) || su.State != Confirmed {
		t.Errorf("%+v", su)
	}
	if again := h.signs(h.mother, a.Shifts[0].ID, 0); again.ID != su.ID {
		t.Error("she is two people: ", again)
	}
	for _, by := range []account.Actor{h.daughter, h.mother} {
		want := Person{ID: who, Relation: Self, Name: "王秀兰"}
		if by.ID == h.daughter.ID {
			want = Person{ID: who, Relation: Parent, Name: "妈妈", Linked: true}
		}
		if mine, err := h.Mine(t.Context(), by, 0, 9); err != nil || len(mine) != 1 || mine[0].ID != su.ID || mine[0].Person != want {
			t.Error("not both see it: ", mine, err)
		}
		if page := h.get(by, a.ID); !page.Mine || len(page.Shifts[0].Mine) != 1 {
			t.Errorf("%+v", page)
		}
	}
	if _, err := h.Cancel(t.Context(), h.worker, a.ID, "下雨"); err != nil {
		t.Fatal(err)
	}
	if h.told(h.daughter, "活动取消") != 1 || h.told(h.mother, "活动取消") != 1 {
		t.Error("not both hear of it once")
	}
	h.sound()
}

func TestATrustEndsWhenEitherSaysSo(t *testing.T) {
	h := newHousehold(t)
	a := h.create(h.draft(h.shift(48*time.Hour, 3)))
	l := h.asks(herPhone)
	h.answers(h.mother, l.ID, Agree, nil)
	who := h.mothers()
	su := h.signs(h.daughter, a.Shifts[0].ID, who)
	h.answers(h.mother, l.ID, End, nil)
	if h.told(h.daughter, "家人授权已取消") != 1 || h.mothers() != 0 || len(h.links(h.mother))+len(h.links(h.daughter)) != 0 {
		t.Error("it did not end for both")
	}
	_, err := h.SignUp(t.Context(), h.daughter, a.Shifts[0].ID, who)
	wants(t, "afterwards", err, ErrPerson)
	_, err = h.SetStep(t.Context(), h.daughter, su.ID, Withdraw)
	wants(t, "what she signed up for before", err, ErrSignup)
	if h.steps(h.mother, su.ID, Withdraw).State != Withdrawn {
		t.Error("it is not the mother's own")
	}
	if n := h.number(`SELECT COUNT(*) FROM family_links WHERE name_sealed IS NOT NULL OR phone_index IS NOT NULL`); n != 0 {
		t.Error("names or phones are kept")
	}
	h.asks(herPhone) // and may be asked again
}

func TestAParentMaySayItToHerWorker(t *testing.T) {
	h := newHousehold(t)
	l := h.asks(herPhone)
	near, err := h.FamilyLinksToTell(t.Context(), h.worker, 0, 9)
	if err != nil || len(near) != 1 || near[0].Parent != "王秀兰" || !slices.Equal(near[0].May, []LinkStep{Agree, End}) {
		t.Fatal(near, err)
	}
	elsewhere := h.resident("02-01")
	elsewhere.Grants = []account.Grant{{Role: account.Worker, Territory: h.at["02-01"]}}
	if list, err := h.FamilyLinksToTell(t.Context(), elsewhere, 0, 9); err != nil || len(list) != 0 {
		t.Error("another's worker sees ", list, err)
	}
	h.answers(elsewhere, l.ID, Agree, ErrLink)
	h.answers(h.worker, l.ID, Agree, nil)
	if near, err := h.FamilyLinksToTell(t.Context(), h.worker, 0, 9); err != nil || len(near) != 1 || !near[0].Told || !slices.Equal(near[0].May, []LinkStep{End}) {
		t.Error("what was noted cannot be taken back: ", near, err)
	}
	if h.mothers() == 0 || h.told(h.mother, "已记下您的同意") != 1 || !h.links(h.mother)[0].Told {
		t.Error("she is not told what was noted")
	}
	h.answers(h.worker, l.ID, End, nil)
	if h.mothers() != 0 || h.told(h.mother, "家人授权已取消") != 1 || h.told(h.daughter, "家人授权已取消") != 1 {
		t.Error("not both hear that it ended")
	}
	daughter := h.worker // who works there does not note it for herself
	own, err := h.AskParent(t.Context(), daughter, LinkDraft{Name: "妈", Phone: herPhone})
	if err != nil {
		t.Fatal(err)
	}
	h.answers(daughter, own.ID, Agree, ErrLink)
}

func TestAskingTellsNobodyWhoHasAPhone(t *testing.T) {
	h := newHousehold(t)
	known, unknown := h.asks(herPhone), h.asks("13900000099")
	known.ID, known.Asked, unknown.ID, unknown.Asked = 0, time.Time{}, 0, time.Time{}
	if known.State != unknown.State || known.Name != unknown.Name || known.Parent != unknown.Parent || !slices.Equal(known.May, unknown.May) {
		t.Errorf("%+v %+v", known, unknown)
	}
	before := h.links(h.daughter)
	h.answers(h.mother, h.links(h.mother)[0].ID, End, nil)
	if after := h.links(h.daughter); h.told(h.daughter, "家人授权已取消") != 0 || !reflect.DeepEqual(after, before) {
		t.Errorf("a refusal tells that somebody has the phone: %+v %+v", after, before)
	}
	if len(h.links(h.mother)) != 0 {
		t.Error("who refused is asked on")
	}
	_, err := h.AskParent(t.Context(), h.daughter, LinkDraft{Name: "妈妈", Phone: herPhone})
	wants(t, "asked again after a refusal", err, ErrLinked)
	_, err = h.AskParent(t.Context(), h.daughter, LinkDraft{Name: "妈妈", Phone: "13900000099"})
	wants(t, "asked twice", err, ErrLinked)
	_, err = h.AskParent(t.Context(), h.mother, LinkDraft{Name: "我", Phone: herPhone})
	wants(t, "herself", err, ErrOneself)
	h.run(`UPDATE accounts SET phone_index = ? WHERE id = ?`, h.Accounts.PhoneIndex("13900000099"), h.resident("01-01").ID) // who gives his phone later finds it
	if n := h.number(`SELECT COUNT(*) FROM family_links f JOIN accounts a ON a.phone_index = f.phone_index WHERE f.state = 'asked'`); n != 1 {
		t.Error(n)
	}
	for range asksPerDay.Burst {
		_, err = h.AskParent(t.Context(), h.daughter, LinkDraft{Name: "妈妈", Phone: "13900000098"})
	}
	wants(t, "too often", err, ErrAsks)
}

func TestNobodyIsHisOwnParentAndAnUnansweredRequestIsForgotten(t *testing.T) {
	h := newHousehold(t)
	l := h.asks("13900000099")
	h.run(`UPDATE accounts SET phone_index = ? WHERE id = ?`, h.Accounts.PhoneIndex("13900000099"), h.daughter.ID) // she gives the phone that she asked for
	if may := h.links(h.daughter)[0].May; !slices.Equal(may, []LinkStep{End}) {
		t.Error("she may ", may)
	}
	h.answers(h.daughter, l.ID, Agree, ErrLink)
	agreed := h.asks(herPhone)
	h.answers(h.mother, agreed.ID, Agree, nil)
	for _, c := range []struct {
		past   time.Duration
		phones int
	}{{-time.Minute, 2}, {time.Minute, 1}} {
		h.run(`UPDATE family_links SET asked_at = ?`, h.DB.Now().Add(-h.Options.LinksKept-c.past))
		if err := h.ForgetLinks(t.Context()); err != nil {
			t.Fatal(err)
		}
		if n := h.number(`SELECT COUNT(*) FROM family_links WHERE phone_index IS NOT NULL`); n != c.phones {
			t.Errorf("%d phones are kept", n)
		}
	}
}

func TestNobodyDecidesAboutAParentWhoTrustsHim(t *testing.T) {
	h := newHousehold(t)
	a := h.create(h.draft(h.shift(48*time.Hour, 3)))
	su := h.signs(h.mother, a.Shifts[0].ID, 0)
	own, err := h.AskParent(t.Context(), h.staff, LinkDraft{Name: "妈", Phone: herPhone})
	if err != nil {
		t.Fatal(err)
	}
	h.answers(h.mother, own.ID, Agree, nil)
	h.clock.Advance(51 * time.Hour)
	if err := h.State(t.Context(), h.worker, su.ID, 60, "没带手机"); err != nil {
		t.Fatal(err)
	}
	id := HoursID(h.number(`SELECT MAX(id) FROM volunteer_hours`))
	wants(t, "her son", h.Decide(t.Context(), h.staff, id, true), ErrSecond)
	h.answers(h.mother, own.ID, End, nil)
	wants(t, "afterwards", h.Decide(t.Context(), h.staff, id, true), nil)
}
