//! What stands alone of `tui::layout`.

use gouji::tui::layout::*;

#[test]
fn the_parts_fill_the_screen_exactly_at_every_size() {
    for rows in 2..80 {
        for wanted in [3, 16, 26, 60] {
            for is_asking in [false, true] {
                let heights = Heights::new(rows, wanted, is_asking);
                assert_eq!(2 + heights.tabs + heights.body + heights.panel, rows.max(2), "{rows} {wanted}");
            }
        }
    }
}

#[test]
fn thirty_lines_show_the_whole_matrix_and_say_one_line_and_fewer_keep_four() {
    assert!(Heights::new(45, 26, false).body >= 26);
    assert_eq!(Heights::new(30, 26, false), Heights { tabs: 1, body: 26, panel: 1 });
    assert_eq!(Heights::new(24, 26, false).panel, 4);
    assert_eq!(Heights::new(30, 26, true).panel, 4, "a second keying asks in four");
    assert!(Heights::new(5, 26, false).body >= 2);
}
