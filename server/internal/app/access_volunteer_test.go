package app

import "time"

// soon and later are when an activity may be held.
var soon, later = time.Now().Add(48 * time.Hour), time.Now().Add(50 * time.Hour)

var seriesDraft = map[string]any{"community_id": 1, "each": "once", "rule": map[string]any{"weekday": 5, "from": time.Now().Add(48 * time.Hour).Format(time.DateOnly)}, "kind": "knock", "title": "x", "place": "x",
	"audience": "community", "children": false, "shifts": []any{map[string]any{"from": "09:00", "minutes": 60, "capacity": 5}}}

// volunteerAccess are the rows of activities.
var volunteerAccess = map[string]lets{
	"listActivityKinds":     {"/v1/activity-kinds?community=1", nil, signedIn},
	"listActivities":        {"/v1/activities?community=1", nil, signedIn},
	"createActivity":        {"", map[string]any{"community_id": 1, "kind": "knock", "title": "x", "place": "x", "audience": "community", "children": false, "shifts": []any{map[string]any{"starts_at": soon, "ends_at": later, "capacity": 5}}}, []string{"staff", "admin"}},
	"getActivity":           {"/v1/activities/1", nil, signedIn},
	"editActivity":          {"/v1/activities/1", map[string]any{"version": 99, "title": "x", "text": "", "place": "x", "bring": ""}, []string{"worker", "leader", "staff", "admin"}},
	"cancelActivity":        {"/v1/activities/999999/cancellation", map[string]any{"reason": "x"}, nil},
	"listActivitySignups":   {"/v1/activities/1/signups", nil, []string{"worker", "leader", "staff", "admin"}},
	"addShift":              {"/v1/activities/1/shifts", map[string]any{"starts_at": soon, "ends_at": later, "capacity": 5}, []string{"worker", "leader", "staff", "admin"}},
	"editShift":             {"/v1/activities/1/shifts/1", map[string]any{"starts_at": soon, "ends_at": later, "capacity": 5}, []string{"worker", "leader", "staff", "admin"}},
	"mergeShift":            {"/v1/activities/1/shifts/1/merge", map[string]any{"into": 1}, []string{"worker", "leader", "staff", "admin"}},
	"listShiftClashes":      {"/v1/activities/1/shifts/1/clashes?into=1", nil, []string{"worker", "leader", "staff", "admin"}},
	"callNumber":            {"/v1/activities/999999/shifts/999999/called", map[string]any{"number": 1}, nil},
	"listOrganisers":        {"/v1/staff/communities/1/organisers", nil, []string{"staff", "admin"}},
	"setOrganiser":          {"/v1/staff/communities/1/organisers/1", map[string]any{"organises": false}, []string{"staff", "admin"}},
	"signUp":                {"/v1/shifts/1/signups", map[string]any{}, []string{"reporter", "neighbour"}}, // who lives in the community
	"listMySignups":         {"", nil, signedIn},
	"stepSignup":            {"/v1/signups/999999/steps", map[string]any{"step": "withdraw"}, nil},
	"removeSignup":          {"/v1/signups/999999/removal", map[string]any{"reason": "x"}, nil},
	"listFamily":            {"", nil, signedIn},
	"addFamilyMember":       {"", map[string]any{"relation": "parent", "name": "x"}, agreed},
	"removeFamilyMember":    {"/v1/family/999999", nil, nil},
	"listFamilyLinks":       {"", nil, signedIn},
	"askParent":             {"", map[string]any{"name": "x", "phone": "13911112222"}, agreed},
	"stepFamilyLink":        {"/v1/family-links/999999/steps", map[string]any{"step": "end"}, nil},
	"listFamilyLinksToTell": {"", nil, []string{"worker", "worker2", "worker3", "leader", "staff", "staff2", "admin"}}, // of the places that each works for
	"listActivitySeries":    {"/v1/activity-series?community=1", nil, signedIn},                                        // of what each may change
	"createActivitySeries":  {"", seriesDraft, []string{"staff", "admin"}},
	"getActivitySeries":     {"/v1/activity-series/999999", nil, nil},
	"editActivitySeries":    {"/v1/activity-series/999999", map[string]any{"version": 1, "draft": seriesDraft}, nil},
	"endActivitySeries":     {"/v1/activity-series/999999/end", map[string]any{"reason": "x"}, nil},
	"getSignupCalendar":     {"/v1/signups/999999/calendar", nil, nil},
	"getAttendance":         {"/v1/activities/1/attendance", nil, []string{"worker", "leader", "staff", "admin"}},
	"syncMarks":             {"/v1/activities/1/marks", map[string]any{"marks": []any{map[string]any{"id": "mark-0001", "pass": "x", "leaves": false, "at": soon}}}, []string{"worker", "leader", "staff", "admin"}},
	"getPass":               {"/v1/signups/999999/pass", nil, nil},
	"markMyself":            {"/v1/signups/999999/marks", map[string]any{"code": "00000000", "leaves": false}, nil},
	"listMyHours":           {"", nil, signedIn},
	"listActivityHours":     {"/v1/activities/1/hours", nil, []string{"worker", "leader", "staff", "admin"}},
	"stateHours":            {"/v1/signups/999999/hours", map[string]any{"minutes": 5, "reason": "x"}, nil},
	"decideHours":           {"/v1/hours/999999/decision", map[string]any{"accept": true}, nil},
	"exportActivities":      {"", map[string]any{"community": 1}, []string{"leader", "staff", "county", "admin"}},
	"exportSignups":         {"", map[string]any{"community": 1, "from": "2026-01-01", "until": "2026-01-31"}, []string{"staff", "admin"}},
	"exportHours":           {"", map[string]any{"community": 1, "from": "2026-01-01", "until": "2026-01-31"}, []string{"staff", "admin"}},
	"addActivityPhoto":      {"/v1/activities/1/photos", map[string]any{}, append([]string{"leader", "staff", "staff2", "county", "admin"}, agreed...)}, // refused for what it is before it is asked whose it is
	"removeActivityPhoto":   {"/v1/activities/1/photos/999999", nil, nil},
	"judgeActivityPhoto":    {"/v1/activities/1/photos/999999", map[string]any{"shown": true}, nil},
	"setActivityResult":     {"/v1/activities/1/result", map[string]any{"text": "x"}, []string{"worker", "leader", "staff", "admin"}}, // 409: it has not begun
	"listActivityResults":   {"", nil, signedIn},
	"listSkillKinds":        {"/v1/skill-kinds?community=1", nil, signedIn},
	"getListing":            {"", nil, signedIn},
	"setListing":            {"", map[string]any{"listed": false, "intro": ""}, agreed},
	"listTalents":           {"", nil, signedIn},
	"listMyCertificates":    {"", nil, signedIn},
	"askCertificate":        {"", map[string]any{"name": "x", "from": "2026-01-01", "until": "2025-01-01"}, agreed}, // refused for its days
	"downloadCertificate":   {"/v1/certificates/999999/file", nil, nil},
	"listCertificates":      {"/v1/staff/certificates?community=1", nil, []string{"staff", "admin"}},
	"stepCertificate":       {"/v1/staff/certificates/999999/steps", map[string]any{"step": "issue"}, nil},
	"listCareKinds":         {"/v1/care-kinds?community=1", nil, signedIn},
	"getSkills":             {"", nil, signedIn},
	"setSkills":             {"", map[string]any{"kinds": []string{}}, agreed},
	"listCareOrders":        {"", nil, signedIn},
	"createCareOrder":       {"", map[string]any{"kind": "none", "wanted_at": soon, "name": "x", "door": "x"}, agreed},
	"getCareOrder":          {"/v1/care-orders/999999", nil, nil},
	"stepCareOrder":         {"/v1/care-orders/999999/steps", map[string]any{"step": "claim"}, nil},
	"getOrganising":         {"", nil, signedIn},
	"listStaffActivities":   {"/v1/staff/activities?community=1", nil, []string{"worker", "worker2", "leader", "staff", "county", "admin"}},
	"listHoursToDecide":     {"/v1/staff/hours?community=1", nil, []string{"worker", "worker2", "leader", "staff", "county", "admin"}},
	"listStaffCareOrders":   {"/v1/staff/care-orders?community=1", nil, office}, // of the places that each answers for
	"listCareHelpers":       {"/v1/care-orders/999999/helpers", nil, nil},
	"assignCareOrder":       {"/v1/care-orders/999999/helper", map[string]any{"account_id": 1}, nil},
	"previewActivitySeries": {"/v1/activity-series/preview", map[string]any{"community_id": 1, "each": "once", "rule": map[string]any{"weekday": 5, "from": soon.Format(time.DateOnly)}}, []string{"staff", "admin"}},
	"signUpGuest":           {"/v1/activities/999999/shifts/999999/guests", map[string]any{"name": "x"}, nil},
}
