package bot

import (
	"math"
	"testing"
)

// TestPinOfGPS: points of which both are published, and one abroad.
func TestPinOfGPS(t *testing.T) {
	for _, c := range []struct{ lat, lon, wantLat, wantLon float64 }{
		{31.1774276, 121.5272106, 31.17530398364597, 121.531541859215}, // Shanghai
		{22.543847, 113.912316, 22.540796131694766, 113.9171764808363}, // Shenzhen
		{39.911954, 116.377817, 39.91334545536069, 116.38404722455657}, // Beijing
		{51.5, -0.12, 51.5, -0.12},
	} {
		if p := PinOfGPS(c.lat, c.lon, ""); math.Abs(p.Lat-c.wantLat) > 1e-6 || math.Abs(p.Lon-c.wantLon) > 1e-6 {
			t.Errorf("%v,%v is %v,%v, want %v,%v", c.lat, c.lon, p.Lat, p.Lon, c.wantLat, c.wantLon)
		}
	}
}
