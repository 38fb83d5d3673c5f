package sim

import (
	"encoding/json"
	"net/http"
	"slices"
)

const (
	robotMinute  = 20   // posts of one robot
	robotLongest = 2048 // bytes
)

// robotSend is the address of a WeCom group's robot: who has the key may post.
func (s *Sim) robotSend(_ *App, r *http.Request, body []byte) answer {
	key := r.URL.Query().Get("key")
	i := slices.IndexFunc(s.World.Robots, func(x Robot) bool { return x.Key == key })
	if i < 0 || key == "" {
		return fail(93000, "invalid webhook url")
	}
	var in struct {
		Type string `json:"msgtype"`
		Text struct {
			Content string `json:"content"`
		} `json:"text"`
		Markdown struct {
			Content string `json:"content"`
		} `json:"markdown"`
	}
	_ = json.Unmarshal(body, &in) // valid JSON; a wrong type leaves nothing
	text := map[string]string{"text": in.Text.Content, "markdown": in.Markdown.Content}[in.Type]
	c := s.counter("robot|" + key)
	c.Current++
	switch {
	case in.Type != "text" && in.Type != "markdown":
		return fail(40008, "invalid message type")
	case text == "":
		return fail(44004, "empty content")
	case len(text) > robotLongest:
		return fail(40058, "content size out of limit")
	case c.Current > robotMinute:
		return fail(45009, "api freq out of limit")
	}
	s.keepMessage(Message{ID: s.next(), At: s.now(), Channel: "robot", To: "robot:" + s.World.Robots[i].Name, Title: s.World.Robots[i].Name, Rows: []Row{{"内容", text}}, Data: map[string]string{"text": text}})
	return fine(nil)
}
