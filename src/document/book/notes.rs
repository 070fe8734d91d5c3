//! Notes.

use crate::document::tree::Document;
use crate::publication::Findings;

pub(super) fn join(_documents: &mut [Document], _findings: &mut Findings) {}
