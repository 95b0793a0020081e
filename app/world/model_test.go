package world

import (
	"testing"
	"time"

	"yishi/adapters/openai"
	"yishi/adapters/openai/openaitest"
	"yishi/adapters/wechat"
	"yishi/app"
	"yishi/app/config"
	"yishi/bot/directory/sample"
	"yishi/bot/house"
)

// withModel is a scene with a model, and somebody on WeChat.
func withModel(t *testing.T) (*openaitest.Fake, *actor) {
	fake := openaitest.New(house.Rules(app.Kits(config.Config{})))
	base, stop := fake.Start()
	t.Cleanup(stop)
	s := newScene(t, Options{LLM: &openai.Config{
		BaseURL: base, APIKey: "sk-test", Model: "understands", TranscribeModel: "listens", Timeout: 200 * time.Millisecond,
	}})
	return fake, s.enter(OnWeChat, sample.WangGuihua)
}

func TestStoryWithAModel(t *testing.T) {
	t.Parallel()
	fake, wang := withModel(t)
	wang.says("楼道那个灯", "您是要") // of which rules are not sure
	wang.says("没什么", "好的")
	wang.did("voice", wang.Voice([]byte("#!AMR\nvoice")))
	wang.sees("您说的是：「楼下的灯又坏了」，对吗？")
	wang.says("对", "在哪里？")
	if len(fake.Requests()) < 2 {
		t.Errorf("the model was asked %d times", len(fake.Requests()))
	}
	for _, r := range fake.Requests() {
		if containsAll(r.Body, []string{"王桂花"}) || containsAll(r.Body, []string{"19900000001"}) {
			t.Errorf("what is nobody's business went to the model: %s", r.Body)
		}
	}
}

// However the model fails, a resident hears at most a plain question, within
// the time that WeChat waits.
func TestStoryWithBadModels(t *testing.T) {
	t.Parallel()
	fake, wang := withModel(t)
	for _, mode := range openaitest.Bad {
		fake.Set(mode)
		wang.says("楼道那个灯", "您是要") // of which rules are not sure
		wang.says("没什么", "好的")
	}
	wang.did("voice", wang.Voice([]byte("#!AMR\nvoice")))
	wang.sees("这会儿听不了语音", "打字")
	for _, b := range wang.Screen() {
		if containsAll(b.Notice, []string{"出现故障"}) {
			t.Errorf("WeChat waited in vain:\n%s", screen(wang))
		}
	}
}

// Where nothing can be sent later, the rules answer at once; what a model takes for a
// wish to talk to staff is asked about before anybody is called.
func TestNobodyWaitsForAModelInVain(t *testing.T) {
	t.Parallel()
	fake := openaitest.New(house.Rules(app.Kits(config.Config{})))
	base, stop := fake.Start()
	t.Cleanup(stop)
	s := newScene(t, Options{WeChat: wechat.Unverified, LLM: &openai.Config{BaseURL: base, APIKey: "sk-test", Model: "understands"}})
	wang := s.enter(OnWeChat, sample.WangGuihua)
	wang.says("路灯不亮", "您要反映的是：「路灯不亮」", "在哪里？")
	if n := len(fake.Requests()); n > 0 {
		t.Errorf("the model was asked %d times", n)
	}
}

// What is said while a model thinks is kept, and understood together.
func TestWhatIsSaidWhileAModelThinksIsJoined(t *testing.T) {
	t.Parallel()
	fake, wang := withModel(t)
	fake.Delay = 120 * time.Millisecond
	fake.Set(openaitest.Slow)
	wang.did("the first half", wang.Type("楼道那个灯"))
	wang.did("the second half", wang.Type("不亮"))
	wang.sees("楼道那个灯，不亮")
}

// What rules read, or nobody needs to read, is no question for a model.
func TestWhatNoModelIsAskedAbout(t *testing.T) {
	t.Parallel()
	fake, wang := withModel(t)
	for _, words := range []string{"谢谢", "收到", "好的", "👍", "[强]", "/:rose", "1", "３", "菜单", "帮助", "我的资料", "隐私", "再见", "。。。"} {
		wang.did(words, wang.Type(words))
		wang.did("取消", wang.Type("取消"))
	}
	wang.says("楼下的灯又坏了", "您要反映的是")
	wang.says("取消", "好的")
	wang.says("着火了", "119")
	if n := len(fake.Requests()); n > 0 {
		t.Errorf("the model was asked %d times: %q", n, fake.Requests()[0].Sentence)
	}
	wang.says("取消", "好的")
	wang.says("隐私", "「127.0.0.1」", "原声")
}

// A photo that comes while a model thinks is kept with what was said before.
func TestAPhotoWhileAModelThinksIsKept(t *testing.T) {
	t.Parallel()
	fake, wang := withModel(t)
	fake.Delay = 120 * time.Millisecond
	fake.Set(openaitest.Slow)
	wang.did("words", wang.Type("楼道那个灯"))
	wang.did("a photo", wang.Photo(picture))
	wang.sees("在哪里？")
	wang.says("2", "问题：楼道那个灯", "照片：收到了")
}
