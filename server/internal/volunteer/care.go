package volunteer

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
	"huiyin/server/internal/push"
)

// OrderID identifies a care order (关爱单).
type OrderID int64

// A CareKind is what can be ordered; a community says what.
type CareKind struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// An OrderState says how far an order is.
type OrderState string

const (
	Open    OrderState = "open"
	Claimed OrderState = "claimed"
	Done    OrderState = "done" // says who helped; somebody else confirms
	Closed  OrderState = "closed"
	Dropped OrderState = "dropped" // not needed any more
)

var orderStates = []OrderState{Open, Claimed, Done, Closed, Dropped}

// An OrderStep is something that can be done with an order.
type OrderStep string

const (
	Claim    OrderStep = "claim"
	GiveBack OrderStep = "give_back"
	Finish   OrderStep = "finish"
	Accept   OrderStep = "accept"
	Reopen   OrderStep = "reopen" // it was not done after all
	Drop     OrderStep = "drop"
)

var orderSteps = []OrderStep{Claim, GiveBack, Finish, Accept, Reopen, Drop}

// Needs are what only those see who order, help or answer for the place.
type Needs struct {
	Name string `json:"name" minLength:"1" maxLength:"10" doc:"who is helped"`
	Door string `json:"door" minLength:"1" maxLength:"60" doc:"where he is found"`
	Text string `json:"text,omitempty" maxLength:"300" doc:"what is needed"`
}

// An OrderDraft is an order as an elder, his family or his worker writes it.
type OrderDraft struct {
	Kind      string    `json:"kind" minLength:"1" maxLength:"32"`
	MicroGrid int64     `json:"micro_grid_id,omitempty" minimum:"0" doc:"for a worker who orders for somebody; else where the caller lives"`
	Wanted    time.Time `json:"wanted_at" doc:"until when help is needed"`
	Needs
}

// An Order is what somebody may see of one.
type Order struct {
	ID      OrderID     `json:"id"`
	Where   Where       `json:"where"`
	Kind    CareKind    `json:"kind"`
	Wanted  time.Time   `json:"wanted_at"`
	State   OrderState  `json:"state"`
	Needs   *Needs      `json:"needs" doc:"null for who has not claimed it, and when it is forgotten, long after it ended"`
	Helper  string      `json:"helper" doc:"who helps; empty while nobody does"`
	Created time.Time   `json:"created_at"`
	May     []OrderStep `json:"may"`
}

// order is an order's row.
type order struct {
	ID        OrderID
	At        account.Territory
	Kind      string
	sealed    []byte
	Wanted    time.Time
	State     OrderState
	By        account.ID
	Created   time.Time
	Escalated int
	Helper    *account.ID
}

const (
	sealedNeeds = "care_orders.needs"
	mostAsked   = 20            // volunteers that hear of one order
	toWorker    = 2 * time.Hour // unclaimed so long, whoever answers for the place hears of it
	toStaff     = 6 * time.Hour
)

// inside: whoever ordered, who helps, and who answers for the place.
func (o *order) inside(by account.Actor) bool {
	return o.By == by.ID || o.Helper != nil && *o.Helper == by.ID || holds(by, o.At, makers...)
}

// may is the table of steps. Who helps goes into homes: his worker knows him.
func (o *order) may(by account.Actor, able bool) []OrderStep {
	helps := o.Helper != nil && *o.Helper == by.ID
	asks := o.By == by.ID || holds(by, o.At, makers...)
	out := []OrderStep{}
	for _, w := range []struct {
		step OrderStep
		from OrderState
		ok   bool
	}{
		{Claim, Open, able && o.By != by.ID}, {GiveBack, Claimed, helps}, {Finish, Claimed, helps},
		{Accept, Done, asks && !helps}, {Reopen, Done, asks && !helps}, {Drop, Open, asks}, {Drop, Claimed, asks},
	} {
		if w.ok && o.State == w.from {
			out = append(out, w.step)
		}
	}
	return out
}

// able says whether somebody may help at the place: he offers it, lives in the
// same grid, and his worker has verified him.
func able(by account.Actor, skills []string, o *order) bool {
	return by.Level >= account.Verified && by.Home.Community == o.At.Community && by.Home.Grid == o.At.Grid && slices.Contains(skills, o.Kind)
}

// CareKinds lists what can be ordered in a community.
func (s *Service) CareKinds(ctx context.Context, community int64) ([]CareKind, error) {
	return careKinds(ctx, s.DB, community)
}

// Skills are the kinds of care that the actor offers.
func (s *Service) Skills(ctx context.Context, by account.Actor) ([]string, error) {
	return skillsOf(ctx, s.DB, by.ID)
}

// SetSkills makes these the skills that the actor offers; none is none.
func (s *Service) SetSkills(ctx context.Context, by account.Actor, kinds []string) error {
	if by.Home.Community == 0 {
		return ErrHome
	}
	known, err := skillKinds(ctx, s.DB, by.Home.Community)
	if err != nil {
		return err
	}
	for _, k := range kinds {
		if !slices.ContainsFunc(known, func(c CareKind) bool { return c.Code == k }) {
			return ErrKind
		}
	}
	return s.DB.InTx(ctx, func(tx *db.Tx) error { return setSkills(ctx, tx, by, kinds) })
}

// Ask makes an order, and asks suitable volunteers near by.
func (s *Service) Ask(ctx context.Context, by account.Actor, d OrderDraft) (Order, error) {
	at := by.Home
	if d.MicroGrid != 0 {
		p, err := s.Grid.Place(ctx, s.DB, grid.MicroGridID(d.MicroGrid))
		if err != nil || p.Territory != by.Home && !holds(by, p.Territory, makers...) {
			return Order{}, ErrPlace
		}
		at = p.Territory
	}
	d.Name, d.Door = strings.TrimSpace(d.Name), strings.TrimSpace(d.Door)
	switch known, err := careKinds(ctx, s.DB, at.Community); {
	case at.MicroGrid == 0:
		return Order{}, ErrHome
	case err != nil:
		return Order{}, err
	case !slices.ContainsFunc(known, func(k CareKind) bool { return k.Code == d.Kind }):
		return Order{}, ErrKind
	case !d.Wanted.After(s.DB.Now()) || d.Wanted.After(s.DB.Now().Add(30*24*time.Hour)):
		return Order{}, ErrWanted
	}
	sealed, err := s.sealNeeds(d.Needs)
	if err != nil {
		return Order{}, err
	}
	id, err := once.Do(ctx, s.DB, func(tx *db.Tx) (OrderID, error) {
		o := order{At: at, Kind: d.Kind, sealed: sealed, Wanted: d.Wanted, State: Open, By: by.ID}
		if o.ID, err = insertOrder(ctx, tx, o); err != nil {
			return 0, err
		}
		return o.ID, s.askAround(ctx, tx, o)
	})
	if err != nil {
		return Order{}, err
	}
	s.Push.Wake(ctx)
	return s.Order(ctx, by, id)
}

func (s *Service) sealNeeds(n Needs) ([]byte, error) {
	text, err := json.Marshal(n)
	if err != nil {
		return nil, err
	}
	return s.Seal.Seal(string(text), sealedNeeds)
}

// askAround tells volunteers who can do it: those of the micro-grid first. Who
// is helped, and where, they learn when they claim it.
func (s *Service) askAround(ctx context.Context, tx *db.Tx, o order) error {
	list, err := suitable(ctx, tx, o, mostAsked)
	for _, id := range list {
		if err != nil {
			return err
		}
		err = s.tellOrder(ctx, tx, o, id, "有人需要帮忙", "附近有邻居需要帮忙，"+startText(o.Wanted)+"前，您方便吗？")
	}
	return err
}

func (s *Service) tellOrder(ctx context.Context, tx *db.Tx, o order, to account.ID, title, body string) error {
	_, err := s.Push.Send(ctx, tx, push.Message{To: to, Community: o.At.Community, Kind: push.Status, Event: "care.changed", Title: title, Body: body,
		Fields: map[string]string{"title": "敲门关爱", "status": phrase(title), "time": startText(o.Wanted), "note": clip(body, 20)},
		Page:   fmt.Sprintf("packages/activity/care/care?id=%d", o.ID), Subject: fmt.Sprintf("care:%d", o.ID)})
	return err
}
