//! Which addresses are those of the public internet (RFC 6890 and the IANA registries of special-purpose addresses).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What kind of network an address belongs to that is not to be read; `None` for one of the public internet.
pub(super) fn closed_network(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(address) => of_v4(address),
        IpAddr::V6(address) => of_v6(address),
    }
}

fn of_v4(address: Ipv4Addr) -> Option<&'static str> {
    let [a, b, c, _] = address.octets();
    match (a, b, c) {
        (0, ..) => Some("an unspecified address"),
        (127, ..) => Some("this machine"),
        (10, ..) | (172, 16..=31, _) | (192, 168, _) => Some("a private network"),
        (100, 64..=127, _) => Some("a provider's private network"),
        (169, 254, _) => Some("a link-local network, where metadata services are"),
        (192, 0, 0) => Some("an address for protocols"),
        (192, 0, 2) | (198, 51, 100) | (203, 0, 113) => Some("an address for documentation"),
        (192, 88, 99) => Some("a 6to4 relay"),
        (198, 18..=19, _) => Some("an address for measurements"),
        (224..=239, ..) => Some("a multicast address"),
        (240..=255, ..) => Some("a reserved address"),
        _ => None,
    }
}

fn of_v6(address: Ipv6Addr) -> Option<&'static str> {
    let segments = address.segments();
    let embedded = |high: u16, low: u16| {
        let [[a, b], [c, d]] = [high.to_be_bytes(), low.to_be_bytes()];
        of_v4(Ipv4Addr::new(a, b, c, d))
    };
    match segments {
        [0, 0, 0, 0, 0, 0, 0, 0] => Some("an unspecified address"),
        [0, 0, 0, 0, 0, 0, 0, 1] => Some("this machine"),
        // IPv4 in other clothes: mapped, compatible, translated. What is within counts.
        [0, 0, 0, 0, 0, 0xFFFF, high, low] | [0, 0, 0, 0, 0xFFFF, 0, high, low] => embedded(high, low),
        [0, 0, 0, 0, 0, 0, ..] => Some("an outdated form of an IPv4 address"),
        // NAT64: in networks without IPv4 every public address looks like this.
        [0x64, 0xFF9B, 0, 0, 0, 0, high, low] => embedded(high, low),
        [0x64, 0xFF9B, 1, ..] => Some("a private network"),
        [0x100, 0, 0, 0 | 1, ..] => Some("an address that discards"),
        [0x2001, 0, ..] => Some("a Teredo tunnel"),
        [0x2001, 0xDB8, ..] | [0x3FFF, 0..=0xFFF, ..] => Some("an address for documentation"),
        [0x2001, 1..=0x1FF, ..] => Some("an address for protocols"),
        [0x2002, ..] => Some("a 6to4 tunnel"),
        [0x5F00, ..] => Some("an address for segment routing"),
        [0xFC00..=0xFDFF, ..] => Some("a private network"),
        [0xFE80..=0xFEBF, ..] => Some("a link-local network"),
        [0xFEC0..=0xFEFF, ..] => Some("a site-local network"),
        [0xFF00..=0xFFFF, ..] => Some("a multicast address"),
        // Nothing else is given out to the public yet.
        [0x2000..=0x3FFF, ..] => None,
        _ => Some("a reserved address"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_are_open() {
        let open = [
            "8.8.8.8",
            "1.1.1.1",
            "172.15.0.1",
            "172.32.0.1",
            "100.63.0.1",
            "100.128.0.1",
            "192.0.1.1",
            "223.255.255.255",
            "2606:4700::1111",
            "2001:4860:4860::8888",
            "2a00:1450::1",
            "::ffff:8.8.8.8",
            "64:ff9b::808:808",
        ];
        let closed = [
            "0.0.0.0",
            "0.1.2.3",
            "127.0.0.1",
            "127.255.1.2",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "100.64.0.1",
            "100.127.255.255",
            "169.254.169.254",
            "192.0.0.8",
            "192.0.2.1",
            "198.51.100.7",
            "203.0.113.9",
            "192.88.99.1",
            "198.18.0.1",
            "198.19.255.255",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.1.2.3",
            "::127.0.0.1",
            "::ffff:0:7f00:1",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2001:10::1",
            "2002:7f00:1::",
            "2002:808:808::1",
            "3fff::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "ff02::1",
            "4000::1",
            "5f00::1",
        ];
        for address in open {
            assert_eq!(closed_network(address.parse().unwrap()), None, "{address}");
        }
        for address in closed {
            assert!(closed_network(address.parse().unwrap()).is_some(), "{address}");
        }
    }

    #[test]
    fn every_spelling_of_an_address_is_that_address() {
        let spellings =
            ["http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/", "http://127。0。0。1/"];
        for spelling in spellings {
            let url = url::Url::parse(spelling).unwrap();
            assert_eq!(url.host_str(), Some("127.0.0.1"), "{spelling}");
        }
    }
}
