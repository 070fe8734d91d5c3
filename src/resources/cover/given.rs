//! A cover picture that is given: read, told by its bytes, decoded to be sure of it. It goes into the book byte for byte
//! where every reader shows it, and otherwise as JPEG or PNG.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::publication::{ContainerPath, Findings, MediaType};
use crate::resources::pictures::MAX_PICTURE_BYTES;
use crate::resources::{CoverPicture, PixelRoom, Resource, ResourceContent, ResourceError};

pub(super) fn read_cover(
    path: &Path,
    room: &PixelRoom,
    findings: &mut Findings,
) -> Result<CoverPicture, ResourceError> {
    of_bytes(path, read(path)?, false, room, findings)
}

/// The same of a picture that has been read; `path` is what messages call it. Bytes that Warraq drew itself are `drawn`.
pub(super) fn of_bytes(
    path: &Path,
    bytes: Vec<u8>,
    drawn: bool,
    room: &PixelRoom,
    findings: &mut Findings,
) -> Result<CoverPicture, ResourceError> {
    let Picture { bytes, media_type, size } = checked(path, bytes, room, findings)?;
    let path = ContainerPath::own(format!("images/cover.{}", media_type.extension()));
    let resource = Resource { path, media_type, content: ResourceContent::Bytes(bytes) };
    Ok(CoverPicture { resource, size, drawn })
}

/// A picture that every reader shows.
struct Picture {
    bytes: Vec<u8>,
    media_type: MediaType,
    size: (u32, u32),
}

fn read(path: &Path) -> Result<Vec<u8>, ResourceError> {
    let unreadable = |source| ResourceError::Unreadable { path: path.to_owned(), source };
    // Asked before it is opened: a pipe would be waited for.
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(ResourceError::NotAPicture { path: path.to_owned() });
    }
    let file = File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(MAX_PICTURE_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > MAX_PICTURE_BYTES {
        let size = metadata.len();
        return Err(ResourceError::TooLarge { path: path.to_owned(), size, limit: MAX_PICTURE_BYTES });
    }
    Ok(bytes)
}

#[cfg(not(feature = "covers"))]
fn checked(path: &Path, bytes: Vec<u8>, _: &PixelRoom, _: &mut Findings) -> Result<Picture, ResourceError> {
    let media_type = MediaType::of_picture(&bytes);
    let media_type = media_type.ok_or_else(|| ResourceError::NotAPicture { path: path.to_owned() })?;
    let size = crate::publication::picture_size(&bytes).unwrap_or((1600, 2560));
    Ok(Picture { bytes, media_type, size })
}

#[cfg(feature = "covers")]
use decoding::checked;

#[cfg(feature = "covers")]
mod decoding {
    use std::path::Path;

    use image::metadata::Orientation;
    use image::{GenericImageView, ImageError, ImageFormat};

    use super::Picture;
    use crate::publication::{Code, Findings, MediaType, is_cmyk};
    use crate::resources::raster::{self, RasterError};
    use crate::resources::{PixelRoom, ResourceError};

    /// The longest side that shops take and old readers show.
    const LONGEST: u32 = 3200;

    pub(super) fn checked(
        path: &Path,
        bytes: Vec<u8>,
        room: &PixelRoom,
        findings: &mut Findings,
    ) -> Result<Picture, ResourceError> {
        let not_a_picture = || ResourceError::NotAPicture { path: path.to_owned() };
        let damaged = |source: ImageError| ResourceError::Damaged { path: path.to_owned(), source: Box::new(source) };
        let format = image::guess_format(&bytes).map_err(|_| not_a_picture())?;
        let as_it_is = match format {
            ImageFormat::Jpeg => Some(MediaType::Jpeg),
            ImageFormat::Png => Some(MediaType::Png),
            ImageFormat::Gif => Some(MediaType::Gif),
            ImageFormat::WebP | ImageFormat::Bmp | ImageFormat::Tiff => None,
            _ => return Err(not_a_picture()),
        };
        let mut raster = raster::decode(&bytes, format, room).map_err(|error| match error {
            RasterError::TooManyPixels { width, height } => {
                ResourceError::TooManyPixels { path: path.to_owned(), width, height }
            }
            RasterError::Damaged(source) => damaged(source),
        })?;
        // Decoders show what there is of a JPEG that was cut off; readers do not.
        if format == ImageFormat::Jpeg && !is_ended(&bytes) {
            let cut = std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
            return Err(damaged(ImageError::IoError(cut)));
        }
        let size = raster.image.dimensions();
        let fits = size.0 <= LONGEST && size.1 <= LONGEST;
        // Readers differ in whether they heed a rotation that only stands in the metadata.
        let upright = raster.orientation == Orientation::NoTransforms;
        let kept = fits && raster.eight_bits && upright && !is_cmyk(&bytes);
        if let Some(media_type) = as_it_is.filter(|_| kept) {
            return Ok(Picture { bytes, media_type, size });
        }
        raster.turn_upright();
        raster.shrink(LONGEST);
        // Line art stays sharp as PNG, and so does what one can see through; the rest is most often a photograph.
        let lossless = matches!(format, ImageFormat::Png | ImageFormat::Gif) || raster.is_transparent();
        let size = raster.image.dimensions();
        let (bytes, media_type) = raster.encoded(lossless).map_err(damaged)?;
        let shown = path.display();
        let message = format!("the cover `{shown}` became {} of {} by {} pixels", name(media_type), size.0, size.1);
        findings.note(Code::CoverConverted, None, message);
        Ok(Picture { bytes, media_type, size })
    }

    /// Whether a JPEG ends behind its last scan; a small picture within its metadata has an end of its own.
    fn is_ended(jpeg: &[u8]) -> bool {
        let last = |marker: u8| jpeg.windows(2).rposition(|pair| pair == [0xFF, marker]);
        last(0xD9) > last(0xDA)
    }

    fn name(media_type: MediaType) -> &'static str {
        if media_type == MediaType::Jpeg { "a JPEG" } else { "a PNG" }
    }

    #[cfg(test)]
    mod tests {
        use std::io::Cursor;

        use image::DynamicImage;

        use super::*;

        fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
            let image = DynamicImage::ImageRgb8(image::RgbImage::from_pixel(width, height, image::Rgb([20, 60, 50])));
            let mut bytes = Cursor::new(Vec::new());
            image.write_to(&mut bytes, format).unwrap();
            bytes.into_inner()
        }

        #[test]
        fn what_every_reader_shows_is_kept_and_the_rest_is_made_so() {
            let rows = [
                (ImageFormat::Png, 30, 48, MediaType::Png, true, (30, 48)),
                (ImageFormat::Jpeg, 30, 48, MediaType::Jpeg, true, (30, 48)),
                (ImageFormat::Gif, 30, 48, MediaType::Gif, true, (30, 48)),
                (ImageFormat::Bmp, 30, 48, MediaType::Jpeg, false, (30, 48)),
                (ImageFormat::Tiff, 30, 48, MediaType::Jpeg, false, (30, 48)),
                (ImageFormat::WebP, 30, 48, MediaType::Jpeg, false, (30, 48)),
                (ImageFormat::Png, 40, 6400, MediaType::Png, false, (20, 3200)),
            ];
            for (format, width, height, media_type, kept, size) in rows {
                let bytes = picture(width, height, format);
                let mut findings = Findings::default();
                let made = checked(Path::new("x"), bytes.clone(), &PixelRoom::default(), &mut findings).unwrap();
                assert_eq!((made.media_type, made.size, made.bytes == bytes), (media_type, size, kept), "{format:?}");
                assert_eq!(findings.findings.is_empty(), kept, "{format:?}");
            }
        }

        #[test]
        fn what_is_cut_off_or_too_large_is_refused() {
            let bytes = picture(300, 480, ImageFormat::Png);
            let half = bytes[..bytes.len() / 2].to_vec();
            let refused =
                |bytes| checked(Path::new("x"), bytes, &PixelRoom::default(), &mut Findings::default()).err().unwrap();
            assert!(matches!(refused(half), ResourceError::Damaged { .. }));
            // Cut within its picture, with a small picture in its metadata that is whole.
            let jpeg = picture(300, 480, ImageFormat::Jpeg);
            let thumbnail =
                [&[0xFF, 0xD8, 0xFF, 0xE1, 0, 6, 0xFF, 0xD8, 0xFF, 0xD9][..], &jpeg[2..jpeg.len() - 40]].concat();
            assert!(matches!(refused(thumbnail), ResourceError::Damaged { .. }));
            assert!(matches!(refused(b"GIF".to_vec()), ResourceError::NotAPicture { .. }));
            // A head that promises 60,000 by 60,000 pixels.
            let mut bomb = b"BM".to_vec();
            bomb.extend([0; 8]);
            bomb.extend([54, 0, 0, 0, 40, 0, 0, 0]);
            bomb.extend(60_000_i32.to_le_bytes());
            bomb.extend(60_000_i32.to_le_bytes());
            bomb.extend([1, 0, 24, 0]);
            bomb.extend([0; 24]);
            let refused = refused(bomb);
            assert!(matches!(refused, ResourceError::TooManyPixels { .. }), "{refused}");
        }
    }
}
