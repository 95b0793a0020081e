package placard_test

import (
	"net/url"
	"testing"
	"time"

	"yishi/adapters/script"
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/contact"
	"yishi/bot/directory/sample"
	"yishi/bot/directory/sample/sampletest"
	"yishi/bot/house"
	"yishi/flows/desk/desktest"
	"yishi/flows/placard"
	"yishi/store"
)

func TestTranscripts(t *testing.T) {
	script.Play(t, "testdata/*.txt", script.World{Kits: func() []house.Kit {
		kits := append(desktest.Others(), placard.Kit(placard.Config{
			Code: func(store.Tx) string { return "CODE" },
			Page: func(code string) string { return "https://yishi.example.org" + placard.Path + code },
		}))
		return desktest.House(kits...)
	}, Fill: fill})
}

// fill makes an estate whose buildings are not there yet, and a leader of two.
func fill(tx store.Tx) error {
	directory.PutPlace(tx, directory.Place{ID: "1/1/9", Kind: directory.Estate, Name: "柳荫里"})
	liu, _ := directory.GetPerson(tx, sample.LiDashan.ID)
	for _, at := range []string{"1/1/2/1", "1/1/2/2"} {
		var err error
		if liu, err = directory.GiveRole(tx, liu, directory.Role{Role: directory.BuildingLeader, Place: at}); err != nil {
			return err
		}
	}
	return nil
}

// Every building has a code, however old its place; it is the same the next time, and
// the door knows whom to call.
func TestDoors(t *testing.T) {
	now := time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone)
	s := sampletest.Open(t, func() time.Time { return now })
	update := func(fn func(tx store.Tx) error) {
		t.Helper()
		if err := s.Update(t.Context(), fn); err != nil {
			t.Fatal(err)
		}
	}
	update(func(tx store.Tx) error {
		old, _ := directory.GetPlace(tx, sample.GuihuaYuan3)
		old.Code = ""
		directory.PutPlace(tx, old)
		contact.Set(tx, contact.Contact{Place: sample.GuihuaCommunity, Role: directory.Staff, Phone: "0571-88886666", Hours: "每天8:00—20:00"})
		return nil
	})
	asked := func(place string) (doors []placard.Door) {
		update(func(tx store.Tx) error {
			err := placard.Asked(tx, "command line", url.Values{"place": {place}})
			doors = placard.Doors(tx, place)
			return err
		})
		return doors
	}
	first, again := asked(sample.GuihuaYuan), asked(sample.GuihuaYuan3+"/1")
	if len(first) < 5 || len(again) != 1 || again[0].Name != "桂花苑3栋" || again[0].Code != first[2].Code || len(again[0].Code) != directory.PlaceCode ||
		again[0].Phone != "0571-88886666" || again[0].Hours != "每天8:00—20:00" {
		t.Errorf("%v\n%v", first, again)
	}
	update(func(tx store.Tx) error {
		if p, ok := directory.PlaceByCode(tx, again[0].Code); !ok || p.ID != sample.GuihuaYuan3 {
			t.Errorf("the code leads to %v", p)
		}
		return nil
	})
}
