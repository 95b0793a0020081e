package telegramtest

import "encoding/json"

// keyboard reads an inline keyboard
// (https://core.telegram.org/bots/api#inlinekeyboardbutton).
func keyboard(p params) (rows [][]button, wrong string) {
	raw := p.values["reply_markup"]
	if raw == "" {
		return nil, ""
	}
	var markup struct {
		Rows [][]button `json:"inline_keyboard"`
	}
	if json.Unmarshal([]byte(raw), &markup) != nil {
		return nil, "can't parse reply keyboard markup JSON object"
	}
	for _, row := range markup.Rows {
		for _, b := range row {
			if wrong := b.wrong(); wrong != "" {
				return nil, wrong
			}
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	return rows, ""
}

func (b button) wrong() string {
	switch {
	case b.Text == "":
		return "text of an inline keyboard button is empty"
	case b.URL != "" && !goodURL(b.URL):
		return "inline keyboard button URL '" + b.URL + "' is invalid: Wrong HTTP URL"
	case b.URL == "" && b.Data == "":
		return "text buttons are unallowed in the inline keyboard"
	case len(b.Data) > 64:
		return "BUTTON_DATA_INVALID"
	}
	return ""
}
