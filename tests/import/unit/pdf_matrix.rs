//! What stands alone of `import::pdf::matrix`.

use gouji::import::pdf::lexer::{Fixed, ONE};
use gouji::import::pdf::matrix::*;

#[test]
fn one_matrix_after_the_other_moves_a_point_twice() {
    let (double, moved) = (Matrix([2 * ONE, 0, 0, -2 * ONE, 0, 0]), Matrix([ONE, 0, 0, ONE, 5 * ONE, 7 * ONE]));
    assert_eq!(double.then(moved).apply(ONE, ONE), (7 * ONE, 5 * ONE));
    assert_eq!(moved.then(double).apply(ONE, ONE), (12 * ONE, -16 * ONE));
    let far = Matrix([Fixed::MAX / 2, 0, 0, ONE, 0, 0]);
    assert_eq!(i128::from(far.then(far).apply(ONE, 0).0), FURTHEST);
}
