package volunteer

import (
	"testing"
	"time"

	"huiyin/server/internal/account"
)

func TestWhatComesNextIsThePlacesOwnBeforeTheCommunitys(t *testing.T) {
	y := newYard(t)
	make := func(title, code string, in time.Duration) ID {
		t.Helper()
		d := y.draft(y.shift(in, 5))
		d.Territory, d.Title = y.at[code], title
		a, err := y.Create(t.Context(), y.staff, d)
		if err != nil {
			t.Fatal(err)
		}
		return a.ID
	}
	make("社区明天", "", 24*time.Hour)
	make("网格后天", "01", 48*time.Hour)
	make("下周", "01-01", 8*24*time.Hour)
	own := make("本格", "01-01", 72*time.Hour)
	make("本格再后", "01-01", 96*time.Hour)
	next := func() (out [3]string) {
		t.Helper()
		places := []account.Territory{y.at["01-01"], y.at["01-02"], y.at["02-01"]}
		found, err := y.Upcoming(t.Context(), 1, places, y.clock.Now().AddDate(0, 0, 7))
		if err != nil {
			t.Fatal(err)
		}
		for i, at := range places {
			out[i] = found[at.MicroGrid].Title
		}
		return out
	}
	if got := next(); got != [3]string{"本格", "网格后天", "社区明天"} {
		t.Error(got)
	}
	if _, err := y.Cancel(t.Context(), y.staff, own, "下雨"); err != nil {
		t.Fatal(err)
	}
	y.clock.Advance(25 * time.Hour)
	if got := next(); got != [3]string{"本格再后", "网格后天", ""} {
		t.Error("what is cancelled or has begun is not coming: ", got)
	}
}
