package issue

import (
	"context"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"huiyin/server/internal/platform/db"
)

// How words are found. LIKE reads every issue there is; so an index says which
// ones can hold the words at all, and LIKE looks at those only. The index has,
// for each gram that a text is made of, the set of issues whose text has it,
// 64 to a row, so that sets are met with AND. A gram is a character, two that
// follow each other, a whole number (第77号 is not 第177号), four digits of a long
// one, or where the issue belongs and what it is about: nothing that changes
// after filing.

// A gram is two classes of characters, or a hash from hashed on.
type gram uint32

const (
	single = 0xFFFF     // stands where the second character would
	hashed = 0xF0000000 // no class of a first character is as high
)

// These classes are shared by many characters.
const (
	otherClass  = 0 // spaces, the writings of other languages
	astralClass = 1 // emoji and the rarest characters: the database takes them for the same
)

// twins are characters, each before another, that the database takes for the
// same although Unicode does not.
const twins = "\u0363a\u0364e\u0365i\u0366o\u0367u\u0368c\u0369d\u036Ah\u036Bm\u036Cr\u036Dt\u036Ev\u036Fx" +
	"৴1৵2৶3৷4༪1༫2༬3༭4༮5༯6༰7༱8༲9༳0፩1፪2፫3፬4፭5፮6፯7፰8፱9៰0៱1៲2៳3៴4៵5៶6៷7៸8៹9⓵1⓶2⓷3⓸4⓹5⓺6⓻7⓼8⓽9⓿0❶1❷2❸3❹4❺5❻6❼7" +
	"❽8❾9➀1➁2➂3➃4➄5➅6➆7➇8➈9➊1➋2➌3➍4➎5➏6➐7➑8➒9〇0〡1〢2〣3〤4〥5〦6〧7〨8〩9" +
	"⺀丶⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋卩⺌小⺍小⺎尢⺏尣⺐尢⺑尣⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳罓⺴罓⺵罒⺶羊⺷羊⺸羋⺹耂⺺肀⺻聿" +
	"⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞飠⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧鹵⻨麦⻩黄⻪黾⻫齊⻬齐⻭齒⻮齿⻯龍⻰龙⻱龜⻲龜"

// class is the same for all characters that LIKE takes for the same: a for A
// and Ａ, 1 for １ and ①. It may be coarser than LIKE, never finer.
func class(r rune) uint32 {
	switch {
	case r >= 'A' && r <= 'Z':
		return uint32(unicode.ToLower(r))
	case r > ' ' && r < unicode.MaxASCII, r >= '一' && r <= '鿿':
		return uint32(r)
	case r <= unicode.MaxASCII:
		return otherClass
	case r > 0xFFFF, r == unicode.ReplacementChar:
		return astralClass
	}
	if i := strings.IndexRune(twins, r); i >= 0 {
		twin, _ := utf8.DecodeRuneInString(twins[i+utf8.RuneLen(r):])
		return uint32(twin)
	}
	if unicode.Is(unicode.Nd, r) { // the digits of every writing stand in order
		zero := r
		for unicode.Is(unicode.Nd, zero-1) {
			zero--
		}
		return uint32('0' + (r-zero)%10)
	}
	return plain(r)
}

// plain is the class of a character that is another one in a form of its own.
func plain(r rune) uint32 {
	base, n := rune(0), 0
	for _, d := range norm.NFKD.String(string(r)) {
		if !unicode.Is(unicode.Mn, d) {
			base, n = unicode.ToLower(d), n+1
		}
	}
	if n == 1 && (base > ' ' && base < unicode.MaxASCII || base <= 0xFFFF && unicode.Is(unicode.Han, base)) {
		return uint32(base)
	}
	return otherClass
}

// textGrams are what a text is made of.
func textGrams(text string) []gram {
	classes := classesOf(text)
	out := append(pairGrams(classes), numberGrams(classes, true)...)
	for _, c := range classes {
		out = append(out, gram(c<<16|single))
	}
	return out
}

// wordGrams are those that every text has in which the words stand. A number
// at either end of the words may be a part of a longer one there. The pairs of
// a long number tell nothing that its digits do not.
func wordGrams(words string) []gram {
	classes := classesOf(words)
	if len(classes) == 1 {
		return []gram{gram(classes[0]<<16 | single)}
	}
	pairs := pairGrams(classes)
	for _, n := range slices.Backward(numbersIn(classes)) {
		if n.to-n.from >= longNumber {
			pairs = slices.Delete(pairs, n.from, n.to-1)
		}
	}
	return append(pairs, numberGrams(classes, false)...)
}

func classesOf(text string) (out []uint32) {
	for _, r := range text {
		out = append(out, class(r))
	}
	return out
}

func pairGrams(classes []uint32) (out []gram) {
	for i := 1; i < len(classes); i++ {
		out = append(out, gram(classes[i-1]<<16|classes[i]))
	}
	return out
}

// longNumber is how many digits of a longer number people give.
const longNumber = 4

// A number is where digits follow each other in a text.
type number struct{ from, to int }

func numbersIn(classes []uint32) (out []number) {
	digit := func(c uint32) bool { return c >= '0' && c <= '9' }
	for i := 0; i < len(classes); i++ {
		from := i
		for i < len(classes) && digit(classes[i]) {
			i++
		}
		if i > from {
			out = append(out, number{from, i})
		}
	}
	return out
}

// numberGrams are those of the numbers that are whole, where ends says whether
// those at the ends are, and those of the digits that follow each other in long
// ones: all pairs of digits are everywhere.
func numberGrams(classes []uint32, ends bool) (out []gram) {
	for _, n := range numbersIn(classes) {
		digits := make([]byte, 0, n.to-n.from)
		for _, c := range classes[n.from:n.to] {
			digits = append(digits, byte(c))
		}
		for k := longNumber; k <= len(digits); k++ {
			out = append(out, hashGram("digits", string(digits[k-longNumber:k])))
		}
		if ends || n.from > 0 && n.to < len(classes) {
			out = append(out, hashGram("number", string(digits)))
		}
	}
	return out
}

// areaGram is that of a place of a level: a community, a grid, a micro-grid.
func areaGram(level string, id int64) gram { return hashGram(level, strconv.FormatInt(id, 10)) }

func hashGram(kind, text string) gram {
	h := fnv.New32a()
	h.Write([]byte(kind + " " + text))
	return gram(h.Sum32() | hashed)
}

const indexBatch = 256

// Index makes searchable what is not yet: what was filed lately, or before
// there was the index. Until then it is found without it. It can be cut off at
// any time, and run twice at once: sets only grow, and by the same issues.
func (s *Service) Index(ctx context.Context) error {
	for {
		texts, err := unsearchable(ctx, s.DB, indexBatch)
		if err != nil || len(texts) == 0 {
			return err
		}
		sets := setsOf(texts)
		if err := s.DB.InTx(ctx, func(tx *db.Tx) error { return makeSearchable(ctx, tx, texts, sets) }); err != nil {
			return err
		}
	}
}
