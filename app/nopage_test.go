package app_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"yishi/app/apptest"
	"yishi/app/config"
)

// Whoever comes to a page that is not there, was mistyped or is over reads one sentence of
// Chinese and finds the way back, whatever they asked for and how; what loads pictures
// or scripts gets the sentence. Nothing has a list of files to look through.
func TestWhereThereIsNoPage(t *testing.T) {
	program := apptest.Run(t, config.Config{})
	url := "http://" + program.Addr()
	for request, want := range map[string]int{
		"GET /nowhere": 404, "GET /chat/nowhere": 404, "GET /j/": 404, "GET /j/a/b": 404, "POST /chat": 405, "DELETE /nowhere": 404,
		"GET /result/": 404, "GET /result/NONSENSE": 404, "GET /result/NONSENSE/picture.png": 404, "POST /result/NONSENSE": 405,
		"GET /print/": 404, "POST /print/NONSENSE": 403, "PUT /print/NONSENSE": 405,
		"GET /chat/assets/": 404, "GET /chat/assets/chat.css": 404,
		"GET /chat/file/1": 404, "GET /chat/events": 503, "GET /metrics/": 404, "POST /metrics": 404, "GET /wechat/": 404, "GET /telegram/main": 404,
	} {
		for _, accept := range []string{"text/html,application/xhtml+xml,*/*;q=0.8", "*/*"} {
			method, path, _ := strings.Cut(request, " ")
			r, _ := http.NewRequest(method, url+path, nil)
			r.Header.Set("Accept", accept)
			resp, err := http.DefaultTransport.RoundTrip(r)
			if err != nil {
				t.Fatal(err)
			}
			data, _ := io.ReadAll(resp.Body)
			resp.Body.Close()
			page, said := accept != "*/*", string(data)
			if resp.StatusCode != want || page != strings.Contains(said, `<a href="/chat">`) || strings.Count(said, "。") == 0 || len(said) > 1500 {
				t.Errorf("%s (%s): %d\n%s", request, accept, resp.StatusCode, said)
			}
			for _, english := range []string{"not found", "page", "allowed", "request", "error"} {
				if _, words, _ := strings.Cut(said, "<main>"); strings.Contains(strings.ToLower(words), english) || !page && strings.Contains(said, english) {
					t.Errorf("%s (%s) says %q", request, accept, said)
				}
			}
			if want == 405 && resp.Header.Get("Allow") == "" {
				t.Errorf("%s does not say what is allowed", request)
			}
		}
	}
}
