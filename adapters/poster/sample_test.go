package poster

import (
	"fmt"
	"time"

	"yishi/bot"
)

func at(day, hour int) time.Time { return time.Date(2026, 12, day, hour, 0, 0, 0, bot.Zone) }

// course is a poll of opinion: a plain result.
func course() Result {
	votes := func(n int64) []Figure { return []Figure{{Part: n, Whole: 86, Unit: "票"}} }
	return Result{
		Org: "桂花社区", Place: "桂花苑、和苑的居民", No: "第12号投票", Question: "老年大学春季班开什么课？", How: "不记名，每人选1到2项",
		Opened: at(1, 9), Closed: at(8, 20), Verdict: "「太极」得票最多", Clause: "这次投票没有最低人数要求，票最多的就开课。",
		Turnout: []Figure{{Label: "人数", Part: 86, Whole: 127, Unit: "人"}},
		Rows: []Row{
			{Label: "太极", First: true, Figures: votes(41)}, {Label: "书法", Figures: votes(33)},
			{Label: "手机摄影", Figures: votes(27)}, {Label: "合唱", Figures: votes(9)}, {Label: "都不选", Figures: votes(0)},
		},
		Remarks: []string{"每人可以选1到2项，所以加起来不止100%。"},
		Root:    "q2c0bUuH3Vv0nJx4mYtqk1v8W0m3oZk9y6nJ2b7d5eE=",
		Verify:  "每张票有一个回执码。回复「查票」加回执码，能查到自己的票；全部选票的名单可以下载，自己再数一遍。",
		Buildings: []Building{
			{"桂花苑1栋", 20, 30}, {"桂花苑3栋", 40, 57}, {"和苑2栋", 26, 40},
		},
		Ballots:   []Ballot{{"AB3D-7K2M", "太极、书法"}, {"ZZ22-22ZZ", "合唱"}},
		Challenge: Challenge{From: at(9, 9), To: at(24, 18), Contact: "桂花社区居委会，小周，桂花苑1栋102室"},
	}
}

// owners is an owners' vote on a special matter.
func owners(outcome Outcome) Result {
	need := func(words string, num, den int64, reached bool) *Need { return &Need{words, num, den, reached} }
	people := func(n, of int64, need *Need) Figure {
		return Figure{Label: "人数", Part: n, Whole: of, Unit: "户", Need: need}
	}
	area := func(n, of int64, need *Need) Figure {
		return Figure{Label: "面积", Part: n, Whole: of, Places: 3, Unit: "平方米", Need: need}
	}
	r := Result{
		Org: "桂花苑业主委员会", Place: "桂花苑3栋的业主", No: "第15号投票", Label: "意向征询",
		Question: "3栋1单元加装电梯，费用按方案由各户分摊，同意吗？", How: "记名，一套房一票", Opened: at(1, 9), Closed: at(20, 20),
		Outcome: outcome, Verdict: "通过", Clause: "特别事项。《民法典》第二百七十八条第二款：参与表决的业主，人数和面积都要四分之三以上同意。",
		Turnout: []Figure{people(200, 300, need("三分之二以上", 2, 3, true)), area(20_010_500, 30_000_000, need("三分之二以上", 2, 3, true))},
		Rows: []Row{
			{Label: "同意", First: true, Figures: []Figure{people(150, 200, need("四分之三以上", 3, 4, true)), area(15_020_250, 20_010_500, need("四分之三以上", 3, 4, true))}},
			{Label: "不同意", Figures: []Figure{people(38, 200, nil), area(3_800_000, 20_010_500, nil)}},
			{Label: "弃权", Figures: []Figure{people(10, 200, nil), area(990_250, 20_010_500, nil)}},
			{Label: "废票", Figures: []Figure{people(2, 200, nil), area(200_000, 20_010_500, nil)}},
		},
		Remarks: []string{"送到了没投的：88户，8800平方米。", "没送到的：12户，1189.5平方米。"},
		Asides:  []string{"同一套房重复的票，一共2张没有算：", "3栋的一户：业主网上投的票算数，代投人填的纸质票没有算。", "3栋的一户：业主填的纸质票算数，业主网上投的票没有算。"},
		Root:    "q2c0bUuH3Vv0nJx4mYtqk1v8W0m3oZk9y6nJ2b7d5eE=", Register: "9f2c4d1e7a80b3c5",
		Verify:    "用回执码可以在公示的选票名单里找到自己的票。",
		Buildings: []Building{{"3栋", 200, 300}},
		Rooms: []Room{
			{Home{"3栋", "1单元", "301"}, "王桂花", "同意"}, {Home{"3栋", "1单元", "302室"}, "张小满", "不同意"}, {Home{"3栋", "2单元", "1204"}, "李大山", "弃权"},
		},
		Challenge: Challenge{From: at(21, 9), To: at(36, 18), Contact: "桂花苑业主委员会，刘春风，3栋一楼值班室"},
	}
	if outcome == Failed {
		r.Verdict = "没有通过"
		r.Rows[0].Figures[0] = people(149, 200, need("四分之三以上", 3, 4, false))
	}
	return r
}

// estate is an owners' vote on two things, of which one is agreed to.
func estate() Result {
	r := owners(Plain)
	need := &Need{"过半数", 1, 2, true}
	r.Question, r.Verdict, r.Clause, r.Key = "2027年第一次业主投票", "2件事，通过了1件", "", "guihua.example+1a2b3c4d+AQIDBAUGBwg="
	r.Items = []Item{
		{Label: "续聘现在的物业公司", Outcome: Passed, Verdict: "通过了", Clause: "一般事项，要过半数同意。", Rows: []Row{
			{Label: "同意", First: true, Figures: []Figure{{"人数", 150, 200, 0, "户", need}, {"面积", 15_020_250, 20_010_500, 3, "平方米", need}}},
			{Label: "不同意", Figures: []Figure{{"人数", 50, 200, 0, "户", nil}, {"面积", 4_990_250, 20_010_500, 3, "平方米", nil}}},
		}},
		{Label: "给每户筹集维修资金500元", Outcome: Failed, Verdict: "没有通过", Clause: "特别事项，要四分之三以上同意。", Rows: r.Rows, Remarks: []string{"名下几套说法不一样的1户，算参加，不算同意。"}},
	}
	r.Rows, r.Rooms = nil, nil
	return r
}

// manyItems is a ballot with a question for each of several things.
func manyItems() Paper {
	p := paperBallots()
	p.Items = []string{"续聘现在的物业公司", "给每户筹集维修资金500元"}
	p.Options = []string{"同意", "不同意", "弃权"}
	return p
}

// form has a name that would be a formula.
func form() Form {
	people := func(n int64) Figure { return Figure{Part: n, Whole: 6, Unit: "人"} }
	area := func(n int64) Figure { return Figure{Part: n, Whole: 766_445, Places: 3, Unit: "平方米"} }
	return Form{
		Estate: "桂花苑", Org: "桂花社区", No: "第1号业主正式表决", Question: "2027年第一次业主投票", Label: "正式表决",
		Announced: at(1, 9), Opened: at(20, 9), Closed: at(30, 20),
		Figures: []FormFigure{{"业主总人数", 6, 0, "人"}, {"专有部分总面积", 766_445, 3, "平方米"}},
		Items: []FormItem{{
			Label: "续聘现在的物业公司", Subject: "选聘、解聘物业公司", Clause: "第二百七十八条第一款第四项", How: "只计收回的票",
			Cells: []FormCell{{"参加", "全体业主", people(4), area(476_445)}, {"同意", "参加的", people(4), area(476_445)}}, Need: "人数和面积都要过半数", Verdict: "参加的不够",
		}},
		Parts: []FormPart{
			{Home{"3栋", "1单元", "301"}, "住宅", 89_510, "=王桂花", "网上通知", "线上", []string{"同意"}, ""},
			{Home{"", "", "地下车位001"}, "车位", 12_720, "刘春风", "", "", []string{""}, "车位不计票"},
		},
		Notes: []FormNote{{"公告日", "2026年12月1日"}, {"名册指纹", "0f22-4f48"}},
	}
}

// awkward has everything that breaks a layout.
func awkward() Result {
	r := course()
	r.Question = "𠮷田、龘靐、㙍㙓村的😀老王（Wang-Xiaoming-with-a-very-long-name-that-does-not-fit-any-line-of-the-picture-at-all）当选吗？"
	r.Rows = nil
	for i := range 33 {
		r.Rows = append(r.Rows, Row{Label: fmt.Sprintf("第%d项，名字长得一行放不下的那一种选项也要看得清", i+1), Figures: []Figure{{Part: int64(i), Whole: 0, Unit: "票"}}})
	}
	return r
}

func paperBallots() Paper {
	return Paper{
		Org: "桂花苑业主委员会", No: "第15号投票", Label: "意向征询", Question: "3栋1单元加装电梯，费用按方案由各户分摊，同意吗？",
		Options: []string{"同意", "不同意", "弃权"}, How: "请选1项，在方框里打√。", Closes: at(20, 20), Return: "社区工作人员，或者楼栋长",
		Wins: "一套房只算一张票：业主本人投的优先于代投的，其余先收到的算数；自己网上投的，截止前自己可以改。", Signer: "业主", Blank: 1,
		Proxy: "并附业主签了字的委托书。一个人最多替3位业主投。",
		Homes: []PaperHome{{Home: Home{"3栋", "1单元", "301"}, Area: "89.5 平方米"}, {Home: Home{"3栋", "1单元", "302"}, Area: "60.25 平方米"}},
	}
}

func visits() Visits {
	return Visits{
		Org: "桂花社区", No: "第15号投票", Question: "3栋1单元加装电梯，同意吗？", Title: "还没有投票的", Unit: "户", At: at(15, 9), Closes: at(20, 20),
		Ticks: []string{"已投", "不在", "不投"},
		Units: []VisitUnit{
			{"3栋", "1单元", 12, []Visit{{"301", "王阿姨", "未投票", "行动不便，请上门"}, {"402", "", "未送达", ""}}},
			{"3栋", "2单元", 10, []Visit{{"1204", "李师傅", "未投票", ""}}},
		},
	}
}
