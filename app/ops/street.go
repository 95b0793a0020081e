package ops

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"

	"yishi/bot"
	"yishi/flows/roster"
	"yishi/flows/tally/sheet"
	"yishi/store"
)

// Roster is what came of reading lists of a street, told while it is written (Done of
// All) and at the end.
type Roster struct {
	Done  int           `json:"done,omitempty"`
	All   int           `json:"all,omitempty"`
	End   bool          `json:"end,omitempty"`
	Lines []string      `json:"lines,omitempty"`
	Stops int           `json:"stops,omitempty"`
	Codes []roster.Code `json:"codes,omitempty"`
	Error string        `json:"error,omitempty"`
}

// importStreet reads lists and, unless asked only to say what would happen, writes what
// they say. They are read beside those who write to us, and kept a few rows at a time
// between them.
func (o Operator) importStreet(w http.ResponseWriter, r *http.Request) {
	files, err := listsIn(r)
	if err != nil {
		answer(w, nil, bot.Refusal(err.Error()))
		return
	}
	var plan *roster.Plan
	err = o.store.View(r.Context(), func(tx store.Reader) error {
		if Empty(tx) && len(files) == 0 {
			return bot.Refuse("there is nothing to read")
		}
		plan = roster.PlanOf(tx, files)
		return nil
	})
	if err != nil {
		answer(w, nil, err)
		return
	}
	files = nil
	out := json.NewEncoder(w)
	end := Roster{End: true, Lines: plan.Lines(), Stops: len(plan.Problems)}
	if r.URL.Query().Get("dry") != "true" && end.Stops == 0 {
		end.Codes, err = roster.Write(r.Context(), o.store, "command line", plan, func(done, of int) {
			_ = out.Encode(Roster{Done: done, All: of})
			_ = http.NewResponseController(w).Flush()
		})
		if err != nil {
			end.Error = err.Error()
		}
	}
	_ = out.Encode(end)
}

func listsIn(r *http.Request) (files []roster.File, err error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, err
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return files, nil
		}
		if err != nil {
			return nil, err
		}
		data, err := io.ReadAll(io.LimitReader(part, sheet.MostBytes+1))
		if err != nil {
			return nil, err
		}
		files = append(files, roster.File{Name: part.FileName(), Data: data})
	}
}

// exportStreet writes the lists of a street, or of a part of it, as a workbook.
func (o Operator) exportStreet(w http.ResponseWriter, r *http.Request) {
	var book []byte
	err := o.store.View(r.Context(), func(tx store.Reader) error {
		at := ""
		if name := r.FormValue("place"); name != "" {
			p, err := namedPlace(tx, name)
			if err != nil {
				return err
			}
			at = p.ID
		}
		var err error
		book, err = roster.Export(tx, at)
		return err
	})
	if err != nil {
		answer(w, nil, err)
		return
	}
	_, _ = w.Write(book)
}
