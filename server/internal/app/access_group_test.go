package app

// groupAccess is the part of the access table about WeChat groups and their weekly cards.
var groupAccess = map[string]lets{
	"importGroups":          {"/v1/group-imports?community=1", map[string]any{}, []string{"leader", "staff", "staff2", "admin"}}, // refused for what it is before it is asked whose it is
	"listGroupDigests":      {"", nil, office},
	"listGroups":            {"", nil, office},
	"addGroup":              {"", map[string]any{}, office},
	"getGroup":              {"/v1/groups/1", nil, []string{"worker", "leader", "staff", "county", "admin"}},
	"beginBinding":          {"/v1/groups/1/tickets", map[string]any{"private": true}, []string{"worker"}}, // the leader is at the staff pages
	"seeGroup":              {"/v1/groups/1/sightings", map[string]any{"ticket": "x", "group": map[string]any{"encrypted_data": "x", "iv": "x"}}, []string{"worker", "leader"}},
	"confirmBinding":        {"/v1/groups/1/binding", map[string]any{"ticket": "x"}, []string{"worker", "leader"}},
	"activateGroup":         {"/v1/groups/1/activation", nil, []string{"leader", "staff", "admin"}},
	"unbindGroup":           {"/v1/groups/1/unbinding", map[string]any{"reason": "x"}, []string{"worker", "leader", "staff", "admin"}},
	"declareMembers":        {"/v1/groups/1/members", map[string]any{"declared_members": 5}, []string{"worker", "leader", "staff", "admin"}},
	"enterGroup":            {"", map[string]any{}, signedIn},
	"joinGroup":             {"", map[string]any{}, agreed},
	"listGroupConflicts":    {"", nil, office},
	"decideGroupConflict":   {"/v1/group-conflicts/999999/decision", map[string]any{"decision": "keep"}, nil},
	"listGroupLeaks":        {"", nil, office},
	"remakeGroupDigests":    {"", map[string]any{"community_id": 1}, []string{"worker", "worker2", "leader", "staff", "admin"}},
	"getGroupDigest":        {"/v1/group-digests/1", nil, signedIn},
	"getGroupDigestPicture": {"/v1/group-digests/1/picture?key=x", nil, nil}, // forged: 404 for everybody
	"shareGroupDigest":      {"/v1/group-digests/1/sharing", nil, []string{"worker", "leader", "staff", "admin"}},
	"refreshGroupDigest":    {"/v1/groups/1/digest", map[string]any{}, []string{"worker", "leader", "staff", "admin"}},
}
