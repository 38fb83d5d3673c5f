package volunteer

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"io"
	"strings"
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/blob"
	"huiyin/server/internal/platform/photo"
	"huiyin/server/internal/platform/wechat"
	"huiyin/server/internal/platform/wechattest"
)

func snapshot(t testing.TB) io.Reader {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 20)), nil); err != nil {
		t.Fatal(err)
	}
	return &b
}

func (y *yard) shows(by account.Actor, id ID, cover bool) Photo {
	y.Helper()
	p, err := y.AddPhoto(y.Context(), by, id, cover, snapshot(y))
	if err != nil {
		y.Fatal(err)
	}
	return p
}

// checkAll asks WeChat about every picture that is due.
func (y *yard) checkAll() {
	y.Helper()
	for n := 1; n > 0; {
		var err error
		if n, err = y.CheckPhotos(y.Context()); err != nil {
			y.Fatal(err)
		}
	}
}

// uses lets an account use the mini-program, so that WeChat knows it.
func (y *yard) uses(by account.Actor) {
	y.Helper()
	if _, _, err := y.Accounts.SignInWithCode(y.Context(), wechattest.App, y.wechat.Login("organiser")); err != nil {
		y.Fatal(err)
	}
	y.run(`UPDATE identities SET account_id = ?`, by.ID)
}

func TestAPictureIsShownWhenItsVerdictCame(t *testing.T) {
	y := newYard(t)
	y.uses(y.worker)
	seen := make(chan wechat.MediaResult, 10)
	y.wechat.Listen(func(ctx context.Context, e wechat.Event) error {
		err := y.MediaChecked(ctx, *e.Media)
		seen <- *e.Media
		return err
	})
	a, neighbour := y.create(y.draft(y.shift(24*time.Hour, 5))), y.resident("01-02")
	p := y.shows(y.worker, a.ID, true)
	if got := y.get(neighbour, a.ID); len(got.Photos) != 0 || got.Cover != "" || p.Verdict != Pending || len(y.get(y.worker, a.ID).Photos) != 1 {
		t.Errorf("before the verdict: %+v", got.Photos)
	}
	y.checkAll()
	if v := <-seen; v.ErrCode == 0 { // nobody serves the files here: WeChat could not fetch it
		t.Fatal("fetched from nowhere")
	}
	if y.number(`SELECT COUNT(*) FROM activity_photos WHERE check_at IS NOT NULL AND attempts = 1`) != 1 {
		t.Error("the picture must be due again")
	}
	y.clock.Advance(time.Minute)
	y.checkAll()
	<-seen
	var trace string
	if err := y.DB.QueryRowContext(t.Context(), `SELECT trace_id FROM activity_photos`).Scan(&trace); err != nil {
		t.Fatal(err)
	}
	for _, v := range []wechat.MediaResult{{TraceID: "of somebody else", Suggest: "risky"}, {TraceID: trace, Suggest: "pass"}, {TraceID: trace, Suggest: "risky"}} {
		if err := y.MediaChecked(t.Context(), v); err != nil { // the last comes too late
			t.Fatal(err)
		}
	}
	if got := y.get(neighbour, a.ID); len(got.Photos) != 1 || got.Cover == "" {
		t.Errorf("after the verdict: %+v", got.Photos)
	}
	_, err := y.AddPhoto(t.Context(), y.worker, a.ID, true, strings.NewReader("MZ"))
	wants(t, "no picture", err, photo.ErrFormat)
}

func TestWhatWeChatCannotJudgeAPersonJudges(t *testing.T) {
	y := newYard(t)
	a, neighbour := y.create(y.draft(y.shift(24*time.Hour, 5))), y.resident("01-02")
	first, second := y.shows(y.worker, a.ID, false), y.shows(y.worker, a.ID, false)
	wants(t, "before WeChat was asked", y.JudgePhoto(t.Context(), y.staff, a.ID, first.ID, true), ErrJudge)
	y.checkAll() // nobody who uses the mini-program took them
	wants(t, "a neighbour", y.JudgePhoto(t.Context(), neighbour, a.ID, first.ID, true), ErrMay)
	for id, shown := range map[PhotoID]bool{first.ID: true, second.ID: false} {
		if err := y.JudgePhoto(t.Context(), y.staff, a.ID, id, shown); err != nil {
			t.Fatal(err)
		}
	}
	if got := y.get(neighbour, a.ID).Photos; len(got) != 1 || got[0].ID != first.ID {
		t.Errorf("%+v", got)
	}
	wants(t, "of another activity", y.RemovePhoto(t.Context(), y.worker, y.create(y.draft(y.shift(30*time.Hour, 5))).ID, first.ID), ErrPhoto)
}

func TestANewCoverTakesTheOldOnesPlaceAndLeavesNoFile(t *testing.T) {
	y := newYard(t)
	a := y.create(y.draft(y.shift(24*time.Hour, 5)))
	old := y.shows(y.worker, a.ID, true)
	var key string
	if err := y.DB.QueryRowContext(t.Context(), `SELECT blob_key FROM activity_photos WHERE id = ?`, old.ID).Scan(&key); err != nil {
		t.Fatal(err)
	}
	y.shows(y.worker, a.ID, true)
	if got := y.get(y.worker, a.ID).Photos; len(got) != 1 || got[0].ID == old.ID {
		t.Errorf("%+v", got)
	}
	for _, suffix := range []string{"", "-1280", "-320"} {
		if _, _, err := y.Files.Get(t.Context(), key+suffix); !errors.Is(err, blob.ErrMissing) {
			t.Errorf("%q is still there: %v", suffix, err)
		}
	}
	for range mostPhotos {
		y.shows(y.worker, a.ID, false)
	}
	_, err := y.AddPhoto(t.Context(), y.worker, a.ID, false, snapshot(t))
	wants(t, "one too many", err, ErrPhotos)
	_, err = y.AddPhoto(t.Context(), y.resident("01-01"), a.ID, false, snapshot(t))
	wants(t, "a neighbour's", err, ErrMay)
}

func TestAResultGoesToWhoTookPartAndToTheNeighbours(t *testing.T) {
	s := newServing(t)
	other := s.resident("02-01")
	_, err := s.SetResult(t.Context(), s.resident("01-01"), s.a.ID, "扫干净了")
	wants(t, "a neighbour's", err, ErrMay)
	d, err := s.SetResult(t.Context(), s.worker, s.a.ID, " 清了三车杂物 ")
	if err != nil || d.Result != "清了三车杂物" {
		t.Fatal(d, err)
	}
	if _, err := s.SetResult(t.Context(), s.worker, s.a.ID, "清了四车杂物"); err != nil {
		t.Fatal(err)
	}
	if n := s.told(s.who, "活动小结"); n != 1 {
		t.Errorf("told %d times", n)
	}
	for who, want := range map[*account.Actor]int{&s.who: 1, &other: 0} {
		list, err := s.Results(t.Context(), *who, s.clock.Now().Add(time.Second), 10)
		if err != nil || len(list) != want {
			t.Fatal(list, err)
		}
		if want == 1 && (list[0].Text != "清了四车杂物" || list[0].People != 1) {
			t.Errorf("%+v", list[0])
		}
	}
	news, err := s.Done(t.Context(), 1, []account.Territory{s.at["01-01"], s.at["02-01"]}, s.clock.Now().Add(-time.Hour))
	if err != nil || !strings.HasSuffix(news[s.at["01-01"].MicroGrid].Title, "：清了四车杂物") || len(news) != 1 {
		t.Error(news, err)
	}
	soon := s.create(s.draft(s.shift(24*time.Hour, 5)))
	_, err = s.SetResult(t.Context(), s.worker, soon.ID, "还没开始")
	wants(t, "before it begins", err, ErrNotBegun)
}

func TestWordsOfWhoHasNoOfficeMustPass(t *testing.T) {
	y := newYard(t)
	by := y.resident("01-01")
	if err := y.SetOrganiser(t.Context(), y.staff, 1, Organiser{Account: by.ID}, true); err != nil {
		t.Fatal(err)
	}
	y.uses(by)
	a, err := y.Create(t.Context(), by, y.draft(y.shift(time.Hour, 5)))
	if err != nil {
		t.Fatal(err)
	}
	y.clock.Advance(2 * time.Hour)
	y.uses(by) // WeChat judges who was there lately
	for text, want := range map[string]error{"违规的话": ErrWords, "待审的话": ErrWords, "扫干净了": nil} {
		_, err := y.SetResult(t.Context(), by, a.ID, text)
		wants(t, text, err, want)
	}
}
