package volunteer

import (
	"strings"
	"time"

	"huiyin/server/internal/account"
)

// A Draft is an activity as its organiser writes it.
type Draft struct {
	account.Territory
	Kind     string       `json:"kind" minLength:"1" maxLength:"32"`
	Title    string       `json:"title" minLength:"1" maxLength:"40"`
	Text     string       `json:"text,omitempty" maxLength:"2000"`
	Place    string       `json:"place" minLength:"1" maxLength:"100"`
	Bring    string       `json:"bring,omitempty" maxLength:"200" doc:"what to bring"`
	Audience Audience     `json:"audience" doc:"near: only who lives in the grid or micro-grid of the activity"`
	Children bool         `json:"children" doc:"children may join"`
	Shifts   []ShiftDraft `json:"shifts,omitempty" maxItems:"100" doc:"at least one, or a booth"`
	Booths   []BoothDraft `json:"booths,omitempty" maxItems:"20" doc:"of a fair; their slots are shifts, 100 at most with all others"`
}

// A ShiftDraft is a shift as its organiser writes it.
type ShiftDraft struct {
	Name     string    `json:"name,omitempty" maxLength:"20" doc:"such as 上午; may stay empty when there is one"`
	Booth    string    `json:"booth,omitempty" maxLength:"20" doc:"of a fair: which booth it is a slot of"`
	Skills   string    `json:"skills,omitempty" maxLength:"60" doc:"what the people should be able to do"`
	Needs    Codes     `json:"needs,omitempty" maxItems:"5" doc:"codes of skills; who offers one near by is asked first"`
	Starts   time.Time `json:"starts_at"`
	Ends     time.Time `json:"ends_at"`
	Capacity int       `json:"capacity" minimum:"1" maximum:"10000"`
}

// Words are what can be changed of an activity without touching its shifts.
type Words struct {
	Version int    `json:"version" minimum:"1"`
	Title   string `json:"title" minLength:"1" maxLength:"40"`
	Text    string `json:"text" maxLength:"2000"`
	Place   string `json:"place" minLength:"1" maxLength:"100"`
	Bring   string `json:"bring" maxLength:"200"`
}

// Where is the territory of an activity in words.
type Where struct {
	account.Territory
	Name string `json:"name" doc:"such as 第一网格 01-01 微网格, or the community's"`
}

// An Activity is what is shown of one in a list.
type Activity struct {
	ID        ID        `json:"id"`
	Where     Where     `json:"where"`
	Kind      Kind      `json:"kind"`
	Title     string    `json:"title"`
	Place     string    `json:"place"`
	Audience  Audience  `json:"audience"`
	Children  bool      `json:"children"`
	Starts    time.Time `json:"starts_at" doc:"of the first shift"`
	Ends      time.Time `json:"ends_at" doc:"of the last shift"`
	Capacity  int       `json:"capacity" doc:"of all shifts"`
	Taken     int       `json:"taken"`
	Waiting   int       `json:"waiting"`
	Cancelled bool      `json:"cancelled"`
	Series    SeriesID  `json:"series_id" doc:"0 when it is held once"`
	Mine      bool      `json:"mine" doc:"the caller signed somebody up"`
	Wanted    bool      `json:"wanted" doc:"it needs a skill that the caller offers"`
	Cover     string    `json:"cover_url" doc:"of a small picture; empty when there is none that passed"`
}

// A Detail is an activity's page.
type Detail struct {
	Activity
	Version   int     `json:"version"`
	Text      string  `json:"text"`
	Bring     string  `json:"bring"`
	Reason    string  `json:"cancel_reason"`
	Organiser string  `json:"organiser" doc:"who can be asked"`
	Result    string  `json:"result" doc:"what it came to; empty when nobody said yet"`
	Photos    []Photo `json:"photos" doc:"the oldest first; one may be the cover"`
	Shifts    []Shift `json:"shifts" doc:"the earliest first"`
	May       []Act   `json:"may"`
}

// A Shift is a part of an activity that people sign up for.
type Shift struct {
	ID       ShiftID   `json:"id"`
	Name     string    `json:"name"`
	Booth    string    `json:"booth" doc:"of a fair: which booth it is a slot of; empty elsewhere"`
	Called   int       `json:"called" doc:"the queue number that was called last at the booth"`
	Skills   string    `json:"skills"`
	Needs    []string  `json:"needs" doc:"codes of skills"`
	Starts   time.Time `json:"starts_at"`
	Ends     time.Time `json:"ends_at"`
	Capacity int       `json:"capacity"`
	Taken    int       `json:"taken"`
	Waiting  int       `json:"waiting"`
	Open     bool      `json:"open" doc:"it takes sign-ups, or lets people wait"`
	Mine     []Signup  `json:"mine" doc:"whom the caller signed up"`
	Books    bool      `json:"books" doc:"the caller may sign up somebody who has no phone"`
}

// record is an activity's row.
type record struct {
	ID        ID
	At        account.Territory
	Draft     Draft // without its shifts
	Organiser account.ID
	Starts    time.Time
	Ends      time.Time
	Cancelled *time.Time
	Reason    string
	Version   int
	Series    SeriesID // 0 for one by itself
	Result    string
	Told      *time.Time // when the result was published
}

// shift is a shift's row.
type shift struct {
	ID             ShiftID
	Activity       ID
	Community      int64
	Taken, Waiting int
	Called         int      // queue number at a booth
	Closed         bool     // it takes nobody any more: merged, or cancelled with its activity
	Into           *ShiftID // what it was merged into
	ShiftDraft
}

// free is how many places nobody has.
func (s *shift) free() int { return max(0, s.Capacity-s.Taken) }

func (s *shift) open(now time.Time) bool { return !s.Closed && now.Before(s.Starts) }

// fits says whether a shift can be held as it was written.
func (d ShiftDraft) fits(now time.Time) bool {
	return now.Before(d.Starts) && d.Starts.Before(d.Ends) && d.Ends.Sub(d.Starts) <= longest && d.Starts.Before(now.Add(farthest))
}

// tidy takes spaces away and checks what the contract cannot.
func (d *Draft) tidy(now time.Time) error {
	for _, s := range []*string{&d.Title, &d.Text, &d.Place, &d.Bring} {
		*s = strings.TrimSpace(*s)
	}
	for _, b := range d.Booths {
		d.Shifts = append(d.Shifts, b.slots()...)
	}
	if len(d.Shifts) == 0 || len(d.Shifts) > mostShifts {
		return ErrSlots
	}
	for i := range d.Shifts {
		d.Shifts[i].Booth = strings.TrimSpace(d.Shifts[i].Booth)
		if !d.Shifts[i].fits(now) {
			return ErrTimes
		}
	}
	return nil
}

// span is from the first start to the last end.
func span(list []ShiftDraft) (from, until time.Time) {
	for i, s := range list {
		if i == 0 || s.Starts.Before(from) {
			from = s.Starts
		}
		if i == 0 || s.Ends.After(until) {
			until = s.Ends
		}
	}
	return from, until
}

// may lists what the actor can do with the activity as it is.
func (r *record) may(by account.Actor, now time.Time) []Act {
	out := []Act{}
	if !r.manages(by) {
		return out
	}
	if r.Cancelled == nil && now.Before(r.Ends) {
		out = append(out, Change, Cancel)
	}
	if r.Cancelled == nil {
		out = append(out, Picture)
	}
	if r.Cancelled == nil && !now.Before(r.Starts) {
		out = append(out, Conclude)
	}
	return append(out, Roll)
}

// manages says whether the activity is the actor's, or within his office.
func (r *record) manages(by account.Actor) bool {
	return r.Organiser == by.ID || holds(by, r.At, makers...)
}
