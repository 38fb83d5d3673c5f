package api

import (
	"io"
	"net/url"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
)

// File answers with a file to be saved; size is 0 when it is not known before.
// An error after its beginning can only cut it off, which the browser notices.
func File(name, kind string, size int64, write func(io.Writer) error) *huma.StreamResponse {
	return &huma.StreamResponse{Body: func(c huma.Context) {
		c.SetHeader("Content-Type", kind)
		c.SetHeader("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(name))
		c.SetHeader("Cache-Control", "no-store")
		if size > 0 {
			c.SetHeader("Content-Length", strconv.FormatInt(size, 10))
		}
		if err := write(c.BodyWriter()); err != nil {
			panic(err)
		}
	}}
}
