package poster

import (
	"bytes"
	"compress/zlib"
	"image"
	"image/jpeg"
	"io"
	"net/url"
	"regexp"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

var (
	pageObject   = regexp.MustCompile(`(?s)/Type /Page\n.*?/Contents (\d+) 0 R`)
	pictureDrawn = regexp.MustCompile(`/(I\w+) Do`)
)

// pagesOf are the codes of a printed file, page by page.
func pagesOf(t *testing.T, pdf []byte) (out []image.Image) {
	t.Helper()
	for _, p := range pageObject.FindAllSubmatch(pdf, -1) {
		r, err := zlib.NewReader(bytes.NewReader(stream(t, pdf, p[1])))
		if err != nil {
			t.Fatal(err)
		}
		drawn, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		name := pictureDrawn.FindSubmatch(drawn)
		if name == nil {
			t.Fatal("a page without a code")
		}
		object := regexp.MustCompile(`/` + string(name[1]) + ` (\d+) 0 R`).FindSubmatch(pdf)
		picture, err := jpeg.Decode(bytes.NewReader(stream(t, pdf, object[1])))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, picture)
	}
	return out
}

// stream is what an object of the file holds.
func stream(t *testing.T, pdf, object []byte) []byte {
	t.Helper()
	_, after, _ := bytes.Cut(pdf, []byte("\n"+string(object)+" 0 obj\n"))
	_, after, ok := bytes.Cut(after, []byte("stream\n"))
	out, _, end := bytes.Cut(after, []byte("\nendstream"))
	if !ok || !end {
		t.Fatalf("object %s is not there", object)
	}
	return out
}

// scanned is what a phone reads from a picture: the scene that the page gets.
func scanned(t *testing.T, picture image.Image) string {
	t.Helper()
	bits, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		t.Fatal(err)
	}
	read, err := qrcode.NewQRCodeReader().Decode(bits, map[gozxing.DecodeHintType]interface{}{gozxing.DecodeHintType_PURE_BARCODE: true})
	if err != nil {
		t.Fatal("a code that no phone reads: ", err)
	}
	opens, err := url.Parse(read.GetText())
	if err != nil || opens.Path != Page {
		t.Fatal(read.GetText(), err)
	}
	return opens.Query().Get("scene")
}
