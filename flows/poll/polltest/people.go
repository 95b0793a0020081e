package polltest

import (
	"slices"

	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/flows/owners"
	"yishi/store"
)

// fewAtHome leaves in 桂花苑3栋 the people of the demo and three who are old and
// have no account.
func fewAtHome(tx store.Tx) error {
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
	return nil
}

// OwnersOfYuan is a register of 桂花苑 in which 王桂花 has two homes, of which she
// lets one to 张小满, and the developer has two.
const OwnersOfYuan = `楼栋,房号,业主,手机号,面积,类型
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

// Import takes a register of 桂花苑 over.
func Import(tx store.Tx, csv string, parking bool) error {
	plan, err := owners.Read(tx, sample.GuihuaYuan, "register.csv", []byte(csv), parking)
	if err != nil {
		return err
	}
	if _, err = owners.Import(tx, sample.XiaoZhou.ID, plan); err != nil {
		return err
	}
	// Whoever is to vote for others has shown who they are.
	proxy, ok := directory.GetPerson(tx, sample.ZhangXiaoman.ID)
	if proxy.Trust = directory.Vouched; ok {
		directory.PutPerson(tx, proxy)
	}
	return nil
}
