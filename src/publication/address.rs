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
}
