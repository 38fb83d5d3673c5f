package sim

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// examples of each kind of field, as WeChat's lists show them.
var examples = map[string]string{"thing": "路灯维修", "time": "2026年1月5日 10:00", "date": "2026年1月5日", "phrase": "已受理", "number": "12", "name": "张三", "phone_number": "13800000000", "amount": "12元"}

func (s *Sim) listTemplates(app *App, _ *http.Request, _ []byte) answer {
	all := []map[string]any{}
	for _, t := range s.templates(app) {
		var content, example strings.Builder
		enums := []map[string]any{}
		for _, f := range t.Fields {
			fmt.Fprintf(&content, "%s:{{%s.DATA}}\n", f.Label, f.Name)
			fmt.Fprintf(&example, "%s:%s\n", f.Label, examples[f.Kind])
			if f.Kind == "enum" {
				enums = append(enums, map[string]any{"keywordCode": f.Name + ".DATA", "enumValueList": f.Values})
			}
		}
		all = append(all, map[string]any{"priTmplId": t.ID, "title": t.Title, "type": t.Type, "content": content.String(), "example": example.String(), "keywordEnumValueList": enums})
	}
	return fine(map[string]any{"data": all})
}

const mostTemplates = 50

// addTemplate makes one of WeChat's public templates the app's own.
func (s *Sim) addTemplate(app *App, _ *http.Request, body []byte) answer {
	var in struct {
		ID    string `json:"tid"`
		Kids  []int  `json:"kidList"`
		About string `json:"sceneDesc"`
	}
	if json.Unmarshal(body, &in) != nil {
		return fail(47001, "data format error")
	}
	var form *Form
	for i := range s.World.Library {
		if s.World.Library[i].ID == in.ID {
			form = &s.World.Library[i]
		}
	}
	switch {
	case form == nil:
		return fail(200014, "invalid tid")
	case len(in.Kids) < 2 || len(in.Kids) > 5:
		return fail(200020, "invalid kidList")
	case len(s.templates(app)) >= mostTemplates:
		return fail(200012, "private template count limit")
	}
	t := Template{ID: s.id("", 43), App: app.ID, Title: form.Title, Type: form.Type}
	for _, kid := range in.Kids {
		f, there := form.Fields[kid]
		if !there {
			return fail(200020, "invalid kidList")
		}
		f.Name = fmt.Sprintf("%s%d", f.Kind, kid)
		t.Fields = append(t.Fields, f)
	}
	s.Added = append(s.Added, t)
	return fine(map[string]any{"priTmplId": t.ID})
}
