package problemdetails

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
)

func answer(t *testing.T, config *Config, method, target string) *http.Response {
	t.Helper()
	handler, err := New(context.Background(), nil, config, "test")
	if err != nil {
		t.Fatal(err)
	}
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, httptest.NewRequest(method, target, nil))
	return recorder.Result()
}

func decoded(t *testing.T, response *http.Response) problem {
	t.Helper()
	if got := response.Header.Get("Content-Type"); got != "application/problem+json" {
		t.Fatalf("content type is %q", got)
	}
	var p problem
	if err := json.NewDecoder(response.Body).Decode(&p); err != nil {
		t.Fatal(err)
	}
	if p.Type != "about:blank" || p.Status != response.StatusCode || p.Title != title(p.Status) {
		t.Fatalf("not what RFC 9457 asks for: %+v of %s", p, response.Status)
	}
	return p
}

func TestAFixedStatusNamesThePathThatWasAskedFor(t *testing.T) {
	p := decoded(t, answer(t, &Config{Status: 404}, "GET", "/a%20b?token=secret"))
	if p.Status != 404 || p.Instance != "/a%20b" {
		t.Fatalf("got %+v", p)
	}
}

func TestTheStatusComesFromThePath(t *testing.T) {
	target := "/503?instance=https%3A%2F%2Flocalhost%3A8443%2Fapi%2Fv1%2Fusers%3Femail%3Dx"
	response := answer(t, CreateConfig(), "GET", target)
	p := decoded(t, response)
	if p.Status != 503 || p.Instance != "/api/v1/users" || p.Detail == "" {
		t.Fatalf("got %+v", p)
	}
	if response.Header.Get("Retry-After") == "" {
		t.Fatal("a client should learn when to come again")
	}
}

func TestWhatIsNoErrorStatusIsNotFound(t *testing.T) {
	for _, target := range []string{"/", "/200", "/600", "/abc", "/-1", "/503/x"} {
		if p := decoded(t, answer(t, CreateConfig(), "GET", target)); p.Status != 404 {
			t.Errorf("%s: got %+v", target, p)
		}
	}
}

func TestEveryErrorStatusHasATitle(t *testing.T) {
	for status := 400; status < 600; status++ {
		if http.StatusText(status) != "" {
			decoded(t, answer(t, &Config{Status: status}, "GET", "/"))
		}
	}
}

func TestTitlesAreThoseOfTheServicesBehind(t *testing.T) {
	for status, want := range map[int]string{404: "Not Found", 413: "Content Too Large", 502: "Bad Gateway"} {
		if p := decoded(t, answer(t, &Config{Status: status}, "GET", "/")); p.Title != want {
			t.Errorf("%d: got %q", status, p.Title)
		}
	}
}

func TestHeadHasNoBody(t *testing.T) {
	response := answer(t, &Config{Status: 404}, "HEAD", "/x")
	if n, _ := response.Body.Read(make([]byte, 1)); n != 0 {
		t.Fatal("a HEAD request was answered with a body")
	}
}

func TestAQuotationMarkInThePathStaysInItsString(t *testing.T) {
	p := decoded(t, answer(t, CreateConfig(), "GET", "/502?instance=%2Fa%22%7D"))
	if p.Instance != "/a%22%7D" {
		t.Fatalf("got %q", p.Instance)
	}
}
