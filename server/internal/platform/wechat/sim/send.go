package sim

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Message is one that WeChat was asked to send.
type Message struct {
	ID       int64             `json:"id"`
	At       time.Time         `json:"at"`
	App      string            `json:"app"`
	Channel  string            `json:"channel"` // sub, tpl, biz
	To       string            `json:"to"`      // user id; "" when nobody has the openid
	Template string            `json:"template"`
	Title    string            `json:"title"`
	Open     string            `json:"open"` // the app that it opens
	Page     string            `json:"page"`
	URL      string            `json:"url,omitempty"`
	Rows     []Row             `json:"rows"`
	Data     map[string]string `json:"data"`
	Err      int               `json:"err"`
	Why      string            `json:"why,omitempty"`
	RID      string            `json:"rid"`
}

// Row is one line of a message as the phone draws it.
type Row struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// order is what the three interfaces of messages have in common.
type order struct {
	To       string `json:"touser"`
	Template string `json:"template_id"`
	Page     string `json:"page"`
	State    string `json:"miniprogram_state"`
	URL      string `json:"url"`
	Once     string `json:"client_msg_id"`
	Program  struct {
		App  string `json:"appid"`
		Page string `json:"pagepath"`
	} `json:"miniprogram"`
	Data map[string]struct {
		Value string `json:"value"`
	} `json:"data"`
}

const (
	kept    = 20 * ring // messages
	oneTime = 2         // type of a template whose grants are good for one message
)

// order reads what is to be sent and to whom.
func (s *Sim) order(app *App, body []byte, channel string) (in order, t *Template, m Message, bad *answer) {
	m = Message{ID: s.next(), At: s.now(), App: app.ID, Channel: channel, Open: app.ID, Data: map[string]string{}}
	malformed := json.Unmarshal(body, &in) != nil
	m.Template, m.Page, m.URL = in.Template, in.Page, in.URL
	u := s.userByOpenID(app.ID, in.To)
	if u != nil {
		m.To = u.ID
	}
	if t = s.template(app, in.Template); t != nil {
		m.Title = t.Title
	}
	var no answer
	switch {
	case malformed:
		no = s.refuse(m, 47001, "data format error")
	case u == nil:
		no = s.refuse(m, 40003, "invalid openid")
	case t == nil:
		no = s.refuse(m, 40037, "invalid template_id")
	default:
		return in, t, m, nil
	}
	return in, t, m, &no
}

// fill takes the values of a message; the first that WeChat refuses is named.
func (m *Message) fill(t *Template, in order) string {
	for _, f := range t.Fields {
		v := in.Data[f.Name].Value
		if v == "" {
			return "argument invalid! data." + f.Name + ".value is empty"
		}
		if !f.takes(v) {
			return "argument invalid! data." + f.Name + ".value invalid"
		}
		m.Data[f.Name], m.Rows = v, append(m.Rows, Row{f.Label, v})
	}
	return ""
}

func (s *Sim) subscribeSend(app *App, _ *http.Request, body []byte) answer {
	in, t, m, bad := s.order(app, body, "sub")
	if bad != nil {
		return *bad
	}
	wrong, granted := m.fill(t, in), s.granted(in.To, t.ID)
	switch {
	case s.Settings.GrantFirst && !granted:
		return s.refuse(m, 43101, "user refuse to accept the msg")
	case wrong != "":
		return s.refuse(m, 47003, wrong)
	case in.Page != "" && in.State != "developer" && in.State != "trial" && !s.hasPage(app, in.Page):
		return s.refuse(m, 41030, "invalid page")
	case !granted:
		return s.refuse(m, 43101, "user refuse to accept the msg")
	}
	if t.Type == oneTime {
		s.Grants[in.To+"|"+t.ID]--
	}
	s.keepMessage(m)
	if s.Settings.SentEvents {
		s.push(app, in.To, map[string]any{"Event": "subscribe_msg_sent_event", "List": list([]map[string]any{
			{"TemplateId": t.ID, "MsgID": m.ID, "ErrorCode": 0, "ErrorStatus": "success"}})})
	}
	return fine(map[string]any{"msgid": m.ID})
}

// granted says whether a message of the template may reach the person.
func (s *Sim) granted(openid, template string) bool {
	return s.Grants[openid+"|"+template] > 0 && !s.Refused[openid] && !s.Refused[openid+"|"+template]
}

// hasPage says whether a page is released; its query does not matter.
func (s *Sim) hasPage(app *App, page string) bool {
	name, _, _ := strings.Cut(strings.TrimPrefix(page, "/"), "?")
	pages := s.pages(app)
	return len(pages) == 0 || slices.Contains(pages, name)
}

func (s *Sim) keepMessage(m Message) { s.Messages = keep(s.Messages, m, kept) }

// refuse keeps a message that was not sent, for the inspection page.
func (s *Sim) refuse(m Message, code int, text string) answer {
	m.Err, m.Why, m.RID = code, text, s.rid
	s.keepMessage(m)
	return fail(code, text)
}
