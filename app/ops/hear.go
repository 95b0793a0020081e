package ops

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/flows/desk"
	"yishi/store"
)

// hear says of each line what would be made of it, and does nothing.
func (o Operator) hear(w http.ResponseWriter, r *http.Request) {
	var options []string
	if list := r.FormValue("options"); list != "" {
		options = strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == '，' })
	}
	in := bufio.NewScanner(r.Body)
	in.Buffer(nil, 1<<20)
	var lines []string
	for in.Scan() {
		lines = append(lines, in.Text())
	}
	var all []house.Made
	err := cmp.Or(in.Err(), o.store.View(r.Context(), func(tx store.Reader) error {
		who, err := named(tx, r.FormValue("as"))
		for _, line := range lines {
			all = append(all, o.ear().Hear(tx, who, line, options))
		}
		return err
	}))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	for _, m := range all {
		_ = out.Encode(m)
	}
}

// unclear is what was asked back lately.
func (o Operator) unclear(w http.ResponseWriter, r *http.Request) {
	all := []desk.Unclear{}
	err := o.store.View(r.Context(), func(tx store.Reader) error {
		all = append(all, desk.UnclearLately(tx)...)
		return nil
	})
	answer(w, all, err)
}

// named is the one person of a name; a stranger if none is asked for.
func named(tx store.Reader, name string) (who directory.Person, err error) {
	if name == "" {
		return who, nil
	}
	found := 0
	for p := range directory.People(tx) {
		if p.Name == name {
			who = p
			found++
		}
	}
	if found != 1 {
		return who, fmt.Errorf("there are %d people called %s: --as takes the name of one", found, name)
	}
	return who, nil
}
