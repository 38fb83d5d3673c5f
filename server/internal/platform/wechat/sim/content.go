package sim

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"net/http"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"
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
	case s.now().Sub(s.visits[app.ID+"|"+u.ID]) > 2*time.Hour:
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
	return ok(map[string]any{"errcode": 0, "errmsg": "ok", "trace_id": s.id("", 16), "result": map[string]any{"suggest": suggest, "label": label},
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
	s.media[trace] = in.URL
	a := *app
	time.AfterFunc(s.MediaDelay, func() { s.judgeMedia(a, in.OpenID, trace, in.URL) })
	return ok(map[string]any{"errcode": 0, "errmsg": "ok", "trace_id": trace})
}

// judgeMedia fetches the picture as WeChat would, and pushes the verdict.
func (s *Sim) judgeMedia(app App, openid, trace, url string) {
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
	s.push(app, map[string]any{"ToUserName": "gh_sim", "FromUserName": openid, "CreateTime": s.stamp(), "MsgType": "event", "Event": "wxa_media_check",
		"appid": app.ID, "trace_id": trace, "version": 2, "errcode": failed, "errmsg": "ok",
		"result": map[string]any{"suggest": suggest, "label": label}, "detail": []any{}})
}

var sceneRule = regexp.MustCompile("^[0-9A-Za-z!#$&'()*+,/:;=?@\\-._~]+$")

func (s *Sim) drawCode(_ *App, _ *http.Request, body []byte) answer {
	var in struct {
		Scene      string `json:"scene"`
		Page       string `json:"page"`
		EnvVersion string `json:"env_version"`
		Width      int    `json:"width"`
	}
	_ = json.Unmarshal(body, &in)
	switch {
	case in.Scene == "" || len(in.Scene) > 32:
		return fail(40169, "invalid length for scene, or the data is not json string")
	case !sceneRule.MatchString(in.Scene):
		return fail(40129, "invalid scene")
	case in.Width != 0 && (in.Width < 280 || in.Width > 1280):
		return fail(40097, "invalid args")
	case strings.HasPrefix(in.Page, "/") || strings.Contains(in.Page, "?"):
		return fail(41030, "invalid page")
	}
	code, err := qr.Encode(in.Page+"?scene="+in.Scene, qr.M, qr.Auto)
	if err == nil {
		code, err = barcode.Scale(code, 280, 280)
	}
	if err != nil {
		return fail(-1, "system error")
	}
	img := image.NewRGBA(image.Rect(0, 0, 320, 320))
	draw.Draw(img, img.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(20, 20, 300, 300), code, image.Point{}, draw.Src)
	var b bytes.Buffer
	_ = jpeg.Encode(&b, img, nil) // to memory
	return answer{raw: b.Bytes(), contentType: "image/jpeg"}
}
