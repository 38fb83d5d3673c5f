package sim

import (
	"net/http"
	"slices"
	"time"
)

// once remembers a message that was sent under a client_msg_id.
type once struct {
	ID int64
	At time.Time
}

const onceLife = 10 * time.Minute

// templateSend is an official account's template message (模板消息).
func (s *Sim) templateSend(app *App, _ *http.Request, body []byte) answer {
	in, t, m, bad := s.order(app, body, "tpl")
	if bad != nil {
		return *bad
	}
	key := app.ID + "|" + in.To + "|" + in.Once
	if before, there := s.Once[key]; in.Once != "" && there && s.now().Sub(before.At) < onceLife {
		return fine(map[string]any{"msgid": before.ID})
	}
	m.Open, m.Page = in.Program.App, in.Program.Page
	wrong := m.fill(t, in)
	switch {
	case s.Follows[app.ID+"|"+m.To].IsZero():
		return s.refuse(m, 43004, "require subscribe")
	case wrong != "":
		return s.refuse(m, 47003, wrong)
	case in.Program.App != "" && (s.app(in.Program.App) == nil || s.app(in.Program.App).official()):
		return s.refuse(m, 40013, "invalid appid")
	}
	s.Once[key] = once{m.ID, s.now()}
	status := "success"
	if s.Refused[in.To] {
		status = "failed:user block"
		m.Why = status
	}
	s.keepMessage(m)
	s.push(app, in.To, map[string]any{"Event": "TEMPLATESENDJOBFINISH", "MsgID": m.ID, "Status": status})
	return fine(map[string]any{"msgid": m.ID})
}

// bizSend is an official account's subscription notice (订阅通知).
func (s *Sim) bizSend(app *App, _ *http.Request, body []byte) answer {
	in, t, m, bad := s.order(app, body, "biz")
	if bad != nil {
		return *bad
	}
	m.Open = in.Program.App
	if in.Program.Page != "" {
		m.Page = in.Program.Page
	}
	if wrong := m.fill(t, in); wrong != "" {
		return s.refuse(m, 47003, wrong)
	}
	if !s.granted(in.To, t.ID) {
		return s.refuse(m, 43101, "user refuse to accept the msg")
	}
	if t.Type == oneTime {
		s.Grants[in.To+"|"+t.ID]--
	}
	s.keepMessage(m)
	return fine(nil)
}

func (s *Sim) userInfo(app *App, r *http.Request, _ []byte) answer {
	id := r.URL.Query().Get("openid")
	u := s.userByOpenID(app.ID, id)
	if u == nil {
		return fail(40003, "invalid openid")
	}
	since := s.Follows[app.ID+"|"+u.ID]
	if since.IsZero() {
		return ok(map[string]any{"subscribe": 0, "openid": id})
	}
	out := map[string]any{"subscribe": 1, "openid": id, "language": "zh_CN", "subscribe_time": since.Unix(), "remark": "", "groupid": 0, "tagid_list": []int{}, "subscribe_scene": "ADD_SCENE_QR_CODE"}
	if u.UnionID != "" {
		out["unionid"] = u.UnionID
	}
	return ok(out)
}

const followersPage = 10_000

// userList pages through the followers in a fixed order.
func (s *Sim) userList(app *App, r *http.Request, _ []byte) answer {
	all := []string{}
	for _, u := range s.World.Users {
		if !s.Follows[app.ID+"|"+u.ID].IsZero() {
			all = append(all, OpenID(app.ID, u.ID))
		}
	}
	slices.Sort(all)
	from := 0
	if next := r.URL.Query().Get("next_openid"); next != "" {
		i, there := slices.BinarySearch(all, next)
		if !there {
			return fail(40003, "invalid openid")
		}
		from = i + 1
	}
	page := all[from:min(len(all), from+followersPage)]
	out := map[string]any{"total": len(all), "count": len(page), "next_openid": ""}
	if len(page) > 0 {
		out["data"], out["next_openid"] = map[string]any{"openid": page}, page[len(page)-1]
	}
	return ok(out)
}

// follow is a person's tap on 关注, or on 取消关注.
func (s *Sim) follow(app *App, user string, on bool) {
	key, event := app.ID+"|"+user, "unsubscribe"
	if on == !s.Follows[key].IsZero() {
		return
	}
	delete(s.Follows, key)
	if on {
		s.Follows[key], event = s.now(), "subscribe"
	}
	s.push(app, OpenID(app.ID, user), map[string]any{"Event": event, "EventKey": ""})
}
