package directory

import "crypto/rand"

// alphabet has no characters that look like others.
const alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

// Lengths of codes: a place's stands on a poster, a staff code opens doors.
const (
	PlaceCode = 6
	StaffCode = 12
)

// NewCode makes a random code of n characters. It is not for use inside a
// transaction, which may be run again.
func NewCode(n int) string {
	code := make([]byte, 0, n)
	for b := make([]byte, 1); len(code) < n; {
		rand.Read(b)
		if int(b[0]) < 256/len(alphabet)*len(alphabet) {
			code = append(code, alphabet[int(b[0])%len(alphabet)])
		}
	}
	return string(code)
}
