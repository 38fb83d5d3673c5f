package sim

import (
	_ "embed" // the page
	"html/template"
	"net/http"
	"os"
	"path/filepath"
)

//go:embed page/index.html
var pageText string

const unbuilt = "The phone is not built: run npm ci and npm run build in miniprogram/, then start again.\n"

// pageRoutes serves the page with the phones, and the phone itself.
func (s *Sim) pageRoutes() {
	page := template.Must(template.New("page").Parse(pageText))
	s.mux.HandleFunc("GET /_sim/{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_ = page.Execute(w, s.World) // the reader went away
	})
	files := http.StripPrefix("/_sim/phone/", http.FileServer(http.Dir(s.PhoneDir)))
	s.mux.HandleFunc("GET /_sim/phone/", func(w http.ResponseWriter, r *http.Request) {
		if _, err := os.Stat(filepath.Join(s.PhoneDir, "phone.js")); s.PhoneDir == "" || err != nil {
			http.Error(w, unbuilt, http.StatusServiceUnavailable)
			return
		}
		w.Header().Set("Cache-Control", "no-store")
		files.ServeHTTP(w, r)
	})
}
