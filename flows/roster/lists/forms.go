package lists

import (
	"yishi/bot/directory"
	"yishi/flows/tally/sheet"
)

// Names of the forms, which are those of the sheets of the template.
const (
	placesForm = "地点"
	peopleForm = "居民"
	rolesForm  = "职务"
	dialForm   = "电话"
	setForm    = "设置"
)

func col(name string, also ...string) sheet.Column { return sheet.Column{Name: name, Also: also} }

func must(name string, also ...string) sheet.Column {
	return sheet.Column{Name: name, Also: also, Must: true}
}

func day(name string, also ...string) sheet.Column {
	return sheet.Column{Name: name, Also: also, Day: true}
}

// Columns, with the headings that lists of staff have for them.
var (
	street    = col("街道", "街镇", "街道名称", "乡镇")
	community = col("社区", "社区名称", "居委会", "村居")
	estate    = col("小区", "小区名称", "小区名", "楼盘", "项目", "院落")
	building  = col("楼栋", "楼栋号", "楼号", "栋号", "幢号", "栋", "幢", "楼幢", "座", "号楼", "楼栋名称")
	unit      = col("单元", "单元号")
	room      = col("房号", "室号", "房间号", "户号", "门牌号", "门牌", "户", "室", "房间", "房屋号", "室")
	area      = col("面积", "建筑面积", "产权面积", "房屋面积", "专有面积", "面积平方米", "建筑面积平方米")
	grid      = col("网格", "网格号", "网格名称", "所属网格", "网格编号")

	outline = col("坐标", "经纬度", "范围坐标", "小区范围")

	phone    = col("手机号", "手机", "电话", "联系电话", "手机号码", "联系方式", "电话号码", "移动电话")
	born     = day("出生年", "出生年份", "出生年月", "出生日期", "生日", "出生", "出生年月日")
	dwelling = col("住址", "地址", "住处", "家庭住址", "居住地址", "房屋地址", "房屋坐落", "坐落", "详细地址")
	tie      = col("身份", "与房屋关系", "关系", "住户类型", "人员类别", "居住身份", "居住类型", "住户身份")
	tags     = col("标签", "人群", "人群标签", "特殊人群", "人员标签")
	large    = col("大字", "大字版", "大字号")
)

// names of a person; a list that calls them owners says with that what they are.
var (
	anyName = []string{"名字", "住户姓名", "居民姓名", "户主姓名", "户主", "人员姓名"}
	owner   = must("业主", "业主姓名", "产权人", "产权人姓名", "权利人", "业主名称")
)

// where somebody does something, or is reached.
var where = must("地方", "负责区域", "管辖范围", "管辖区域", "责任区", "范围", "负责楼栋", "管哪里", "所管地方", "负责范围")

var (
	wherePeople = []sheet.Column{phone, born, street, community, estate, building, unit, room, area, dwelling, tie, tags, large}

	forms = []sheet.Form{
		{Name: rolesForm, Columns: []sheet.Column{
			must("姓名", anyName...), phone, must("职务", "角色", "岗位", "工作身份", "职责"),
			where,
			day("起", "开始", "从", "开始日期", "起始日期", "上任日期", "任期开始"), day("止", "结束", "到", "至", "结束日期", "截止日期", "到期", "任期结束"),
		}},
		{Name: peopleForm, Columns: append([]sheet.Column{must("姓名", anyName...)}, wherePeople...)},
		{Name: peopleForm, Columns: append([]sheet.Column{owner}, wherePeople...)},
		{Name: placesForm, Columns: []sheet.Column{street, community, estate, must(building.Name, building.Also...), unit, room, area, grid, outline}},
		{Name: placesForm, Columns: []sheet.Column{street, community, must(estate.Name, estate.Also...), grid, outline}},
		{Name: dialForm, Columns: []sheet.Column{where, must("单位", "谁的电话", "部门"), must("电话", "值班电话", "服务电话", "联系电话", "电话号码"), col("时间", "值班时间", "上班时间", "办公时间", "服务时间")}},
		{Name: setForm, Columns: []sheet.Column{where, must("设置项", "设置", "设什么"), must("内容", "值", "设成")}},
		{Name: placesForm, Columns: []sheet.Column{street, must(community.Name, community.Also...)}},
	}
)

var ties = map[string]string{
	"业主": directory.Owner, "产权人": directory.Owner, "户主": directory.Owner, "房东": directory.Owner, "owner": directory.Owner,
	"共有人": directory.CoOwner, "共有": directory.CoOwner, "共有产权人": directory.CoOwner, "co-owner": directory.CoOwner,
	"租户": directory.Tenant, "租客": directory.Tenant, "承租人": directory.Tenant, "租住": directory.Tenant, "tenant": directory.Tenant,
	"家人": directory.Family, "家属": directory.Family, "家庭成员": directory.Family, "子女": directory.Family, "配偶": directory.Family, "父母": directory.Family, "family": directory.Family,
}

var roleWords = map[string]string{
	"街道": directory.StreetStaff, "社区": directory.Staff, "社区工作者": directory.Staff, "居委会": directory.Staff, "社区干部": directory.Staff, "物业公司": directory.Property, "物业经理": directory.Property,
	"楼长": directory.BuildingLeader, "楼组长": directory.BuildingLeader, "栋长": directory.BuildingLeader, "网格长": directory.GridOfficer, "业主委员会": directory.Committee,
	"党委": directory.Party, "党总支": directory.Party, "党组织": directory.Party, "党支部书记": directory.Party, "议事会": directory.Council, "议事会成员": directory.Council,
	"社会工作者": directory.SocialWorker, "专业社工": directory.SocialWorker, "共建": directory.Partner, "结对单位": directory.Partner, "部门": directory.Department, "派出所": directory.Department, "城管": directory.Department,
	"值班员": directory.Duty, "值班人员": directory.Duty,
}

func init() {
	for _, key := range directory.RoleKeys() {
		roleWords[directory.RoleName(key)] = key
	}
}
