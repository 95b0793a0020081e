package tale

import (
	"time"

	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/store"
)

// tales are the issues of the sample, the oldest first.
func tales(tx store.Reader) []tale {
	yuan3, yuan := sample.GuihuaYuan3, sample.GuihuaYuan
	chen, zhou, lin := sample.LaoChen, sample.XiaoZhou, sample.XiaoLin
	return []tale{
		{sample.WangGuihua.ID, yuan3 + "/1", "桂花苑3栋1单元三楼", "三楼楼道的灯不亮，晚上看不见台阶。", 18 * day, []deed{
			takes(2*time.Hour, chen), finishes(day, chen, "换了新的声控灯，试过了，亮的。", 3500), rates(day+3*time.Hour, sample.WangGuihua, 5)}},
		{sample.LiDashan.ID, yuan + "/5", "桂花苑5栋楼下", "5栋楼下垃圾桶满了没人清，味道大。", 15 * day, []deed{
			takes(time.Hour, chen), answers(3*time.Hour, chen, "清运车坏了，今天下午补收，明天起每天两次。", day), finishes(2*day, chen, "已经清干净，改成每天早晚各收一次。", 0)}},
		{sample.ZhaoQiuju.ID, sample.HeYuan + "/2", "和苑2栋车库出口", "2栋车库出口老有人乱停车，车子出不去。", 12 * day, []deed{
			takes(4*time.Hour, zhou), answers(2*day, zhou, "已经联系交警贴单，下周在出口装隔离桩，装好了再告诉您。", 16*day)}},
		{sample.SunHexiang.ID, sample.HetangLi + "/1", "荷塘里1栋1单元门", "单元门坏了，关不上，外人随便进。", 11 * day, []deed{
			takes(5*time.Hour, lin), finishes(3*day, lin, "锁舌换了，门能关上。", 8000), rates(4*day, sample.SunHexiang, 2),
			complains(11*day-5*time.Hour, sample.SunHexiang, "用了几天又关不上了。")}},
		{somebody(tx, yuan+"/1", 3), yuan + "/1", "桂花苑1栋楼道", "有人把电瓶车推进楼道充电，看着害怕。", 9 * day, []deed{
			takes(time.Hour, chen), hands(day, chen, directory.Staff, "上门劝了两次不听，请社区出面。"), takes(day+2*time.Hour, zhou),
			answers(2*day, zhou, "已经和住户谈好，电瓶车停到楼下，社区在申请装充电棚。", 12*day)}},
		{sample.ZhangXiaoman.ID, yuan3 + "/2/501", "桂花苑3栋2单元501", "楼上半夜拖椅子，孩子睡不着。", 8 * day, []deed{
			takes(6*time.Hour, chen), withdraws(day, sample.ZhangXiaoman)}},
		{somebody(tx, sample.HeYuan+"/1", 5), sample.HeYuan + "/1", "和苑1栋西墙", "1栋西墙掉瓷砖，下面天天有人走。", 7 * day, []deed{
			takes(20*time.Minute, zhou), answers(time.Hour, zhou, "拉了警戒线，请了人来敲掉松的砖。", 9*day)}},
		{somebody(tx, yuan+"/2", 7), yuan + "/2", "桂花苑2栋门口", "2栋门口的树枝挡了路灯，请修剪一下。", 6 * day, nil},
		{somebody(tx, yuan+"/4", 2), yuan + "/4", "桂花苑4栋", "物业电话打不通，报了三次没人管。", 20 * time.Hour, []deed{
			takes(2*time.Hour, zhou)}},
		{somebody(tx, sample.HetangLi+"/2", 4), sample.HetangLi + "/2", "荷塘里2栋", "这几天水压太低，五楼洗不了澡。", 18 * time.Hour, nil},
		{sample.WangGuihua.ID, yuan3, "桂花苑3栋楼下", "楼下的健身器材坏了，扶手松了。", 17 * time.Hour, []deed{
			takes(time.Hour, chen), adds(2*time.Hour, sample.WangGuihua, "是靠花坛的那个。")}},
		{sample.LiuChunfeng.ID, yuan3, "桂花苑3栋东边", "一辆面包车堵消防通道，停了两天了。", 5 * time.Hour, nil},
		{sample.LiDashan.ID, yuan + "/5", "桂花苑5栋2单元电梯", "电梯有异响，抖得厉害。", 2 * time.Hour, nil},
		{somebody(tx, yuan+"/5", 9), yuan + "/5", "桂花苑5栋2单元电梯", "电梯一上去就抖，响得厉害。", time.Hour, nil},
	}
}
