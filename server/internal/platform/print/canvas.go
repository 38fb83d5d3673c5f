package print

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/vector"
)

// A Canvas is a picture that outlines are drawn on, in its pixels.
type Canvas struct {
	*image.RGBA
	ink   image.Uniform
	line  float64 // how much bolder FD is than F
	path  []move
	first [2]float64
}

// A move is one part of an outline: to a point, over none, one or two others.
type move struct {
	to     [3][2]float64
	points int // 0: begin here
}

// NewCanvas is a picture of one colour.
func NewCanvas(width, height int, ground color.Color) *Canvas {
	c := &Canvas{RGBA: image.NewRGBA(image.Rect(0, 0, width, height))}
	draw.Draw(c, c.Bounds(), image.NewUniform(ground), image.Point{}, draw.Src)
	return c
}

// Ink is what is drawn with from now on; line is how much bolder FD makes it.
func (c *Canvas) Ink(ink color.Color, line float64) { c.ink.C, c.line = ink, line }

// Fill fills a rectangle whose corners are rounded by a radius.
func (c *Canvas) Fill(x, y, w, h, r float64) {
	const k = 0.5523 // a quarter of a circle as one curve
	q := r * (1 - k)
	c.MoveTo(x+r, y)
	c.LineTo(x+w-r, y)
	c.CurveBezierCubicTo(x+w-q, y, x+w, y+q, x+w, y+r)
	c.LineTo(x+w, y+h-r)
	c.CurveBezierCubicTo(x+w, y+h-q, x+w-q, y+h, x+w-r, y+h)
	c.LineTo(x+r, y+h)
	c.CurveBezierCubicTo(x+q, y+h, x, y+h-q, x, y+h-r)
	c.LineTo(x, y+r)
	c.CurveBezierCubicTo(x, y+q, x+q, y, x+r, y)
	c.ClosePath()
	c.DrawPath("F")
}

// MoveTo begins an outline.
func (c *Canvas) MoveTo(x, y float64) {
	c.first = [2]float64{x, y}
	c.path = append(c.path, move{to: [3][2]float64{{x, y}}})
}

// LineTo goes straight.
func (c *Canvas) LineTo(x, y float64) {
	c.path = append(c.path, move{[3][2]float64{{x, y}}, 1})
}

// CurveTo goes by way of one point.
func (c *Canvas) CurveTo(cx, cy, x, y float64) {
	c.path = append(c.path, move{[3][2]float64{{cx, cy}, {x, y}}, 2})
}

// CurveBezierCubicTo goes by way of two points.
func (c *Canvas) CurveBezierCubicTo(cx0, cy0, cx1, cy1, x, y float64) {
	c.path = append(c.path, move{[3][2]float64{{cx0, cy0}, {cx1, cy1}, {x, y}}, 3})
}

// ClosePath goes back to where the outline began.
func (c *Canvas) ClosePath() { c.LineTo(c.first[0], c.first[1]) }

// DrawPath fills what was outlined. FD makes it bolder: it is drawn beside
// itself too.
func (c *Canvas) DrawPath(style string) {
	box := c.box()
	shifts := []float64{0}
	if style == "FD" {
		shifts = []float64{-c.line / 2, 0, c.line / 2}
	}
	if area := box.Intersect(c.Bounds()); !area.Empty() {
		z := vector.NewRasterizer(area.Dx(), area.Dy())
		for _, dx := range shifts {
			for _, m := range c.path {
				m.into(z, dx-float64(area.Min.X), -float64(area.Min.Y))
			}
		}
		z.Draw(c, area, &c.ink, image.Point{})
	}
	c.path = c.path[:0]
}

func (m move) into(z *vector.Rasterizer, dx, dy float64) {
	at := func(i int) (float32, float32) { return float32(m.to[i][0] + dx), float32(m.to[i][1] + dy) }
	ax, ay := at(0)
	bx, by := at(1)
	cx, cy := at(2)
	switch m.points {
	case 0:
		z.MoveTo(ax, ay)
	case 1:
		z.LineTo(ax, ay)
	case 2:
		z.QuadTo(ax, ay, bx, by)
	case 3:
		z.CubeTo(ax, ay, bx, by, cx, cy)
	}
}

// box holds the whole outline, however bold.
func (c *Canvas) box() image.Rectangle {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, m := range c.path {
		for _, p := range m.to[:max(1, m.points)] {
			x0, y0, x1, y1 = min(x0, p[0]), min(y0, p[1]), max(x1, p[0]), max(y1, p[1])
		}
	}
	if len(c.path) == 0 {
		return image.Rectangle{}
	}
	return image.Rect(int(math.Floor(x0-c.line)), int(math.Floor(y0)), int(math.Ceil(x1+c.line)), int(math.Ceil(y1)))
}
