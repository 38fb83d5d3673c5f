package issue

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/server/internal/platform/blob"
	"huiyin/server/internal/platform/photo"
)

func TestAPhotoIsKeptInThreeSizesAsJPEG(t *testing.T) {
	w := newTown(t)
	p := w.upload("reporter", 2000, 1000)
	if p.Width != 2000 || p.Height != 1000 || p.Moderation != Pending || !strings.HasPrefix(p.URL, "http://127.0.0.1/files/") || p.URL == p.ThumbURL {
		t.Errorf("%+v", p)
	}
	var key string
	if err := w.DB.QueryRowContext(t.Context(), `SELECT blob_key FROM issue_photos WHERE id = ?`, p.ID).Scan(&key); err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"", "-1280", "-320"} {
		f, info, err := w.Files.Get(t.Context(), key+suffix)
		if err != nil {
			t.Fatal(suffix, err)
		}
		head := make([]byte, 2)
		if _, err := io.ReadFull(f, head); err != nil || !bytes.Equal(head, []byte{0xff, 0xd8}) || info.ContentType != "image/jpeg" {
			t.Errorf("%q: %x %s %v", suffix, head, info.ContentType, err)
		}
		f.Close()
	}
}

func TestWhatIsNoPhotoLeavesNothing(t *testing.T) {
	w := newTown(t)
	for name, data := range map[string]string{"a program": "MZ\x90\x00", "nothing": "", "a page": "<svg onload=alert(1)>"} {
		_, err := w.Upload(t.Context(), w.who["reporter"], strings.NewReader(data))
		wants(t, name, err, photo.ErrFormat)
	}
	_, err := w.Upload(t.Context(), w.who["reporter"], bytes.NewReader(make([]byte, MaxPhoto+1)))
	wants(t, "too heavy", err, photo.ErrLarge)
	if n := w.number(`SELECT COUNT(*) FROM issue_photos`); n != 0 {
		t.Errorf("%d rows", n)
	}
}

func TestPhotosKeepTheOrderInWhichTheyWereGiven(t *testing.T) {
	w := newTown(t)
	a, b, c := w.upload("reporter", 10, 10).ID, w.upload("reporter", 10, 10).ID, w.upload("reporter", 10, 10).ID
	is := w.report("reporter", Draft{Attachments: []int64{c, a, b}})
	var got []int64
	for _, p := range is.Photos {
		got = append(got, p.ID)
	}
	if !slices.Equal(got, []int64{c, a, b}) {
		t.Error(got)
	}
	if list, _, err := w.List(t.Context(), w.who["reporter"], Query{Scope: Mine, Limit: 5}); err != nil || list[0].Photo != is.Photo {
		t.Error(list, err)
	}
}

func TestAPhotoThatWasNeverFiledGoesAfterTwoDays(t *testing.T) {
	w := newTown(t)
	old, kept := w.upload("reporter", 10, 10), w.upload("reporter", 10, 10)
	w.report("reporter", Draft{Attachments: []int64{kept.ID}})
	var key string
	if err := w.DB.QueryRowContext(t.Context(), `SELECT blob_key FROM issue_photos WHERE id = ?`, old.ID).Scan(&key); err != nil {
		t.Fatal(err)
	}
	w.clock.Advance(48 * time.Hour)
	for i, want := range []int{2, 1} {
		if err := w.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if n := w.number(`SELECT COUNT(*) FROM issue_photos`); n != want {
			t.Errorf("sweep %d leaves %d", i+1, n)
		}
		w.clock.Advance(time.Second)
	}
	for _, suffix := range []string{"", "-1280", "-320"} {
		if _, _, err := w.Files.Get(t.Context(), key+suffix); !errors.Is(err, blob.ErrMissing) {
			t.Errorf("%q is still there: %v", suffix, err)
		}
	}
	if got, err := w.Get(t.Context(), w.who["reporter"], 1); err != nil || len(got.Photos) != 1 {
		t.Error("what was filed must stay: ", got.Photos, err)
	}
}
