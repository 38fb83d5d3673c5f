package app

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"runtime"
	"strings"
	"testing"
)

// chunk is one part of a PNG.
func chunk(kind string, data []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	out = append(append(out, kind...), data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// zeros is n zero bytes as zlib packs them: one packed piece over and over, for
// to pack them all would take minutes under the race detector.
func zeros(t *testing.T, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	packed := func(size int) []byte {
		start := b.Len()
		_, err := w.Write(make([]byte, size))
		if err = errors.Join(err, w.Flush()); err != nil {
			t.Fatal(err)
		}
		return bytes.Clone(b.Bytes()[start:])
	}
	const piece = 1 << 20
	out := []byte{0x78, 0x01}
	if n >= piece {
		out = append(out, packed(piece)...)
		out = append(out, bytes.Repeat(packed(piece), n/piece-1)...)
	}
	out = append(out, packed(n%piece)...)
	out = append(out, 0x03, 0x00) // an empty last block
	return binary.BigEndian.AppendUint32(out, uint32(n%65521)<<16|1)
}

// bomb is a PNG of few bytes and many pixels, with depth bits per channel.
func bomb(t *testing.T, side int, depth byte) []byte {
	t.Helper()
	head := binary.BigEndian.AppendUint32(nil, uint32(side))
	head = append(binary.BigEndian.AppendUint32(head, uint32(side)), depth, 6, 0, 0, 0)
	return bytes.Join([][]byte{[]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", head), chunk("IDAT", zeros(t, side*(1+side*4*int(depth)/8))), chunk("IEND", nil)}, nil)
}

func TestUploadsThatAreNoPhotosAreRefusedAndLeaveNothing(t *testing.T) {
	d := newDesk(t)
	d.settle("r1", 0, 0)
	part := func(head, body string) upload {
		return upload{[]byte("--b\r\n" + head + "\r\n\r\n" + body + "\r\n--b--\r\n"), "multipart/form-data; boundary=b"}
	}
	file := `Content-Disposition: form-data; name="file"; filename="` + secret + `.png"`
	for name, u := range map[string]upload{
		"no boundary":         {[]byte("--b\r\n"), "multipart/form-data"},
		"another boundary":    {[]byte("--c\r\n" + file + "\r\n\r\nx\r\n--c--"), "multipart/form-data; boundary=b"},
		"torn in the head":    {[]byte("--b\r\nContent-Disp"), "multipart/form-data; boundary=b"},
		"torn in the body":    {[]byte("--b\r\n" + file + "\r\n\r\n" + secret), "multipart/form-data; boundary=b"},
		"nothing":             {nil, "multipart/form-data; boundary=b"},
		"no file":             part(`Content-Disposition: form-data; name="other"`, secret),
		"a text for a file":   part(`Content-Disposition: form-data; name="file"`, secret),
		"an empty file":       part(file, ""),
		"an EXE":              part(file+"\r\nContent-Type: image/png", "MZ\x90\x00"+secret),
		"a page":              part(file+"\r\nContent-Type: image/png", "<svg onload=alert("+secret+")>"),
		"a GIF":               part(file, "GIF89a\x01\x00\x01\x00\x00\x00\x00;"),
		"a name with a path":  part(`Content-Disposition: form-data; name="file"; filename="../../../etc/passwd"`, "x"),
		"a head without end":  {[]byte("--b\r\n" + strings.Repeat("X: "+secret+"\r\n", 5000)), "multipart/form-data; boundary=b"},
		"10 000 parts":        {[]byte(strings.Repeat("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n", 10_000) + "--b--"), "multipart/form-data; boundary=b"},
		"JSON":                {[]byte(`{"file":"` + secret + `"}`), "application/json"},
		"too heavy":           {bytes.Repeat([]byte("x"), 11<<20), "multipart/form-data; boundary=b"},
		"a giant by its head": part(file, string(bomb(t, 1, 8)[:16])+"\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x06\x00\x00\x00"),
		"a bomb":              part(file, string(bomb(t, 9000, 8))),
	} {
		r := d.as("r1", "POST", "/v1/attachments", u)
		if bad := r.harmless(); bad != "" || r.status < 400 {
			t.Errorf("%s: %s %d %.300s", name, bad, r.status, r.raw)
		}
	}
	var rows int
	if err := d.app.db.QueryRowContext(t.Context(), `SELECT COUNT(*) FROM issue_photos`).Scan(&rows); err != nil || rows != 0 {
		t.Errorf("%d photos are kept, %v", rows, err)
	}
}

func TestAPictureThatUnpacksToTooMuchIsRefusedBeforeItDoes(t *testing.T) {
	d := newDesk(t)
	d.settle("r1", 0, 0)
	for _, c := range []struct {
		side   int
		depth  byte
		status int
	}{{6000, 8, 201}, {6000, 16, 422}, {20_000, 8, 422}} {
		u := form(t, "a.png", bomb(t, c.side, c.depth))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r := d.as("r1", "POST", "/v1/attachments", u)
		runtime.ReadMemStats(&after)
		if spent := (after.TotalAlloc - before.TotalAlloc) >> 20; r.status != c.status || c.status == 422 && (r.code() != "photo.too_many_pixels" || spent > 40) {
			t.Errorf("%d pixels a side, %d bits, %d bytes: %d MB, %d %s", c.side, c.depth, len(u.data), spent, r.status, r.raw)
		}
	}
}
