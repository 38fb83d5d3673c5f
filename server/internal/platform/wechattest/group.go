package wechattest

import (
	"huiyin/server/internal/platform/wechat"
	"huiyin/server/internal/platform/wechat/sim"
)

// Groups makes WeChat groups, each with its members; it is called before
// anybody uses WeChat.
func (w *WeChat) Groups(members map[string][]string) {
	for id, who := range members {
		w.sim.World.Groups = append(w.sim.World.Groups, sim.Group{ID: id, Name: id, Members: who})
	}
}

// A Door is a card that was opened on a phone.
type Door struct {
	Path   string
	Entry  string
	Ticket string `json:"shareTicket"`
}

// Share puts a card into a chat and gives its number. to is a group or a user.
func (w *WeChat) Share(user string, to map[string]string, c sim.Card) int64 {
	w.t.Helper()
	var out struct {
		ID   int64
		Code int    `json:"errCode"`
		Why  string `json:"errMsg"`
	}
	c.Ticketed = true
	w.do("client/share", map[string]any{"user": user, "app": App, "group": to["group"], "to": to["to"], "card": c}, &out)
	if out.Code != 0 {
		w.t.Fatalf("%s shares: %d %s", user, out.Code, out.Why)
	}
	return out.ID
}

// Open is a tap on a card in a chat.
func (w *WeChat) Open(user string, card int64) (d Door) {
	w.t.Helper()
	w.do("client/open_card", map[string]any{"user": user, "app": App, "id": card}, &d)
	return d
}

// Ask is a call of the phone about a card that was opened on it: group_enter,
// share_info or private_message. code is WeChat's refusal.
func (w *WeChat) Ask(call, user string, d Door) (s wechat.Sealed, code int) {
	w.t.Helper()
	var out struct {
		Data string `json:"encryptedData"`
		IV   string `json:"iv"`
		Code int    `json:"errCode"`
	}
	w.do("client/"+call, map[string]any{"user": user, "app": App, "entry": d.Entry, "shareTicket": d.Ticket, "needGroupOpenID": true, "allowSingleChat": true}, &out)
	return wechat.Sealed{Data: out.Data, IV: out.IV}, out.Code
}

// Leave lets somebody leave a group.
func (w *WeChat) Leave(user, group string) {
	w.t.Helper()
	w.do("groups", map[string]any{"group": group, "user": user, "in": false}, &struct{}{})
}

// Set changes the simulator's settings.
func (w *WeChat) Set(changes map[string]any) {
	w.t.Helper()
	w.do("settings", changes, &struct{}{})
}

// Clock moves WeChat's clock alone.
func (w *WeChat) Clock(advance string) {
	w.t.Helper()
	w.do("clock", map[string]any{"advance": advance}, &struct{}{})
}
