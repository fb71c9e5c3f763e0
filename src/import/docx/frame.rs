//! The elements of `document.xml` that are open while it is walked through.

use std::ops::Range;

/// What an open element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameKind {
    Body,
    Paragraph,
    Run,
    Words,
    Table,
    Row,
    Cell,
    TextBox,
    Wrapper,
    Deleted,
    Control,
    Alternative,
    Choice,
    Fallback,
    Equation,
    /// What stands above or below the line of an equation.
    Raised,
    Lowered,
    Other,
}

/// An open element.
pub struct Frame {
    pub kind: FrameKind,
    /// Where its tag stands.
    pub tag: Range<usize>,
    /// Whether its last child was a table.
    pub table: bool,
}
