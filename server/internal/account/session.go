package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// A client is where somebody signed in.
type client string

const (
	miniProgram client = "mini_program"
	desk        client = "desk" // the staff pages
)

// lives is how long a session lasts after it was last used.
var lives = map[client]time.Duration{miniProgram: 30 * 24 * time.Hour, desk: 12 * time.Hour}

const touchEvery = time.Hour // how often "last used" is written

// Cookie is the name of the staff pages' session cookie.
const Cookie = "huiyin_staff"

// session is what Redis holds under the hash of a token: whose it is, and what
// the account may do, so that a request costs one look-up.
type session struct {
	Account   ID        `json:"account"`
	Client    client    `json:"client"`
	Created   time.Time `json:"created"`
	Seen      time.Time `json:"seen"`
	Level     Level     `json:"level"`
	Home      Territory `json:"home"`
	Grants    []Grant   `json:"grants"`
	Consented bool      `json:"consented"`
}

func (s *session) actor(now time.Time) Actor {
	a := Actor{ID: s.Account, Level: s.Level, Home: s.Home, OnDesk: s.Client == desk, Consented: s.Consented}
	for _, g := range s.Grants {
		if g.inForce(now) {
			a.Grants = append(a.Grants, g)
		}
	}
	return a
}

func hashOf(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// csrfOf is the token that pages send back to prove that they could read it.
func csrfOf(token string) string { return hashOf("csrf:" + token)[:32] }

func sessionKey(hash string) string { return "session:" + hash }
func setKey(id ID) string           { return "sessions:" + strconv.FormatInt(int64(id), 10) }

// open starts a session and returns its token: 32 random bytes.
func (s *Service) open(ctx context.Context, acc record, c client) (token string, err error) {
	var b [32]byte
	rand.Read(b[:])
	token = base64.RawURLEncoding.EncodeToString(b[:])
	now := s.Now()
	value, err := s.snapshot(ctx, acc, session{Account: acc.ID, Client: c, Created: now, Seen: now})
	if err != nil {
		return "", err
	}
	_, err = s.Redis.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.Set(ctx, sessionKey(hashOf(token)), value, lives[c])
		p.SAdd(ctx, setKey(acc.ID), hashOf(token))
		p.Expire(ctx, setKey(acc.ID), lives[miniProgram])
		return nil
	})
	return token, err
}

// snapshot fills in what the account may do now.
func (s *Service) snapshot(ctx context.Context, acc record, v session) ([]byte, error) {
	grants, err := grantsOf(ctx, s.DB, acc.ID)
	if err != nil {
		return nil, err
	}
	v.Account, v.Level, v.Home, v.Grants = acc.ID, acc.Level, acc.Home, grants
	v.Consented = acc.ConsentVersion != nil && *acc.ConsentVersion == s.ConsentVersion
	return json.Marshal(v)
}

// Authenticate finds who sent a request. No credentials, or those of an ended
// session, make nobody.
func (s *Service) Authenticate(r *http.Request) (Actor, error) {
	token, c := credentials(r)
	if token == "" {
		return Actor{}, nil
	}
	v, err := s.load(r.Context(), hashOf(token))
	if errors.Is(err, redis.Nil) || err == nil && v.Client != c {
		return Actor{}, nil
	}
	if err != nil {
		return Actor{}, err
	}
	if c == desk && !safe(r.Method) && subtle.ConstantTimeCompare([]byte(r.Header.Get("X-CSRF-Token")), []byte(csrfOf(token))) != 1 {
		return Actor{}, ErrCSRF
	}
	if now := s.Now(); now.Sub(v.Seen) > touchEvery {
		if err := s.touch(r.Context(), hashOf(token), v, now); err != nil {
			return Actor{}, err
		}
	}
	return v.actor(s.Now()), nil
}

func safe(method string) bool { return method == http.MethodGet || method == http.MethodHead }

// credentials prefers the header: a phone never sends the cookie.
func credentials(r *http.Request) (token string, c client) {
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return token, miniProgram
	}
	if k, err := r.Cookie(Cookie); err == nil {
		return k.Value, desk
	}
	return "", ""
}

func (s *Service) load(ctx context.Context, hash string) (v session, err error) {
	b, err := s.Redis.Get(ctx, sessionKey(hash)).Bytes()
	if err != nil {
		return v, err
	}
	return v, json.Unmarshal(b, &v)
}

func (s *Service) touch(ctx context.Context, hash string, v session, now time.Time) error {
	v.Seen = now
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	// XX: a session that was ended meanwhile must not come back.
	if err := s.Redis.SetXX(ctx, sessionKey(hash), b, lives[v.Client]).Err(); err != nil && !errors.Is(err, redis.Nil) {
		return err
	}
	return s.Redis.Expire(ctx, setKey(v.Account), lives[miniProgram]).Err()
}

// refresh writes anew what the account's open sessions say it may do.
func (s *Service) refresh(ctx context.Context, from, to ID) error {
	acc, err := byID(ctx, s.DB, to)
	if err != nil {
		return err
	}
	if acc.Disabled {
		return s.EndSessions(ctx, to)
	}
	hashes, err := s.Redis.SMembers(ctx, setKey(from)).Result()
	if err != nil {
		return err
	}
	for _, h := range hashes {
		v, err := s.load(ctx, h)
		if errors.Is(err, redis.Nil) {
			continue
		}
		if err != nil {
			return err
		}
		b, err := s.snapshot(ctx, acc, v)
		if err != nil {
			return err
		}
		if err := s.Redis.SetArgs(ctx, sessionKey(h), b, redis.SetArgs{Mode: "XX", KeepTTL: true}).Err(); err != nil && !errors.Is(err, redis.Nil) {
			return err
		}
		if from == to {
			continue
		}
		if err := s.Redis.SAdd(ctx, setKey(to), h).Err(); err != nil {
			return err
		}
		s.Redis.Expire(ctx, setKey(to), lives[miniProgram])
	}
	return nil
}
