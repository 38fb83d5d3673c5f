package blob

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// A Signer makes addresses under which a file can be fetched for a while
// without a session: a mini-program's images cannot send headers.
type Signer struct {
	Key  []byte
	Base string // public address of this server
}

const (
	linkLife  = 10 * time.Minute
	linkSlack = 30 * time.Minute // WeChat fetches what it checks within half an hour
)

// URL is the address of a file's variant of the given size; 0 is the largest.
// It stays the same for ten minutes, so that clients can cache it.
func (s Signer) URL(key string, size int, now time.Time) string {
	exp := now.Truncate(linkLife).Add(linkLife + linkSlack).Unix()
	return fmt.Sprintf("%s/files/%s?size=%d&exp=%d&sig=%s", s.Base, key, size, exp, s.sign(key, size, exp))
}

func (s Signer) sign(key string, size int, exp int64) string {
	mac := hmac.New(sha256.New, s.Key)
	fmt.Fprintf(mac, "%s|%d|%d", key, size, exp)
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:16])
}

// ErrLink means that an address was forged or has run out.
var ErrLink = errors.New("blob: the link is not valid any more")

// open checks a request for /files/{key} and opens the file.
func (s Signer) open(store Store, r *http.Request, now time.Time) (io.ReadCloser, Info, error) {
	key := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
	q := r.URL.Query()
	size, err := strconv.Atoi(q.Get("size"))
	exp, err2 := strconv.ParseInt(q.Get("exp"), 10, 64)
	if err != nil || err2 != nil || now.Unix() > exp || !hmac.Equal([]byte(q.Get("sig")), []byte(s.sign(key, size, exp))) {
		return nil, Info{}, ErrLink
	}
	if size != 0 {
		key += "-" + strconv.Itoa(size)
	}
	return store.Get(r.Context(), key)
}

// Handler serves signed addresses; refuse answers what cannot be served.
func (s Signer) Handler(store Store, now func() time.Time, refuse func(http.ResponseWriter, *http.Request, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, info, err := s.open(store, r, now())
		if err != nil {
			refuse(w, r, err)
			return
		}
		defer f.Close()
		h := w.Header()
		h.Set("Content-Type", info.ContentType)
		h.Set("Content-Length", strconv.FormatInt(info.Size, 10))
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Content-Security-Policy", "default-src 'none'")
		h.Set("Cache-Control", "private, max-age=600")
		if r.Method != http.MethodHead {
			_, _ = io.Copy(w, f) // the client may have gone
		}
	})
}
