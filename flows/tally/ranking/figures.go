package ranking

import "math/big"

// short writes a number without a fraction it does not have.
func short(r *big.Rat) string {
	if r.IsInt() {
		return r.Num().String()
	}
	if places, exact := r.FloatPrec(); exact && places <= 3 {
		return r.FloatString(places)
	}
	return r.RatString()
}
