//! The cover picture: read, told by its bytes, used as it is.

use std::fs;
use std::path::Path;

use super::pictures::MAX_PICTURE_BYTES;
use super::{Resource, ResourceContent, ResourceError};
use crate::publication::{ContainerPath, MediaType};

pub(super) fn read_cover(path: &Path) -> Result<Resource, ResourceError> {
    let unreadable = |source| ResourceError::Unreadable { path: path.to_owned(), source };
    let size = fs::metadata(path).map_err(unreadable)?.len();
    if size > MAX_PICTURE_BYTES {
        return Err(ResourceError::TooLarge { path: path.to_owned(), size, limit: MAX_PICTURE_BYTES });
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    let media_type =
        MediaType::of_picture(&bytes).ok_or_else(|| ResourceError::NotAPicture { path: path.to_owned() })?;
    let path = ContainerPath::own(format!("images/cover.{}", media_type.extension()));
    Ok(Resource { path, media_type, content: ResourceContent::Bytes(bytes) })
}
