package push

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/wechat"
	"huiyin/server/internal/platform/wechat/sim"
)

const (
	stories        = 100
	eventsOfAStory = 100
)

var storySeed = flag.Uint64("story-seed", 0, "tells the random stories of an earlier run again")

// A story is anything that may happen to messages of two people in some days.
// Stories follow each other in one database: what is wrong is told at once.
type story struct {
	*office
	rand    *rand.Rand
	people  map[string]account.ID
	serial  *int
	since   int64          // deliveries of earlier stories
	removed map[string]int // grants that WeChat lost without a word, by user
	told    chan error     // WeChat's word of each choice is booked
	seen    map[string]int // messages that WeChat was asked for and that are accounted for, by user
	began   map[string]int // the same, when the story began
	events  []string       // what happened
	wrong   []string       // what must not be
}

// pick is one of a list.
func pick[T any](s *story, list ...T) T { return list[s.rand.IntN(len(list))] }

func (s *story) tell(format string, args ...any) {
	s.events = append(s.events, fmt.Sprintf(format, args...))
}

func (s *story) blame(format string, args ...any) {
	s.wrong = append(s.wrong, fmt.Sprintf(format, args...))
}

// Calls that hang end when the client gives up; what is late arrives after that.
const (
	patience = 25 * time.Millisecond
	tooLate  = 40
)

// bad are the ways in which WeChat fails.
var bad = []sim.Harm{{ErrCode: 45009}, {ErrCode: 45011}, {ErrCode: -1}, {ErrCode: 40001}, {HTTP: 502}, {Drop: "before"}, {Drop: "after"}, {HangMS: 60_000}, {LatencyMS: tooLate}}

func (s *story) happen() {
	user := pick(s, "li", "wu")
	switch pick(s, "consent", "consent", "consent", "consent", "consent", "message", "message", "message", "message", "broadcast", "deliver", "deliver", "deliver", "fault", "lose", "die", "wait") {
	case "consent":
		s.consent(user, pick(s, "accept", "accept", "accept", "accept", "acceptWithAudio", "acceptWithAudio", "reject", "ban", "filter"))
	case "message":
		s.write(user, pick(s, kinds...))
	case "broadcast":
		s.broadcast()
	case "deliver":
		s.step()
	case "fault":
		f := sim.Fault{Path: sendPath, Times: 1 + s.rand.IntN(3), Do: pick(s, bad...)}
		s.tell("WeChat fails %d times: %+v", f.Times, f.Do)
		s.wechat.Fail(f)
	case "lose":
		if s.wechat.Grants(user, once, 0) > 0 {
			s.tell("WeChat loses a grant of %s", user)
			s.wechat.Grants(user, once, -1)
			s.removed[user]++
		}
	case "die":
		if s.rand.IntN(4) == 0 {
			s.tell("a worker takes %d and dies", len(s.taken(fmt.Sprintf("%016d", *s.serial))))
		}
	case "wait":
		d := time.Duration(pick(s, 1, 5, 60, 3600, 9*3600)) * time.Second
		s.tell("%s pass", d)
		s.clock.Advance(d)
	}
}

func (s *story) consent(user, choice string) {
	s.tell("%s says %s", user, choice)
	s.wechat.Choose(user, choice, once)
	if err := <-s.told; err != nil {
		s.t.Fatal(err)
	}
}

func (s *story) write(user string, kind Kind) {
	*s.serial++
	m := s.message(kind, "once", fmt.Sprintf("#%d", *s.serial))
	m.To, m.Subject = s.people[user], m.Title
	s.tell("%s to %s: %s", kind, user, m.Title)
	s.send(m)
}

func (s *story) broadcast() {
	*s.serial++
	m := s.message(Notice, "once", fmt.Sprintf("#%d", *s.serial))
	s.tell("a broadcast: %s", m.Title)
	s.tx(func(tx *db.Tx) error {
		id, err := s.Open(s.t.Context(), tx, m, false)
		if err == nil {
			err = s.Spread(s.t.Context(), tx, id, []account.ID{s.li, s.wu})
		}
		return err
	})
}

// step delivers once, and waits for what arrives late: what comes next in the
// story comes after it.
func (s *story) step() {
	n, err := s.Deliver(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	s.tell("%d are taken up", n)
	s.wechat.Rest()
}

// settle lets all that is on its way come to its end; what found no grant is too
// old then to be sent with a later one.
func (s *story) settle() {
	s.tell("WeChat is well again")
	s.wechat.Heal()
	defer s.clock.Advance(reviveWithin + time.Hour)
	for range 60 {
		if s.number(`SELECT COUNT(*) FROM deliveries WHERE state IN ('queued', 'sending')`) == 0 {
			s.wechat.Rest()
			return
		}
		s.deliver()
		s.clock.Advance(8 * time.Hour)
	}
	s.blame("it does not come to an end")
}

func TestTheLedgerIsWhatWeChatCountsWhateverHappens(t *testing.T) {
	f, serial := newOffice(t, Options{DailyCap: 6}), 0
	f.wechat.Client.Timeout = patience
	seed := *storySeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	r := rand.New(rand.NewPCG(seed, 0))
	told, seen := make(chan error), map[string]int{}
	f.wechat.Listen(func(ctx context.Context, e wechat.Event) error {
		err := f.OnEvent(ctx, e)
		told <- err
		return err
	})
	for n := range stories {
		s := &story{office: f, rand: r, people: map[string]account.ID{"li": f.li, "wu": f.wu}, serial: &serial, removed: map[string]int{}, told: told, seen: seen, began: maps.Clone(seen)}
		s.since = int64(f.number(`SELECT COALESCE(MAX(id), 0) FROM deliveries`))
		for range eventsOfAStory {
			s.happen()
		}
		s.settle()
		for _, user := range slices.Sorted(maps.Keys(s.people)) {
			s.agree(user)
		}
		if len(s.wrong) > 0 {
			t.Fatalf("story %d of -story-seed=%d: %s", n+1, seed, s.report())
		}
	}
	t.Logf("%d events, %d messages; WeChat was asked %d times, and %d outcomes were unknown", stories*eventsOfAStory, serial, len(f.wechat.Attempts("li"))+len(f.wechat.Attempts("wu")),
		f.number(`SELECT COALESCE(SUM(unknowns), 0) FROM deliveries`))
}
