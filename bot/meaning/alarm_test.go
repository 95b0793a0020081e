package meaning

import "testing"

func TestAlarm(t *testing.T) {
	for _, c := range []struct {
		words        string
		likely, sure bool
	}{
		{"着火了", true, true},
		{"电梯里有人被困了", true, true},
		{"有人晕倒了", true, true},
		{"煤气味", true, true},
		{"家里漏水了快来人", true, true},
		{"救命", true, true},
		{"楼顶漏水一直没修", true, false},
		{"同意，漏水太久了", true, false},
		{"不同意，怕着火", false, false},
		{"我要报名消防演练", false, false},
		{"骨折了去不了", false, false},
		{"我报的漏水到哪一步了", false, false},
		{"电梯坏了", false, false},
		{"1", false, false},
		{"", false, false},
	} {
		if likely, sure := Alarm(c.words); likely != c.likely || sure != c.sure {
			t.Errorf("Alarm(%q) = %v, %v; want %v, %v", c.words, likely, sure, c.likely, c.sure)
		}
	}
}
