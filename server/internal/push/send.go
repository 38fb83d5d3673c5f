package push

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// Send records a message in the caller's transaction: in the receiver's inbox,
// and for the channels by which it goes to him. It returns the inbox message's id.
func (s *Service) Send(ctx context.Context, tx *db.Tx, m Message) (int64, error) {
	m.Title, m.Body = cut(m.Title, 60), cut(m.Body, 2000)
	id, err := insertMessage(ctx, tx, m)
	if err != nil {
		return 0, err
	}
	list, err := s.ways(ctx, tx, m)
	for _, t := range list {
		if err == nil {
			err = s.post(ctx, tx, id, m, t)
		}
	}
	return id, err
}

// ways are the templates by which a message goes: the service account's where the
// receiver follows it, since that costs no grant, else a subscribe message; an
// emergency goes by both, and as a text to who has neither.
func (s *Service) ways(ctx context.Context, q db.Querier, m Message) (out []Template, err error) {
	all, err := forms(ctx, q, m.Community, m.Event)
	if err != nil {
		return nil, err
	}
	reached := false
	if t, ok := all[ByService]; ok && s.Channels[ByService] != nil {
		follows, err := followers(ctx, q, t.App, []account.ID{m.To})
		if err != nil {
			return nil, err
		}
		if follows[m.To] != "" {
			out, reached = append(out, t), true
		}
	}
	if t, ok := all[BySubscribe]; ok && (!reached || m.Kind == Emergency) {
		out = append(out, t)
		yes, err := granted(ctx, q, m.To, t)
		if err != nil {
			return nil, err
		}
		reached = reached || yes
	}
	if m.Kind == Emergency && !reached && s.Channels[BySMS] != nil {
		out = append(out, Template{Via: BySMS, LongTerm: true})
	}
	return out, nil
}

// post queues a message for one channel.
func (s *Service) post(ctx context.Context, tx *db.Tx, id int64, m Message, t Template) error {
	at, err := s.calm(ctx, tx, m, t)
	if err != nil {
		return err
	}
	if m.Kind != Emergency {
		at = s.Options.outsideQuiet(at)
	}
	return insertDelivery(ctx, tx, id, m, t, s.filled(t, m, tx), at)
}

func (s *Service) filled(t Template, m Message, tx *db.Tx) map[string]string {
	if t.Via == BySMS || t.Via == ByRobot {
		return plainText(m)
	}
	return render(t, m.Fields, tx.Now)
}

// Announce posts a message into the staff's WeCom group, where the community has a
// robot there. The message stands in the inbox of its receiver, who had it sent.
func (s *Service) Announce(ctx context.Context, tx *db.Tx, m Message) error {
	r, on := s.Channels[ByRobot].(Robots)
	if !on || r.Keys[m.Community] == "" {
		return nil
	}
	m.Title, m.Body = cut(m.Title, 60), cut(m.Body, 2000)
	id, err := insertMessage(ctx, tx, m)
	if err != nil {
		return err
	}
	t := Template{Via: ByRobot, LongTerm: true}
	return insertDelivery(ctx, tx, id, m, t, plainText(m), tx.Now)
}

// addresses are how a channel knows people; who is left out cannot be reached by it.
func (s *Service) addresses(ctx context.Context, q db.Querier, via Via, app string, ids []account.ID) (map[account.ID]string, error) {
	switch via {
	case ByService:
		return followers(ctx, q, app, ids)
	case BySMS:
		return s.Accounts.Phones(ctx, q, ids...)
	case ByRobot:
		out := map[account.ID]string{}
		for _, id := range ids {
			out[id] = string(ByRobot)
		}
		return out, nil
	}
	return s.Accounts.WeChatOpenIDs(ctx, q, app, ids...)
}
