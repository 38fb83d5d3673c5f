package notice

import (
	"testing"
	"time"

	"huiyin/server/internal/account"
)

func TestAHeadlineIsTheNewestThatEverybodyThereMayRead(t *testing.T) {
	w := newTown(t)
	places := []account.Territory{w.at["01-01"], w.at["01-02"], w.at["02-01"]}
	heads := func() (out [3]string) {
		t.Helper()
		found, err := w.Headlines(t.Context(), 1, places, w.DB.Now().AddDate(0, 0, -7))
		if err != nil {
			t.Fatal(err)
		}
		for i, at := range places {
			out[i] = found[at.MicroGrid].Title
		}
		return out
	}
	sends := func(title string, a Audience, more func(*Draft)) ID {
		t.Helper()
		d := draft()
		d.Title, d.Audience = title, a
		if more != nil {
			more(&d)
		}
		w.clock.Advance(time.Minute)
		return w.sends(d)
	}
	all, first := draft().Audience, Audience{Grids: []int64{w.at["01-01"].Grid}, MicroGrids: []int64{}, Tags: []string{}}
	one := Audience{Grids: []int64{}, MicroGrids: []int64{w.at["02-01"].MicroGrid}, Tags: []string{}}
	elders := Audience{Grids: []int64{}, MicroGrids: []int64{}, Tags: []string{"elder"}}
	w.isElder("r1")
	soon := w.DB.Now().Add(2 * time.Hour)
	sends("全体", all, nil)
	sends("一网格", first, nil)
	only := sends("一处", one, nil)
	sends("老人", elders, nil)
	sends("紧急", all, func(d *Draft) { d.Emergency = true })
	w.wants("the newest of each", heads(), [3]string{"一网格", "一网格", "一处"})
	sends("今天有效", all, func(d *Draft) { d.ValidUntil = &soon })
	w.wants("one that holds for two hours", heads(), [3]string{"今天有效", "今天有效", "今天有效"})
	w.clock.Advance(3 * time.Hour)
	w.must(w.takes("staff", only, Take{Step: Withdraw, Reason: "写错了"}))
	w.wants("without what holds no more", heads(), [3]string{"一网格", "一网格", "全体"})
	w.clock.Advance(7 * 24 * time.Hour)
	w.wants("a week later", heads(), [3]string{})
	if found, err := w.Headlines(t.Context(), 2, places, w.DB.Now()); err != nil || len(found) != 0 {
		t.Error("another community's: ", found, err)
	}
}

func (w *town) isElder(name string) {
	w.Helper()
	if _, err := w.NoteTags(w.Context(), w.who["worker01-01"], w.who[name].ID, []string{"elder"}, true); err != nil {
		w.Fatal(err)
	}
}

func TestWhatIsForEverybodyIsReadByWhoCameLater(t *testing.T) {
	w := newTown(t)
	d := draft()
	d.Audience.MicroGrids = []int64{w.at["01-01"].MicroGrid}
	id := w.sends(d)
	late := account.Actor{ID: w.who["r2"].ID, Home: w.at["01-01"]} // the fan-out has not met him
	if p, err := w.Page(t.Context(), late, id); err != nil || p.ForMe || p.CanAsk || p.HTML == "" {
		t.Errorf("%+v %v", p, err)
	}
	_, err := w.Page(t.Context(), w.who["r2"], id)
	w.refuses("of elsewhere", err, ErrNotFound)
	_, err = w.Page(t.Context(), account.Actor{ID: late.ID}, id)
	w.refuses("of nowhere", err, ErrNotFound)
	d.Audience.Tags = []string{"elder"}
	w.isElder("r1")
	_, err = w.Page(t.Context(), late, w.sends(d))
	w.refuses("what is for some only", err, ErrNotFound)
}

func TestWhatMessagesReachInAMicroGridIsCounted(t *testing.T) {
	w := newTown(t)
	w.crowd(3, "01-01")
	w.grant("r1")
	old := w.sends(draft())
	w.expands()
	w.clock.Advance(40 * 24 * time.Hour)
	d := draft()
	d.Audience.Grids = []int64{w.at["01-01"].Grid}
	w.sends(d)
	gone := w.sends(draft())
	w.expands()
	w.must(w.takes("staff", gone, Take{Step: Withdraw, Reason: "写错了"}))
	first := ID(w.number(`SELECT MAX(id) - 1 FROM notices`))
	if err := w.Confirm(t.Context(), w.who["r1"], first); err != nil {
		t.Fatal(err)
	}
	if err := w.Confirm(t.Context(), w.who["r1"], old); err != nil {
		t.Fatal(err)
	}
	since := w.DB.Now().AddDate(0, 0, -30)
	for code, want := range map[string]Reached{"01-01": {Residents: 4, Subscribed: 1, Sent: 4, Confirmed: 1}, "02-01": {Residents: 1}, "01-02": {}} {
		got, err := w.Reached(t.Context(), w.at[code], since)
		if err != nil || got != want {
			t.Errorf("%s: %+v %v instead of %+v", code, got, err, want)
		}
	}
}
