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

// Push is one message to the product's callback, and how it was answered.
type Push struct {
	At     time.Time `json:"at"`
	Event  string    `json:"event"`
	Try    int       `json:"try"`
	Status int       `json:"status"`
	Answer string    `json:"answer"`
}

const pushTries = 3

func (s *Sim) stamp() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now().Unix()
}

// push sends an event in safe mode, as often as WeChat would.
func (s *Sim) push(app App, event map[string]any) {
	msg, err := json.Marshal(event)
	if err != nil {
		return
	}
	for try := 1; try <= pushTries; try++ {
		status, text := s.post(app, msg)
		s.mu.Lock()
		s.pushes = append(s.pushes, Push{s.now(), fmt.Sprint(event["Event"]), try, status, text})
		s.touch()
		s.mu.Unlock()
		if status == http.StatusOK && (text == "success" || text == "") {
			return
		}
		time.Sleep(time.Duration(try) * time.Second)
	}
}

func (s *Sim) post(app App, msg []byte) (int, string) {
	s.mu.Lock()
	nonce, random, stamp := s.id("", 10), s.id("", 16), strconv.FormatInt(s.now().Unix(), 10)
	s.mu.Unlock()
	sealed, err := util.EncryptMsg([]byte(random), msg, app.ID, app.AESKey)
	if err != nil {
		return 0, err.Error()
	}
	body, _ := json.Marshal(map[string]string{"ToUserName": "gh_sim", "Encrypt": string(sealed)}) // strings
	address := fmt.Sprintf("%s/wechat/callback/%s?signature=%s&timestamp=%s&nonce=%s&encrypt_type=aes&msg_signature=%s", s.Backend, app.ID,
		util.Signature(app.Token, stamp, nonce), stamp, nonce, util.Signature(app.Token, stamp, nonce, string(sealed)))
	client := http.Client{Timeout: 5 * time.Second}
	resp, err := client.Post(address, "application/json", bytes.NewReader(body))
	if err != nil {
		return 0, "no answer"
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(io.LimitReader(resp.Body, 200))
	return resp.StatusCode, string(text)
}

// list is one entry as an object, several as an array: that is how WeChat
// writes it.
func list(items []map[string]any) any {
	if len(items) == 1 {
		return items[0]
	}
	return items
}
