package push

import (
	"fmt"
	"strings"

	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/wechat"
)

// fate is what became of the deliveries of a person, and what WeChat says of them.
type fate struct {
	repeats, lost int // came more than once; spent a grant and did not come
	refused       int // WeChat said that there was no grant; of one whose answer is cut it says so again
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
		s.t.Fatal(err)
	}
	came, refused := map[string]int{}, map[string]int{}
	all := s.wechat.Attempts(user)
	for _, m := range all[s.seen[user]:] {
		if m.Err == 0 {
			came[m.Data["thing1"]]++
		}
		if m.Err == 43101 {
			refused[m.Data["thing1"]]++
		}
	}
	s.seen[user], f.refused = len(all), len(refused)
	for _, e := range rows {
		n := came[e.payload]
		delete(came, e.payload)
		f.doubted += min(n, e.unknowns)
		if refused[e.payload] > 1+e.unknowns { // a refusal that we heard ends it
			s.blame("%s was refused %d times, with %d unknown outcomes", e.payload, refused[e.payload], e.unknowns)
		}
		switch e.state {
		case Sent:
			if n < 1 || n > 1+e.unknowns {
				s.blame("%s is sent and came %d times, with %d unknown outcomes", e.payload, n, e.unknowns)
			}
			f.repeats += n - 1
		case Failed:
			if e.code != wechat.CodeNoAnswer || n > e.unknowns {
				s.blame("%s failed with %d and came %d times, with %d unknown outcomes", e.payload, e.code, n, e.unknowns)
			}
			f.repeats, f.lost = f.repeats+max(0, n-1), f.lost+max(0, 1-n)
		default:
			if n > e.unknowns {
				s.blame("%s is %s and came %d times", e.payload, e.state, n)
			}
			if e.unknowns > 0 { // its grant stays spent
				f.repeats, f.lost = f.repeats+max(0, n-1), f.lost+max(0, 1-n)
			}
		}
	}
	for text := range came {
		s.blame("%s came without a delivery", text)
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
		s.blame("%s: the ledger says %d, WeChat %d; WeChat lost %d, %d came again, of %d nobody knows", user, ledger, truth, s.removed[user], f.repeats, f.lost)
	case off > gone+f.doubted || off < -f.lost:
		s.blame("%s: the ledger says %d, WeChat %d, and WeChat refused %d: more than what it lost (%d), repeats (%d) and unknown outcomes (%d) explain", user, ledger, truth, f.refused, s.removed[user], f.repeats, f.lost)
	}
	if f.refused > gone+f.doubted {
		s.blame("%s: %d messages were sent without a grant, though WeChat took only %d away, and %d came unknown to us", user, f.refused, gone, f.doubted)
	}
	s.exec(`UPDATE push_grants SET available = ? WHERE account_id = ? AND template_id = ?`, truth, s.people[user], once) // the next story begins in agreement
}

// report is all that is known of a story that ended badly.
func (s *story) report() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\nwhat happened:\n  %s\n", strings.Join(s.wrong, "\n"), strings.Join(s.events, "\n  "))
	for user, id := range s.people {
		fmt.Fprintf(&b, "deliveries to %s:\n", user)
		rows, err := db.All(s.t.Context(), s.DB, db.Value[string], `
			SELECT CONCAT_WS(' ', COALESCE(b.title, m.title), d.kind, d.state, d.code, 'attempts', d.attempts, 'unknown', d.unknowns, IF(d.reserved, 'paid', 'unpaid'))
			FROM deliveries d JOIN messages m ON m.id = d.message_id LEFT JOIN broadcasts b ON b.id = d.broadcast_id WHERE d.id > ? AND d.account_id = ? ORDER BY d.id`, s.since, id)
		fmt.Fprintf(&b, "  %s\n", strings.Join(rows, "\n  "))
		if err != nil {
			fmt.Fprintln(&b, err)
		}
		fmt.Fprintf(&b, "what WeChat was asked for %s in this story:", user)
		for _, m := range s.wechat.Attempts(user)[s.began[user]:] {
			fmt.Fprintf(&b, " %s %d,", m.Data["thing1"], m.Err)
		}
		fmt.Fprintln(&b)
	}
	return b.String()
}
