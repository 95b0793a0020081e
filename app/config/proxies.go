package config

import "net/netip"

// Proxies are the addresses that TrustedProxies names. The configuration was checked.
func (c Config) Proxies() []netip.Prefix {
	ranges, _ := proxies(c.TrustedProxies)
	return ranges
}

// proxies reads addresses and ranges of them.
func proxies(list []string) (ranges []netip.Prefix, bad string) {
	for _, s := range list {
		p, err := netip.ParsePrefix(s)
		if addr, isAddr := netip.ParseAddr(s); isAddr == nil {
			p, err = addr.Prefix(addr.BitLen())
		}
		if err != nil {
			return nil, s
		}
		ranges = append(ranges, p)
	}
	return ranges, ""
}
