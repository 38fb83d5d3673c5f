package sim

import (
	"errors"
	"maps"
	"slices"
	"time"
)

var errNobody = errors.New("no such user, app, group or template")

func (s *Sim) controlRoutes() {
	control(s, "GET /_sim/faults", func(nothing) (any, error) { return s.weather(), nil })
	control(s, "POST /_sim/faults", s.addFault)
	control(s, "DELETE /_sim/faults", func(in struct {
		Preset string `json:"preset"`
	}) (any, error) {
		s.end(in.Preset)
		return s.weather(), nil
	})
	control(s, "POST /_sim/tricks", func(t Trick) (any, error) { return map[string]any{}, s.addTrick(t) })
	control(s, "POST /_sim/events", s.sendEvent)
	control(s, "POST /_sim/clock", s.moveClock)
	control(s, "POST /_sim/grants", s.changeGrant)
	control(s, "POST /_sim/groups", s.changeMember)
	control(s, "POST /_sim/session/rotate", func(me who) (any, error) {
		if me = s.defaultApp(me); s.user(me.User) == nil {
			return nil, errNobody
		}
		s.rotate(me)
		return map[string]any{}, nil
	})
}

// defaultApp names the first mini-program when a control names none.
func (s *Sim) defaultApp(me who) who {
	for _, a := range s.World.Apps {
		if me.App == "" && !a.official() {
			me.App = a.ID
		}
	}
	return me
}

// weather is what goes wrong now, and what could.
func (s *Sim) weather() map[string]any {
	known := []map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(presets)) {
		known = append(known, map[string]any{"name": name, "about": presets[name].about, "once": presets[name].faults == nil,
			"on": slices.ContainsFunc(s.Faults, func(f *Fault) bool { return f.Preset == name })})
	}
	return map[string]any{"faults": len(s.Faults), "items": append([]*Fault{}, s.Faults...), "presets": known}
}

// addFault adds a fault, or begins a named bad day: {"preset":"rough"}.
func (s *Sim) addFault(f Fault) (any, error) {
	if f.Preset != "" {
		err := s.begin(f.Preset, f.App)
		return s.weather(), err
	}
	s.Faults = append(s.Faults, &f)
	return s.weather(), nil
}

// sendEvent pushes any event, such as user_info_modified.
func (s *Sim) sendEvent(in struct {
	who
	Event map[string]any `json:"event"`
}) (any, error) {
	me := s.defaultApp(in.who)
	if s.app(me.App) == nil || s.user(me.User) == nil || in.Event["Event"] == nil {
		return nil, errNobody
	}
	s.push(s.app(me.App), me.openid(), in.Event)
	return map[string]any{}, nil
}

func (s *Sim) moveClock(in struct {
	Advance string `json:"advance"`
}) (any, error) {
	d, err := time.ParseDuration(in.Advance)
	if err != nil {
		return nil, errors.New("advance must be a duration such as 2h5m")
	}
	s.Offset += d
	return map[string]any{"now": s.now()}, nil
}

// changeGrant gives or takes consents without the phone, and without a word to
// the product.
func (s *Sim) changeGrant(in struct {
	who
	Template string `json:"template"`
	Add      int    `json:"add"`
}) (any, error) {
	me := s.defaultApp(in.who)
	if s.app(me.App) == nil || s.user(me.User) == nil || s.template(s.app(me.App), in.Template) == nil {
		return nil, errNobody
	}
	key := me.openid() + "|" + in.Template
	s.Grants[key] = max(0, s.Grants[key]+in.Add)
	return map[string]any{"left": s.Grants[key]}, nil
}

// changeMember lets somebody leave a group that the world put him into, or
// come back.
func (s *Sim) changeMember(in struct {
	Group string `json:"group"`
	User  string `json:"user"`
	In    bool   `json:"in"`
}) (any, error) {
	g := s.group(in.Group)
	if g == nil || !slices.Contains(g.Members, in.User) {
		return nil, errNobody
	}
	s.Left[in.Group+"|"+in.User] = !in.In
	return map[string]any{"members": s.members(*g)}, nil
}
