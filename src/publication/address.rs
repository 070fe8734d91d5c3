//! Addresses: what `%20` in them means, and what has to be written so.

/// The text with `%XX` decoded; `None` when that gives no UTF-8.
pub(crate) fn percent_decoded(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'%').and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

/// Writes as `%XX` what RFC 3986 has no place for.
pub(crate) fn escape_address(address: &str) -> String {
    let fine = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&b);
    if address.bytes().all(fine) && !has_stray_percent(address) {
        return address.to_owned();
    }
    let mut escaped = String::with_capacity(address.len() + 16);
    let bytes = address.as_bytes();
    for (at, b) in bytes.iter().enumerate() {
        let is_code = |b: &u8| b.is_ascii_hexdigit();
        let stray = *b == b'%' && !bytes.get(at + 1..at + 3).is_some_and(|code| code.iter().all(is_code));
        if fine(*b) && !stray {
            escaped.push(char::from(*b));
        } else {
            escaped.push_str(&format!("%{b:02X}"));
        }
    }
    escaped
}

fn has_stray_percent(address: &str) -> bool {
    address.match_indices('%').any(|(at, _)| {
        let code = address.as_bytes().get(at + 1..at + 3);
        !code.is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit))
    })
}

/// The address without the name and password of a reader, which are for the server alone.
pub(crate) fn without_login(url: &url::Url) -> url::Url {
    let mut bare = url.clone();
    // Only addresses without a host refuse this, and they have none to lose.
    _ = bare.set_username("");
    _ = bare.set_password(None);
    bare
}

/// What two addresses of the same page have alike: neither the scheme nor `www.`, no slash at the end, no fragment, and none of
/// the parameters that only say where a reader came from.
pub(crate) fn same_address(url: &url::Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let mut same = host.trim_start_matches("www.").to_ascii_lowercase();
    if let Some(port) = url.port() {
        same.push_str(&format!(":{port}"));
    }
    let path = percent_decoded(url.path()).unwrap_or_else(|| url.path().to_owned());
    same.push_str(path.trim_end_matches('/'));
    let kept = url.query_pairs().filter(|(name, _)| !is_tracking(name));
    for (at, (name, value)) in kept.enumerate() {
        same.push_str(&format!("{}{name}={value}", if at == 0 { '?' } else { '&' }));
    }
    same
}

/// Parameters that follow readers about: they change nothing of the page.
fn is_tracking(name: &str) -> bool {
    const NAMES: [&str; 22] = [
        "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "igshid",
        "igsh", "mc_cid", "mc_eid", "_ga", "_gl", "ref_src", "ref_url", "vero_id", "_hsenc", "_hsmi", "mkt_tok",
    ];
    let starts = |prefix: &str| name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    starts("utm_")
        || starts("pk_")
        || starts("at_campaign")
        || NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_decoded() {
        let rows =
            [("a%20b%D9%85.png", Some("a bم.png")), ("100%", Some("100%")), ("%zz%4", Some("%zz%4")), ("%FF", None)];
        for (address, decoded) in rows {
            assert_eq!(percent_decoded(address).as_deref(), decoded);
        }
    }

    #[test]
    fn addresses_of_one_page_are_the_same() {
        let same = |address: &str| same_address(&address.parse().unwrap());
        let rows = [
            ("https://a.example/b/", "http://www.a.example/b#c", true),
            ("https://a.example/b?utm_source=x&id=1&fbclid=y", "https://a.example/b?id=1", true),
            ("https://a.example/%D9%85", "https://a.example/م", true),
            ("https://a.example", "https://a.example/", true),
            ("https://a.example/b?id=1", "https://a.example/b?id=2", false),
            ("https://a.example/b", "https://b.example/b", false),
            ("https://a.example:8080/b", "https://a.example/b", false),
        ];
        for (a, b, alike) in rows {
            assert_eq!(same(a) == same(b), alike, "{a} {b}");
        }
    }
}
