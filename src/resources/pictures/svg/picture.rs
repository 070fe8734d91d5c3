//! Pictures within a drawing: those that are written in it.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use super::{OUTSIDE, Unsafe};
use crate::resources::pictures::data_url;
use crate::resources::pictures::kind::Kind;
use crate::resources::pictures::whole;

/// The most pixels of a picture within a drawing.
const MOST_PIXELS: u64 = 25_000_000;

/// The address of a picture within a drawing, without metadata; only what every reader shows is kept.
pub(super) fn checked(address: &str) -> Result<String, Unsafe> {
    let address = address.trim();
    if !address.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:")) {
        return Err(OUTSIDE);
    }
    let bytes = data_url::bytes_of(address).map_err(|_| "holds a picture that cannot be read")?;
    let (whole, media_type) = match Kind::of(&bytes) {
        Some(Kind::Jpeg) => (whole::jpeg(&bytes), "image/jpeg"),
        Some(Kind::Png) => (whole::png(&bytes), "image/png"),
        Some(Kind::Gif) => (whole::gif(&bytes), "image/gif"),
        _ => return Err("holds a picture that is no JPEG, PNG or GIF"),
    };
    let whole = whole.ok_or("holds a picture that is damaged")?;
    if u64::from(whole.size.0) * u64::from(whole.size.1) > MOST_PIXELS {
        return Err("holds a picture that is too large");
    }
    Ok(format!("data:{media_type};base64,{}", BASE64_STANDARD.encode(&whole.bytes)))
}
