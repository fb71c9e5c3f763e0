//! What stands alone of `domain::overlap`.

use proptest::prelude::*;

use gouji::domain::overlap::*;

#[test]
fn characters_are_never_parted() {
    // The two begin with the same two bytes, and end with the same one.
    assert_eq!(Overlap::of("一", "丁"), Overlap { front: 0, behind: 0 });
    assert_eq!(Overlap::of("甲一乙", "甲丁乙"), Overlap { front: 3, behind: 3 });
    assert_eq!(Overlap::of("aaa", "aa"), Overlap { front: 2, behind: 0 });
    assert_eq!(Overlap::of("", "甲"), Overlap { front: 0, behind: 0 });
}

proptest! {
    #[test]
    fn what_is_not_common_is_all_that_differs(
        front in "[一二ab]{0,200}", old in "[一丁a]{0,4}", new in "[一丁a]{0,4}", behind in "[一二ab]{0,200}",
    ) {
        let [one, other] = [old, new].map(|between| format!("{front}{between}{behind}"));
        let overlap = Overlap::of(&one, &other);
        let ends = [&one, &other].map(|text| text.split_at(overlap.front).1.split_at(text.len() - overlap.front - overlap.behind).1);
        prop_assert_eq!(&one[..overlap.front], &other[..overlap.front]);
        prop_assert_eq!(ends[0], ends[1]);
        prop_assert!(overlap.front >= front.len());
        prop_assert!(overlap.front + overlap.behind >= (front.len() + behind.len()).min(one.len().min(other.len())));
    }
}
