package poster

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/blob"
	"huiyin/server/internal/platform/print"
)

// A File is posters on A4, a page each.
type File struct {
	Name string
	PDF  []byte
}

// A page is one poster.
type page struct {
	community, place, building, code string
	image                            []byte
}

// File prints posters whose codes are all there.
func (s *Service) File(ctx context.Context, by account.Actor, w Wish, each Each) (File, error) {
	c, micros, err := s.meant(ctx, by, w)
	if err != nil {
		return File{}, err
	}
	pages, err := s.pages(ctx, c, micros, each)
	if err != nil {
		return File{}, err
	}
	face, err := print.Open(s.Font)
	if err != nil {
		s.Log.ErrorContext(ctx, "poster", "err", err)
		return File{}, ErrFont
	}
	defer face.Close()
	f := File{Name: "网格码_" + c.Name + ".pdf"}
	if w.MicroGrid != 0 {
		f.Name = "网格码_" + micros[0].Name + ".pdf"
	}
	f.PDF, err = sheet(face, f.Name, pages)
	return f, err
}

func (s *Service) pages(ctx context.Context, c grid.Community, micros []grid.MicroGrid, each Each) ([]page, error) {
	kept, err := s.kept(ctx, s.DB, micros)
	if err != nil {
		return nil, err
	}
	names := map[grid.MicroGridID][]string{}
	if each == Buildings {
		if names, err = s.buildings(ctx, c.ID); err != nil {
			return nil, err
		}
	}
	var out []page
	for _, m := range micros {
		if kept[m.ID].key == nil {
			return nil, ErrNotReady
		}
		image, err := s.image(ctx, *kept[m.ID].key)
		if err != nil {
			return nil, err
		}
		p := page{community: c.Name, place: m.Name, code: m.Code, image: image}
		if each != Buildings {
			names[m.ID] = []string{""}
		}
		for _, p.building = range names[m.ID] {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		return nil, ErrBuildings
	}
	return out, nil
}

// buildings are the names of those that lie in each micro-grid.
func (s *Service) buildings(ctx context.Context, id grid.CommunityID) (map[grid.MicroGridID][]string, error) {
	compounds, err := s.Grid.Compounds(ctx, s.DB, id)
	out := map[grid.MicroGridID][]string{}
	for _, c := range compounds {
		for _, b := range c.Buildings {
			for _, m := range b.MicroGrids {
				out[m] = append(out[m], c.Name+" "+b.Name)
			}
		}
	}
	return out, err
}

// image reads a code; one whose file is gone has to be drawn anew.
func (s *Service) image(ctx context.Context, key string) ([]byte, error) {
	file, _, err := s.Files.Get(ctx, key)
	if errors.Is(err, blob.ErrMissing) {
		return nil, ErrNotReady
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(file)
}

// kindOf is what the page's library calls the picture.
func kindOf(image []byte) string {
	if bytes.HasPrefix(image, []byte("\x89PNG")) {
		return "PNG"
	}
	return "JPEG"
}

// same says whether two pages have the same picture.
func same(a, b page) bool { return slices.Equal(a.image, b.image) }
