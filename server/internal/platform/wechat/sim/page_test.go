package sim

import (
	"bufio"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAnOpenPageIsToldWhatHappens(t *testing.T) {
	b := newBench(t)
	b.share("u1", group1, map[string]any{"title": "先来的卡片", "path": "x"})
	resp, err := http.Get(b.base + "/_sim/stream")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	lines := bufio.NewScanner(resp.Body)
	lines.Buffer(nil, 1<<20)
	hear := func(what string) {
		t.Helper()
		for lines.Scan() {
			if strings.Contains(lines.Text(), what) {
				return
			}
		}
		t.Fatal("the stream ended before: ", what)
	}
	hear("先来的卡片")
	b.share("u1", group1, map[string]any{"title": "后来的卡片", "path": "x"})
	hear("后来的卡片")
	b.sim.Close()
	for lines.Scan() { // it ends by itself, or the test does not
	}
}

func TestACardsPictureHasAnAddress(t *testing.T) {
	b := newBench(t)
	b.share("u1", group1, map[string]any{"path": "x", "image": "data:image/jpeg;base64,/9j/"})
	b.share("u1", group1, map[string]any{"path": "x", "image": "data:text/html;base64,PGI+"})
	b.sim.mu.Lock()
	shown := b.sim.shownCards()
	b.sim.mu.Unlock()
	if w := b.get(shown[0].Image); w.Code != 200 || w.Header().Get("Content-Type") != "image/jpeg" || w.Body.String() != "\xff\xd8\xff" {
		t.Error(shown[0].Image, w.Code, w.Header())
	}
	if w := b.get(shown[1].Image); w.Code != 404 {
		t.Error("only pictures: ", w.Code)
	}
}

func TestThePageComesWithItsPartsAndThePhone(t *testing.T) {
	b := newBench(t)
	page := b.get("/_sim/").Body.String()
	if !strings.Contains(page, `"phones":["u1","u2","bad"]`) || !strings.Contains(page, `"group":"g1"`) {
		t.Error(page)
	}
	for _, part := range []string{"page.js", "drawer.js", "controls.js", "dom.js", "page.css", "drawer.css"} {
		if w := b.get("/_sim/page/" + part); w.Code != 200 {
			t.Error(part, w.Code)
		}
	}
	if w := b.get("/_sim/phone/"); w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "npm run build") {
		t.Error("a phone that is not built says what to do: ", w.Code, w.Body)
	}
}

func TestTheBuiltPhonesPagesAreTheReleasedOnes(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"pages.json": `["pages/home/home"]`, "phone.js": "1"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := New(Options{World: World{Apps: []App{{ID: "a"}}}, PhoneDir: dir})
	if app := s.app("a"); !s.hasPage(app, "pages/home/home?x=1") || s.hasPage(app, "pages/none") {
		t.Error(s.pages(app))
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", "/_sim/phone/phone.js", nil))
	if w.Code != 200 || w.Body.String() != "1" {
		t.Error(w.Code, w.Body)
	}
}
