package sim

import "fmt"

// World is who and what there is: the seed of a simulator.
type World struct {
	Apps      []App      `json:"apps"`
	Users     []User     `json:"users"`
	Groups    []Group    `json:"groups"`
	Templates []Template `json:"templates"`
	Library   []Form     `json:"library"` // WeChat's public templates, to add from
	Robots    []Robot    `json:"robots"`
	Desk      Desk       `json:"desk"`
	Stories   Stories    `json:"stories"`
}

// Stories are situations that the simulator's page can bring about: what people
// of this world ask of the server first, and who then holds which page.
type Stories struct {
	Settle []StoryStep `json:"settle"` // by each resident of a scene, before its own
	Scenes []Scene     `json:"scenes"`
}

// Scene is one situation.
type Scene struct {
	ID     string      `json:"id"`
	Name   string      `json:"name"`
	About  string      `json:"about"`
	People []string    `json:"people"` // residents, who settle and take messages
	Steps  []StoryStep `json:"steps"`
	Phones []StoryDoor `json:"phones"`
	Tries  []string    `json:"tries"` // what to do then
	Desk   string      `json:"desk"`  // the staff's page that belongs to it
}

// StoryStep is one request to the server; page/scenes.js says what stands in braces.
type StoryStep struct {
	As     string `json:"as"`
	Method string `json:"method"` // GET when left out
	Path   string `json:"path"`
	Body   any    `json:"body"`
	Save   string `json:"save"`   // under which name later steps find the answer
	Unless string `json:"unless"` // not when this has a value
	Again  bool   `json:"again"`  // it may have been done before: a refusal is no failure
	Wait   int    `json:"wait"`   // seconds, before it
}

// StoryDoor is a phone that is opened at a page.
type StoryDoor struct {
	User string `json:"user"`
	Path string `json:"path"`
}

// Robot is one of a WeCom group (企业微信群机器人), which posts what its address is sent.
type Robot struct {
	Key  string `json:"key"`
	Name string `json:"name"`
}

// App is a mini-program or an official account.
type App struct {
	ID     string   `json:"id"`
	Name   string   `json:"name"`
	Kind   string   `json:"kind"` // "" is a mini-program, "oa" an official account
	Secret string   `json:"secret"`
	Token  string   `json:"token"`  // of the message push
	AESKey string   `json:"aeskey"` // of the message push, 43 characters
	Format string   `json:"format"` // of the message push: json or xml; an official account's is always xml
	Pages  []string `json:"pages"`  // what is released; none given: those of the built phone, else any
}

func (a *App) official() bool { return a.Kind == "oa" }

// User is a person with WeChat on his phone.
type User struct {
	ID        string   `json:"id"`
	UnionID   string   `json:"unionid"`
	Nick      string   `json:"nick"`
	Phone     string   `json:"phone"`
	About     string   `json:"about"`      // who he is in the demo's story
	Risky     bool     `json:"risky"`      // WeChat blocks his sign-ins
	FontScale float64  `json:"font_scale"` // of his WeChat; 0 is 1
	Follows   []string `json:"follows"`    // official accounts
}

// Group is an ordinary WeChat group.
type Group struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	ChatType int      `json:"chat_type"` // 3 WeChat, 4 WeCom; 0 is 3
	Members  []string `json:"members"`
}

// Template is a message's form. Type 2 is one-time, 3 long-term.
type Template struct {
	ID     string  `json:"id"`
	App    string  `json:"app"` // whose it is; "" is every mini-program's
	Title  string  `json:"title"`
	Type   int     `json:"type"`
	Fields []Field `json:"fields"`
}

// Field is one line of a template.
type Field struct {
	Name   string   `json:"name"` // such as thing1
	Label  string   `json:"label"`
	Kind   string   `json:"kind"` // such as thing
	Values []string `json:"values,omitempty"`
}

// Form is a public template of WeChat's.
type Form struct {
	ID     string        `json:"tid"`
	Title  string        `json:"title"`
	Type   int           `json:"type"`
	Fields map[int]Field `json:"fields"` // by kid; the name is without its number
}

// Desk is what the simulator's page shows first.
type Desk struct {
	Phones []string `json:"phones"` // users
	Group  string   `json:"group"`
}

// people finds users fast: a load test has a hundred thousand of them.
type people struct {
	byID     map[string]*User
	byOpenID map[string]*User // under app|openid
	openids  map[string]bool
}

func (w *World) index() people {
	p := people{byID: map[string]*User{}, byOpenID: map[string]*User{}, openids: map[string]bool{}}
	for i := range w.Users {
		u := &w.Users[i]
		p.byID[u.ID] = u
		for _, a := range w.Apps {
			id := OpenID(a.ID, u.ID)
			p.byOpenID[a.ID+"|"+id], p.openids[id] = u, true
		}
	}
	return p
}

func (s *Sim) user(id string) *User { return s.people.byID[id] }

func (s *Sim) userByOpenID(app, id string) *User { return s.people.byOpenID[app+"|"+id] }

// known says whether the openid belongs to any app of this world.
func (s *Sim) known(id string) bool { return s.people.openids[id] }

func (s *Sim) app(id string) *App {
	for i := range s.World.Apps {
		if s.World.Apps[i].ID == id {
			return &s.World.Apps[i]
		}
	}
	return nil
}

func (s *Sim) group(id string) *Group {
	for i := range s.World.Groups {
		if s.World.Groups[i].ID == id {
			return &s.World.Groups[i]
		}
	}
	return nil
}

// templates are an app's: those of the world, and those that were added.
func (s *Sim) templates(app *App) (list []Template) {
	for _, t := range append(s.World.Templates[:len(s.World.Templates):len(s.World.Templates)], s.Added...) {
		if t.App == app.ID || t.App == "" && !app.official() {
			list = append(list, t)
		}
	}
	return list
}

func (s *Sim) template(app *App, id string) *Template {
	for _, t := range s.templates(app) {
		if t.ID == id {
			return &t
		}
	}
	return nil
}

// OpenID is a user's name towards an app. It and the names of groups are stable,
// and unlike WeChat's own easily told from real ones.
func OpenID(app, user string) string          { return "o" + digest(app+"|"+user) }
func opengid(app, group string) string        { return "t" + digest(app+"|group|"+group) }
func memberid(app, group, user string) string { return "m" + digest(app+"|"+group+"|"+user) }
func singleRoom(app, one, other string) string {
	return "s" + digest(app+"|"+min(one, other)+"|"+max(one, other))
}

func digest(text string) string {
	h := uint64(14695981039346656037)
	for _, b := range []byte(text) {
		h = (h ^ uint64(b)) * 1099511628211
	}
	return fmt.Sprintf("%016xSIM%08x", h, uint32(h>>7))
}
