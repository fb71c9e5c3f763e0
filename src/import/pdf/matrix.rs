//! The matrices of a page's space, in millionths and bounded, so that no content can make them overflow.

use super::lexer::{Fixed, ONE};

/// A matrix as PDF writes it: a b c d e f.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Matrix(pub [Fixed; 6]);

/// The matrix that changes nothing.
pub const IDENTITY: Matrix = Matrix([ONE, 0, 0, ONE, 0, 0]);

/// What lies further out is on no page.
pub const FURTHEST: i128 = 100_000_000 * ONE as i128;

/// A number held within the bounds of all places.
pub fn bounded(number: i128) -> Fixed {
    number.clamp(-FURTHEST, FURTHEST) as Fixed
}

impl Matrix {
    /// This matrix first, then the other one.
    pub fn then(self, other: Matrix) -> Matrix {
        let [a, b, c, d, e, f] = self.0;
        let ((x0, y0), (x1, y1)) = (other.turned(a, b), other.turned(c, d));
        let (x2, y2) = other.apply(e, f);
        Matrix([x0, y0, x1, y1, x2, y2])
    }

    /// Where a point goes.
    pub fn apply(self, x: Fixed, y: Fixed) -> (Fixed, Fixed) {
        let (turned_x, turned_y) = self.turned(x, y);
        (bounded(i128::from(turned_x) + i128::from(self.0[4])), bounded(i128::from(turned_y) + i128::from(self.0[5])))
    }

    /// Where a direction goes.
    pub fn turned(self, x: Fixed, y: Fixed) -> (Fixed, Fixed) {
        let [a, b, c, d, ..] = self.0.map(i128::from);
        let (x, y, one) = (i128::from(x), i128::from(y), i128::from(ONE));
        (bounded((x * a + y * c) / one), bounded((x * b + y * d) / one))
    }
}
