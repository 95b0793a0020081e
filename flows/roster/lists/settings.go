package lists

import (
	"slices"

	"yishi/bot/directory"
	"yishi/bot/directory/setting"
	"yishi/store"
)

// settingRow reads what a place has otherwise: 桂花苑, 报的事几个工作日答复, 2.
func (p *planning) settingRow(l line) {
	before := len(p.Problems)
	at := p.placesOf(l)
	i := slices.IndexFunc(p.kinds, func(k setting.Kind) bool { return k.Name == l.Get("设置项") })
	value := ""
	switch {
	case i < 0:
		p.wrong(l, "设置项", "没有「%s」这一项：请照导出的表写，或者在聊天里回复「设置」看看", l.Get("设置项"))
	case l.Get("内容") == "":
		p.wrong(l, "内容", "没有内容：要去掉一项设置，请在聊天里回复「设置」")
	default:
		var ok bool
		if value, ok = p.kinds[i].Form.Read(l.Get("内容")); !ok {
			p.wrong(l, "内容", "「%s」看不懂：%s", l.Get("内容"), p.kinds[i].Form.Hint)
		}
	}
	if len(p.Problems) > before {
		return
	}
	for _, place := range at {
		s := setting.Setting{Place: place, Key: p.kinds[i].Key, Value: value}
		if had, ok := p.kinds[i].At(p.tx, place); !ok || had != s {
			p.settings = append(p.settings, s)
		}
	}
}

// putSettings writes those that are new or others.
func (p *Plan) putSettings(tx store.Tx, by string) {
	for _, s := range p.settings {
		setting.Set(tx, by, s)
	}
}

func (b *book) settings(tx store.Reader, at string, kinds []setting.Kind) error {
	for _, s := range setting.Below(tx, at) {
		i := slices.IndexFunc(kinds, func(k setting.Kind) bool { return k.Key == s.Key })
		if i < 0 {
			continue
		}
		if err := b.add(4, directory.FullName(tx, s.Place), kinds[i].Name, s.Value); err != nil {
			return err
		}
	}
	return nil
}
