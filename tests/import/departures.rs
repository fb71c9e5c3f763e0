//! Where a document departs from the form without being misread: what is noted, and that everything is read all the same.

use gouji::domain::proposal::Proposal;
use gouji::domain::report::{Manner, Part};
use gouji::export::{Format, Options, render};
use gouji::import::{Options as Reading, read};

use crate::support::forms;

/// A report with another figure in every cell and a word in every chapter, as Markdown.
fn document() -> String {
    let form = &forms()[0];
    let cells: Vec<String> =
        form.inputs().zip(301..).map(|(cell, figure)| format!("{},{figure}", form.cell(cell).name)).collect();
    let list = format!("cell,value\n{}\n", cells.join("\n"));
    let mut report = read(list.as_bytes(), &forms()[..1], Reading::default()).unwrap().into_report();
    for (chapter, text) in [(0, "全年平稳。"), (4, "栏目更新偏慢。"), (5, "没有其他事项。")] {
        report.set_text(Part::Chapter(chapter), text.to_string());
    }
    let bytes = render(&report, Format::Md, Options { draft: true, ..Options::FINAL }, forms()).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn reading(text: &str) -> Proposal {
    read(text.as_bytes(), forms(), Reading::default()).unwrap()
}

/// The departures of a document, and whether every figure was read as in the whole one.
fn departures(text: &str) -> (Vec<(Manner, String)>, bool) {
    let figures = |proposal: &Proposal| proposal.figures.iter().map(|f| (f.cell, f.figure)).collect::<Vec<_>>();
    let read = reading(text);
    let same = figures(&read) == figures(&reading(&document()));
    (read.departures.into_iter().map(|departure| (departure.manner, departure.text)).collect(), same)
}

/// The line of a heading, and the lines of its chapter.
fn chapter(text: &str, numeral: &str) -> (usize, usize) {
    let lines: Vec<&str> = text.lines().collect();
    let is_heading = |line: &&str| line.trim_start_matches(['#', ' ']).contains('、') && line.starts_with("## ");
    let start = lines.iter().position(|line| is_heading(line) && line.contains(&format!(" {numeral}、"))).unwrap();
    let end = lines[start + 1..].iter().position(is_heading).map_or(lines.len(), |at| start + 1 + at);
    (start, end)
}

#[test]
fn what_gouji_writes_departs_in_nothing() {
    assert_eq!(departures(&document()), (Vec::new(), true));
}

#[test]
fn two_chapters_that_changed_places_are_out_of_order_and_not_missing() {
    let text = document();
    let lines: Vec<&str> = text.lines().collect();
    let ((five, six), (_, end)) = (chapter(&text, "五"), chapter(&text, "六"));
    let swapped = [&lines[..five], &lines[six..end], &[""], &lines[five..six], &lines[end..]].concat().join("\n");
    let (found, same) = departures(&swapped);
    assert!(same);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, Manner::Heading);
    assert!(found[0].1.contains("不在规定的位置"), "{found:?}");
}

#[test]
fn a_chapter_that_is_not_there_is_missing() {
    let text = document();
    let lines: Vec<&str> = text.lines().collect();
    let (five, six) = chapter(&text, "五");
    let (found, same) = departures(&[&lines[..five], &lines[six..]].concat().join("\n"));
    assert!(same);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, Manner::Missing);
    assert!(found[0].1.starts_with("五、"), "{found:?}");
}

#[test]
fn a_heading_in_other_words_is_told_as_printed() {
    let text = document();
    let official = text.lines().nth(chapter(&text, "五").0).unwrap().to_string();
    let (found, same) = departures(&text.replace(&official, "## 五、存在问题及整改情况"));
    assert!(same);
    assert_eq!(found, [(Manner::Heading, "五、存在问题及整改情况".to_string())]);
}

#[test]
fn figures_with_separators_zeros_or_full_width_digits_are_told_and_read_by_value() {
    for printed in ["０３０１", "0301", "３０１"] {
        let (found, same) = departures(&document().replacen(" 301 ", &format!(" {printed} "), 1));
        assert!(same, "{printed}");
        assert_eq!(found, [(Manner::Notation, format!("“{printed}”"))], "{printed}");
    }
}

#[test]
fn a_label_with_a_slip_is_told_and_its_row_is_read() {
    let text = document();
    assert!(text.contains("重复申请"));
    let (found, same) = departures(&text.replace("2.重复申请", "2.重复申清"));
    assert!(same);
    assert_eq!(found.iter().map(|(manner, _)| *manner).collect::<Vec<_>>(), [Manner::Label], "{found:?}");
}
