package issue

import (
	"context"
	"io"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/blob"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/photo"
)

// A Photo is a picture of an issue; its addresses are good for ten minutes.
type Photo struct {
	ID         int64      `json:"id"`
	URL        string     `json:"url"`
	ThumbURL   string     `json:"thumb_url"`
	Width      int        `json:"width"`
	Height     int        `json:"height"`
	Moderation Moderation `json:"moderation"`
}

// MaxPhoto is how many bytes one photo may weigh.
const MaxPhoto = 10 << 20

// Upload keeps a photo for an issue that is still to be filed or answered. It
// is re-encoded: what a camera wrote beside the picture is gone.
func (s *Service) Upload(ctx context.Context, by account.Actor, r io.Reader) (Photo, error) {
	pressed, err := s.Photos.Press(ctx, r, MaxPhoto)
	if err != nil {
		return Photo{}, err
	}
	row := photoRow{key: blob.NewKey(), width: pressed.Width, height: pressed.Height, verdict: Pending}
	for _, v := range pressed.Variants {
		if err := photo.Store(ctx, s.Files, row.key, v); err != nil {
			return Photo{}, err
		}
	}
	err = s.DB.InTx(ctx, func(tx *db.Tx) (err error) {
		row.id, err = insertPhoto(ctx, tx, by.ID, row)
		return err
	})
	return s.photo(row), err
}

func (s *Service) photo(p photoRow) Photo {
	now := s.DB.Now()
	return Photo{ID: p.id, URL: s.Links.URL(p.key, 1280, now), ThumbURL: s.Links.URL(p.key, 320, now), Width: p.width, Height: p.height, Moderation: p.verdict}
}

// photos shows those of one version; outsiders see only what WeChat let pass.
func (s *Service) photos(rows []photoRow, version int, inside bool) []Photo {
	out := []Photo{}
	for _, p := range rows {
		if p.version == version && (inside || p.verdict == Pass) {
			out = append(out, s.photo(p))
		}
	}
	return out
}
