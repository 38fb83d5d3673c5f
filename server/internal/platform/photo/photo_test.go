package photo

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
)

const room = 160 << 20

// sample is red on its left half, blue on its right.
func sample(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{220, 0, 0, 255}
			if x >= w/2 {
				c = color.RGBA{0, 0, 220, 255}
			}
			img.Set(x, y, c)
		}
	}
	return img
}

// withEXIF is a JPEG that says how the camera was held, and where.
func withEXIF(t *testing.T, img image.Image, turn uint16) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	var tiff bytes.Buffer
	le := binary.LittleEndian
	tiff.WriteString("II*\x00")
	_ = binary.Write(&tiff, le, uint32(8))
	_ = binary.Write(&tiff, le, uint16(2))
	for _, tag := range []struct {
		id, kind uint16
		n, value uint32
	}{{0x010e, 2, 4, 0x00535047}, {0x0112, 3, 1, uint32(turn)}} { // description "GPS", orientation
		_ = binary.Write(&tiff, le, tag)
	}
	_ = binary.Write(&tiff, le, uint32(0))
	segment := append([]byte("Exif\x00\x00"), tiff.Bytes()...)
	head := []byte{0xff, 0xd8, 0xff, 0xe1, byte((len(segment) + 2) >> 8), byte(len(segment) + 2)}
	return append(append(head, segment...), b.Bytes()[2:]...)
}

func pressed(t *testing.T, data []byte) Pressed {
	t.Helper()
	p, err := NewPress(room).Press(t.Context(), bytes.NewReader(data), 10<<20)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAPhotoIsShownUprightAndTellsNothingElse(t *testing.T) {
	data := withEXIF(t, sample(400, 200), 6) // held upright: the left of the file is the top
	if !bytes.Contains(data, []byte("Exif")) {
		t.Fatal("the sample has no metadata")
	}
	p := pressed(t, data)
	if p.Width != 200 || p.Height != 400 {
		t.Errorf("%d × %d", p.Width, p.Height)
	}
	for _, v := range p.Variants {
		if bytes.Contains(v.Data, []byte("Exif")) {
			t.Errorf("%q still has metadata", v.Suffix)
		}
	}
	img, err := jpeg.Decode(bytes.NewReader(p.Variants[0].Data))
	if err != nil {
		t.Fatal(err)
	}
	if r, _, b, _ := img.At(100, 40).RGBA(); r < b {
		t.Error("the top must be red")
	}
	if r, _, b, _ := img.At(100, 360).RGBA(); b < r {
		t.Error("the bottom must be blue")
	}
}

func TestEveryOrientationIsUndone(t *testing.T) {
	corner := map[int]image.Point{1: {0, 0}, 2: {1, 0}, 3: {1, 1}, 4: {0, 1}, 5: {0, 0}, 6: {1, 0}, 7: {1, 1}, 8: {0, 1}}
	for turn, want := range corner { // where the file's first pixel ends up
		src := image.NewRGBA(image.Rect(0, 0, 2, 2))
		src.Set(0, 0, color.White)
		if got := rotate(src, turn); got.At(want.X, want.Y) != (color.RGBA{255, 255, 255, 255}) {
			t.Errorf("orientation %d", turn)
		}
	}
}

func TestSizesAreMadeForListsAndPages(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, sample(3000, 1500)); err != nil {
		t.Fatal(err)
	}
	p := pressed(t, b.Bytes())
	for i, want := range []struct {
		suffix string
		w, h   int
	}{{"", 2560, 1280}, {"-1280", 1280, 640}, {"-320", 320, 160}} {
		cfg, err := jpeg.DecodeConfig(bytes.NewReader(p.Variants[i].Data))
		if err != nil || p.Variants[i].Suffix != want.suffix || cfg.Width != want.w || cfg.Height != want.h {
			t.Errorf("%q: %d × %d, %v", p.Variants[i].Suffix, cfg.Width, cfg.Height, err)
		}
	}
}

func TestWhatIsNoPhotoIsRefused(t *testing.T) {
	huge := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x00\x00\x00\x01\x00\x00\x08\x02\x00\x00\x00") // 65536 × 65536
	huge = binary.BigEndian.AppendUint32(huge, 0x64c14ac2)
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"nothing":     {nil, ErrFormat},
		"a program":   {[]byte("MZ\x90\x00 this program cannot be run"), ErrFormat},
		"a web page":  {[]byte("<svg onload=alert(1)>"), ErrFormat},
		"too heavy":   {make([]byte, 11<<20), ErrLarge},
		"a JPEG head": {[]byte{0xff, 0xd8, 0xff, 0xe0}, ErrFormat},
	} {
		if _, err := NewPress(room).Press(t.Context(), bytes.NewReader(c.data), 10<<20); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := NewPress(room).Press(t.Context(), bytes.NewReader(huge), 10<<20); err == nil {
		t.Error("a picture of four billion pixels was taken")
	}
}
