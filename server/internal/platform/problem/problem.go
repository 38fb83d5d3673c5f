// Package problem is the vocabulary of failure: what went wrong, in terms a
// client can act on. It knows nothing of HTTP, SQL or logging.
package problem

import "time"

// A Kind says what the caller may do about an error.
type Kind int

const (
	Invalid         Kind = iota + 1 // the request must change
	Unauthenticated                 // sign in first
	Forbidden                       // not with this account
	NotFound                        // no such thing, or not visible to this account
	Conflict                        // the thing changed meanwhile; look again
	Limited                         // too often, or too busy; wait for RetryAfter
)

// A Field is one wrong part of a request.
type Field struct {
	Path    string `json:"path" doc:"where, such as body.words"`
	Message string `json:"message" doc:"what is wrong there"`
}

// An Error is shown to the client as it is. Any other error is a bug or an
// outage: it is logged, and the client learns only that it happened.
type Error struct {
	Kind       Kind
	Code       string // stable and machine-readable: "issue.closed"
	Detail     string // one sentence for a person: what happened and what to do next
	RetryAfter time.Duration
	Fields     []Field
}

// New declares an error. Features declare theirs once, as package variables.
func New(kind Kind, code, detail string) *Error {
	return &Error{Kind: kind, Code: code, Detail: detail}
}

func (e *Error) Error() string { return e.Code + ": " + e.Detail }

// Is makes every copy of a declared error equal to it under errors.Is.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}

// With returns a copy that names the wrong fields.
func (e *Error) With(fields ...Field) *Error {
	c := *e
	c.Fields = append(append([]Field{}, e.Fields...), fields...)
	return &c
}

// Saying returns a copy with another sentence, for details only known at run time.
func (e *Error) Saying(detail string) *Error {
	c := *e
	c.Detail = detail
	return &c
}

// After returns a copy that asks the client to wait.
func (e *Error) After(d time.Duration) *Error {
	c := *e
	c.RetryAfter = d
	return &c
}
