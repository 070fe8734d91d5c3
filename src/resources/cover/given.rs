//! The cover picture: read, told by its bytes, used as it is.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::resources::pictures::MAX_PICTURE_BYTES;
use crate::resources::{Resource, ResourceContent, ResourceError};
use crate::publication::{ContainerPath, MediaType};

pub(in crate::resources) fn read_cover(path: &Path) -> Result<Resource, ResourceError> {
    let unreadable = |source| ResourceError::Unreadable { path: path.to_owned(), source };
    let file = File::open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(ResourceError::NotAPicture { path: path.to_owned() });
    }
    let mut bytes = Vec::new();
    file.take(MAX_PICTURE_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > MAX_PICTURE_BYTES {
        let size = metadata.len();
        return Err(ResourceError::TooLarge { path: path.to_owned(), size, limit: MAX_PICTURE_BYTES });
    }
    let media_type =
        MediaType::of_picture(&bytes).ok_or_else(|| ResourceError::NotAPicture { path: path.to_owned() })?;
    let path = ContainerPath::own(format!("images/cover.{}", media_type.extension()));
    Ok(Resource { path, media_type, content: ResourceContent::Bytes(bytes) })
}
