package wechat

import (
	"reflect"
	"testing"
)

func TestEventsAreReadAsWeChatWritesThem(t *testing.T) {
	for text, want := range map[string]Event{
		`{"Event":"subscribe_msg_popup_event","List":[{"TemplateId":"A","SubscribeStatusString":"accept"},{"TemplateId":"B","SubscribeStatusString":"reject"}]}`:                                           {Popup: []Choice{{"A", true, "accept"}, {"B", false, "reject"}}},
		`{"Event":"subscribe_msg_change_event","List":{"TemplateId":"A","SubscribeStatusString":"reject"}}`:                                                                                                {Change: []Choice{{"A", false, "reject"}}},
		`{"Event":"subscribe_msg_sent_event","List":{"TemplateId":"A","MsgID":"12","ErrorCode":"0","ErrorStatus":"success"}}`:                                                                              {Sent: []Sent{{"A", 12, 0, "success"}}},
		`<xml><Event>subscribe_msg_popup_event</Event><SubscribeMsgPopupEvent><List><TemplateId>A</TemplateId><SubscribeStatusString>accept</SubscribeStatusString></List></SubscribeMsgPopupEvent></xml>`: {Popup: []Choice{{"A", true, "accept"}}},
		`{"Event":"wxa_media_check","trace_id":"t","errcode":0,"result":{"suggest":"pass","label":100}}`:                                                                                                   {Media: &MediaResult{"t", "pass", "100", 0}},
		`{"Event":"something_new","List":{}}`: {},
	} {
		got, err := parse("wxa", []byte(text))
		if err != nil || !reflect.DeepEqual(got.Popup, want.Popup) || !reflect.DeepEqual(got.Change, want.Change) || !reflect.DeepEqual(got.Sent, want.Sent) || !reflect.DeepEqual(got.Media, want.Media) {
			t.Errorf("%s: %+v %v", text, got, err)
		}
	}
	if e, err := parse("wxa", []byte(`{"CreateTime":"1688953684"}`)); err != nil || e.At.Unix() != 1688953684 {
		t.Error("a time written as a string: ", e.At, err)
	}
	for _, bad := range []string{"", "{", `{"CreateTime":"soon"}`, "<xml>", `[]`} {
		if _, err := parse("wxa", []byte(bad)); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(popup))
	f.Add([]byte(`<xml><Event>x</Event></xml>`))
	f.Fuzz(func(t *testing.T, text []byte) {
		if e, err := parse("wxa", text); err == nil && e.App != "wxa" {
			t.Error("an event of no app")
		}
	})
}
