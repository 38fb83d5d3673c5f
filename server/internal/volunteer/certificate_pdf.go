package volunteer

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/png"

	"codeberg.org/go-pdf/fpdf"
	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/print"
)

// A paper is what an issued certificate says.
type paper struct {
	certificate
	name     string
	services []certified
	check    string // address of the page that confirms it
}

// CertificateFile is an issued certificate on A4, for whoever asked for it and
// for staff. It is printed anew each time from what was kept.
func (s *Service) CertificateFile(ctx context.Context, by account.Actor, id CertificateID) (name string, file []byte, err error) {
	c, err := certificateByID(ctx, s.DB, id, ``)
	switch {
	case err != nil:
		return "", nil, err
	case c.Account != by.ID && !c.staffed(by):
		return "", nil, ErrCertificate
	case c.State != Issued:
		return "", nil, ErrNotIssued
	}
	p := paper{certificate: c, check: s.Base + CheckPath + "/" + *c.Code}
	if p.name, err = s.Seal.Open(c.sealed, sealedCertificate); err != nil {
		return "", nil, err
	}
	if err := json.Unmarshal(c.services, &p.services); err != nil {
		return "", nil, err
	}
	face, err := print.Open(s.Font)
	if err != nil {
		s.Log.ErrorContext(ctx, "certificate", "err", err)
		return "", nil, ErrPaper
	}
	defer face.Close()
	file, err = p.print(face)
	return "志愿服务证明_" + c.number() + ".pdf", file, err
}

// The paper, in millimetres.
const (
	paperWidth, paperHeight = 210.0, 297.0
	paperMiddle             = paperWidth / 2
	paperLeft, paperRight   = 25.0, 185.0
	firstLine, lineStep     = 146.0, 8.0
	checkSize               = 36.0
	checkTop                = 236.0
	linesBeside             = 10 // on the first page
	linesAlone              = 28 // on every other
)

// The colours of all faces; see miniprogram/src/tokens.wxss.
var (
	inkBrand = [3]int{0x2b, 0x7a, 0x5b}
	inkDark  = [3]int{0x1f, 0x24, 0x21}
	inkQuiet = [3]int{0x56, 0x60, 0x59}
)

// A printer draws on a page; the first thing that goes wrong stays.
type printer struct {
	*fpdf.Fpdf
	face *print.Face
	err  error
}

func (p *printer) colour(c [3]int) {
	p.SetFillColor(c[0], c[1], c[2])
	p.SetDrawColor(c[0], c[1], c[2])
}

func (p *printer) centre(text string, y, size float64, style string) {
	p.err = errors.Join(p.err, p.face.Centre(p, text, paperMiddle, y, size, paperRight-paperLeft, style))
}

func (p *printer) left(text string, x, y, size float64) {
	p.err = errors.Join(p.err, p.face.Draw(p, text, x, y, size, "F"))
}

// right ends a line at x.
func (p *printer) right(text string, x, y, size float64) {
	w, err := p.face.Width(text, size)
	p.err = errors.Join(p.err, err)
	p.left(text, x-w, y, size)
}

func (c paper) print(face *print.Face) ([]byte, error) {
	p := &printer{Fpdf: fpdf.New("P", "mm", "A4", ""), face: face}
	p.SetTitle("志愿服务证明 "+c.number(), true)
	p.SetAutoPageBreak(false, 0)
	p.page()
	c.head(p)
	rest := c.services[min(linesBeside, len(c.services)):]
	c.table(p, c.services[:len(c.services)-len(rest)], firstLine)
	c.foot(p, len(rest))
	for len(rest) > 0 {
		n := min(linesAlone, len(rest))
		p.page()
		p.colour(inkQuiet)
		p.centre("志愿服务证明 "+c.number()+"（附页）", 32, 5, "F")
		c.table(p, rest[:n], 48)
		rest = rest[n:]
	}
	var out bytes.Buffer
	err := errors.Join(p.err, p.Output(&out))
	return out.Bytes(), err
}

// page begins one, with its frame.
func (p *printer) page() {
	p.AddPage()
	p.colour(inkBrand)
	p.SetLineWidth(0.9)
	p.Rect(10, 10, paperWidth-20, paperHeight-20, "D")
	p.SetLineWidth(0.25)
	p.Rect(12.5, 12.5, paperWidth-25, paperHeight-25, "D")
}

func (c paper) head(p *printer) {
	p.colour(inkBrand)
	p.SetLineWidth(0.35)
	p.centre("志愿服务证明", 46, 14, "FD")
	p.colour(inkQuiet)
	p.centre("编号 "+c.number(), 60, 4.6, "F")
	p.colour(inkDark)
	p.SetLineWidth(0.3)
	p.centre(c.name, 82, 11, "FD")
	p.centre("从 "+chinese(c.From)+" 到 "+chinese(c.Until), 98, 5.6, "F")
	p.centre(fmt.Sprintf("参加%s组织的志愿服务 %d 次，服务时长共", c.Issuer, len(c.services)), 109, 5.6, "F")
	p.colour(inkBrand)
	p.centre(hoursText(c.Minutes), 126, 11, "FD")
}

// table lists services from y on.
func (c paper) table(p *printer, list []certified, y float64) {
	p.colour(inkQuiet)
	p.left("日期", paperLeft, y-lineStep, 4)
	p.left("服务项目", paperLeft+34, y-lineStep, 4)
	p.right("时长", paperRight, y-lineStep, 4)
	p.SetLineWidth(0.2)
	p.Line(paperLeft, y-lineStep+2.6, paperRight, y-lineStep+2.6)
	p.colour(inkDark)
	for i, l := range list {
		at := y + lineStep*float64(i)
		p.left(l.Day.String(), paperLeft, at, 4.4)
		p.left(clip(l.Title, 24), paperLeft+34, at, 4.4)
		p.right(hoursText(l.Minutes), paperRight, at, 4.4)
	}
}

// foot says who answers for the paper, and how to check it.
func (c paper) foot(p *printer, more int) {
	if more > 0 {
		p.colour(inkQuiet)
		p.left(fmt.Sprintf("另有 %d 次，见附页", more), paperLeft, firstLine+lineStep*linesBeside, 4)
	}
	picture, err := square(c.check)
	p.err = errors.Join(p.err, err)
	p.RegisterImageOptionsReader("check", fpdf.ImageOptions{ImageType: "PNG"}, bytes.NewReader(picture))
	p.ImageOptions("check", paperLeft, checkTop, checkSize, checkSize, false, fpdf.ImageOptions{}, 0, "")
	p.colour(inkDark)
	p.left("扫码核验", paperLeft+checkSize+5, checkTop+9, 5)
	p.colour(inkQuiet)
	p.left("核验码", paperLeft+checkSize+5, checkTop+19, 3.6)
	code := grouped(*c.Code)
	p.left(code[:20], paperLeft+checkSize+5, checkTop+25, 3.8)
	p.left(code[20:], paperLeft+checkSize+5, checkTop+31, 3.8)
	p.colour(inkDark)
	p.right(c.Issuer+"（盖章）", paperRight, checkTop+19, 5.2)
	p.right(chinese(calendar.DateOf(*c.Issued)), paperRight, checkTop+30, 4.8)
}

// square is a QR code, sharp in print.
func square(text string) ([]byte, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return nil, err
	}
	n := code.Bounds().Dx() * 8
	if code, err = barcode.Scale(code, n, n); err != nil {
		return nil, err
	}
	grey := image.NewGray(code.Bounds()) // the paper's library takes no more than eight bits
	draw.Draw(grey, grey.Bounds(), code, image.Point{}, draw.Src)
	var b bytes.Buffer
	err = png.Encode(&b, grey)
	return b.Bytes(), err
}

// chinese is a day as a paper says it.
func chinese(d calendar.Date) string {
	return d.At(0).In(calendar.Zone).Format("2006 年 1 月 2 日")
}
