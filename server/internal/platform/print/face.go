// Package print sets Chinese on paper: it draws a font's outlines, so that any
// font of the machine will do and none has to be put into the file.
package print

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// ErrNoFont means that nothing can be set in Chinese.
var ErrNoFont = errors.New("no font with Chinese characters: install fonts-noto-cjk, or name one's file with HUIYIN_FONT")

// places are where systems keep a font with simplified Chinese.
var places = []string{
	"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
	"/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
	"/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
	"/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc",
	"/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
	"/System/Library/Fonts/PingFang.ttc",
	"/System/Library/Fonts/STHeiti Light.ttc",
}

// A Face is one font, open for reading.
type Face struct {
	font *sfnt.Font
	buf  sfnt.Buffer
	em   fixed.Int26_6
	seen map[rune]glyph
	file *os.File
}

type glyph struct {
	segments sfnt.Segments
	width    fixed.Int26_6
}

// Open opens the named font, or when none is named the first that the system has.
func Open(name string) (*Face, error) {
	try := places
	if name != "" {
		try = []string{name}
	}
	for _, path := range try {
		file, err := os.Open(path)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("%w (%w)", ErrNoFont, err)
		}
		f, err := read(file)
		if err != nil {
			file.Close()
			return nil, fmt.Errorf("%s: %w (%w)", path, ErrNoFont, err)
		}
		return f, nil
	}
	return nil, ErrNoFont
}

// read takes of a collection the font that draws as in the mainland.
func read(file *os.File) (*Face, error) {
	all, err := sfnt.ParseCollectionReaderAt(file)
	if err != nil {
		return nil, err
	}
	f := &Face{file: file, seen: map[rune]glyph{}}
	for i := range all.NumFonts() {
		font, err := all.Font(i)
		if err != nil {
			return nil, err
		}
		name, _ := font.Name(&f.buf, sfnt.NameIDFull) // a font without a name is as good
		if f.font == nil || strings.Contains(name, " SC") && !strings.Contains(name, "Mono") {
			f.font = font
		}
		if strings.Contains(name, " SC") && !strings.Contains(name, "Mono") {
			break
		}
	}
	f.em = fixed.I(int(f.font.UnitsPerEm()))
	if !f.Has("微网格") {
		return nil, errors.New("it has no Chinese characters")
	}
	return f, nil
}

// Close closes the font's file.
func (f *Face) Close() error { return f.file.Close() }

// Has says whether every character can be drawn.
func (f *Face) Has(text string) bool {
	for _, r := range text {
		if i, err := f.font.GlyphIndex(&f.buf, r); err != nil || i == 0 {
			return false
		}
	}
	return true
}

// glyph reads the outline of a character once. One that the font lacks is the
// font's own sign for that.
func (f *Face) glyph(r rune) (g glyph, err error) {
	if g, ok := f.seen[r]; ok {
		return g, nil
	}
	i, err := f.font.GlyphIndex(&f.buf, r)
	if err != nil {
		return g, err
	}
	segments, err := f.font.LoadGlyph(&f.buf, i, f.em, nil)
	if err != nil {
		return g, err
	}
	g.segments = append(g.segments, segments...) // the buffer is used again
	if g.width, err = f.font.GlyphAdvance(&f.buf, i, f.em, 0); err != nil {
		return g, err
	}
	f.seen[r] = g
	return g, nil
}
