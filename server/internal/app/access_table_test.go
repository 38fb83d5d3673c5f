package app

import (
	"maps"
)

// callers are everybody who could ask for r1's issue, in a community with a
// second one beside it.
var callers = []string{
	"nobody",
	"guest",     // signed in, no consent, no home
	"reporter",  // whose issue it is
	"neighbour", // of another micro-grid
	"stranger",  // of the other community
	"worker",    // who owns the issue
	"worker2",   // of another micro-grid
	"worker3",   // of the other community
	"leader", "staff", "staff2", "county", "admin",
}

var (
	everybody = callers
	signedIn  = callers[1:]
	insiders  = []string{"reporter", "worker", "leader", "staff", "county", "admin"}
	desks     = []string{"staff", "staff2", "county", "admin"}
	office    = []string{"worker", "worker2", "worker3", "leader", "staff", "staff2", "county", "admin"}
	printers  = []string{"worker", "worker2", "leader", "staff", "admin"}
	agreed    = []string{"reporter", "neighbour", "stranger"}
)

// access says for every operation how to ask it and who is let in; all others
// must hear 401, 403 or 404. An operation without a row fails the test.
var access = with(territoryAccess, with(groupAccess, with(volunteerAccess, with(noticeAccess, map[string]lets{
	"createSession":       {"", map[string]any{"code": "made-up"}, nil}, // 401 for everybody: the code is wrong
	"staffSignIn":         {"", map[string]any{"username": "nobody", "password": "x"}, nil},
	"listSessions":        {"", nil, signedIn},
	"endSession":          {"-", nil, nil}, // would end the callers; asked as nobody only, below
	"revokeSession":       {"/v1/sessions/nothing", nil, nil},
	"getMe":               {"", nil, signedIn},
	"updateMe":            {"", map[string]any{}, agreed},
	"giveConsent":         {"", map[string]any{"version": "old"}, signedIn},
	"setElderMode":        {"", map[string]any{}, signedIn},
	"setPhone":            {"", map[string]any{}, agreed},
	"changePassword":      {"", map[string]any{}, signedIn},
	"beginTOTP":           {"", nil, []string{"leader", "staff", "staff2", "county", "admin"}},
	"confirmTOTP":         {"", map[string]any{}, signedIn},
	"endTOTP":             {"", nil, signedIn},
	"listPeople":          {"", nil, desks},
	"createPerson":        {"", map[string]any{"name": "x", "username": "x"}, desks},
	"grantRole":           {"/v1/staff/people/1/roles", map[string]any{"role": "worker"}, desks},
	"revokeRole":          {"/v1/staff/people/1/roles/999999", nil, nil},
	"handOverRole":        {"/v1/staff/people/1/roles/999999/successor", map[string]any{"account_id": 2}, nil},
	"resetSignIn":         {"/v1/staff/people/999999/sign-in", map[string]any{"password": "x"}, nil},
	"setDisabled":         {"/v1/staff/people/999999/disabled", map[string]any{"disabled": true}, nil},
	"getPosters":          {"/v1/staff/posters?community=1", nil, printers},
	"askPosters":          {"", map[string]any{"community_id": 1}, printers},
	"downloadPosters":     {"/v1/staff/posters/file?community=1", nil, printers},
	"listCommunities":     {"", nil, everybody},
	"getTerritory":        {"/v1/communities/1", nil, everybody},
	"listCompounds":       {"/v1/communities/1/compounds", nil, everybody},
	"getMicroGrid":        {"/v1/staff/micro-grids/1", nil, []string{"worker", "worker2", "leader", "staff", "county", "admin"}},
	"joinMicroGrid":       {"", map[string]any{}, signedIn},
	"getWorkerPhone":      {"", nil, agreed},
	"listDays":            {"", nil, signedIn},
	"getCalendarCoverage": {"", nil, desks},
	"correctDay":          {"/v1/staff/calendar/days/2026-01-05", map[string]any{"work": true, "name": "", "reason": "x"}, []string{"admin"}},
	"tryLimit":            {"", map[string]any{"community_id": 1, "limit": "5工作日"}, []string{"staff", "county", "admin"}},
	"getServiceHours":     {"/v1/staff/communities/1/service-hours", nil, []string{"staff", "county", "admin"}},
	"setServiceHours":     {"/v1/staff/communities/1/service-hours", map[string]any{"spans": []string{"08:30-12:00"}}, []string{"staff", "admin"}},
	"listMessages":        {"", nil, signedIn},
	"readMessage":         {"/v1/messages/1/read", nil, []string{"worker"}}, // message 1 told him
	"readAllMessages":     {"", nil, signedIn},
	"listTemplates":       {"", nil, signedIn},
	"reportChoices":       {"", map[string]any{"items": []any{map[string]any{"template_id": "x", "choice": "ban"}}}, signedIn},
	"getQuotas":           {"/v1/staff/quotas?community=1", nil, []string{"staff", "county", "admin"}},
	"listForms":           {"/v1/staff/templates?community=1", nil, []string{"staff", "admin"}},
	"listDeliveries":      {"", nil, []string{"staff", "staff2", "admin"}},
	"getDelivery":         {"/v1/staff/deliveries/1", nil, []string{"staff", "admin"}},
	"retryDelivery":       {"/v1/staff/deliveries/1/retry", nil, []string{"staff", "admin"}},
	"listCategories":      {"", nil, signedIn},
	"createAttachment":    {"", map[string]any{}, append([]string{"leader", "staff", "staff2", "county", "admin"}, agreed...)},
	"reportIssue":         {"", map[string]any{}, append([]string{"leader", "staff", "staff2", "county", "admin"}, agreed...)},
	"listIssues":          {"/v1/issues?scope=work&community=1", nil, []string{"worker", "worker2", "worker3", "leader", "staff", "staff2", "county", "admin"}},
	"countIssues":         {"/v1/issues/counts?scope=mine", nil, signedIn},
	"getIssue":            {"/v1/issues/1", nil, insiders},
	"takeStep":            {"/v1/issues/1/steps", map[string]any{"step": "accept", "version": 99}, insiders},
	"listTransferTargets": {"/v1/issues/1/targets", nil, insiders},
	"getContact":          {"/v1/issues/1/contact", nil, nil}, // 404 for everybody: nobody was represented
	"listSimilar":         {"/v1/issues/similar?category=lamp", nil, signedIn},
	"joinIssue":           {"/v1/issues/1/followers", nil, []string{"reporter"}}, // nobody else may: its words have not passed
	"listFollowers":       {"/v1/issues/1/followers", nil, []string{"worker", "leader", "staff", "admin"}},
	"leaveIssue":          {"/v1/issues/1/followers", nil, signedIn},
	"listTasks":           {"/v1/tasks?scope=work", nil, []string{"worker", "worker2", "worker3", "leader", "staff", "staff2", "county", "admin"}},
	"listHelpers":         {"/v1/issues/1/helpers", nil, []string{"worker", "leader", "staff", "admin"}},
	"getTaskContact":      {"/v1/issues/1/tasks/1/contact", nil, nil}, // 404 for everybody: there is no such task
	"listBodies":          {"/v1/staff/bodies?community=1", nil, []string{"staff", "admin"}},
	"createBody":          {"/v1/staff/bodies?community=1", map[string]any{"name": "x", "kind": "x", "limit": "x", "contact": "", "phone": "", "active": true}, []string{"staff", "admin"}},
	"getBody":             {"/v1/staff/bodies/1", nil, []string{"staff", "admin"}},
	"updateBody":          {"/v1/staff/bodies/1", map[string]any{"name": "x", "kind": "x", "limit": "x", "contact": "", "phone": "", "active": true}, []string{"staff", "admin"}},
	"getOverview":         {"/v1/staff/overview?community=1", nil, []string{"leader", "staff", "county", "admin"}},
	"createExport":        {"", map[string]any{"scope": "work", "community": 1}, []string{"leader", "staff", "staff2", "county", "admin"}}, // of what each may see
	"listExports":         {"", nil, []string{"leader", "staff", "staff2", "county", "admin"}},
	"downloadExport":      {"/v1/staff/exports/999999/file", nil, nil}, // only one's own
	"removeExport":        {"/v1/staff/exports/999999", nil, nil},
	"exportWeek":          {"/v1/staff/weeks/2020-01-06/file?community=1", nil, nil},
	"listFindings":        {"/v1/staff/findings?community=1", nil, []string{"leader", "staff", "county", "admin"}},
	"listWeeks":           {"/v1/staff/weeks?community=1", nil, []string{"leader", "staff", "county", "admin"}},
	"getWeek":             {"/v1/staff/weeks/2020-01-06?community=1", nil, nil}, // 404 for everybody: nothing was frozen then
	"correctWeek":         {"/v1/staff/weeks/2020-01-06/corrections?community=1", map[string]any{"text": "x"}, nil},
	"listPatrols":         {"/v1/staff/patrols?community=1", nil, []string{"leader", "staff", "county", "admin"}},
	"listMyPatrols":       {"", nil, []string{"worker", "worker2", "worker3"}},
	"sayAllClear":         {"", map[string]any{}, []string{"worker", "worker2", "worker3"}},
	"getRouting":          {"/v1/staff/communities/1/routing", nil, []string{"staff", "county", "admin"}},
	"saveRouting":         {"/v1/staff/communities/1/routing", map[string]any{"version": 99, "rules": []any{}}, []string{"staff", "admin"}},
	"listRoutingVersions": {"/v1/staff/communities/1/routing/versions", nil, []string{"staff", "county", "admin"}},
	"tryRouting":          {"/v1/staff/communities/1/routing/try", map[string]any{"category": "lamp"}, []string{"staff", "county", "admin"}},
	"listResidents":       {"", nil, []string{"worker", "worker2", "worker3", "leader", "staff", "staff2", "admin"}},
	"verifyResident":      {"/v1/residents/999999/verified", map[string]any{"verified": true}, nil}, // 404 for everybody: there is no such person
	"getHome":             {"", nil, signedIn},
}))))

// lets says how to ask an operation and who is let in.
type lets struct {
	path string // without {}, where it differs from the contract's
	body any
	may  []string
}

func with(more, table map[string]lets) map[string]lets {
	maps.Copy(table, more)
	return table
}
