package volunteer

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

const certificateColumns = `c.id, c.community_id, c.volunteer_id, c.account_id, v.relation, c.name_sealed, c.from_day, c.until_day, c.state, c.asked_at, c.decided_at,
	c.reason, c.issued_at, c.issuer, c.code, c.minutes, c.services`

const certificateTables = ` FROM volunteer_certificates c JOIN volunteers v ON v.id = c.volunteer_id`

func (c *certificate) columns() []any {
	return []any{&c.ID, &c.Community, &c.Person, &c.Account, &c.Relation, &c.sealed, &c.From, &c.Until, &c.State, &c.Asked, &c.Decided,
		&c.Reason, &c.Issued, &c.Issuer, &c.Code, &c.Minutes, &c.services}
}

func insertCertificate(ctx context.Context, tx *db.Tx, by account.Actor, d CertificateDraft, sealed []byte) (CertificateID, error) {
	id, err := db.Insert(ctx, tx, `INSERT INTO volunteer_certificates (community_id, volunteer_id, account_id, name_sealed, from_day, until_day, state, asked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		by.Home.Community, d.Person, by.ID, sealed, d.From.String(), d.Until.String(), Asked, tx.Now)
	return CertificateID(id), err
}

func askedFor(ctx context.Context, q db.Querier, who PersonID) (bool, error) {
	return db.One(ctx, q, db.Value[bool], `SELECT EXISTS (SELECT 1 FROM volunteer_certificates WHERE volunteer_id = ? AND state = ?)`, who, Asked)
}

func certificateByID(ctx context.Context, q db.Querier, id CertificateID, more string) (certificate, error) {
	c, err := db.One(ctx, q, (*certificate).columns, `SELECT `+certificateColumns+certificateTables+` WHERE c.id = ?`+more, id)
	if db.Missing(err) {
		err = ErrCertificate
	}
	return c, err
}

func certificateByCode(ctx context.Context, q db.Querier, code string) (certificate, error) {
	c, err := db.One(ctx, q, (*certificate).columns, `SELECT `+certificateColumns+certificateTables+` WHERE c.code = ?`, code)
	if db.Missing(err) {
		err = ErrCertificate
	}
	return c, err
}

type certificateQuery struct {
	account   account.ID
	community int64
	state     CertificateState
	before    CertificateID
	limit     int
}

func certificates(ctx context.Context, q db.Querier, f certificateQuery) ([]certificate, error) {
	var w db.Where
	db.Equal(&w, "c.account_id", f.account)
	db.Equal(&w, "c.community_id", f.community)
	db.Equal(&w, "c.state", f.state)
	if f.before != 0 {
		w.And("c.id < ?", f.before)
	}
	return db.All(ctx, q, (*certificate).columns, `SELECT `+certificateColumns+certificateTables+w.SQL()+` ORDER BY c.id DESC LIMIT ?`, w.Args(f.limit)...)
}

func issueCertificate(ctx context.Context, tx *db.Tx, c certificate, by account.ID) error {
	_, err := tx.ExecContext(ctx, `UPDATE volunteer_certificates SET state = ?, decided_by = ?, decided_at = ?, issued_at = ?, issuer = ?, code = ?, minutes = ?, services = ? WHERE id = ?`,
		Issued, by, tx.Now, tx.Now, c.Issuer, c.Code, c.Minutes, c.services, c.ID)
	return err
}

func endCertificate(ctx context.Context, tx *db.Tx, id CertificateID, to CertificateState, reason string, by account.ID) error {
	_, err := tx.ExecContext(ctx, `UPDATE volunteer_certificates SET state = ?, decided_by = ?, decided_at = ?, reason = ? WHERE id = ?`, to, by, tx.Now, reason, id)
	return err
}
