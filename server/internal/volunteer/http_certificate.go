package volunteer

import (
	"context"
	"io"

	"github.com/danielgtaylor/huma/v2"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/api"
)

func (s *Service) certificateRoutes(a huma.API) {
	staff := account.Roles(account.Staff, account.Admin)
	api.Get(a, "/v1/certificates", "listMyCertificates", account.SignedIn(), s.myCertificatesHTTP)
	api.Post(a, "/v1/certificates", "askCertificate", account.Consented(), s.askCertificateHTTP)
	api.Get(a, "/v1/certificates/{id}/file", "downloadCertificate", account.SignedIn(), s.certificateFileHTTP)
	api.Get(a, "/v1/staff/certificates", "listCertificates", staff, s.certificatesHTTP)
	api.Do(a, "/v1/staff/certificates/{id}/steps", "stepCertificate", staff, s.stepCertificateHTTP)
}

// Schema publishes the states of a certificate.
func (CertificateState) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "how far a certificate of service is", certificateStates)
}

// Schema publishes the steps of a certificate.
func (CertificateStep) Schema(r huma.Registry) *huma.Schema {
	return api.Enum(r, "what staff can do with a certificate of service", certificateSteps)
}

type certificatesOutput struct{ Body api.Page[Certificate] }

func certificatePage(limit int, list []Certificate, err error) (*certificatesOutput, error) {
	return &certificatesOutput{api.Cut(list, limit, func(c Certificate) string { return api.EncodeCursor(c.ID) })}, err
}

func (s *Service) myCertificatesHTTP(ctx context.Context, in *api.Paging) (*certificatesOutput, error) {
	var before int64
	if err := in.After(&before); err != nil {
		return nil, err
	}
	list, err := s.MyCertificates(ctx, account.From(ctx), CertificateID(before), in.Limit+1)
	return certificatePage(in.Limit, list, err)
}

type certificateOutput struct{ Body Certificate }

func (s *Service) askCertificateHTTP(ctx context.Context, in *struct{ Body CertificateDraft }) (*certificateOutput, error) {
	c, err := s.AskCertificate(ctx, account.From(ctx), in.Body)
	return &certificateOutput{c}, err
}

type certificateInput struct {
	ID CertificateID `path:"id" minimum:"1"`
}

func (s *Service) certificateFileHTTP(ctx context.Context, in *certificateInput) (*huma.StreamResponse, error) {
	name, file, err := s.CertificateFile(ctx, account.From(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return api.File(name, "application/pdf", int64(len(file)), func(w io.Writer) error {
		_, err := w.Write(file)
		return err
	}), nil
}

type certificatesInput struct {
	api.Paging
	Community int64            `query:"community" minimum:"1" required:"true"`
	State     CertificateState `query:"state" doc:"all when left out"`
}

func (s *Service) certificatesHTTP(ctx context.Context, in *certificatesInput) (*certificatesOutput, error) {
	var before int64
	if err := in.After(&before); err != nil {
		return nil, err
	}
	list, err := s.Certificates(ctx, account.From(ctx), in.Community, in.State, CertificateID(before), in.Limit+1)
	return certificatePage(in.Limit, list, err)
}

type stepCertificateInput struct {
	ID   CertificateID `path:"id" minimum:"1"`
	Body struct {
		Step   CertificateStep `json:"step"`
		Reason string          `json:"reason,omitempty" maxLength:"100" doc:"as it is told to whoever asked; needed to refuse and to withdraw"`
	}
}

func (s *Service) stepCertificateHTTP(ctx context.Context, in *stepCertificateInput) (*certificateOutput, error) {
	c, err := s.StepCertificate(ctx, account.From(ctx), in.ID, in.Body.Step, in.Body.Reason)
	return &certificateOutput{c}, err
}
