package account

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"github.com/go-redis/redis_rate/v10"
	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
	"huiyin/server/internal/platform/outbox"
)

// Limits of sign-ins. They count tries per name and address together, so that
// nobody can lock somebody else out from afar.
var (
	perPair    = redis_rate.Limit{Rate: 10, Burst: 10, Period: 10 * time.Minute}
	perAddress = redis_rate.Limit{Rate: 60, Burst: 60, Period: 10 * time.Minute}
)

// A PasswordSignIn is what the staff pages send.
type PasswordSignIn struct {
	Username string `json:"username" minLength:"1" maxLength:"40"`
	Password string `json:"password" minLength:"1" maxLength:"200"`
	TOTP     string `json:"totp,omitempty" maxLength:"6" doc:"needed where the account has it on"`
}

// StaffSignIn opens a session of the staff pages. address is where the request
// came from.
func (s *Service) StaffSignIn(ctx context.Context, d PasswordSignIn, address string) (token string, id ID, err error) {
	if err := s.limit(ctx, "signin:"+address, perAddress); err != nil {
		return "", 0, err
	}
	if err := s.limit(ctx, "signin:"+address+":"+d.Username, perPair); err != nil {
		return "", 0, err
	}
	acc, err := byUsername(ctx, s.DB, d.Username)
	if err != nil && !db.Missing(err) {
		return "", 0, err
	}
	hash := nobodysHash
	if acc.PasswordHash != nil {
		hash = *acc.PasswordHash
	}
	ok, err := checkPassword(hash, d.Password)
	if err != nil {
		return "", 0, err
	}
	if !ok || acc.PasswordHash == nil {
		return "", 0, ErrPassword
	}
	if acc.Disabled {
		return "", 0, ErrDisabled
	}
	if acc.TOTPConfirmed {
		if err := s.useTOTP(ctx, acc, d.TOTP); err != nil {
			return "", 0, err
		}
	}
	token, err = s.open(ctx, acc, desk)
	return token, acc.ID, err
}

func (s *Service) limit(ctx context.Context, key string, l redis_rate.Limit) error {
	res, err := redis_rate.NewLimiter(s.Redis).Allow(ctx, key, l)
	if err != nil {
		return err
	}
	if res.Allowed == 0 {
		return ErrTooOften.After(res.RetryAfter)
	}
	return nil
}

const totpStep = 30 // seconds

// useTOTP accepts each code once.
func (s *Service) useTOTP(ctx context.Context, acc record, code string) error {
	if code == "" {
		return ErrTOTP
	}
	secret, err := s.Seal.Open(acc.TOTP, "totp")
	if err != nil {
		return err
	}
	now := s.Now()
	for _, drift := range []time.Duration{0, -totpStep * time.Second, totpStep * time.Second} {
		at := now.Add(drift)
		want, err := totp.GenerateCode(secret, at)
		if err != nil {
			return err
		}
		if want == code {
			return s.DB.InTx(ctx, func(tx *db.Tx) error { return spendTOTP(ctx, tx, acc.ID, at.Unix()/totpStep) })
		}
	}
	return ErrTOTPWrong
}

// BeginTOTP makes a secret that counts once a code from it was confirmed.
func (s *Service) BeginTOTP(ctx context.Context, by Actor) (secret, uri string, err error) {
	acc, err := byID(ctx, s.DB, by.ID)
	if err != nil {
		return "", "", err
	}
	if acc.Username == nil {
		return "", "", ErrForbidden
	}
	if acc.TOTPConfirmed { // or whoever finds an open page could turn it off without a code
		return "", "", ErrTOTPOn
	}
	k, err := totp.Generate(totp.GenerateOpts{Issuer: "Huiyin", AccountName: *acc.Username, Algorithm: otp.AlgorithmSHA1})
	if err != nil {
		return "", "", err
	}
	sealed, err := s.Seal.Seal(k.Secret(), "totp")
	if err != nil {
		return "", "", err
	}
	u := url.URL{Scheme: "otpauth", Host: "totp", Path: "/Huiyin:" + *acc.Username, RawQuery: url.Values{"secret": {k.Secret()}, "issuer": {"Huiyin"}}.Encode()}
	return k.Secret(), u.String(), s.DB.InTx(ctx, func(tx *db.Tx) error { return setTOTP(ctx, tx, by.ID, sealed, false) })
}

// ConfirmTOTP turns TOTP on.
func (s *Service) ConfirmTOTP(ctx context.Context, by Actor, code string) error {
	return s.provenTOTP(ctx, by, code, func(tx *db.Tx, acc record) error { return setTOTP(ctx, tx, by.ID, acc.TOTP, true) })
}

// EndTOTP turns TOTP off; a code is asked for once more.
func (s *Service) EndTOTP(ctx context.Context, by Actor, code string) error {
	return s.provenTOTP(ctx, by, code, func(tx *db.Tx, _ record) error { return setTOTP(ctx, tx, by.ID, nil, false) })
}

func (s *Service) provenTOTP(ctx context.Context, by Actor, code string, then func(*db.Tx, record) error) error {
	acc, err := byID(ctx, s.DB, by.ID)
	if err != nil {
		return err
	}
	if acc.TOTP == nil {
		return ErrTOTPWrong
	}
	if err := s.limit(ctx, "totp:"+strconv.FormatInt(int64(by.ID), 10), perPair); err != nil {
		return err
	}
	if err := s.useTOTP(ctx, acc, code); err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(tx *db.Tx) error { return then(tx, acc) })
}

// ChangePassword replaces the actor's password and signs him out everywhere.
func (s *Service) ChangePassword(ctx context.Context, by Actor, old, fresh string) error {
	acc, err := byID(ctx, s.DB, by.ID)
	if err != nil {
		return err
	}
	if acc.Username == nil || acc.PasswordHash == nil {
		return ErrForbidden
	}
	if err := s.limit(ctx, "password:"+*acc.Username, perPair); err != nil {
		return err
	}
	ok, err := checkPassword(*acc.PasswordHash, old)
	if err != nil {
		return err
	}
	if !ok {
		return ErrPassword.Saying("原密码不对，请检查后再试")
	}
	if !strong(*acc.Username, fresh) {
		return ErrWeak
	}
	return s.changing(ctx, by.ID, func(tx *db.Tx) error { return setPassword(ctx, tx, by.ID, hashPassword(fresh)) })
}

// changing runs fn, once for a request that is sent again, and ends the
// account's sessions: at once, and again by the outbox in case this process
// dies in between.
func (s *Service) changing(ctx context.Context, id ID, fn func(*db.Tx) error) error {
	_, err := once.Do(ctx, s.DB, func(tx *db.Tx) (struct{}, error) {
		if err := fn(tx); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, outbox.Append(ctx, tx, GrantsChanged{id, tx.Now})
	})
	if err != nil {
		return err
	}
	return s.EndSessions(ctx, id)
}
