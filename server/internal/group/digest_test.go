package group

import (
	"bytes"
	"context"
	"image/png"
	"net/url"
	"strings"
	"testing"
	"time"

	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/wechat/sim"
)

// weeksOf tells of places what the test says there was.
func (w *town) weeksOf(_ context.Context, community int64, places []grid.Place) (map[int64]Week, error) {
	out := map[int64]Week{}
	for _, p := range places {
		if p.Community != community {
			w.Errorf("%+v is not in %d", p, community)
		}
		week := w.weekOf[p.MicroGridCode]
		week.Place, week.From, week.Until = p.MicroGridName, "2026-01-01", "2026-01-07"
		out[p.MicroGrid] = week
	}
	return out, nil
}

func (w *town) refresh(name, listed string, another bool) Digest {
	w.Helper()
	d, err := w.Refresh(w.Context(), w.who[name], w.group[listed], another)
	if err != nil {
		w.Fatal(err)
	}
	return d
}

// opensDigest is a tap in a WeChat group on the week's card.
func (w *town) opensDigest(name, in, card string, id DigestID) {
	w.Helper()
	o := w.opening(name, in, card)
	o.Digest = id
	if _, err := w.Enter(w.Context(), w.who[name], o); err != nil {
		w.Fatal(err)
	}
}

func TestACardIsMadeAnewUntilItIsSharedAndThenStays(t *testing.T) {
	w := newTown(t)
	w.bound("worker1", "01-01", "01-01", "leader")
	if d := w.refresh("worker1", "01-01", false); d.Stage != Quiet || d.Picture != "" {
		t.Fatalf("nothing to tell: %+v", d)
	}
	w.weekOf["01-01"] = Week{Reported: 2, Policy: &WeekItem{Title: "医保缴费", Page: "/p"}}
	first := w.refresh("worker1", "01-01", false)
	if first.Stage != Made || first.Reported != 2 || first.Policy.Title != "医保缴费" || first.Place != "01-01" || first.Picture == "" {
		t.Fatalf("%+v", first)
	}
	w.weekOf["01-01"] = Week{Reported: 3}
	w.clock.Advance(time.Minute)
	if d := w.refresh("worker1", "01-01", false); d.ID != first.ID || d.Reported != 3 || d.Picture == first.Picture {
		t.Errorf("before it is shared it is anew: %+v", d)
	}
	wants(t, "sharing", w.Share(t.Context(), w.who["worker1"], first.ID), nil)
	w.weekOf["01-01"] = Week{Reported: 4}
	w.clock.Advance(time.Hour)
	if d := w.refresh("worker1", "01-01", false); d.ID != first.ID || d.Reported != 3 || d.Stage != Shared {
		t.Errorf("what the group was shown stays: %+v", d)
	}
	second := w.refresh("worker1", "01-01", true)
	if second.ID == first.ID || second.Reported != 4 || second.Stage != Made {
		t.Errorf("another: %+v", second)
	}
	if d, err := w.Digest(t.Context(), first.ID); err != nil || d.Reported != 3 {
		t.Errorf("the first is still there for who has it: %+v %v", d, err)
	}
	w.clock.Advance(7 * 24 * time.Hour)
	if d := w.refresh("worker1", "01-01", false); d.ID == second.ID || d.Stage != Made {
		t.Errorf("a new week, a new card: %+v", d)
	}
}

func TestOnlyOpeningsInTheCardsOwnGroupCountForIt(t *testing.T) {
	w := newTown(t)
	w.bound("worker1", "01-01", "01-01", "leader")
	w.bound("worker2", "01-02", "01-02", "leader")
	w.weekOf["01-01"] = Week{Open: 1}
	id := w.refresh("worker1", "01-01", false).ID
	for _, name := range []string{"r1", "r1", "r2"} {
		w.opensDigest(name, "01-01", "01-01", id)
	}
	w.opensDigest("r3", "01-02", "01-01", id)
	w.opensDigest("r3", "outside", "01-01", id)
	friends := w.wechat.Open("r1", w.wechat.Share("r2", map[string]string{"to": "r1"}, sim.Card{Path: "x"}))
	two, _ := w.wechat.Ask("group_enter", "r1", friends)
	if _, err := w.Enter(t.Context(), w.who["r1"], Opening{Group: &Sealed{two.Data, two.IV}, Digest: id}); err != nil {
		t.Fatal(err)
	}
	d, err := w.Digest(t.Context(), id)
	if err != nil || d.Opens != 3 || d.Openers != 2 || d.Stage != Opened || d.SharedAt == nil {
		t.Errorf("%+v %v", d, err)
	}
	w.weekOf["01-01"] = Week{Open: 5}
	if d := w.refresh("worker1", "01-01", false); d.ID != id || d.Open != 1 {
		t.Errorf("who opened it has seen it: %+v", d)
	}
}

func TestStaffSeeAllCardsAndHaveThemMadeAnew(t *testing.T) {
	w := newTown(t)
	w.weekOf["01-01"], w.weekOf["02-01"] = Week{Solved: 1}, Week{Activity: &WeekItem{Title: "大扫除", When: "1月9日 09:00", Page: "/p"}}
	if list, err := w.Digests(t.Context(), w.who["staff"], 1); err != nil || len(list) != 3 || list[0].Digest != nil {
		t.Fatalf("%+v %v", list, err)
	}
	list, err := w.Remake(t.Context(), w.who["staff"], Remake{Community: 1})
	if err != nil || len(list) != 3 {
		t.Fatal(err)
	}
	for i, want := range []Stage{Made, Quiet, Made} {
		if d := list[i].Digest; d == nil || d.Stage != want {
			t.Errorf("%d: %+v", i, d)
		}
	}
	shared := list[0].Digest.ID
	wants(t, "of elsewhere", w.Share(t.Context(), w.who["worker2"], shared), ErrNotFound)
	wants(t, "by who only reads", w.Share(t.Context(), w.who["county"], shared), ErrMay)
	wants(t, "none", w.Share(t.Context(), w.who["worker1"], 999), ErrDigest)
	wants(t, "by its worker", w.Share(t.Context(), w.who["worker1"], shared), nil)
	w.weekOf["01-01"] = Week{Solved: 2}
	for _, c := range []struct {
		groups []ID
		same   bool
	}{{nil, true}, {[]ID{w.group["01-01"]}, false}} {
		w.clock.Advance(time.Minute)
		list, err := w.Remake(t.Context(), w.who["staff"], Remake{Community: 1, Groups: c.groups})
		if err != nil || len(list) != 3 || (list[0].Digest.ID == shared) != c.same {
			t.Errorf("%v: %+v %v", c.groups, list[0].Digest, err)
		}
	}
	_, err = w.Remake(t.Context(), w.who["worker2"], Remake{Community: 1, Groups: []ID{w.group["01-01"]}})
	wants(t, "of elsewhere", err, ErrNotFound)
	_, err = w.Remake(t.Context(), w.who["r1"], Remake{Community: 1})
	wants(t, "without an office", err, ErrNotFound)
	if list, err := w.Digests(t.Context(), w.who["worker2"], 0); err != nil || len(list) != 1 || list[0].Group.ID != w.group["01-02"] {
		t.Errorf("a worker sees his own: %+v %v", list, err)
	}
}

func TestCardsAreMadeByThemselvesOnceADayAndOldOnesGo(t *testing.T) {
	w := newTown(t)
	w.weekOf["01-01"] = Week{Open: 1}
	made := func() (n int) {
		t.Helper()
		if err := w.MakeDigests(t.Context()); err != nil {
			t.Fatal(err)
		}
		return w.number(`SELECT COUNT(*) FROM group_digests WHERE made_at = ?`, w.DB.Now())
	}
	for _, c := range []struct {
		later time.Duration
		want  int
	}{{0, 3}, {time.Minute, 0}, {24 * time.Hour, 3}, {7 * 24 * time.Hour, 3}} {
		w.clock.Advance(c.later)
		if n := made(); n != c.want {
			t.Errorf("after %s %d were made", c.later, n)
		}
	}
	w.opensDigest("r1", "01-01", "01-01", DigestID(w.number(`SELECT MIN(id) FROM group_digests`)))
	w.clock.Advance(digestsKept)
	if made(); w.number(`SELECT COUNT(*) FROM group_digests`) != 6 {
		t.Error(w.number(`SELECT COUNT(*) FROM group_digests`), "are kept")
	}
}

func TestThePictureIsForWhoWasGivenItsAddress(t *testing.T) {
	w := newTown(t)
	w.weekOf["01-01"] = Week{Reported: 12, Solved: 9, Open: 3, Policy: &WeekItem{Title: strings.Repeat("城乡居民医疗保险", 8)}, Activity: &WeekItem{Title: "周五大扫除", When: "11月27日 09:00"}}
	d := w.refresh("worker1", "01-01", false)
	u, err := url.Parse(d.Picture)
	if err != nil || !strings.HasPrefix(d.Picture, "https://x/v1/group-digests/") {
		t.Fatal(d.Picture, err)
	}
	b, err := w.Picture(t.Context(), d.ID, u.Query().Get("key"))
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil || img.Bounds().Dx()*4 != img.Bounds().Dy()*5 || len(b) > 128<<10 {
		t.Fatal(img.Bounds(), len(b), err)
	}
	empty, err := w.Picture(t.Context(), d.ID, u.Query().Get("key"))
	if err != nil || !bytes.Equal(empty, b) {
		t.Error("the same card is another picture")
	}
	_, err = w.Picture(t.Context(), d.ID+1, u.Query().Get("key"))
	wants(t, "another card", err, ErrDigest)
	w.drawer = drawer{font: "/nowhere"}
	if d := w.refresh("worker1", "01-01", false); d.Picture != "" || d.Stage != Made {
		t.Errorf("without a font the card has WeChat's own picture: %+v", d)
	}
}
