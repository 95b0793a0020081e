package answer

import "testing"

// A number of another country is none of ours, though its digits are those of one.
func TestNumbersOfOtherCountries(t *testing.T) {
	for said, want := range map[string]string{
		"+8619900000001": "19900000001", "+86 199 0000 0001": "19900000001", "008619900000001": "19900000001", "8619900000001": "19900000001",
		"19900000001": "19900000001", "+86 027-87654321": "027-87654321",
		"+19900000001": "", "+1 990 000 0001": "", "0019900000001": "", "+852 5123 4567": "", "我的号码是＋１ ９９０００００００１": "",
	} {
		got, ok := Phone(said)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%s is %q, %v", said, got, ok)
		}
	}
}
