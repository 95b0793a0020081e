package world

import (
	"bytes"
	"testing"
	"time"

	"yishi/bot/directory/sample"
)

// A resident on WeChat reports, staff on Telegram deal with it, the resident rates.
func TestStoryOnWeChat(t *testing.T) {
	t.Parallel()
	s := newScene(t, Options{})
	wang := s.enter(OnWeChat, sample.WangGuihua)
	chen := s.enter(OnTelegram, sample.LaoChen)

	wang.says("楼道里的灯不亮，晚上看不见台阶", "您要反映的是", "在哪里？")
	wang.says("桂花苑3栋公共地方", "照片：没有。有就现在发来")
	wang.did("photo", wang.Photo(picture))
	wang.sees("请您看看对不对", "照片：收到了")
	wang.taps("改问题", "照片收到了。这是什么问题？")
	wang.says("1单元的灯不亮，晚上看不见台阶", "请您看看对不对", "1单元的灯不亮")
	wang.says("1", "编号 26-", "答复您")

	chen.sees("新诉求", "1单元的灯不亮")
	chen.taps("接手", "您接手了，这就告诉反映人")
	wang.sees("老陈（物业）来办您反映的")
	chen.taps("答复", "请写给反映人的答复")
	chen.says("已经买了灯，明天上午来换", "反映人会看到")
	chen.taps("发出", "答复写好了")
	wang.sees("老陈（物业）答复了您反映的", "12月2日（周三）上午来换")

	s.Advance(24 * time.Hour)
	chen.taps("办结", "请写做了什么")
	chen.says("换了新的声控灯", "有现场照片就发一张")
	chen.did("photo", chen.Photo(append(picture, 1)))
	chen.sees("花了多少钱？")
	chen.says("35", "办结26-", "照片：1张")
	chen.taps("办结", "办结了，这就告诉反映人")
	wang.sees("办好了吗？")
	if !s.shown(wang, append(picture, 1)) {
		t.Errorf("the picture of the work does not reach the reporter:\n%s", screen(wang))
	}
	wang.says("5", "谢谢您！")
	wang.says("我报的事", "您一共反映了3件", "1）1单元的灯不亮，办好了")
	wang.says("1", "您打了5分")
}

// shown waits for a picture on a screen.
func (s scene) shown(a *actor, data []byte) bool {
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		for _, b := range a.Screen() {
			if !b.Mine && bytes.Equal(b.Photo, data) {
				return true
			}
		}
	}
	return false
}

// Staff on Telegram open a poll; people vote there, in their building's group,
// by digit on WeChat; one who did not is reminded; it closes by itself.
func TestStoryOnTelegram(t *testing.T) {
	t.Parallel()
	s := newScene(t, Options{})
	zhou := s.enter(OnTelegram, sample.XiaoZhou)
	zhang := s.enter(OnTelegram, sample.ZhangXiaoman)
	wang := s.enter(OnWeChat, sample.WangGuihua)
	liu := s.enter(OnTelegram, sample.LiuChunfeng)
	group := s.group()
	inGroup := s.hold("刘春风在群里", group.Member(sample.LiuChunfeng.Name))
	zhouInGroup := s.hold("小周在群里", group.Member(sample.XiaoZhou.Name))
	zhouInGroup.says("/bind 桂花苑3栋", "本群绑定好了：桂花苑3栋")

	zhou.says("/newpoll", "要开哪一种？")
	zhou.taps("选一项或几项，比如：老年大学开什么课", "要问大家什么？")
	zhou.says("楼下的花坛改成什么？", "要不要写几句说明？")
	zhou.taps("不用说明", "大家可以选什么？")
	zhou.says("健身角、长椅、重新种花", "每人可以选几项？")
	zhou.taps("只选1项", "请谁来投？")
	zhou.says("桂花苑3栋", "有没有年龄的限制？")
	zhou.taps("不限年龄", "票记不记名？")
	zhou.taps("记名，工作人员看得到谁投了什么", "怎样才算数？")
	zhou.taps("票最多的就行", "什么时候截止？")
	zhou.taps("3天，到12月4日（周五）20:00", "居民会看到", "会通知：")
	zhou.taps("就这样发出去", "投票开好了")

	zhang.sees("【投票】楼下的花坛改成什么？")
	liu.sees("【投票】楼下的花坛改成什么？")
	wang.sees("【投票】楼下的花坛改成什么？", "1 健身角")
	inGroup.sees("【投票】楼下的花坛改成什么？")
	zhang.taps("长椅", "您选的是「长椅」", "回执码")
	zhang.taps("改票", "要改成什么？")
	zhang.taps("重新种花", "现在选的是「重新种花」")
	inGroup.taps("长椅", "您选的是「长椅」")
	inGroup.sees("2人") // the turnout, in the message itself

	s.Advance(24 * time.Hour)
	wang.says("帮助", "想办什么？")  // opens the window for two days
	s.Advance(36 * time.Hour) // past the evening before
	wang.sees("您还没有投票，提醒一声")
	wang.says("2", "您选的是「长椅」")
	s.Advance(24 * time.Hour)
	for _, a := range []*actor{zhang, wang, liu, inGroup} {
		a.sees("结果", "楼下的花坛改成什么？")
	}
	zhou.says("投票进度", "桂花苑3栋")
	for _, b := range append(zhang.Screen(), liu.Screen()...) {
		if containsAll(b.Text, []string{"提醒一声"}) {
			t.Error("somebody who has voted was reminded")
		}
	}
}

// Staff send a notice with a picture; people on the web sign up, wait, move up
// and are reminded the evening before.
func TestStoryOnWeb(t *testing.T) {
	t.Parallel()
	s := newScene(t, Options{})
	zhou := s.enter(OnWeb, sample.XiaoZhou)
	wang := s.enter(OnWeb, sample.WangGuihua)
	zhang := s.enter(OnWeb, sample.ZhangXiaoman)

	zhou.says("发通知", "发什么？")
	zhou.taps("活动（可以报名）", "标题是什么？")
	zhou.says("包饺子", "什么时候开始？")
	zhou.says("12月22日下午2点", "在哪里？")
	zhou.says("党群服务中心", "最多多少人？")
	zhou.says("1", "还有什么要说的？")
	zhou.taps("没有了", "配一张图吗？")
	zhou.did("photo", zhou.Photo(picture))
	zhou.sees("发给哪里的居民？")
	zhou.taps("桂花苑", "发给桂花苑的哪些人？")
	zhou.taps("全部居民", "居民看到的是这样", "网页：")
	zhou.taps("发出去", "开始发了")

	wang.sees("【包饺子】", "名额：1人")
	zhang.sees("【包饺子】")
	if !s.shown(zhang, picture) {
		t.Errorf("the picture is not on the page:\n%s", screen(zhang))
	}
	wang.taps("报名", "报上了，您是第1位")
	zhang.taps("报名", "名额满了，您排队第1位")
	s.Advance(10 * time.Minute)
	zhou.sees("发完了")
	wang.says("取消报名", "已经取消报名")
	zhang.sees("好消息，有名额了！")
	s.Advance(21*24*time.Hour - 12*time.Hour)
	zhang.sees("包饺子", "明天")
	zhou.says("通知进度", "看哪一条？")
	zhou.taps("包饺子（2号）", "报名：1人", "已发出：2人")
}
