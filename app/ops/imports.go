package ops

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/house"
	"yishi/flows/tally/sheet"
	"yishi/store"
)

// Imported is what came of reading files, told while it is kept (Done of All) and at
// the end.
type Imported struct {
	Done  int    `json:"done,omitempty"`
	All   int    `json:"all,omitempty"`
	End   bool   `json:"end,omitempty"`
	Error string `json:"error,omitempty"`
	house.Outcome
}

// importFiles has a capability read what somebody brings it.
func (o Operator) importFiles(w http.ResponseWriter, r *http.Request) {
	intake, there := o.imports[r.PathValue("name")]
	if !there {
		answer(w, nil, bot.Refuse("nothing here imports %q", r.PathValue("name")))
		return
	}
	ask, err := o.asked(r)
	var files []house.File
	if err == nil {
		files, err = filesIn(r)
	}
	if err != nil {
		answer(w, nil, err)
		return
	}
	out, begun := json.NewEncoder(w), false
	end := Imported{End: true}
	end.Outcome, err = intake.Read(r.Context(), o.store, house.Brought{
		By: audit.Operators, Files: files, Ask: ask, Trial: ask.Get("dry") == "true",
		Told: func(done, of int) {
			begun = true
			_ = out.Encode(Imported{Done: done, All: of})
			_ = http.NewResponseController(w).Flush()
		},
	})
	if err != nil && !begun {
		answer(w, nil, err)
		return
	}
	if err != nil {
		end.Error = err.Error()
	}
	_ = out.Encode(end)
}

// asked is what a request asks for; a place that it names stands in it as its id.
func (o Operator) asked(r *http.Request) (ask url.Values, err error) {
	ask = r.URL.Query()
	if words := ask.Get("place"); words != "" {
		err = o.store.View(r.Context(), func(tx store.Reader) error {
			place, err := namedPlace(tx, words)
			ask.Set("place", place.ID)
			return err
		})
	}
	return ask, err
}

func filesIn(r *http.Request) (files []house.File, err error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, bot.Refusal(err.Error())
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return files, nil
		}
		var data []byte
		if err == nil {
			data, err = io.ReadAll(io.LimitReader(part, sheet.MostBytes+1))
		}
		if err != nil {
			return nil, bot.Refusal(err.Error())
		}
		files = append(files, house.File{Name: part.FileName(), Data: data})
	}
}
