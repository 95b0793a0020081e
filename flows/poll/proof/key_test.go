package proof_test

import (
	"strings"
	"testing"

	"yishi/flows/poll/proof"
)

func TestPublicKeyOfASecretOne(t *testing.T) {
	for range 20 {
		secret, public, err := proof.NewKey("guihua.example")
		if err != nil {
			t.Fatal(err)
		}
		if got, err := proof.Public(secret); err != nil || got != public || !proof.IsPublic(got) || proof.IsPublic(secret) {
			t.Errorf("got %s, want %s: %v", got, public, err)
		}
		for _, wrong := range []string{"", public, secret[:len(secret)-4], strings.Replace(secret, "guihua", "hehua", 1), "PRIVATE+KEY+a+b"} {
			if got, err := proof.Public(wrong); err == nil || strings.Contains(err.Error(), secret[len(secret)-20:]) {
				t.Errorf("%q gives %q, %v", wrong, got, err)
			}
		}
	}
}
