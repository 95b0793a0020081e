package demo

import (
	"embed"
	"encoding/binary"
	"fmt"
	"html/template"
	"math"
	"net/http"
	"sync/atomic"

	"yishi/adapters/internal/assets"
)

//go:embed assets
var files embed.FS

// own are the files of the page.
var own = assets.New(files, "/demo/assets/", "assets/demo.css", "assets/phones.css", "assets/screen.js", "assets/demo.js")

var indexPage = template.Must(template.New("index.html").Funcs(template.FuncMap{"asset": own.URL}).ParseFS(files, "assets/index.html"))

// index is the page itself; what is on the shelf comes by the stream.
func (p *page) index(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = indexPage.Execute(w, struct {
		Config
		CanAdd bool
	}{p.cfg, p.cfg.Add != nil})
}

// samplePhotos are drawn pictures of what people report: a dark stairwell, a
// leaking pipe, bicycles in the way.
const samplePhotos = 3

var photosSent atomic.Uint32

func nextPhoto() []byte {
	n := (photosSent.Add(1)-1)%samplePhotos + 1
	data, err := files.ReadFile(fmt.Sprintf("assets/photo%d.jpg", n))
	if err != nil {
		panic(err) // it is embedded
	}
	return data
}

// voice is a second of a soft tone, as a WAV file.
func voice() []byte {
	const rate = 8000
	const head = 44
	wav := make([]byte, head+rate*2)
	copy(wav, "RIFF\x00\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00")
	le := binary.LittleEndian
	le.PutUint32(wav[4:], uint32(len(wav)-8))
	le.PutUint32(wav[24:], rate)
	le.PutUint32(wav[28:], rate*2)
	le.PutUint16(wav[32:], 2)
	le.PutUint16(wav[34:], 16)
	copy(wav[36:], "data")
	le.PutUint32(wav[40:], rate*2)
	for i := range rate {
		loud := 6000 * math.Sin(math.Pi*float64(i)/rate)
		le.PutUint16(wav[head+2*i:], uint16(int16(loud*math.Sin(2*math.Pi*330*float64(i)/rate))))
	}
	return wav
}
