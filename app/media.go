package app

import (
	"io"
	"os"
	"sync"
	"time"

	"yishi/bot"
	"yishi/store"
)

// media is the folder of photos and voices. It takes at most half of the space
// there is, and leaves a reserve: whatever is sent in, the store can be written
// and the bot goes on talking.
type media struct {
	store.Folder
	free func(path string) (bytes int64, known bool)

	mu      sync.Mutex
	used    int64
	counted time.Time
}

// Reserve is what photos and voices leave of the disk in any case.
const Reserve = 256 << 20

// newMedia keeps to what free says, or to the disk.
func newMedia(path string, free func(string) (int64, bool)) *media {
	if free == nil {
		free = freeSpace
	}
	return &media{Folder: store.Folder(path), free: free}
}

// Save implements bot.Files.
func (m *media) Save(r io.Reader, ext string) (name string, err error) {
	if !m.room() {
		return "", bot.ErrFull
	}
	counting := &counter{r: r}
	name, err = m.Folder.Save(counting, ext)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.used += counting.n // of what was there already, too, until it is counted again
	return name, err
}

// room reports whether there is room for one more file.
func (m *media) room() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := os.MkdirAll(string(m.Folder), 0o700); err != nil {
		return true // saving says what is wrong
	}
	free, known := m.free(string(m.Folder))
	if !known {
		return true
	}
	enough := func() bool { return m.used+store.MaxFile <= free }
	if m.counted.IsZero() || !enough() && time.Since(m.counted) > time.Minute {
		m.count()
	}
	return enough() && free >= Reserve+store.MaxFile
}

// count counts what is there.
func (m *media) count() {
	m.used, m.counted = 0, time.Now()
	files, _ := os.ReadDir(string(m.Folder))
	for _, f := range files {
		if info, err := f.Info(); err == nil {
			m.used += info.Size()
		}
	}
}

type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (n int, err error) {
	n, err = c.r.Read(p)
	c.n += int64(n)
	return n, err
}
