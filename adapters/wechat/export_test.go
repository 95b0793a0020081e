package wechat

// What tests look at from outside.
var (
	Children  = children
	NewSeal   = newEnvelope
	Signature = signature
	Words     = words
)

// Seal and Unseal are the two ways through the envelope.
func (e *envelope) Seal(msg []byte) []byte {
	text, _ := e.close(nil, msg, nil)
	return text
}

func (e *envelope) Unseal(text []byte) ([]byte, error) {
	msg, _, err := e.open(text, nil)
	return msg, err
}

// MaxNonces is how many requests are remembered at least.
const MaxNonces = maxNonces

// Kept is how many requests are remembered now.
func (a *Adapter) Kept() int {
	a.nonces.mu.Lock()
	defer a.nonces.mu.Unlock()
	return len(a.nonces.now) + len(a.nonces.old)
}
