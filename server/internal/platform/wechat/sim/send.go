package sim

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

var rules = map[string]*regexp.Regexp{
	"thing":            regexp.MustCompile(`^[^\p{Cc}]{1,20}$`),
	"number":           regexp.MustCompile(`^\d{1,32}(\.\d+)?$`),
	"letter":           regexp.MustCompile(`^[A-Za-z]{1,32}$`),
	"symbol":           regexp.MustCompile(`^[^\p{Han}A-Za-z0-9\p{Cc}]{1,5}$`),
	"character_string": regexp.MustCompile(`^[\x21-\x7e ]{1,32}$`),
	"phrase":           regexp.MustCompile(`^\p{Han}{1,5}$`),
	"amount":           regexp.MustCompile(`^[¥￥$€]?\d{1,10}(\.\d+)?元?$`),
	"phone_number":     regexp.MustCompile(`^[0-9+\-() ]{1,17}$`),
	"car_number":       regexp.MustCompile(`^[^\p{Cc}]{1,8}$`),
}

var (
	timeLayouts = []string{"15:04", "15:04:05", "2006年1月2日 15:04", "2006-01-02 15:04", "2006-01-02 15:04:05", "2006/01/02 15:04"}
	dateLayouts = append([]string{"2006年1月2日", "2006-01-02", "2006/01/02"}, timeLayouts[2:]...)
	han         = regexp.MustCompile(`\p{Han}`)
)

// valid says whether WeChat takes the value for the kind of field.
func valid(kind, v string) bool {
	switch kind {
	case "time":
		return moments(v, append(timeLayouts, dateLayouts...))
	case "date":
		return moments(v, dateLayouts)
	case "name":
		n := utf8.RuneCountInString(v)
		return n > 0 && (han.MatchString(v) && n <= 10 || !han.MatchString(v) && n <= 20)
	}
	r := rules[kind]
	return r != nil && r.MatchString(v)
}

func moments(v string, layouts []string) bool {
	for part := range strings.SplitSeq(v, "~") {
		fits := false
		for _, l := range layouts {
			_, err := time.Parse(l, strings.TrimSpace(part))
			fits = fits || err == nil
		}
		if !fits {
			return false
		}
	}
	return true
}

func (s *Sim) subscribeSend(app *App, _ *http.Request, body []byte) answer {
	var in struct {
		To       string `json:"touser"`
		Template string `json:"template_id"`
		Page     string `json:"page"`
		Data     map[string]struct {
			Value string `json:"value"`
		} `json:"data"`
	}
	if json.Unmarshal(body, &in) != nil {
		return fail(47001, "data format error")
	}
	u := s.userByOpenID(app.ID, in.To)
	if u == nil {
		return fail(40003, "invalid openid")
	}
	t := s.template(in.Template)
	if t == nil {
		return fail(40037, "invalid template_id")
	}
	m := Message{ID: s.next(), At: s.now(), App: app.ID, To: u.ID, Template: t.ID, Title: t.Title, Page: in.Page, Data: map[string]string{}}
	for _, f := range t.Fields {
		v, there := in.Data[f.Name]
		if !there || v.Value == "" {
			return s.refuse(m, 47003, "argument invalid! data."+f.Name+".value is empty")
		}
		if !valid(f.Kind, v.Value) {
			return s.refuse(m, 47003, "argument invalid! data."+f.Name+".value invalid")
		}
		m.Data[f.Name], m.Rows = v.Value, append(m.Rows, Row{f.Label, v.Value})
	}
	key := in.To + "|" + t.ID
	if s.grants[key] <= 0 || s.settings["off|"+u.ID] {
		return s.refuse(m, 43101, "user refuse to accept the msg")
	}
	if t.Type == 2 {
		s.grants[key]--
	}
	s.keep(m)
	return ok(map[string]any{"errcode": 0, "errmsg": "ok", "msgid": m.ID})
}

func (s *Sim) next() int64 {
	s.nextID++
	return s.nextID
}

func (s *Sim) keep(m Message) {
	s.messages = append(s.messages, m)
	if len(s.messages) > 20*ring {
		s.messages = s.messages[len(s.messages)-20*ring:]
	}
}

// refuse shows a message that was not sent on the inspection page.
func (s *Sim) refuse(m Message, code int, text string) answer {
	m.Err, m.RID = code, s.id("", 8)
	s.keep(m)
	return fail(code, text)
}

func (s *Sim) listTemplates(*App, *http.Request, []byte) answer {
	list := []map[string]any{}
	for _, t := range s.World.Templates {
		var content strings.Builder
		for _, f := range t.Fields {
			content.WriteString(f.Label + ":{{" + f.Name + ".DATA}}\n")
		}
		list = append(list, map[string]any{"priTmplId": t.ID, "title": t.Title, "type": t.Type, "content": content.String()})
	}
	return ok(map[string]any{"errcode": 0, "errmsg": "ok", "data": list})
}
