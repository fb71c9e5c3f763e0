//! What an eye sees of the documents: grounds of banners, space around tables, lines of titles, what is printed of a
//! workbook, what is seen of a page on a telephone, and what an editor of the file finds.

use std::io::{Cursor, Read};

use gouji::domain::report::{Part, Report, Scope};
use gouji::domain::text::Lang;
use gouji::export::{Format, Moment, Options, export, render};
use scraper::{ElementRef, Html, Selector};

use crate::package::{part, parts};
use crate::sample::{editions, form, forms, litong, set, text, typefaces, zeros};

const PLAIN: Options<'_> = Options { plain_banners: true, ..Options::FINAL };

fn bytes(report: &Report, format: Format, options: Options<'_>) -> Vec<u8> {
    render(report, format, options, &forms()).unwrap()
}

fn all(text: &str) -> Selector {
    Selector::parse(text).unwrap()
}

/// The labels of a form that go through the whole width of their table.
fn banners(edition: &str) -> Vec<String> {
    let form = form(edition);
    let labels = (0..form.tables().len()).flat_map(|table| form.printed_labels(table).to_vec());
    labels.map(|label| label.text).filter(|text| text.starts_with("第二十条第")).collect()
}

#[test]
fn banners_are_light_blue_in_word_unless_that_is_turned_off() {
    for edition in editions() {
        let shaded = |options: Options<'_>| -> Vec<String> {
            let document = part(&bytes(&zeros(edition, 2022), Format::Docx, options), "word/document.xml");
            let cells = document.all("w:tc").into_iter();
            let shaded = cells.filter(|cell| {
                cell.at(&["w:tcPr", "w:shd"]).is_some_and(|shade| shade.attribute("w:fill") == "C6D9F1")
            });
            shaded.map(|cell| cell.words()).collect()
        };
        assert_eq!(shaded(Options::FINAL), banners(edition));
        assert!(shaded(Options::FINAL).len() >= 4);
        assert_eq!(shaded(PLAIN), Vec::<String>::new());
    }
}

#[test]
fn banners_are_light_blue_in_excel_unless_that_is_turned_off() {
    let colours = |options: Options<'_>| {
        let styles = part(&bytes(&litong(), Format::Xlsx, options), "xl/styles.xml");
        styles.all("fgColor").iter().filter(|colour| colour.attribute("rgb") == "FFC6D9F1").count()
    };
    assert_eq!((colours(Options::FINAL), colours(PLAIN)), (1, 0));
}

#[test]
fn banners_are_light_blue_on_web_pages_unless_that_is_turned_off() {
    let count = |options: Options<'_>, selector: &str| {
        let page = String::from_utf8(bytes(&litong(), Format::Html, options)).unwrap();
        Html::parse_document(&page).select(&all(selector)).count()
    };
    assert_eq!(count(Options::FINAL, "th.banner"), 4);
    assert_eq!(count(PLAIN, "th.banner"), 0);
    let [shaded, plain] = [Options::FINAL, PLAIN].map(|options| Options { fragment: true, ..options });
    assert_eq!(count(shaded, "th[bgcolor][style*='#C6D9F1']"), 4);
    assert_eq!(count(plain, "[bgcolor], [style*='#C6D9F1']"), 0);
}

/// The content of a PDF's pages.
fn content(pdf: &[u8]) -> String {
    let mut content = String::new();
    let mut rest = pdf;
    let find = |bytes: &[u8], word: &[u8]| bytes.windows(word.len()).position(|window| window == word);
    while let Some(at) = find(rest, b"stream\n") {
        rest = &rest[at + 7..];
        let end = find(rest, b"endstream").unwrap();
        let mut plain = Vec::new();
        if flate2::read::ZlibDecoder::new(Cursor::new(&rest[..end])).read_to_end(&mut plain).is_ok() {
            content.push_str(&String::from_utf8_lossy(&plain));
        }
        rest = &rest[end + 9..];
    }
    content
}

#[test]
fn banners_are_light_blue_in_a_pdf_unless_that_is_turned_off() {
    let Some(typefaces) = typefaces() else { return };
    let grounds = |options: Options<'_>| {
        let options = Options { typefaces: Some(typefaces), ..options };
        content(&bytes(&litong(), Format::Pdf, options)).matches("0.7764").count()
    };
    assert_eq!((grounds(Options::FINAL), grounds(PLAIN)), (1, 0));
}

#[test]
fn a_table_has_a_blank_lines_space_above_and_below() {
    let document = part(&bytes(&litong(), Format::Docx, Options::FINAL), "word/document.xml").children.remove(0);
    let spaced = |heading: &str| {
        let heading = document.children.iter().find(|child| child.words().starts_with(heading)).unwrap();
        let spacing = heading.at(&["w:pPr", "w:spacing"]);
        ["w:before", "w:after"].map(|side| spacing.is_some_and(|spacing| spacing.attribute(side) == "579"))
    };
    assert_eq!(spaced("一、"), [false, false]);
    assert_eq!(spaced("二、"), [false, true]);
    assert_eq!(spaced("三、收到"), [true, true]);
    assert_eq!(spaced("五、"), [true, false]);
    assert_eq!(spaced("六、"), [false, false]);
}

/// A report with the same figure in all cells of its table of requests.
fn requests(edition: &str, figure: &str) -> Report {
    let mut report = zeros(edition, 2022);
    let inputs: Vec<_> = report.form().inputs().map(|cell| report.form().cell(cell).name.clone()).collect();
    inputs.iter().filter(|name| name.starts_with("requests.")).for_each(|name| set(&mut report, name, figure));
    report
}

#[test]
fn no_label_beside_several_rows_leaves_one_character_alone() {
    for (edition, is_long) in editions().into_iter().flat_map(|edition| [(edition, false), (edition, true)]) {
        let form = form(edition);
        let report = if is_long { requests(edition, "3456") } else { zeros(edition, 2022) };
        let draft = Options { draft: is_long, ..Options::FINAL };
        let document = part(&bytes(&report, Format::Docx, draft), "word/document.xml");
        for (index, table) in document.all("w:tbl").into_iter().enumerate() {
            for label in form.printed_labels(index).iter().filter(|label| label.span.0 > 1 && label.span.1 == 1) {
                let cell = table.all("w:tc").into_iter().find(|cell| cell.words() == label.text).unwrap();
                let number = |path: &[&str], name: &str| -> u32 {
                    cell.at(path).map_or(0, |element| element.attribute(name).parse().unwrap_or(0))
                };
                let indent = ["w:left", "w:right"].map(|side| number(&["w:p", "w:pPr", "w:ind"], side));
                let inner = number(&["w:tcPr", "w:tcW"], "w:w") - 40 - indent[0] - indent[1];
                let lines = gouji::export::wrap::wrap(&label.text, (inner / 105) as usize);
                let last = gouji::export::wrap::width(lines.last().unwrap());
                assert!(lines.len() == 1 || last > 2, "{edition} {lines:?}");
            }
        }
    }
}

#[test]
fn no_head_of_a_column_in_a_workbook_leaves_one_character_alone() {
    // Columns as wide as three characters, of four that a head has.
    let draft = Options { draft: true, ..Options::FINAL };
    let strings = part(&bytes(&requests("2021", "34567"), Format::Xlsx, draft), "xl/sharedStrings.xml");
    let all: Vec<String> = strings.all("si").into_iter().map(|text| text.all("t")[0].text.clone()).collect();
    for head in ["商业\n企业", "科研\n机构", "自然人"] {
        assert!(all.iter().any(|text| text == head), "{head:?} in {all:?}");
    }
}

/// Names as they are, of many lengths.
const NAMES: [&str; 5] = [
    "利通区人民政府办公室",
    "内蒙古自治区锡林郭勒盟正蓝旗人民政府办公室",
    "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县人民政府",
    "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县爱新色里镇人民政府党政综合办公室",
    "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县经济技术开发区管理委员会住房和城乡建设局综合行政执法大队办公室",
];

#[test]
fn a_title_of_any_length_reads_back_from_every_format() {
    for name in NAMES {
        let mut report = litong();
        report.agency = Some(name.into());
        for format in Format::ALL {
            let typefaces = if format == Format::Pdf { typefaces() } else { None };
            if format == Format::Pdf && typefaces.is_none() {
                continue;
            }
            for fragment in [false, true] {
                let options = Options { typefaces, fragment, ..Options::FINAL };
                let exported = export(&report, format, options, &forms());
                let problem = exported.err().map(|error| error.message(report.form(), Lang::En));
                assert_eq!(problem, None, "{format:?} {name}");
            }
        }
    }
}

#[test]
fn a_long_name_is_broken_by_sense_in_word_and_excel() {
    let mut report = litong();
    report.agency = Some(NAMES[1].into());
    let document = part(&bytes(&report, Format::Docx, Options::FINAL), "word/document.xml");
    let title = document.all("w:p")[0].clone();
    let runs: Vec<String> = title.all("w:r").into_iter().map(|run| run.words()).collect();
    assert_eq!(runs, ["内蒙古自治区锡林郭勒盟", "", "正蓝旗人民政府办公室"]);
    assert_eq!(title.all("w:br").len(), 1);
    let strings = part(&bytes(&report, Format::Xlsx, Options::FINAL), "xl/sharedStrings.xml");
    let strings: Vec<String> = strings.all("si").into_iter().map(|text| text.all("t")[0].text.clone()).collect();
    assert_eq!(strings[..2], ["内蒙古自治区锡林郭勒盟", "\u{2060}正蓝旗人民政府办公室"]);
    let page = text(&report, Format::Html);
    assert!(page.contains("正蓝旗<wbr>人民政府<wbr>办公室"));
}

/// A name of 60 characters, of which the last ones are names too.
const LONGEST: &str = "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县爱新色里镇产业园区管理委员会住房和城乡建设局综合行政执法大队后勤办公室";

#[test]
fn names_of_8_to_60_characters_make_titles_of_three_lines_at_most_without_a_lonely_character() {
    use gouji::export::wrap::width;
    let all: Vec<char> = LONGEST.chars().collect();
    assert_eq!(all.len(), 60);
    // 156 millimetres in points, which a cell of a workbook has less its margins.
    let is_sound = |what: &str, name: &str, lines: &[String], points: f64, room: f64| {
        assert_eq!(lines[..lines.len() - 1].concat(), name, "{what}");
        assert!((2..=3).contains(&lines.len()), "{what} {lines:?}");
        for line in lines {
            assert!(line.chars().count() > 3, "{what} {lines:?}");
            assert!(width(line) as f64 / 2.0 * points <= room, "{what} {points} {lines:?}");
        }
    };
    for count in 8..=60 {
        let name: String = all[60 - count..].iter().collect();
        let mut report = litong();
        report.agency = Some(name.clone());
        let document = part(&bytes(&report, Format::Docx, Options::FINAL), "word/document.xml");
        let titles: Vec<_> = document.all("w:p").into_iter().take(2).collect();
        let size = titles[0].all("w:sz").first().map_or(44.0, |size| size.attribute("w:val").parse().unwrap());
        let runs = titles.iter().flat_map(|title| title.all("w:r").into_iter().map(|run| run.words()));
        let lines: Vec<String> = runs.filter(|line| !line.is_empty()).collect();
        is_sound("docx", &name, &lines, size / 2.0, 442.3);

        let workbook = bytes(&report, Format::Xlsx, Options::FINAL);
        let strings = part(&workbook, "xl/sharedStrings.xml");
        let all: Vec<String> = strings.all("si").into_iter().map(|text| text.all("t")[0].text.clone()).collect();
        let end = all.iter().position(|text| text.contains("年政府信息公开工作年度报告")).unwrap();
        let lines: Vec<String> = all[..=end].iter().map(|line| line.replace('\u{2060}', "")).collect();
        is_sound("xlsx", &name, &lines, size / 2.0, 442.3);
        // The last row of the title has the space of a line below it.
        let sheet = part(&workbook, "xl/worksheets/sheet1.xml");
        let heights: Vec<f64> =
            sheet.all("row").into_iter().map(|row| row.attribute("ht").parse().unwrap()).take(end + 1).collect();
        assert!(heights[end] >= heights[0] + 28.0 && heights[..end].iter().all(|height| *height == heights[0]));

        // A browser balances the lines; they end at seams, behind which no single character stands.
        let pieces = gouji::export::title::pieces(&name);
        assert!(pieces.iter().skip(1).all(|piece| piece.chars().count() > 1), "{pieces:?}");
    }
}

/// The parts of a workbook's sheets, and the names defined in it.
fn sheets(report: &Report) -> (Vec<crate::package::Element>, Vec<(String, String)>) {
    let bytes = bytes(report, Format::Xlsx, Options::FINAL);
    let sheets = parts(&bytes).into_iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet"));
    let sheets = sheets.map(|(_, text)| crate::package::tree(&text)).collect();
    let names = part(&bytes, "xl/workbook.xml");
    let names = names.all("definedName").into_iter().map(|name| (name.attribute("name").into(), name.text.clone()));
    (sheets, names.collect())
}

#[test]
fn every_sheet_has_an_area_that_is_printed_and_checks_stand_outside() {
    let (sheets, names) = sheets(&litong());
    let areas: Vec<&String> =
        names.iter().filter(|(name, _)| name == "_xlnm.Print_Area").map(|(_, area)| area).collect();
    assert_eq!(areas.len(), sheets.len());
    let requests = areas.iter().find(|area| area.contains("申请")).unwrap();
    assert!(requests.ends_with("$A$1:$J$30"), "{requests}");
    assert!(names.iter().any(|(name, rows)| name == "_xlnm.Print_Titles" && rows.ends_with("$3:$5")), "{names:?}");
}

#[test]
fn no_heading_of_a_workbook_stands_alone_at_the_foot_of_a_page() {
    const PAGE: f64 = 637.0;
    // Wherever the page ends, down to the last line before it.
    for lines in 15..30 {
        let mut report = litong();
        report.set_text(Part::Chapter(4), vec!["一段。"; lines].join("\n"));
        let (sheets, _) = sheets(&report);
        let sheet = sheets.last().unwrap();
        assert!(sheet.at(&["sheetPr", "pageSetUpPr"]).is_none(), "Excel heeds no page ends where it fits to pages");
        let breaks: Vec<usize> = sheet.all("brk").iter().map(|brk| brk.attribute("id").parse().unwrap()).collect();
        let heights: Vec<f64> = sheet.all("row").iter().map(|row| row.attribute("ht").parse().unwrap()).collect();
        let (mut used, mut ends) = (0.0, Vec::new());
        for (row, height) in heights.iter().enumerate() {
            if breaks.contains(&row) || used + height > PAGE {
                ends.push(row);
                used = 0.0;
            }
            used += height;
        }
        let heading = lines + 1;
        assert!(!ends.contains(&(heading + 1)), "{lines} lines: {ends:?}");
    }
}

#[test]
fn labels_of_a_web_page_stay_in_sight_on_a_telephone() {
    let source = text(&litong(), Format::Html);
    let page = Html::parse_document(&source);
    let [heads, columns, tables] = ["#requests th", "#requests col", ".wide table"].map(all);
    let cell = |words: &str| {
        let mut cells = page.select(&heads).filter(|cell| cell.text().collect::<String>() == words);
        cells.next().unwrap_or_else(|| panic!("{words}"))
    };
    let stays = |cell: ElementRef<'_>| cell.value().classes().any(|class| class == "stay");
    for words in ["一、本年新收政府信息公开申请数量", "三、本年度办理结果", "（三）不予公开", "1.属于国家秘密"]
    {
        assert!(stays(cell(words)), "{words}");
    }
    assert!(!stays(cell("自然人")) && !stays(cell("申请人情况")));
    assert_eq!(cell("1.属于国家秘密").value().attr("style"), Some("--left:var(--left2)"));
    // Labels and the first figures fit a screen of 320 pixels, 288 of which are the table's, in letters of 12.
    let columns = page.select(&columns).map(|col| col.value().attr("style").unwrap().to_string());
    let narrow: Vec<f64> =
        columns.map(|style| style.split("--narrow:").nth(1).unwrap().trim_end_matches("em").parse().unwrap()).collect();
    assert!(narrow[..5].iter().sum::<f64>() * 12.0 < 288.0, "{narrow:?}");
    let frames = page.select(&tables).map(|table| table.value().attr("id").unwrap().to_string());
    assert_eq!(frames.collect::<Vec<_>>(), ["requests", "disputes"]);
}

#[test]
fn a_text_for_windows_has_its_mark_and_line_ends_and_reads_back() {
    let options = Options { windows_text: true, ..Options::FINAL };
    let windows = String::from_utf8(export(&litong(), Format::Txt, options, &forms()).unwrap()).unwrap();
    let unix = text(&litong(), Format::Txt);
    assert!(!unix.contains(['\r', '\u{FEFF}']));
    assert_eq!(windows, format!("\u{FEFF}{}", unix.replace('\n', "\r\n")));
}

#[test]
fn dates_are_those_that_were_given_and_none_where_none_was() {
    let made = Moment { year: 2026, month: 1, day: 28, hour: 9, minute: 5, second: 0 };
    let dated = Options { made: Some(made), ..Options::FINAL };
    let dates = |options: Options<'_>, format: Format| -> Vec<String> {
        let core = part(&bytes(&litong(), format, options), "docProps/core.xml");
        let dates = core.children.iter().filter(|child| child.name.starts_with("dcterms:"));
        dates.map(|date| date.text.clone()).collect()
    };
    assert_eq!(dates(dated, Format::Docx), ["2026-01-28T09:05:00Z"; 2]);
    assert_eq!(dates(Options::FINAL, Format::Docx), Vec::<String>::new());
    assert_eq!(dates(dated, Format::Xlsx), ["2026-01-28T09:05:00Z"; 2]);
    let Some(typefaces) = typefaces() else { return };
    let pdf = bytes(&litong(), Format::Pdf, Options { typefaces: Some(typefaces), ..dated });
    let pdf = String::from_utf8_lossy(&pdf);
    assert!(pdf.contains("20260128090500") && !pdf.contains("/Suspects") && pdf.contains("/Marked true"));
}

#[test]
fn room_to_write_a_name_on_is_no_author_and_no_title() {
    let blank = Report::new(form("2021"), None, None, Scope::Own);
    let core = part(&bytes(&blank, Format::Docx, Options { blank: true, ..Options::FINAL }), "docProps/core.xml");
    let said: Vec<(String, String)> =
        core.children.iter().map(|child| (child.name.clone(), child.text.clone())).collect();
    assert_eq!(
        said,
        [
            ("dc:title".to_string(), "政府信息公开工作年度报告".to_string()),
            ("dc:language".to_string(), "zh-CN".to_string()),
        ]
    );
}

#[test]
fn a_document_of_ours_filled_as_a_form_has_no_headings_of_last_year() {
    let mut last = litong();
    last.year = Some(2021);
    let form = bytes(&last, Format::Docx, Options::FINAL);
    let mut report = zeros("2021", 2022);
    set(&mut report, "requests.new.natural_person", "3");
    set(&mut report, "requests.granted.natural_person", "3");
    report.set_text(Part::Chapter(0), "（一）今年的事。办了三件。".into());
    report.set_text(Part::Chapter(4), "没有别的。".into());
    report.set_text(Part::Chapter(5), "没有。".into());
    let options = Options { template: Some(&form), ..Options::FINAL };
    let filled = export(&report, Format::Docx, options, &forms());
    let filled = filled.unwrap_or_else(|error| panic!("{}", error.message(report.form(), Lang::En)));
    let words = part(&filled, "word/document.xml").words();
    assert!(words.contains("（一）今年的事。办了三件。") && !words.contains("主动公开。"), "{words}");
}
