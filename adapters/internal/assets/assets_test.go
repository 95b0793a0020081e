package assets_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"yishi/adapters/internal/assets"
)

var css = strings.Repeat("p { color: red }\n", 100)

func set(css string) *assets.Set {
	return assets.New(fstest.MapFS{"a/page.css": {Data: []byte(css)}, "a/dot.png": {Data: []byte("\x89PNG")}}, "/x/", "a/page.css", "a/dot.png")
}

func ask(t *testing.T, s *assets.Set, url string, headers ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest("GET", url, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

func TestAFileIsSmallAndKeptForGood(t *testing.T) {
	s := set(css)
	url, err := s.URL("a/page.css")
	if err != nil || !strings.HasPrefix(url, "/x/page.") || !strings.HasSuffix(url, ".css") {
		t.Fatal(url, err)
	}
	for accept, small := range map[string]bool{"": false, "gzip, deflate, br": true, "br;q=1.0, gzip; q=0.8": true, "gzip;q=0": false, "identity": false} {
		resp := ask(t, s, url, "Accept-Encoding", accept)
		var body io.Reader = resp.Body
		if got := resp.Header.Get("Content-Encoding") == "gzip"; got != small {
			t.Errorf("%q: %v", accept, resp.Header)
		}
		if small {
			body, err = gzip.NewReader(resp.Body)
			if err != nil {
				t.Fatal(err)
			}
		}
		data, err := io.ReadAll(body)
		if err != nil || string(data) != css {
			t.Errorf("%q: %q %v", accept, data, err)
		}
		h := resp.Header
		if h.Get("Content-Type") != "text/css; charset=utf-8" || !strings.Contains(h.Get("Cache-Control"), "immutable") || h.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%q: %v", accept, h)
		}
		again := ask(t, s, url, "Accept-Encoding", accept, "If-None-Match", h.Get("Etag"))
		if again.StatusCode != http.StatusNotModified {
			t.Errorf("%q, asked again: %s", accept, again.Status)
		}
	}
}

func TestWhatCannotBeMadeSmallerIsLeft(t *testing.T) {
	url, _ := set(css).URL("a/dot.png")
	if resp := ask(t, set(css), url, "Accept-Encoding", "gzip"); resp.Header.Get("Content-Encoding") != "" || resp.Header.Get("Content-Type") != "image/png" {
		t.Error(resp.Header)
	}
}

func TestANameSaysWhatIsInTheFile(t *testing.T) {
	before, _ := set(css).URL("a/page.css")
	after, _ := set(css + "p { color: blue }").URL("a/page.css")
	if before == after {
		t.Error("a browser would keep the old one")
	}
	for _, url := range []string{"/x/", "/x/page.css", "/x/a/page.css", "/x/../a", before} {
		if resp := ask(t, set(""), url); resp.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s", url, resp.Status)
		}
	}
	if _, err := set(css).URL("b.css"); err == nil {
		t.Error("a file that is not there has an address")
	}
}
