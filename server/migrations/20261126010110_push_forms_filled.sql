-- +goose Up
INSERT INTO push_forms (community_id, event, via, app, template_id, title, purpose, long_term, fields)
SELECT t.community_id, t.event, 'subscribe', t.app, t.template_id, t.title, t.purpose, t.long_term, t.fields FROM push_templates t
WHERE NOT EXISTS (SELECT 1 FROM push_forms f WHERE f.community_id = t.community_id AND f.event = t.event AND f.via = 'subscribe');
