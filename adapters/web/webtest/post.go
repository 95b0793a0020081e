package webtest

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	"mime/multipart"
	"time"
)

func newID() string { return rand.Text() }

// encode writes a post as browsers do.
func encode(f fields, file []byte, age time.Duration) (body io.Reader, kind string) {
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	for name, value := range f {
		_ = w.WriteField(name, value)
	}
	_ = w.WriteField("age", fmt.Sprint(age.Milliseconds()))
	if file != nil {
		part, _ := w.CreateFormFile("file", "upload")
		_, _ = part.Write(file)
	}
	_ = w.Close()
	return &buf, w.FormDataContentType()
}
