package sample

import (
	"fmt"
	"slices"

	"yishi/bot/directory"
)

// Surnames and given names: nobody is called so.
var (
	surnames = []rune("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶")
	givens   = []string{
		"谷雨", "白露", "霜降", "清明", "惊蛰", "芒种", "立春", "大暑", "冬至", "初雪",
		"松果", "银杏", "芦花", "石榴", "青禾", "莲蓬", "苔藓", "柿子", "豆荚", "葫芦",
		"晨雾", "晚霞", "流云", "北斗", "长风", "山泉", "溪石", "海棠", "竹笋", "蒲扇",
		"灯笼", "风筝", "陶罐", "砚台", "纸伞", "船桨", "茶壶", "石桥", "铃铛", "麦浪",
		"喜鹊", "白鹭", "蜻蜓", "锦鲤", "蚂蚱", "麻雀", "蜗牛", "燕子", "画眉", "鹧鸪",
		"桂枝", "梅朵", "菊黄", "兰草", "荷叶", "杏雨", "桃溪", "柳絮", "枫红", "藕粉",
	}
)

func (f *filling) shuffledNames() []string {
	var names []string
	for _, s := range surnames {
		for _, g := range givens {
			names = append(names, string(s)+g)
		}
	}
	f.rand.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	return names
}

// household fills one home: mostly its owners, of whom many are old, some with
// family; about every eighth home is let.
func (f *filling) household(home, building string) {
	size := []int{1, 2, 2, 2, 3, 3, 4, 3}[f.rand.IntN(8)]
	let := f.rand.IntN(8) == 0
	if slices.ContainsFunc(Heroes, func(h Hero) bool { return h.Home == home }) {
		size, let = size-1, false
	} else if home == Newcomer.Home {
		return
	}
	head := 58 + f.rand.IntN(28) // years of age
	if let || f.rand.IntN(3) == 0 {
		head = 26 + f.rand.IntN(32)
	}
	for i := range size {
		p := f.resident(home, as(i, let), f.ageOf(i, head))
		if i == 0 && !let && head >= 55 && !f.leaders[building] {
			f.leaders[building] = true
			p.Trust = directory.Verified
			p.Roles = []directory.Role{{Role: directory.BuildingLeader, Place: building}}
		}
		f.put(p)
	}
}

func as(i int, let bool) string {
	switch {
	case let:
		return directory.Tenant
	case i == 0:
		return directory.Owner
	case i == 1:
		return directory.CoOwner
	}
	return directory.Family
}

// ageOf is the age of the i-th of a household: the head, the spouse, children.
func (f *filling) ageOf(i, head int) int {
	switch i {
	case 0:
		return head
	case 1:
		return max(22, head-4+f.rand.IntN(7))
	}
	return max(15, head-24-f.rand.IntN(8))
}

// resident makes a person with some of everything: those who only typed a code,
// those in the register, those whose papers were seen.
func (f *filling) resident(home, as string, age int) directory.Person {
	trust := []directory.Trust{directory.Claimed, directory.Vouched, directory.Vouched, directory.Verified}[f.rand.IntN(4)]
	n := f.sum.People + 1
	p := directory.Person{
		ID:    fmt.Sprintf("x%04d", n),
		Name:  f.names[n],
		Phone: fmt.Sprintf("1990000%04d", n+1000),
		Born:  f.year - age,
		Ties:  []directory.Tie{{Home: home, As: as}},
		Trust: trust,
		Large: age >= 70 && f.rand.IntN(2) == 0,
		Since: f.tx.Now(), Consent: directory.ConsentVersion, Agreed: f.tx.Now(),
	}
	if tag := tags[f.rand.IntN(len(tags))]; tag != "" && age >= 50 {
		p.Tags = []string{tag}
	}
	return p
}

// tags are what some like to do.
var tags = []string{"", "", "", "太极", "合唱", "摄影", "书法"}
