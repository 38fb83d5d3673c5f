package sim

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/json"
)

// what the phone asks about where it was opened from.
type entering struct {
	Entry       string `json:"entry"`
	Ticket      string `json:"shareTicket"`
	SingleChat  bool   `json:"allowSingleChat"`
	GroupOpenID bool   `json:"needGroupOpenID"`
}

var (
	wrongScene = refusal{40097, "invalid scene"}
	notInGroup = refusal{65206, "user is not in the group"}
	noLogin    = refusal{-1, "session is not established, call wx.login first"}
)

// opening finds how a phone was opened.
func (s *Sim) opening(me who, name string) (Card, error) {
	e, there := s.Entries[name]
	if !there || e.App != me.App || e.User != me.User {
		return Card{}, wrongScene
	}
	if e.Card.Group != "" && !s.in(e.Card.Group, me.User) {
		return Card{}, notInGroup
	}
	return e.Card, nil
}

// cold says whether this is the first question of an opening that fails, as
// was reported of phones on which WeChat had not been running.
func (s *Sim) cold(name string) bool {
	e, there := s.Entries[name]
	if !there || !s.Settings.ColdMiss || e.Asked {
		return false
	}
	e.Asked = true
	s.Entries[name] = e
	return true
}

// groupEnter is wx.getGroupEnterInfo.
func (s *Sim) groupEnter(me who, in entering) (any, error) {
	if s.cold(in.Entry) {
		return nil, wrongScene
	}
	c, err := s.opening(me, in.Entry)
	if err != nil {
		return nil, err
	}
	out := map[string]any{}
	if c.Group == "" {
		if !in.SingleChat {
			return nil, wrongScene
		}
		out["opengid"], out["open_single_roomid"], out["chat_type"] = "", singleRoom(me.App, c.From, c.To), chatOfTwo
	} else {
		out[s.spelled("opengid")], out["chat_type"] = opengid(me.App, c.Group), s.chatType(c)
	}
	if in.GroupOpenID {
		out["group_openid"] = memberid(me.App, c.Group+c.To, me.User)
	}
	return s.seal(me, out)
}

// groupName is what <open-data type="groupName"> draws, for members only.
func (s *Sim) groupName(me who, in struct {
	OpenGID string `json:"openGid"`
}) (any, error) {
	for _, g := range s.World.Groups {
		if opengid(me.App, g.ID) == in.OpenGID && s.in(g.ID, me.User) {
			return map[string]any{"name": g.Name}, nil
		}
	}
	return map[string]any{"name": ""}, nil
}

// shareInfo is wx.getShareInfo, which newer pages no longer call.
func (s *Sim) shareInfo(me who, in entering) (any, error) {
	c, err := s.opening(me, in.Ticket)
	if err != nil {
		return nil, err
	}
	if c.Group == "" || !c.Ticketed {
		return nil, wrongScene
	}
	return s.seal(me, map[string]any{s.spelled("openGId"): opengid(me.App, c.Group)})
}

func (s *Sim) spelled(documented string) string {
	if s.Settings.Spelling != "" {
		return s.Settings.Spelling
	}
	return documented
}

// privateMessage is wx.authPrivateMessage: whether the card was meant for this
// person, who for a group has to be in it now.
func (s *Sim) privateMessage(me who, in entering) (any, error) {
	c, err := s.opening(me, in.Ticket)
	if err == wrongScene {
		return nil, err
	}
	a := s.Acts[c.Activity]
	if err != nil || !c.Private || a == nil || s.now().Sub(a.Made) > verifiable || c.Group == "" && c.To != me.User {
		return map[string]any{"valid": false, "encryptedData": "", "iv": ""}, nil
	}
	out, err := s.seal(me, map[string]any{"activityId": c.Activity})
	if err == nil {
		out["valid"] = true
	}
	return out, err
}

// seal encrypts with the session key that is in force now.
func (s *Sim) seal(me who, plain map[string]any) (map[string]any, error) {
	if s.Settings.Watermark {
		plain["watermark"] = map[string]any{"timestamp": s.now().Unix(), "appid": me.App}
	}
	key, err := base64.StdEncoding.DecodeString(s.Sessions[me.key()].Key)
	if err != nil || len(key) != 16 {
		return nil, noLogin
	}
	b, err := json.Marshal(plain)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	n := aes.BlockSize - len(b)%aes.BlockSize
	b = append(b, bytes.Repeat([]byte{byte(n)}, n)...)
	iv := []byte(s.id("", aes.BlockSize))
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(b, b)
	return map[string]any{"encryptedData": base64.StdEncoding.EncodeToString(b), "iv": base64.StdEncoding.EncodeToString(iv)}, nil
}
