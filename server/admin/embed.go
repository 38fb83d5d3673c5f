// Package admin serves the staff pages, which are part of the binary.
package admin

import (
	"embed"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

//go:embed all:dist
var built embed.FS

const (
	base    = "/admin/"
	missing = "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>回音</title>" +
		"<p>这个程序里没有打包工作台页面。请在 server/admin 目录运行 npm ci 和 npm run build，再重新编译。</p></html>\n"
	policy = "default-src 'self'; img-src 'self' data: blob: %s; style-src 'self' 'unsafe-inline'; " +
		"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

// Handler serves everything below /admin/. Addresses that are no file are
// pages of the single-page application and get its index.html. Photos come
// from the server's public address, which may differ from the one in use.
func Handler(public string) http.Handler {
	dist, err := fs.Sub(built, "dist")
	if err != nil {
		panic(err) // the name is a constant and valid
	}
	return handler(dist, public)
}

func handler(dist fs.FS, public string) http.Handler {
	policy := fmt.Sprintf(policy, public)
	files := http.FileServerFS(dist)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, below := strings.CutPrefix(r.URL.Path, base)
		switch {
		case !below:
			http.Redirect(w, r, base, http.StatusMovedPermanently)
		case strings.HasPrefix(name, "assets/"): // named by their content
			w.Header().Set("X-Content-Type-Options", "nosniff")
			if !isFile(dist, name) {
				w.Header().Set("Cache-Control", "no-store") // an older page asks for what is gone
				http.NotFound(w, r)
				return
			}
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
			http.StripPrefix(base, files).ServeHTTP(w, r)
		case path.Ext(name) != "" && name != "index.html" && isFile(dist, name):
			w.Header().Set("X-Content-Type-Options", "nosniff")
			w.Header().Set("Cache-Control", "no-cache")
			http.StripPrefix(base, files).ServeHTTP(w, r)
		default:
			index(w, dist, policy)
		}
	})
}

func isFile(dist fs.FS, name string) bool {
	info, err := fs.Stat(dist, name)
	return err == nil && info.Mode().IsRegular()
}

func index(w http.ResponseWriter, dist fs.FS, policy string) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	page, err := fs.ReadFile(dist, "index.html")
	if err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = io.WriteString(w, missing)
		return
	}
	_, _ = w.Write(page)
}
