package sim

// config is what a phone knows about itself and the WeChat around it.
func (s *Sim) config(me who, _ nothing) (any, error) {
	a, u := s.app(me.App), s.user(me.User)
	scale := u.FontScale
	if scale == 0 {
		scale = 1
	}
	friends := []map[string]string{}
	for _, other := range s.World.Users {
		if other.ID != u.ID {
			friends = append(friends, map[string]string{"id": other.ID, "nick": other.Nick})
		}
	}
	sdk := "3.10.0"
	if s.Settings.OldClient {
		sdk = "2.16.1"
	}
	return map[string]any{"backend": s.Backend, "app": map[string]string{"id": a.ID, "name": a.Name}, "templates": s.templates(a), "groups": s.groupsOf(u.ID), "friends": friends,
		"user":    map[string]any{"id": u.ID, "nick": u.Nick, "phone": masked(u.Phone), "fontScale": scale},
		"domains": []string{s.Backend}, "subscribeLimit": s.Settings.SubscribeLimit, "mainSwitch": !s.Refused[me.openid()], "sdk": sdk,
		"privacyAgreed": !s.Settings.AskPrivacy || s.Agreed[me.key()]}, nil
}

// masked is a number as WeChat's dialog shows it.
func masked(number string) string {
	if len(number) != 11 {
		return number
	}
	return number[:3] + "****" + number[7:]
}

// inbox is the phone's messages after an id, the newest first: service
// notifications of the mini-program, and what official accounts sent.
func (s *Sim) inbox(me who, in struct {
	After int64 `json:"after,string"` // a parameter of the address
}) (any, error) {
	out := []Message{}
	for i := len(s.Messages) - 1; i >= 0 && s.Messages[i].ID > in.After; i-- {
		if m := s.Messages[i]; m.To == me.User && m.Err == 0 && m.Why == "" && (m.App == me.App || m.Channel != "sub") {
			out = append(out, m)
		}
	}
	return map[string]any{"items": out}, nil
}
