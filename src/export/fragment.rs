//! The piece of a web page that is pasted into a portal's editor: inline styles only, the markup that portals use.

use super::document::Document;

/// The document as a fragment.
pub fn write(document: &Document) -> String {
    super::html::write(document)
}
