package volunteer

import (
	_ "embed" // the page's template
	"errors"
	"html/template"
	"net/http"
	"strings"

	"huiyin/server/internal/calendar"
)

// CheckPath is where anybody confirms a certificate, without signing in.
const CheckPath = "/certificates"

//go:embed certificate.html
var checkHTML string

var checkPage = template.Must(template.New("certificate").Parse(checkHTML))

// checked is what the page shows: no more of a name than compares with a paper.
type checked struct {
	Code    string // that was asked for; empty when none was
	Found   bool
	Holds   bool // issued, and not withdrawn
	Number  string
	Name    string
	From    string
	Until   string
	Hours   string
	Issuer  string
	Issued  string
	Decided string
	Failed  bool // of ours
}

// CheckHandler serves the page that confirms certificates. 128 random bits
// need no limit on guesses.
func (s *Service) CheckHandler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		code := strings.TrimPrefix(strings.TrimPrefix(r.URL.Path, CheckPath), "/")
		if code == "" {
			code = r.URL.Query().Get("code")
		}
		v, err := s.checked(r, plainCode(code))
		status := http.StatusOK
		switch {
		case err != nil:
			s.Log.ErrorContext(r.Context(), "certificate page", "err", err)
			v, status = checked{Failed: true}, http.StatusInternalServerError
		case v.Code != "" && !v.Found:
			status = http.StatusNotFound
		}
		h := w.Header()
		h.Set("Content-Type", "text/html; charset=utf-8")
		h.Set("Cache-Control", "no-store")
		h.Set("X-Robots-Tag", "noindex")
		w.WriteHeader(status)
		if err := checkPage.Execute(w, v); err != nil {
			s.Log.DebugContext(r.Context(), "certificate page", "err", err) // the reader has gone
		}
	})
}

func (s *Service) checked(r *http.Request, code string) (v checked, err error) {
	if code == "" {
		return v, nil
	}
	v.Code = grouped(code)
	c, err := certificateByCode(r.Context(), s.DB, code)
	if errors.Is(err, ErrCertificate) {
		return v, nil
	}
	if err != nil {
		return v, err
	}
	name, err := s.Seal.Open(c.sealed, sealedCertificate)
	if err != nil {
		return v, err
	}
	v.Found, v.Holds, v.Number, v.Name, v.Issuer = true, c.State == Issued, c.number(), masked(name), c.Issuer
	v.From, v.Until, v.Hours = chinese(c.From), chinese(c.Until), hoursText(c.Minutes)
	v.Issued, v.Decided = chinese(calendar.DateOf(*c.Issued)), chinese(calendar.DateOf(*c.Decided))
	return v, nil
}

// plainCode takes out of a code what people put in to read it.
func plainCode(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' || r >= '2' && r <= '7' {
			return r
		}
		return -1
	}, strings.ToUpper(clip(text, 64)))
}
