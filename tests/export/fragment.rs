//! The piece of a web page for a portal's editor: nothing that editors throw away, the official grid, heads that say what
//! they head, and every cell read back.

use gouji::domain::report::{Part, Report};
use gouji::domain::text::Lang;
use gouji::export::{Format, Options, export, render};
use proptest::prelude::*;
use scraper::{ElementRef, Html, Selector};

use crate::geometry::{dom_rectangles, expected, figured};
use crate::sample::{form, forms, litong, set, zeros};

const FRAGMENT: Options<'_> = Options { fragment: true, ..Options::FINAL };
const DRAFT: Options<'_> = Options { fragment: true, draft: true, ..Options::FINAL };

fn fragment(report: &Report, options: Options<'_>) -> String {
    String::from_utf8(render(report, Format::Html, options, &forms()).unwrap()).unwrap()
}

fn all(text: &str) -> Selector {
    Selector::parse(text).unwrap()
}

#[test]
fn a_fragment_is_no_page_and_has_nothing_that_an_editor_throws_away() {
    let source = fragment(&litong(), DRAFT);
    for word in ["<!DOCTYPE", "<html", "<head", "<body", "<main", "<style", "<script", "<section", "<footer"] {
        assert!(!source.contains(word), "{word}");
    }
    let page = Html::parse_fragment(&source);
    const KEPT: [&str; 10] =
        ["align", "bgcolor", "border", "cellpadding", "cellspacing", "colspan", "rowspan", "scope", "style", "width"];
    for element in page.select(&all("*")).filter(|element| element.value().name() != "html") {
        for (name, value) in element.value().attrs() {
            assert!(KEPT.contains(&name), "{name} of {}", element.value().name());
            assert!(name != "style" || !value.contains("url("), "{value}");
        }
    }
}

#[test]
fn a_fragment_has_the_official_grid_of_either_edition() {
    for edition in crate::sample::editions() {
        let report = figured(edition);
        let page = Html::parse_fragment(&fragment(&report, FRAGMENT));
        let selector = all("table");
        let tables: Vec<ElementRef<'_>> = page.select(&selector).collect();
        assert_eq!(tables.len(), report.form().tables().len());
        for (index, table) in tables.into_iter().enumerate() {
            assert_eq!(dom_rectangles(table), expected(&report, index), "{edition} table {index}");
            assert_eq!(table.value().attr("border"), Some("1"));
            assert_eq!(table.select(&all("tbody")).count(), 1);
            let caption = table.select(&all("caption")).next().unwrap().text().collect::<String>();
            assert!(page.select(&all("h3")).any(|heading| heading.text().collect::<String>().ends_with(&caption)));
            for cell in table.select(&all("th, td")) {
                let style = cell.select(&all("p")).next().unwrap().value().attr("style").unwrap();
                assert!(style.contains("text-indent:0"), "the portal's indent would come into the cell");
                assert!(
                    cell.value().name() == "th"
                        || style.contains("text-align:center")
                        || cell.value().attr("rowspan") == Some("3")
                );
            }
        }
    }
}

#[test]
fn every_figure_of_a_fragment_has_heads_above_or_beside_it() {
    let page = Html::parse_fragment(&fragment(&litong(), FRAGMENT));
    let scope = |label: &str| {
        let heads = page.select(&all("th")).find(|cell| cell.text().collect::<String>() == label);
        heads.unwrap_or_else(|| panic!("{label}")).value().attr("scope").unwrap().to_string()
    };
    for (label, expected) in [
        ("第二十条第（一）项", "col"),
        ("本年制发件数", "col"),
        ("行政许可", "row"),
        ("申请人情况", "col"),
        ("商业企业", "col"),
        ("三、本年度办理结果", "row"),
        ("（三）不予公开", "row"),
        ("1.属于国家秘密", "row"),
        ("行政诉讼", "col"),
        ("复议后起诉", "col"),
    ] {
        assert_eq!(scope(label), expected, "{label}");
    }
}

#[test]
fn last_years_figure_stands_below_this_years_in_grey_and_does_not_come_into_the_figure() {
    let mut last = figured("2021");
    set(&mut last, "requests.new.natural_person", "12");
    for options in [FRAGMENT, Options::FINAL] {
        let options = Options { last_year: Some(&last), ..options };
        let page = Html::parse_fragment(&fragment(&litong(), options));
        let remark = page.select(&all("td > p + p, td > small")).next().unwrap();
        assert!(remark.text().collect::<String>().starts_with("（上年"));
        let cell = |cell: ElementRef<'_>| cell.text().collect::<String>();
        assert!(page.select(&all("td")).any(|td| cell(td) == "7（上年12）"));
        assert_eq!(reads_back(&litong(), options), Ok(()));
    }
}

#[test]
fn words_of_a_report_never_become_markup_of_a_fragment() {
    let mut report = litong();
    report.agency = Some("<script>alert(1)</script>\"'&amp;".into());
    let hostile = "</td></table><h3>二、</h3> & <b onclick=\"x\">粗</b>\n（一）<style>*{}</style>";
    let parts: Vec<Part> = report.parts().collect();
    parts.iter().for_each(|&part| drop(report.set_text(part, hostile.into())));
    let page = Html::parse_fragment(&fragment(&report, FRAGMENT));
    let texts = |selector: &str| page.select(&all(selector)).map(|e| e.text().collect::<String>()).collect::<Vec<_>>();
    assert_eq!(texts("script, style, b, [onclick]"), Vec::<String>::new());
    assert_eq!(texts("h2")[0], "<script>alert(1)</script>\"'&amp;");
    assert_eq!(texts("h3").len(), 6);
    let prose: Vec<String> = page
        .select(&all("p"))
        .filter(|p| p.ancestors().filter_map(ElementRef::wrap).all(|e| e.value().name() != "table"))
        .map(|p| p.text().collect())
        .collect();
    assert_eq!(prose.join("\n"), [hostile; 8].join("\n"));
}

fn reads_back(report: &Report, options: Options<'_>) -> Result<(), String> {
    export(report, Format::Html, options, &forms()).map(drop).map_err(|error| error.message(report.form(), Lang::En))
}

#[test]
fn a_fragment_reads_back_with_all_cells_and_words() {
    let mut hostile = litong();
    let text = "二、主动公开政府信息情况\n（一）予以公开\n1.属于国家秘密 5\n自然人 | 总计\n<table>\n2023年1月16日";
    let parts: Vec<Part> = hostile.parts().collect();
    parts.iter().for_each(|&part| drop(hostile.set_text(part, text.into())));
    let mut printed = litong();
    set(&mut printed, "requests.new.total", "8");
    set(&mut printed, "requests.handled.total", "/");
    assert_eq!(reads_back(&litong(), FRAGMENT), Ok(()));
    for report in [litong(), hostile, printed, zeros("2019", 2020)] {
        assert_eq!(reads_back(&report, DRAFT), Ok(()));
    }
    for edition in crate::sample::editions() {
        let blank = Report::new(form(edition), None, Some(2022), Default::default());
        assert_eq!(reads_back(&blank, DRAFT), Ok(()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_prose_and_figures_read_back_from_a_fragment(
        texts in prop::collection::vec("([一-龥]|[<>&\"'|#（一）1.。、年月日\n\t 　0-9a-z]){0,30}", 8),
        figures in prop::collection::vec("(0|/|[1-9][0-9]{0,16})", 6),
    ) {
        let mut report = zeros("2021", 2022);
        let parts: Vec<Part> = report.parts().collect();
        parts.iter().zip(&texts).for_each(|(&part, text)| drop(report.set_text(part, text.trim_end_matches('\n').into())));
        let rows = ["new", "carried_in", "granted", "denied_state_secret", "other_other", "carried_out"];
        for (row, figure) in rows.iter().zip(&figures) {
            set(&mut report, &format!("requests.{row}.natural_person"), figure);
        }
        prop_assert_eq!(reads_back(&report, DRAFT), Ok(()));
    }
}

#[test]
fn what_an_editor_leaves_of_a_fragment_is_still_the_table() {
    let whole = fragment(&litong(), FRAGMENT);
    // As filters of portals do: styles go, and so do elements that they do not know.
    let styles = without(&whole, " style=\"", '"');
    let bare = ["<colgroup>", "</colgroup>", "<wbr>"].iter().fold(styles, |text, tag| text.replace(tag, ""));
    assert!(!bare.contains("style"));
    // Of a style that hides, a filter may leave any part.
    for word in ["position:", "width:1px", "height:1px", "clip"] {
        assert!(!whole.contains(word), "{word}");
    }
    let page = Html::parse_fragment(&bare);
    let report = litong();
    for (index, table) in page.select(&all("table")).enumerate() {
        assert_eq!(dom_rectangles(table), expected(&report, index));
        let said = ["border", "cellspacing", "width"].map(|name| table.value().attr(name));
        assert_eq!(said, [Some("1"), Some("0"), Some("100%")]);
        for cell in table.select(&all("td")).filter(|cell| cell.value().attr("rowspan") != Some("3")) {
            assert_eq!(cell.value().attr("align"), Some("center"), "figures");
        }
    }
    let selector = all("th[bgcolor='#C6D9F1']");
    let shaded = page.select(&selector).map(|cell| cell.text().collect::<String>());
    assert_eq!(shaded.filter(|text| text.starts_with("第二十条第")).count(), 4);
    let read = gouji::import::read(bare.as_bytes(), &forms(), gouji::import::Options::default()).unwrap();
    assert_eq!(read.agency.as_deref(), Some("利通区人民政府办公室"));
    let figures = read.figures.iter().filter(|figure| !figure.figure.is_unfilled()).count();
    assert_eq!(figures, report.form().cells().count());
}

/// A text without what begins so and goes on to a sign.
fn without(text: &str, begins: &str, ends: char) -> String {
    let mut pieces = text.split(begins);
    let first = pieces.next().unwrap_or_default().to_string();
    pieces.fold(first, |text, piece| text + piece.split_once(ends).map_or(piece, |(_, rest)| rest))
}
