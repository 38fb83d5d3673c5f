package push

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// A broadcast is one message for many people. What it says is kept once, and
// read when each delivery is taken up: a correction and a stop meet all that
// was not sent before.

// BroadcastID identifies a broadcast.
type BroadcastID int64

// Open begins a broadcast that nobody gets yet. To of the message is not used.
// Besides subscribe messages it goes by the service account when it is an
// emergency or service says so.
func (s *Service) Open(ctx context.Context, tx *db.Tx, m Message, service bool) (BroadcastID, error) {
	m.Title, m.Body = cut(m.Title, 60), cut(m.Body, 2000)
	id, err := insertBroadcast(ctx, tx, m)
	if err != nil {
		return 0, err
	}
	list, err := s.forms(ctx, tx, m, service)
	for _, f := range list {
		if err == nil {
			err = setForm(ctx, tx, id, f)
		}
	}
	return id, err
}

// forms are what a broadcast says on each channel by which it goes.
func (s *Service) forms(ctx context.Context, tx *db.Tx, m Message, service bool) (out []wording, err error) {
	all, err := forms(ctx, tx, m.Community, m.Event)
	if err != nil {
		return nil, err
	}
	for _, via := range []Via{BySubscribe, ByService} {
		if t, ok := all[via]; ok && (via == BySubscribe || s.Channels[via] != nil && (service || m.Kind == Emergency)) {
			out = append(out, wording{via, carrier{t.App, t.ID}, t.LongTerm || via != BySubscribe, render(t, m.Fields, tx.Now)})
		}
	}
	if m.Kind == Emergency && s.Channels[BySMS] != nil {
		out = append(out, wording{BySMS, carrier{}, true, plainText(m)})
	}
	return out, nil
}

// Spread gives a broadcast to people: into their inboxes, and by the channels
// by which it reaches them. An emergency goes by all of WeChat's at once, anything
// else by the first that reaches somebody; a text goes to whom none reaches.
func (s *Service) Spread(ctx context.Context, tx *db.Tx, id BroadcastID, to []account.ID) error {
	if len(to) == 0 {
		return nil
	}
	b, err := broadcastByID(ctx, tx, id)
	if err != nil {
		return err
	}
	first, err := insertMessages(ctx, tx, b, to)
	if err != nil {
		return err
	}
	at := tx.Now
	if b.kind != Emergency {
		at = s.Options.outsideQuiet(at)
	}
	rest := to
	for _, f := range b.forms {
		among := rest
		if b.kind == Emergency && f.via != BySMS {
			among = to
		}
		able, err := s.reachable(ctx, tx, f.via, f.carrier, f.longTerm, among)
		if err != nil {
			return err
		}
		if len(able) == 0 {
			continue
		}
		if err := insertDeliveries(ctx, tx, b, f, able, first, at); err != nil {
			return err
		}
		rest = without(rest, able)
	}
	return nil
}

// without leaves out the people who are in the other list.
func without(list, out []account.ID) []account.ID {
	gone := make(map[account.ID]bool, len(out))
	for _, id := range out {
		gone[id] = true
	}
	left := make([]account.ID, 0, len(list)-len(out))
	for _, id := range list {
		if !gone[id] {
			left = append(left, id)
		}
	}
	return left
}

// Reword changes what a broadcast says, in inboxes and in whatever is still to
// be sent.
func (s *Service) Reword(ctx context.Context, tx *db.Tx, id BroadcastID, m Message) error {
	m.Title, m.Body = cut(m.Title, 60), cut(m.Body, 2000)
	if err := rewordBroadcast(ctx, tx, id, m.Title, m.Body); err != nil {
		return err
	}
	b, err := broadcastByID(ctx, tx, id)
	if err != nil {
		return err
	}
	all, err := forms(ctx, tx, m.Community, m.Event)
	for _, f := range b.forms {
		if f.payload = plainText(m); f.via != BySMS {
			f.payload = render(all[f.via], m.Fields, tx.Now)
		}
		if err == nil {
			err = setForm(ctx, tx, id, f)
		}
	}
	return err
}

// Halt ends what was not sent yet, as soon as a worker comes to it.
func (s *Service) Halt(ctx context.Context, tx *db.Tx, id BroadcastID) error {
	return haltBroadcast(ctx, tx, id, &tx.Now)
}

// GoOn lets a halted broadcast be sent again; Revive queues what was halted.
func (s *Service) GoOn(ctx context.Context, tx *db.Tx, id BroadcastID) error {
	return haltBroadcast(ctx, tx, id, nil)
}

// Revive queues at most n deliveries that were halted, and says how many.
func (s *Service) Revive(ctx context.Context, tx *db.Tx, id BroadcastID, n int) (int64, error) {
	return reviveHalted(ctx, tx, id, n)
}

// Standing counts a broadcast's deliveries by their states.
func (s *Service) Standing(ctx context.Context, q db.Querier, id BroadcastID) (map[State]int, error) {
	return statesOf(ctx, q, id)
}

// OnTheirWay says whether messages of a broadcast are still to be sent.
func (s *Service) OnTheirWay(ctx context.Context, q db.Querier, id BroadcastID) (bool, error) {
	return onTheirWay(ctx, q, id)
}

// Reachable are those of the people who could get a message of the event now, by
// the channel.
func (s *Service) Reachable(ctx context.Context, q db.Querier, community int64, event string, via Via, ids []account.ID) ([]account.ID, error) {
	all, err := forms(ctx, q, community, event)
	t, ok := all[via]
	if err != nil || !ok || s.Channels[via] == nil {
		return nil, err
	}
	return s.reachable(ctx, q, via, carrier{t.App, t.ID}, t.LongTerm, ids)
}

// reachable asks for a grant, or where none is needed for an address alone.
func (s *Service) reachable(ctx context.Context, q db.Querier, via Via, c carrier, longTerm bool, ids []account.ID) ([]account.ID, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	if via == BySubscribe && !longTerm {
		return withGrant(ctx, q, c, ids)
	}
	known, err := s.addresses(ctx, q, via, c.app, ids)
	out := []account.ID{}
	for _, id := range ids {
		if known[id] != "" {
			out = append(out, id)
		}
	}
	return out, err
}

// A Card is how WeChat shows a message.
type Card struct {
	Title  string      `json:"title" doc:"of the template; empty when the community has none for it"`
	Fields []CardField `json:"fields"`
}

// A CardField is a line of a card, cut by WeChat's own rules.
type CardField struct {
	Key     string `json:"key" doc:"such as thing1"`
	Meaning string `json:"meaning" doc:"title, status, time, place or note"`
	Text    string `json:"text"`
}

// Preview shows a message as WeChat would.
func (s *Service) Preview(ctx context.Context, m Message) (Card, error) {
	c := Card{Fields: []CardField{}}
	all, err := forms(ctx, s.DB, m.Community, m.Event)
	t, ok := all[BySubscribe]
	if err != nil || !ok {
		return c, err
	}
	c.Title = t.Title
	for _, f := range shownOf(t, m.Fields, s.DB.Now()) {
		c.Fields = append(c.Fields, f.CardField)
	}
	return c, nil
}

// dress gives the deliveries of broadcasts what they say, and tells which of
// them are halted.
func dress(ctx context.Context, q db.Querier, list []delivery) (halted map[int64]bool, err error) {
	ids, halted := map[int64]bool{}, map[int64]bool{}
	for _, d := range list {
		if d.broadcast != nil {
			ids[*d.broadcast] = true
		}
	}
	for id := range ids {
		b, err := broadcastByID(ctx, q, BroadcastID(id))
		if err != nil {
			return nil, err
		}
		for i := range list {
			if d := &list[i]; d.broadcast != nil && *d.broadcast == id {
				d.payload = b.says(d.via)
				halted[d.id] = b.stopped
			}
		}
	}
	return halted, nil
}
