// Package blob keeps files under unguessable keys: on the local disk, or in an
// S3-compatible store such as COS.
package blob

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"io"
	"strings"
	"time"
)

// A Store keeps files. Keys come from NewKey, with a suffix for derived files.
type Store interface {
	// Put stores size bytes of r; a file is there whole or not at all.
	Put(ctx context.Context, key string, r io.Reader, size int64, contentType string) error
	// Get opens a file; ErrMissing when there is none.
	Get(ctx context.Context, key string) (io.ReadCloser, Info, error)
	// Delete removes a file; removing nothing is no error.
	Delete(ctx context.Context, key string) error
}

// Info describes a stored file.
type Info struct {
	Size        int64
	ContentType string
	Modified    time.Time
}

var (
	// ErrMissing means that nothing is stored under the key.
	ErrMissing = errors.New("blob: no such file")
	errKey     = errors.New("blob: malformed key")
)

var encoding = base32.StdEncoding.WithPadding(base32.NoPadding)

// NewKey returns 128 random bits as 26 letters and digits.
func NewKey() string {
	var b [16]byte
	rand.Read(b[:])
	return strings.ToLower(encoding.EncodeToString(b[:]))
}

// valid accepts what NewKey makes, with an optional suffix like "-320".
func valid(key string) bool {
	if len(key) < 26 || len(key) > 32 {
		return false
	}
	for i, c := range key {
		letter := c >= 'a' && c <= 'z' || c >= '2' && c <= '7'
		if i < 26 && !letter || i >= 26 && c != '-' && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}
