package poster

import (
	"bytes"
	"errors"
	"strconv"

	"codeberg.org/go-pdf/fpdf"

	"huiyin/server/internal/platform/print"
)

// The paper, in millimetres.
const (
	paperWidth  = 210.0
	paperHeight = 297.0
	middle      = paperWidth / 2
	lineWidth   = 170.0
	codeSize    = 104.0
	codeTop     = 107.0
)

// The colours of all faces; see miniprogram/src/tokens.wxss.
var (
	brand  = [3]int{0x2b, 0x7a, 0x5b}
	dark   = [3]int{0x1f, 0x24, 0x21}
	quiet  = [3]int{0x56, 0x60, 0x59}
	warm   = [3]int{0xf6, 0xf4, 0xef}
	white  = [3]int{0xff, 0xff, 0xff}
	accent = [3]int{0xa8, 0x51, 0x18}
)

// What every poster says.
const (
	head   = "身边有事说一声，件件有回音"
	scan   = "微信扫一扫，找到您的网格员"
	noHand = "不方便用手机？请邻居或网格员代您说一声"
)

var steps = []string{"打开微信，扫上面的码", "点“加入本网格”", "点“我要反映”，说一句、拍张照"}

// ink is a page or a template of many.
type ink interface {
	print.Path
	SetFillColor(r, g, b int)
	SetDrawColor(r, g, b int)
	SetLineWidth(width float64)
	Rect(x, y, w, h float64, style string)
	RoundedRect(x, y, w, h, r float64, corners string, style string)
	Circle(x, y, r float64, style string)
}

// sheet prints the pages. What they share is drawn once.
func sheet(face *print.Face, title string, pages []page) ([]byte, error) {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetTitle(title, true)
	pdf.SetAutoPageBreak(false, 0)
	var wrong error
	shared := pdf.CreateTemplate(func(t *fpdf.Tpl) { wrong = ground(face, t) })
	name := ""
	for i, p := range pages {
		if i == 0 || !same(p, pages[i-1]) {
			name = "code" + strconv.Itoa(i)
			pdf.RegisterImageOptionsReader(name, fpdf.ImageOptions{ImageType: kindOf(p.image)}, bytes.NewReader(p.image))
		}
		pdf.AddPage()
		pdf.UseTemplate(shared)
		pdf.ImageOptions(name, middle-codeSize/2, codeTop, codeSize, codeSize, false, fpdf.ImageOptions{}, 0, "")
		wrong = errors.Join(wrong, names(face, pdf, p))
	}
	var out bytes.Buffer
	err := errors.Join(wrong, pdf.Output(&out))
	return out.Bytes(), err
}

func colour(p ink, c [3]int) {
	p.SetFillColor(c[0], c[1], c[2])
	p.SetDrawColor(c[0], c[1], c[2])
}

// ground is what every poster has.
func ground(face *print.Face, p ink) error {
	colour(p, warm)
	p.Rect(0, 0, paperWidth, paperHeight, "F")
	colour(p, brand)
	p.Rect(0, 0, paperWidth, 42, "F")
	p.RoundedRect(middle-codeSize/2-7, codeTop-7, codeSize+14, codeSize+14, 5, "1234", "F")
	colour(p, white)
	p.RoundedRect(middle-codeSize/2-5.5, codeTop-5.5, codeSize+11, codeSize+11, 4, "1234", "F")
	p.SetLineWidth(0.35)
	wrong := face.Centre(p, head, middle, 27, 13, lineWidth+10, "FD")
	colour(p, dark)
	wrong = errors.Join(wrong, face.Centre(p, scan, middle, 235, 11, lineWidth, "FD"))
	for i, s := range steps {
		y := 249 + 11*float64(i)
		colour(p, brand)
		p.Circle(58, y-2.3, 3.8, "F")
		colour(p, white)
		wrong = errors.Join(wrong, face.Centre(p, strconv.Itoa(i+1), 58, y-0.5, 5, 6, "F"))
		colour(p, dark)
		wrong = errors.Join(wrong, face.Draw(p, s, 66, y, 6.6, "F"))
	}
	colour(p, quiet)
	return errors.Join(wrong, face.Centre(p, noHand, middle, 284, 5, lineWidth, "F"))
}

// names are what this poster has of its own.
func names(face *print.Face, p ink, d page) error {
	colour(p, quiet)
	wrong := face.Centre(p, d.community, middle, 56, 6.5, lineWidth, "F")
	colour(p, dark)
	p.SetLineWidth(0.5)
	wrong = errors.Join(wrong, face.Centre(p, d.place, middle, 75, 17, lineWidth, "FD"))
	if d.building != "" {
		colour(p, accent)
		wrong = errors.Join(wrong, face.Centre(p, d.building, middle, 90, 8.5, lineWidth, "F"))
	}
	colour(p, quiet)
	return errors.Join(wrong, face.Draw(p, d.code, 14, 290, 3.6, "F"))
}
