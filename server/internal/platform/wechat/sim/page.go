package sim

import (
	"embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

//go:embed page
var pageFiles embed.FS

const unbuilt = "The phone is not built: run npm ci and npm run build in miniprogram/, then start again.\n"

// pageRoutes serves the page with the phones, and the phone itself.
func (s *Sim) pageRoutes() {
	page := template.Must(template.ParseFS(pageFiles, "page/index.html"))
	s.mux.HandleFunc("GET /_sim/{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		_ = page.Execute(w, s.desk()) // the reader went away
	})
	s.mux.Handle("GET /_sim/page/", http.StripPrefix("/_sim/", http.FileServerFS(pageFiles)))
	s.mux.HandleFunc("GET /_sim/stream", s.stream)
	s.mux.HandleFunc("GET /_sim/cards/{id}/image", s.cardImage)
	s.mux.HandleFunc("GET /_sim/qr/{id}", s.codeImage)
	s.mux.HandleFunc("GET /_sim/l/{id}", s.openLink)
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

// builtPages are the pages that the build of the phone wrote down; none when
// it is not built.
func builtPages(dir string) (list []string) {
	b, err := os.ReadFile(filepath.Join(dir, "pages.json"))
	if err != nil || json.Unmarshal(b, &list) != nil {
		return nil
	}
	return list
}

// pages are the released pages of an app; none means that every page exists.
func (s *Sim) pages(app *App) []string {
	if len(app.Pages) > 0 {
		return app.Pages
	}
	return s.built
}

// desk is what the page is drawn from before anything happened.
func (s *Sim) desk() map[string]any {
	d := s.World.Desk
	for i := 0; i < len(s.World.Users) && len(d.Phones) < 4 && len(s.World.Desk.Phones) == 0; i++ {
		d.Phones = append(d.Phones, s.World.Users[i].ID)
	}
	if d.Group == "" && len(s.World.Groups) > 0 {
		d.Group = s.World.Groups[0].ID
	}
	users := []map[string]string{}
	for _, u := range s.World.Users {
		users = append(users, map[string]string{"id": u.ID, "nick": u.Nick, "about": u.About})
	}
	app := s.app(s.defaultApp(who{}).App)
	if app == nil {
		app = &App{}
	}
	return map[string]any{"phones": d.Phones, "group": d.Group, "groups": s.World.Groups, "users": users, "app": map[string]string{"id": app.ID, "name": app.Name}, "backend": s.Backend, "stories": s.World.Stories}
}

const calm = 200 * time.Millisecond // the page is told at most so often

// stream tells the page everything whenever something happened.
func (s *Sim) stream(w http.ResponseWriter, r *http.Request) {
	out := http.NewResponseController(w)
	if err := out.SetWriteDeadline(time.Time{}); err != nil {
		s.Log.Warn("the page's stream may end early", "err", err)
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	for {
		s.mu.Lock()
		b, err := json.Marshal(s.view())
		changed := s.changed
		s.mu.Unlock()
		if err != nil {
			s.Log.Error("the page's view", "err", err)
			return
		}
		if _, err := fmt.Fprintf(w, "data: %s\n\n", b); err != nil {
			return
		}
		if out.Flush() != nil {
			return
		}
		select {
		case <-changed:
		case <-s.closed:
			return
		case <-time.After(15 * time.Second): // a sign of life
		case <-r.Context().Done():
			return
		}
		time.Sleep(calm)
	}
}

// cardImage is a card's picture that came as data:image/jpeg;base64,….
func (s *Sim) cardImage(w http.ResponseWriter, r *http.Request) {
	id, _ := strconv.ParseInt(r.PathValue("id"), 10, 64) // 0 is no card
	s.mu.Lock()
	var data string
	for _, c := range s.Cards {
		if c.ID == id {
			data = c.Image
		}
	}
	s.mu.Unlock()
	head, body, _ := strings.Cut(data, ",")
	kind := strings.TrimSuffix(strings.TrimPrefix(head, "data:"), ";base64")
	b, err := base64.StdEncoding.DecodeString(body)
	if err != nil || kind != "image/jpeg" && kind != "image/png" {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", kind)
	_, _ = w.Write(b)
}

func (s *Sim) codeImage(w http.ResponseWriter, r *http.Request) {
	id, _ := strconv.ParseInt(r.PathValue("id"), 10, 64) // 0 is no code
	s.mu.Lock()
	var d drawn
	for _, x := range s.Drawn {
		if x.ID == id {
			d = x
		}
	}
	s.mu.Unlock()
	if d.ID == 0 {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", d.Kind)
	_, _ = w.Write(d.Image)
}

const fromOutside = 1194 // scene of a URL link

// openLink is a tap on a URL link outside WeChat: it opens the mini-program on
// the phone of ?user, or of the first one on the desk.
func (s *Sim) openLink(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	l, there := s.Links[r.PathValue("id")]
	dead := s.now().After(l.Until)
	s.mu.Unlock()
	if !there || dead {
		http.Error(w, "这个链接不存在，或者已经过期", http.StatusNotFound)
		return
	}
	user := r.URL.Query().Get("user")
	if phones := s.desk()["phones"].([]string); user == "" && len(phones) > 0 {
		user = phones[0]
	}
	v := url.Values{"user": {user}, "app": {l.App}, "path": {l.Path + "?" + l.Query}, "scene": {strconv.Itoa(fromOutside)}}
	http.Redirect(w, r, "/_sim/phone/?"+v.Encode(), http.StatusFound)
}
