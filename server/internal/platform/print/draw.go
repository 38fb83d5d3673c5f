package print

import (
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// A Path takes outlines: a page, or a part of one that many share.
type Path interface {
	MoveTo(x, y float64)
	LineTo(x, y float64)
	CurveTo(cx, cy, x, y float64)
	CurveBezierCubicTo(cx0, cy0, cx1, cy1, x, y float64)
	ClosePath()
	DrawPath(style string)
}

// Width is how wide a line is at a size, both in the page's own measure.
func (f *Face) Width(text string, size float64) (w float64, err error) {
	for _, r := range text {
		g, err := f.glyph(r)
		if err != nil {
			return 0, err
		}
		w += f.scaled(g.width, size)
	}
	return w, nil
}

func (f *Face) scaled(v fixed.Int26_6, size float64) float64 {
	return float64(v) / float64(f.em) * size
}

// Centre draws a line around x, made smaller when it is wider than most; y is
// its foot. style is F, or FD to make it bold by the width of the page's line.
func (f *Face) Centre(p Path, text string, x, y, size, most float64, style string) error {
	w, err := f.Width(text, size)
	if err != nil {
		return err
	}
	if w > most {
		size, w = size*most/w, most
	}
	return f.Draw(p, text, x-w/2, y, size, style)
}

// Draw draws a line from x on; y is its foot.
func (f *Face) Draw(p Path, text string, x, y, size float64, style string) error {
	for _, r := range text {
		g, err := f.glyph(r)
		if err != nil {
			return err
		}
		f.outline(p, g, x, y, size, style)
		x += f.scaled(g.width, size)
	}
	return nil
}

func (f *Face) outline(p Path, g glyph, x, y, size float64, style string) {
	at := func(q fixed.Point26_6) (float64, float64) { return x + f.scaled(q.X, size), y + f.scaled(q.Y, size) }
	open := false
	for _, s := range g.segments {
		ax, ay := at(s.Args[0])
		bx, by := at(s.Args[1])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if open {
				p.ClosePath()
			}
			open = true
			p.MoveTo(ax, ay)
		case sfnt.SegmentOpLineTo:
			p.LineTo(ax, ay)
		case sfnt.SegmentOpQuadTo:
			p.CurveTo(ax, ay, bx, by)
		case sfnt.SegmentOpCubeTo:
			cx, cy := at(s.Args[2])
			p.CurveBezierCubicTo(ax, ay, bx, by, cx, cy)
		}
	}
	if open {
		p.ClosePath()
		p.DrawPath(style)
	}
}
