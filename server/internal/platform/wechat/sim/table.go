package sim

import "net/http"

const (
	get  = http.MethodGet
	post = http.MethodPost
)

// table is every interface of WeChat's that there is.
func table() map[string]api {
	return map[string]api{
		"/cgi-bin/token":                   {method: get, open: true, daily: 2000, do: (*Sim).legacyToken},
		"/cgi-bin/stable_token":            {method: post, open: true, do: (*Sim).stableToken},
		"/sns/jscode2session":              {method: get, open: true, do: (*Sim).codeToSession},
		"/wxa/checksession":                {method: get, kind: "mp", do: (*Sim).checkSession},
		"/wxa/business/getuserphonenumber": {method: post, kind: "mp", do: (*Sim).phoneNumber},

		"/cgi-bin/message/subscribe/send":    {method: post, kind: "mp", daily: 10_000_000, do: (*Sim).subscribeSend},
		"/wxaapi/newtmpl/gettemplate":        {method: get, do: (*Sim).listTemplates},
		"/wxaapi/newtmpl/addtemplate":        {method: post, do: (*Sim).addTemplate},
		"/cgi-bin/message/template/send":     {method: post, kind: "oa", daily: 100_000, do: (*Sim).templateSend},
		"/cgi-bin/message/subscribe/bizsend": {method: post, kind: "oa", do: (*Sim).bizSend},
		"/cgi-bin/webhook/send":              {method: post, open: true, do: (*Sim).robotSend},
		"/cgi-bin/user/info":                 {method: get, kind: "oa", do: (*Sim).userInfo},
		"/cgi-bin/user/get":                  {method: get, kind: "oa", do: (*Sim).userList},

		"/wxa/msg_sec_check":         {method: post, kind: "mp", daily: 2_000_000, minute: 4000, do: (*Sim).checkText},
		"/wxa/media_check_async":     {method: post, kind: "mp", daily: 200_000, minute: 2000, do: (*Sim).checkMedia},
		"/wxa/getwxacodeunlimit":     {method: post, kind: "mp", minute: 5000, do: (*Sim).drawCode},
		"/wxa/generate_urllink":      {method: post, kind: "mp", daily: 500_000, do: (*Sim).makeLink},
		"/wxa/query_urllink":         {method: post, kind: "mp", do: (*Sim).queryLink},
		"/cgi-bin/openapi/quota/get": {method: post, do: (*Sim).quota},
		"/cgi-bin/openapi/rid/get":   {method: post, do: (*Sim).callOf},
		"/cgi-bin/clear_quota":       {method: post, do: (*Sim).clearQuota},

		"/cgi-bin/message/wxopen/activityid/create": {method: get, kind: "mp", do: (*Sim).newActivity},
		"/cgi-bin/message/wxopen/updatablemsg/send": {method: post, kind: "mp", do: (*Sim).updateCards},
		"/cgi-bin/message/wxopen/chattoolmsg/send":  {method: post, kind: "mp", do: (*Sim).updateCards},
		"/cgi-bin/openapi/quota/clear":              {method: post, do: (*Sim).clearOneQuota},
	}
}
