//! Pictures within a drawing: those that are written in it.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use super::{OUTSIDE, Unsafe};
use crate::publication::MediaType;
use crate::resources::PixelRoom;
use crate::resources::pictures::data_url;
use crate::resources::pictures::kind::Kind;
use crate::resources::pictures::make::is_sound;
use crate::resources::pictures::whole;

/// The most pixels of a picture within a drawing.
const MOST_PIXELS: u64 = 25_000_000;
/// The most of all of them.
const MOST_IN_ALL: u64 = 100_000_000;

/// The address of a picture within a drawing, without metadata; only what every reader shows is kept. Adds its
/// pixels to those of the others.
pub(super) fn checked(address: &str, in_all: &mut u64, room: &PixelRoom) -> Result<String, Unsafe> {
    let address = address.trim();
    if !address.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:")) {
        return Err(OUTSIDE);
    }
    let bytes = data_url::bytes_of(address).map_err(|_| "holds a picture that cannot be read")?;
    let (whole, media_type) = match Kind::of(&bytes) {
        Some(Kind::Jpeg) => (whole::jpeg(&bytes), MediaType::Jpeg),
        Some(Kind::Png) => (whole::png(&bytes), MediaType::Png),
        Some(Kind::Gif) => (whole::gif(&bytes), MediaType::Gif),
        _ => return Err("holds a picture that is no JPEG, PNG or GIF"),
    };
    const DAMAGED: Unsafe = "holds a picture that is damaged";
    let whole = whole.ok_or(DAMAGED)?;
    let pixels = u64::from(whole.size.0) * u64::from(whole.size.1);
    *in_all = in_all.saturating_add(pixels);
    if pixels > MOST_PIXELS || *in_all > MOST_IN_ALL {
        return Err("holds a picture that is too large");
    }
    if !is_sound(&whole.bytes, media_type, room) {
        return Err(DAMAGED);
    }
    Ok(format!("data:{};base64,{}", media_type.as_str(), BASE64_STANDARD.encode(&whole.bytes)))
}
