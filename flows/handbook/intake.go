package handbook

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"net/url"
	"time"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/address"
	"yishi/bot/house"
	"yishi/flows/tally/sheet"
	"yishi/store"
)

// The list of answers as a file: what is written out is read in again and changes nothing.
const (
	colAsk   = "问"
	colText  = "答"
	colPlace = "地方"
	colEnds  = "到"
)

var form = sheet.Form{Name: "问答", Columns: []sheet.Column{
	{Name: colAsk, Also: []string{"问题", "居民问", "提问", "常见问题"}, Must: true},
	{Name: colText, Also: []string{"答案", "回答", "答复", "怎么答"}, Must: true},
	{Name: colPlace, Also: []string{"哪里", "范围", "适用范围"}},
	{Name: colEnds, Also: []string{"止", "截止日期", "到哪天", "有效期"}, Day: true},
}}

// intake takes answers from a list: for a place each, or all for one (place). An answer to
// a question that is there already takes its place; none is taken out.
var intake = house.Intake{
	Name: "answers",
	Read: func(ctx context.Context, s store.Store, b house.Brought) (house.Outcome, error) {
		var out house.Outcome
		var list []Entry
		err := s.View(ctx, func(tx store.Reader) error {
			for _, f := range b.Files {
				err := sheet.Records(f.Name, f.Data, []sheet.Form{form}, func(r sheet.Record) {
					e, why := entryOf(tx, r, b.Ask.Get("place"))
					if why != "" {
						out.Lines = append(out.Lines, r.Place()+"："+why)
						out.Stops++
						return
					}
					list = append(list, e)
				})
				if err != nil {
					return bot.Refusal(err.Error())
				}
			}
			return nil
		})
		out.Lines = append(out.Lines, fmt.Sprintf("读到%d条。", len(list)))
		out.Kept = "写好了。"
		if err != nil || b.Trial || out.Stops > 0 {
			return out, err
		}
		return out, s.Update(ctx, func(tx store.Tx) error {
			for _, e := range list {
				e = put(tx, e, b.By)
				audit.Log(tx, b.By, "keep answer", e.Place, e.ID())
			}
			return nil
		})
	},
}

// entryOf reads one line; why says what is wrong with it.
func entryOf(tx store.Reader, r sheet.Record, place string) (e Entry, why string) {
	e = Entry{Ask: plainAsk(r.Get(colAsk)), Text: r.Get(colText), Place: place}
	if e.Ask == "" || e.Text == "" {
		return e, "问和答都要写"
	}
	if at := r.Get(colPlace); at != "" {
		found := address.Named(tx, "", at, 2)
		if len(found) != 1 {
			return e, "没有找到「" + at + "」，或者不止一处"
		}
		e.Place = found[0].ID
	}
	if streets := directory.Children(tx, ""); e.Place == "" && len(streets) == 1 {
		e.Place = streets[0].ID
	}
	if e.Place == "" {
		return e, "没有写是哪里的"
	}
	if day := r.Get(colEnds); day != "" {
		t, err := time.ParseInLocation(time.DateOnly, day, bot.Zone)
		if err != nil {
			return e, "日子「" + day + "」看不懂，请写成 2026-12-31"
		}
		e.Ends = t.AddDate(0, 0, 1)
	}
	if len([]rune(e.Text)) > mostAnswer {
		return e, fmt.Sprintf("答案太长，请在%d个字以内", mostAnswer)
	}
	return e, ""
}

// extract writes them in the same form.
var extract = house.Extract{Name: "answers", Write: func(w io.Writer, tx store.Reader, ask url.Values) error {
	out := csv.NewWriter(w)
	if _, err := io.WriteString(w, "\ufeff"); err != nil { // so that Excel reads it as UTF-8
		return err
	}
	out.Write([]string{colAsk, colText, colPlace, colEnds})
	for e := range entries.All(tx) {
		if place := ask.Get("place"); place != "" && !directory.Within(e.Place, place) {
			continue
		}
		until := ""
		if !e.Ends.IsZero() {
			until = e.Ends.AddDate(0, 0, -1).In(bot.Zone).Format(time.DateOnly)
		}
		out.Write([]string{e.Ask, e.Text, directory.FullName(tx, e.Place), until})
	}
	out.Flush()
	return out.Error()
}}
