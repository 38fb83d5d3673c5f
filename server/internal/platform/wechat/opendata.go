package wechat

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/json"
	"time"
)

// Sealed is what a phone got from WeChat for the server alone.
type Sealed struct {
	Data string // encryptedData
	IV   string
}

const (
	maxSealed   = 4096
	sealedFresh = 5 * time.Minute
)

// Group is where somebody opened the mini-program from.
type Group struct {
	OpenGID    string // the group, towards this app; "" in a chat of two
	SingleRoom string // the chat of two
	Member     string // the person in this group: group_openid
	ChatType   int    // 1 and 2 a chat of two, 3 a WeChat group, 4 a WeCom group; 0 from clients that do not tell
}

type watermark struct {
	App string `json:"appid"`
	At  int64  `json:"timestamp"`
}

// DecryptGroup reads what wx.getGroupEnterInfo or wx.getShareInfo gave a
// phone. It tries the person's session keys in turn, since a sign-in in
// between may have replaced the key.
func (c *Client) DecryptGroup(appID string, keys []string, s Sealed) (Group, error) {
	var v struct {
		OpenGID    string     `json:"opengid"` // encoding/json takes openGId for it too
		SingleRoom string     `json:"open_single_roomid"`
		Member     string     `json:"group_openid"`
		ChatType   int        `json:"chat_type"`
		Watermark  *watermark `json:"watermark"`
	}
	plain, err := unseal(keys, s)
	if err != nil {
		return Group{}, err
	}
	if json.Unmarshal(plain, &v) != nil || v.OpenGID == "" && v.SingleRoom == "" {
		return Group{}, errSealed()
	}
	return Group{v.OpenGID, v.SingleRoom, v.Member, v.ChatType}, c.marked(appID, v.Watermark)
}

// DecryptActivity reads the activity that wx.authPrivateMessage gave a phone:
// proof that a private card was shared with this person.
func (c *Client) DecryptActivity(appID string, keys []string, s Sealed) (string, error) {
	plain, err := unseal(keys, s)
	if err != nil {
		return "", err
	}
	if plain[0] != '{' { // the documents show no example: a bare id is taken too
		return string(plain), c.marked(appID, nil)
	}
	var v struct {
		ID        string     `json:"activityId"`
		Watermark *watermark `json:"watermark"`
	}
	if json.Unmarshal(plain, &v) != nil || v.ID == "" {
		return "", errSealed()
	}
	return v.ID, c.marked(appID, v.Watermark)
}

func errSealed() error {
	return &Error{Code: CodeSealed, Message: "none of the session keys opens it"}
}

// marked checks whose the data is and how old. Without a mark nothing can be
// checked; whether that is accepted is the deployment's decision.
func (c *Client) marked(appID string, w *watermark) error {
	if w == nil {
		if c.NeedWatermark {
			return &Error{Code: CodeForeign, Message: "no watermark"}
		}
		return nil
	}
	age := c.Now().Sub(time.Unix(w.At, 0))
	if w.App != appID || age > sealedFresh || age < -sealedFresh {
		return &Error{Code: CodeForeign, Message: "of another app, or too old"}
	}
	return nil
}

func unseal(keys []string, s Sealed) ([]byte, error) {
	data, err := base64.StdEncoding.DecodeString(s.Data)
	iv, ivErr := base64.StdEncoding.DecodeString(s.IV)
	if err != nil || ivErr != nil || len(iv) != aes.BlockSize || len(data) == 0 || len(data)%aes.BlockSize != 0 || len(data) > maxSealed {
		return nil, errSealed()
	}
	for _, key := range keys {
		k, err := base64.StdEncoding.DecodeString(key)
		if err != nil || len(k) != 16 {
			continue
		}
		block, err := aes.NewCipher(k)
		if err != nil {
			continue
		}
		plain := make([]byte, len(data))
		cipher.NewCBCDecrypter(block, iv).CryptBlocks(plain, data)
		if plain = unpad(plain); legible(plain) {
			return plain, nil
		}
	}
	return nil, errSealed()
}

// unpad removes PKCS#7 padding; nil when there is none, as after a wrong key.
func unpad(b []byte) []byte {
	n := int(b[len(b)-1])
	if n < 1 || n > aes.BlockSize || !bytes.Equal(b[len(b)-n:], bytes.Repeat([]byte{byte(n)}, n)) {
		return nil
	}
	return b[:len(b)-n]
}

// legible tells a text from the noise that a wrong key makes of it.
func legible(b []byte) bool {
	if len(b) > 0 && b[0] == '{' {
		return json.Valid(b)
	}
	return len(b) > 0 && !bytes.ContainsFunc(b, func(r rune) bool { return r <= ' ' || r > '~' })
}
