//! The export dialog: what it proposes, its keys, refusals, releases, last year's figures, and what is written.

use std::path::Path;

use gouji::domain::text::Lang;

use super::desk::{AGENCY, Desk, put};

const SAMPLE: &str = "示例区人民政府办公室";

/// A desk with a report of 2025 open that fails T3-01 in two columns, and a folder to export to.
fn unbalanced() -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[("requests.new.natural_person", 3)]);
    let mut desk = Desk::over(folder, 80, 24, Lang::Zh);
    desk.keys("<enter>");
    desk
}

/// Opens the dialog and pastes the path of a file in the desk's folder over the proposed name.
fn export_to(desk: &mut Desk, name: &str) {
    let path = desk.folder.path().join(name);
    desk.keys("<ctrl-e>").paste(&path.display().to_string()).keys("<enter>");
}

fn read(desk: &Desk, name: &str) -> String {
    std::fs::read_to_string(desk.folder.path().join(name)).expect(name)
}

fn is_there(desk: &Desk, name: &str) -> bool {
    desk.folder.path().join(name).exists()
}

#[test]
fn the_dialog_proposes_a_word_document_with_the_official_name_in_the_folder_at_hand() {
    let mut desk = Desk::with_sample();
    desk.keys("<ctrl-e>");
    desk.assert_shows("< docx Word 文档 >")
        .assert_shows("/documents")
        .assert_shows(&format!("{SAMPLE}2022年政府信息公开工作年度报告.docx"))
        .assert_shows("报告库中没有上年度报告")
        .assert_shows("[ ] 标明“草稿”");
}

#[test]
fn tab_goes_through_the_formats_and_the_name_follows() {
    let mut desk = Desk::with_sample();
    desk.keys("<ctrl-e>");
    for ending in ["xlsx", "html", "（片段）.html", "pdf", "md", "txt", "csv", "json"] {
        desk.keys("<tab>");
        let (mark, ending) = ending.split_once('.').unwrap_or(("", ending));
        desk.assert_shows(&format!("< {ending} ")).assert_shows(&format!("报告{mark}.{ending}"));
    }
    desk.keys("<tab>").assert_shows("< 报送包").assert_shows(&format!("{SAMPLE}2022年政府信息公开工作年度报告 "));
    desk.keys("<tab>").assert_shows("< docx ");
    desk.keys("<shift-tab><shift-tab>").assert_shows("< json ");
    desk.keys("<up><up><right><right>").assert_shows("< docx ");
    desk.keys("<tab><tab><tab>").assert_shows("网页片段");
}

#[test]
fn an_ending_that_is_typed_chooses_the_format_and_a_missing_one_is_added() {
    let mut desk = Desk::with_sample();
    desk.keys("<ctrl-e>甲.csv").assert_shows("< csv ");
    desk.keys("<ctrl-a>甲.doc<enter>").assert_shows("docx");
    let mut desk = Desk::with_sample();
    let path = desk.folder.path().join("无后缀");
    desk.keys("<ctrl-e><tab><tab>").paste(&path.display().to_string()).keys("<enter>");
    desk.assert_shows("经回读比对，内容一致");
    assert!(is_there(&desk, "无后缀.html"));
}

#[test]
fn enter_alone_writes_the_word_document_and_every_other_format_is_a_tab_away() {
    let mut desk = Desk::with_sample();
    desk.model.setting.here = desk.folder.path().to_path_buf();
    for (tabs, ending) in [(0, "docx"), (1, "xlsx"), (2, "html"), (5, "md"), (6, "txt"), (7, "csv"), (8, "json")] {
        desk.keys("<ctrl-e>").keys(&"<tab>".repeat(tabs)).keys("<enter>").assert_shows("经回读比对，内容一致");
        assert!(is_there(&desk, &format!("{SAMPLE}2022年政府信息公开工作年度报告.{ending}")), "{ending}");
    }
    desk.keys("<ctrl-e><tab><tab><tab>甲<enter>").assert_shows("经回读比对，内容一致");
    assert!(!read(&desk, "甲.html").contains("<style"), "a piece of a page has its styles inline");
}

#[test]
fn the_first_character_typed_replaces_the_proposed_name_and_the_folder_is_a_line_of_its_own() {
    let mut desk = Desk::with_sample();
    let folder = desk.folder.path().display().to_string();
    desk.keys("<ctrl-e>甲.html<up><ctrl-a>").paste(&folder).keys("<enter>");
    desk.assert_shows("经回读比对，内容一致");
    assert!(read(&desk, "甲.html").contains(SAMPLE));
}

#[test]
fn characters_that_file_systems_refuse_are_replaced_in_the_proposed_name_which_is_never_too_long() {
    let mut desk = Desk::new(100, 30, Lang::Zh);
    desk.keys("n甲/乙:局<enter><enter><enter><right><right><enter><ctrl-e>").assert_shows("甲_乙_局2025年");
    let mut desk = Desk::new(100, 30, Lang::Zh);
    desk.keys(&format!("n{}<enter><enter><enter><right><right><enter><f6>", "局".repeat(80)));
    desk.keys("<alt-2><f6><ctrl-e><tab><tab><up><ctrl-a>").paste("/dev/shm/none").keys("<enter>");
    desk.assert_shows("不存在");
    assert!(!desk.shows("太长"));
}

#[test]
fn a_tilde_stands_for_the_home_folder() {
    let mut desk = Desk::with_sample();
    desk.model.setting.home = Some(desk.folder.path().to_path_buf());
    desk.keys("<ctrl-e>甲.txt<up><ctrl-a>~/<enter>").assert_shows("经回读比对，内容一致");
    assert!(is_there(&desk, "甲.txt"));
    desk.keys("<ctrl-e>~/乙.txt<enter>").assert_shows("经回读比对，内容一致");
    assert!(is_there(&desk, "乙.txt"));
}

#[test]
fn the_message_says_path_and_that_it_read_back_equal_and_an_existing_file_is_asked_about() {
    let mut desk = Desk::with_sample();
    export_to(&mut desk, "out.csv");
    desk.assert_shows("经回读比对，内容一致").assert_shows("out.csv");
    assert!(read(&desk, "out.csv").contains("requests.new.total,7"));
    desk.keys("8<enter>");
    export_to(&mut desk, "out.csv");
    desk.assert_shows("文件已存在").assert_shows("o 覆盖");
    desk.keys("<esc>").assert_shows("文件名");
    assert!(read(&desk, "out.csv").contains("requests.new.total,7"), "Esc replaces nothing");
    desk.keys("<enter>").assert_shows("文件已存在");
    desk.keys("x").assert_shows("文件已存在");
    desk.keys("o").assert_shows("经回读比对，内容一致");
    assert!(read(&desk, "out.csv").contains("requests.new.total,8"));
}

#[test]
fn a_final_export_with_unfilled_cells_names_them_and_a_draft_is_one_key_away() {
    let mut desk = Desk::with_sample();
    desk.keys("<delete>");
    export_to(&mut desk, "out.html");
    desk.assert_shows("还不能正式导出").assert_shows("还有 1 格未填").assert_shows("自然人").assert_shows("F2");
    assert!(!desk.shows("--draft"), "a command line's words have no place here");
    assert!(!desk.shows("填写说明"), "unfilled cells cannot be released");
    assert!(!is_there(&desk, "out.html"));
    desk.keys("<f2>").assert_shows("经回读比对，内容一致");
    assert!(read(&desk, "out.html").contains("草稿"));
}

#[test]
fn a_draft_can_be_chosen_beforehand() {
    for keys in ["<f2>", "<ctrl-d>", "<down> "] {
        let mut desk = Desk::with_sample();
        desk.keys("<delete><ctrl-e>").keys(keys).assert_shows("[x] 标明“草稿”");
    }
}

#[test]
fn open_errors_are_named_with_live_numbers_and_can_be_released_with_a_reason_as_one_edit() {
    let mut desk = unbalanced();
    export_to(&mut desk, "out.html");
    desk.assert_shows("还不能正式导出")
        .assert_shows("错误 2 个")
        .assert_shows("T3-01")
        .assert_shows("3 + 0")
        .assert_shows("填写说明");
    assert!(!desk.shows("--release"));
    desk.keys("<enter>").assert_shows("还不能正式导出").assert_shows("请先填写说明");
    assert!(!is_there(&desk, "out.html"), "without a reason nothing is released");
    desk.keys("有复议在办<enter>").assert_shows("经回读比对，内容一致；已说明的错误 2 个");
    assert!(is_there(&desk, "out.html"));
    let accepted = &desk.report().session.report().accepted;
    assert_eq!(accepted.len(), 2);
    assert!(accepted.iter().all(|one| one.rule == "T3-01" && one.reason == "有复议在办" && one.date.len() == 10));
    desk.assert_shows("*未存报告");
    desk.keys("<ctrl-z>");
    assert_eq!(desk.report().session.report().accepted, [], "one edit, undone at once");
    desk.keys("<ctrl-y><ctrl-s>");
    assert_eq!(desk.saved(2025).expect("saved").accepted.len(), 2);
    export_to(&mut desk, "again.html");
    desk.assert_shows("经回读比对，内容一致；已说明的错误 2 个");
    desk.keys("4<enter>");
    export_to(&mut desk, "third.html");
    desk.assert_shows("还不能正式导出");
    desk.keys("<esc><esc>");
    assert!(!is_there(&desk, "third.html"), "a release lapses with the figures");
}

#[test]
fn errors_do_not_hinder_a_draft_or_an_exchange_format() {
    let mut desk = unbalanced();
    export_to(&mut desk, "out.json");
    desk.assert_shows("经回读比对，内容一致");
    export_to(&mut desk, "out.txt");
    desk.keys("<ctrl-d>").assert_shows("经回读比对，内容一致");
    assert!(read(&desk, "out.txt").contains("草稿"));
}

#[test]
fn a_check_sheet_is_written_beside_and_asked_about_where_it_is_there() {
    let mut desk = unbalanced();
    export_to(&mut desk, "out.html");
    desk.keys("有复议在办<enter>").assert_shows("已说明的错误 2 个");
    let path = desk.folder.path().join("out.md").display().to_string();
    desk.keys("<ctrl-e>").paste(&path).keys("<down><down><down> ").assert_shows("[x] 另附一份");
    desk.keys("<enter>").assert_shows("经回读比对，内容一致");
    let sheet = read(&desk, "out校验情况表.md");
    assert!(sheet.contains("有复议在办") && sheet.contains("T3-01") && sheet.contains(AGENCY), "{sheet}");
    std::fs::remove_file(&path).expect("removed");
    desk.keys("<ctrl-e>").paste(&path).keys("<down><down><down> <enter>").assert_shows("out校验情况表.md");
    desk.assert_shows("文件已存在");
    desk.keys("o");
    assert!(is_there(&desk, "out.md"));
}

#[test]
fn last_years_figures_are_offered_where_the_library_has_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let figures = |count| [("requests.new.natural_person", count), ("requests.granted.natural_person", count)];
    put(folder.path(), AGENCY, 2024, &figures(3));
    put(folder.path(), AGENCY, 2025, &figures(7));
    let mut desk = Desk::over(folder, 80, 24, Lang::Zh);
    desk.keys("<enter><ctrl-e><down><down> ").assert_shows("[x] 在每个数字后");
    let path = desk.folder.path().join("out.txt").display().to_string();
    desk.keys("<up><up>").paste(&path).keys("<enter>");
    desk.assert_shows("经回读比对，内容一致");
    assert!(read(&desk, "out.txt").contains("7（上年3）"));
}

#[test]
fn a_form_to_fill_is_asked_for_where_the_format_has_forms_and_its_problems_are_told() {
    let mut desk = Desk::with_sample();
    desk.keys("<ctrl-e>").assert_shows("套用表样");
    desk.keys("<tab><tab>");
    assert!(!desk.shows("套用表样"));
    desk.keys("<shift-tab><shift-tab><down><down><down><down>/no/form.xlsx<enter>").assert_shows("应为 .docx 文件");
    desk.keys("<ctrl-a>/no/form.docx<enter>").assert_shows("/no/form.docx").assert_shows("不存在");
    desk.keys("<esc>");
    assert!(!desk.shows("套用表样"));
}

#[test]
fn a_form_is_filled_from_the_dialog_and_never_replaced_by_what_is_filled() {
    let mut desk = Desk::with_sample();
    export_to(&mut desk, "form.docx");
    desk.assert_shows("经回读比对，内容一致");
    desk.keys("8<enter><left>7<enter>");
    let [form, out] = ["form.docx", "out.docx"].map(|name| desk.folder.path().join(name).display().to_string());
    let before = std::fs::read(&form).expect("there");
    desk.keys("<ctrl-e>").paste(&out).keys("<down><down><down><down>").paste(&form).keys("<enter>");
    desk.assert_shows("经回读比对，内容一致");
    assert!(is_there(&desk, "out.docx"));
    desk.keys("<ctrl-e>").paste(&form).keys("<down><down><down><down>").paste(&form).keys("<enter>");
    desk.assert_shows("就是要套用的表样");
    assert!(std::fs::read(&form).expect("there") == before);
}

#[test]
fn the_cursor_stands_where_typing_goes() {
    let mut desk = Desk::new(80, 24, Lang::Zh);
    desk.keys("sy<ctrl-e>");
    let row = |desk: &Desk, text: &str| desk.screen().lines().position(|line| line.contains(text)).expect("a line");
    assert_eq!(usize::from(desk.cursor().1), row(&desk, "文件名"));
    desk.keys("<up>");
    assert_eq!(usize::from(desk.cursor().1), row(&desk, "文件夹"));
    desk.keys("<down><down>");
    assert_eq!(usize::from(desk.cursor().1), row(&desk, "标明“草稿”"));
    let mut desk = unbalanced();
    export_to(&mut desk, "out.txt");
    assert_eq!(usize::from(desk.cursor().1), row(&desk, "> "));
    let before = desk.cursor().0;
    desk.keys("理");
    assert_eq!(desk.cursor().0, before + 2);
}

#[test]
fn a_folder_or_a_path_that_cannot_be_written_is_refused_and_what_was_typed_stays() {
    let mut desk = Desk::with_sample();
    std::fs::create_dir(desk.folder.path().join("夹.html")).expect("made");
    export_to(&mut desk, "夹.html");
    desk.assert_shows("文件夹").assert_shows("文件名");
    let mut desk = Desk::with_sample();
    let long = format!("{}.html", "长".repeat(100));
    export_to(&mut desk, &long);
    desk.assert_shows("文件名过长");
    assert!(std::fs::read_dir(desk.folder.path()).expect("a folder").next().is_none());
}

#[test]
fn the_dialog_works_on_small_terminals() {
    for (columns, rows) in [(80, 24), (60, 16), (40, 12), (30, 8), (20, 5)] {
        let mut desk = Desk::new(columns, rows, Lang::Zh);
        desk.keys("sy9<enter><ctrl-e>");
        let path = desk.folder.path().join("小.html");
        desk.paste(&path.display().to_string()).keys("<enter>");
        assert!(desk.cursor().1 < rows && desk.cursor().0 < columns, "{}", desk.screen());
        desk.keys("有原因<enter>");
        assert!(Path::new(&path).exists(), "{columns}x{rows}:\n{}", desk.screen());
    }
}

#[test]
fn old_text_of_a_template_is_shown_and_asked_about_before_anything_is_written() {
    let mut desk = Desk::with_sample();
    export_to(&mut desk, "form.docx");
    let [form, out] = ["form.docx", "out.md"].map(|name| desk.folder.path().join(name).display().to_string());
    let out = out.replace(".md", ".docx");
    // Another text in chapter one than that of the template.
    desk.keys("<alt-1>").keys("甲乙丙丁。").keys("<esc>");
    desk.keys("<ctrl-e>").paste(&out).keys("<down><down><down><down>").paste(&form).keys("<enter>");
    desk.assert_shows("表样里的旧正文").assert_shows("一、总体情况").assert_shows("k 都原样保留");
    assert!(!is_there(&desk, "out.docx"));
    desk.keys("<esc>").assert_shows("套用表样");
    desk.keys("<enter>").keys("r").assert_shows("经回读比对，内容一致");
    assert!(is_there(&desk, "out.docx"));
}

#[cfg(unix)]
#[test]
fn what_was_written_is_opened_only_where_that_was_chosen() {
    use std::os::unix::fs::PermissionsExt;
    let mut desk = Desk::with_sample();
    desk.keys("<ctrl-e>");
    assert!(!desk.shows("写完后"), "the system has no opener");
    desk.keys("<esc>");
    let (script, told) = (desk.folder.path().join("opener"), desk.folder.path().join("told"));
    std::fs::write(&script, format!("#!/bin/sh\necho \"$1\" > {0}.new; mv {0}.new {0}\n", told.display()))
        .expect("written");
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).expect("runs");
    desk.model.setting.chosen.opener = script.display().to_string();
    let out = desk.folder.path().join("甲.csv").display().to_string();
    desk.keys("<ctrl-e>").paste(&out).assert_shows("< 不打开 >");
    desk.keys("<enter>").assert_shows("经回读比对，内容一致");
    assert!(!told.exists());
    desk.keys("<ctrl-e>").paste(&out).keys("<down><down><down><down><right>").assert_shows("< 打开文件 >");
    desk.keys("<enter>o").assert_shows("经回读比对，内容一致");
    // The program is left to itself, so that its end is looked for.
    let came = (0..100_000_000).any(|_| {
        std::thread::yield_now();
        told.exists()
    });
    assert!(came && std::fs::read_to_string(&told).expect("told").contains("甲.csv"));
    desk.model.setting.chosen.opener = "none".into();
    desk.model.setting.opener = "xdg-open".into();
    desk.keys("<ctrl-e>");
    assert!(!desk.shows("写完后"), "switched off");
}

#[test]
fn a_package_is_written_from_the_dialog_with_every_file_that_its_list_names() {
    let mut desk = Desk::with_sample();
    let folder = desk.folder.path().join("报送");
    let path = folder.display().to_string();
    desk.keys("<ctrl-e><shift-tab>").assert_shows("< 报送包");
    desk.paste(&path).keys("<enter>");
    if desk.shows("中文字体") {
        assert!(!folder.exists());
        println!("skipped: no Chinese font on this machine");
        return;
    }
    desk.assert_shows("经回读比对，内容一致");
    let list = read(&desk, "报送/sha256.txt");
    let named: Vec<&str> = list.lines().filter_map(|line| line.split_once("  ")).map(|(_, name)| name).collect();
    let stem = format!("{SAMPLE}2022年政府信息公开工作年度报告");
    for behind in ["校验情况表.docx", ".docx", ".pdf", ".xlsx", ".ron"] {
        assert!(named.contains(&format!("{stem}{behind}").as_str()), "{behind}: {list}");
    }
    let bytes = |name: &str| std::fs::read(folder.join(name)).expect(name);
    for line in list.lines() {
        let (digest, name) = line.split_once("  ").expect("two columns");
        assert_eq!(gouji::domain::seal::digest(&bytes(name)), digest, "{name}");
    }
    assert_eq!(std::fs::read_dir(&folder).expect("a folder").count(), named.len() + 1);
    // A second one asks before it takes the place of the first.
    let before = bytes("sha256.txt");
    desk.keys("8<enter><left>7<enter>");
    desk.keys("<ctrl-e><shift-tab>").paste(&path).keys("<enter>").assert_shows("已存在");
    assert!(bytes("sha256.txt") == before);
}
