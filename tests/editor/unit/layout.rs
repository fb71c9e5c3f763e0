//! What stands alone of `tui::layout`.

use gouji::tui::layout::*;

#[test]
fn the_parts_fill_the_screen_exactly_at_every_size() {
    for rows in 2..80 {
        for wanted in [3, 16, 26, 60] {
            let heights = Heights::new(rows, wanted, false);
            assert_eq!(2 + heights.tabs + heights.body + heights.panel, rows.max(2), "{rows} {wanted}");
        }
    }
}

#[test]
fn a_tall_screen_shows_the_whole_matrix_and_a_low_one_keeps_four_lines_of_help() {
    assert!(Heights::new(45, 26, false).body >= 26);
    assert_eq!(Heights::new(30, 26, false).panel, 4);
    assert_eq!(Heights::new(24, 26, false).panel, 4);
    assert!(Heights::new(5, 26, false).body >= 2);
}
