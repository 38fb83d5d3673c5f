package sim

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// activity is the mark of cards that can change (动态消息) or that are private
// (私密消息).
type activity struct {
	App, Sharer string // Sharer is who alone may share it; "" is everybody
	Made        time.Time
	State       int
	Text        string // what the cards show of it
}

const (
	changeable = 24 * time.Hour
	shareable  = 7 * 24 * time.Hour
	verifiable = 120 * 24 * time.Hour
)

// states of an activity; 0 is not started.
const (
	started  = 1
	finished = 2 // only of a chat tool's
)

func (s *Sim) newActivity(app *App, r *http.Request, _ []byte) answer {
	a := &activity{App: app.ID, Made: s.now()}
	q := r.URL.Query()
	for _, u := range s.World.Users {
		if id := q.Get("openid"); id != "" && id == OpenID(app.ID, u.ID) || q.Get("unionid") != "" && q.Get("unionid") == u.UnionID {
			a.Sharer = u.ID
		}
	}
	if a.Sharer == "" && q.Get("openid")+q.Get("unionid") != "" {
		return fail(40003, "invalid openid")
	}
	id := s.id("966_", 40)
	s.Acts[id] = a
	return fine(map[string]any{"activity_id": id, "expiration_time": a.Made.Add(changeable).Unix()})
}

// updateCards changes what all cards of an activity show.
func (s *Sim) updateCards(app *App, r *http.Request, body []byte) answer {
	var in struct {
		ID       string `json:"activity_id"`
		State    int    `json:"target_state"`
		Template struct {
			Parameters []struct{ Name, Value string } `json:"parameter_list"`
		} `json:"template_info"`
	}
	if json.Unmarshal(body, &in) != nil {
		return fail(47001, "data format error")
	}
	a, highest := s.Acts[in.ID], started
	if strings.HasSuffix(r.URL.Path, "/chattoolmsg/send") {
		highest = finished
	}
	switch {
	case a == nil || a.App != app.ID:
		return fail(47501, "invalid activity_id")
	case in.State < 0 || in.State > highest:
		return fail(47502, "invalid target_state")
	case a.State == highest:
		return fail(47503, "invalid state transition")
	case s.now().Sub(a.Made) > changeable:
		return fail(47504, "activity_id expired")
	}
	values := map[string]string{}
	for _, p := range in.Template.Parameters {
		values[p.Name] = p.Value
	}
	a.State, a.Text = in.State, "成员正在加入，当前 "+values["member_count"]+"/"+values["room_limit"]+" 人"
	if in.State > 0 {
		a.Text = map[int]string{started: "已开始", finished: "已结束"}[in.State]
	}
	return fine(nil)
}
