//! Forms that are filled keep their own words: notes, instructions, lines for names and a seal. What may be last year's prose
//! gives way or stays, and is told.

use gouji::domain::form::CellId;
use gouji::domain::report::{Part, Report};
use gouji::domain::text::Lang;
use gouji::export::{ExportError, Filling, Format, OldProse, Options, TemplateError, export_told};
use gouji::import;

use crate::handmade::{Habits, document, docx, paragraph, table, wrapped};
use crate::reference::beside;
use crate::sample::{distinct, form, forms, litong, set, zeros};

fn told(report: &Report, template: &[u8], old_prose: OldProse) -> Result<(String, Filling), ExportError> {
    let options = Options { draft: true, template: Some(template), old_prose, ..Options::FINAL };
    let (bytes, filling) = export_told(report, Format::Docx, options, &forms())?;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let xml = std::io::read_to_string(archive.by_name("word/document.xml").unwrap()).unwrap();
    Ok((xml, filling))
}

#[track_caller]
fn fill(report: &Report, template: &[u8], old_prose: OldProse) -> (String, Filling) {
    told(report, template, old_prose).unwrap_or_else(|error| panic!("{}", error.message(report.form(), Lang::En)))
}

fn blank(_: CellId) -> String {
    String::new()
}

fn seven(_: CellId) -> String {
    "17".into()
}

const TITLE: [&str; 2] = ["利通区人民政府办公室", "2021年政府信息公开工作年度报告"];

const OWN: [&str; 9] = [
    "填表说明：",
    "一式两份，逾期视为未报。",
    "注：数据由各科室提供，经汇总。",
    "2.数据以系统为准；不一致的须说明。",
    "填报单位（盖章）：            填报人：          审核人：",
    "填报日期：    年    月    日",
    "附件：统计口径",
    "备注：一式两份。",
    "单位：件",
];

#[test]
fn notes_instructions_and_lines_for_names_stay_to_the_byte() {
    let form = form("2021");
    let prose = |chapter: usize| -> Vec<String> {
        let own = |range: std::ops::Range<usize>| OWN[range].iter().map(|words| (*words).to_string());
        match chapter {
            2 => own(2..4).collect(),
            3 => own(7..9).collect(),
            5 => std::iter::once("（文字描述）".to_string()).chain(own(4..7)).collect(),
            _ => Vec::new(),
        }
    };
    for figure in [&blank as &dyn Fn(CellId) -> String, &seven] {
        let titles = [TITLE[0], TITLE[1], OWN[0], OWN[1]];
        let xml = document(&form, &titles, Habits::default(), &prose, figure);
        for choice in [OldProse::ByForm, OldProse::Replace, OldProse::Keep] {
            let (out, filling) = fill(&litong(), &docx(&xml), choice);
            for own in OWN {
                assert!(out.contains(&paragraph(own, Habits::default())), "{own} {choice:?}");
            }
            assert!(!out.contains("文字描述") && !filling.asks(), "{filling:?}");
        }
    }
}

#[test]
fn a_sentence_of_a_blank_form_stays_and_one_of_a_full_form_goes_and_both_are_told() {
    let form = form("2021");
    let prose = |chapter: usize| match chapter {
        0 => vec!["主要写五个方面的情况。".to_string()],
        _ => Vec::new(),
    };
    let has = |figure: &dyn Fn(CellId) -> String, choice: OldProse| {
        let xml = document(&form, &TITLE, Habits::default(), &prose, figure);
        let (out, filling) = fill(&litong(), &docx(&xml), choice);
        let stays = out.contains("主要写五个方面的情况。");
        let told = if stays { &filling.kept } else { &filling.replaced };
        assert_eq!(told, &[(Part::Chapter(0), "主要写五个方面的情况。".to_string())]);
        stays
    };
    assert!(has(&blank, OldProse::ByForm) && !has(&blank, OldProse::Replace));
    assert!(!has(&seven, OldProse::ByForm) && has(&seven, OldProse::Keep));
}

#[test]
fn a_file_that_holds_the_form_twice_is_refused_with_its_places() {
    let form = form("2021");
    let whole = document(&form, &TITLE, Habits::default(), &|_| Vec::new(), &blank);
    let body = whole.split_once("<w:body>").unwrap().1.split_once("</w:body>").unwrap().0;
    for figure in [&blank as &dyn Fn(CellId) -> String, &seven] {
        let again = document(&form, &TITLE, Habits::default(), &|_| Vec::new(), figure);
        let twice = again.replacen("<w:body>", &format!("<w:body>{body}"), 1);
        match told(&litong(), &docx(&twice), OldProse::ByForm) {
            Err(ExportError::Template(TemplateError::Twice(places))) => {
                let words: Vec<String> = places.iter().map(|place| place.words(Lang::Zh)).collect();
                assert_eq!(words, [1, 2, 3, 4, 5, 6].map(|table| format!("第 {table} 张表第 1 行")));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn headings_of_tables_alone_take_figures_and_say_what_was_left_out() {
    let form = form("2021");
    let headed = |index: usize| {
        let chapter = &form.definition().chapters[index + 1];
        let heading = paragraph(&format!("{}、{}", chapter.numeral, chapter.heading), Habits::default());
        heading + &table(&form, index, Habits::default(), &blank)
    };
    let body: String = (0..3).map(headed).collect();
    let (out, filling) = fill(&distinct(), &docx(&wrapped(&body)), OldProse::ByForm);
    assert!(out.contains("12.5"));
    assert!(filling.left_out.contains(&Part::Chapter(0)) && filling.left_out.contains(&Part::Chapter(5)));
    let remarks = filling.remarks(&form, Lang::Zh).join("");
    assert!(remarks.contains("只填了数字") && remarks.contains("一、总体情况"), "{remarks}");
}

#[test]
fn a_form_full_of_other_figures_is_said_and_one_with_the_same_is_not() {
    let form = form("2021");
    let xml = document(&form, &TITLE, Habits::default(), &|_| Vec::new(), &seven);
    let (_, filling) = fill(&zeros("2021", 2022), &docx(&xml), OldProse::ByForm);
    assert_eq!(filling.overwritten, form.inputs().count());
    assert!(filling.remarks(&form, Lang::Zh).concat().contains("换成报告的数字"));
    let same = document(&form, &TITLE, Habits::default(), &|_| Vec::new(), &|_| "0".into());
    assert_eq!(fill(&zeros("2021", 2022), &docx(&same), OldProse::ByForm).1.overwritten, 0);
}

#[test]
fn a_figure_does_not_look_like_the_placeholder_in_its_cell() {
    let form = form("2021");
    let xml = document(&form, &TITLE, Habits::default(), &|_| Vec::new(), &seven);
    let look = "<w:rPr><w:rFonts w:ascii=\"Arial\"/><w:b/><w:sz w:val=\"18\"/></w:rPr>";
    let marks = [
        "<w:strike/>",
        "<w:dstrike/>",
        "<w:vanish/>",
        "<w:color w:val=\"FFFFFF\"/>",
        "<w:vertAlign w:val=\"superscript\"/>",
        "<w:vertAlign w:val=\"subscript\"/>",
    ];
    for mark in marks {
        let marked = look.replace("<w:sz", &format!("{mark}<w:sz"));
        let (out, _) = fill(&distinct(), &docx(&xml.replace(look, &marked)), OldProse::ByForm);
        let run = out.split("<w:r>").find(|run| run.contains("<w:t>12.5</w:t>")).unwrap();
        assert!(!run.contains(mark) && run.contains("Arial"), "{run}");
    }
}

#[test]
fn long_figures_get_smaller_letters_in_narrow_cells_and_short_ones_none() {
    let Some(path) = beside("reference/official-template-2021.docx") else { return };
    let template = std::fs::read(path).unwrap();
    let mut report = zeros("2021", 2022);
    let size = |report: &Report, figure: &str| {
        let (out, _) = fill(report, &template, OldProse::ByForm);
        let at = out.find(&format!("<w:t>{figure}</w:t>")).unwrap();
        let run = &out[out[..at].rfind("<w:r>").unwrap()..at];
        let size = run.split_once("<w:sz w:val=\"").unwrap().1;
        size.split('"').next().unwrap().parse::<usize>().unwrap()
    };
    set(&mut report, "disputes.reconsideration.upheld", "123");
    assert_eq!(size(&report, "123"), 24);
    set(&mut report, "disputes.reconsideration.upheld", "12345");
    // 642 twentieths of a point less two margins of 108, for five digits.
    assert!(size(&report, "12345") * 5 * 5 <= 642 - 216);
}

#[test]
fn a_filled_forms_own_words_come_back_as_no_prose_of_the_report() {
    let form = form("2021");
    let prose = |chapter: usize| -> Vec<String> {
        let own = match chapter {
            2 => &["1.填表说明不在此列", "填表人：　　　审核人：", "注：本表数据与台账一致。"][..],
            5 => &["（文字描述）", "填报说明：本章可以不写。", OWN[2], OWN[3], OWN[4], "联系电话：0953-0000000"],
            _ => &[],
        };
        own.iter().map(ToString::to_string).collect()
    };
    let titles = ["填报单位（盖章）：", TITLE[0], TITLE[1], "填报单位（盖章）：", OWN[0], OWN[1], "1.统一用黑色墨水。"];
    let xml = document(&form, &titles, Habits::default(), &prose, &blank);
    let report = litong();
    let (out, _) = fill(&report, &docx(&xml), OldProse::ByForm);
    let read = import::read(&docx(&out), &forms(), import::Options::default()).unwrap();
    let (notes, read) = (read.notes.clone(), read.into_report());
    for part in [Part::Preamble, Part::Chapter(0), Part::Chapter(4), Part::Chapter(5)] {
        assert_eq!(read.text(part), report.text(part), "{part:?}");
    }
    assert_eq!(
        read.text(Part::Chapter(2)),
        "1.填表说明不在此列\n注：本表数据与台账一致。",
        "what may be the report's stays"
    );
    // Nothing is lost: it stands in the closing lines, or is told.
    for words in [OWN[2], OWN[3], "0953-0000000", "2023年1月16日"] {
        assert!(read.text(Part::Closing).contains(words), "{words}: {}", read.text(Part::Closing));
    }
    for words in ["“填报单位（盖章）：”等 4 行", "填表人：　　　审核人：", "“填报说明：本章可以不写。”"]
    {
        assert!(notes.iter().any(|note| note.text.contains(words)), "{words}: {notes:?}");
    }
}

#[test]
fn a_last_chapter_that_is_nothing_but_a_note_says_that() {
    let form = form("2021");
    let prose = |chapter: usize| {
        if chapter == 5 { vec!["说明：本年度机构改革，职能划转。".to_string()] } else { Vec::new() }
    };
    let xml = document(&form, &TITLE, Habits::default(), &prose, &seven);
    let read = import::read(&docx(&xml), &forms(), import::Options::default()).unwrap().into_report();
    assert_eq!(read.text(Part::Chapter(5)), "说明：本年度机构改革，职能划转。");
}

/// Every kind of words that tells a form's own lines apart is heard; a list that could not be read would hear none.
#[test]
fn notes_lines_for_names_annexes_and_room_for_words_are_told_apart_by_their_words() {
    let form = form("2021");
    let own = ["备注：另附。", "※以上为汇总数", "填表人：　　　审核人：", "单位：件"];
    let room = ["（文字描述）", "请在此填写", "全年主动公开信息××条。"];
    let doubtful = ["全年主动公开信息很多。", "说明文件共有几份。"];
    for words in own.iter().chain(&room).chain(&doubtful) {
        let prose = |chapter| if chapter == 0 { vec![words.to_string()] } else { Vec::new() };
        let xml = document(&form, &TITLE, Habits::default(), &prose, &|_| String::new());
        let (out, filling) = fill(&litong(), &docx(&xml), OldProse::Replace);
        assert_eq!(out.contains(words), own.contains(words), "{words}");
        assert_eq!(filling.replaced.len(), usize::from(doubtful.contains(words)), "{words}");
    }
}
