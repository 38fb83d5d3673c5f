// Package seal encrypts personal data for the database, and makes the blind
// index by which it can be found again.
package seal

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"github.com/tink-crypto/tink-go/v2/aead/subtle"
)

// A Sealer encrypts with its newest key and opens with any it has.
type Sealer struct {
	keys  []*subtle.AESGCM // newest first
	ids   []byte           // first byte of each key's hash, written before the ciphertext
	index []byte
}

// ErrOpen means that a text was sealed with an unknown key, for another
// purpose, or was tampered with.
var ErrOpen = errors.New("seal: cannot open")

// New takes one or more keys, newest first, each the base64 of 32 random
// bytes, separated by commas; and the key of the blind index.
func New(keyset string, index []byte) (*Sealer, error) {
	s := &Sealer{index: index}
	for part := range strings.SplitSeq(keyset, ",") {
		key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(part))
		if err != nil || len(key) != 32 {
			return nil, fmt.Errorf("HUIYIN_KEYSET: each key must be the base64 of 32 random bytes")
		}
		a, err := subtle.NewAESGCM(key)
		if err != nil {
			return nil, err
		}
		id := sha256.Sum256(key)
		s.keys, s.ids = append(s.keys, a), append(s.ids, id[0])
	}
	return s, nil
}

// Seal encrypts text. purpose names the column, so that a value cannot be
// moved to another one.
func (s *Sealer) Seal(text, purpose string) ([]byte, error) {
	sealed, err := s.keys[0].Encrypt([]byte(text), []byte(purpose))
	return append([]byte{s.ids[0]}, sealed...), err
}

// Open decrypts what Seal made for the same purpose.
func (s *Sealer) Open(sealed []byte, purpose string) (string, error) {
	if len(sealed) == 0 {
		return "", ErrOpen
	}
	for i, id := range s.ids {
		if id != sealed[0] {
			continue
		}
		if text, err := s.keys[i].Decrypt(sealed[1:], []byte(purpose)); err == nil {
			return string(text), nil
		}
	}
	return "", ErrOpen
}

// Index is a value under which text can be found without being readable.
func (s *Sealer) Index(text, purpose string) []byte {
	mac := hmac.New(sha256.New, s.index)
	mac.Write([]byte(purpose + "\x00" + text))
	return mac.Sum(nil)
}
