package sample

import (
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// Hero is somebody of the sample with a part in the demo and the transcripts.
type Hero struct {
	ID    string
	Name  string
	Phone string
	Age   int
	Home  string
	As    string
	Trust directory.Trust
	Roles []directory.Role
	Large bool // reads large type
}

// The people of the demo. Ids of the sample begin with x, as no id of a store does.
var (
	WangGuihua = Hero{ID: "xwang", Name: "王桂花", Phone: "19900000001", Age: 72, Large: true,
		Home: GuihuaYuan3 + "/1/301", As: directory.Owner, Trust: directory.Verified}
	LiDashan = Hero{ID: "xli", Name: "李大山", Phone: "19900000002", Age: 68,
		Home: GuihuaYuan + "/5/2/402", As: directory.Owner, Trust: directory.Vouched}
	ZhangXiaoman = Hero{ID: "xzhang", Name: "张小满", Phone: "19900000003", Age: 34,
		Home: GuihuaYuan3 + "/2/501", As: directory.Tenant, Trust: directory.Claimed}
	ZhaoQiuju = Hero{ID: "xzhao", Name: "赵秋菊", Phone: "19900000004", Age: 65,
		Home: HeYuan + "/2/1/203", As: directory.Owner, Trust: directory.Verified}
	SunHexiang = Hero{ID: "xsun", Name: "孙荷香", Phone: "19900000005", Age: 70,
		Home: HetangLi + "/1/1/102", As: directory.CoOwner, Trust: directory.Vouched}
	LiuChunfeng = Hero{ID: "xliu", Name: "刘春风", Phone: "19900000006", Age: 61,
		Home: GuihuaYuan3 + "/1/102", As: directory.Owner, Trust: directory.Verified,
		Roles: []directory.Role{{Role: directory.BuildingLeader, Place: GuihuaYuan3}}}
	XiaoZhou = Hero{ID: "xzhou", Name: "小周", Phone: "19900000007", Age: 29, Trust: directory.Verified,
		Roles: []directory.Role{{Role: directory.Staff, Place: GuihuaCommunity}}}
	XiaoLin = Hero{ID: "xlin", Name: "小林", Phone: "19900000008", Age: 33, Trust: directory.Verified,
		Roles: []directory.Role{{Role: directory.Staff, Place: HetangCommunity}}}
	LaoChen = Hero{ID: "xchen", Name: "老陈", Phone: "19900000009", Age: 52, Trust: directory.Verified,
		Roles: []directory.Role{{Role: directory.Property, Place: GuihuaYuan}}}
)

// Newcomer stands in the register of 和苑 but is not known yet: to join with.
var Newcomer = Hero{Name: "何新来", Phone: "19900000010", Age: 41,
	Home: HeYuan + "/1/1/101", As: directory.Owner}

// Heroes are all of them who are known.
var Heroes = []Hero{WangGuihua, LiDashan, ZhangXiaoman, ZhaoQiuju, SunHexiang, LiuChunfeng, XiaoZhou, XiaoLin, LaoChen}

func (h Hero) person(tx store.Reader) directory.Person {
	p := directory.Person{
		ID: h.ID, Name: h.Name, Phone: h.Phone, Born: tx.Now().In(bot.Zone).Year() - h.Age, Trust: h.Trust,
		Roles: h.Roles, Large: h.Large, Since: tx.Now(),
		Consent: directory.ConsentVersion, Agreed: tx.Now(),
	}
	if h.Home != "" {
		p.Ties = []directory.Tie{{Home: h.Home, As: h.As}}
	}
	return p
}
