package volunteer

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image/png"
	"regexp"
	"strconv"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

var picture = regexp.MustCompile(`(?s)/Subtype /Image\n/Width (\d+)\n/Height (\d+)\n.*?stream\n(.*?)\nendstream`)

// scanned is what a phone reads from the code in a printed file. The file keeps
// a picture's data as PNG does; here it gets its head and its end again.
func scanned(t *testing.T, pdf []byte) string {
	t.Helper()
	found := picture.FindSubmatch(pdf)
	if found == nil {
		t.Fatal("no picture in the file")
	}
	var b bytes.Buffer
	b.WriteString("\x89PNG\r\n\x1a\n")
	w, _ := strconv.Atoi(string(found[1]))
	h, _ := strconv.Atoi(string(found[2]))
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(w)), uint32(h))
	for _, c := range []struct {
		kind string
		data []byte
	}{{"IHDR", append(head, 8, 0, 0, 0, 0)}, {"IDAT", found[3]}, {"IEND", nil}} {
		chunk := append([]byte(c.kind), c.data...)
		b.Write(binary.BigEndian.AppendUint32(nil, uint32(len(c.data))))
		b.Write(binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk)))
	}
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	bits, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		t.Fatal(err)
	}
	read, err := qrcode.NewQRCodeReader().Decode(bits, map[gozxing.DecodeHintType]interface{}{gozxing.DecodeHintType_PURE_BARCODE: true})
	if err != nil {
		t.Fatal("a code that no phone reads: ", err)
	}
	return read.GetText()
}
