//! What stands alone of `cli::near`.

use gouji::cli::near::*;

#[test]
fn parts_and_slips_are_near_and_the_rest_is_not() {
    let known = ["利通区人民政府办公室", "利通区统计局", "红寺堡区统计局"];
    assert_eq!(names("利通区", known), ["利通区人民政府办公室", "利通区统计局"]);
    assert_eq!(names("利通区统汁局", known)[0], "利通区统计局");
    assert!(names("外交部", known).is_empty());
}
