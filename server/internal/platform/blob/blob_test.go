package blob

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestAFileComesBackAsItWasStored(t *testing.T) {
	s, err := NewDisk(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	ctx, key := context.Background(), NewKey()
	if err := s.Put(ctx, key+"-320", strings.NewReader("hello"), 5, "image/jpeg"); err != nil {
		t.Fatal(err)
	}
	r, info, err := s.Get(ctx, key+"-320")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if b, _ := io.ReadAll(r); string(b) != "hello" || info.Size != 5 || info.ContentType != "image/jpeg" {
		t.Errorf("%s %+v", b, info)
	}
	if err := s.Delete(ctx, key+"-320"); err != nil {
		t.Error(err)
	}
	if err := s.Delete(ctx, key+"-320"); err != nil {
		t.Error("removing nothing is no error: ", err)
	}
	if _, _, err := s.Get(ctx, key+"-320"); !errors.Is(err, ErrMissing) {
		t.Error(err)
	}
}

func TestATornUploadLeavesNothing(t *testing.T) {
	s, err := NewDisk(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	key := NewKey()
	if err := s.Put(context.Background(), key, strings.NewReader("hel"), 5, "image/jpeg"); err == nil {
		t.Error("three of five bytes were taken for whole")
	}
	if _, _, err := s.Get(context.Background(), key); !errors.Is(err, ErrMissing) {
		t.Error(err)
	}
}

func TestKeysCannotLeaveTheStore(t *testing.T) {
	s, err := NewDisk(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"", "..", "../../../../etc/passwd", strings.Repeat("a", 25) + "/", NewKey() + "/../x", strings.ToUpper(NewKey())} {
		if _, _, err := s.Get(context.Background(), key); !errors.Is(err, ErrMissing) {
			t.Errorf("%q: %v", key, err)
		}
		if err := s.Put(context.Background(), key, strings.NewReader(""), 0, ""); err == nil {
			t.Errorf("%q was stored", key)
		}
	}
	if a, b := NewKey(), NewKey(); a == b {
		t.Error("keys must differ")
	}
}

func TestAContentTypeThatWouldRunIntoTheFileIsRefused(t *testing.T) {
	s, err := NewDisk(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	for n, ok := range map[int]bool{header - 1: true, header: false} {
		key := NewKey()
		if err := s.Put(ctx, key, strings.NewReader("hello"), 5, strings.Repeat("t", n)); (err == nil) != ok {
			t.Errorf("%d characters: %v", n, err)
		}
		if !ok {
			continue
		}
		r, info, err := s.Get(ctx, key)
		if err != nil {
			t.Fatal(err)
		}
		if b, _ := io.ReadAll(r); string(b) != "hello" || info.Size != 5 {
			t.Errorf("%d characters: %q %+v", n, b, info)
		}
		r.Close()
	}
}
