//! A picture as it is found → one that every reader shows.

use super::kind::Kind;
use super::reason::Reason;
use super::svg;
use super::whole::{self, Whole};
use super::{PictureRequest, PixelRoom};
use crate::publication::MediaType;

/// A picture that goes into the book.
#[derive(Debug)]
pub(crate) struct Made {
    pub(crate) bytes: Vec<u8>,
    pub(crate) media_type: MediaType,
    /// What became of it, where somebody should know.
    pub(crate) changes: Vec<Change>,
}

/// What became of a picture.
#[cfg_attr(not(feature = "pictures"), allow(dead_code, reason = "only who decodes changes anything"))]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    /// It is of another kind than it was, or of other pixels.
    Converted(&'static str),
    /// It had more pixels than were asked for.
    Shrunk { from: (u32, u32), to: (u32, u32) },
}

/// Makes of the bytes of any picture one for the book.
pub(crate) fn make(bytes: Vec<u8>, request: &PictureRequest) -> Result<Made, Reason> {
    match Kind::of(&bytes).ok_or(Reason::NotAPicture)? {
        Kind::Svg => {
            let bytes = svg::cleaned(&bytes, &request.room).map_err(Reason::Drawing)?;
            Ok(Made { bytes, media_type: MediaType::Svg, changes: Vec::new() })
        }
        Kind::Jpeg => common(&bytes, whole::jpeg(&bytes), MediaType::Jpeg, request),
        Kind::Png => common(&bytes, whole::png(&bytes), MediaType::Png, request),
        Kind::Gif => common(&bytes, whole::gif(&bytes), MediaType::Gif, request),
        Kind::Other(name) => Err(Reason::Format(name)),
        kind => pixels::converted(&bytes, kind, request),
    }
}

/// Whether the first picture of a file can be decoded: what only looks whole is shown by no reader.
pub(super) fn is_sound(bytes: &[u8], media_type: MediaType, room: &PixelRoom) -> bool {
    pixels::is_sound(bytes, media_type, room)
}

/// A picture of a kind that every reader shows: it stays as it is but for its metadata, where nothing else is to be done.
fn common(bytes: &[u8], whole: Option<Whole>, media_type: MediaType, request: &PictureRequest) -> Result<Made, Reason> {
    let whole = whole.ok_or(Reason::Damaged)?;
    match whole.size {
        (0, _) | (_, 0) => return Err(Reason::Damaged),
        (..=2, ..=2) => return Err(Reason::Dot),
        _ => {}
    }
    pixels::kept_or_redone(bytes, whole, media_type, request)
}

#[cfg(feature = "pictures")]
mod pixels {
    use image::metadata::Orientation;
    use image::{GenericImageView, ImageFormat};

    use super::{Change, Kind, Made, PictureRequest, PixelRoom, Reason, Whole};
    use crate::publication::MediaType;
    use crate::resources::raster::{self, Raster, RasterError};

    /// A JPEG is shown as far as it can be read, by every reader; so it is not decoded for that alone.
    pub(super) fn is_sound(bytes: &[u8], media_type: MediaType, room: &PixelRoom) -> bool {
        match media_type {
            MediaType::Png => decode(bytes, ImageFormat::Png, room).is_ok(),
            MediaType::Gif => decode(bytes, ImageFormat::Gif, room).is_ok(),
            _ => true,
        }
    }

    fn decode(bytes: &[u8], format: ImageFormat, room: &PixelRoom) -> Result<Raster, Reason> {
        raster::decode(bytes, format, room).map_err(|error| match error {
            RasterError::TooManyPixels { width, height } => Reason::TooManyPixels(width, height),
            RasterError::Damaged(_) => Reason::Damaged,
        })
    }

    /// Keeps the file without its metadata, or writes it anew where readers would show it wrong or it is to be otherwise.
    pub(super) fn kept_or_redone(
        bytes: &[u8],
        whole: Whole,
        media_type: MediaType,
        request: &PictureRequest,
    ) -> Result<Made, Reason> {
        let format = match media_type {
            MediaType::Jpeg => ImageFormat::Jpeg,
            MediaType::Png => ImageFormat::Png,
            _ => ImageFormat::Gif,
        };
        let fits = whole.size.0 <= request.longest_side && whole.size.1 <= request.longest_side;
        let redone = !fits || !whole.common || (request.grey && !whole.grey);
        if !(redone || whole.exif && is_turned(bytes, format)) {
            let sound = is_sound(&whole.bytes, media_type, &request.room);
            let kept = || Made { bytes: whole.bytes, media_type, changes: Vec::new() };
            return sound.then(kept).ok_or(Reason::Damaged);
        }
        let raster = decode(bytes, format, &request.room)?;
        let why = match () {
            () if !whole.common && media_type == MediaType::Jpeg => Some("a JPEG of four inks or of a rare coding"),
            () if !whole.common => Some("a PNG with 16 bits for each colour"),
            () if raster.orientation != Orientation::NoTransforms => Some("a picture that its metadata turns"),
            () if whole.animated => Some("an animation"),
            () => None,
        };
        finished(raster, why, media_type != MediaType::Jpeg, request)
    }

    /// Whether the metadata say that the picture has to be turned.
    fn is_turned(bytes: &[u8], format: ImageFormat) -> bool {
        use image::ImageDecoder;
        let decoder = image::ImageReader::with_format(std::io::Cursor::new(bytes), format).into_decoder();
        let orientation = decoder.and_then(|mut decoder| decoder.orientation());
        orientation.is_ok_and(|orientation| orientation != Orientation::NoTransforms)
    }

    /// Makes JPEG or PNG of a picture that not every reader shows.
    pub(super) fn converted(bytes: &[u8], kind: Kind, request: &PictureRequest) -> Result<Made, Reason> {
        let (format, name) = match kind {
            Kind::WebP => (ImageFormat::WebP, "a WebP picture"),
            Kind::Bmp => (ImageFormat::Bmp, "a BMP picture"),
            Kind::Tiff => (ImageFormat::Tiff, "a TIFF picture"),
            Kind::Ico => (ImageFormat::Ico, "an icon"),
            _ => return Err(Reason::NotAPicture),
        };
        let raster = match largest_png(bytes).filter(|_| kind == Kind::Ico) {
            Some(png) => decode(png, ImageFormat::Png, &request.room)?,
            None => decode(bytes, format, &request.room)?,
        };
        if matches!(raster.image.dimensions(), (..=2, ..=2)) {
            return Err(Reason::Dot);
        }
        // Asked before it is made smaller, which mixes colours.
        let lossless = raster.is_transparent() || raster.has_few_colours();
        finished(raster, Some(name), lossless, request)
    }

    /// The largest picture of an icon's file, where that is a PNG: decoders of icons take only some kinds of those.
    fn largest_png(ico: &[u8]) -> Option<&[u8]> {
        let count = u16::from_le_bytes(ico.get(4..6)?.try_into().ok()?);
        let entries = ico.get(6..)?.chunks_exact(16).take(count.into());
        // A side of 256 pixels is written as 0.
        let largest = entries.max_by_key(|entry| (entry[0].wrapping_sub(1), entry[1].wrapping_sub(1)))?;
        let four = |at: usize| usize::try_from(u32::from_le_bytes(largest[at..at + 4].try_into().ok()?)).ok();
        let (size, start) = (four(8)?, four(12)?);
        let picture = ico.get(start..start.checked_add(size)?)?;
        picture.starts_with(b"\x89PNG").then_some(picture)
    }

    fn finished(
        mut raster: Raster,
        why: Option<&'static str>,
        lossless: bool,
        request: &PictureRequest,
    ) -> Result<Made, Reason> {
        let mut changes = why.map(Change::Converted).into_iter().collect::<Vec<_>>();
        raster.turn_upright();
        let from = raster.image.dimensions();
        if raster.shrink(request.longest_side) {
            changes.push(Change::Shrunk { from, to: raster.image.dimensions() });
        }
        if request.grey {
            raster.make_grey();
        }
        let (bytes, media_type) = raster.encoded(lossless).map_err(|_| Reason::Damaged)?;
        Ok(Made { bytes, media_type, changes })
    }
}

#[cfg(not(feature = "pictures"))]
mod pixels {
    use super::{Kind, Made, PictureRequest, PixelRoom, Reason, Whole};
    use crate::publication::MediaType;

    pub(super) fn is_sound(_: &[u8], _: MediaType, _: &PixelRoom) -> bool {
        true
    }

    /// Nothing is decoded here, so nothing is turned: the file stays as it is, with what says how it has to be seen.
    pub(super) fn kept_or_redone(
        bytes: &[u8],
        whole: Whole,
        media_type: MediaType,
        _: &PictureRequest,
    ) -> Result<Made, Reason> {
        let bytes = if whole.exif { bytes.to_vec() } else { whole.bytes };
        Ok(Made { bytes, media_type, changes: Vec::new() })
    }

    pub(super) fn converted(_: &[u8], kind: Kind, _: &PictureRequest) -> Result<Made, Reason> {
        Err(Reason::Format(match kind {
            Kind::WebP => "a WebP picture",
            Kind::Bmp => "a BMP picture",
            Kind::Tiff => "a TIFF picture",
            _ => "an icon",
        }))
    }
}

#[cfg(test)]
#[cfg(feature = "pictures")]
mod tests;
