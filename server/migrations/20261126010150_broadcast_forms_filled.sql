-- +goose Up
INSERT INTO broadcast_forms (broadcast_id, via, app, template_id, long_term, payload)
SELECT b.id, 'subscribe', b.app, b.template_id, b.long_term, b.payload FROM broadcasts b
WHERE b.template_id <> '' AND NOT EXISTS (SELECT 1 FROM broadcast_forms f WHERE f.broadcast_id = b.id AND f.via = 'subscribe');
