package poll_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"yishi/adapters/script"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/flows/owners"
	"yishi/flows/poll"
	"yishi/flows/poll/hold"
	"yishi/flows/poll/vote"
	"yishi/store"
)

// counted gives receipts that are the same every time.
func counted(tx store.Tx) string { return fmt.Sprintf("TEST%04d", store.Next(tx, "receipt")) }

// desk stands where the front desk is in the program: it only greets.
func desk() house.Kit {
	return house.Kit{
		Name:     "door",
		Hear:     "hear",
		Flows:    []*talk.Flow{{Name: "hear", Title: "听", Run: func(c *talk.Conv) error { return c.End("没听懂。") }}},
		Commands: []talk.Command{{Words: []string{"登记住处"}, Do: func(*talk.Call) error { return nil }}},
		Arrive:   func(*talk.Call, string, bool) error { return nil },
	}
}

// polls are all rooms of polls, beside the front desk.
func polls(c poll.Config) []house.Kit {
	return []house.Kit{desk(), poll.KitWith(c), vote.Kit(c), hold.Kit(c)}
}

// blind is what heads are blinded with in tests.
func blind(store.Tx) string { return "BLIND234" }

func kits() []house.Kit { return polls(poll.Config{Codes: counted, Blinds: blind}) }

func TestTranscripts(t *testing.T) {
	script.Play(t, "testdata/*.txt", script.World{Kits: kits})
}

// TestCourse plays what happens around the poll of the sample street.
func TestCourse(t *testing.T) {
	script.Play(t, "testdata/course/*.txt", script.World{Kits: kits, Fill: func(tx store.Tx) {
		if err := poll.Fill(tx); err != nil {
			t.Error(err)
		}
	}})
}

// TestKinds plays a poll of each kind, from its maker to its result.
func TestKinds(t *testing.T) {
	script.Play(t, "testdata/kinds/*.txt", script.World{Kits: kits})
}

// TestPaper plays what staff do at their desk and at the door: paper ballots, and
// signing people in.
func TestPaper(t *testing.T) {
	for _, files := range []string{"testdata/paper/*.txt", "testdata/assembly/*.txt"} {
		script.Play(t, files, script.World{Kits: kits, Fill: fewAtHome})
	}
}

// TestKnown plays papers of owners of whose homes others, or they themselves under
// another name, write to us.
func TestKnown(t *testing.T) {
	script.Play(t, "testdata/known/*.txt", script.World{Kits: kits, Fill: func(tx store.Tx) {
		fewAtHome(tx)
		csv := strings.NewReplacer("1单元102,刘春风,19900000006", "1单元102,刘芳、刘强,").Replace(ownersOfYuan)
		if err := importOwners(tx, csv, false); err != nil {
			t.Error(err)
		}
		zhou, _ := directory.GetPerson(tx, sample.XiaoZhou.ID)
		_, err := poll.Open(tx, poll.Poll{
			Question: "楼下种什么？", Options: poll.Options([]string{"桂花", "茶花", "都不种"}), Min: 1, Max: 1,
			For:    directory.Audience{Place: sample.GuihuaYuan3, MinTrust: directory.Claimed},
			Closes: tx.Now().Add(72 * time.Hour),
		}, zhou)
		if err != nil {
			t.Error(err)
		}
	}})
}

// TestMending plays staff who have entered a paper wrongly.
func TestMending(t *testing.T) {
	script.Play(t, "testdata/mend/*.txt", script.World{Kits: kits, Fill: func(tx store.Tx) {
		fewAtHome(tx)
		zhou, _ := directory.GetPerson(tx, sample.XiaoZhou.ID)
		for _, secret := range []bool{false, true} {
			_, err := poll.Open(tx, poll.Poll{
				Question: map[bool]string{false: "楼下种什么？", true: "快递柜放哪里？"}[secret], Options: poll.Options([]string{"东边", "西边", "都不要"}),
				Min: 1, Max: 1, Secret: secret, For: directory.Audience{Place: sample.GuihuaYuan3}, Closes: tx.Now().Add(72 * time.Hour),
			}, zhou)
			if err != nil {
				t.Error(err)
			}
		}
	}})
}

// fewAtHome leaves in 桂花苑3栋 the people of the demo and three who are old and
// have no account.
func fewAtHome(tx store.Tx) {
	for p := range (directory.Audience{Place: sample.GuihuaYuan3}).People(tx) {
		if !slices.ContainsFunc(sample.Heroes, func(h sample.Hero) bool { return h.ID == p.ID }) {
			p.Ties = nil
			directory.PutPerson(tx, p)
		}
	}
	for _, old := range []struct{ id, name, phone, home string }{
		{"xa", "周晚霞", "", "/1/101"}, {"xb", "何铃铛", "19900000021", "/2/101"}, {"xc", "吴芦花", "", "/2/102"},
	} {
		directory.PutPerson(tx, directory.Person{ID: old.id, Name: old.name, Phone: old.phone, Born: 1940, Trust: directory.Vouched,
			Ties: []directory.Tie{{Home: sample.GuihuaYuan3 + old.home, As: directory.Owner}}})
	}
}

// TestOwners plays owners' votes over a small register.
func TestOwners(t *testing.T) {
	script.Play(t, "testdata/owners/*.txt", script.World{
		Kits: func() []house.Kit { return append(kits(), owners.Kit()) },
		Fill: func(tx store.Tx) {
			if err := importOwners(tx, ownersOfYuan, false); err != nil {
				t.Error(err)
			}
		},
	})
}

// ownersOfYuan is a register of 桂花苑 in which 王桂花 has two homes, of which she
// lets one to 张小满, and the developer has two.
const ownersOfYuan = `楼栋,房号,业主,手机号,面积,类型
3栋,1单元301,王桂花,19900000001,89.51,住宅
3栋,2单元501,王桂花,19900000001,76.3,住宅
3栋,1单元102,刘春风,19900000006,102.88,住宅
5栋,2单元402,李大山,19900000002,89.51,住宅
3栋,1单元101,周远山,,118.245,住宅
3栋,2单元101,吴青、郑好,,90,住宅
5栋,1单元101,样板置业,,100,开发商
5栋,1单元102,样板置业,,100,开发商
,地下车位001,刘春风,19900000006,12.72,车位
`

func importOwners(tx store.Tx, csv string, parking bool) error {
	plan, err := owners.Read(tx, sample.GuihuaYuan, "register.csv", []byte(csv), parking)
	if err != nil {
		return err
	}
	if _, err = owners.Import(tx, sample.XiaoZhou.ID, plan); err != nil {
		return err
	}
	// Who is to vote for others has shown who they are.
	proxy, ok := directory.GetPerson(tx, sample.ZhangXiaoman.ID)
	if proxy.Trust = directory.Vouched; ok {
		directory.PutPerson(tx, proxy)
	}
	return nil
}
