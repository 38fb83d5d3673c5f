package push

import (
	"context"
	"time"

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

// An Audience is who gets what a template carries.
type Audience string

const (
	Residents Audience = "residents" // who joined the community
	Workers   Audience = "workers"   // who holds an office in it
	Helpers   Audience = "helpers"   // the workers, and residents who chose to help; all are asked, and the workers counted
)

// banBelieved is how long WeChat's word holds that it took a template away. Then
// people are asked again: nobody tells when it is given back.
const banBelieved = 7 * 24 * time.Hour

// A Quota is how a template stands with the people of a community.
type Quota struct {
	Template string   `json:"template_id"`
	Title    string   `json:"title"`
	Purpose  string   `json:"purpose"`
	Events   []string `json:"events" doc:"what it carries, such as notice.published"`
	For      Audience `json:"for" enum:"residents,workers,helpers" doc:"who gets what it carries; only they are counted, and of helpers the workers"`
	People   int      `json:"people" doc:"how many they are"`
	LongTerm bool     `json:"long_term" doc:"one consent is good for many messages"`
	Standing
	app string
}

// A Standing is a template's ledger, summed up over the people.
type Standing struct {
	Asked    int `json:"asked" doc:"people who were ever asked"`
	Holders  int `json:"holders" doc:"people to whom a message can come now"`
	Stock    int `json:"stock" doc:"messages that can still come; of a long-term template without meaning"`
	Earned   int `json:"earned"`
	Spent    int `json:"spent"`
	Refused  int `json:"refused" doc:"how often somebody said no"`
	Refusers int `json:"refusers" doc:"people whose last word is no, or who turned all messages off"`
	Banned   int `json:"banned" doc:"people to whom WeChat said within a week that the template was taken away: look into its console when there are any"`
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
	b.Items = s.boardOf(list)
	people := map[Audience]int{}
	for _, who := range []Audience{Residents, Workers, Helpers} {
		if people[who], err = peopleOf(ctx, s.DB, who, community, s.DB.Now()); err != nil {
			return b, err
		}
		if err := s.count(ctx, b.Items, who, community); err != nil {
			return b, err
		}
	}
	for i := range b.Items {
		b.Items[i].People = people[b.Items[i].For]
	}
	b.Residents = people[Residents]
	return b, nil
}

// boardOf are templates with what they carry: several events may share one. It is
// for residents when any of them is.
func (s *Service) boardOf(list []Template) []Quota {
	out, place := []Quota{}, map[carrier]int{}
	for _, t := range list {
		c := carrier{t.App, t.ID}
		i, known := place[c]
		if !known {
			i = len(out)
			place[c], out = i, append(out, Quota{app: t.App, Template: t.ID, Title: t.Title, Purpose: t.Purpose, LongTerm: t.LongTerm, For: s.audience(t.Event)})
		}
		out[i].Events = append(out[i].Events, t.Event)
		if s.audience(t.Event) == Residents {
			out[i].For = Residents
		}
	}
	return out
}

func (s *Service) audience(event string) Audience {
	if a, said := s.Options.For[event]; said {
		return a
	}
	return Residents
}

// count fills in how the templates of an audience stand with it.
func (s *Service) count(ctx context.Context, items []Quota, who Audience, community int64) error {
	ids := []string{}
	for _, q := range items {
		if q.For == who {
			ids = append(ids, q.Template)
		}
	}
	rows, err := quotas(ctx, s.DB, who, community, ids, s.DB.Now())
	for _, r := range rows {
		for i := range items {
			if q := &items[i]; q.app == r.app && q.Template == r.template {
				q.Standing = r.Standing
			}
		}
	}
	return err
}
