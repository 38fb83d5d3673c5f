package issue

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"huiyin/server/internal/platform/db"
)

func TestWhatLikeTakesForTheSameIsOneClass(t *testing.T) {
	w := newTown(t)
	w.exec(`CREATE TABLE runes (n INT PRIMARY KEY, c VARCHAR(4) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL, KEY runes_alike (c))`)
	var all []rune
	for r := rune(1); r <= unicode.MaxRune; r++ {
		alike := unicode.Is(unicode.Co, r) || unicode.Is(unicode.Hangul, r) || unicode.Is(unicode.Yi, r) || r > 0x10000 && r%997 > 0
		if !alike && !unicode.Is(unicode.Cs, r) {
			all = append(all, r)
		}
	}
	for some := range slices.Chunk(all, 2000) {
		var args []any
		for _, r := range some {
			args = append(args, r, string(r))
		}
		w.exec(`INSERT INTO runes VALUES (?, ?)`+strings.Repeat(`, (?, ?)`, len(some)-1), args...)
	}
	type pair struct{ a, b rune }
	pairs, err := db.All(t.Context(), w.DB, func(p *pair) []any { return []any{&p.a, &p.b} },
		`SELECT first.n, r.n FROM (SELECT MIN(n) AS n, c FROM runes GROUP BY c) first JOIN runes r ON r.c = first.c AND r.n > first.n`)
	if err != nil || len(pairs) < 4000 {
		t.Fatal(len(pairs), err)
	}
	for _, p := range pairs {
		if class(p.a) != class(p.b) {
			t.Errorf("%U is %x, %U is %x", p.a, class(p.a), p.b, class(p.b))
		}
	}
}

func TestGramsTellWholeNumbersFromOthers(t *testing.T) {
	holds := func(text, words string) bool {
		has := textGrams(text)
		return !slices.ContainsFunc(wordGrams(words), func(g gram) bool { return !slices.Contains(has, g) })
	}
	for _, c := range []struct {
		text, words string
		want        bool
	}{
		{"第177号路灯", "第77号", false}, {"第７７号路灯", "第77号", true}, {"3号楼12单元", "楼2单", false}, {"3号楼12单元", "2单元", true},
		{"电话13900000001", "0001", true}, {"电话13900000001", "0001号", false}, {"电话１３９00456701", "004567", true}, {"号码98与76，87", "9876", false}, {"1987 8769", "9876", false}, {"A98765楼", "9876", true}, {"98楼87和76", "楼9876", false}, {"ＷＩＦＩ坏了", "wifi", true}, {"灯", "灯", true}, {"灯", "路灯", false}, {"路灯", "灯", true}, {"①单元", "1单元", true},
		{"😀好", "😀", true}, {"好", "😀", false}, {"百分之50%", "%", true}, {"一百", "%", false}, {"二〇二五", "二0二五", true},
	} {
		if holds(c.text, c.words) != c.want {
			t.Errorf("%q in %q: %t", c.words, c.text, !c.want)
		}
	}
}
