package admin

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

var pages = fstest.MapFS{
	".keep":              {},
	"index.html":         {Data: []byte("<title>the pages</title>")},
	"mark.svg":           {Data: []byte("<svg/>")},
	"assets/index-a1.js": {Data: []byte("let a=1")},
}

func get(h http.Handler, path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w
}

func TestAnAddressOfThePagesGetsTheIndexWhichIsNeverCached(t *testing.T) {
	for _, path := range []string{"/admin/", "/admin/issues", "/admin/issues/12", "/admin/index.html", "/admin/assets-of-grid", "/admin/a.b"} {
		w := get(handler(pages, "https://huiyin.example"), path)
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "the pages") {
			t.Errorf("%s: %d %q", path, w.Code, w.Body)
		}
		if w.Header().Get("Cache-Control") != "no-store" || !strings.Contains(w.Header().Get("Content-Security-Policy"), "blob: https://huiyin.example; style-src") {
			t.Errorf("%s: headers %v", path, w.Header())
		}
	}
}

func TestAFileNamedByItsContentIsCachedForEver(t *testing.T) {
	w := get(handler(pages, "https://huiyin.example"), "/admin/assets/index-a1.js")
	if w.Code != http.StatusOK || w.Body.String() != "let a=1" || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
		t.Fatalf("%d %q %v", w.Code, w.Body, w.Header())
	}
	if ct := w.Header().Get("Content-Type"); !strings.Contains(ct, "javascript") {
		t.Errorf("content type %q", ct)
	}
}

func TestAFileWithAFixedNameIsAskedForAgain(t *testing.T) {
	w := get(handler(pages, "https://huiyin.example"), "/admin/mark.svg")
	if w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "no-cache" {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
}

func TestAnAssetThatIsGoneIsNotFoundAndNotCached(t *testing.T) {
	w := get(handler(pages, "https://huiyin.example"), "/admin/assets/index-old.js")
	if w.Code != http.StatusNotFound || strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
}

func TestTheAddressWithoutItsSlashLeadsToThePages(t *testing.T) {
	w := get(handler(pages, "https://huiyin.example"), "/admin")
	if w.Code != http.StatusMovedPermanently || w.Header().Get("Location") != "/admin/" {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
}

func TestWithoutBuiltPagesASentenceSaysWhatToDo(t *testing.T) {
	w := get(handler(fstest.MapFS{".keep": {}}, "https://huiyin.example"), "/admin/")
	if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "npm run build") {
		t.Fatalf("%d %q", w.Code, w.Body)
	}
}

func TestTheBinaryAnswersWhetherOrNotThePagesWereBuilt(t *testing.T) {
	w := get(Handler("https://huiyin.example"), "/admin/overview")
	if w.Code != http.StatusOK && w.Code != http.StatusServiceUnavailable {
		t.Fatalf("%d", w.Code)
	}
	if !strings.Contains(w.Body.String(), "回音") {
		t.Errorf("%q does not name the project", w.Body)
	}
}
