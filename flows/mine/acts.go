package mine

// acts are what staff do that concerns one person, as that person is told of it.
var acts = map[string]string{
	"look at claim":          "看了您的登记",
	"vouch resident":         "认了您",
	"see papers":             "看了您的证件，认了您",
	"refuse claim":           "没有认您的登记",
	"moved out":              "撤了您的登记：搬走了",
	"false claim":            "撤了您的登记：登记错了",
	"give code":              "当面给了您核实码",
	"answer call":            "回了您的话",
	"give role":              "给了您一项工作",
	"take role":              "撤了您的一项工作",
	"remove staff":           "撤了您的一项工作",
	"deny claim":             "说您登记的不是他",
	"join accounts":          "和您连成了一个人",
	"look at reporter":       "看了您反映的事，知道是您报的",
	"look at people":         "在名单里看到了您的名字和住处",
	"take out":               "把您从一门课里撤了出来",
	"put in":                 "把您加进了一门课",
	"sign in":                "替您签了到",
	"undo sign in":           "撤了您的签到",
	"mark paid":              "记了您的学费",
	"correct person":         "改了您的资料",
	"merge people":           "把您的两份登记合成了一份",
	"correct for child":      "替孩子改了资料",
	"take out data of child": "替孩子拿了一份资料",
}

// works are the other acts in the log, as staff read them.
var works = map[string]string{
	"open poll": "开了投票", "draft poll": "写了投票", "approve poll": "复核通过了投票", "return poll": "退回了投票", "cancel poll": "取消了投票", "extend poll": "延长了投票",
	"review of polls": "改了投票要不要复核", "record mandate": "登记了委托", "revoke mandate": "撤了委托", "hand out paper ballot": "发了纸质选票",
	"enter from ballot box": "录入了票箱里的选票", "mend from ballot box": "改了票箱里的选票", "take back paper ballot": "收回了纸质选票",
	"strike ballot of a false claim": "划掉了登记错的票", "deliver ballot": "送了选票", "take back delivery": "撤了送达的登记",
	"know owner": "核对了业主", "make delegate": "登记了居民代表", "end delegate": "撤了居民代表", "owners' rules": "改了业主表决的办法",
	"name voter": "指定了投票人", "freeze owners": "定了业主名册", "import owners": "导入了业主名册", "import street": "导入了名单",
	"add place": "加了地方", "add staff": "发了工作码", "use staff code": "用了工作码", "bind group": "绑定了群",
	"make notice": "写了通知", "correct notice": "更正了通知", "cancel notice": "撤回了通知", "send missed notice": "补发了通知", "set capacity": "改了名额",
	"new term": "开了一期课程", "list course": "加了课", "drop course": "去掉了课", "drop term": "撤了一期课程", "change dates": "改了课程日期", "open courses": "定了开哪些课",
	"cancel course": "停了课", "merge course": "并了课", "stop course": "停办了课", "revive course": "恢复了课", "skip class": "停了一次课", "change class": "改了一次课", "switch": "换了课",
	"read audit log": "查了记录", "keep contact": "改了值班电话", "keep answer": "写了常见问答", "drop answer": "删了常见问答", "print codes": "打印了楼门口的二维码", "agree": "同意了隐私说明", "withdraw": "撤回了同意", "erase": "删除了自己的资料",
	"correct own data": "改了自己的资料", "take out own data": "拿了一份自己的资料", "leave channel": "停用了一处", "prove phone": "证明了手机号",
}
