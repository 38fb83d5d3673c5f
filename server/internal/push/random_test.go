package push

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/wechat"
	"huiyin/server/internal/platform/wechat/sim"
	"huiyin/server/internal/platform/wechattest"
)

const eventsOfAStory = 100 // rapid tells a hundred of them: 10,000 events

// A story is anything that may happen to messages of two people in some days.
type story struct {
	*office
	rt      *rapid.T
	people  map[string]account.ID
	serial  *int
	since   int64          // deliveries of earlier stories
	removed map[string]int // grants that WeChat lost without a word, by user
	said    map[string]int // how often each user answered the dialog, in all stories
	seen    map[string]int // messages that WeChat was asked for before, by user
}

// bad are the ways in which WeChat fails.
var bad = []sim.Harm{{ErrCode: 45009}, {ErrCode: 45011}, {ErrCode: -1}, {ErrCode: 40001}, {HTTP: 502}, {Drop: "before"}, {Drop: "after"}, {HangMS: 400}, {LatencyMS: 400}}

func (s *story) happen() {
	user := rapid.SampledFrom([]string{"li", "wu"}).Draw(s.rt, "user")
	switch what := rapid.SampledFrom([]string{"consent", "consent", "consent", "message", "message", "message", "message", "broadcast", "deliver", "deliver", "fault", "lose", "die", "wait"}).Draw(s.rt, "event"); what {
	case "consent":
		s.consent(user, rapid.SampledFrom([]string{"accept", "accept", "reject", "ban", "filter", "acceptWithAudio"}).Draw(s.rt, "choice"))
	case "message":
		s.write(user, rapid.SampledFrom(kinds).Draw(s.rt, "kind"))
	case "broadcast":
		*s.serial++
		m := s.message(Notice, "once", fmt.Sprintf("#%d", *s.serial))
		s.tx(func(tx *db.Tx) error {
			id, err := s.Open(s.t.Context(), tx, m, false)
			if err == nil {
				err = s.Spread(s.t.Context(), tx, id, []account.ID{s.li, s.wu})
			}
			return err
		})
	case "deliver":
		s.step()
	case "fault":
		s.wechat.Fail(sim.Fault{Path: sendPath, Times: rapid.IntRange(1, 3).Draw(s.rt, "times"), Do: rapid.SampledFrom(bad).Draw(s.rt, "harm")})
	case "lose":
		if s.wechat.Grants(user, once, 0) > 0 {
			s.wechat.Grants(user, once, -1)
			s.removed[user]++
		}
	case "die":
		if ids, err := due(s.t.Context(), s.DB, s.DB.Now(), kinds, smallest); err == nil && len(ids) > 0 && rapid.IntRange(0, 3).Draw(s.rt, "whether") == 0 {
			s.taken(fmt.Sprintf("%016d", *s.serial))
		}
	case "wait":
		s.clock.Advance(time.Duration(rapid.SampledFrom([]int{1, 5, 60, 3600, 9 * 3600}).Draw(s.rt, "seconds")) * time.Second)
	}
}

func (s *story) consent(user, choice string) {
	s.said[user]++
	s.wechat.Choose(user, choice, once)
	wechattest.Eventually(s.t, "the ledger's word", func() bool {
		return s.number(`SELECT COALESCE(SUM(earned + refused + banned + filtered), 0) FROM push_grants WHERE account_id = ?`, s.people[user]) == s.said[user]
	})
}

func (s *story) write(user string, kind Kind) {
	*s.serial++
	m := s.message(kind, "once", fmt.Sprintf("#%d", *s.serial))
	m.To, m.Subject = s.people[user], m.Title
	s.send(m)
}

func (s *story) step() {
	if _, err := s.Deliver(s.t.Context()); err != nil {
		s.rt.Fatal(err)
	}
}

// settle lets all that is on its way come to its end; what found no grant is too
// old then to be sent with a later one.
func (s *story) settle() {
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
	s.rt.Fatal("it does not come to an end")
}

// fate is what became of the deliveries of a person, and what WeChat says of them.
type fate struct {
	repeats, lost int // came more than once; spent a grant and did not come
	refused       int // WeChat said that there was no grant
	doubted       int // came though nobody told us: the next try of such a one may be refused
}

type ending struct {
	state    State
	code     int64
	unknowns int
	payload  string
}

func (s *story) fate(user string) (f fate) {
	rows, err := db.All(s.t.Context(), s.DB, func(e *ending) []any { return []any{&e.state, &e.code, &e.unknowns, &e.payload} }, `
		SELECT d.state, d.code, d.unknowns, COALESCE(b.title, m.title) FROM deliveries d JOIN messages m ON m.id = d.message_id LEFT JOIN broadcasts b ON b.id = d.broadcast_id
		WHERE d.id > ? AND d.account_id = ?`, s.since, s.people[user])
	if err != nil {
		s.rt.Fatal(err)
	}
	came := map[string]int{}
	all := s.wechat.Attempts(user)
	for _, m := range all[s.seen[user]:] {
		if m.Err == 0 {
			came[m.Data["thing1"]]++
		}
		if m.Err == 43101 {
			f.refused++
		}
	}
	s.seen[user] = len(all)
	for _, e := range rows {
		n := came[e.payload]
		delete(came, e.payload)
		f.doubted += min(n, e.unknowns)
		switch e.state {
		case Sent:
			if n < 1 || n > 1+e.unknowns {
				s.rt.Errorf("%s is sent and came %d times, with %d unknown outcomes", e.payload, n, e.unknowns)
			}
			f.repeats += n - 1
		case Failed:
			if e.code != wechat.CodeNoAnswer || n > e.unknowns {
				s.rt.Errorf("%s failed with %d and came %d times, with %d unknown outcomes", e.payload, e.code, n, e.unknowns)
			}
			f.repeats, f.lost = f.repeats+max(0, n-1), f.lost+max(0, 1-n)
		default:
			if n > e.unknowns {
				s.rt.Errorf("%s is %s and came %d times", e.payload, e.state, n)
			}
			if e.unknowns > 0 { // its grant stays spent
				f.repeats, f.lost = f.repeats+max(0, n-1), f.lost+max(0, 1-n)
			}
		}
	}
	for text := range came {
		s.rt.Errorf("%s came without a delivery", text)
	}
	return f
}

// agree compares the ledger with WeChat's own count.
func (s *story) agree(user string) {
	f := s.fate(user)
	ledger := s.number(`SELECT COALESCE(SUM(available), 0) FROM push_grants WHERE account_id = ? AND template_id = ?`, s.people[user], once)
	truth, gone := s.wechat.Grants(user, once, 0), s.removed[user]+f.repeats
	switch off := ledger - truth; {
	case f.refused == 0 && off != gone-f.lost:
		s.rt.Errorf("%s: the ledger says %d, WeChat %d; WeChat lost %d, %d came again, of %d nobody knows", user, ledger, truth, s.removed[user], f.repeats, f.lost)
	case off > gone+f.doubted || off < -f.lost:
		s.rt.Errorf("%s: the ledger says %d, WeChat %d, and WeChat refused %d: more than what it lost (%d), repeats (%d) and unknown outcomes (%d) explain", user, ledger, truth, f.refused, s.removed[user], f.repeats, f.lost)
	}
	if f.refused > gone+f.doubted {
		s.rt.Errorf("%s: %d messages were sent without a grant, though WeChat took only %d away, and %d came unknown to us", user, f.refused, gone, f.doubted)
	}
	s.exec(`UPDATE push_grants SET available = ? WHERE account_id = ? AND template_id = ?`, truth, s.people[user], once) // the next story begins in agreement
}

func TestTheLedgerIsWhatWeChatCountsWhateverHappens(t *testing.T) {
	f, serial, stories := newOffice(t, Options{DailyCap: 6}), 0, 0
	f.wechat.Client.Timeout = 300 * time.Millisecond
	said, seen := map[string]int{}, map[string]int{}
	rapid.Check(t, func(rt *rapid.T) {
		stories++
		s := &story{office: f, rt: rt, people: map[string]account.ID{"li": f.li, "wu": f.wu}, serial: &serial, removed: map[string]int{}, said: said, seen: seen}
		s.since = int64(f.number(`SELECT COALESCE(MAX(id), 0) FROM deliveries`))
		for range eventsOfAStory {
			s.happen()
		}
		s.settle()
		for user := range s.people {
			s.agree(user)
		}
	})
	t.Logf("%d events, %d messages; WeChat was asked %d times, and %d outcomes were unknown", stories*eventsOfAStory, serial, len(f.wechat.Attempts("li"))+len(f.wechat.Attempts("wu")),
		f.number(`SELECT COALESCE(SUM(unknowns), 0) FROM deliveries`))
}
