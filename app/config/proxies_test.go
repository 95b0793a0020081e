package config

import "testing"

func TestTrustedProxiesAreChecked(t *testing.T) {
	c := Config{TrustedProxies: []string{"127.0.0.1", "10.0.0.0/8", "::1"}}
	if b := c.checkProxies(); b != nil {
		t.Errorf("%+v", b)
	}
	for _, s := range []string{"", "localhost", "10.0.0.0/33", "1.2.3"} {
		c.TrustedProxies = []string{s}
		if c.checkProxies() == nil {
			t.Errorf("%q will do", s)
		}
	}
}
