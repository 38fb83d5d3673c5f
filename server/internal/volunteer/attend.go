package volunteer

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"strconv"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// An activity's code of the day changes every minute and is made of 160 random
// bits, by the rule of RFC 6238: the organiser's phone can make it offline.
var dayCode = totp.ValidateOpts{Period: 60, Skew: 1, Digits: otp.DigitsEight, Algorithm: otp.AlgorithmSHA1}

const (
	early = 2 * time.Hour // before a shift, from when one can come
	late  = 6 * time.Hour // after it, until when one can go
)

// A Mark says that somebody came or went. The phone that makes it gives it an
// id: sent twice, or by two phones after a copy, it is one mark.
type Mark struct {
	ID     string    `json:"id" minLength:"8" maxLength:"36" pattern:"^[0-9A-Za-z-]+$"`
	Pass   string    `json:"pass" minLength:"1" maxLength:"64" doc:"what was scanned from his phone"`
	Leaves bool      `json:"leaves" doc:"he goes; otherwise he comes"`
	At     time.Time `json:"at"`
	signup SignupID
	how    string
}

// Present is when somebody was there.
type Present struct {
	Signup  SignupID   `json:"signup_id"`
	Shift   ShiftID    `json:"shift_id"`
	Person  Person     `json:"person"`
	Arrived *time.Time `json:"arrived_at"`
	Left    *time.Time `json:"left_at"`
}

// A Sheet is what the organiser's phone needs for the day, with or without a
// connection.
type Sheet struct {
	Secret string    `json:"secret" doc:"base32; the day's code is RFC 6238 with 8 digits, SHA-1 and 60 seconds"`
	People []Present `json:"people" doc:"who has a place"`
}

// Attendance is the sheet of an activity, for its organiser.
func (s *Service) Attendance(ctx context.Context, by account.Actor, id ID) (Sheet, error) {
	r, err := activity(ctx, s.DB, id, ``)
	if err == nil && !r.manages(by) {
		err = ErrMay
	}
	if err != nil {
		return Sheet{}, err
	}
	secret, err := s.secret(ctx, id)
	if err != nil {
		return Sheet{}, err
	}
	people, err := s.present(ctx, id)
	return Sheet{secret, people}, err
}

// secret is an activity's, made when it is first asked for.
func (s *Service) secret(ctx context.Context, id ID) (string, error) {
	secret, err := secretOf(ctx, s.DB, id)
	if !db.Missing(err) {
		return secret, err
	}
	b := make([]byte, 20)
	rand.Read(b)
	if err := s.DB.InTx(ctx, func(tx *db.Tx) error { return insertSecret(ctx, tx, id, base32.StdEncoding.EncodeToString(b)) }); err != nil {
		return "", err
	}
	return secretOf(ctx, s.DB, id)
}

func (s *Service) present(ctx context.Context, id ID) ([]Present, error) {
	rows, err := signups(ctx, s.DB, signupQuery{activity: id, live: true})
	if err != nil {
		return nil, err
	}
	people, err := s.named(ctx, s.DB, rows)
	if err != nil {
		return nil, err
	}
	times, err := presences(ctx, s.DB, id)
	out := []Present{}
	for _, su := range rows {
		if su.State == Confirmed {
			t := times[su.ID]
			out = append(out, Present{su.ID, su.Shift, people[su.Person], t.arrived, t.left})
		}
	}
	return out, err
}

// Pass is what somebody's phone shows to the organiser's. That phone can tell
// it from a made-up one without a connection, by the activity's secret.
func (s *Service) Pass(ctx context.Context, by account.Actor, id SignupID) (string, error) {
	su, err := s.one(ctx, by, id)
	if err == nil && su.State != Confirmed {
		err = ErrNoPlace
	}
	if err != nil {
		return "", err
	}
	secret, err := s.secret(ctx, su.Activity)
	return pass(secret, id), err
}

func pass(secret string, id SignupID) string {
	number := strconv.FormatInt(int64(id), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("pass:" + number))
	return number + "." + base32.StdEncoding.EncodeToString(mac.Sum(nil))[:16]
}

// opens is the sign-up that a pass is of.
func opens(secret, text string) (SignupID, bool) {
	number, _, _ := strings.Cut(text, ".")
	n, err := strconv.ParseInt(number, 10, 64)
	return SignupID(n), err == nil && hmac.Equal([]byte(text), []byte(pass(secret, SignupID(n))))
}

// MarkSelf says by the code of the day that somebody came or went.
func (s *Service) MarkSelf(ctx context.Context, by account.Actor, id SignupID, code string, leaves bool) (Present, error) {
	su, err := s.one(ctx, by, id)
	if err != nil {
		return Present{}, err
	}
	if err := s.guess(ctx, by.ID); err != nil {
		return Present{}, err
	}
	secret, err := s.secret(ctx, su.Activity)
	if err != nil {
		return Present{}, err
	}
	if ok, err := totp.ValidateCustom(code, secret, s.DB.Now(), dayCode); err != nil || !ok {
		return Present{}, ErrCode
	}
	m := Mark{ID: "code-came", Leaves: leaves, At: s.DB.Now(), signup: id, how: "code"}
	if leaves { // who came back goes again, and the last going counts
		m.ID = "code-went-" + strconv.FormatInt(m.At.Unix()/60, 36)
	}
	if err := s.DB.InTx(ctx, func(tx *db.Tx) error { return s.mark(ctx, tx, by, su.Activity, m) }); err != nil {
		return Present{}, err
	}
	times, err := presences(ctx, s.DB, su.Activity)
	t := times[id]
	return Present{id, su.Shift, su.Person, t.arrived, t.left}, err
}

// A Synced says what became of a mark.
type Synced struct {
	ID     string `json:"id"`
	Taken  bool   `json:"taken" doc:"it counts, now or since before; the phone can forget it"`
	Reason string `json:"reason" doc:"why not; empty when it counts"`
}

// Sync takes what the organiser's phone gathered, maybe long ago and twice. One
// bad mark does not hold up the others.
func (s *Service) Sync(ctx context.Context, by account.Actor, id ID, marks []Mark) ([]Synced, error) {
	r, err := activity(ctx, s.DB, id, ``)
	if err == nil && !r.manages(by) {
		err = ErrMay
	}
	if err != nil {
		return nil, err
	}
	secret, err := s.secret(ctx, id)
	if err != nil {
		return nil, err
	}
	out := make([]Synced, len(marks))
	for i, m := range marks {
		out[i].ID, m.how = m.ID, "scan"
		var ok bool
		if m.signup, ok = opens(secret, m.Pass); !ok {
			out[i].Reason = ErrPass.Detail
			continue
		}
		err := s.DB.InTx(ctx, func(tx *db.Tx) error { return s.mark(ctx, tx, by, id, m) })
		if refused := refusal(err); refused != "" {
			out[i].Reason = refused
			continue
		}
		if err != nil {
			return nil, err
		}
		out[i].Taken = true
	}
	return out, nil
}

// mark keeps a mark and measures anew. The order in which marks arrive, and
// how often, makes no difference: the first coming and the last going count.
func (s *Service) mark(ctx context.Context, tx *db.Tx, by account.Actor, of ID, m Mark) error {
	if err := lockSignup(ctx, tx, m.signup); err != nil {
		return err
	}
	list, err := signups(ctx, tx, signupQuery{id: m.signup, activity: of})
	if err != nil {
		return err
	}
	switch {
	case len(list) == 0:
		return ErrPass
	case list[0].State != Confirmed:
		return ErrNoPlace
	case m.At.After(tx.Now.Add(5*time.Minute)) || m.At.Before(list[0].Starts.Add(-early)) || m.At.After(list[0].Ends.Add(late)):
		return ErrMoment
	}
	if err := insertMark(ctx, tx, m, by.ID); err != nil {
		return err
	}
	return s.measure(ctx, tx, list[0])
}
