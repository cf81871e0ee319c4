// Package problemdetails is a Traefik middleware that answers with RFC 9457 problem details.
//
// It never calls the next handler and wraps no response: Traefik interprets plugins, and an interpreted
// ResponseWriter costs every good answer about 25 µs and loses Flush. Traefik's own `errors` middleware,
// which is compiled, watches the statuses and only then asks an entry point that has this in front.
package problemdetails

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"path"
	"strconv"
)

// Config of the middleware.
type Config struct {
	// Status of every answer. Zero takes it from the last segment of the path, as the errors middleware asks for it.
	Status int `json:"status,omitempty"`
}

// CreateConfig gives the defaults.
func CreateConfig() *Config {
	return &Config{}
}

// New is called by Traefik once for each use of the middleware.
func New(_ context.Context, _ http.Handler, config *Config, _ string) (http.Handler, error) {
	return &responder{status: config.Status}, nil
}

type responder struct {
	status int
}

type problem struct {
	Type     string `json:"type"`
	Title    string `json:"title"`
	Status   int    `json:"status"`
	Detail   string `json:"detail,omitempty"`
	Instance string `json:"instance"`
}

func (r *responder) ServeHTTP(rw http.ResponseWriter, req *http.Request) {
	status := r.status
	instance := req.URL.EscapedPath()
	if status == 0 {
		status = statusIn(req.URL.Path)
		instance = askedFor(req)
	}
	body, err := json.Marshal(problem{
		Type:     "about:blank",
		Title:    title(status),
		Status:   status,
		Detail:   detail(status),
		Instance: instance,
	})
	if err != nil {
		rw.WriteHeader(status)
		return
	}
	header := rw.Header()
	header.Set("Content-Type", "application/problem+json")
	header.Set("Content-Length", strconv.Itoa(len(body)))
	header.Set("Cache-Control", "no-store")
	if wait := secondsToWait(status); wait != "" && header.Get("Retry-After") == "" {
		header.Set("Retry-After", wait)
	}
	rw.WriteHeader(status)
	if req.Method != http.MethodHead {
		_, _ = rw.Write(body)
	}
}

// statusIn reads the status from a path such as /503; anything else is an address that nothing serves.
func statusIn(requestPath string) int {
	status, err := strconv.Atoi(path.Base(requestPath))
	if err != nil || status < 400 || status > 599 {
		return http.StatusNotFound
	}
	return status
}

// askedFor is the path that the client asked for, without the query, which may hold what does not belong in an error.
func askedFor(req *http.Request) string {
	original, err := url.Parse(req.URL.Query().Get("instance"))
	if err != nil || original.Path == "" {
		return "/"
	}
	return original.EscapedPath()
}

func secondsToWait(status int) string {
	switch status {
	case http.StatusTooManyRequests:
		return "1"
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return "5"
	}
	return ""
}

// title is the status in the words of RFC 9110, which are younger than Go's.
func title(status int) string {
	switch status {
	case http.StatusRequestEntityTooLarge:
		return "Content Too Large"
	case http.StatusUnprocessableEntity:
		return "Unprocessable Content"
	}
	return http.StatusText(status)
}

func detail(status int) string {
	switch status {
	case http.StatusBadRequest:
		return "The address has control characters in it: no address here has any."
	case http.StatusMethodNotAllowed:
		return "This method is not served here: Allow has those that are."
	case http.StatusNotFound:
		return "There is nothing at this address."
	case http.StatusRequestEntityTooLarge:
		return "The request is larger than this address takes."
	case http.StatusTooManyRequests:
		return "More requests came from this client than it is allowed in this time."
	case http.StatusBadGateway:
		return "The service behind this address broke the connection or could not be reached."
	case http.StatusServiceUnavailable:
		return "The service behind this address is not ready to answer."
	case http.StatusGatewayTimeout:
		return "The service behind this address did not answer in time."
	}
	return ""
}
