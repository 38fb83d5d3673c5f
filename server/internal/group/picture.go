package group

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"image/color"
	"image/png"
	"strconv"
	"strings"
	"sync"
	"time"

	"huiyin/server/internal/platform/print"
)

// The picture is drawn at three times the size in which a chat shows it.
const (
	pictureWidth  = 600
	pictureHeight = 480
	margin        = 32.0
	inner         = pictureWidth - 2*margin
	headHeight    = 128.0
)

// The colours of all faces; see miniprogram/src/tokens.wxss.
var (
	brand     = color.RGBA{0x2b, 0x7a, 0x5b, 0xff}
	brandDark = color.RGBA{0x1f, 0x5c, 0x44, 0xff}
	dark      = color.RGBA{0x1f, 0x24, 0x21, 0xff}
	quietInk  = color.RGBA{0x56, 0x60, 0x59, 0xff}
	warm      = color.RGBA{0xf6, 0xf4, 0xef, 0xff}
	white     = color.RGBA{0xff, 0xff, 0xff, 0xff}
	accent    = color.RGBA{0xa8, 0x51, 0x18, 0xff}
)

// drawer draws cards, one after the other: a font is read by one at a time.
type drawer struct {
	font string
	mu   sync.Mutex
	face *print.Face
}

// ready says whether there is a font to draw with.
func (d *drawer) ready() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.open() == nil
}

func (d *drawer) open() (err error) {
	if d.face == nil {
		d.face, err = print.Open(d.font)
	}
	return err
}

func (s *Service) pictureKey(id DigestID) string {
	mac := hmac.New(sha256.New, s.TagKey)
	fmt.Fprintf(mac, "digest-picture:%d", id)
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:9])
}

// pictureURL is where WeChat fetches the picture, which has no session; it is
// another one when the card was made anew.
func (s *Service) pictureURL(d Digest) string {
	return fmt.Sprintf("%s/v1/group-digests/%d/picture?key=%s&v=%d", s.Base, d.ID, s.pictureKey(d.ID), d.MadeAt.Unix())
}

// Picture draws a card for who was given its address.
func (s *Service) Picture(ctx context.Context, id DigestID, key string) ([]byte, error) {
	if !hmac.Equal([]byte(key), []byte(s.pictureKey(id))) {
		return nil, ErrDigest
	}
	d, err := s.Digest(ctx, id)
	if err != nil {
		return nil, err
	}
	c, err := s.drawer.draw(d.Week)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&out, c.RGBA)
	return out.Bytes(), err
}

func (d *drawer) draw(w Week) (*print.Canvas, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.open(); err != nil {
		return nil, err
	}
	c := print.NewCanvas(pictureWidth, pictureHeight, warm)
	return c, (&sheet{c, d.face}).card(w)
}

// A sheet is a picture being drawn.
type sheet struct {
	*print.Canvas
	face *print.Face
}

func (p *sheet) card(w Week) error {
	p.Ink(brand, 0)
	p.Fill(0, 0, pictureWidth, headHeight, 0)
	p.Ink(white, 1.6)
	size, err := p.sized(w.Place, 46, inner)
	wrong := errors.Join(err, p.text(w.Place, margin, 62, size, inner, "FD"), p.text("本周微网格  "+between(w.From, w.Until), margin, 108, 31, inner, "F"))
	top := headHeight + 22
	if w.Reported+w.Solved+w.Open > 0 {
		wrong = errors.Join(wrong, p.figures(w, top))
		top += 170
	}
	return errors.Join(wrong, p.items(w, top))
}

// figures are three numbers side by side.
func (p *sheet) figures(w Week, top float64) (wrong error) {
	p.Ink(white, 0)
	p.Fill(margin, top, inner, 154, 16)
	for i, f := range []struct {
		n    int
		what string
		ink  color.Color
	}{{w.Reported, "新反映", dark}, {w.Solved, "解决了", brand}, {w.Open, "正在办", dark}} {
		x := margin + inner/6*float64(2*i+1)
		p.Ink(f.ink, 2)
		wrong = errors.Join(wrong, p.face.Centre(p, strconv.Itoa(f.n), x, top+84, 76, inner/3-20, "FD"))
		p.Ink(quietInk, 0)
		wrong = errors.Join(wrong, p.face.Centre(p, f.what, x, top+134, 36, inner/3-10, "F"))
	}
	return wrong
}

// items are the policy and the activity, each in a line; two where there is room.
func (p *sheet) items(w Week, top float64) (wrong error) {
	type line struct {
		what string
		item *WeekItem
		ink  color.Color
	}
	list := []line{}
	for _, l := range []line{{"通知", w.Policy, accent}, {"活动", w.Activity, brandDark}} {
		if l.item != nil {
			list = append(list, l)
		}
	}
	room := (pictureHeight - top - 12) / float64(max(1, len(list)))
	if len(list) == 0 {
		p.Ink(brandDark, 1)
		return p.face.Centre(p, "有事随时说一声，件件有回音", pictureWidth/2, top+room/2+12, 38, inner, "FD")
	}
	for i, l := range list {
		y := top + room*(float64(i)+0.5)
		p.Ink(l.ink, 0)
		p.Fill(margin, y-30, 92, 52, 12)
		p.Ink(white, 0.8)
		wrong = errors.Join(wrong, p.face.Centre(p, l.what, margin+46, y+8, 35, 84, "FD"))
		p.Ink(dark, 0)
		wrong = errors.Join(wrong, p.block(strings.TrimSpace(dayOf(l.item.When)+" "+l.item.Title), margin+108, y, room, inner-108))
	}
	return wrong
}

// dayOf is the day of an activity: its hour is on its page.
func dayOf(when string) string { day, _, _ := strings.Cut(when, " "); return day }

const (
	lineSize = 37.0
	leading  = 48.0
)

// block is a text around y in one line, or in two where they have room.
func (p *sheet) block(text string, x, y, room, most float64) error {
	head, err := p.prefix(text, lineSize, most)
	if err != nil {
		return err
	}
	if head == text || room < 2*leading+6 {
		return p.text(text, x, y+9, lineSize, most, "F")
	}
	rest := strings.TrimSpace(strings.TrimPrefix(text, head))
	return errors.Join(p.text(head, x, y+9-leading/2, lineSize, most, "F"), p.text(rest, x, y+9+leading/2, lineSize, most, "F"))
}

// text is a line that ends in dots where there is no room for all of it.
func (p *sheet) text(text string, x, y, size, most float64, style string) error {
	fits, err := p.prefix(text, size, most)
	if err == nil && fits != text {
		fits, err = p.prefix(text, size, most-size)
		fits += "…"
	}
	if err != nil {
		return err
	}
	return p.face.Draw(p, fits, x, y, size, style)
}

// prefix is as much of a text as a line holds.
func (p *sheet) prefix(text string, size, most float64) (string, error) {
	w, err := p.face.Width(text, size)
	for r := []rune(text); err == nil && w > most && len(r) > 1; {
		r = r[:len(r)-1]
		text = string(r)
		w, err = p.face.Width(text, size)
	}
	return text, err
}

// sized makes a line smaller, within reason, before it has to be cut.
func (p *sheet) sized(text string, size, most float64) (float64, error) {
	w, err := p.face.Width(text, size)
	if w > most {
		size = max(size*most/w, size*0.75)
	}
	return size, err
}

// between is 11月19日–25日, or with both months.
func between(from, until string) string {
	a, err := time.Parse(time.DateOnly, from)
	b, err2 := time.Parse(time.DateOnly, until)
	if err != nil || err2 != nil {
		return ""
	}
	if a.Month() == b.Month() {
		return a.Format("1月2日") + "–" + b.Format("2日")
	}
	return a.Format("1月2日") + "–" + b.Format("1月2日")
}
