package push

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"huiyin/server/internal/platform/dbtest"
	"huiyin/server/internal/platform/wechat"
	"huiyin/server/internal/platform/wechat/sim"
	"huiyin/server/internal/platform/wechattest"
)

func TestFieldsAreCutByCharactersAsWeChatCountsThem(t *testing.T) {
	han := func(n int) string { return strings.Repeat("灯", n) }
	for _, c := range []struct{ kind, value, want string }{
		{"thing", han(20), han(20)},
		{"thing", han(21), han(19) + "…"},
		{"thing", "a\nb\x00\tc　d  e", "a b c d e"},
		{"thing", "", "无"},
		{"thing", " \n ", "无"},
		{"thing", "ok\xff", "ok"},
		{"thing", strings.Repeat("👴🏻", 11), strings.Repeat("👴🏻", 9) + "👴…"},
		{"phrase", "已受理了吗？", "已受理了吗"},
		{"phrase", "一二三四五六", "一二三四五"},
		{"phrase", "OK", "无"},
		{"character_string", "编号 2026-1", "2026-1"},
		{"character_string", strings.Repeat("x", 40), strings.Repeat("x", 32)},
		{"character_string", "编号", "-"},
		{"letter", "a1b", "ab"},
		{"symbol", "!?a灯1", "!?"},
		{"symbol", "灯", "-"},
		{"number", "共 12 件", "12"},
		{"number", "3.5", "3.5"},
		{"letter", "灯", "x"},
		{"number", "1.2.3", "0"},
		{"number", "x", "0"},
		{"amount", "¥12.50 元", "12.50"},
		{"amount", "免费", "0"},
		{"phone_number", "电话 0315-1234567", "0315-1234567"},
		{"name", "欧阳娜娜欧阳娜娜欧阳", "欧阳娜娜欧阳娜娜欧阳"},
		{"name", "欧阳娜娜欧阳娜娜欧阳娜", "欧阳娜娜欧阳娜娜欧…"},
		{"time", "2026-01-05 10:00", "2026-01-05 10:00"},
		{"time", "2026年1月5日 10:00", "2026年1月5日 10:00"},
		{"time", "明天", "2026-01-05 10:00"},
		{"date", "10:00", "2026-01-05 10:00"},
		{"date", "2026-01-05", "2026-01-05"},
		{"unknown_kind", "x", "x"},
	} {
		if got := fit(c.kind, c.value, dbtest.Now); got != c.want {
			t.Errorf("%s %q became %q instead of %q", c.kind, c.value, got, c.want)
		}
	}
}

func TestATemplateIsFilledByMeaning(t *testing.T) {
	got := render(Template{Fields: map[string]string{"title": "thing1", "note": "thing12", "status": "not a key", "place": "thing"}},
		map[string]string{"title": "路灯", "place": "楼下", "other": "x"}, dbtest.Now)
	if len(got) != 2 || got["thing1"] != "路灯" || got["thing12"] != "无" {
		t.Errorf("%q", got)
	}
}

func TestWeChatTakesWhateverPeopleWrite(t *testing.T) {
	kinds := []string{"thing", "number", "letter", "symbol", "character_string", "phrase", "amount", "phone_number", "car_number", "time", "date", "name"}
	form := sim.Template{ID: "all", Type: 3}
	for _, k := range kinds {
		form.Fields = append(form.Fields, sim.Field{Name: k + "1", Label: k, Kind: k})
	}
	w := wechattest.New(t, dbtest.NewClock(), dbtest.Redis(t), []string{"li"}, form)
	w.Choose("li", "accept", "all")
	who, err := w.CodeToSession(t.Context(), wechattest.App, w.Login("li"))
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[\x00-\xff]{0,50}`), rapid.StringMatching(`[\p{Han}0-9.,:¥ -]{0,40}`), rapid.StringMatching(`[\x{1F300}-\x{1F6FF}\x{200d}]{0,30}`)).Draw(rt, "text")
		data := map[string]string{}
		for _, k := range kinds {
			data[k+"1"] = fit(k, text, dbtest.Now)
		}
		if _, err := w.SendSubscribe(t.Context(), wechattest.App, wechat.Subscribe{To: who.OpenID, Template: "all", Data: data}); err != nil {
			rt.Fatalf("%q: %v", data, err)
		}
	})
}
