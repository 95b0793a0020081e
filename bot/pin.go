package bot

import "math"

// Pin is a point on the map, in degrees as maps of China show it (GCJ-02): what WeChat
// sends, and what a map's page says of a point.
type Pin struct {
	Lat   float64 `json:"lat"`
	Lon   float64 `json:"lon"`
	Label string  `json:"label,omitempty"`
}

// PinOfGPS is the point on such a map of one that a satellite receiver gives (WGS 84),
// as Telegram and browsers send it: in China hundreds of metres beside the same numbers
// (https://en.wikipedia.org/wiki/Restrictions_on_geographic_data_in_China#GCJ-02).
func PinOfGPS(lat, lon float64, label string) *Pin {
	if lat < 0.8293 || lat > 55.8271 || lon < 72.004 || lon > 137.8347 {
		return &Pin{Lat: lat, Lon: lon, Label: label}
	}
	const a, ee = 6378245.0, 0.00669342162296594323 // Krasovsky's ellipsoid
	x, y := lon-105, lat-35
	root := math.Sqrt(math.Abs(x))
	wave := func(of float64) float64 { return math.Sin(of * math.Pi) }
	both := (20*wave(6*x) + 20*wave(2*x)) * 2 / 3
	north := -100 + 2*x + 3*y + 0.2*y*y + 0.1*x*y + 0.2*root + both +
		(20*wave(y)+40*wave(y/3))*2/3 + (160*wave(y/12)+320*wave(y/30))*2/3
	east := 300 + x + 2*y + 0.1*x*x + 0.1*x*y + 0.1*root + both +
		(20*wave(x)+40*wave(x/3))*2/3 + (150*wave(x/12)+300*wave(x/30))*2/3
	rad := lat / 180 * math.Pi
	magic := 1 - ee*math.Sin(rad)*math.Sin(rad)
	north = north * 180 / (a * (1 - ee) / (magic * math.Sqrt(magic)) * math.Pi)
	east = east * 180 / (a / math.Sqrt(magic) * math.Cos(rad) * math.Pi)
	return &Pin{Lat: lat + north, Lon: lon + east, Label: label}
}
