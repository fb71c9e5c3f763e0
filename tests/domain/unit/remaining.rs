//! What stands alone of `domain::remaining`.

use gouji::domain::remaining::*;

#[test]
fn dots_that_go_on_are_one_gap() {
    let found: Vec<_> = gaps("一是……；二是…………，三是…").collect();
    assert_eq!(found, ["一是".len().."一是……".len(), "一是……；二是".len().."一是……；二是……".len()]);
}
