//! Forms whose cells would not show a figure as it is: by their number formats, their letters, their conditions or their
//! width. What is seen in a filled form is the figure, and looks that show it stay.

use gouji::domain::form::CellId;
use gouji::domain::report::{Part, Report};
use gouji::domain::text::Lang;
use gouji::export::{self, Options, export};
use gouji::import::{Options as Reading, read};
use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatDataBar, ConditionalFormatFormula,
    Format, FormatScript, FormatUnderline, Worksheet,
};

use crate::handmade::{Habits, document, docx, package};
use crate::sample::{distinct, form, forms, set, zeros};
use crate::template_xlsx::{Finish, Made, SHEET, TITLE, blank, fill, made_in, no, stands, text, usual_look, with};

fn looking(look: &Format, finish: Finish<'_>) -> Made {
    made_in(&form("2021"), TITLE, &blank, &no, look, finish)
}

fn nothing(_: &mut Worksheet, _: &[(CellId, u32, u16)]) {}

/// A report of different figures, every third of which is 0.
fn mixed() -> Report {
    let mut report = distinct();
    let name = |cell: CellId| report.form().cell(cell).name.clone();
    let some: Vec<String> = report.form().inputs().step_by(3).map(name).collect();
    some.iter().for_each(|name| set(&mut report, name, "0"));
    report
}

fn widen(sheet: &mut Worksheet, width: u32) {
    for column in 0..20 {
        sheet.set_column_width(column, width).unwrap();
    }
}

/// The style of a cell, as it is written.
fn style(bytes: &[u8], (row, column): (u32, u16)) -> String {
    let name = format!("<c r=\"{}{}\"", char::from(b'A' + u8::try_from(column).unwrap()), row + 1);
    let sheet = text(bytes, SHEET);
    let cell = sheet.split_once(&name).unwrap().1.split('>').next().unwrap();
    cell.split_once(" s=\"").unwrap().1.split('"').next().unwrap().parse::<usize>().unwrap().to_string()
}

/// The format of a style, and its font.
fn described(bytes: &[u8], style: &str) -> (String, String) {
    let styles = text(bytes, "xl/styles.xml");
    let of = |group: &str, tag: &str, number: usize| {
        let all = styles.split_once(&format!("<{group} ")).unwrap().1.split(&format!("</{group}>")).next().unwrap();
        let all =
            all.replace(&format!("<{tag} "), &format!("\n<{tag} ")).replace(&format!("<{tag}>"), &format!("\n<{tag}>"));
        all.lines().skip(1).nth(number).unwrap().to_string()
    };
    let format = of("cellXfs", "xf", style.parse().unwrap());
    let font = format.split_once("fontId=\"").unwrap().1.split('"').next().unwrap().parse().unwrap();
    (format, of("fonts", "font", font))
}

/// What a reader sees in the filled form is the report.
#[track_caller]
fn is_seen(report: &Report, made: &Made) -> Vec<u8> {
    let bytes = fill(report, &made.bytes);
    stands(report, made, &bytes);
    let read = read(&bytes, &forms(), Reading { just_written: true, ..Reading::default() }).unwrap().into_report();
    for cell in report.form().inputs() {
        let (read, own) = (read.entries()[cell.index()].figure(), report.entries()[cell.index()].figure());
        assert_eq!(read, own, "{}", report.form().cell(cell).name);
    }
    bytes
}

#[test]
fn a_figure_is_seen_whatever_number_format_its_cell_has() {
    let codes = [
        "yyyy\"年\"m\"月\"d\"日\"",
        "m/d",
        "h:mm",
        "0%",
        "0.00%",
        ";;;",
        "0;-0;;@",
        "0.0,\"万\"",
        "0!.0,\"万\"",
        "#,##0,",
        "[White]0",
        "[=0]\"\";0",
        "\"无\"",
        "[DBNum1]0",
    ];
    for code in codes {
        let made = looking(&usual_look().set_num_format(code), &nothing);
        let bytes = is_seen(&mixed(), &made);
        let (_, row, column) = made.places[0];
        let (format, font) = described(&bytes, &style(&bytes, (row, column)));
        assert!(font.contains("<b/>") && !format.contains("borderId=\"0\""), "{code}: {format} {font}");
    }
}

#[test]
fn number_formats_that_show_a_figure_stay() {
    for code in ["@", "0", "#,##0", "0.00####", "_ * #,##0.######_ ;_ * -#,##0.######_ ;_ * \"-\"??_ ;_ @_ ", "0\"件\""]
    {
        let wide = |sheet: &mut Worksheet, _: &[(CellId, u32, u16)]| {
            widen(sheet, 20);
        };
        let made = looking(&usual_look().set_num_format(code), &wide);
        let bytes = is_seen(&mixed(), &made);
        for &(_, row, column) in &made.places {
            let (new, old) = (style(&bytes, (row, column)), style(&made.bytes, (row, column)));
            assert_eq!(new, old, "{code}: {}", described(&bytes, &new).0);
        }
    }
}

#[test]
fn letters_that_hide_a_figure_are_not_inherited() {
    let looks = [
        ("strike", usual_look().set_font_strikethrough()),
        ("superscript", usual_look().set_font_script(FormatScript::Superscript)),
        ("subscript", usual_look().set_font_script(FormatScript::Subscript)),
        ("FFFFFFFF", usual_look().set_font_color(Color::White)),
        ("FF000000", usual_look().set_font_color(Color::Black).set_background_color(Color::Black)),
        ("<sz val=\"1\"", usual_look().set_font_size(1)),
        ("theme=\"0\"", usual_look().set_font_color(Color::Theme(0, 0)).set_num_format("0%")),
    ];
    for (mark, look) in looks {
        let made = looking(&look, &nothing);
        let (_, row, column) = made.places[0];
        assert!(described(&made.bytes, &style(&made.bytes, (row, column))).1.contains(mark), "{mark}");
        let bytes = is_seen(&mixed(), &made);
        let font = described(&bytes, &style(&bytes, (row, column))).1;
        assert!(!font.contains(mark) && font.contains("<b/>"), "{mark}: {font}");
    }
}

#[test]
fn letters_that_show_a_figure_stay() {
    let looks = [
        usual_look().set_font_color(Color::White).set_background_color(Color::Navy),
        usual_look().set_font_color(Color::Red).set_italic().set_underline(FormatUnderline::Single),
    ];
    for look in looks {
        let made = looking(&look, &nothing);
        let bytes = is_seen(&zeros("2021", 2022), &made);
        for &(_, row, column) in &made.places {
            assert_eq!(style(&bytes, (row, column)), style(&made.bytes, (row, column)));
        }
    }
}

#[test]
fn conditions_that_hide_a_figure_go_and_others_stay() {
    let white = || Format::new().set_font_color(Color::White);
    let finish = |sheet: &mut Worksheet, places: &[(CellId, u32, u16)]| {
        for &(_, row, column) in &places[..6] {
            let rules = [
                (ConditionalFormatCellRule::EqualTo(0), white()),
                (ConditionalFormatCellRule::GreaterThan(100), Format::new().set_num_format("0.0,\"万\"")),
                (ConditionalFormatCellRule::GreaterThan(5), Format::new().set_background_color(Color::Yellow)),
            ];
            for (rule, look) in rules {
                let condition = ConditionalFormatCell::new().set_rule(rule).set_format(look);
                sheet.add_conditional_format(row, column, row, column, &condition).unwrap();
            }
            // Nobody can tell whether another sheet's cell says so.
            let formula = ConditionalFormatFormula::new().set_rule("=Sheet2!$A$1=1").set_format(white());
            sheet.add_conditional_format(row, column, row, column, &formula).unwrap();
        }
        let (_, row, column) = places[6];
        let bar = ConditionalFormatDataBar::new().set_bar_only(true);
        sheet.add_conditional_format(row, column, row, column, &bar).unwrap();
    };
    let made = looking(&usual_look(), &finish);
    let report = mixed();
    let figure = |cell: &CellId| report.entries()[cell.index()].figure().to_string();
    let big = |figure: &str| figure.parse::<u64>().is_ok_and(|figure| figure > 100);
    assert!(made.places[..6].iter().any(|(cell, ..)| big(&figure(cell))));
    let sheet = text(&is_seen(&report, &made), SHEET);
    assert_eq!(sheet.matches("<formula>5</formula>").count(), 6);
    assert!(!sheet.contains("Sheet2!$A$1=1") && !sheet.contains("showValue"));
    let before = text(&made.bytes, SHEET);
    assert!(before.contains("Sheet2!$A$1=1") && before.contains("showValue"));
    let zeros = made.places[..6].iter().filter(|(cell, ..)| figure(cell) == "0");
    assert_eq!(sheet.matches("operator=\"equal\"").count(), 6 - zeros.count());
}

#[test]
fn a_sheet_that_hides_zeros_shows_them() {
    let finish = |sheet: &mut Worksheet, _: &[(CellId, u32, u16)]| {
        sheet.set_zoom(90);
    };
    let mut made = looking(&usual_look(), &finish);
    made.bytes = with(&made.bytes, SHEET, |xml| xml.replace("<sheetView ", "<sheetView showZeros=\"0\" "));
    assert!(text(&made.bytes, SHEET).contains("showZeros"));
    is_seen(&zeros("2021", 2022), &made);
}

#[test]
fn figures_too_long_for_their_column_get_smaller_and_others_do_not() {
    let narrow = |sheet: &mut Worksheet, _: &[(CellId, u32, u16)]| {
        widen(sheet, 5);
    };
    for look in [usual_look(), usual_look().set_text_wrap(), usual_look().set_font_size(16)] {
        let made = looking(&look, &narrow);
        let mut report = zeros("2021", 2022);
        set(&mut report, "requests.new.natural_person", "123456");
        set(&mut report, "requests.granted.natural_person", "123456");
        let bytes = is_seen(&report, &made);
        let of = |name: &str| {
            let cell = report.form().find(name).unwrap();
            let &(_, row, column) = made.places.iter().find(|(other, ..)| *other == cell).unwrap();
            described(&bytes, &style(&bytes, (row, column))).0
        };
        for long in ["requests.new.natural_person", "requests.granted.natural_person", "requests.new.total"] {
            let format = of(long);
            assert!(format.contains("shrinkToFit=\"1\"") && !format.contains("wrapText=\"1\""), "{format}");
        }
        assert!(!of("requests.new.enterprise").contains("shrinkToFit"));
    }
    let mut wide = zeros("2021", 2022);
    set(&mut wide, "requests.new.natural_person", "1234");
    let made = looking(&usual_look(), &narrow);
    assert!(!text(&fill(&wide, &made.bytes), "xl/styles.xml").contains("shrinkToFit"));
}

/// A Word form of which all paragraphs have a style that looks so.
fn styled(properties: &str, figure: &dyn Fn(CellId) -> String) -> Vec<u8> {
    let prose = |chapter| if chapter == 0 { vec!["（此处填写文字说明）".to_string()] } else { Vec::new() };
    let xml = document(&form("2021"), &["2022年政府信息公开工作年度报告"], Habits::default(), &prose, figure);
    // The labels and headings are seen as they are.
    let named = "<w:pPr><w:pStyle w:val=\"S\"/><w:jc w:val=\"center\"/>";
    let xml = xml.replace("<w:pPr><w:jc w:val=\"center\"/>", named);
    let (head, room) = xml.split_once("（此处填写").unwrap();
    let at = head.rfind("<w:pPr>").unwrap() + "<w:pPr>".len();
    let xml = format!("{}<w:pStyle w:val=\"S\"/>{}（此处填写{room}", &head[..at], &head[at..]);
    let styles = format!(
        "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:style w:type=\"paragraph\" w:styleId=\"B\"><w:rPr>{properties}</w:rPr></w:style><w:style w:type=\"paragraph\" w:styleId=\"S\"><w:basedOn w:val=\"B\"/></w:style></w:styles>"
    );
    let mut parts = crate::template_xlsx::parts(&docx(&xml));
    parts.push(("word/styles.xml".into(), styles.into_bytes()));
    package(&parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>())
}

#[test]
fn looks_of_a_paragraphs_style_that_hide_words_are_lifted_from_what_is_written() {
    let looks = [
        "<w:strike/>",
        "<w:dstrike/>",
        "<w:vanish/>",
        "<w:color w:val=\"FFFFFF\"/>",
        "<w:vertAlign w:val=\"superscript\"/>",
        "<w:position w:val=\"12\"/>",
        "<w:w w:val=\"1\"/>",
        "<w:strike/><w:vanish/><w:vertAlign w:val=\"subscript\"/>",
    ];
    for look in looks {
        for figure in [&blank as &dyn Fn(CellId) -> String, &|_| "17".into()] {
            let template = styled(look, figure);
            let options = Options { draft: true, template: Some(&template), ..Options::FINAL };
            let report = mixed();
            let bytes = export(&report, export::Format::Docx, options, &forms())
                .unwrap_or_else(|error| panic!("{look}: {}", error.message(report.form(), Lang::En)));
            let read = read(&bytes, &forms(), Reading::default()).unwrap().into_report();
            assert_eq!(read.text(Part::Chapter(0)), report.text(Part::Chapter(0)), "{look}");
            let xml = text(&bytes, "word/document.xml");
            let run = xml.split("<w:r>").find(|run| run.contains("<w:t>101</w:t>")).unwrap();
            assert!(run.contains("w:ascii=\"Arial\""), "{look}: {run}");
        }
    }
    // What shows words is left to the style.
    let template = styled("<w:b/><w:color w:val=\"FF0000\"/>", &blank);
    let options = Options { draft: true, template: Some(&template), ..Options::FINAL };
    let xml = export(&mixed(), export::Format::Docx, options, &forms());
    let xml = text(&xml.unwrap_or_else(|error| panic!("{error:?}")), "word/document.xml");
    assert!(!xml.contains("w:color") && !xml.contains("w:strike"));
}
