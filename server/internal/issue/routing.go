package issue

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

// Routing is a community's rules, in the order in which they are asked.
type Routing struct {
	RoutingVersion
	Latest   int              `json:"latest" doc:"the version that holds now"`
	Rules    []RoutingRule    `json:"rules"`
	Warnings []RoutingWarning `json:"warnings"`
	Choices  RoutingChoices   `json:"choices"`
}

// A RoutingVersion says who made the rules what they are; any version can be
// made the current one again.
type RoutingVersion struct {
	Version  int        `json:"version" doc:"0: there were never any rules"`
	Note     string     `json:"note"`
	By       *Named     `json:"by" doc:"null: an import, or nobody yet"`
	Imported bool       `json:"imported"`
	At       *time.Time `json:"at"`
}

// A RoutingWarning is something about a rule that is probably not meant.
type RoutingWarning struct {
	Rule int    `json:"rule" doc:"its place in the list, from 0"`
	Text string `json:"text"`
}

// RoutingChoices are what a rule can be about.
type RoutingChoices struct {
	Categories []RoutingCategory `json:"categories"`
	Grids      []grid.Grid       `json:"grids"`
	People     []Successor       `json:"people"`
}

// A RoutingCategory is a category with its domain.
type RoutingCategory struct {
	Code   string `json:"code"`
	Name   string `json:"name"`
	Domain string `json:"domain"`
}

// A RoutingDraft is a whole new document.
type RoutingDraft struct {
	Version int           `json:"version" minimum:"0" doc:"the latest that was seen; a newer one is a conflict"`
	Note    string        `json:"note,omitempty" maxLength:"100" doc:"what was changed, for those who come later"`
	Rules   []RoutingRule `json:"rules" maxItems:"100"`
}

// Routing reads a community's rules; version 0 is the latest.
func (s *Service) Routing(ctx context.Context, by account.Actor, community int64, version int) (Routing, error) {
	latest, err := s.routingFor(ctx, by, community)
	if err != nil {
		return Routing{}, err
	}
	doc := latest
	if version != 0 && version != latest.Version {
		if doc, err = routingAt(ctx, s.DB, community, version); err != nil {
			return Routing{}, err
		}
		if doc.Version == 0 {
			return Routing{}, ErrRouting
		}
	}
	return s.showRouting(ctx, community, doc, latest.Version)
}

// routingFor is the latest document, for those who may read it.
func (s *Service) routingFor(ctx context.Context, by account.Actor, community int64) (routingDoc, error) {
	at := account.Territory{Community: community}
	if !by.Has(account.Staff, at) && !by.Has(account.County, at) && !by.Has(account.Admin, at) {
		return routingDoc{}, ErrRouting
	}
	return currentRouting(ctx, s.DB, community)
}

func (s *Service) showRouting(ctx context.Context, community int64, doc routingDoc, latest int) (Routing, error) {
	choices, err := s.routingChoices(ctx, community)
	if err != nil {
		return Routing{}, err
	}
	shown, err := s.showVersions(ctx, []routingDoc{doc})
	if err != nil {
		return Routing{}, err
	}
	return Routing{RoutingVersion: shown[0], Latest: latest, Rules: doc.Rules, Warnings: choices.warnings(doc.Rules), Choices: choices}, nil
}

func (s *Service) showVersions(ctx context.Context, docs []routingDoc) ([]RoutingVersion, error) {
	var makers []account.ID
	for _, d := range docs {
		if d.By != nil {
			makers = append(makers, *d.By)
		}
	}
	names, err := s.Accounts.Names(ctx, s.DB, makers...)
	out := make([]RoutingVersion, len(docs))
	for i, d := range docs {
		out[i] = RoutingVersion{Version: d.Version, Note: d.Note, Imported: d.Version > 0 && d.By == nil}
		if d.Version > 0 {
			out[i].At = &d.At
		}
		if d.By != nil {
			out[i].By = &Named{int64(*d.By), names[*d.By].DisplayName}
		}
	}
	return out, err
}

// RoutingVersions lists what the rules were, the newest first: one more than
// the limit, if there are that many.
func (s *Service) RoutingVersions(ctx context.Context, by account.Actor, community int64, before, limit int) ([]RoutingVersion, error) {
	latest, err := s.routingFor(ctx, by, community)
	if err != nil {
		return nil, err
	}
	if before == 0 {
		before = latest.Version + 1
	}
	docs, err := routingsBefore(ctx, s.DB, community, before, limit+1)
	if err != nil {
		return nil, err
	}
	return s.showVersions(ctx, docs)
}

// SaveRouting makes the draft the rules of the community, from the next issue on.
func (s *Service) SaveRouting(ctx context.Context, by account.Actor, community int64, d RoutingDraft) (Routing, error) {
	at := account.Territory{Community: community}
	if !by.Has(account.Staff, at) && !by.Has(account.Admin, at) {
		return Routing{}, ErrRouting
	}
	if _, err := s.Grid.Tree(ctx, s.DB, grid.CommunityID(community)); err != nil {
		return Routing{}, ErrRouting
	}
	if err := checkRules(d.Rules); err != nil {
		return Routing{}, err
	}
	var doc routingDoc
	err := s.DB.InTx(ctx, func(tx *db.Tx) error {
		had, err := lockRouting(ctx, tx, community)
		if err != nil {
			return err
		}
		if had.Version != d.Version {
			return ErrRoutingNewer
		}
		doc = had.next(d.Rules, strings.TrimSpace(d.Note), tx.Now)
		doc.By = &by.ID
		return insertRouting(ctx, tx, community, doc)
	})
	if err != nil {
		return Routing{}, err
	}
	return s.showRouting(ctx, community, doc, doc.Version)
}

// next is the document that follows: new rules get ids that no rule ever had.
func (d routingDoc) next(rules []RoutingRule, note string, now time.Time) routingDoc {
	out := routingDoc{Version: d.Version + 1, Rules: slices.Clone(rules), Last: d.Last, Note: note, At: now}
	for i := range out.Rules {
		if r := &out.Rules[i]; r.ID <= 0 || r.ID > d.Last {
			out.Last++
			r.ID = out.Last
		}
		if out.Rules[i].People == nil {
			out.Rules[i].People = []account.ID{}
		}
	}
	if out.Rules == nil {
		out.Rules = []RoutingRule{}
	}
	return out
}

// SetRouting makes a community's rules those of its import table. The same
// table again changes nothing: what the staff changed since stays.
func (s *Service) SetRouting(ctx context.Context, tx *db.Tx, community int64, rules []RoutingRule) error {
	if err := checkRules(rules); err != nil {
		return err
	}
	had, err := lockRouting(ctx, tx, community)
	if err != nil {
		return err
	}
	before, err := importedRouting(ctx, tx, community)
	if err != nil {
		return err
	}
	known := slices.Concat(before.Rules, had.Rules)
	for i := range rules {
		same := slices.IndexFunc(known, func(k RoutingRule) bool {
			return k.Name == rules[i].Name && !slices.ContainsFunc(rules[:i], func(r RoutingRule) bool { return r.ID == k.ID })
		})
		if same >= 0 {
			rules[i].ID = known[same].ID
		}
	}
	doc := had.next(rules, "导入", tx.Now)
	if reflect.DeepEqual(doc.Rules, before.Rules) {
		return nil
	}
	return insertRouting(ctx, tx, community, doc)
}
