package volunteer

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/base32"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
	"huiyin/server/internal/push"
)

// AskCertificate asks the community to certify what somebody served.
func (s *Service) AskCertificate(ctx context.Context, by account.Actor, d CertificateDraft) (Certificate, error) {
	today := calendar.DateOf(s.DB.Now())
	switch d.Name = strings.TrimSpace(d.Name); {
	case by.Home.Community == 0:
		return Certificate{}, ErrHome
	case d.Name == "":
		return Certificate{}, ErrName
	case d.Until < d.From || d.Until > today || today-d.From > farthestBack:
		return Certificate{}, ErrPeriod
	}
	sealed, err := s.Seal.Seal(d.Name, sealedCertificate)
	if err != nil {
		return Certificate{}, err
	}
	if d.Person == 0 {
		if d.Person, err = s.itself(ctx, by); err != nil {
			return Certificate{}, err
		}
	}
	id, err := once.Do(ctx, s.DB, func(tx *db.Tx) (CertificateID, error) {
		if err := s.mayAsk(ctx, tx, by, d); err != nil {
			return 0, err
		}
		return insertCertificate(ctx, tx, by, d, sealed)
	})
	if err != nil {
		return Certificate{}, err
	}
	return s.Certificate(ctx, by, id)
}

// mayAsk: for one's own people, one at a time, when there is something to certify.
func (s *Service) mayAsk(ctx context.Context, tx *db.Tx, by account.Actor, d CertificateDraft) error {
	p, err := lockPerson(ctx, tx, d.Person)
	if err == nil && (p.Account != by.ID || p.Removed != nil) {
		err = ErrPerson
	}
	if err != nil {
		return err
	}
	if waits, err := askedFor(ctx, tx, d.Person); err != nil || waits {
		return cmp.Or[error](err, ErrAsked)
	}
	c := certificate{Community: by.Home.Community, Person: d.Person, From: d.From, Until: d.Until}
	if _, minutes, _, err := s.counted(ctx, tx, c); err != nil || minutes == 0 {
		return cmp.Or[error](err, ErrNoHours)
	}
	return nil
}

// counted is what counts of somebody's service in the certificate's days, and
// whether some of it waits for a second person.
func (s *Service) counted(ctx context.Context, q db.Querier, c certificate) (list []certified, minutes int, waits bool, err error) {
	rows, err := signups(ctx, q, signupQuery{person: c.Person, community: c.Community, state: Confirmed, begun: s.DB.Now(),
		since: c.From.At(0), until: (c.Until + 1).At(0)})
	if err != nil {
		return nil, 0, false, err
	}
	served, err := s.withHours(ctx, q, rows)
	for _, v := range served {
		waits = waits || v.Service && slices.ContainsFunc(v.History, func(h Hours) bool { return h.Accepted == nil })
		if v.Minutes > 0 {
			list = append(list, certified{calendar.DateOf(v.Signup.Starts), v.Signup.Title, v.Minutes})
			minutes += v.Minutes
		}
	}
	return list, minutes, waits, err
}

// Certificate is one, for whoever asked for it and for staff.
func (s *Service) Certificate(ctx context.Context, by account.Actor, id CertificateID) (Certificate, error) {
	c, err := certificateByID(ctx, s.DB, id, ``)
	if err == nil && c.Account != by.ID && !c.staffed(by) {
		err = ErrCertificate
	}
	if err != nil {
		return Certificate{}, err
	}
	list, err := s.certificateViews(ctx, by, []certificate{c})
	if err != nil {
		return Certificate{}, err
	}
	return list[0], nil
}

// MyCertificates lists what the actor asked for, the newest first.
func (s *Service) MyCertificates(ctx context.Context, by account.Actor, before CertificateID, limit int) ([]Certificate, error) {
	rows, err := certificates(ctx, s.DB, certificateQuery{account: by.ID, before: before, limit: limit})
	if err != nil {
		return nil, err
	}
	return s.certificateViews(ctx, by, rows)
}

// Certificates lists a community's, the newest first, for its staff.
func (s *Service) Certificates(ctx context.Context, by account.Actor, community int64, state CertificateState, before CertificateID, limit int) ([]Certificate, error) {
	if c := (certificate{Community: community}); !c.staffed(by) {
		return nil, ErrNotFound
	}
	rows, err := certificates(ctx, s.DB, certificateQuery{community: community, state: state, before: before, limit: limit})
	if err != nil {
		return nil, err
	}
	return s.certificateViews(ctx, by, rows)
}

func (s *Service) certificateViews(ctx context.Context, by account.Actor, rows []certificate) ([]Certificate, error) {
	out, askers := make([]Certificate, len(rows)), make([]account.ID, len(rows))
	for i, c := range rows {
		askers[i] = c.Account
	}
	cards, err := s.Accounts.Cards(ctx, s.DB, askers...)
	for i, c := range rows {
		v := Certificate{ID: c.ID, From: c.From, Until: c.Until, State: c.State, Minutes: c.Minutes, Number: c.number(), Issuer: c.Issuer,
			Asked: c.Asked, Issued: c.Issued, Decided: c.Decided, Reason: c.Reason, By: cards[c.Account].DisplayName, Relation: c.Relation, May: c.may(by)}
		if c.staffed(by) {
			v.Phone = cards[c.Account].PhoneMasked
		}
		if c.Code != nil {
			v.Code = grouped(*c.Code)
		}
		if c.State == Asked && err == nil {
			_, v.Minutes, v.Waits, err = s.counted(ctx, s.DB, c)
		}
		if err == nil {
			v.Name, err = s.Seal.Open(c.sealed, sealedCertificate)
		}
		out[i] = v
	}
	return out, err
}

// StepCertificate issues a certificate, refuses it, or takes it back.
func (s *Service) StepCertificate(ctx context.Context, by account.Actor, id CertificateID, step CertificateStep, reason string) (Certificate, error) {
	reason = strings.TrimSpace(reason)
	err := s.DB.InTx(ctx, func(tx *db.Tx) error {
		c, err := certificateByID(ctx, tx, id, ` FOR UPDATE`)
		if err == nil && !c.staffed(by) {
			err = ErrCertificate
		}
		if err == nil {
			err = stranger(ctx, tx, by, ErrOwn, c.Account)
		}
		switch {
		case err != nil:
			return err
		case !slices.Contains(c.may(by), step):
			return ErrCertStep
		case step != Issue && reason == "":
			return ErrReason
		}
		switch step {
		case Refuse:
			err = endCertificate(ctx, tx, id, Refused, reason, by.ID)
		case Recall:
			err = endCertificate(ctx, tx, id, Recalled, reason, by.ID)
		default:
			err = s.issue(ctx, tx, by, c)
		}
		if err != nil {
			return err
		}
		return s.tellCertificate(ctx, tx, c, step, reason)
	})
	if err != nil {
		return Certificate{}, err
	}
	s.Push.Wake(ctx)
	return s.Certificate(ctx, by, id)
}

// issue keeps what counts now: later corrections need another certificate.
func (s *Service) issue(ctx context.Context, tx *db.Tx, by account.Actor, c certificate) error {
	list, minutes, waits, err := s.counted(ctx, tx, c)
	switch {
	case err != nil:
		return err
	case waits:
		return ErrWaits
	case minutes == 0:
		return ErrNoHours
	}
	where, err := s.where(ctx, tx, account.Territory{Community: c.Community})
	if err != nil {
		return err
	}
	if c.services, err = json.Marshal(list); err != nil {
		return err
	}
	b := make([]byte, 16)
	rand.Read(b)
	code := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b)
	c.Minutes, c.Issuer, c.Code = minutes, where.Name, &code
	return issueCertificate(ctx, tx, c, by.ID)
}

// tellCertificate tells whoever asked. The name on it is not in the message.
func (s *Service) tellCertificate(ctx context.Context, tx *db.Tx, c certificate, step CertificateStep, reason string) error {
	told := map[CertificateStep]struct{ title, status, body string }{
		Issue:  {"服务证明已开具", "已开具", "您申请的志愿服务证明开好了，点开就能查看和保存。"},
		Refuse: {"服务证明没有开具", "没有开具", "您申请的志愿服务证明没有开具：" + reason + "。"},
		Recall: {"服务证明已撤回", "已撤回", "之前开具的志愿服务证明撤回了：" + reason + "。如有疑问请联系社区。"},
	}[step]
	_, err := s.Push.Send(ctx, tx, push.Message{To: c.Account, Community: c.Community, Kind: push.Status, Event: "certificate.changed", Title: told.title, Body: told.body,
		Fields: map[string]string{"title": "志愿服务证明", "status": told.status, "time": startText(tx.Now), "note": clip(told.body, 20)},
		Page:   "packages/activity/certificates/certificates", Subject: fmt.Sprintf("certificate:%d", c.ID)})
	return err
}
