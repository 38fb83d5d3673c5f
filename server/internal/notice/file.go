package notice

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"path"
	"strconv"
	"strings"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/blob"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/photo"
)

// MaxFile is how many bytes an attachment may weigh.
const MaxFile = 10 << 20

// A File is a picture or a document of a notice; its addresses are good for half
// an hour.
type File struct {
	ID       int64  `json:"id"`
	Kind     string `json:"kind" doc:"picture, pdf, docx, xlsx or pptx"`
	Name     string `json:"name"`
	Bytes    int64  `json:"bytes"`
	URL      string `json:"url"`
	ThumbURL string `json:"thumb_url" doc:"of a picture; else empty"`
	Src      string `json:"src" doc:"for img in the rich text; the address does as well"`
}

const picture = "picture"

// types are what is kept, by what the content says that it is.
var types = map[string][]string{"application/pdf": {"pdf"}, "application/zip": {"docx", "xlsx", "pptx"}}

// Upload keeps a file for a notice that is being written.
func (s *Service) Upload(ctx context.Context, by account.Actor, community int64, name string, r io.Reader) (File, error) {
	if !holds(by, account.Territory{Community: community}, writers...) {
		return File{}, ErrMay
	}
	data, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err != nil {
		return File{}, err
	}
	if len(data) > MaxFile {
		return File{}, ErrLarge
	}
	f := fileRow{community: community, key: blob.NewKey(), name: short(path.Base(strings.ReplaceAll(name, `\`, "/")), 100), bytes: int64(len(data))}
	if err := s.keep(ctx, &f, data); err != nil {
		return File{}, err
	}
	err = s.DB.InTx(ctx, func(tx *db.Tx) (err error) {
		f.id, err = insertFile(ctx, tx, by.ID, f)
		return err
	})
	return s.file(f), err
}

func (s *Service) keep(ctx context.Context, f *fileRow, data []byte) error {
	kind := http.DetectContentType(data)
	if strings.HasPrefix(kind, "image/") {
		f.kind = picture
		pressed, err := s.Photos.Press(ctx, bytes.NewReader(data), MaxFile)
		for _, v := range pressed.Variants {
			if err == nil {
				err = photo.Store(ctx, s.Files, f.key, v)
			}
		}
		return err
	}
	for _, k := range types[kind] {
		if strings.EqualFold(path.Ext(f.name), "."+k) {
			f.kind = k
			return s.Files.Put(ctx, f.key, bytes.NewReader(data), f.bytes, kind)
		}
	}
	return ErrFormat
}

func (s *Service) file(f fileRow) File {
	out := File{ID: f.id, Kind: f.kind, Name: f.name, Bytes: f.bytes, URL: s.Links.URL(f.key, 0, s.DB.Now()), Src: "notice-file:" + strconv.FormatInt(f.id, 10)}
	if f.kind == picture {
		out.URL, out.ThumbURL = s.Links.URL(f.key, 1280, s.DB.Now()), s.Links.URL(f.key, 320, s.DB.Now())
	}
	return out
}

func (s *Service) files(ctx context.Context, q db.Querier, id ID) ([]File, error) {
	rows, err := filesOf(ctx, q, id)
	out := make([]File, len(rows))
	for i, f := range rows {
		out[i] = s.file(f)
	}
	return out, err
}
