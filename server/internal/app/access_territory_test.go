package app

// same is a change that is refused for what it is: it is there already.
var same = map[string]any{"kind": "move", "micro_grid_id": 1, "grid_id": 1, "reason": "x"}

var territoryAccess = map[string]lets{
	"listTerritoryChanges":   {"/v1/staff/territory-changes?community=1", nil, []string{"staff", "county", "admin"}},
	"changeTerritory":        {"", same, []string{"staff", "admin"}},
	"previewTerritoryChange": {"", same, []string{"staff", "admin"}},
	"acknowledgeRelocation":  {"", map[string]any{"micro_grid_id": 1}, nil},
}
