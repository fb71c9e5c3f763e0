//! Published reports: what was read by hand must be read by machine.

use gouji::domain::report::Part;
use serde_json::Value;

use crate::support::{Verdict, import, judge, prose, samples};

fn sample(folder: &str, file: &str) -> Option<(gouji::domain::proposal::Proposal, Value)> {
    let folder = samples()?.join(folder);
    let bytes = std::fs::read(folder.join(file)).expect(file);
    let expected = std::fs::read(folder.join("expected.json")).expect("expected.json");
    let proposal = import(&bytes).expect(file);
    Some((proposal, serde_json::from_slice(&expected).expect("JSON")))
}

fn verdict(folder: &str, file: &str) -> Verdict {
    let Some((proposal, expected)) = sample(folder, file) else { return Verdict::default() };
    assert_eq!(proposal.form.edition(), expected["edition"], "{folder}: edition");
    let year = proposal.year.map(i64::from);
    assert!(year.is_none() || year == expected["year"].as_i64(), "{folder}: year {year:?}");
    let verdict = judge(&proposal, &expected);
    for note in &proposal.notes {
        println!("{folder}: {} {}", note.place, note.text);
    }
    if !verdict.open.is_empty() {
        assert!(!proposal.notes.is_empty(), "{folder}: cells left open without a note");
    }
    verdict
}

fn all_right(folder: &str, file: &str) {
    let verdict = verdict(folder, file);
    assert!(verdict.wrong.is_empty() && verdict.open.is_empty(), "{folder}/{file}: {verdict:#?}");
}

#[test]
fn litong_2022_is_read_whole() {
    all_right("litong-2022", "source.txt");
}

#[test]
fn suqian_2023_is_read_whole() {
    all_right("suqian-2023", "source.txt");
}

#[test]
fn hongze_2023_is_read_whole_from_laid_out_text() {
    all_right("hongze-2023", "source.layout.txt");
}

#[test]
fn hongze_2023_is_read_whole_from_raw_text() {
    all_right("hongze-2023", "source.raw.txt");
}

#[test]
fn rows_between_bars_are_read_whole() {
    for (folder, file) in [
        ("dapuqiao-2025-excerpt", "source.md"),
        ("xuwen-wjj-2023", "source.txt"),
        ("wuhai-gxj-2020", "source.txt"),
        ("yanta-tjj-2019", "source.txt"),
        ("zhongyuan-jyj-2020", "source.txt"),
    ] {
        all_right(folder, file);
    }
}

#[test]
fn single_cells_a_line_are_read_whole() {
    all_right("xian-qu-tjj-2023", "source.txt");
    all_right("yanan-xiang-2021", "source.txt");
    all_right("nileke-zhen-2023", "source.txt");
}

#[test]
fn web_pages_are_read_whole() {
    all_right("shanghai-office-2019", "source.html");
    all_right("shuyang-fgj-2023", "source.html");
}

#[test]
fn agency_and_year_come_from_the_title() {
    let title = |folder: &str, file: &str| sample(folder, file).map(|(proposal, _)| (proposal.agency, proposal.year));
    let Some(litong) = title("litong-2022", "source.txt") else { return };
    assert_eq!(litong, (Some("利通区人民政府办公室".into()), Some(2022)));
    assert_eq!(title("suqian-2023", "source.txt"), Some((Some("宿迁市".into()), Some(2023))));
    for file in ["source.layout.txt", "source.raw.txt"] {
        assert_eq!(title("hongze-2023", file), Some((Some("洪泽区人民政府".into()), Some(2023))));
    }
    assert_eq!(title("wuhai-gxj-2020", "source.txt"), Some((Some("乌海市工业和信息化局".into()), None)));
    assert_eq!(title("yanan-xiang-2021", "source.txt"), Some((Some("鸭南乡".into()), Some(2021))));
    assert_eq!(title("shanghai-office-2019", "source.html"), Some((Some("上海市人民政府办公厅".into()), Some(2019))));
    assert_eq!(title("shuyang-fgj-2023", "source.html"), Some((Some("沭阳县发展和改革局".into()), Some(2023))));
    assert_eq!(title("xuwen-wjj-2023", "source.txt"), Some((None, None)));
}

/// The source's text between two headings, without blanks.
fn between(source: &str, from: &str, to: Option<&str>) -> String {
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let start = lines.iter().position(|line| *line == from).expect("the heading") + 1;
    let end = to.map_or(lines.len(), |to| lines.iter().position(|line| *line == to).expect("the next heading"));
    lines[start..end].concat().split_whitespace().collect()
}

#[test]
fn the_prose_of_litong_2022_is_whole_and_has_its_paragraphs() {
    let Some((proposal, _)) = sample("litong-2022", "source.txt") else { return };
    let source = std::fs::read_to_string(samples().expect("samples").join("litong-2022/source.txt")).expect("source");
    let heading = |index: usize| {
        let chapter = &proposal.form.definition().chapters[index];
        format!("{}、{}", chapter.numeral, chapter.heading)
    };
    let bare = |part: Part| prose(&proposal, part).split_whitespace().collect::<String>();
    assert_eq!(bare(Part::Chapter(0)), between(&source, &heading(0), Some(&heading(1))));
    assert_eq!(bare(Part::Chapter(4)), between(&source, &heading(4), Some(&heading(5))));
    assert_eq!(bare(Part::Chapter(5)), between(&source, &heading(5), None));
    let title = "2022年政府信息公开工作年度报告";
    assert_eq!(bare(Part::Preamble), between(&source, title, Some(&heading(0))));
    for table in 1..4 {
        assert_eq!(prose(&proposal, Part::Chapter(table)), "");
    }
    assert_eq!(prose(&proposal, Part::Preamble).lines().count(), 1);
    assert_eq!(prose(&proposal, Part::Chapter(0)).lines().count(), 6);
    assert_eq!(prose(&proposal, Part::Chapter(4)).lines().count(), 1);
    assert_eq!(prose(&proposal, Part::Chapter(5)).lines().count(), 2);
}

#[test]
fn the_prose_of_hongze_2023_is_the_same_from_both_texts() {
    let Some((laid_out, _)) = sample("hongze-2023", "source.layout.txt") else { return };
    let (raw, _) = sample("hongze-2023", "source.raw.txt").expect("raw");
    for part in [
        Part::Preamble,
        Part::Chapter(0),
        Part::Chapter(1),
        Part::Chapter(2),
        Part::Chapter(3),
        Part::Chapter(4),
        Part::Chapter(5),
    ] {
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(bare(prose(&laid_out, part)), bare(prose(&raw, part)), "{part:?}");
    }
    assert_eq!(prose(&laid_out, Part::Chapter(0)).lines().count(), 7);
    assert_eq!(prose(&laid_out, Part::Chapter(5)).lines().count(), 1);
    assert_eq!(laid_out.unplaced.len(), 1);
    assert_eq!(raw.unplaced.len(), 1);
}

#[test]
fn cell_lists_with_keying_errors_are_read_as_they_stand() {
    let Some(folder) = samples() else { return };
    for index in 0..20 {
        let text = std::fs::read_to_string(folder.join(format!("suspects/{index:04}.csv"))).expect("a cell list");
        let proposal = import(text.as_bytes()).expect("a proposal");
        assert_eq!(proposal.form.edition(), "2021");
        let figures = crate::support::figures(&proposal);
        let mut count = 0;
        for line in text.lines().skip(1) {
            let (name, value) = line.split_once(',').expect("a record");
            assert_eq!(figures.get(name).map(ToString::to_string).as_deref(), Some(value), "{name}");
            count += 1;
        }
        assert_eq!((count, figures.len()), (200, 200));
    }
}
