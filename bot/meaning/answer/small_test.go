package answer

import "testing"

func TestIsSmall(t *testing.T) {
	for text, want := range map[string]Small{
		"谢谢": Thanks, "好的，谢谢！": Thanks, "谢谢啦~": Thanks, "麻烦你们了": Thanks, "太好了": Thanks, "辛苦小周": Thanks, "好的谢谢您🌹": Thanks, "THANKS": Thanks,
		"收到": Noted, "嗯嗯": Noted, "好的。": Noted, "知道了": Noted, "👍": Noted, "👍👍": Noted, "OK": Noted, "好的收到": Noted, "哦哦知道了": Noted,
		"没事": LetBe, "不用了": LetBe, "打错了": LetBe, "我想想": LetBe, "没事了，谢谢": Thanks,
		"晚安": Goodbye, "再见": Goodbye,
		"": NotSmall, "我们": NotSmall, "收到了吗？": NotSmall, "好不好": NotSmall, "不好": NotSmall, "谢谢，灯又坏了": NotSmall, "好的，我去": NotSmall, "1": NotSmall, "不知道": NotSmall,
		"好冷": NotSmall, "收到一个包裹": NotSmall,
	} {
		if got := IsSmall(text); got != want {
			t.Errorf("%q is %q, not %q", text, got, want)
		}
	}
}
