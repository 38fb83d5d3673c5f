package sim

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"
)

// verdicts are the words by which the simulator judges, in order.
var verdicts = []struct {
	words   []string
	suggest string
	label   int
}{
	{[]string{"risky", "违规", "赌博"}, "risky", 20006},
	{[]string{"review", "待审"}, "review", 20001},
}

func judge(text string) (string, int) {
	for _, v := range verdicts {
		for _, w := range v.words {
			if strings.Contains(text, w) {
				return v.suggest, v.label
			}
		}
	}
	return "pass", 100
}

// author checks whose content is judged: WeChat does it only for people who
// used the app in the last two hours.
func (s *Sim) author(app *App, id string) (string, *answer) {
	u := s.userByOpenID(app.ID, id)
	var a answer
	switch {
	case u == nil && s.known(id):
		a = fail(43104, "appid and openid not match")
	case u == nil:
		a = fail(40003, "invalid openid")
	case s.now().Sub(s.Visits[app.ID+"|"+u.ID]) > 2*time.Hour:
		a = fail(61010, "code is expired")
	default:
		return u.ID, nil
	}
	return "", &a
}

func (s *Sim) checkText(app *App, _ *http.Request, body []byte) answer {
	var in struct {
		Version int    `json:"version"`
		OpenID  string `json:"openid"`
		Scene   int    `json:"scene"`
		Content string `json:"content"`
	}
	_ = json.Unmarshal(body, &in)
	if _, bad := s.author(app, in.OpenID); bad != nil {
		return *bad
	}
	switch {
	case in.Scene < 1 || in.Scene > 4:
		return fail(40129, "invalid scene")
	case in.Version != 2:
		return fail(47001, "data format error")
	case utf8.RuneCountInString(in.Content) > 2500:
		return fail(45002, "content size out of limit")
	}
	suggest, label := judge(in.Content)
	return fine(map[string]any{"trace_id": s.id("", 16), "result": map[string]any{"suggest": suggest, "label": label},
		"detail": []any{map[string]any{"strategy": "content_model", "errcode": 0, "suggest": suggest, "label": label, "prob": 90}}})
}

func (s *Sim) checkMedia(app *App, _ *http.Request, body []byte) answer {
	var in struct {
		Version int    `json:"version"`
		OpenID  string `json:"openid"`
		Scene   int    `json:"scene"`
		Type    int    `json:"media_type"`
		URL     string `json:"media_url"`
	}
	_ = json.Unmarshal(body, &in)
	if _, bad := s.author(app, in.OpenID); bad != nil {
		return *bad
	}
	switch {
	case in.Scene < 1 || in.Scene > 4:
		return fail(40129, "invalid scene")
	case in.Type != 1 && in.Type != 2:
		return fail(40004, "invalid media type")
	}
	trace := s.id("", 16)
	time.AfterFunc(s.MediaDelay, func() { s.judgeMedia(app, in.OpenID, trace, in.URL) })
	return fine(map[string]any{"trace_id": trace})
}

// judgeMedia fetches the picture as WeChat would, and pushes the verdict.
func (s *Sim) judgeMedia(app *App, openid, trace, url string) {
	suggest, label := judge(url)
	failed := 0
	client := http.Client{Timeout: 5 * time.Second}
	resp, err := client.Get(url)
	if err != nil || resp.StatusCode != http.StatusOK {
		failed = -1008
	}
	if err == nil {
		resp.Body.Close()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.push(app, openid, map[string]any{"Event": "wxa_media_check", "appid": app.ID, "trace_id": trace, "version": 2, "errcode": failed, "errmsg": "ok",
		"result": map[string]any{"suggest": suggest, "label": label}, "detail": []any{}})
}
