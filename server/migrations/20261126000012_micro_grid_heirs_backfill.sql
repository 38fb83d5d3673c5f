-- +goose Up
UPDATE micro_grids old JOIN micro_grids m ON m.community_id = old.community_id AND m.live_code = old.code SET old.heir_id = m.id
  WHERE old.valid_until IS NOT NULL AND old.heir_id IS NULL;
