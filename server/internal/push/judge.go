package push

import (
	"context"
	"slices"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// A carrier is a template of an app, for whose messages grants are counted.
type carrier struct{ app, template string }

// A route is a channel and the account on it by which messages go out.
type route struct {
	via Via
	app string
}

// limits is what a batch of deliveries has to keep to.
type limits struct {
	known   map[route]map[account.ID]string // how each channel knows the receivers
	today   map[account.ID]int              // what each person gets today
	left    map[carrier]map[account.ID]int  // grants
	waiting map[carrier]map[account.ID][]claimOf
	paused  map[route]time.Time // until when WeChat takes nothing
}

// free are the grants that a message of this worth may use: those that nothing
// worthier waits for.
func (l *limits) free(f carrier, d delivery) int {
	n := l.left[f][d.account]
	for _, w := range l.waiting[f][d.account] {
		if w.worth < worth[d.kind] {
			n -= w.n
		}
	}
	return n
}

// judge gives those of the claimed deliveries that can be sent now, with their
// grants spent. The others end here: the inbox has them.
func (s *Service) judge(ctx context.Context, tx *db.Tx, list []delivery) (ready []delivery, err error) {
	halted, err := dress(ctx, tx, list)
	if err != nil {
		return nil, err
	}
	l, err := s.limits(ctx, tx, list)
	if err != nil {
		return nil, err
	}
	spent, away, later := map[carrier][]delivery{}, map[int64][]int64{}, map[time.Time][]int64{}
	for _, d := range list {
		f, r := carrier{d.app, d.template}, route{d.via, d.app}
		d.openid = l.known[r][d.account]
		costs := !d.longTerm && !d.reserved
		if code := s.bars(&l, d, halted[d.id], costs); code != 0 {
			away[code] = append(away[code], d.id)
			continue
		}
		if until := l.paused[r]; until.After(tx.Now) {
			later[until] = append(later[until], d.id)
			continue
		}
		if costs {
			l.left[f][d.account]--
			spent[f] = append(spent[f], d)
		}
		l.today[d.account]++
		ready = append(ready, d)
	}
	if err := s.refuse(ctx, tx, list, away); err != nil {
		return nil, err
	}
	for at, ids := range later {
		if err := postpone(ctx, tx, ids, at); err != nil {
			return nil, err
		}
	}
	return ready, s.spend(ctx, tx, spent)
}

// bars is why a delivery is not even tried; 0 is that it may be sent.
func (s *Service) bars(l *limits, d delivery, halted, costs bool) int64 {
	f := carrier{d.app, d.template}
	switch {
	case halted:
		return codeHalted
	case d.openid == "" || s.Channels[d.via] == nil:
		return codeNobody
	case s.capped(d) && l.today[d.account] >= s.Options.DailyCap:
		return codeCapped
	case costs && l.left[f][d.account] < 1:
		return codeNoGrant
	case costs && l.free(f, d) < 1:
		return codeKept
	}
	return 0
}

// refuse ends what is not to be sent. A grant that it spent before an earlier try
// is free again.
func (s *Service) refuse(ctx context.Context, tx *db.Tx, list []delivery, away map[int64][]int64) error {
	for code, ids := range away {
		for _, d := range list {
			if d.reserved && slices.Contains(ids, d.id) {
				if err := giveBack(ctx, tx, d); err != nil {
					return err
				}
			}
		}
		if err := turnAway(ctx, tx, ids, code); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) capped(d delivery) bool {
	return s.Options.DailyCap > 0 && d.kind != Answer && d.kind != Emergency
}

// limits reads, for all deliveries at once, what they depend on. The last of
// them is worth the least.
func (s *Service) limits(ctx context.Context, tx *db.Tx, list []delivery) (l limits, err error) {
	people, counted, costly, modest := map[route][]account.ID{}, []account.ID{}, map[carrier][]account.ID{}, map[carrier][]account.ID{}
	for _, d := range list {
		r := route{d.via, d.app}
		people[r] = append(people[r], d.account)
		if s.capped(d) {
			counted = append(counted, d.account)
		}
		if f := (carrier{d.app, d.template}); !d.longTerm && !d.reserved {
			costly[f] = append(costly[f], d.account)
			if worth[d.kind] > worth[Answer] {
				modest[f] = append(modest[f], d.account)
			}
		}
	}
	l = limits{map[route]map[account.ID]string{}, map[account.ID]int{}, map[carrier]map[account.ID]int{}, map[carrier]map[account.ID][]claimOf{}, s.pauses(ctx, list)}
	for r, ids := range people {
		if l.known[r], err = s.addresses(ctx, tx, r.via, r.app, ids); err != nil {
			return l, err
		}
	}
	if len(counted) > 0 {
		if l.today, err = sentToday(ctx, tx, counted); err != nil {
			return l, err
		}
	}
	for f, ids := range costly {
		if l.left[f], err = available(ctx, tx, f, ids); err != nil {
			return l, err
		}
	}
	for f, ids := range modest {
		if l.waiting[f], err = worthier(ctx, tx, f, ids, worth[list[len(list)-1].kind], idsOf(list)); err != nil {
			return l, err
		}
	}
	return l, nil
}

// spend books a grant for each delivery. Somebody who gets several messages at
// once spends one in each round.
func (s *Service) spend(ctx context.Context, tx *db.Tx, list map[carrier][]delivery) error {
	for f, rest := range list {
		for len(rest) > 0 {
			var now []account.ID
			var later []delivery
			for _, d := range rest {
				if slices.Contains(now, d.account) {
					later = append(later, d)
					continue
				}
				now = append(now, d.account)
			}
			if err := spend(ctx, tx, f, now); err != nil {
				return err
			}
			rest = later
		}
	}
	return nil
}
