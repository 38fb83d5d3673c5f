package sim

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"
)

// drawn is a code that was asked for; the page shows it, and it can be scanned.
type drawn struct {
	ID    int64     `json:"id"`
	At    time.Time `json:"at"`
	App   string    `json:"app"`
	Page  string    `json:"page"`
	Scene string    `json:"scene"`
	Kind  string    `json:"kind"` // content type
	Image []byte    `json:"image"`
}

const codesKept = 300

var (
	sceneRule = regexp.MustCompile(`^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]+$`)
	versions  = map[string]bool{"": true, "release": true, "trial": true, "develop": true}
)

func (s *Sim) drawCode(app *App, _ *http.Request, body []byte) answer {
	in := struct {
		Scene      string `json:"scene"`
		Page       string `json:"page"`
		CheckPath  bool   `json:"check_path"`
		EnvVersion string `json:"env_version"`
		Width      int    `json:"width"`
		Hyaline    bool   `json:"is_hyaline"`
	}{CheckPath: true}
	_ = json.Unmarshal(body, &in)
	switch {
	case in.Scene == "" || len(in.Scene) > 32:
		return fail(40169, "invalid length for scene, or the data is not json string")
	case !sceneRule.MatchString(in.Scene):
		return fail(40129, "invalid scene")
	case in.Width != 0 && (in.Width < 280 || in.Width > 1280) || !versions[in.EnvVersion]:
		return fail(40097, "invalid args")
	case strings.HasPrefix(in.Page, "/") || strings.Contains(in.Page, "?") || in.CheckPath && in.Page != "" && !s.hasPage(app, in.Page):
		return fail(41030, "invalid page")
	}
	d := drawn{ID: s.next(), At: s.now(), App: app.ID, Page: in.Page, Scene: in.Scene}
	if in.Width == 0 {
		in.Width = 430
	}
	var err error
	if d.Image, d.Kind, err = picture(in.Page+"?scene="+url.QueryEscape(in.Scene), in.Width, in.Hyaline); err != nil {
		return fail(-1, wording(-1))
	}
	s.Drawn = keep(s.Drawn, d, codesKept)
	return answer{raw: d.Image, contentType: d.Kind}
}

// picture draws a QR code; WeChat's own are round, but hold the same.
func picture(text string, width int, transparent bool) ([]byte, string, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err == nil {
		code, err = barcode.Scale(code, width*7/8, width*7/8)
	}
	if err != nil {
		return nil, "", err
	}
	img := image.NewRGBA(image.Rect(0, 0, width, width))
	ground := color.Color(color.White)
	if transparent {
		ground = color.Transparent
	}
	draw.Draw(img, img.Bounds(), image.NewUniform(ground), image.Point{}, draw.Src)
	draw.Draw(img, code.Bounds().Add(image.Pt(width/16, width/16)), code, image.Point{}, draw.Src)
	var b bytes.Buffer
	if transparent {
		err = png.Encode(&b, img)
		return b.Bytes(), "image/png", err
	}
	err = jpeg.Encode(&b, img, nil)
	return b.Bytes(), "image/jpeg", err
}

// link is a URL link (https://wxaurl.cn/…).
type link struct {
	App, Path, Query, Version string
	Made, Until               time.Time
}

const (
	linkHost    = "https://wxaurl.sim/"
	longestLink = 30 * 24 * time.Hour
)

func (s *Sim) makeLink(app *App, _ *http.Request, body []byte) answer {
	var in struct {
		Path     string `json:"path"`
		Query    string `json:"query"`
		Version  string `json:"env_version"`
		Type     int    `json:"expire_type"`
		At       int64  `json:"expire_time"`
		Interval int    `json:"expire_interval"`
	}
	if json.Unmarshal(body, &in) != nil {
		return fail(47001, "data format error")
	}
	until := s.now().Add(longestLink)
	switch {
	case strings.Contains(in.Path, "?") || in.Path != "" && !s.hasPage(app, in.Path):
		return fail(40165, "invalid weapp pagepath")
	case len(in.Query) > 1024:
		return fail(40212, "invalid query")
	case !versions[in.Version]:
		return fail(85079, "no online release version or invalid env_version")
	case in.Type == 1 && (in.Interval < 1 || in.Interval > 30):
		return fail(85401, "time limit between 1min and 1year")
	case in.Type == 1:
		until = s.now().Add(time.Duration(in.Interval) * 24 * time.Hour)
	case in.At != 0 && !time.Unix(in.At, 0).After(s.now().Add(time.Minute)):
		return fail(85401, "time limit between 1min and 1year")
	case in.At != 0 && time.Unix(in.At, 0).Before(until): // a later one is cut to thirty days
		until = time.Unix(in.At, 0)
	}
	id := s.id("", 11)
	s.Links[id] = link{app.ID, strings.TrimPrefix(in.Path, "/"), in.Query, in.Version, s.now(), until}
	return fine(map[string]any{"url_link": linkHost + id})
}

func (s *Sim) queryLink(app *App, _ *http.Request, body []byte) answer {
	var in struct {
		Link string `json:"url_link"`
	}
	_ = json.Unmarshal(body, &in)
	l, there := s.Links[strings.TrimPrefix(in.Link, linkHost)]
	if !there || l.App != app.ID {
		return fail(85403, "invalid url_link")
	}
	return fine(map[string]any{"url_link_info": map[string]any{"appid": l.App, "path": l.Path, "query": l.Query, "create_time": l.Made.Unix(), "expire_time": l.Until.Unix(), "env_version": l.Version}})
}
