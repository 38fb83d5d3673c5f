package volunteer

import (
	"context"
	"slices"
	"strings"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/problem"
)

var (
	ErrVest  = problem.New(problem.Forbidden, "volunteer.vest", "请先让网格员核实您的住处，再登上达人名录")
	ErrSkill = problem.New(problem.Invalid, "volunteer.skill", "请先选一样您的特长，再登上达人名录")
)

// A Listing is whether somebody stands in the directory of his community.
type Listing struct {
	Listed bool   `json:"listed" doc:"he may be found by neighbours; only his own choice makes it so"`
	Intro  string `json:"intro" maxLength:"30" doc:"what he says of himself"`
}

// A Talent (社区达人) is somebody who lets neighbours know what he can do. All
// wear the red vest: their worker knows where they live. There is no order of
// merit, and no phone number: who needs one asks the worker.
type Talent struct {
	ID     account.ID `json:"account_id"`
	Name   string     `json:"name"`
	Where  string     `json:"micro_grid_name"`
	Intro  string     `json:"intro"`
	Skills []CareKind `json:"skills"`
}

// SkillKinds lists what somebody can offer: all that can be ordered, and more.
func (s *Service) SkillKinds(ctx context.Context, community int64) ([]CareKind, error) {
	return skillKinds(ctx, s.DB, community)
}

// MyListing is the actor's own.
func (s *Service) MyListing(ctx context.Context, by account.Actor) (Listing, error) {
	return listingOf(ctx, s.DB, by.ID)
}

// SetListing puts the actor into the directory, or takes him out.
func (s *Service) SetListing(ctx context.Context, by account.Actor, l Listing) (Listing, error) {
	l.Intro = strings.TrimSpace(l.Intro)
	if l.Listed {
		if by.Level < account.Verified {
			return l, ErrVest
		}
		skills, err := skillsOf(ctx, s.DB, by.ID)
		if err == nil && len(skills) == 0 {
			err = ErrSkill
		}
		if err != nil {
			return l, err
		}
		if l.Intro != "" {
			if err := s.passes(ctx, by, l.Intro); err != nil {
				return l, err
			}
		}
	}
	err := s.DB.InTx(ctx, func(tx *db.Tx) error { return setListing(ctx, tx, by.ID, l) })
	if err != nil {
		return l, err
	}
	return s.MyListing(ctx, by)
}

// A TalentQuery narrows the directory; its zero fields do not.
type TalentQuery struct {
	At           account.Territory // within it
	Skill, Words string
	After        account.ID
	Limit        int
}

// Talents lists who stands in the directory of a community, or of the actor's
// own when none is named; only those who live or work there may name one. Who moved is
// gone until his new worker knows him.
func (s *Service) Talents(ctx context.Context, by account.Actor, q TalentQuery) ([]Talent, error) {
	if q.At.Community == 0 {
		q.At = account.Territory{Community: by.Home.Community}
		if at := by.Territories(makers...); q.At.Community == 0 && len(at) > 0 {
			q.At.Community = at[0].Community
		}
	} else if q.At.Community != by.Home.Community && !within(by, q.At.Community) {
		return nil, ErrNotFound
	}
	if q.At.Community == 0 {
		return []Talent{}, nil
	}
	rows, err := talents(ctx, s.DB, q)
	if err != nil {
		return nil, err
	}
	known, err := skillKinds(ctx, s.DB, q.At.Community)
	if err != nil {
		return nil, err
	}
	out := make([]Talent, len(rows))
	for i, r := range rows {
		out[i] = Talent{ID: r.ID, Name: r.Name, Intro: r.Intro, Skills: []CareKind{}}
		for _, k := range known {
			if slices.Contains(strings.Split(r.skills, ","), k.Code) {
				out[i].Skills = append(out[i].Skills, k)
			}
		}
		where, err := s.where(ctx, s.DB, r.At)
		if err != nil {
			return nil, err
		}
		out[i].Where = where.Name
	}
	return out, nil
}

// knownSkills refuses needs that nobody could offer.
func (s *Service) knownSkills(ctx context.Context, q db.Querier, community int64, list []ShiftDraft) error {
	var needs []Codes
	for _, d := range list {
		needs = append(needs, d.Needs)
	}
	return s.knownCodes(ctx, q, community, needs)
}

func (s *Service) knownCodes(ctx context.Context, q db.Querier, community int64, needs []Codes) error {
	var known []CareKind
	for _, list := range needs {
		for _, code := range list {
			if known == nil {
				var err error
				if known, err = skillKinds(ctx, q, community); err != nil {
					return err
				}
			}
			if !slices.ContainsFunc(known, func(k CareKind) bool { return k.Code == code }) {
				return ErrKind.Saying("请从列表里选择需要的特长")
			}
		}
	}
	return nil
}

// askSkilled tells those near by who offer what a shift needs, before others
// find it: the place's own first. Nobody hears of one activity twice.
func (s *Service) askSkilled(ctx context.Context, tx *db.Tx, id ID, d Draft) error {
	asked := map[account.ID]bool{}
	for _, sh := range d.Shifts {
		if len(sh.Needs) == 0 {
			continue
		}
		list, err := skilled(ctx, tx, d, sh.Needs, mostAsked)
		if err != nil {
			return err
		}
		for _, who := range list {
			if asked[who] {
				continue
			}
			asked[who] = true
			su := signup{Account: who, Activity: id, Community: d.Community, Title: d.Title, Place: d.Place, Starts: sh.Starts}
			if err := s.tell(ctx, tx, su, "需要您的特长", "需要您的特长，"+startText(sh.Starts)+"，您愿意来吗？"); err != nil {
				return err
			}
		}
	}
	return nil
}
