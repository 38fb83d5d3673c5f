package push

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// A Choice is somebody's answer in the dialog in which WeChat asks whether a
// message may come, in WeChat's words.
type Choice string

const (
	Accepted Choice = "accept"
	Aloud    Choice = "acceptWithAudio" // accepted, with a sound
	Rejected Choice = "reject"
	Banned   Choice = "ban"    // WeChat took the template away
	Filtered Choice = "filter" // not asked: another template has the same title
	Off      Choice = "off"    // the main switch is off, so nobody is asked
)

var choices = []Choice{Accepted, Aloud, Rejected, Banned, Filtered, Off}

// A Chosen is a choice about a template.
type Chosen struct {
	Template string `json:"template_id" minLength:"1" maxLength:"64"`
	Choice   Choice `json:"choice"`
}

// Hear keeps what the actor's phone says that he chose. Grants are earned by
// WeChat's own word alone. Templates that nobody has are passed over.
func (s *Service) Hear(ctx context.Context, by account.Actor, community int64, said []Chosen) error {
	return s.DB.InTx(ctx, func(tx *db.Tx) error {
		known, err := templates(ctx, tx, community)
		if err != nil {
			return err
		}
		for _, c := range said {
			for _, t := range known {
				if t.ID != c.Template {
					continue
				}
				if err := hear(ctx, tx, by.ID, t, c.Choice); err != nil {
					return err
				}
				break // several events may share it
			}
		}
		return nil
	})
}

// A Quota is how a template stands with the people of a community.
type Quota struct {
	Template string   `json:"template_id"`
	Title    string   `json:"title"`
	Purpose  string   `json:"purpose"`
	Events   []string `json:"events" doc:"what it carries, such as notice.published"`
	LongTerm bool     `json:"long_term" doc:"one consent is good for many messages"`
	Asked    int      `json:"asked" doc:"people who were ever asked"`
	Holders  int      `json:"holders" doc:"people to whom a message can come now"`
	Stock    int      `json:"stock" doc:"messages that can still come; of a long-term template without meaning"`
	Earned   int      `json:"earned"`
	Spent    int      `json:"spent"`
	Refused  int      `json:"refused" doc:"how often somebody said no"`
	Refusers int      `json:"refusers" doc:"people whose last word is no, or who turned all messages off"`
	Banned   int      `json:"banned" doc:"people to whom WeChat said that the template was taken away: look into its console when there are any"`
}

// A Board is what can still be sent to the people of a community.
type Board struct {
	Residents int     `json:"residents" doc:"who joined"`
	Items     []Quota `json:"items" doc:"by template"`
}

// Quotas are how each template of a community stands.
func (s *Service) Quotas(ctx context.Context, by account.Actor, community int64) (b Board, err error) {
	at := account.Territory{Community: community}
	if !mayRead(by, community) && !by.Has(account.County, at) {
		return b, ErrNotFound.Saying("没有找到这个社区，请重新选择")
	}
	list, err := templates(ctx, s.DB, community)
	if err != nil {
		return b, err
	}
	b.Items = []Quota{}
	place, ids := map[carrier]int{}, []string{}
	for _, t := range list {
		c := carrier{t.App, t.ID}
		i, known := place[c]
		if !known {
			i = len(b.Items)
			place[c], ids, b.Items = i, append(ids, t.ID), append(b.Items, Quota{Template: t.ID, Title: t.Title, Purpose: t.Purpose, LongTerm: t.LongTerm})
		}
		b.Items[i].Events = append(b.Items[i].Events, t.Event)
	}
	rows, err := quotas(ctx, s.DB, community, ids)
	if err != nil {
		return b, err
	}
	for _, r := range rows {
		if i, known := place[r.carrier]; known {
			t := b.Items[i]
			r.Template, r.Title, r.Purpose, r.Events, r.LongTerm = t.Template, t.Title, t.Purpose, t.Events, t.LongTerm
			b.Items[i] = r.Quota
		}
	}
	b.Residents, err = residents(ctx, s.DB, community)
	return b, err
}
