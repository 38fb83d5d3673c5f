package account

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/redis/go-redis/v9"
)

// A SignIn is one open session, as its owner sees it.
type SignIn struct {
	ID      string    `json:"id"`
	Client  client    `json:"client" enum:"mini_program,desk"`
	Created time.Time `json:"created_at"`
	Seen    time.Time `json:"seen_at"`
	Current bool      `json:"current"`
}

// SignIns lists an account's open sessions, the last used first. current is the
// request's own token.
func (s *Service) SignIns(ctx context.Context, by Actor, current string) ([]SignIn, error) {
	hashes, err := s.Redis.SMembers(ctx, setKey(by.ID)).Result()
	if err != nil {
		return nil, err
	}
	out := []SignIn{}
	for _, h := range hashes {
		v, err := s.load(ctx, h)
		if errors.Is(err, redis.Nil) || err == nil && v.Account != by.ID {
			s.Redis.SRem(ctx, setKey(by.ID), h)
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, SignIn{h[:16], v.Client, v.Created, v.Seen, h == hashOf(current)})
	}
	slices.SortFunc(out, func(a, b SignIn) int { return b.Seen.Compare(a.Seen) })
	return out, nil
}

// Revoke ends one of the actor's sessions, named by its id or its token.
func (s *Service) Revoke(ctx context.Context, by Actor, id, token string) error {
	hashes, err := s.Redis.SMembers(ctx, setKey(by.ID)).Result()
	if err != nil {
		return err
	}
	for _, h := range hashes {
		if h[:16] == id || token != "" && h == hashOf(token) {
			s.Redis.SRem(ctx, setKey(by.ID), h)
			return s.Redis.Del(ctx, sessionKey(h)).Err()
		}
	}
	return ErrNotFound.Saying("这次登录已经结束了")
}

// EndSessions signs an account out everywhere.
func (s *Service) EndSessions(ctx context.Context, id ID) error {
	hashes, err := s.Redis.SMembers(ctx, setKey(id)).Result()
	if err != nil {
		return err
	}
	keys := []string{setKey(id)}
	for _, h := range hashes {
		keys = append(keys, sessionKey(h))
	}
	for _, k := range keys { // one by one: in a cluster they live on different nodes
		if err := s.Redis.Del(ctx, k).Err(); err != nil {
			return err
		}
	}
	return nil
}

// OnGrantsChanged ends the sessions that were opened before the change, and
// lets those opened since know what it led to: an import may be long over.
func (s *Service) OnGrantsChanged(ctx context.Context, e GrantsChanged) error {
	hashes, err := s.Redis.SMembers(ctx, setKey(e.Account)).Result()
	if err != nil {
		return err
	}
	for _, h := range hashes {
		v, err := s.load(ctx, h)
		if errors.Is(err, redis.Nil) || err == nil && !v.Created.Before(e.At) {
			continue
		}
		if err != nil {
			return err
		}
		if err := s.Redis.Del(ctx, sessionKey(h)).Err(); err != nil {
			return err
		}
	}
	return s.refresh(ctx, e.Account, e.Account)
}
