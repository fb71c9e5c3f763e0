//! Every figure knows where it was read.

use gouji::domain::proposal::{Place, Proposal, ProposedFigure};
use gouji::domain::text::Lang;
use gouji::export::{Format, Options, render};
use gouji::import::{Options as Reading, read};

use crate::support::forms;

/// A report with another figure in every cell, written and read again.
fn again(format: Format) -> (Vec<u8>, Proposal) {
    let forms = forms();
    let cells: Vec<String> =
        forms[0].inputs().zip(301..).map(|(cell, figure)| format!("{},{figure}", forms[0].cell(cell).name)).collect();
    let list = format!("cell,value\n{}\n", cells.join("\n"));
    let report = read(list.as_bytes(), &forms[..1], Reading::default()).unwrap().into_report();
    let bytes = render(&report, format, Options { draft: true, ..Options::FINAL }, forms).unwrap();
    let proposal = read(&bytes, forms, Reading::default()).unwrap();
    assert_eq!(proposal.figures.len(), forms[0].len(), "{format:?}");
    (bytes, proposal)
}

fn place(proposal: &Proposal, name: &str) -> Place {
    let cell = proposal.form.find(name).unwrap();
    proposal.figures.iter().find(|figure| figure.cell == cell).unwrap().source.place
}

#[test]
fn in_a_text_the_line_is_told_and_the_figure_stands_there() {
    for format in [Format::Txt, Format::Md] {
        let (bytes, proposal) = again(format);
        let text = String::from_utf8(bytes).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        for ProposedFigure { source, .. } in &proposal.figures {
            let Place::Line(line) = source.place else { panic!("{source:?}") };
            // A box of several lines is told by its first.
            let near = lines[line - 1..].iter().take(3).any(|line| line.contains(&source.printed));
            assert!(near, "{format:?}, line {line}: {source:?}");
        }
    }
}

#[test]
fn in_a_document_without_lines_the_table_and_its_row_are_told() {
    for format in [Format::Docx, Format::Html] {
        let (_, proposal) = again(format);
        let form = proposal.form.clone();
        for figure in &proposal.figures {
            let Place::Row { table, row } = figure.source.place else { panic!("{format:?} {figure:?}") };
            let about = form.cell(figure.cell);
            assert_eq!(row, usize::from(about.at.0) + 1, "{format:?} {}", about.name);
            let first = place(&proposal, "requests.new.total");
            let own = about.name.starts_with("requests.");
            assert_eq!(own, matches!(first, Place::Row { table: other, .. } if other == table), "{}", about.name);
        }
        assert!(place(&proposal, "requests.new.total").words(Lang::En).starts_with("table "));
    }
}

#[test]
fn in_a_table_of_html_within_markdown_the_table_and_its_row_are_told() {
    let text = "# 四、政府信息公开行政复议、行政诉讼情况\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n";
    let (page, _) = again(Format::Html);
    let page = String::from_utf8(page).unwrap();
    let table = &page[page.rfind("<table").unwrap()..page.rfind("</table>").unwrap()];
    let proposal = read(format!("{text}{table}</table>\n").as_bytes(), forms(), Reading::default()).unwrap();
    assert_eq!(place(&proposal, "disputes.reconsideration.upheld"), Place::Row { table: 2, row: 4 });
}

#[test]
fn in_a_workbook_the_sheet_and_its_row_are_told() {
    let (_, proposal) = again(Format::Xlsx);
    let rows = ["requests.new.total", "requests.carried_in.total"].map(|name| match place(&proposal, name) {
        Place::SheetRow { sheet, row } => (sheet, row),
        other => panic!("{other:?}"),
    });
    assert_eq!(rows[0].0, rows[1].0);
    assert_eq!(rows[0].1 + 1, rows[1].1);
}

#[test]
fn a_row_that_the_form_does_not_have_is_noted_with_its_words_and_place_and_shifts_nothing() {
    let (bytes, before) = again(Format::Md);
    let text = String::from_utf8(bytes).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().position(|line| line.contains("重复申请") && line.starts_with('|')).unwrap();
    let bars = lines[at].matches('|').count() - 1;
    let foreign = format!("|{} 另册登记 |{}", "  |".repeat(bars - 8), " 77 |".repeat(7));
    lines.insert(at + 1, &foreign);
    let after = read(lines.join("\n").as_bytes(), forms(), Reading::default()).unwrap();
    let figures = |proposal: &Proposal| proposal.figures.iter().map(|f| (f.cell, f.figure)).collect::<Vec<_>>();
    assert_eq!(figures(&after), figures(&before));
    let note = after.notes.iter().find(|note| note.text.contains("另册登记")).expect("a note");
    assert_eq!(note.place, Place::Line(at + 2).words(Lang::default()));
    assert!(note.text.contains('7'), "{}", note.text);
    let departs = |departure: &&gouji::domain::report::Departure| departure.text.contains("另册登记");
    assert_eq!(after.departures.iter().filter(departs).count(), 1);
    assert!(before.departures.is_empty(), "{:?}", before.departures);
}
