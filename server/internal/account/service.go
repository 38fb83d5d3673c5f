package account

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/outbox"
	"huiyin/server/internal/platform/seal"
	"huiyin/server/internal/platform/wechat"
)

// WeChat is what account asks of WeChat.
type WeChat interface {
	CodeToSession(ctx context.Context, app, code string) (wechat.Session, error)
	PhoneNumber(ctx context.Context, app, code, openid string) (wechat.Phone, error)
}

// Deps is what the service stands on.
type Deps struct {
	DB             *db.DB
	Redis          *redis.Client
	WeChat         WeChat
	Seal           *seal.Sealer
	Now            func() time.Time
	Apps           []string // the mini-programs that may sign in; the first is the default
	ConsentVersion string
	SecureCookie   bool // the staff pages are served over https
	Log            *slog.Logger
}

// Service is everything that can be done with accounts.
type Service struct {
	Deps
	// Leaving is called in the transaction in which somebody loses a role or is
	// barred, so that what he was responsible for changes hands in it.
	Leaving func(ctx context.Context, tx *db.Tx, id ID) error
}

// New returns the account service. Nobody is responsible for anything yet.
func New(d Deps) *Service {
	return &Service{d, func(context.Context, *db.Tx, ID) error { return nil }}
}

// SignInWithCode signs in whoever opened the mini-program. The account is the
// one with WeChat's unionid, else the one with the openid, else a new one.
func (s *Service) SignInWithCode(ctx context.Context, app, code string) (token string, id ID, err error) {
	if app == "" {
		app = s.Apps[0]
	}
	w, err := s.WeChat.CodeToSession(ctx, app, code)
	if err != nil {
		return "", 0, s.refusal(ctx, err)
	}
	acc, err := s.recognize(ctx, app, w)
	if err != nil {
		return "", 0, err
	}
	if acc.Disabled {
		return "", 0, ErrDisabled
	}
	if err := s.keepSessionKey(ctx, app, acc.ID, w.Key); err != nil {
		return "", 0, err
	}
	token, err = s.open(ctx, acc, miniProgram)
	return token, acc.ID, err
}

// refusal turns WeChat's answer into one for a person.
func (s *Service) refusal(ctx context.Context, err error) error {
	var w *wechat.Error
	if !errors.As(err, &w) {
		return err
	}
	switch w.Code {
	case 40029, 40163, 41008, wechat.CodeUnknownApp:
		return ErrCode
	case 40226:
		return ErrRisk
	}
	s.Log.WarnContext(ctx, "WeChat refused a sign-in", "code", w.Code)
	return ErrWeChat
}

// recognize finds or makes the account. Of two first sign-ins at once the
// slower one meets a unique key, and finds the other's account when it looks again.
func (s *Service) recognize(ctx context.Context, app string, w wechat.Session) (acc record, err error) {
	for range 2 {
		err = s.DB.InTx(ctx, func(tx *db.Tx) (err error) {
			acc, err = s.identify(ctx, tx, app, w)
			return err
		})
		if _, dup := db.Duplicate(err); !dup {
			break
		}
	}
	return acc, err
}

func (s *Service) identify(ctx context.Context, tx *db.Tx, app string, w wechat.Session) (record, error) {
	acc, err := byOpenID(ctx, tx, app, w.OpenID)
	if err == nil || !db.Missing(err) {
		return acc, err
	}
	if w.UnionID != "" {
		acc, err = byUnionID(ctx, tx, w.UnionID)
	}
	if db.Missing(err) {
		acc, err = create(ctx, tx, record{Name: "居民", UnionID: optional(w.UnionID)})
	}
	if err != nil {
		return acc, err
	}
	return acc, insertIdentity(ctx, tx, app, w.OpenID, acc.ID)
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

type sessionKeys struct {
	Current, Previous string
	Changed           time.Time
}

const previousKeyLife = 10 * time.Minute

// keepSessionKey remembers WeChat's key and the one before it: data that was
// encrypted just before a second login would not open otherwise.
func (s *Service) keepSessionKey(ctx context.Context, app string, id ID, key string) error {
	name := "wxkey:" + app + ":" + strconv.FormatInt(int64(id), 10)
	var k sessionKeys
	if b, err := s.Redis.Get(ctx, name).Bytes(); err == nil {
		_ = json.Unmarshal(b, &k) // an unreadable old key is no key
	} else if !errors.Is(err, redis.Nil) {
		return err
	}
	if k.Current != key {
		k = sessionKeys{key, k.Current, s.Now()}
	}
	b, err := json.Marshal(k)
	if err != nil {
		return err
	}
	return s.Redis.Set(ctx, name, b, lives[miniProgram]).Err()
}

// SessionKeys are the keys with which WeChat may have encrypted what the
// account's phone sends: the current one first.
func (s *Service) SessionKeys(ctx context.Context, app string, id ID) ([]string, error) {
	b, err := s.Redis.Get(ctx, "wxkey:"+app+":"+strconv.FormatInt(int64(id), 10)).Bytes()
	if errors.Is(err, redis.Nil) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var k sessionKeys
	if err := json.Unmarshal(b, &k); err != nil {
		return nil, err
	}
	if k.Previous == "" || s.Now().Sub(k.Changed) > previousKeyLife {
		return []string{k.Current}, nil
	}
	return []string{k.Current, k.Previous}, nil
}

// Consent records that the actor agreed to the current privacy text.
func (s *Service) Consent(ctx context.Context, by Actor, version string) error {
	if version != s.ConsentVersion {
		return ErrVersion
	}
	if err := s.DB.InTx(ctx, func(tx *db.Tx) error { return giveConsent(ctx, tx, by.ID, version) }); err != nil {
		return err
	}
	return s.refresh(ctx, by.ID, by.ID)
}

// SetHome says where a resident lives.
func (s *Service) SetHome(ctx context.Context, tx *db.Tx, id ID, home Territory, building *int64, level Level) error {
	return setHome(ctx, tx, id, home, building, level)
}

// MoveHomes lets people live in what became of their micro-grid. Their open
// sessions go on, and learn of it.
func (s *Service) MoveHomes(ctx context.Context, tx *db.Tx, who []ID, to Territory) error {
	for _, id := range who {
		if err := setMicroGrid(ctx, tx, id, to); err != nil {
			return err
		}
		if err := outbox.Append(ctx, tx, GrantsChanged{Account: id}); err != nil { // of no time: no session is from before
			return err
		}
	}
	return nil
}

// Refresh lets the account's open sessions know what changed.
func (s *Service) Refresh(ctx context.Context, id ID) error { return s.refresh(ctx, id, id) }

// SetProfile changes what the actor says about himself; nil changes nothing.
func (s *Service) SetProfile(ctx context.Context, by Actor, name *string, elder *bool) error {
	if name != nil {
		trimmed := strings.TrimSpace(*name)
		if trimmed == "" {
			return ErrName
		}
		name = &trimmed
	}
	return s.DB.InTx(ctx, func(tx *db.Tx) error { return setProfile(ctx, tx, by.ID, name, elder) })
}
