package sim

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Card is a mini-program's card in a chat.
type Card struct {
	ID       int64     `json:"id"`
	At       time.Time `json:"at"`
	App      string    `json:"app"`
	From     string    `json:"from"`            // user
	Group    string    `json:"group,omitempty"` // where it is, or:
	To       string    `json:"to,omitempty"`    // whom it was sent to
	Title    string    `json:"title"`
	Image    string    `json:"image"` // an address, or the picture itself as data:
	Path     string    `json:"path"`  // with its query
	Ticketed bool      `json:"ticketed"`
	Private  bool      `json:"private"`
	Activity string    `json:"activity,omitempty"`
	State    string    `json:"state,omitempty"` // what its activity says now
}

// entry is one opening of a card: the phone gets its name, and only that phone
// may ask where it came from.
type entry struct {
	App, User string
	Card      Card
	Asked     bool // whether the phone has asked what group it is
}

const cardsKept = 2000

// scenes of entering a mini-program.
const (
	fromFriend = 1007
	fromGroup  = 1008
	withTicket = 1044
)

func (s *Sim) groupRoutes() {
	phone(s, "POST /_sim/client/share", s.share)
	phone(s, "POST /_sim/client/forward", s.forward)
	phone(s, "GET /_sim/client/feed", s.feed)
	phone(s, "GET /_sim/client/chats", s.chats)
	phone(s, "POST /_sim/client/open_card", s.openCard)
	phone(s, "POST /_sim/client/group_enter", s.groupEnter)
	phone(s, "POST /_sim/client/share_info", s.shareInfo)
	phone(s, "POST /_sim/client/private_message", s.privateMessage)
	phone(s, "POST /_sim/client/group_name", s.groupName)
}

// in says whether the user is in the group now.
func (s *Sim) in(group, user string) bool {
	g := s.group(group)
	return g != nil && slices.Contains(g.Members, user) && !s.Left[group+"|"+user]
}

func (s *Sim) groupsOf(user string) []map[string]any {
	out := []map[string]any{}
	for _, g := range s.World.Groups {
		if s.in(g.ID, user) {
			out = append(out, map[string]any{"id": g.ID, "name": g.Name, "members": s.members(g)})
		}
	}
	return out
}

func (s *Sim) members(g Group) []string {
	return slices.DeleteFunc(slices.Clone(g.Members), func(u string) bool { return s.Left[g.ID+"|"+u] })
}

type sharing struct {
	Group string `json:"group"`
	To    string `json:"to"`
	Card  Card   `json:"card"`
}

// share is the tap on 发送 in WeChat's chooser of chats.
func (s *Sim) share(me who, in sharing) (any, error) {
	c := in.Card
	c.From, c.App, c.Group, c.To = me.User, me.App, in.Group, in.To
	if a := s.Acts[c.Activity]; c.Private {
		switch {
		case a == nil || a.App != me.App || s.now().Sub(a.Made) > shareable:
			return nil, refusal{-1, "invalid activityId"}
		case a.Sharer != "" && a.Sharer != me.User:
			return nil, refusal{-1, "activityId belongs to another sharer"}
		}
	}
	return s.place(c)
}

// forward passes a card on as it is.
func (s *Sim) forward(me who, in struct {
	ID    int64  `json:"id"`
	Group string `json:"group"`
	To    string `json:"to"`
}) (any, error) {
	c, err := s.visible(me, in.ID)
	switch {
	case err != nil:
		return nil, err
	case c.Private:
		return nil, refusal{-1, "私密消息不能转发"}
	}
	c.From, c.Group, c.To = me.User, in.Group, in.To
	return s.place(c)
}

// place puts a card into a chat that its sender is in.
func (s *Sim) place(c Card) (any, error) {
	if c.Group != "" && !s.in(c.Group, c.From) || c.Group == "" && (s.user(c.To) == nil || c.To == c.From) {
		return nil, refusal{-1, "no such chat"}
	}
	c.ID, c.At, c.Path = s.next(), s.now(), strings.TrimPrefix(c.Path, "/")
	c.Title = cmp.Or(c.Title, s.app(c.App).Name)
	s.Cards = keep(s.Cards, c, cardsKept)
	return map[string]any{"id": c.ID}, nil
}

// visible finds a card that the user has in one of his chats.
func (s *Sim) visible(me who, id int64) (Card, error) {
	for _, c := range s.Cards {
		if c.ID == id && (c.Group != "" && s.in(c.Group, me.User) || c.Group == "" && (c.From == me.User || c.To == me.User)) {
			return s.current(c), nil
		}
	}
	return Card{}, refusal{-1, "no such card"}
}

func (s *Sim) current(c Card) Card {
	if a := s.Acts[c.Activity]; a != nil {
		c.State = a.Text
	}
	return c
}

// feed is a chat: a group's, or the one with a friend. The newest comes last.
func (s *Sim) feed(me who, in struct {
	Group string `json:"group"`
	With  string `json:"with"`
}) (any, error) {
	out := []Card{}
	for _, c := range s.Cards {
		here := in.Group != "" && c.Group == in.Group && s.in(in.Group, me.User)
		there := in.Group == "" && c.Group == "" && (c.From == me.User && c.To == in.With || c.From == in.With && c.To == me.User)
		if here || there {
			out = append(out, s.current(c))
		}
	}
	return map[string]any{"items": out}, nil
}

// chats are a person's groups and friends, each with its newest card.
func (s *Sim) chats(me who, _ nothing) (any, error) {
	last := map[string]Card{}
	for _, c := range s.Cards {
		switch {
		case c.Group != "":
			last["group|"+c.Group] = c
		case c.From == me.User:
			last["with|"+c.To] = c
		case c.To == me.User:
			last["with|"+c.From] = c
		}
	}
	out := []map[string]any{}
	add := func(key, id, name string) {
		chat := map[string]any{key: id, "name": name}
		if c, there := last[key+"|"+id]; there {
			chat["last"] = c
		}
		out = append(out, chat)
	}
	for _, g := range s.World.Groups {
		if s.in(g.ID, me.User) {
			add("group", g.ID, g.Name)
		}
	}
	for _, u := range s.World.Users {
		if u.ID != me.User {
			add("with", u.ID, u.Nick)
		}
	}
	return map[string]any{"items": out}, nil
}

const (
	chatOfTwo   = 1
	weChatGroup = 3
)

func (s *Sim) chatType(c Card) int {
	if c.Group == "" {
		return chatOfTwo
	}
	return max(weChatGroup, s.group(c.Group).ChatType)
}

// openCard is a tap on a card in a chat.
func (s *Sim) openCard(me who, in struct {
	ID int64 `json:"id"`
}) (any, error) {
	c, err := s.visible(me, in.ID)
	if err != nil {
		return nil, err
	}
	name := s.id("", 28)
	s.Entries[name] = entry{App: me.App, User: me.User, Card: c}
	out := map[string]any{"path": c.Path, "scene": fromFriend, "entry": name, "chatType": s.chatType(c)}
	if c.Group != "" {
		out["scene"] = fromGroup
	}
	if c.Ticketed {
		out["shareTicket"] = name
		if c.Group != "" {
			out["scene"] = withTicket
		}
	}
	return out, nil
}
