//! What stands alone of `import::text::drawn`.

use gouji::import::block::Grid;
use gouji::import::budget::Budget;
use gouji::import::text::drawn::*;
use gouji::import::text::{laid_out, pages};

fn texts(grid: &Grid) -> Vec<Vec<&str>> {
    grid.rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect()).collect()
}

#[test]
fn a_grid_of_rules_keeps_cells_of_several_lines_together() {
    let text = "+----+---+\n|甲乙| 7 |\n|丙  |   |\n+----+---+\n|丁  | 8 |\n+----+---+\n|戊  |-9 |\n+----+---+\n";
    let (grid, end) = drawing(&laid_out::lines(text), 0, &Budget::default()).expect("a grid");
    assert_eq!(texts(&grid), [vec!["甲乙丙", "7"], vec!["丁", "8"], vec!["戊", "-9"]]);
    assert_eq!(end, 8);
    let by_count = text.replace("|甲乙| 7 |", "|甲乙  | 7 |").replace("|丙  ", "|丙   ").replace("|丁  ", "|丁   ");
    let by_count = by_count.replace("|戊  ", "|戊   ");
    assert!(drawing(&laid_out::lines(&by_count), 0, &Budget::default()).is_some());
    assert_eq!(drawing(&laid_out::lines("+--+--+\n|1 |2 |\n|3 |4 |\n+--+--+"), 0, &Budget::default()), None);
}

#[test]
fn columns_stand_below_their_ruler() {
    let text = "  ---- --- ---\n  甲   7\n  乙       8\n  ---- --- ---\n文\n";
    let (grid, end) = drawing(&laid_out::lines(text), 0, &Budget::default()).expect("columns");
    assert_eq!(texts(&grid), [vec!["甲", "7", ""], vec!["乙", "", "8"]]);
    assert_eq!(end, 4);
    assert_eq!(drawing(&laid_out::lines("--- ---\n甲乙丙丁 1\n--- ---"), 0, &Budget::default()), None);
}

#[test]
fn rows_between_tabs_keep_their_blank_cells() {
    let text = "甲\n乙\t\t7\n\"丙\n丁\"\t8\t\n文";
    let (grid, end) = tabs(&pages::lines(text), 1).expect("rows");
    assert_eq!(texts(&grid), [vec!["乙", "", "7"], vec!["丙丁", "8", ""]]);
    assert_eq!(end, 4);
    assert_eq!(tabs(&pages::lines(text), 0), None);
}
