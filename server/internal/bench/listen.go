package main

import "encoding/json"

// listen begins to note which texts come. The simulator takes whatever it is sent
// here: nobody runs out of grants.
func (p *postOffice) listen() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.texts = map[string]int{}
}

func (p *postOffice) hear(body []byte) {
	var m struct {
		Data struct {
			Title struct {
				Value string `json:"value"`
			} `json:"thing1"`
		} `json:"data"`
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.texts != nil && json.Unmarshal(body, &m) == nil {
		p.texts[m.Data.Title.Value]++
	}
}

// heard says how often a text came.
func (p *postOffice) heard(text string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.texts[text]
}

// came counts the texts that came.
func (p *postOffice) came() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.texts)
}
