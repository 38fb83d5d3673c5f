package app

import "testing"

func TestOnlyAnswersThatGainByItAreCompressed(t *testing.T) {
	d := newDesk(t)
	for path, want := range map[string]string{"/openapi.yaml": "gzip", "/v1/communities/1": "gzip", "/healthz": "", "/v1/communities": ""} {
		r := d.must("", "GET", path, nil, "Accept-Encoding", "gzip")
		if got := r.header.Get("Content-Encoding"); got != want {
			t.Errorf("%s: %q instead of %q", path, got, want)
		}
		if r := d.must("", "GET", path, nil, "Accept-Encoding", "identity"); r.header.Get("Content-Encoding") != "" {
			t.Errorf("%s is compressed for who cannot unpack it", path)
		}
	}
	is := d.photo()
	if r := d.must("", "GET", is, nil, "Accept-Encoding", "gzip"); r.header.Get("Content-Encoding") != "" {
		t.Error("a picture is compressed twice")
	}
}

// photo is the address of a picture that a resident uploaded.
func (d *desk) photo() string {
	d.settle("r1", 0, 0)
	r := d.must("r1", "POST", "/v1/attachments", form(d.t, "a.png", picture(d.t)))
	return r.body["url"].(string)[len(d.server.URL):]
}
