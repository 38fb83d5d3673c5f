package sim

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/silenceper/wechat/v2/credential"
	"github.com/silenceper/wechat/v2/domain/openapi"
	"github.com/silenceper/wechat/v2/miniprogram"
	mpconfig "github.com/silenceper/wechat/v2/miniprogram/config"
	"github.com/silenceper/wechat/v2/miniprogram/message"
	"github.com/silenceper/wechat/v2/miniprogram/qrcode"
	"github.com/silenceper/wechat/v2/miniprogram/urllink"
	oaconfig "github.com/silenceper/wechat/v2/officialaccount/config"
	"github.com/silenceper/wechat/v2/officialaccount/context"
	oamessage "github.com/silenceper/wechat/v2/officialaccount/message"
	"github.com/silenceper/wechat/v2/officialaccount/user"
	"github.com/silenceper/wechat/v2/util"
)

// redirected sends the SDK's own calls to the simulator, so that what it reads
// is checked by somebody else's eyes.
type redirected struct{ to *url.URL }

func (r redirected) RoundTrip(in *http.Request) (*http.Response, error) {
	out := in.Clone(in.Context())
	out.URL.Scheme, out.URL.Host = r.to.Scheme, r.to.Host
	return http.DefaultTransport.RoundTrip(out)
}

// drawer is where the SDK keeps its tokens.
type drawer struct{ sync.Map }

func (d *drawer) Get(key string) any                           { v, _ := d.Load(key); return v }
func (d *drawer) Set(key string, v any, _ time.Duration) error { d.Store(key, v); return nil }
func (d *drawer) IsExist(key string) bool                      { return d.Get(key) != nil }
func (d *drawer) Delete(key string) error                      { d.Map.Delete(key); return nil }

func (b *bench) sdk() (*miniprogram.MiniProgram, *context.Context) {
	b.Helper()
	before := util.DefaultHTTPClient
	to, err := url.Parse(b.base)
	if err != nil {
		b.Fatal(err)
	}
	util.DefaultHTTPClient = &http.Client{Transport: redirected{to}}
	b.Cleanup(func() { util.DefaultHTTPClient = before })
	store := &drawer{}
	return miniprogram.NewMiniProgram(&mpconfig.Config{AppID: appID, AppSecret: secret, Cache: store, UseStableAK: true}),
		&context.Context{Config: &oaconfig.Config{AppID: oaID}, AccessTokenHandle: credential.NewStableAccessToken(oaID, secret, credential.CacheKeyOfficialAccountPrefix, store)}
}

func TestTheSDKReadsTemplatesAndAddsOne(t *testing.T) {
	b := newBench(t)
	mini, _ := b.sdk()
	id, err := mini.GetSubscribe().Add("1001", []int{1, 2}, "诉求进展")
	if err != nil || len(id) != 43 {
		t.Fatal(id, err)
	}
	all, err := mini.GetSubscribe().ListTemplates()
	if err != nil || len(all.Data) != 3 {
		t.Fatal(all, err)
	}
	if got := all.Data[2]; got.PriTmplID != id || got.Title != "诉求提醒" || got.Type != 2 || got.Content != "内容:{{thing1.DATA}}\n状态:{{phrase2.DATA}}\n" {
		t.Errorf("%+v", got)
	}
	for _, bad := range []func() (string, error){
		func() (string, error) { return mini.GetSubscribe().Add("9999", []int{1, 2}, "x") },
		func() (string, error) { return mini.GetSubscribe().Add("1001", []int{1, 3}, "x") },
		func() (string, error) { return mini.GetSubscribe().Add("1001", []int{1}, "x") },
	} {
		if _, err := bad(); err == nil {
			t.Error("it was added")
		}
	}
}

func TestTheSDKReadsCodesLinksAndActivities(t *testing.T) {
	b := newBench(t)
	mini, _ := b.sdk()
	if img, err := mini.GetQRCode().GetWXACodeUnlimit(qrcode.QRCoder{Scene: "g=0101", Page: "pages/home/home"}); err != nil || len(img) < 1000 {
		t.Error(len(img), err)
	}
	if link, err := mini.GetURLLink().Generate(&urllink.ULParams{Path: "pages/home/home", Query: "a=1", ExpireType: urllink.ExpireTypeInterval, ExpireInterval: 30}); err != nil || !strings.HasPrefix(link, linkHost) {
		t.Error(link, err)
	}
	m := mini.GetUpdatableMessage()
	act, err := m.CreateActivityIDWithReq(&message.CreateActivityIDRequest{UnionID: "union1"})
	if err != nil || act.ActivityID == "" || act.ExpirationTime != b.clock.Now().Add(24*time.Hour).Unix() {
		t.Fatal(act, err)
	}
	b.share("u1", group1, map[string]any{"path": "x", "activity": act.ActivityID})
	counts := message.UpdatableMsgTemplate{ParameterList: []message.UpdatableMsgParameter{{Name: "member_count", Value: "3"}, {Name: "room_limit", Value: "20"}}}
	if err := m.SetUpdatableMsg(act.ActivityID, message.TargetStateNotStarted, counts); err != nil {
		t.Error(err)
	}
	b.sim.mu.Lock()
	if card := b.sim.current(b.sim.Cards[0]); !strings.Contains(card.State, "3/20") {
		t.Errorf("%+v", card)
	}
	b.sim.mu.Unlock()
	for name, err := range map[string]error{
		"an unknown activity": m.SetUpdatableMsg("966_x", message.TargetStateStarted, counts),
		"a state too far":     m.SetUpdatableMsg(act.ActivityID, message.TargetStateFinished, counts),
	} {
		if err == nil {
			t.Error(name)
		}
	}
	if err := m.SetChatToolMsg(&message.SetChatToolMsgRequest{ActivityID: act.ActivityID, TargetState: message.TargetStateFinished}); err != nil {
		t.Error("a chat tool's may end: ", err)
	}
}

func TestTheSDKReadsQuotasAndCalls(t *testing.T) {
	b := newBench(t)
	mini, _ := b.sdk()
	api := mini.GetOpenAPI()
	to := b.session("u1").OpenID
	refused := b.send(to, "x")
	var rid string
	if w := asWeChat(t, refused); w.Code == 43101 {
		rid = w.RID
	}
	q, err := api.GetAPIQuota(openapi.GetAPIQuotaParams{CgiPath: "/cgi-bin/message/subscribe/send"})
	if err != nil || q.Quota.DailyLimit != 10_000_000 || q.Quota.Used != 1 || q.Quota.Remain != 9_999_999 {
		t.Errorf("%+v %v", q, err)
	}
	if _, err := api.GetAPIQuota(openapi.GetAPIQuotaParams{CgiPath: "cgi-bin/nothing"}); err == nil {
		t.Error("an unknown path")
	}
	info, err := api.GetRidInfo(openapi.GetRidInfoParams{Rid: rid})
	if err != nil || !strings.Contains(info.Request.RequestBody, to) || !strings.Contains(info.Request.ResponseBody, "43101") || info.Request.InvokeTime != b.clock.Now().Unix() {
		t.Errorf("%+v %v", info, err)
	}
	if strings.Contains(info.Request.RequestURL, "access_token=T_") && len(info.Request.RequestURL) > 80 {
		t.Error("a token is shown: ", info.Request.RequestURL)
	}
	if _, err := api.GetRidInfo(openapi.GetRidInfoParams{Rid: "1-2-3"}); err == nil {
		t.Error("an unknown rid")
	}
	if err := api.ClearQuota(); err != nil {
		t.Error(err)
	}
	if q, err = api.GetAPIQuota(openapi.GetAPIQuotaParams{CgiPath: "/cgi-bin/message/subscribe/send"}); err != nil || q.Quota.Used != 0 {
		t.Errorf("after clearing: %+v %v", q, err)
	}
}

func TestTheSDKReadsAnOfficialAccountsFollowers(t *testing.T) {
	b := newBench(t)
	_, oa := b.sdk()
	b.follow("u1", true)
	b.follow("u2", true)
	all, err := user.NewUser(oa).ListAllUserOpenIDs()
	if err != nil || len(all) != 2 {
		t.Fatal(all, err)
	}
	info, err := user.NewUser(oa).GetUserInfo(OpenID(oaID, "u2"))
	if err != nil || info.Subscribe != 1 || info.UnionID != "union2" {
		t.Errorf("%+v %v", info, err)
	}
	if _, err := user.NewUser(oa).GetUserInfo("nobody"); err == nil {
		t.Error("an unknown openid")
	}
	msg := &oamessage.TemplateMessage{ToUser: OpenID(oaID, "u1"), TemplateID: "TO", Data: map[string]*oamessage.TemplateDataItem{"thing1": {Value: "x"}}}
	if id, err := oamessage.NewTemplate(oa).Send(msg); err != nil || id == 0 {
		t.Error(id, err)
	}
	notice := &oamessage.SubscribeMessage{ToUser: OpenID(oaID, "u1"), TemplateID: "TO", Data: map[string]*oamessage.SubscribeDataItem{"thing1": {Value: "x"}}}
	if err := oamessage.NewSubscribe(oa).Send(notice); err == nil || !strings.Contains(err.Error(), "43101") {
		t.Error("a notice needs a consent: ", err)
	}
	b.phone("grants", map[string]any{"user": "u1", "app": oaID, "template": "TO", "add": 1})
	if err := oamessage.NewSubscribe(oa).Send(notice); err != nil {
		t.Error(err)
	}
}
