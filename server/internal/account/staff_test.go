package account

import (
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
)

// signIn tries to sign in from an address.
func (h *hall) signIn(username, secret, code, address string) error {
	h.Helper()
	_, _, err := h.s.StaffSignIn(h.Context(), PasswordSignIn{Username: username, Password: secret, TOTP: code}, address)
	return err
}

func TestStaffSignInByPassword(t *testing.T) {
	h := newHall(t)
	id := h.staff("wang", Staff, village)
	h.exec(`INSERT INTO accounts (name, username, created_at) VALUES ('未设密码', 'unset', NOW(6))`)
	for _, c := range []struct {
		name, username, password string
		want                     error
	}{
		{"right", "wang", password, nil}, {"wrong", "wang", password + "x", ErrPassword}, {"of nobody", "nobody", password, ErrPassword},
		{"in other letters", "WANG", password, ErrPassword}, {"without a password", "unset", "", ErrPassword}, {"an unset one guessed", "unset", "nobody signs in with this", ErrPassword},
	} {
		wants(t, c.name, h.signIn(c.username, c.password, "", c.name), c.want)
	}
	a, err := h.s.Authenticate(page("GET", h.desk("wang"), ""))
	if err != nil || a.ID != id || !a.Has(Staff, village) {
		t.Errorf("%+v %v", a, err)
	}
	h.exec(`UPDATE accounts SET disabled = TRUE WHERE id = ?`, id)
	wants(t, "barred", h.signIn("wang", password, "", "a"), ErrDisabled)
	wants(t, "barred, with a wrong password", h.signIn("wang", "x", "", "a"), ErrPassword)
}

func TestNobodyCanLockAnotherOut(t *testing.T) {
	h := newHall(t)
	h.staff("wang", Staff, village)
	h.staff("li", Staff, village)
	for range perPair.Burst {
		wants(t, "guessing", h.signIn("wang", "guess", "", "6.6.6.6"), ErrPassword)
	}
	wants(t, "too often", h.signIn("wang", "guess", "", "6.6.6.6"), ErrTooOften)
	wants(t, "even the right one, from there", h.signIn("wang", password, "", "6.6.6.6"), ErrTooOften)
	wants(t, "another name from there", h.signIn("li", password, "", "6.6.6.6"), nil)
	wants(t, "its owner from elsewhere", h.signIn("wang", password, "", "10.0.0.1"), nil)
	for range perAddress.Burst - perPair.Burst - 3 { // as if by sign-ins under many names
		wants(t, "many names", h.s.limit(t.Context(), "signin:6.6.6.6", perAddress), nil)
	}
	wants(t, "too many names", h.signIn("one more", "guess", "", "6.6.6.6"), ErrTooOften)
	wants(t, "everybody else", h.signIn("li", password, "", "10.0.0.2"), nil)
}

// code is what the app on the phone shows.
func (h *hall) code(secret string, at time.Time) string {
	h.Helper()
	c, err := totp.GenerateCode(secret, at)
	if err != nil {
		h.Fatal(err)
	}
	return c
}

func TestACodeIsAskedForOnceItWasTurnedOnAndWorksOnce(t *testing.T) {
	h := newHall(t)
	by := Actor{ID: h.staff("wang", Staff, village)}
	now := h.clock.Now
	wants(t, "a code before there is a secret", h.s.ConfirmTOTP(t.Context(), by, "123456"), ErrTOTPWrong)
	secret, uri, err := h.s.BeginTOTP(t.Context(), by)
	if err != nil || uri != "otpauth://totp/Huiyin:wang?issuer=Huiyin&secret="+secret {
		t.Fatal(uri, err)
	}
	wants(t, "before it is confirmed no code is asked for", h.signIn("wang", password, "", "a"), nil)
	wants(t, "a wrong code", h.s.ConfirmTOTP(t.Context(), by, "000000"), ErrTOTPWrong)
	wants(t, "the right code", h.s.ConfirmTOTP(t.Context(), by, h.code(secret, now())), nil)
	wants(t, "no code", h.signIn("wang", password, "", "a"), ErrTOTP)
	wants(t, "the code that was used to turn it on", h.signIn("wang", password, h.code(secret, now()), "a"), ErrTOTPWrong)
	wants(t, "the next one, a little early", h.signIn("wang", password, h.code(secret, now().Add(30*time.Second)), "a"), nil)
	wants(t, "again", h.signIn("wang", password, h.code(secret, now().Add(30*time.Second)), "a"), ErrTOTPWrong)
	h.clock.Advance(2 * time.Minute)
	wants(t, "a little late", h.signIn("wang", password, h.code(secret, now().Add(-30*time.Second)), "a"), nil)
	wants(t, "too late", h.signIn("wang", password, h.code(secret, now().Add(-90*time.Second)), "a"), ErrTOTPWrong)
	wants(t, "with a wrong password", h.signIn("wang", "x", h.code(secret, now()), "a"), ErrPassword)
	if h.number(`SELECT COUNT(*) FROM accounts WHERE INSTR(totp_sealed, ?) > 0`, secret) != 0 {
		t.Error("the secret is readable")
	}
	_, _, err = h.s.BeginTOTP(t.Context(), by)
	wants(t, "beginning again without a code", err, ErrTOTPOn)
	wants(t, "turned off without a code", h.s.EndTOTP(t.Context(), by, "000000"), ErrTOTPWrong)
	wants(t, "turned off with one", h.s.EndTOTP(t.Context(), by, h.code(secret, now())), nil)
	wants(t, "then no code is asked for", h.signIn("wang", password, "", "b"), nil)
}

func TestCodesCannotBeGuessed(t *testing.T) {
	h := newHall(t)
	by := Actor{ID: h.staff("wang", Staff, village)}
	secret, _, err := h.s.BeginTOTP(t.Context(), by)
	if err != nil {
		t.Fatal(err)
	}
	for range perPair.Burst {
		wants(t, "a guess", h.s.ConfirmTOTP(t.Context(), by, "000000"), ErrTOTPWrong)
	}
	wants(t, "one guess more", h.s.EndTOTP(t.Context(), by, "000000"), ErrTooOften)
	wants(t, "the right one, too late", h.s.ConfirmTOTP(t.Context(), by, h.code(secret, h.clock.Now())), ErrTooOften)
}

func TestOnlyAccountsOfTheStaffPagesHaveCodesAndPasswords(t *testing.T) {
	h := newHall(t)
	_, id := h.phone("li")
	_, _, err := h.s.BeginTOTP(t.Context(), Actor{ID: id})
	wants(t, "a code", err, ErrForbidden)
	wants(t, "a password", h.s.ChangePassword(t.Context(), Actor{ID: id}, "", password), ErrForbidden)
	_, _, err = h.s.BeginTOTP(t.Context(), Actor{ID: 999})
	wants(t, "of nobody", err, ErrNotFound)
}

func TestAPasswordIsChangedByWhoKnowsTheOldOne(t *testing.T) {
	h := newHall(t)
	by := Actor{ID: h.staff("wang-jianguo", Staff, village)}
	change := func(old, fresh string) error { return h.s.ChangePassword(t.Context(), by, old, fresh) }
	wants(t, "a wrong one", change("x", "a new long password"), ErrPassword)
	wants(t, "a short one", change(password, "short"), ErrWeak)
	wants(t, "one's own name", change(password, "wang-jianguo"), ErrWeak)
	wants(t, "a good one", change(password, "a new long password"), nil)
	wants(t, "the old one does not work any more", h.signIn("wang-jianguo", password, "", "a"), ErrPassword)
	wants(t, "the new one does", h.signIn("wang-jianguo", "a new long password", "", "a"), nil)
	for range perPair.Burst {
		_ = change("guess", password)
	}
	wants(t, "guessing", change("guess", password), ErrTooOften)
}
