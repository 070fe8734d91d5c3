//! Addresses that hold what they name (RFC 2397). The media type in them is not believed, as nowhere.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::MAX_PICTURE_BYTES;
use super::reason::Reason;

/// Base64 as pages write it: with or without the signs at its end.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The bytes that a `data:` address holds.
pub(super) fn bytes_of(address: &str) -> Result<Vec<u8>, Reason> {
    let address = address.get(5..).unwrap_or_default();
    let (head, data) = address.split_once(',').ok_or(Reason::BadAddress)?;
    if data.len() as u64 > MAX_PICTURE_BYTES * 4 {
        return Err(Reason::TooLarge);
    }
    let bytes = percent_decoded(data);
    let encoded = head.rsplit(';').next().is_some_and(|last| last.trim().eq_ignore_ascii_case("base64"));
    let bytes = if encoded { base64(bytes)? } else { bytes };
    if bytes.len() as u64 > MAX_PICTURE_BYTES { Err(Reason::TooLarge) } else { Ok(bytes) }
}

fn base64(mut text: Vec<u8>) -> Result<Vec<u8>, Reason> {
    text.retain(|b| !b.is_ascii_whitespace());
    for b in &mut text {
        // The alphabet of addresses.
        *b = match *b {
            b'-' => b'+',
            b'_' => b'/',
            b => b,
        };
    }
    BASE64.decode(text).map_err(|_| Reason::BadAddress)
}

/// What `%XX` stands for, as bytes.
fn percent_decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digit = |at: usize| after.get(at).and_then(|b| char::from(*b).to_digit(16));
        match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.extend(u8::try_from(high * 16 + low));
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_holds_is_read() {
        let rows: [(&str, Option<&[u8]>); 9] = [
            ("data:image/gif;base64,R0lGODlh", Some(b"GIF89a")),
            ("data:image/gif;charset=x;BASE64,R0lG ODlh\n", Some(b"GIF89a")),
            ("data:;base64,R0lGODk%3D", Some(b"GIF89")),
            ("data:;base64,R0lGODk", Some(b"GIF89")),
            ("data:image/svg+xml,%3Csvg a='1,2'/>", Some(b"<svg a='1,2'/>")),
            ("data:image/svg+xml;utf8,<svg/>", Some(b"<svg/>")),
            ("data:,100%", Some(b"100%")),
            ("data:image/png;base64,§§§", None),
            ("data:image/png;base64", None),
        ];
        for (address, bytes) in rows {
            assert_eq!(bytes_of(address).ok().as_deref(), bytes, "{address}");
        }
    }
}
