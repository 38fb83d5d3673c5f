package grid

import (
	"maps"
	"sync"
	"time"
)

const namesLife = time.Minute

// names remembers places for a minute.
type names struct {
	mu     sync.Mutex
	until  time.Time
	places map[MicroGridID]Place
	before map[MicroGridID][]MicroGridID
}

// known gives what is remembered, and which of the ids are not.
func (n *names) known(now time.Time, ids []MicroGridID) (map[MicroGridID]Place, []MicroGridID) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if !now.Before(n.until) {
		n.until, n.places, n.before = now.Add(namesLife), map[MicroGridID]Place{}, map[MicroGridID][]MicroGridID{}
	}
	out, missing := map[MicroGridID]Place{}, []MicroGridID(nil)
	for _, id := range ids {
		if p, ok := n.places[id]; ok {
			out[id] = p
		} else if id != 0 {
			missing = append(missing, id)
		}
	}
	return out, missing
}

func (n *names) keep(fresh map[MicroGridID]Place) {
	n.mu.Lock()
	defer n.mu.Unlock()
	maps.Copy(n.places, fresh)
}

// tookOver gives what a micro-grid took over, if that is remembered.
func (n *names) tookOver(now time.Time, id MicroGridID) ([]MicroGridID, bool) {
	n.known(now, nil)
	n.mu.Lock()
	defer n.mu.Unlock()
	list, ok := n.before[id]
	return list, ok
}

func (n *names) keepBefore(id MicroGridID, list []MicroGridID) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.before[id] = list
}

// forget makes the next reader look again.
func (n *names) forget() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.until = time.Time{}
}
