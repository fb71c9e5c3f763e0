//! What stands alone of `import::text::laid_out`.

use gouji::import::block::{Block, Mark};
use gouji::import::text::laid_out::*;

const TABLE: &str = "┌──┐\n│ 0│\n└──┘\n";

fn marks(text: &str) -> Option<Vec<(String, Mark)>> {
    let mark = |block| match block {
        Block::Paragraph(line) => (line.text, line.mark),
        other => (format!("{other:?}").chars().take(4).collect(), Mark::None),
    };
    read(text).map(|blocks| blocks.into_iter().map(mark).collect())
}

#[test]
fn the_edge_tells_what_a_line_is_whatever_it_says() {
    let text =
        format!("    甲局\n    年度报告\n\n　　一、总体情况\n　　— 1 —\n\n一、总体情况\n\n{TABLE}\n      甲局\n");
    let expected = [
        ("甲局", Mark::Heading),
        ("年度报告", Mark::Heading),
        ("一、总体情况", Mark::None),
        ("— 1 —", Mark::None),
        ("一、总体情况", Mark::Heading),
        ("Grid", Mark::None),
        ("甲局", Mark::Foot),
    ];
    assert_eq!(marks(&text), Some(expected.map(|(text, mark)| (text.to_string(), mark)).to_vec()));
}

#[test]
fn a_text_with_other_habits_is_left_to_others() {
    for text in [
        "",
        TABLE,
        "一、总体情况\n",
        &format!("一、总体情况\n文字\n\n{TABLE}"),
        &format!("一、总体\n\n　一段\n\n{TABLE}"),
    ] {
        assert_eq!(marks(text), None, "{text}");
    }
}
