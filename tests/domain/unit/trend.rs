//! What stands alone of `domain::trend`.

use gouji::domain::trend::*;

#[test]
fn shares_fill_all_columns_and_keep_what_is_small_in_sight() {
    assert_eq!(shares(&[4, 1, 0, 2], 7), [4, 1, 0, 2]);
    assert_eq!(shares(&[1, 1, 1], 10).iter().sum::<usize>(), 10);
    assert_eq!(shares(&[10_000, 1, 0], 10), [9, 1, 0]);
    assert_eq!(shares(&[0, 0], 10), [0, 0]);
    assert_eq!(shares(&[u64::MAX, u64::MAX], 10), [5, 5]);
}

#[test]
fn rates_are_rounded_to_a_tenth_of_a_per_cent() {
    let rate = |part: u32, whole: u32| permille(part.into(), whole.into()).map(per_cent);
    assert_eq!(rate(4, 7).as_deref(), Some("57.1%"));
    assert_eq!(rate(1, 2000).as_deref(), Some("0.1%"));
    assert_eq!(rate(7, 7).as_deref(), Some("100.0%"));
    assert_eq!(rate(0, 0), None);
}
