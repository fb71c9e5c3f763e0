//! What stands alone of `domain::comparison`.

use gouji::domain::comparison::*;
use gouji::domain::text::Lang;

#[test]
fn excerpts_show_the_place_where_two_passages_part() {
    let show = |left: &str, right: &str| excerpts(left, right, 12, Lang::Zh);
    assert_eq!(show("7", ""), ["7", "（空）"]);
    assert_eq!(show("一二三", "一二四"), ["一二三", "一二四"]);
    let (left, right) = ("零一二三四五六七八九甲乙丙丁", "零一二三四五六七八九甲乙丁");
    assert_eq!(show(left, right), ["…四五六七八九甲乙丙丁", "…四五六七八九甲乙丁"]);
    assert_eq!(show("甲\n乙丙丁戊己庚辛壬癸子丑寅", "乙"), ["甲 乙丙丁戊己庚辛壬癸子…", "乙"]);
    assert_eq!(show(left, &left[..30]), ["…二三四五六七八九甲乙丙丁", "…二三四五六七八九"]);
}
