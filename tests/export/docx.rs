//! The Word document as others will read it: its XML walked against the order that the schema wants, its tables parsed
//! back into rectangles and held against the form and the official template.

use std::collections::{BTreeMap, BTreeSet};

use gouji::domain::form::Form;
use gouji::domain::report::{Part, Report};
use gouji::export::document::paragraphs;
use gouji::export::{Format, Options, export, render};
use proptest::prelude::*;

use crate::geometry::{Rectangle, expected, figured};
use crate::package::{Element, part, parts, tree};
use crate::reference::{Grid, beside, official_grids};
use crate::sample::{form, forms, litong, set, zeros};
use crate::schema::disorder;

const DRAFT: Options<'_> = Options { draft: true, ..Options::FINAL };

fn docx(report: &Report, options: Options<'_>) -> Vec<u8> {
    render(report, Format::Docx, options, &forms()).unwrap()
}

fn body(report: &Report) -> Element {
    part(&docx(report, Options::FINAL), "word/document.xml").children.remove(0)
}

/// The paragraphs outside tables: style and words. One whose mark only parts two styles begins the next one.
fn lines(body: &Element) -> Vec<(&str, String)> {
    let mut before = String::new();
    let paragraphs = body.children.iter().filter(|child| child.name == "w:p");
    let lines = paragraphs.filter_map(|p| {
        let words = std::mem::take(&mut before) + &p.words();
        if p.at(&["w:pPr", "w:rPr", "w:specVanish"]).is_some() {
            before = words;
            return None;
        }
        Some((p.value(&["w:pPr", "w:pStyle"]).unwrap(), words))
    });
    lines.collect()
}

#[test]
fn every_element_stands_where_the_schema_wants_it() {
    let mut huge = figured("2021");
    set(&mut huge, "requests.new.natural_person", "9223372036854775807");
    for report in [litong(), figured("2019"), huge, Report::new(form("2021"), None, None, Default::default())] {
        for (name, text) in parts(&docx(&report, DRAFT)) {
            let root = tree(&text);
            let mut wrong = Vec::new();
            if !matches!(root.name.as_str(), "Types" | "Relationships") {
                disorder(&root, &mut wrong);
            }
            assert_eq!(wrong, Vec::<String>::new(), "{name}");
        }
    }
}

#[test]
fn every_part_has_its_type_and_every_relation_its_part() {
    let bytes = docx(&litong(), Options::FINAL);
    let parts: BTreeMap<String, String> = parts(&bytes).into_iter().collect();
    let types = part(&bytes, "[Content_Types].xml");
    let overrides: BTreeSet<&str> = types.all("Override").iter().map(|o| o.attribute("PartName")).collect();
    let defaults: BTreeSet<&str> = types.all("Default").iter().map(|d| d.attribute("Extension")).collect();
    for name in parts.keys().filter(|name| *name != "[Content_Types].xml") {
        let path = format!("/{name}");
        assert!(overrides.contains(path.as_str()) || name.ends_with(".rels") && defaults.contains("rels"), "{name}");
    }
    for name in &overrides {
        assert!(parts.contains_key(&name[1..]), "{name}");
    }
    for (relations, folder) in [("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")] {
        for relation in part(&bytes, relations).all("Relationship") {
            assert!(parts.contains_key(&format!("{folder}{}", relation.attribute("Target"))), "{relation:?}");
        }
    }
    let relations = part(&bytes, "word/_rels/document.xml.rels");
    let footers: Vec<(String, String)> = part(&bytes, "word/document.xml")
        .all("w:footerReference")
        .iter()
        .map(|reference| {
            let id = reference.attribute("r:id");
            let relation = relations.all("Relationship").into_iter().find(|r| r.attribute("Id") == id).unwrap().clone();
            (reference.attribute("w:type").to_string(), relation.attribute("Target").to_string())
        })
        .collect();
    assert_eq!(footers, [("even".into(), "footer2.xml".into()), ("default".into(), "footer1.xml".into())]);
    for (target, side) in [("footer1.xml", "right"), ("footer2.xml", "left")] {
        let footer = part(&bytes, &format!("word/{target}"));
        let style = footer.all("w:pStyle")[0].attribute("w:val");
        assert_eq!(style_value(&bytes, style, &["w:pPr", "w:jc"]).as_deref(), Some(side));
        assert_eq!(footer.all("w:instrText")[0].text.trim(), "PAGE");
        assert!(footer.words().starts_with("— ") && footer.words().ends_with(" —"));
    }
    assert_eq!(part(&bytes, "word/settings.xml").all("w:evenAndOddHeaders").len(), 1);
}

/// What a style says, or the one it is based on.
fn style_value(bytes: &[u8], id: &str, path: &[&str]) -> Option<String> {
    let styles = part(bytes, "word/styles.xml");
    let mut id = id.to_string();
    loop {
        let all = styles.all("w:style");
        let style = all.iter().find(|style| style.attribute("w:styleId") == id).unwrap_or_else(|| panic!("no {id}"));
        if let Some(value) = style.value(path) {
            return Some(value.to_string());
        }
        id = style.value(&["w:basedOn"])?.to_string();
    }
}

/// The rectangles of a table, from spans and continued cells alone.
fn rectangles(table: &Element) -> BTreeSet<Rectangle> {
    let columns = table.at(&["w:tblGrid"]).unwrap().children.len();
    let mut open: BTreeMap<usize, Rectangle> = BTreeMap::new();
    let mut done = BTreeSet::new();
    for (row, line) in table.children.iter().filter(|child| child.name == "w:tr").enumerate() {
        let mut column = 0;
        for cell in line.children.iter().filter(|child| child.name == "w:tc") {
            let across = cell.value(&["w:tcPr", "w:gridSpan"]).map_or(1, |span| span.parse().unwrap());
            let merge = cell.at(&["w:tcPr", "w:vMerge"]);
            if merge.is_some_and(|merge| merge.attribute("w:val") != "restart") {
                let above = open.get_mut(&column).unwrap();
                assert_eq!((above.0 + above.2, above.3), (row, across), "a cell goes on below nothing");
                assert_eq!(cell.words(), "", "words in a continued cell");
                above.2 += 1;
            } else {
                done.extend(open.insert(column, (row, column, 1, across, cell.words())));
            }
            column += across;
        }
        assert_eq!(column, columns, "row {row}");
    }
    done.extend(open.into_values());
    done
}

#[test]
fn the_tables_have_the_official_grid_of_either_edition() {
    for edition in crate::sample::editions() {
        let report = figured(edition);
        let body = body(&report);
        let tables = body.all("w:tbl");
        assert_eq!(tables.len(), report.form().tables().len());
        for (index, table) in tables.iter().enumerate() {
            assert_eq!(rectangles(table), expected(&report, index), "{edition} table {index}");
        }
    }
}

#[test]
fn the_tables_are_merged_as_in_the_official_template() {
    let small = |number: usize| u16::try_from(number).unwrap();
    let plain = |text: String| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let cell = |(r, c, down, across, text)| ((small(r), small(c)), ((small(down), small(across)), plain(text)));
    let grids = |body: &Element| -> Vec<Grid> {
        body.all("w:tbl").iter().map(|table| rectangles(table).into_iter().map(cell).collect()).collect()
    };
    assert_eq!(grids(&body(&Report::new(form("2021"), None, None, Default::default()))), official_grids());
    if let Some(template) = beside("reference/official-template-2021.docx") {
        assert_eq!(grids(&part(&std::fs::read(template).unwrap(), "word/document.xml")), official_grids());
    }
}

#[test]
fn every_table_is_as_wide_as_the_type_area_to_the_twip() {
    for edition in crate::sample::editions() {
        let body = body(&zeros(edition, 2022));
        let number = |element: &Element, name: &str| element.attribute(name).parse::<u32>().unwrap();
        let page = number(body.all("w:pgSz")[0], "w:w");
        let margins = body.all("w:pgMar")[0];
        let area = page - number(margins, "w:left") - number(margins, "w:right");
        for table in body.all("w:tbl") {
            assert_eq!(table.value(&["w:tblPr", "w:tblLayout"]), Some(""));
            assert_eq!(table.at(&["w:tblPr", "w:tblLayout"]).unwrap().attribute("w:type"), "fixed");
            assert_eq!(number(table.at(&["w:tblPr", "w:tblW"]).unwrap(), "w:w"), area);
            let columns: u32 = table.all("w:gridCol").iter().map(|column| number(column, "w:w")).sum();
            assert_eq!(columns, area);
            for row in table.all("w:tr") {
                assert_eq!(row.all("w:tcW").iter().map(|width| number(width, "w:w")).sum::<u32>(), area);
            }
        }
    }
}

#[test]
fn a_table_moves_to_the_next_page_as_a_whole_and_repeats_its_head_where_it_cannot() {
    let body = body(&figured("2021"));
    let rows = body.all("w:tbl")[1].all("w:tr");
    assert_eq!(rows.len(), 28);
    for (index, row) in rows.iter().enumerate() {
        let paragraphs = row.all("w:pPr");
        let kept = paragraphs.iter().filter(|properties| properties.at(&["w:keepNext"]).is_some()).count();
        assert_eq!(kept, if index < 27 { paragraphs.len() } else { 0 }, "row {index}");
        assert!(row.at(&["w:trPr", "w:cantSplit"]).is_some());
        assert_eq!(row.at(&["w:trPr", "w:tblHeader"]).is_some(), index < 3, "row {index}");
    }
    // Its heading goes with it.
    let above = body.children.iter().take_while(|child| child.name != "w:tbl" || child.all("w:tr").len() != 28).last();
    assert_eq!(above.unwrap().value(&["w:pPr", "w:pStyle"]), Some("Heading1"));
    assert_eq!(above.unwrap().words(), "三、收到和处理政府信息公开申请情况");
}

#[test]
fn figures_are_printed_to_the_last_digit_and_long_ones_in_smaller_type() {
    let mut report = figured("2021");
    let figures = [
        ("requests.new.natural_person", "9223372036854775807"),
        ("requests.granted.enterprise", "123456"),
        ("proactive.fees.amount", "9223372036854.775807"),
        ("disputes.reconsideration.upheld", "/"),
    ];
    figures.iter().for_each(|(cell, figure)| set(&mut report, cell, figure));
    let body = body(&report);
    let cells = body.all("w:tc");
    let size = |figure: &str| {
        let cell = cells.iter().find(|cell| cell.words() == figure).unwrap_or_else(|| panic!("{figure}"));
        let size = |path: &[&str]| cell.at(path).and_then(|p| p.value(&["w:rPr", "w:sz"]));
        assert_eq!(size(&["w:p", "w:pPr"]), size(&["w:p", "w:r"]), "{figure}");
        size(&["w:p", "w:r"]).map(|size| size.parse::<u32>().unwrap())
    };
    // Its column is wider for it, and all figures of the table are alike.
    assert!(size("9223372036854775807").is_some_and(|size| (11..21).contains(&size)));
    assert_eq!(size("123456"), size("9223372036854775807").map(|size| size.max(15)));
    assert_eq!(size("9223372036854.775807"), None);
    assert!(size("/").is_none_or(|size| size >= 15));
}

#[test]
fn the_largest_figures_everywhere_leave_the_table_on_one_page() {
    let mut report = zeros("2021", 2022);
    let names: Vec<String> = report.form().inputs().map(|cell| report.form().cell(cell).name.clone()).collect();
    names.iter().for_each(|name| set(&mut report, name, "9223372036854775807"));
    for table in body(&report).all("w:tbl") {
        let rows = table.all("w:tr");
        let (last, others) = rows.split_last().unwrap();
        assert!(last.all("w:keepNext").is_empty() && others.iter().all(|row| !row.all("w:keepNext").is_empty()));
    }
}

#[test]
fn last_years_figure_stands_below_this_years_in_grey_and_the_table_still_on_one_page() {
    let mut last = zeros("2021", 2021);
    let names: Vec<String> = last.form().inputs().map(|cell| last.form().cell(cell).name.clone()).collect();
    names.iter().for_each(|name| set(&mut last, name, "123"));
    set(&mut last, "requests.new.natural_person", "1234567");
    let bytes = docx(&litong(), Options { last_year: Some(&last), ..Options::FINAL });
    let document = part(&bytes, "word/document.xml");
    let table = document.all("w:tbl")[1].clone();
    let cell = table.all("w:tc").into_iter().find(|cell| cell.words() == "7（上年1234567）").unwrap();
    let [figure, remark] = &cell.all("w:p")[..] else { panic!("{cell:?}") };
    assert_eq!((figure.words().as_str(), remark.words().as_str()), ("7", "（上年1234567）"));
    assert_eq!(remark.value(&["w:r", "w:rPr", "w:color"]), Some("7F7F7F"));
    assert_eq!(figure.value(&["w:r", "w:rPr", "w:color"]), None);
    let size = |p: &Element| p.value(&["w:r", "w:rPr", "w:sz"]).map_or(21, |size| size.parse::<u32>().unwrap());
    assert!(size(remark) < size(figure));
    let rows = table.all("w:tr");
    assert!(rows[..27].iter().all(|row| row.all("w:keepNext").len() == row.all("w:p").len()));
    let mut wrong = Vec::new();
    disorder(&document, &mut wrong);
    assert_eq!(wrong, Vec::<String>::new());
    set(&mut last, "requests.new.enterprise", "/");
    let mut report = litong();
    set(&mut report, "requests.new.research", "/");
    for options in [Options { last_year: Some(&last), ..DRAFT }, Options { last_year: Some(&last), ..Options::FINAL }] {
        let exported = export(&report, Format::Docx, options, &forms());
        assert_eq!(exported.map(drop).map_err(|error| error.message(report.form(), Default::default())), Ok(()));
    }
}

#[test]
fn words_of_tables_are_aligned_as_in_the_form_in_circulation() {
    let bytes = docx(&litong(), Options::FINAL);
    let document = part(&bytes, "word/document.xml");
    let side = |words: &str| {
        let cell = document.all("w:tc").into_iter().find(|cell| cell.words() == words).unwrap();
        assert_eq!(cell.value(&["w:tcPr", "w:vAlign"]), Some("center"));
        style_value(&bytes, cell.value(&["w:p", "w:pPr", "w:pStyle"]).unwrap(), &["w:pPr", "w:jc"]).unwrap()
    };
    for (words, expected) in [
        ("38", "center"),
        ("申请人情况", "center"),
        ("第二十条第（一）项", "left"),
        ("信息内容", "center"),
        ("行政规范性文件", "center"),
        ("行政事业性收费", "center"),
        ("1.属于国家秘密", "left"),
        ("（三）不予公开", "left"),
        ("三、本年度办理结果", "left"),
    ] {
        assert_eq!(side(words), expected, "{words}");
    }
}

#[test]
fn the_page_is_that_of_the_standard() {
    let bytes = docx(&litong(), Options::FINAL);
    let section = part(&bytes, "word/document.xml").all("w:sectPr")[0].clone();
    let tenths = |element: &Element, name: &str| {
        // Twips as tenths of a millimetre.
        (element.attribute(name).parse::<u32>().unwrap() * 254 + 720) / 1440
    };
    let (paper, margins) = (section.at(&["w:pgSz"]).unwrap(), section.at(&["w:pgMar"]).unwrap());
    assert_eq!((tenths(paper, "w:w"), tenths(paper, "w:h")), (2100, 2970));
    let sides = ["w:top", "w:right", "w:bottom", "w:left"].map(|side| tenths(margins, side));
    assert_eq!(sides, [370, 260, 350, 280]);
    let grid = section.at(&["w:docGrid"]).unwrap();
    assert_eq!((grid.attribute("w:type"), grid.attribute("w:linePitch")), ("lines", "579"));
    // 28 characters of 16 points, set closer by that much, take no more than the line; 29 would.
    let body = body(&litong());
    let prose = body.children.iter().find(|p| p.words().starts_with("本报告")).unwrap();
    let closer: i64 = prose.value(&["w:r", "w:rPr", "w:spacing"]).unwrap().parse().unwrap();
    let area = 11906 - 1587 - 1474;
    assert!(28 * (320 + closer) <= area && area < 29 * (320 + closer));
    // What is pasted takes the styles and none of that.
    assert!(part(&bytes, "word/styles.xml").all("w:rPr").iter().all(|set| set.at(&["w:spacing"]).is_none()));
    for (style, font, size) in [
        ("Title", "方正小标宋简体", "44"),
        ("Heading1", "黑体", "32"),
        ("Heading2", "楷体_GB2312", "32"),
        ("Footer", "宋体", "28"),
        ("TableText", "宋体", "21"),
    ] {
        let styles = part(&bytes, "word/styles.xml");
        let style_of = styles.all("w:style").into_iter().find(|s| s.attribute("w:styleId") == style).unwrap().clone();
        assert_eq!(style_of.at(&["w:rPr", "w:rFonts"]).unwrap().attribute("w:eastAsia"), font);
        assert_eq!(style_value(&bytes, style, &["w:rPr", "w:sz"]).as_deref(), Some(size), "{style}");
    }
    let defaults = part(&bytes, "word/styles.xml").all("w:rPrDefault")[0].clone();
    let fonts = defaults.at(&["w:rPr", "w:rFonts"]).unwrap();
    assert_eq!((fonts.attribute("w:eastAsia"), fonts.attribute("w:ascii")), ("仿宋_GB2312", "Times New Roman"));
    assert_eq!(defaults.at(&["w:rPr", "w:lang"]).unwrap().attribute("w:eastAsia"), "zh-CN");
}

#[test]
fn every_font_that_is_named_has_others_to_stand_in_for_it() {
    let bytes = docx(&litong(), Options::FINAL);
    let table = part(&bytes, "word/fontTable.xml");
    let fonts: BTreeMap<&str, &Element> = table.all("w:font").into_iter().map(|f| (f.attribute("w:name"), f)).collect();
    let styles = part(&bytes, "word/styles.xml");
    let mut named = BTreeSet::new();
    for font in styles.all("w:rFonts") {
        named.extend(["w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"].map(|name| font.attribute(name).to_string()));
    }
    named.remove("");
    assert!(named.len() > 4);
    for name in named {
        assert!(!fonts[name.as_str()].value(&["w:altName"]).unwrap().is_empty(), "{name}");
    }
}

#[test]
fn every_run_has_its_ambiguous_signs_set_in_chinese() {
    let runs = body(&litong());
    for run in runs.all("w:r").into_iter().filter(|run| run.at(&["w:br"]).is_none()) {
        assert_eq!(run.at(&["w:rPr", "w:rFonts"]).unwrap().attribute("w:hint"), "eastAsia");
        assert_eq!(run.at(&["w:t"]).unwrap().attribute("xml:space"), "preserve");
    }
}

#[test]
fn the_words_stand_in_order_in_the_styles_of_the_standard() {
    let body = body(&litong());
    let lines = lines(&body);
    let style = |words: &str| lines.iter().find(|(_, text)| text == words).unwrap_or_else(|| panic!("{words}")).0;
    assert_eq!(lines[0], ("Title", "利通区人民政府办公室".into()));
    assert_eq!(lines[1], ("Title", "2022年政府信息公开工作年度报告".into()));
    assert_eq!(style("一、总体情况"), "Heading1");
    assert_eq!(lines.iter().filter(|(style, _)| *style == "Heading1").count(), 6);
    assert_eq!(style("（二）依申请公开"), "Heading2");
    assert_eq!(style("（一）主动公开。公布各类信息两千余条，解读五十余期。"), "BodyText");
    assert_eq!(style("1.问题：个别栏目更新不够及时。"), "BodyText");
    let end: Vec<_> = lines.iter().rev().take(3).rev().cloned().collect();
    let closing = ["利通区人民政府办公室", "2023年1月16日"].map(|text| ("Signature", text.to_string()));
    assert_eq!(end, [vec![("BodyText", String::new())], closing.to_vec()].concat());
    // Both kinds of sub-headings are headings of their own, which Word lists beside the pages.
    let seconds = body.children.iter().filter(|p| p.value(&["w:pPr", "w:pStyle"]) == Some("Heading2"));
    let seconds: Vec<(String, bool)> =
        seconds.map(|p| (p.words(), p.at(&["w:pPr", "w:rPr", "w:specVanish"]).is_some())).collect();
    assert_eq!(seconds, [("（一）主动公开。".to_string(), true), ("（二）依申请公开".to_string(), false)]);
    let bytes = docx(&litong(), Options::FINAL);
    for (style, level) in [("Heading1", "0"), ("Heading2", "1")] {
        assert_eq!(style_value(&bytes, style, &["w:pPr", "w:outlineLvl"]).as_deref(), Some(level));
    }
    assert_eq!(style_value(&bytes, "Signature", &["w:pPr", "w:jc"]).as_deref(), Some("right"));
    for style in ["BodyText", "Heading1", "Heading2"] {
        let styles = part(&bytes, "word/styles.xml");
        let style = styles.all("w:style").into_iter().find(|s| s.attribute("w:styleId") == style).unwrap().clone();
        let indent = style.at(&["w:pPr", "w:ind"]).unwrap();
        assert_eq!((indent.attribute("w:firstLineChars"), indent.attribute("w:firstLine")), ("200", "640"));
    }
}

#[test]
fn a_draft_begins_with_its_mark_and_a_final_document_does_not() {
    let draft = part(&docx(&litong(), DRAFT), "word/document.xml").children.remove(0);
    assert_eq!(lines(&draft)[0], ("DraftMark", "草稿".into()));
    assert!(!body(&litong()).words().contains("草稿"));
}

#[test]
fn a_blank_form_has_a_line_to_write_on_in_every_chapter_without_a_table() {
    for edition in crate::sample::editions() {
        let report = Report::new(form(edition), None, None, Default::default());
        let body = body(&report);
        let below = |heading: &str| {
            let at = body.children.iter().position(|child| child.words() == heading).unwrap();
            (body.children[at + 1].name.as_str(), body.children[at + 1].value(&["w:pPr", "w:pStyle"]))
        };
        assert_eq!(below("一、总体情况"), ("w:p", Some("BodyText")));
        assert_eq!(below("二、主动公开政府信息情况"), ("w:tbl", None));
        assert!(
            body.all("w:tbl").iter().flat_map(|table| rectangles(table)).filter(|cell| cell.4.is_empty()).count() > 150
        );
    }
}

#[test]
fn the_same_report_gives_the_same_bytes_which_name_no_clock_machine_or_user() {
    let bytes = docx(&litong(), Options::FINAL);
    assert_eq!(bytes, docx(&litong(), Options::FINAL));
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    for index in 0..archive.len() {
        let file = archive.by_index(index).unwrap();
        assert_eq!(file.last_modified(), Some(zip::DateTime::default()), "{:?}", file.name());
    }
    let core = part(&bytes, "docProps/core.xml");
    let said: Vec<&str> = core.children.iter().map(|child| child.text.as_str()).collect();
    assert_eq!(said, ["利通区人民政府办公室2022年政府信息公开工作年度报告", "利通区人民政府办公室", "zh-CN"]);
    assert_eq!(part(&bytes, "docProps/app.xml").children.len(), 1);
}

#[test]
fn very_long_prose_is_all_there() {
    let mut report = litong();
    let long = "公开<|>`".repeat(25_000);
    report.set_text(Part::Chapter(0), long.clone());
    report.set_text(Part::Chapter(4), "段\n".repeat(25_000));
    let body = body(&report);
    let lines = lines(&body);
    assert!(lines.iter().any(|(_, words)| *words == long));
    assert_eq!(lines.iter().filter(|(_, words)| words == "段").count(), 25_000);
}

/// What the form prints, in order, between the prose.
fn headings(form: &Form) -> Vec<String> {
    form.definition().chapters.iter().map(|chapter| format!("{}、{}", chapter.numeral, chapter.heading)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_prose_is_it_comes_out_as_words_in_order(
        texts in prop::collection::vec("(\\PC|[\\x00-\\x20<>&\"'\\]（一）1.。\n]){0,40}", 8),
        agency in "(\\PC|[<>&]){0,12}",
    ) {
        let mut report = zeros("2021", 2022);
        report.agency = Some(agency);
        let parts: Vec<Part> = report.parts().collect();
        for (part, text) in parts.iter().zip(&texts) {
            report.set_text(*part, text.clone());
        }
        let body = body(&report);
        let words: Vec<String> = lines(&body).into_iter().map(|(_, words)| words).filter(|w| !w.is_empty()).collect();
        let mut expected: Vec<String> = paragraphs(report.agency.as_deref().unwrap()).collect();
        expected.push("2022年政府信息公开工作年度报告".into());
        expected.extend(paragraphs(report.text(Part::Preamble)));
        for (index, heading) in headings(report.form()).into_iter().enumerate() {
            expected.push(heading);
            expected.extend(paragraphs(report.text(Part::Chapter(index))));
        }
        expected.extend(paragraphs(report.text(Part::Closing)));
        prop_assert_eq!(words, expected);
    }
}
