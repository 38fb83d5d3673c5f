package wechat

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/silenceper/wechat/v2/util"

	"huiyin/server/internal/platform/dbtest"
)

// An inbox is the product's end of the message push, with a mini-program and
// an official account.
type inbox struct {
	*Client
	clock  *dbtest.Clock
	mu     sync.Mutex
	events []Event
	handle func(context.Context, Event) error
}

func newInbox(t *testing.T) *inbox {
	in := &inbox{clock: dbtest.NewClock()}
	in.Client = New(Options{Apps: []App{{ID: "wxmini", Token: "AAAAA", AESKey: strings.Repeat("k", 43)},
		{ID: "wxoa", Token: "BBBBB", AESKey: strings.Repeat("o", 43), Official: true}, {ID: "wxunset"}},
		Redis: dbtest.Redis(t), Now: in.clock.Now, Log: slog.New(slog.DiscardHandler)})
	in.handle = func(_ context.Context, e Event) error {
		in.mu.Lock()
		defer in.mu.Unlock()
		in.events = append(in.events, e)
		return nil
	}
	return in
}

// A try is one request of WeChat's, and what an attacker may do to it.
type try struct {
	app, msg, nonce string
	at              time.Time
	sealed          func(string) string // changes the body after it was signed
	query           func(string) string
}

func (in *inbox) push(x try) (int, string) {
	a := in.apps[x.app]
	sealed, err := util.EncryptMsg([]byte(strings.Repeat("r", 16)), []byte(x.msg), a.ID, a.AESKey)
	if err != nil {
		panic(err)
	}
	stamp := strconv.FormatInt(x.at.Unix(), 10)
	query := fmt.Sprintf("signature=%s&timestamp=%s&nonce=%s&encrypt_type=aes&msg_signature=%s", util.Signature(a.Token, stamp, x.nonce), stamp, x.nonce, util.Signature(a.Token, stamp, x.nonce, string(sealed)))
	body := `{"ToUserName":"gh","Encrypt":"` + string(sealed) + `"}`
	if a.Official {
		body = "<xml><ToUserName><![CDATA[gh]]></ToUserName><Encrypt><![CDATA[" + string(sealed) + "]]></Encrypt></xml>"
	}
	if x.sealed != nil {
		body = x.sealed(body)
	}
	if x.query != nil {
		query = x.query(query)
	}
	w := httptest.NewRecorder()
	in.Callback(func(ctx context.Context, e Event) error { return in.handle(ctx, e) }).
		ServeHTTP(w, httptest.NewRequest("POST", "/wechat/callback/"+x.app+"?"+query, strings.NewReader(body)))
	return w.Code, w.Body.String()
}

const popup = `{"FromUserName":"oU","CreateTime":1767578400,"Event":"subscribe_msg_popup_event","List":{"PopupScene":"0","SubscribeStatusString":"accept","TemplateId":"T1"}}`

func TestTheAddressIsCheckedWithWeChatsOwnExample(t *testing.T) {
	in := newInbox(t)
	ask := func(signature, echo string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		in.Callback(in.handle).ServeHTTP(w, httptest.NewRequest("GET", "/wechat/callback/wxmini?signature="+signature+"&timestamp=1714036504&nonce=1514711492&echostr="+echo, nil))
		return w
	}
	w := ask("f464b24fc39322e44b38aa78f5edd27bd1441696", "4375120948345356249")
	if w.Code != 200 || w.Body.String() != "4375120948345356249" {
		t.Error(w.Code, w.Body)
	}
	if w := ask("f464b24fc39322e44b38aa78f5edd27bd1441696", "<script>"); w.Header().Get("Content-Type") != "text/plain; charset=utf-8" {
		t.Error("an echo must never be a page: ", w.Header())
	}
	if w := ask("f464b24fc39322e44b38aa78f5edd27bd1441697", "1"); w.Code != 403 || w.Body.String() != "" {
		t.Error("a wrong signature: ", w.Code, w.Body)
	}
}

func TestForgeriesAreRefused(t *testing.T) {
	in := newInbox(t)
	now := in.clock.Now()
	drop := func(name string) func(string) string {
		return func(q string) string { return strings.ReplaceAll(q, name+"=", "x"+name+"=") }
	}
	for name, x := range map[string]try{
		"another body":      {sealed: func(b string) string { return strings.Replace(b, `":"gh"`, `":"gh2"`, 1) + " " }, query: drop("msg_signature")},
		"not signed":        {query: drop("signature")},
		"plain":             {query: drop("encrypt_type"), sealed: func(string) string { return popup }},
		"old":               {at: now.Add(-6 * time.Minute)},
		"from the future":   {at: now.Add(6 * time.Minute)},
		"no time":           {query: drop("timestamp")},
		"a changed body":    {sealed: func(b string) string { return strings.Replace(b, `Encrypt":"`, `Encrypt":"A`, 1) }},
		"no body":           {sealed: func(string) string { return "" }},
		"an unbounded body": {sealed: func(string) string { return `{"Encrypt":"` + strings.Repeat("A", 2<<20) + `"}` }},
	} {
		x.app, x.msg, x.nonce = "wxmini", popup, "n"
		if x.at.IsZero() {
			x.at = now
		}
		if code, _ := in.push(x); code != 403 && code != 400 {
			t.Errorf("%s: %d", name, code)
		}
	}
	if code, _ := in.push(try{app: "wxoa", msg: popup, nonce: "n", at: now, query: func(q string) string { return q }, sealed: func(string) string { return `{"Encrypt":"x"}` }}); code != 403 {
		t.Error("another account's: ", code)
	}
	if len(in.events) != 0 {
		t.Error("one came through: ", in.events)
	}
}

func TestAPushThatComesAgainIsTakenOnce(t *testing.T) {
	in := newInbox(t)
	for n := range 3 { // every try is signed anew
		if code, text := in.push(try{app: "wxmini", msg: popup, nonce: strconv.Itoa(n), at: in.clock.Now().Add(time.Duration(n) * time.Second)}); code != 200 || text != "success" {
			t.Error(n, code, text)
		}
	}
	if len(in.events) != 1 || len(in.events[0].Popup) != 1 || !in.events[0].Popup[0].Accepted || in.events[0].OpenID != "oU" {
		t.Errorf("%+v", in.events)
	}
}

func TestAFailedPushIsTakenWhenItComesAgain(t *testing.T) {
	in := newInbox(t)
	good := in.handle
	in.handle = func(context.Context, Event) error { return errors.New("not now") }
	if code, _ := in.push(try{app: "wxmini", msg: popup, nonce: "1", at: in.clock.Now()}); code != 500 {
		t.Error(code)
	}
	in.handle = good
	if code, _ := in.push(try{app: "wxmini", msg: popup, nonce: "2", at: in.clock.Now()}); code != 200 || len(in.events) != 1 {
		t.Error(code, in.events)
	}
}

func TestATryDuringTheFirstOneIsSentAwayWithoutAWord(t *testing.T) {
	in := newInbox(t)
	begun, end := make(chan struct{}), make(chan struct{})
	in.handle = func(context.Context, Event) error { close(begun); <-end; return errors.New("it fails in the end") }
	first := make(chan int)
	go func() {
		code, _ := in.push(try{app: "wxmini", msg: popup, nonce: "1", at: in.clock.Now()})
		first <- code
	}()
	<-begun
	if code, text := in.push(try{app: "wxmini", msg: popup, nonce: "2", at: in.clock.Now()}); code != 503 || text != "" {
		t.Error("success would lose it: ", code, text)
	}
	close(end)
	if code := <-first; code != 500 {
		t.Error(code)
	}
}

func TestAnOfficialAccountsEventsComeAsXML(t *testing.T) {
	in := newInbox(t)
	head := "<xml><FromUserName><![CDATA[oF]]></FromUserName><CreateTime>1767578400</CreateTime><MsgType><![CDATA[event]]></MsgType>"
	for i, body := range []string{"<Event><![CDATA[subscribe]]></Event><EventKey></EventKey></xml>", "<Event><![CDATA[unsubscribe]]></Event></xml>",
		"<Event><![CDATA[TEMPLATESENDJOBFINISH]]></Event><MsgID>3487542469355618313</MsgID><Status><![CDATA[success]]></Status></xml>",
		"<Event><![CDATA[TEMPLATESENDJOBFINISH]]></Event><MsgID>7</MsgID><Status><![CDATA[failed:user block]]></Status></xml>"} {
		if code, _ := in.push(try{app: "wxoa", msg: head + body, nonce: strconv.Itoa(i), at: in.clock.Now()}); code != 200 {
			t.Error(body, code)
		}
	}
	if len(in.events) != 4 || in.events[0].Name != "subscribe" || in.events[1].Name != "unsubscribe" || in.events[0].OpenID != "oF" || in.events[0].App != "wxoa" {
		t.Fatalf("%+v", in.events)
	}
	if got := in.events[2].Sent; len(got) != 1 || got[0] != (Sent{MsgID: 3487542469355618313, Status: "success"}) {
		t.Error(got)
	}
	if got := in.events[3].Sent; len(got) != 1 || got[0] != (Sent{MsgID: 7, Code: CodeUndelivered, Status: "failed:user block"}) {
		t.Error(got)
	}
}

func TestAnAppWithoutATokenHasNoCallback(t *testing.T) {
	in := newInbox(t)
	for _, app := range []string{"wxunset", "wxnobody"} {
		w := httptest.NewRecorder()
		in.Callback(in.handle).ServeHTTP(w, httptest.NewRequest("GET", "/wechat/callback/"+app, nil))
		if _, err := io.ReadAll(w.Body); err != nil || w.Code != 404 {
			t.Error(app, w.Code, err)
		}
	}
}
