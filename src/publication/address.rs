//! Addresses: what `%20` in them means.

/// The text with `%XX` decoded; `None` when that gives no UTF-8.
pub fn percent_decoded(text: &str) -> Option<String> {
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
