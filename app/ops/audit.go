package ops

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/store"
)

// AuditLine is an act as the command line shows it.
type AuditLine struct {
	N      uint64    `json:"n"`
	At     time.Time `json:"at"`
	By     string    `json:"by"`
	Action string    `json:"action"`
	Place  string    `json:"place"`
	Detail string    `json:"detail"`
}

// audit reads the log, and notes in it that it was read.
func (o Operator) audit(w http.ResponseWriter, r *http.Request) {
	lines := []AuditLine{}
	err := o.store.Update(r.Context(), func(tx store.Tx) error {
		if err := audit.Verify(tx); err != nil {
			return err
		}
		lines = auditLines(tx, r.FormValue("from"), r.FormValue("until"), r.FormValue("person"))
		audit.Log(tx, audit.Operators, "read audit log", "", r.FormValue("person"))
		return nil
	})
	answer(w, lines, err)
}

func auditLines(tx store.Reader, first, last, person string) []AuditLine {
	from, to := time.Time{}, tx.Now().Add(time.Second)
	if day, err := time.ParseInLocation(time.DateOnly, first, bot.Zone); err == nil {
		from = day
	}
	if day, err := time.ParseInLocation(time.DateOnly, last, bot.Zone); err == nil {
		to = day.AddDate(0, 0, 1)
	}
	lines := []AuditLine{}
	for a := range audit.Acts(tx, from, to) {
		if person == "" || a.By == person || slices.Contains(strings.Fields(a.Detail), person) {
			by := a.By
			if p, ok := directory.GetPerson(tx, a.By); ok && p.Name != "" {
				by += " " + p.Name
			}
			lines = append(lines, AuditLine{a.N, a.At, by, a.Action, directory.FullName(tx, a.Place), a.Detail})
		}
	}
	return lines
}
