package script

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// apart makes of a transcript and what was said in this world the page of what is
// said otherwise, which has the transcript's name in the world's own folder.
func (p *player) apart(path, whole, got string) (page, want, has string) {
	page = filepath.Join(p.world.Apart, filepath.Base(path))
	data, err := os.ReadFile(page)
	if !errors.Is(err, fs.ErrNotExist) {
		must(p.t, err)
	}
	return page, string(data), otherwise(moments(whole), moments(got))
}

// moments cuts a page at the lines that do something: each with what was said to it.
func moments(page string) (all []string) {
	for line := range strings.Lines(page) {
		said := strings.HasPrefix(line, "  ") || isSaid(line)
		switch {
		case said && len(all) > 0:
			all[len(all)-1] += line
		case strings.TrimSpace(line) != "" && !strings.HasPrefix(line, "#"):
			all = append(all, line)
		}
	}
	return all
}

// otherwise are the moments of a page that differ from those of another.
func otherwise(as, is []string) string {
	var page strings.Builder
	for i, moment := range is {
		if i >= len(as) || as[i] != moment {
			page.WriteString(moment)
		}
	}
	return page.String()
}

// write leaves no page behind on which nothing is.
func write(path, page string) error {
	if page == "" {
		return os.Remove(path)
	}
	return errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(page), 0o644))
}
