package address_test

import (
	"testing"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/address"
	"yishi/bot/directory/directorytest"
	"yishi/bot/directory/sample"
	"yishi/store"
)

func TestPinned(t *testing.T) {
	w := directorytest.Street(t)
	w.Do(func(tx store.Tx) {
		for _, c := range []struct {
			what     string
			lat, lon float64
			want     string
		}{
			{"in the middle of one", 30.5131, 114.3522, sample.GuihuaYuan},
			{"in the middle of another", 30.5152, 114.3560, sample.HeYuan},
			{"at its edge, and none near", 30.51379, 114.3522, sample.GuihuaYuan},
			{"outside of all", 30.5140, 114.3522, ""},
			{"far away", 39.9, 116.4, ""},
		} {
			if p, _ := address.Pinned(tx, bot.Pin{Lat: c.lat, Lon: c.lon}); p.ID != c.want {
				t.Errorf("%s: %q, want %q", c.what, p.ID, c.want)
			}
		}
		// Two that stand wall to wall: at the wall nobody knows which is meant.
		next, _ := directory.GetPlace(tx, sample.HetangLi)
		next.Outline = "30.5138,114.3534 30.5138,114.3560 30.5122,114.3560 30.5122,114.3534"
		directory.PutPlace(tx, next)
		for lon, want := range map[float64]string{114.3522: sample.GuihuaYuan, 114.35335: "", 114.35345: "", 114.3545: sample.HetangLi} {
			if p, _ := address.Pinned(tx, bot.Pin{Lat: 30.5130, Lon: lon}); p.ID != want {
				t.Errorf("at %v: %q, want %q", lon, p.ID, want)
			}
		}
		known, unknown := address.Nearest(tx, bot.Pin{Lat: 30.5146, Lon: 114.3560})
		if len(known) != 3 || known[0].ID != sample.HeYuan || len(unknown) != 0 {
			t.Errorf("near 和苑: %v, %v", known, unknown)
		}
	})
}

func TestCorners(t *testing.T) {
	for words, want := range map[string]string{
		"30.5,114.3":                       "30.5,114.3",
		"114.3，30.5":                       "30.5,114.3", // as another map says it
		"30.5,114.3;30.6,114.3；30.6,114.4": "30.5,114.3 30.6,114.3 30.6,114.4",
		"30.5,114.3 30.6,114.3":            "-", // two are no outline
		"30.5":                             "-",
		"0,0":                              "-",
		"桂花苑":                              "-",
		"":                                 "-",
	} {
		got, ok := address.Corners(words)
		if said := address.OutlineOf(got); ok != (want != "-") || ok && said != want {
			t.Errorf("%q: %q, %v", words, said, ok)
		}
	}
}
