package volunteer

import (
	"testing"
	"time"

	"huiyin/server/internal/calendar"
)

func TestAnOfferEndsInNoNight(t *testing.T) {
	at := func(text string) time.Time {
		when, err := time.ParseInLocation("02 15:04", text, calendar.Zone)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	for _, c := range []struct{ now, starts, want string }{
		{"05 08:00", "09 09:00", "05 20:00"}, // half a day
		{"05 10:00", "09 09:00", "06 09:00"}, // not ten in the evening
		{"05 19:00", "06 09:00", "06 09:00"}, // not two in the morning, and no later than the start
		{"05 19:00", "06 14:00", "06 09:00"},
		{"05 23:00", "06 18:00", "06 09:00"},
		{"05 09:00", "05 12:00", "05 10:30"}, // half of what is left
		{"05 11:50", "05 12:00", "05 12:00"},
		{"05 08:50", "05 21:00", "05 14:55"},
	} {
		if got := offerEnds(at(c.now), at(c.starts)); !got.Equal(at(c.want)) {
			t.Errorf("offered %s for %s: until %s instead of %s", c.now, c.starts, got.In(calendar.Zone).Format("02 15:04"), c.want)
		}
	}
}
