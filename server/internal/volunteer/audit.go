package volunteer

import (
	"context"
	"fmt"
)

// A Finding is a shift whose places were not given as they must be.
type Finding struct {
	Shift ShiftID
	Text  string
}

func (f Finding) String() string { return fmt.Sprintf("shift %d: V1 %s", f.Shift, f.Text) }

const auditBatch = 1000

// Audit reads every shift and names each that breaks the rule (V1) of places:
// no more people have one than there are, nobody waits while one is free, who
// came earlier stands before who came later, the counts are true, and nobody is
// in two places at once. It says how many shifts it read.
func (s *Service) Audit(ctx context.Context, complain func(Finding)) (n int, err error) {
	for after := ShiftID(0); ; {
		rows, err := auditAfter(ctx, s.DB, s.DB.Now(), after, auditBatch)
		if err != nil || len(rows) == 0 {
			return n, err
		}
		for _, r := range rows {
			for _, text := range r.wrong() {
				complain(Finding{r.id, text})
			}
		}
		n, after = n+len(rows), rows[len(rows)-1].id
	}
}

// audited is a shift with what its sign-ups say.
type audited struct {
	id                       ShiftID
	capacity, taken, waiting int
	seated, inLine           int
	lastSeat, firstInLine    SignupID
	elsewhere                int // who is in another shift at the same time
	begun, closed            bool
}

func (a *audited) wrong() (out []string) {
	say := func(bad bool, text string) {
		if bad {
			out = append(out, text)
		}
	}
	say(a.seated > a.capacity, fmt.Sprintf("oversold: %d people have %d places", a.seated, a.capacity))
	say(!a.begun && a.inLine > 0 && a.seated < a.capacity, fmt.Sprintf("undersold: %d wait while %d of %d places are taken", a.inLine, a.seated, a.capacity))
	say(a.inLine > 0 && a.lastSeat > a.firstInLine, "somebody waits who came before another with a place")
	say(a.taken != a.seated || a.waiting != a.inLine, fmt.Sprintf("it counts %d + %d, and there are %d + %d", a.taken, a.waiting, a.seated, a.inLine))
	say(a.elsewhere > 0, fmt.Sprintf("%d of its people are in another shift at the same time", a.elsewhere))
	say(a.closed && a.seated+a.inLine > 0, "it is closed, and people are in it")
	return out
}
