//! True words at the end: whatever ends something says what is still open, everywhere the same, and leads there.

use gouji::domain::report::Part;
use gouji::domain::text::Lang;

use super::desk::{AGENCY, Desk, put};

/// The sample report, balanced and complete but for its prose, of which nothing is left.
fn without_prose() -> Desk {
    let mut desk = Desk::with_sample();
    for part in [1, 5, 6, 7] {
        desk.keys(&format!("<alt-{part}><ctrl-a><delete>"));
    }
    desk.keys("<alt-3>");
    desk
}

/// A report of 2025 whose every cell is 0, without prose, at a size.
fn zeros(columns: u16, rows: u16, lang: Lang) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[]);
    let mut desk = Desk::over(folder, columns, rows, lang);
    desk.keys("<enter>");
    desk
}

fn part(desk: &Desk) -> Part {
    desk.report().part
}

#[test]
fn nothing_is_called_sound_or_complete_over_empty_chapters() {
    let mut desk = without_prose();
    for keys in ["<f8>", "n", "<f9>", "u", "<alt-4><ctrl-end><left><enter>", "<alt-3><f7>"] {
        desk.keys(keys).assert_shows("第一、五、六章还没有写");
        let screen = desk.screen();
        assert!(!screen.contains("没有问题") && !screen.contains("全部填完"), "{keys}:\n{screen}");
        desk.keys("<esc>");
    }
    desk.keys("<f8>").assert_shows("没有错误和警告；第一、五、六章还没有写");
    desk.keys("<alt-3><ctrl-s>").assert_shows("已保存（第一、五、六章还没有写）");
    desk.keys("<f3>").assert_shows("正文未写完");
}

#[test]
fn nothing_is_called_sound_over_unfilled_cells() {
    let mut desk = Desk::with_blank();
    desk.keys("<f8>").assert_shows("还有 166 格未填，第一、五、六章还没有写");
    assert!(!desk.shows("没有问题"));
    desk.keys("<ctrl-s>").assert_shows("已保存（还有 166 格未填，第一、五、六章还没有写）");
}

#[test]
fn a_complete_report_is_called_complete() {
    let mut desk = Desk::with_sample();
    desk.keys("<f8>").assert_shows("没有问题");
    desk.keys("<f9>").assert_shows("全部填完，没有问题");
    desk.keys("<ctrl-s>").assert_shows("已保存");
    assert!(!desk.shows("已保存（"), "{}", desk.screen());
}

#[test]
fn dots_that_a_starting_text_left_and_headings_without_text_are_open_too() {
    let mut desk = without_prose();
    desk.keys("<alt-5><f5><alt-1>（一）主动公开。<enter>（二）依申请公开。<alt-3><f9>");
    desk.assert_shows("处“……”还没有写").assert_shows("第六章还没有写").assert_shows("第一章只有标题");
    assert!(!desk.shows("全部填完"), "{}", desk.screen());
}

#[test]
fn accepted_warnings_are_not_open_and_released_errors_are_named() {
    let mut desk = zeros(100, 30, Lang::Zh);
    desk.keys("8<enter><ctrl-s>").assert_shows("错误 2 个");
    let path = desk.folder.path().join("a.txt").display().to_string();
    desk.keys("<ctrl-e>").paste(&path).keys("<enter>有复议在办<enter>").assert_shows("已说明的错误 2 个");
    desk.keys("<ctrl-s>").assert_shows("已说明的错误 2 个");
    assert!(!desk.screen().replace("已说明的错误 2 个", "").contains("错误 2 个"), "{}", desk.screen());
}

#[test]
fn a_draft_of_a_blank_report_is_called_a_draft_with_what_is_open_and_has_a_name_of_its_own() {
    let mut desk = Desk::with_blank();
    desk.model.setting.here = desk.folder.path().to_path_buf();
    let stem = format!("{AGENCY}2025年政府信息公开工作年度报告");
    desk.keys("<ctrl-e>").assert_shows(&format!("{stem}.docx"));
    desk.keys("<f2>").assert_shows(&format!("{stem}（草稿）.docx"));
    desk.keys("<f2>").assert_shows(&format!("{stem}.docx"));
    desk.keys("<f2><enter>").assert_shows("已导出草稿：");
    let said: String = desk.screen().lines().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect();
    let said: String = said.split_whitespace().collect();
    assert!(said.contains("经回读比对，内容一致；还有166格未填，第一、五、六章还没有写"), "{}", desk.screen());
    assert!(!said.contains("无误"), "{said}");
    let is_there = |name: String| desk.folder.path().join(name).exists();
    assert!(is_there(format!("{stem}（草稿）.docx")) && !is_there(format!("{stem}.docx")));
}

#[test]
fn a_refused_export_made_a_draft_is_not_written_under_the_final_name() {
    let mut desk = Desk::with_blank();
    desk.model.setting.here = desk.folder.path().to_path_buf();
    desk.keys("<ctrl-e><tab><tab><enter>").assert_shows("还不能正式导出").assert_shows("还有 166 格未填");
    desk.keys("<f2>").assert_shows("已导出草稿：");
    let stem = format!("{AGENCY}2025年政府信息公开工作年度报告");
    assert!(desk.folder.path().join(format!("{stem}（草稿）.html")).exists());
}

#[test]
fn a_piece_of_a_page_is_proposed_under_another_name_than_the_page_and_a_typed_name_stays() {
    let mut desk = Desk::with_sample();
    desk.keys("<ctrl-e><tab><tab>").assert_shows("年度报告.html");
    desk.keys("<tab>").assert_shows("年度报告（片段）.html");
    desk.keys("<f2>").assert_shows("年度报告（片段）（草稿）.html");
    desk.keys("<tab>").assert_shows("年度报告（草稿）.pdf");
    desk.keys("甲.pdf<f2><f2>").assert_shows("甲.pdf");
    let mut desk = Desk::new(100, 30, Lang::En);
    desk.keys("sy<ctrl-e><f2>").assert_shows("(draft).docx");
}

#[test]
fn the_export_dialog_lists_what_is_open_and_leads_there() {
    let open = |keys: &str| {
        let mut desk = zeros(100, 30, Lang::Zh);
        desk.keys("8<enter><alt-2><delete><alt-3><end><ctrl-e>");
        desk.assert_shows("F9  还有 1 格未填").assert_shows("F8  错误 2 个").assert_shows("↓  第一、五、六章还没有写");
        desk.keys(keys);
        assert!(desk.model.dialog.is_none(), "{keys}:\n{}", desk.screen());
        desk
    };
    for keys in ["<f9>", "<down>u", "<up><up>u", "<down><down><down><down><down><enter>"] {
        assert_eq!(open(keys).at(), "proactive.rules.issued", "{keys}");
    }
    for keys in ["<f8>", "<down>n"] {
        assert_eq!(open(keys).at(), "requests.new.natural_person", "{keys}");
    }
    assert_eq!(part(&open("<down>e")), Part::Chapter(0));
    let mut desk = zeros(100, 30, Lang::Zh);
    desk.keys("<ctrl-e>e").assert_shows("文件名      e");
}

#[test]
fn finishing_lists_the_same_and_leads_there() {
    let mut desk = zeros(100, 30, Lang::Zh);
    desk.keys("D").assert_shows("↓  第一、五、六章还没有写").assert_shows("> 填报人");
    desk.keys("<up>").assert_shows("> e  第一、五、六章");
    desk.keys("<enter>");
    assert_eq!(part(&desk), Part::Chapter(0));
    desk.keys("<alt-3>D<up>e");
    assert_eq!(part(&desk), Part::Chapter(0));
    desk.keys("<alt-3>D李四<enter>张三<enter>").assert_shows("已定稿").assert_shows("第一、五、六章还没有写");
    let mut desk = zeros(100, 30, Lang::Zh);
    desk.keys("8<enter>D")
        .assert_shows("还不能定稿")
        .assert_shows("n  定位：错误 2 个")
        .assert_shows("e  定位：第一、五、六章还没有写");
    desk.keys("e");
    assert_eq!(part(&desk), Part::Chapter(0));
}

#[test]
fn the_same_is_said_in_english() {
    let mut desk = zeros(100, 30, Lang::En);
    desk.keys("<ctrl-s>").assert_shows("Saved (chapters 1, 5, 6 not written)");
    let path = desk.folder.path().join("a.txt").display().to_string();
    desk.keys("<ctrl-e>").assert_shows("↓  chapters 1, 5, 6 not written");
    desk.paste(&path);
    desk.keys("<enter>").assert_shows("the file agrees with the report");
    assert!(!desk.shows("without a difference"));
}
