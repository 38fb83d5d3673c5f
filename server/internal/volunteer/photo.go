package volunteer

import (
	"context"
	"errors"
	"io"
	"slices"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/blob"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
	"huiyin/server/internal/platform/photo"
	"huiyin/server/internal/platform/problem"
)

// PhotoID identifies a picture of an activity.
type PhotoID int64

// A Verdict says whether a picture may be shown to those who do not organise.
type Verdict string

const (
	Pending Verdict = "pending"
	Pass    Verdict = "pass"
	Look    Verdict = "review" // a person must look
	Risky   Verdict = "risky"
)

var verdicts = []Verdict{Pending, Pass, Look, Risky}

// A Photo is a picture of an activity; its addresses are good for ten minutes.
type Photo struct {
	ID       PhotoID `json:"id"`
	URL      string  `json:"url"`
	ThumbURL string  `json:"thumb_url"`
	Width    int     `json:"width"`
	Height   int     `json:"height"`
	Cover    bool    `json:"cover"`
	Verdict  Verdict `json:"verdict" doc:"others than organisers get only those that passed"`
}

// photoRow is a picture's row.
type photoRow struct {
	ID       PhotoID
	Activity ID
	Uploader account.ID
	Cover    bool
	key      string
	Width    int
	Height   int
	Verdict  Verdict
	attempts int
}

const (
	mostPhotos = 9        // beside the cover
	maxPhoto   = 10 << 20 // bytes
)

var (
	ErrPhoto  = problem.New(problem.NotFound, "volunteer.photo", "没有找到这张照片，请刷新后再看")
	ErrPhotos = problem.New(problem.Conflict, "volunteer.photos", "一个活动最多 9 张照片，请先删去几张")
	ErrJudge  = problem.New(problem.Conflict, "volunteer.judge", "这张照片不用人工审核，请刷新后再看")
)

// AddPhoto adds a picture to an activity; a new cover takes the old one's place.
func (s *Service) AddPhoto(ctx context.Context, by account.Actor, of ID, cover bool, file io.Reader) (Photo, error) {
	if err := s.mayPicture(ctx, s.DB, by, of); err != nil {
		return Photo{}, err
	}
	pressed, err := s.Photos.Press(ctx, file, maxPhoto)
	if err != nil {
		return Photo{}, err
	}
	p := photoRow{Activity: of, Uploader: by.ID, Cover: cover, key: blob.NewKey(), Width: pressed.Width, Height: pressed.Height, Verdict: Pending}
	for _, v := range pressed.Variants {
		if err := photo.Store(ctx, s.Files, p.key, v); err != nil {
			return Photo{}, err
		}
	}
	gone := []photoRow{p} // when it was sent before, that one stays
	id, err := once.Do(ctx, s.DB, func(tx *db.Tx) (which PhotoID, err error) {
		if gone, err = s.makeRoom(ctx, tx, of, cover); err != nil {
			return 0, err
		}
		return insertPhoto(ctx, tx, p)
	})
	if refusal(err) != "" { // no row names the files
		return Photo{}, errors.Join(err, s.burn(ctx, []photoRow{p}))
	}
	if err != nil {
		return Photo{}, err
	}
	list, err := photosOf(ctx, s.DB, of)
	if err != nil {
		return Photo{}, err
	}
	i := slices.IndexFunc(list, func(p photoRow) bool { return p.ID == id })
	if i < 0 {
		return Photo{}, ErrPhoto
	}
	return s.photo(list[i]), s.burn(ctx, gone)
}

// makeRoom takes the old cover away for a new one, while nobody else changes
// the activity, and says what was taken.
func (s *Service) makeRoom(ctx context.Context, tx *db.Tx, of ID, cover bool) (old []photoRow, err error) {
	if _, err := lockActivity(ctx, tx, of); err != nil {
		return nil, err
	}
	have, err := photosOf(ctx, tx, of)
	others := 0
	for _, h := range have {
		switch {
		case !h.Cover:
			others++
		case cover:
			old = append(old, h)
			if err := deletePhoto(ctx, tx, h.ID); err != nil {
				return nil, err
			}
		}
	}
	if err == nil && !cover && others >= mostPhotos {
		err = ErrPhotos
	}
	return old, err
}

func (s *Service) mayPicture(ctx context.Context, q db.Querier, by account.Actor, id ID) error {
	r, err := activity(ctx, q, id, ``)
	switch {
	case err != nil:
		return err
	case !r.manages(by):
		return ErrMay
	case r.Cancelled != nil:
		return ErrCancelled
	}
	return nil
}

// RemovePhoto takes a picture away, its files too.
func (s *Service) RemovePhoto(ctx context.Context, by account.Actor, id ID, which PhotoID) error {
	var gone photoRow
	err := s.DB.InTx(ctx, func(tx *db.Tx) (err error) {
		if gone, err = s.pictured(ctx, tx, by, id, which); err != nil {
			return err
		}
		return deletePhoto(ctx, tx, which)
	})
	if err != nil {
		return err
	}
	return s.burn(ctx, []photoRow{gone})
}

// JudgePhoto is a person's word on a picture that WeChat could not judge: of
// somebody in office there.
func (s *Service) JudgePhoto(ctx context.Context, by account.Actor, id ID, which PhotoID, shown bool) error {
	return s.DB.InTx(ctx, func(tx *db.Tx) error {
		r, err := activity(ctx, tx, id, ``)
		if err == nil && !holds(by, r.At, makers...) {
			err = ErrMay
		}
		if err != nil {
			return err
		}
		p, err := s.pictured(ctx, tx, by, id, which)
		if err == nil && p.Verdict != Look {
			err = ErrJudge
		}
		if err != nil {
			return err
		}
		verdict := Risky
		if shown {
			verdict = Pass
		}
		return judgePhoto(ctx, tx, which, verdict, by.ID)
	})
}

func (s *Service) pictured(ctx context.Context, tx *db.Tx, by account.Actor, id ID, which PhotoID) (photoRow, error) {
	if err := s.mayPicture(ctx, tx, by, id); err != nil {
		return photoRow{}, err
	}
	p, err := lockPhoto(ctx, tx, which)
	if err == nil && p.Activity != id {
		err = ErrPhoto
	}
	return p, err
}

// burn removes the files of pictures that no row names any more.
func (s *Service) burn(ctx context.Context, gone []photoRow) error {
	for _, p := range gone {
		for _, suffix := range []string{"", "-1280", "-320"} {
			if err := s.Files.Delete(ctx, p.key+suffix); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Service) photo(p photoRow) Photo {
	now := s.DB.Now()
	return Photo{ID: p.ID, URL: s.Links.URL(p.key, 1280, now), ThumbURL: s.Links.URL(p.key, 320, now), Width: p.Width, Height: p.Height, Cover: p.Cover, Verdict: p.Verdict}
}

// pictures are those that somebody may see.
func (s *Service) pictures(rows []photoRow, organises bool) []Photo {
	out := []Photo{}
	for _, p := range rows {
		if organises || p.Verdict == Pass {
			out = append(out, s.photo(p))
		}
	}
	return out
}

// covers gives each activity the address of its cover, when that passed.
func (s *Service) covers(ctx context.Context, q db.Querier, ids []ID, of func(ID) *Activity) error {
	rows, err := coversOf(ctx, q, ids)
	for _, p := range rows {
		of(p.Activity).Cover = s.photo(p).ThumbURL
	}
	return err
}
