package photo

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
)

func encoded(t testing.TB, img image.Image, as string) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	if as == "png" {
		err = png.Encode(&b, img)
	} else {
		err = jpeg.Encode(&b, img, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// progressive is a JPEG that says of itself that it comes in several scans.
func progressive(data []byte) []byte {
	return bytes.Replace(data, []byte{0xff, 0xc0}, []byte{0xff, 0xc2}, 1)
}

func TestAPictureWeighsWhatItUnpacksTo(t *testing.T) {
	r := image.Rect(0, 0, 100, 10)
	blank := jpegOf(t, r)
	for name, c := range map[string]struct {
		data []byte
		want int64
	}{
		"PNG":                            {encoded(t, image.NewNRGBA(r), "png"), 4000},
		"PNG of sixteen bits":            {encoded(t, image.NewNRGBA64(r), "png"), 8000},
		"grey PNG":                       {encoded(t, image.NewGray(r), "png"), 1000},
		"grey PNG of sixteen bits":       {encoded(t, image.NewGray16(r), "png"), 2000},
		"JPEG with half of the colours":  {blank, 1500},
		"grey JPEG":                      {encoded(t, image.NewGray(r), "jpeg"), 1000},
		"JPEG in several scans":          {progressive(blank), 7500},
		"JPEG with padding at its front": {append([]byte{0xff, 0xd8, 0xff, 0xff}, blank[2:]...), 1500},
	} {
		cfg, format, err := image.DecodeConfig(bytes.NewReader(c.data))
		if err != nil {
			t.Fatal(name, err)
		}
		if got := weight(c.data, cfg, format); got != c.want {
			t.Errorf("%s weighs %d instead of %d", name, got, c.want)
		}
	}
	if samples, scans := frame([]byte{0xff, 0xd8}); samples != worst || !scans {
		t.Error("a hidden frame header must be taken for the worst")
	}
}

func jpegOf(t testing.TB, r image.Rectangle) []byte {
	t.Helper()
	img := image.NewRGBA(r)
	img.Set(1, 1, color.RGBA{200, 10, 10, 255})
	return encoded(t, img, "jpeg")
}

func TestPicturesTakeTurnsWhenTheyAreHeavy(t *testing.T) {
	data := encoded(t, image.NewNRGBA(image.Rect(0, 0, 100, 100)), "png")
	if _, err := NewPress(39_999).Press(t.Context(), bytes.NewReader(data), 1<<20); !errors.Is(err, ErrPixels) {
		t.Error(err)
	}
	p, done := NewPress(40_000), make(chan error)
	for range 8 { // one fits
		go func() { _, err := p.Press(t.Context(), bytes.NewReader(data), 1<<20); done <- err }()
	}
	for range 8 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func FuzzPress(f *testing.F) {
	small := image.Rect(0, 0, 8, 8)
	plain := jpegOf(f, small)
	for _, seed := range [][]byte{plain, progressive(plain), encoded(f, image.NewNRGBA(small), "png"), encoded(f, image.NewGray16(small), "png"), encoded(f, image.NewPaletted(small, color.Palette{color.White}), "png"),
		[]byte("RIFF\x24\x00\x00\x00WEBPVP8L\x17\x00\x00\x00\x2f\x00\x00\x00\x00"), []byte("MZ\x90\x00"), []byte("GIF89a"), nil} {
		f.Add(seed)
	}
	p := NewPress(8 << 20)
	f.Fuzz(func(t *testing.T, data []byte) {
		out, err := p.Press(t.Context(), bytes.NewReader(data), 1<<20)
		if err != nil {
			if !errors.Is(err, ErrFormat) && !errors.Is(err, ErrLarge) && !errors.Is(err, ErrPixels) {
				t.Fatal(err)
			}
			return
		}
		for _, v := range out.Variants {
			cfg, format, err := image.DecodeConfig(bytes.NewReader(v.Data))
			if err != nil || format != "jpeg" || max(cfg.Width, cfg.Height) > original {
				t.Fatal(v.Suffix, format, cfg, err)
			}
		}
	})
}
