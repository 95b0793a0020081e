package issue

import "testing"

func TestKinds(t *testing.T) {
	all := Kinds()
	if last := all[len(all)-1]; last.Key != OtherKind || KindName(OtherKind) != "其他" {
		t.Errorf("the last category is %v", last)
	}
	names := map[string]bool{}
	for _, c := range all {
		if names[c.Name] || c.Name == "" || KindName(c.Key) != c.Name || len(c.Name) > len("车辆乱停啦") {
			t.Errorf("category %v", c)
		}
		names[c.Name] = true
	}
	if KindName("nonsense") != "其他" {
		t.Error("an unknown key is 其他")
	}
}
