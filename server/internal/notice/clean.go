package notice

import (
	"context"
	"html"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/microcosm-cc/bluemonday"

	"huiyin/server/internal/platform/db"
)

// Rich text is kept as little markup as a mini-program can show. A picture in it
// names its file, since addresses of files end after a while.

var (
	pictureSrc = regexp.MustCompile(`^notice-file:(\d{1,18})$`)
	pictureRef = regexp.MustCompile(`notice-file:(\d{1,18})`)
	signedSrc  = regexp.MustCompile(`(?i)src="[^"]*/files/([a-z2-7]{26})[^"]*"`)
	blockEnd   = regexp.MustCompile(`(?i)</(p|div|li|h[1-6]|t[dhr]|blockquote)>|<br ?/?>`)
	blank      = regexp.MustCompile(`\s+`)
)

var (
	allowed = richText()
	plain   = bluemonday.StrictPolicy()
)

func richText() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "h1", "h2", "h3", "h4", "strong", "b", "em", "i", "u", "s", "ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td")
	p.AllowAttrs("colspan", "rowspan").Matching(bluemonday.Integer).OnElements("th", "td")
	p.AllowStyles("text-align").MatchingEnum("left", "center", "right").OnElements("p", "h1", "h2", "h3", "h4", "td", "th")
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("src").Matching(pictureSrc).OnElements("img")
	p.AllowAttrs("alt").Matching(bluemonday.Paragraph).OnElements("img")
	p.AllowURLSchemes("https", "http", "tel", "notice-file")
	p.RequireParseableURLs(true)
	p.RequireNoReferrerOnLinks(true)
	return p
}

// clean makes what an editor sent fit to be kept, and gives its plain words.
func clean(ctx context.Context, q db.Querier, community int64, rich string) (markup, words string, err error) {
	if markup, err = nameFiles(ctx, q, community, rich); err != nil {
		return "", "", err
	}
	markup = strings.TrimSpace(allowed.Sanitize(markup))
	return markup, wordsOf(markup), nil
}

// nameFiles puts the names of pictures in the place of their addresses: an editor
// sends back what it was shown.
func nameFiles(ctx context.Context, q db.Querier, community int64, rich string) (string, error) {
	keys := []string{}
	for _, m := range signedSrc.FindAllStringSubmatch(rich, -1) {
		keys = append(keys, m[1])
	}
	ids, err := filesByKey(ctx, q, community, keys)
	return signedSrc.ReplaceAllStringFunc(rich, func(src string) string {
		if id, ok := ids[signedSrc.FindStringSubmatch(src)[1]]; ok {
			return `src="notice-file:` + strconv.FormatInt(id, 10) + `"`
		}
		return `src=""`
	}), err
}

func wordsOf(markup string) string {
	text := html.UnescapeString(plain.Sanitize(blockEnd.ReplaceAllString(markup, " $0")))
	return strings.TrimSpace(blank.ReplaceAllString(text, " "))
}

// pictures are the files that a text shows.
func pictures(markup string) []int64 {
	out := []int64{}
	for _, m := range pictureRef.FindAllStringSubmatch(markup, -1) {
		if id, err := strconv.ParseInt(m[1], 10, 64); err == nil {
			out = append(out, id)
		}
	}
	return out
}

// dressed gives the pictures of a text addresses that can be opened.
func (s *Service) dressed(ctx context.Context, q db.Querier, community int64, markup string) (string, error) {
	rows, err := filesIn(ctx, q, community, pictures(markup))
	if err != nil {
		return "", err
	}
	address := map[int64]string{}
	for _, f := range rows {
		address[f.id] = html.EscapeString(s.Links.URL(f.key, 1280, s.DB.Now()))
	}
	return pictureRef.ReplaceAllStringFunc(markup, func(ref string) string {
		id, _ := strconv.ParseInt(strings.TrimPrefix(ref, "notice-file:"), 10, 64)
		return address[id]
	}), nil
}

func short(s string, runes int) string {
	if utf8.RuneCountInString(s) <= runes {
		return s
	}
	return string([]rune(s)[:runes-1]) + "…"
}
