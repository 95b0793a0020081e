package owners_test

import (
	"testing"

	"yishi/adapters/script"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/flows/owners"
	"yishi/store"
)

// desk stands where the front desk is in the program.
func desk() house.Kit {
	return house.Kit{
		Name:   "door",
		Hear:   "hear",
		Flows:  []*talk.Flow{{Name: "hear", Title: "听", Run: func(c *talk.Conv) error { return c.End("没听懂。") }}},
		Arrive: func(*talk.Call, string, bool) error { return nil },
	}
}

// TestTranscripts plays in an estate where 王桂花 and 刘春风 have a home together,
// 刘春风 and 陶锦鲤, who never writes, another, and 李大山, whose papers nobody has
// seen, a third with somebody.
func TestTranscripts(t *testing.T) {
	script.Play(t, "testdata/*.txt", script.World{
		Kits: func() []house.Kit { return []house.Kit{desk(), owners.Kit()} },
		Fill: func(tx store.Tx) {
			liu, _ := directory.GetPerson(tx, sample.LiuChunfeng.ID)
			liu.Ties = append(liu.Ties, directory.Tie{Home: sample.WangGuihua.Home, As: directory.CoOwner, Trust: directory.Verified})
			directory.PutPerson(tx, liu)
			have(t, tx, false, "3栋,1-301,王桂花、刘春风,19900000001、19900000006,89.51,住宅",
				"3栋,1-102,刘春风、陶锦鲤,19900000006、19900001266,89.51,住宅",
				"5栋,2-402,李大山、韩荷叶,19900000002、,76.3,住宅")
		},
	})
}
