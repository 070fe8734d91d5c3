//! Pixels: pictures are decoded within limits, turned upright, made smaller and written as JPEG or PNG. Covers and the
//! pictures in the text share this.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{
    ColorType, DynamicImage, GenericImageView, ImageDecoder, ImageEncoder, ImageError, ImageFormat, ImageReader,
};

use super::room::{PixelRoom, Place};
use crate::publication::{MediaType, is_cmyk};

/// A picture of more pixels is not decoded: a small file may hold one that fills the memory.
const MOST_PIXELS: u64 = 100_000_000;
/// The same for pixels of many bytes.
const MOST_BYTES: u64 = 400_000_000;
/// JPEG's quality, where a picture has to be written anew.
const QUALITY: u8 = 90;
/// Up to so many colours, a picture is a drawing: it is smaller and sharper as PNG.
#[cfg(feature = "pictures")]
const FEW_COLOURS: usize = 256;

/// A picture as pixels, not yet upright.
pub(super) struct Raster {
    pub(super) image: DynamicImage,
    /// How it has to be turned.
    pub(super) orientation: Orientation,
    /// Whether its file held one of the kinds of pixels that every reader shows.
    #[cfg_attr(not(feature = "covers"), allow(dead_code, reason = "pictures in the text know it from their heads"))]
    pub(super) eight_bits: bool,
    /// What its colours mean, as an ICC profile, as far as the pixels still are what that describes.
    profile: Option<Vec<u8>>,
    /// The room it takes.
    _place: Place,
}

/// Why a picture could not be decoded.
#[derive(Debug)]
pub(super) enum RasterError {
    /// It would fill the memory.
    TooManyPixels { width: u32, height: u32 },
    /// It is not what its head says.
    Damaged(
        #[cfg_attr(not(feature = "covers"), allow(dead_code, reason = "only a cover's error says more"))] ImageError,
    ),
}

impl From<ImageError> for RasterError {
    fn from(error: ImageError) -> Self {
        Self::Damaged(error)
    }
}

/// Decodes the first picture of a file; what its head says is looked at before anything else, and room is taken for as long
/// as the pixels are held.
pub(super) fn decode(bytes: &[u8], format: ImageFormat, room: &PixelRoom) -> Result<Raster, RasterError> {
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), format).into_decoder()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MOST_BYTES {
        return Err(RasterError::TooManyPixels { width, height });
    }
    let eight_bits =
        matches!(decoder.color_type(), ColorType::L8 | ColorType::La8 | ColorType::Rgb8 | ColorType::Rgba8);
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    // One that is turned, made smaller or written anew is there twice for a while.
    let place = room.take(decoder.total_bytes().saturating_mul(2));
    let image = DynamicImage::from_decoder(decoder)?;
    let profile = profile.filter(|profile| describes(profile, image.color()) && !is_cmyk(bytes));
    Ok(Raster { image, orientation, eight_bits, profile, _place: place })
}

/// Whether a profile is one of pixels of that kind; its head names the colours it is for (ICC.1, section 7.2).
fn describes(profile: &[u8], color: ColorType) -> bool {
    let wanted: &[u8] = if color.has_color() { b"RGB " } else { b"GRAY" };
    profile.get(16..20) == Some(wanted)
}

impl Raster {
    /// Turns it as its metadata says that it has to be seen.
    pub(super) fn turn_upright(&mut self) {
        self.image.apply_orientation(std::mem::replace(&mut self.orientation, Orientation::NoTransforms));
    }

    /// Makes it so small that no side is longer than `longest`; whether it was larger.
    pub(super) fn shrink(&mut self, longest: u32) -> bool {
        let (width, height) = self.image.dimensions();
        if width <= longest && height <= longest {
            return false;
        }
        // Averaging first needs little memory, whatever the size; the filter that keeps edges needs much.
        let near = longest.saturating_mul(2);
        if width > near || height > near {
            self.image = self.image.thumbnail(near, near);
        }
        let side = |of: u32| {
            let exact = (u64::from(of) * u64::from(longest) * 2 / u64::from(width.max(height))).div_ceil(2);
            u32::try_from(exact).unwrap_or(longest).max(1)
        };
        self.image = self.image.resize_exact(side(width), side(height), FilterType::CatmullRom);
        true
    }

    /// Takes the colours out.
    #[cfg(feature = "pictures")]
    pub(super) fn make_grey(&mut self) {
        self.profile = self.profile.take().filter(|_| !self.image.color().has_color());
        self.image = self.image.grayscale();
    }

    /// Whether one sees through a part of it.
    pub(super) fn is_transparent(&self) -> bool {
        self.image.color().has_alpha() && self.image.pixels().any(|(_, _, pixel)| pixel.0[3] < u8::MAX)
    }

    /// Whether it is flat, as drawings are and photographs are not.
    #[cfg(feature = "pictures")]
    pub(super) fn has_few_colours(&self) -> bool {
        let mut seen = std::collections::HashSet::with_capacity(FEW_COLOURS + 1);
        self.image
            .pixels()
            .all(|(_, _, pixel)| seen.contains(&pixel) || (seen.insert(pixel) && seen.len() <= FEW_COLOURS))
    }

    /// Writes it with 8 bits, without metadata but with the meaning of its colours.
    pub(super) fn encoded(&self, lossless: bool) -> Result<(Vec<u8>, MediaType), ImageError> {
        let (color, transparent) = (self.image.color().has_color(), self.is_transparent());
        let plain = match (color, transparent && lossless) {
            (true, true) => DynamicImage::ImageRgba8(self.image.to_rgba8()),
            (true, false) => DynamicImage::ImageRgb8(self.image.to_rgb8()),
            (false, true) => DynamicImage::ImageLumaA8(self.image.to_luma_alpha8()),
            (false, false) => DynamicImage::ImageLuma8(self.image.to_luma8()),
        };
        let mut bytes = Vec::new();
        if lossless {
            plain.write_with_encoder(self.with_profile(PngEncoder::new(&mut bytes)))?;
            return Ok((bytes, MediaType::Png));
        }
        plain.write_with_encoder(self.with_profile(JpegEncoder::new_with_quality(&mut bytes, QUALITY)))?;
        Ok((bytes, MediaType::Jpeg))
    }

    fn with_profile<E: ImageEncoder>(&self, mut encoder: E) -> E {
        if let Some(profile) = &self.profile {
            // Where there is no room for it, colours are a little off; nothing else is.
            let _ = encoder.set_icc_profile(profile.clone());
        }
        encoder
    }
}
