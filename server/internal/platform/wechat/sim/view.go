package sim

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// view is everything that the page shows; secrets and tokens are shortened.
func (s *Sim) view() map[string]any {
	return map[string]any{"now": s.now(), "offset": s.Offset.String(), "settings": s.Settings, "weather": s.weather(), "tricks": tricks,
		"messages": last(s.Messages, 100), "calls": last(s.Calls, 60), "pushes": last(s.Pushes, 60), "cards": s.shownCards(), "codes": s.shownCodes(),
		"tokens": s.shownTokens(), "grants": s.shownGrants(), "groups": s.shownGroups(), "quotas": s.shownQuotas()}
}

// last are the newest, the newest first.
func last[T any](list []T, most int) []T {
	out := append([]T{}, list[max(0, len(list)-most):]...) // never nil: the page reads lists
	slices.Reverse(out)
	return out
}

// shownCards are cards with an address in place of a long picture.
func (s *Sim) shownCards() []Card {
	out := last(s.Cards, 100)
	for i := range out {
		out[i] = s.current(out[i])
		if strings.HasPrefix(out[i].Image, "data:") {
			out[i].Image = fmt.Sprintf("/_sim/cards/%d/image", out[i].ID)
		}
	}
	slices.Reverse(out)
	return out
}

func (s *Sim) shownCodes() []drawn {
	out := last(s.Drawn, 50)
	for i := range out {
		out[i].Image = nil
	}
	return out
}

func (s *Sim) shownTokens() []map[string]any {
	out := []map[string]any{}
	for _, v := range slices.Sorted(maps.Keys(s.Tokens)) {
		t := s.Tokens[v]
		out = append(out, map[string]any{"token": v[:6] + "…", "app": t.App, "kind": t.Kind, "left": t.Until.Sub(s.now()).Round(time.Second).String(), "alive": !t.Dead && t.Until.After(s.now())})
	}
	return out
}

// shownGrants are the consents of the people on the desk, and of all who have one.
func (s *Sim) shownGrants() []map[string]any {
	out := []map[string]any{}
	for _, u := range s.World.Users {
		for i := range s.World.Apps {
			for _, t := range s.templates(&s.World.Apps[i]) {
				id := OpenID(s.World.Apps[i].ID, u.ID)
				left := s.Grants[id+"|"+t.ID]
				if len(out) < 400 && (left > 0 || slices.Contains(s.World.Desk.Phones, u.ID)) {
					out = append(out, map[string]any{"user": u.ID, "openid": id, "nick": u.Nick, "app": s.World.Apps[i].ID, "template": t.ID, "title": t.Title, "left": left,
						"long": t.Type != oneTime, "off": s.Refused[id] || s.Refused[id+"|"+t.ID]})
				}
			}
		}
	}
	return out
}

func (s *Sim) shownGroups() []map[string]any {
	out := []map[string]any{}
	for _, g := range s.World.Groups {
		people := []map[string]any{}
		for _, id := range g.Members {
			if u := s.user(id); u != nil {
				people = append(people, map[string]any{"id": id, "nick": u.Nick, "in": s.in(g.ID, id)})
			}
		}
		out = append(out, map[string]any{"id": g.ID, "name": g.Name, "members": people})
	}
	return out
}

func (s *Sim) shownQuotas() []map[string]any {
	out := []map[string]any{}
	for _, key := range slices.Sorted(maps.Keys(s.Counts)) {
		app, path, _ := strings.Cut(key, "|")
		if a, there := s.apis[path]; there && a.daily > 0 {
			out = append(out, map[string]any{"app": app, "path": path, "used": s.counter(key).Today, "daily": a.daily})
		}
	}
	return out
}
