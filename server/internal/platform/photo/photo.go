// Package photo turns what people upload into pictures that are safe to show:
// decoded and encoded anew, upright, in three sizes, without metadata.
package photo

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // decoders that Press accepts
	"io"

	"github.com/bep/imagemeta"
	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp"
	"golang.org/x/sync/semaphore"

	"huiyin/server/internal/platform/blob"
	"huiyin/server/internal/platform/problem"
)

var (
	ErrFormat = problem.New(problem.Invalid, "photo.format", "只能上传 JPG、PNG 或 WebP 格式的照片")
	ErrPixels = problem.New(problem.Invalid, "photo.too_many_pixels", "照片的像素太多，请用手机的普通模式重拍，或缩小后再上传")
	ErrLarge  = problem.New(problem.Invalid, "photo.too_large", "照片太大，请选择 10 MB 以内的照片")
)

// Sizes of the longer side in pixels. The original keeps at most the first.
const (
	original = 2560
	large    = 1280
	small    = 320

	quality = 82
)

// A Variant is one size of a picture, as JPEG.
type Variant struct {
	Suffix string // after the blob key
	Data   []byte
}

// Pressed is a picture in all its sizes.
type Pressed struct {
	Width, Height int // of the original, upright
	Variants      []Variant
}

// A Press bounds the memory of the pictures that it works on at once.
type Press struct {
	room     *semaphore.Weighted
	heaviest int64
}

// NewPress returns a press that takes at most so many bytes for decoded
// pictures, be it one or many.
func NewPress(bytes int64) *Press { return &Press{semaphore.NewWeighted(bytes), bytes} }

// Press reads at most limit bytes of an upload and makes its sizes.
func (p *Press) Press(ctx context.Context, r io.Reader, limit int64) (Pressed, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return Pressed{}, err
	}
	if int64(len(data)) > limit {
		return Pressed{}, ErrLarge
	}
	cfg, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || cfg.Width < 1 || cfg.Height < 1 {
		return Pressed{}, ErrFormat
	}
	need := weight(data, cfg, format)
	if need > p.heaviest {
		return Pressed{}, ErrPixels
	}
	if err := p.room.Acquire(ctx, need); err != nil {
		return Pressed{}, err
	}
	defer p.room.Release(need)
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return Pressed{}, ErrFormat
	}
	return press(img, orientation(data, format))
}

func press(img image.Image, turn int) (out Pressed, err error) {
	for _, v := range []struct {
		suffix string
		side   int
	}{{"", original}, {"-1280", large}, {"-320", small}} {
		img = scale(img, v.side)
		upright := rotate(img, turn)
		if v.suffix == "" {
			out.Width, out.Height = upright.Bounds().Dx(), upright.Bounds().Dy()
		}
		var b bytes.Buffer
		if err := jpeg.Encode(&b, upright, &jpeg.Options{Quality: quality}); err != nil {
			return out, err
		}
		out.Variants = append(out.Variants, Variant{v.suffix, b.Bytes()})
	}
	return out, nil
}

// scale makes the longer side at most side, on white where it was transparent.
func scale(img image.Image, side int) image.Image {
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	if m := max(w, h); m > side {
		w, h = max(1, w*side/m), max(1, h*side/m)
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(dst, dst.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.ApproxBiLinear.Scale(dst, dst.Bounds(), img, img.Bounds(), draw.Over, nil)
	return dst
}

var formats = map[string]imagemeta.ImageFormat{"jpeg": imagemeta.JPEG, "png": imagemeta.PNG, "webp": imagemeta.WebP}

// orientation is how the camera was held, 1 to 8; 1 when it does not say.
func orientation(data []byte, format string) int {
	turn := 1
	_, err := imagemeta.Decode(imagemeta.Options{R: bytes.NewReader(data), ImageFormat: formats[format], Sources: imagemeta.EXIF,
		ShouldHandleTag: func(t imagemeta.TagInfo) bool { return t.Tag == "Orientation" },
		HandleTag: func(t imagemeta.TagInfo) error {
			if v, ok := t.Value.(uint16); ok && v >= 1 && v <= 8 {
				turn = int(v)
			}
			return nil
		}})
	if err != nil {
		return 1 // broken metadata is no reason to refuse a picture
	}
	return turn
}

// rotate undoes how the camera was held.
func rotate(src image.Image, turn int) image.Image {
	if turn == 1 {
		return src
	}
	w, h := src.Bounds().Dx(), src.Bounds().Dy()
	if turn >= 5 {
		w, h = h, w
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			sx, sy := origin(turn, x, y, w, h)
			dst.Set(x, y, src.At(sx, sy))
		}
	}
	return dst
}

// origin is where the pixel at x, y of the upright picture comes from.
func origin(turn, x, y, w, h int) (int, int) {
	switch turn {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, w - 1 - x
	case 7:
		return h - 1 - y, w - 1 - x
	}
	return h - 1 - y, x // 8
}

// Store puts one size of a picture under its key.
func Store(ctx context.Context, s blob.Store, key string, v Variant) error {
	return s.Put(ctx, key+v.Suffix, bytes.NewReader(v.Data), int64(len(v.Data)), "image/jpeg")
}
