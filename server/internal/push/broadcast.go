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
func (s *Service) Open(ctx context.Context, tx *db.Tx, m Message) (BroadcastID, error) {
	t, err := template(ctx, tx, m.Community, m.Event)
	if err != nil && !db.Missing(err) {
		return 0, err
	}
	m.Title, m.Body = cut(m.Title, 60), cut(m.Body, 2000)
	return insertBroadcast(ctx, tx, m, t, render(t, m.Fields, tx.Now))
}

// Spread gives a broadcast to people: into their inboxes, and as a WeChat
// message to those who granted one.
func (s *Service) Spread(ctx context.Context, tx *db.Tx, id BroadcastID, to []account.ID) error {
	if len(to) == 0 {
		return nil
	}
	b, err := broadcastByID(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := insertMessages(ctx, tx, b, to); err != nil || b.template == "" {
		return err
	}
	able, err := s.reachable(ctx, tx, b.carrier, b.longTerm, to)
	if err != nil || len(able) == 0 {
		return err
	}
	at := tx.Now
	if b.kind != Emergency {
		at = s.Options.outsideQuiet(at)
	}
	return insertDeliveries(ctx, tx, b, able, at)
}

// Reword changes what a broadcast says, in inboxes and in whatever is still to
// be sent.
func (s *Service) Reword(ctx context.Context, tx *db.Tx, id BroadcastID, m Message) error {
	t, err := template(ctx, tx, m.Community, m.Event)
	if err != nil && !db.Missing(err) {
		return err
	}
	return rewordBroadcast(ctx, tx, id, cut(m.Title, 60), cut(m.Body, 2000), render(t, m.Fields, tx.Now))
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

// A Failure is why messages of a broadcast did not arrive, and of how many people.
type Failure struct {
	State  State  `json:"state"`
	Code   int64  `json:"code" doc:"WeChat's code; negative are our own"`
	Text   string `json:"text" doc:"the code in words"`
	People int    `json:"people"`
	Again  bool   `json:"again" doc:"it can be sent again"`
}

// Failures counts a broadcast's messages that did not arrive, the most first.
func (s *Service) Failures(ctx context.Context, q db.Querier, id BroadcastID) ([]Failure, error) {
	list, err := failuresOf(ctx, q, id)
	for i := range list {
		list[i].Text, list[i].Again = codeText(list[i].Code), list[i].State == Failed || list[i].State == Dead
	}
	return list, err
}

// RetryFailed queues at most n of a broadcast's messages that failed, and says how many.
func (s *Service) RetryFailed(ctx context.Context, tx *db.Tx, id BroadcastID, n int) (int64, error) {
	return retryFailed(ctx, tx, id, n)
}

// Reachable are those of the people who could get a WeChat message of the event
// now.
func (s *Service) Reachable(ctx context.Context, q db.Querier, community int64, event string, ids []account.ID) ([]account.ID, error) {
	t, err := template(ctx, q, community, event)
	if db.Missing(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return s.reachable(ctx, q, carrier{t.App, t.ID}, t.LongTerm, ids)
}

// reachable asks for a grant, or of a long-term template for an openid alone.
func (s *Service) reachable(ctx context.Context, q db.Querier, c carrier, longTerm bool, ids []account.ID) ([]account.ID, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	if !longTerm {
		return withGrant(ctx, q, c, ids)
	}
	known, err := s.Accounts.WeChatOpenIDs(ctx, q, c.app, ids...)
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
	t, err := template(ctx, s.DB, m.Community, m.Event)
	if db.Missing(err) {
		return c, nil
	}
	shown := render(t, m.Fields, s.DB.Now())
	c.Title = t.Title
	for _, meaning := range []string{"title", "status", "time", "place", "note"} {
		if key, ok := t.Fields[meaning]; ok {
			c.Fields = append(c.Fields, CardField{key, meaning, shown[key]})
		}
	}
	return c, err
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
				d.payload = b.payload
				halted[d.id] = b.stopped
			}
		}
	}
	return halted, nil
}
