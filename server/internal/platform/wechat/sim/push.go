package sim

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/silenceper/wechat/v2/util"
)

// Push is one try to bring an event to the product, and how it was answered.
type Push struct {
	ID     int64     `json:"id"` // of the event: its tries share it
	At     time.Time `json:"at"`
	App    string    `json:"app"`
	Event  string    `json:"event"`
	Try    int       `json:"try"`
	Trick  string    `json:"trick,omitempty"`
	Status int       `json:"status"`
	Answer string    `json:"answer"`
	Text   string    `json:"text"` // the event in clear
}

// outgoing is an event on its way.
type outgoing struct {
	id    int64
	name  string
	msg   []byte
	try   int
	trick string
	delay time.Duration
}

const pushTries = 3

// push queues an event. The lock is held.
func (s *Sim) push(app *App, openid string, event map[string]any) {
	event["ToUserName"], event["FromUserName"], event["MsgType"] = "gh_sim", openid, "event"
	// a person does one thing a second: two events of one second are one to WeChat's readers
	s.Stamps[openid] = max(s.Stamps[openid]+1, s.now().Unix())
	event["CreateTime"] = s.Stamps[openid]
	name := fmt.Sprint(event["Event"])
	msg, err := json.Marshal(event)
	if app.official() || app.Format == "xml" {
		msg, err = xmlOf(event)
	}
	if err != nil {
		s.Log.Error("an event cannot be written", "event", name, "err", err)
		return
	}
	o := s.tricked(outgoing{id: s.next(), name: name, msg: msg, try: 1})
	if o.trick == "reorder" {
		s.hold(app, o)
		return
	}
	s.enqueue(app, o)
}

// enqueue hands an event to the app's sender, and starts it when it rests.
func (s *Sim) enqueue(app *App, o outgoing) {
	waiting, works := s.queues[app.ID]
	s.queues[app.ID] = append(append(waiting, o), s.held[app.ID]...)
	delete(s.held, app.ID)
	if !works {
		go s.deliver(app)
	}
}

// hold keeps an event back until the next one overtook it, or its time is up.
func (s *Sim) hold(app *App, o outgoing) {
	wait := o.delay
	o.delay = 0
	s.held[app.ID] = append(s.held[app.ID], o)
	time.AfterFunc(wait, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if all := s.held[app.ID]; len(all) > 0 {
			s.held[app.ID] = all[1:]
			s.enqueue(app, all[0])
		}
	})
}

// deliver sends an app's events in their order. A failed one comes again later.
func (s *Sim) deliver(app *App) {
	for {
		s.mu.Lock()
		waiting := s.queues[app.ID]
		if len(waiting) == 0 {
			delete(s.queues, app.ID)
			s.mu.Unlock()
			return
		}
		o := waiting[0]
		s.queues[app.ID] = waiting[1:]
		s.mu.Unlock()
		if o.delay > 0 {
			time.AfterFunc(o.delay, func() { s.again(app, o, 0) })
		} else {
			s.attempt(app, o)
		}
	}
}

// again brings an event back into the queue, as its next try or as the same.
func (s *Sim) again(app *App, o outgoing, more int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	o.try, o.delay = o.try+more, 0
	if more > 0 {
		o.trick = ""
	}
	s.enqueue(app, o)
}

func (s *Sim) attempt(app *App, o outgoing) {
	status, text := s.post(app, o)
	s.mu.Lock()
	s.Pushes = keep(s.Pushes, Push{o.id, s.now(), app.ID, o.name, o.try, o.trick, status, text, string(o.msg)}, ring)
	s.touch()
	s.mu.Unlock()
	if status == http.StatusOK && (text == "success" || text == "") && o.trick != "duplicate" || o.try >= pushTries {
		return
	}
	time.AfterFunc(time.Duration(o.try)*s.PushRetry, func() { s.again(app, o, 1) })
}

// post is one request in safe mode.
func (s *Sim) post(app *App, o outgoing) (int, string) {
	s.mu.Lock()
	nonce, random, stamp := s.id("", 10), s.id("", 16), s.now()
	s.mu.Unlock()
	address, body, contentType, err := s.envelope(app, o, nonce, random, stamp)
	if err != nil {
		return 0, err.Error()
	}
	client := http.Client{Timeout: 5 * time.Second}
	resp, err := client.Post(address, contentType, bytes.NewReader(body))
	if err != nil {
		return 0, "no answer"
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(io.LimitReader(resp.Body, 200))
	return resp.StatusCode, string(text)
}

// envelope encrypts and signs an event, or does what its trick is.
func (s *Sim) envelope(app *App, o outgoing, nonce, random string, at time.Time) (address string, body []byte, contentType string, err error) {
	owner := app.ID
	if o.trick == "other_app" {
		owner = "wx0000000000000000"
	}
	if o.trick == "stale" {
		at = at.Add(-time.Hour)
	}
	stamp := strconv.FormatInt(at.Unix(), 10)
	sealed, err := util.EncryptMsg([]byte(random), o.msg, owner, app.AESKey)
	if err != nil {
		return "", nil, "", err
	}
	address = fmt.Sprintf("%s/wechat/callback/%s?signature=%s&timestamp=%s&nonce=%s&openid=x", s.Backend, app.ID, util.Signature(app.Token, stamp, nonce), stamp, nonce)
	if o.trick == "plain" { // what an attacker sends who saw one address
		return address, o.msg, "application/json", nil
	}
	signature := util.Signature(app.Token, stamp, nonce, string(sealed))
	if o.trick == "bad_signature" {
		signature = util.Signature("guess", stamp, nonce, string(sealed))
	}
	address += "&encrypt_type=aes&msg_signature=" + signature
	if app.official() || app.Format == "xml" {
		return address, []byte("<xml><ToUserName><![CDATA[gh_sim]]></ToUserName><Encrypt><![CDATA[" + string(sealed) + "]]></Encrypt></xml>"), "text/xml", nil
	}
	body, err = json.Marshal(map[string]string{"ToUserName": "gh_sim", "Encrypt": string(sealed)})
	return address, body, "application/json", err
}

// list is one entry as an object, several as an array: that is how WeChat
// writes it.
func list(items []map[string]any) any {
	if len(items) == 1 {
		return items[0]
	}
	return items
}
