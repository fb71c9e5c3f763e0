//! What stands alone of `export::docx`.

use gouji::export::docx::*;
use gouji::export::{fit, page};

#[test]
fn the_styles_agree_with_the_page() {
    let part = |name| PARTS.iter().find(|(part, _)| *part == name).unwrap().1;
    let styles = part("word/styles.xml");
    let size = |twips: u32| format!("<w:sz w:val=\"{}\"/>", twips / 10);
    for piece in [
        format!("<w:spacing w:line=\"{}\" w:lineRule=\"exact\"/>", page::LINE),
        format!("w:firstLineChars=\"200\" w:firstLine=\"{}\"", page::BODY * 2),
        format!("w:rightChars=\"100\" w:right=\"{}\"", page::FOLIO),
        format!("<w:spacing w:line=\"{}\" w:lineRule=\"exact\"/>", fit::PITCH),
        format!("<w:ind w:left=\"{}\"/>", fit::INDENT),
        size(fit::SIZE * 10),
        size(page::BODY),
        size(page::TITLE),
        size(page::FOLIO),
    ] {
        assert!(styles.contains(&piece), "{piece}");
    }
    let grid = format!("<w:drawingGridVerticalSpacing w:val=\"{}\"/>", page::LINE);
    assert!(part("word/settings.xml").contains(&grid));
    // The whole page is full at 22 lines, and the type area is that of GB/T 9704.
    assert!((page::HEIGHT - page::TOP - page::BOTTOM).abs_diff(page::LINE * page::LINES) < page::LINE / 10);
    assert!(page::TEXT_WIDTH.abs_diff(page::millimetres(156)) <= 2);
    // A line holds its characters, set closer by what the runs say, and not one more.
    assert!(!styles.contains("<w:spacing w:val="));
    let characters = |count: u32| count * (page::BODY - 5);
    assert!(characters(page::CHARACTERS) <= page::TEXT_WIDTH && characters(page::CHARACTERS + 1) > page::TEXT_WIDTH);
}
