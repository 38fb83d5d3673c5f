package wechat

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/silenceper/wechat/v2/util"
)

// Codes of our own, apart from WeChat's.
const (
	CodeNoAnswer    = -90001 // no answer, or not one of WeChat's: the outcome is unknown
	CodeUnknownApp  = -90002
	CodeSealed      = -90003 // data from a phone that no session key opens: sign in and ask again
	CodeForeign     = -90004 // data from a phone that is another app's, or old
	CodeUndelivered = -90005 // WeChat took a message and could not bring it
)

// An Error is WeChat's refusal, or the lack of an answer. It never holds a
// secret, a token or an address.
type Error struct {
	Code    int64
	Message string
	RID     string // names the call in WeChat's own log
}

func (e *Error) Error() string { return fmt.Sprintf("wechat %d: %s", e.Code, e.Message) }

// Unknown says that the call may or may not have taken effect.
func (e *Error) Unknown() bool { return e.Code == CodeNoAnswer }

// Temporary says that nothing happened and that the same call may work later.
func (e *Error) Temporary() bool { return e.Code == -1 || e.Code == 45011 || tokenRefused(e.Code) }

func tokenRefused(code int64) bool { return code == 40001 || code == 40014 || code == 42001 }

var (
	// the SDK writes errcode=%v , errmsg=%v and two variants of it
	sdkText = regexp.MustCompile(`(?s)errcode=(-?\d+)\s*,\s*(?:errmsg|errormsg)=(.*)$`)
	ridText = regexp.MustCompile(`\s*,?\s*rid: ?([0-9a-z-]+)`)
)

// asError turns each of the SDK's kinds of error into ours.
func asError(err error) error {
	var own *Error
	if err == nil || errors.As(err, &own) {
		return err
	}
	var common *util.CommonError
	if errors.As(err, &common) {
		return newError(common.ErrCode, common.ErrMsg)
	}
	if m := sdkText.FindStringSubmatch(err.Error()); m != nil {
		code, _ := strconv.ParseInt(m[1], 10, 64)
		return newError(code, m[2])
	}
	return &Error{Code: CodeNoAnswer, Message: "no usable answer"} // the text may hold an address with the secret
}

func newError(code int64, message string) *Error {
	e := &Error{Code: code, Message: strings.TrimSpace(ridText.ReplaceAllString(message, ""))}
	if m := ridText.FindStringSubmatch(message); m != nil {
		e.RID = m[1]
	}
	return e
}
