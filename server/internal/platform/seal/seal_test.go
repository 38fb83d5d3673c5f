package seal

import (
	"bytes"
	"encoding/base64"
	"errors"
	"testing"
)

func key(b byte) string { return base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{b}, 32)) }

func sealer(t *testing.T, keyset string) *Sealer {
	t.Helper()
	s, err := New(keyset, bytes.Repeat([]byte{9}, 32))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestOnlyTheRightKeyAndPurposeOpen(t *testing.T) {
	s := sealer(t, key(1))
	sealed, err := s.Seal("13812345678", "phone")
	if err != nil || bytes.Contains(sealed, []byte("138")) {
		t.Fatal("not sealed: ", err)
	}
	if got, err := s.Open(sealed, "phone"); err != nil || got != "13812345678" {
		t.Error(got, err)
	}
	if _, err := s.Open(sealed, "name"); !errors.Is(err, ErrOpen) {
		t.Error("moved to another column: ", err)
	}
	if _, err := sealer(t, key(2)).Open(sealed, "phone"); !errors.Is(err, ErrOpen) {
		t.Error("another key: ", err)
	}
	for i := range sealed {
		bad := bytes.Clone(sealed)
		bad[i] ^= 1
		if _, err := s.Open(bad, "phone"); !errors.Is(err, ErrOpen) {
			t.Errorf("byte %d was changed unseen", i)
		}
	}
	if _, err := s.Open(nil, "phone"); !errors.Is(err, ErrOpen) {
		t.Error(err)
	}
}

func TestOldKeysStillOpenWhileKeysChange(t *testing.T) {
	sealed, err := sealer(t, key(1)).Seal("x", "phone")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := sealer(t, key(2)+","+key(1)).Open(sealed, "phone"); err != nil || got != "x" {
		t.Error(got, err)
	}
}

func TestTheIndexIsStableAndTellsPurposesApart(t *testing.T) {
	s := sealer(t, key(1))
	if !bytes.Equal(s.Index("x", "phone"), sealer(t, key(2)).Index("x", "phone")) {
		t.Error("the index must outlive the encryption key")
	}
	if bytes.Equal(s.Index("x", "phone"), s.Index("x", "name")) || bytes.Equal(s.Index("x", "phone"), s.Index("y", "phone")) {
		t.Error("different values share an index")
	}
}

func TestABadKeyIsNamed(t *testing.T) {
	for _, bad := range []string{"", "x", base64.StdEncoding.EncodeToString([]byte("short"))} {
		if _, err := New(bad, nil); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}
