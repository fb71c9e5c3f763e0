//! The list of folders and files that import, comparing, saving a copy and exporting open: what it shows and in which order,
//! how it is narrowed, where it leads, and what comes of what was chosen in it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use gouji::domain::text::Lang;
use gouji::store::settings::from_ron;
use gouji::tui::folder::{Drives, Places};
use gouji::tui::key::{Chord, Code, Input};
use gouji::tui::model::{Effect, Msg, Screen};
use gouji::tui::update::update;

use super::desk::{AGENCY, Desk, put};

/// Lays a file whose last change is so many hours behind the beginning of 2026.
fn lay(path: &Path, text: &str, hours: u64) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
    fs::write(path, text).expect("written");
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600 + hours * 3600);
    File::options().write(true).open(path).expect("a file").set_modified(time).expect("a time");
}

fn report_of(agency: &str, figure: u32) -> String {
    format!(r#"{{"agency": "{agency}", "year": 2025, "cells": {{"requests.new.natural_person": {figure}}}}}"#)
}

/// A desk at a folder of documents, which is not the library.
fn at_documents(columns: u16, rows: u16, lang: Lang) -> Desk {
    let mut desk = Desk::new(columns, rows, lang);
    let here = desk.folder.path().join("报送");
    for (name, text, hours) in [
        ("财政局2024年报.docx", "old", 1),
        ("教育局2025年报.csv", "cell,value\nrequests.new.natural_person,4\n", 9),
        ("民政局2025年报.json", &report_of("民政局", 5), 5),
        ("照片.jpg", "no document", 99),
        (".隐藏.csv", "hidden", 99),
        ("~$财政局2024年报.docx", "somebody has it open", 99),
        ("下发表格/空表.docx", "a form", 3),
        ("归档/2023/水利局.csv", "cell,value\nrequests.new.natural_person,2\n", 3),
    ] {
        lay(&here.join(name), text, hours);
    }
    desk.model.setting.here = here;
    desk.model.setting.home = None;
    desk
}

fn here(desk: &Desk) -> PathBuf {
    desk.model.setting.here.clone()
}

/// The lines of a screen that hold these names, as they stand below each other.
fn order(desk: &Desk, names: &[&str]) -> Vec<usize> {
    let screen = desk.screen();
    let line = |name: &&str| {
        let found = screen.lines().position(|line| line.contains(*name));
        found.unwrap_or_else(|| panic!("`{name}` is not on the screen:\n{screen}"))
    };
    names.iter().map(line).collect()
}

/// The line of the list on which the choice is, as far as the count says it.
fn position(desk: &Desk) -> String {
    let screen = desk.screen();
    let count = screen
        .split_whitespace()
        .find(|word| word.split_once('/').is_some_and(|(at, of)| [at, of].iter().all(|n| n.parse::<usize>().is_ok())));
    count.unwrap_or_default().to_string()
}

/// A screen without the times and the folder, which differ from run to run.
fn steady(desk: &Desk) -> String {
    let folder = desk.folder.path().display().to_string();
    let line = |line: &str| match line.split_once(&folder) {
        Some((before, after)) => {
            format!("{before}/..{}", after.split("  ").filter(|w| !w.is_empty()).collect::<Vec<_>>().join("  "))
        }
        None => line.to_string(),
    };
    let mut out: Vec<char> = desk.screen().lines().map(line).collect::<Vec<_>>().join("\n").chars().collect();
    for (shape, instead) in [("0000-00-00", "2026-01-01"), ("2026-01-01 00:00", "2026-01-01 08:00")] {
        let digit = |c: char, s: char| if s == '0' { c.is_ascii_digit() } else { c == s };
        for start in 0..out.len().saturating_sub(shape.len()) {
            if out[start..].iter().zip(shape.chars()).all(|(c, s)| digit(*c, s)) {
                out.splice(start..start + shape.len(), instead.chars());
            }
        }
    }
    out.into_iter().collect()
}

#[test]
fn documents_come_first_and_the_newest_of_them_then_folders_then_what_cannot_be_read() {
    let mut desk = at_documents(80, 24, Lang::Zh);
    desk.keys("i");
    let lines =
        order(&desk, &["..  上一级", "教育局2025", "民政局2025", "财政局2024", "下发表格/", "归档/", "照片.jpg"]);
    assert!(lines.is_sorted(), "{}", desk.screen());
    desk.assert_shows("CSV").assert_shows("JSON").assert_shows("Word").assert_shows("文件夹").assert_shows("其他");
    assert_eq!(position(&desk), "2/7", "the newest document is chosen:\n{}", desk.screen());
    desk.keys("<enter>").assert_shows("读出 1/200 格");
}

#[test]
fn letters_and_initials_narrow_the_list_and_what_begins_so_comes_first() {
    let mut desk = at_documents(80, 24, Lang::Zh);
    desk.keys("imz").assert_shows("民政局2025年报.json");
    assert!(!desk.shows("教育局") && !desk.shows("..  上一级"), "{}", desk.screen());
    desk.keys("<ctrl-a>2025").assert_shows("教育局").assert_shows("民政局");
    assert!(!desk.shows("财政局"), "{}", desk.screen());
    desk.keys("<ctrl-a>财政").assert_shows("财政局2024年报.docx");
    desk.keys("<ctrl-a>没有这个").assert_shows("没有匹配");
    desk.keys("<ctrl-a><backspace>").assert_shows("..  上一级");
    lay(&here(&desk).join("新的办法.docx"), "begins inside", 90);
    lay(&here(&desk).join("办法.docx"), "begins so", 2);
    desk.keys("<esc>ibf");
    assert!(order(&desk, &[" 办法.docx", "新的办法.docx"]).is_sorted(), "{}", desk.screen());
}

#[test]
fn enter_goes_into_a_folder_and_backspace_comes_back_to_it() {
    let mut desk = at_documents(80, 24, Lang::Zh);
    desk.keys("igd<enter>").assert_shows("报送/归档").assert_shows("2023/");
    desk.keys("2023<tab>").assert_shows("水利局.csv").assert_shows("归档/2023");
    desk.keys("<backspace>").assert_shows("2023/");
    assert_eq!(position(&desk), "2/2", "the folder that one came from is chosen");
    desk.keys("<home><enter>").assert_shows("照片.jpg");
    assert_eq!(position(&desk), "6/7", "{}", desk.screen());
    desk.keys("<down><up><enter><end><enter><enter>").assert_shows("读出 1/200 格");
}

#[test]
fn tab_completes_a_path_as_far_as_there_is_one_way() {
    let mut desk = at_documents(100, 30, Lang::Zh);
    desk.model.setting.home = Some(here(&desk));
    desk.keys("i~/归<tab>").assert_shows("~/归档/").assert_shows("2023/");
    desk.keys("2<tab>").assert_shows("~/归档/2023/").assert_shows("水利局.csv");
    desk.keys("<tab>").assert_shows("~/归档/2023/水利局.csv");
    desk.keys("<enter>").assert_shows("读出 1/200 格");
    lay(&here(&desk).join("表/甲一.csv"), "", 1);
    lay(&here(&desk).join("表/甲二.csv"), "", 1);
    desk.keys("<esc>i~/表/<tab>").assert_shows("> ~/表/甲").assert_shows("甲一.csv").assert_shows("甲二.csv");
    desk.keys("<down><tab>").assert_shows("> ~/表/甲一.csv");
}

#[test]
fn a_folder_that_is_typed_is_gone_into_and_points_lead_from_the_folder_that_is_listed() {
    let mut desk = at_documents(100, 30, Lang::Zh);
    let folder = here(&desk).join("归档");
    desk.keys("i").paste(&folder.display().to_string()).keys("<enter>").assert_shows("2023/");
    desk.keys("../下发表格/").assert_shows("空表.docx");
    desk.keys("<down><enter>");
    assert!(!desk.shows("不存在"), "{}", desk.screen());
    desk.keys("<esc>").keys("i").paste(&format!("{}/", folder.display())).keys("<enter>").assert_shows("2023/");
    desk.keys("<ctrl-a>./2023/水利局.csv<enter>").assert_shows("读出 1/200 格");
}

#[test]
fn what_is_hidden_is_shown_once_a_point_is_typed() {
    let mut desk = at_documents(80, 24, Lang::Zh);
    desk.keys("i");
    assert!(!desk.shows("隐藏") && !desk.shows("~$"), "{}", desk.screen());
    desk.keys(".").assert_shows(".隐藏.csv");
    desk.keys("隐").assert_shows(".隐藏.csv");
    assert!(!desk.shows("教育局"), "{}", desk.screen());
}

#[test]
fn files_that_are_marked_are_previewed_one_after_another_and_each_is_saved() {
    let mut desk = at_documents(100, 30, Lang::Zh);
    for (agency, hours) in [("甲局", 50), ("乙局", 49), ("丙局", 48)] {
        lay(&here(&desk).join(format!("{agency}.json")), &report_of(agency, 3), hours);
    }
    desk.keys("i   ").assert_shows("已选 3").assert_shows("导入已选的 3 个");
    desk.keys("<up> ").assert_shows("已选 2");
    desk.keys("<up> ").assert_shows("已选 3");
    desk.keys("<enter>").assert_shows("导入 1/3").assert_shows("甲局");
    desk.keys("<enter>").assert_shows("有修改尚未保存").assert_shows("还有 2 个文件");
    desk.keys("s").assert_shows("导入 2/3").assert_shows("乙局");
    desk.keys("<enter>s").assert_shows("导入 3/3").assert_shows("丙局");
    desk.keys("<enter>");
    assert!(matches!(desk.model.screen, Screen::Report(_)), "the last one stays open");
    assert!(!desk.shows("还有"), "{}", desk.screen());
    for agency in ["甲局", "乙局"] {
        assert!(super::desk::saved(desk.folder.path(), agency, 2025).is_some(), "{agency}");
    }
}

#[test]
fn one_of_several_files_is_passed_over_and_the_rest_can_be_left() {
    let mut desk = at_documents(100, 30, Lang::Zh);
    for (agency, hours) in [("甲局", 50), ("乙局", 49), ("丙局", 48)] {
        lay(&here(&desk).join(format!("{agency}.json")), &report_of(agency, 3), hours);
    }
    desk.keys("i   <enter><esc>").assert_shows("还有 2 个未导入");
    desk.keys("n").assert_shows("导入 2/3");
    desk.keys("<esc>q");
    assert!(matches!(desk.model.screen, Screen::Library) && desk.model.dialog.is_none());
    // Whoever looks at one of them first finds the next on leaving.
    desk.keys("i   <enter><enter><esc>").assert_shows("*未保存");
    desk.keys("<ctrl-s><f3>").assert_shows("导入 2/3");
    // One that cannot be read keeps nobody from the next.
    fs::remove_file(here(&desk).join("丙局.json")).expect("removed");
    desk.keys("<esc>n").assert_shows("3/3").assert_shows("不存在");
    desk.keys("<esc>");
    assert!(desk.model.dialog.is_none(), "{}", desk.screen());
}

#[test]
fn a_file_that_is_taken_in_the_place_of_one_that_cannot_be_read_keeps_the_next_ones_waiting() {
    let mut desk = at_documents(100, 30, Lang::Zh);
    for (agency, hours) in [("甲局", 50), ("乙局", 49), ("丙局", 48), ("丁局", 0)] {
        lay(&here(&desk).join(format!("{agency}.json")), &report_of(agency, 3), hours);
    }
    desk.keys("i   ").assert_shows("已选 3");
    fs::remove_file(here(&desk).join("乙局.json")).expect("removed");
    desk.keys("<enter><esc>n").assert_shows("2/3").assert_shows("不存在");
    let other = here(&desk).join("丁局.json").display().to_string();
    desk.paste(&other).keys("<enter>").assert_shows("导入 1/2").assert_shows("丁局");
    desk.keys("<esc>n").assert_shows("导入 2/2").assert_shows("丙局");
}

#[test]
fn what_takes_nothing_in_says_so_before_the_next_file_comes() {
    let desk = at_documents(100, 30, Lang::Zh);
    let here = here(&desk);
    put(desk.folder.path(), AGENCY, 2025, &[]);
    let mut desk = Desk::over(desk.end(), 100, 30, Lang::Zh);
    desk.model.setting.here = here.clone();
    desk.keys("<enter>D李四<enter>张三<enter><ctrl-s><f3>");
    for (agency, hours) in [(AGENCY, 50), ("乙局", 49)] {
        lay(&here.join(format!("{agency}.json")), &report_of(agency, 3), hours);
    }
    desk.keys("i  <enter>").assert_shows("导入 1/2");
    desk.keys("<enter>").assert_shows("报告已定稿，没有导入").assert_shows("还有 1 个");
    desk.keys("<f3>").assert_shows("导入 2/2").assert_shows("乙局");
}

#[test]
fn files_that_are_dropped_together_are_previewed_one_after_another() {
    let mut desk = at_documents(100, 30, Lang::Zh);
    for agency in ["甲局", "乙局"] {
        lay(&here(&desk).join(format!("{agency}.json")), &report_of(agency, 3), 50);
    }
    let paths = ["甲局", "乙局"].map(|agency| here(&desk).join(format!("{agency}.json")).display().to_string());
    desk.paste(&format!("'{}' '{}' ", paths[0], paths[1])).assert_shows("导入 1/2").assert_shows("甲局");
    desk.keys("<esc>n").assert_shows("导入 2/2").assert_shows("乙局");
    desk.keys("<esc>i").paste(&paths.join("\n")).assert_shows("已选 2");
    desk.keys("<enter>").assert_shows("导入 1/2");
}

#[test]
fn what_cannot_be_read_is_not_marked_and_a_folder_is_gone_into_with_the_marks() {
    let mut desk = at_documents(100, 30, Lang::Zh);
    desk.keys("i ").assert_shows("已选 1");
    desk.keys("照片 ").assert_shows("已选 1").assert_shows("只能选择可导入的文件");
    desk.keys("<ctrl-a>归档<enter><end><enter><end>").assert_shows("水利局.csv");
    desk.keys(" ").assert_shows("已选 2");
    desk.keys("<enter>").assert_shows("导入 1/2");
}

#[test]
fn the_folders_used_last_are_kept_and_the_list_begins_in_the_newest() {
    let mut desk = at_documents(100, 30, Lang::Zh);
    let folders: Vec<PathBuf> = (1..=6).map(|number| here(&desk).join(format!("第{number}批"))).collect();
    for folder in &folders {
        let file = folder.join("a.csv");
        lay(&file, "cell,value\nrequests.new.natural_person,2\n", 3);
        desk.keys("i").paste(&file.display().to_string()).keys("<enter><esc>");
    }
    let settings = fs::read_to_string(desk.folder.path().join("settings.ron")).expect("settings");
    let kept = from_ron("", &settings).expect("settings").folders;
    let newest_first: Vec<String> = folders.iter().rev().take(5).map(|folder| folder.display().to_string()).collect();
    assert_eq!(kept, newest_first);
    desk.keys("i").assert_shows("最近  第6批  第5批").assert_shows("a.csv");
    assert!(!desk.shows("第1批"), "{}", desk.screen());
    desk.keys("<up><up>").keys("<right>").assert_shows("第5批");
    desk.keys("<enter>").assert_shows("报送/第5批");
    // A stick that is gone is said, and the folder at hand is listed.
    fs::remove_dir_all(&folders[5]).expect("removed");
    desk.keys("<esc>i").assert_shows("! ").assert_shows("第6批").assert_shows("教育局2025年报.csv");
}

#[test]
fn places_stand_above_the_list_drives_among_them_and_their_names_can_be_typed() {
    let mut desk = at_documents(100, 30, Lang::Zh);
    let root = desk.folder.path().to_path_buf();
    for place in ["桌面上", "media/KINGSTON", "media/工作盘", "软盘"] {
        lay(&root.join(place).join("盘上的.csv"), "cell,value\nrequests.new.natural_person,2\n", 3);
    }
    desk.model.setting.places = Places {
        desktop: Some(root.join("桌面上")),
        drives: vec![
            Drives::Below(root.join("media")),
            Drives::Below(root.join("no such")),
            Drives::At(root.join("not there")),
            Drives::At(root.join("软盘")),
        ],
        ..Places::default()
    };
    desk.keys("i").assert_shows("位置  桌面  盘 KINGSTON  盘 工作盘  盘 软盘");
    desk.keys("<up><up><right>").assert_shows("media/KINGSTON").assert_shows("Enter 打开");
    desk.keys("<enter>").assert_shows("盘上的.csv");
    fs::create_dir(root.join("media/后插的")).expect("a folder");
    desk.keys("<f5>").assert_shows("盘 后插的").assert_shows("media/KINGSTON");
    desk.keys("<end><shift-tab><home>").assert_shows("桌面上").assert_shows("Enter 打开");
    desk.keys("<esc>zm").assert_shows("-> 桌面");
    desk.keys("<enter>").assert_shows("桌面上").assert_shows("盘上的.csv");
    desk.keys("<esc>i").click("盘 工作盘").assert_shows("media/工作盘");
    desk.click("盘 工作盘").click("盘上的.csv");
    assert!(desk.shows("读出 1/200 格"), "the document was chosen already:\n{}", desk.screen());
}

#[test]
fn a_folder_that_cannot_be_read_says_why_and_the_way_out_stays() {
    let mut desk = at_documents(100, 30, Lang::Zh);
    let file = here(&desk).join("照片.jpg");
    desk.keys("i").paste(&format!("{}/", file.display())).assert_shows("照片.jpg：");
    desk.keys("<enter>").assert_shows("! ");
    desk.keys("<ctrl-a><backspace>").assert_shows("教育局2025年报.csv");
    fs::create_dir(here(&desk).join("空的")).expect("a folder");
    desk.keys("<esc>ikd<enter>").assert_shows("（空文件夹：");
    desk.keys("<enter>").assert_shows("教育局2025年报.csv");
}

#[cfg(unix)]
#[test]
fn circles_of_links_and_names_of_other_bytes_are_listed_and_taken() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    let mut desk = at_documents(100, 30, Lang::Zh);
    let odd = here(&desk).join(OsStr::from_bytes(b"\xd0\xc5\xcf\xa2.csv"));
    lay(&odd, "cell,value\nrequests.new.natural_person,6\n", 80);
    symlink(here(&desk), here(&desk).join("归档/回到报送")).expect("a link");
    symlink("绕圈", here(&desk).join("绕圈")).expect("a link");
    desk.keys("i").assert_shows("绕圈");
    desk.keys("gd<enter>hd<enter>").assert_shows("归档/回到报送").assert_shows("教育局");
    desk.keys("<backspace>").assert_shows("2023/");
    desk.keys("<esc>i<enter>").assert_shows("读出 1/200 格").assert_shows("6");
}

#[test]
fn five_thousand_files_are_walked_with_the_keys_of_every_list() {
    let mut desk = Desk::new(80, 24, Lang::Zh);
    let many = desk.folder.path().join("很多");
    fs::create_dir(&many).expect("a folder");
    for number in 0..5000 {
        File::create(many.join(format!("第{number:04}号.csv"))).expect("a file");
    }
    desk.model.setting.here = many;
    desk.keys("i<end>").assert_shows("5001/5001 ↑");
    desk.keys("<pageup>").assert_shows("4991/5001");
    desk.keys("<home>").assert_shows("1/5001").assert_shows("↓");
    desk.keys("<pagedown>").assert_shows("11/5001");
    desk.keys("4321").assert_shows("第4321号.csv").assert_shows("1/1");
}

/// Presses a key without the outside doing anything.
fn press(desk: &mut Desk, code: Code) -> Vec<Effect> {
    update(&mut desk.model, Msg::Input(Input::Key(Chord::plain(code))))
}

fn number(effects: &[Effect]) -> u64 {
    let numbers = effects.iter().find_map(|effect| match effect {
        Effect::Browse { number, .. } => Some(*number),
        _ => None,
    });
    numbers.expect("a folder is asked for")
}

#[test]
fn while_a_folder_does_not_answer_keys_go_on_and_a_late_answer_is_passed_over() {
    let mut desk = at_documents(80, 24, Lang::Zh);
    let slow = number(&press(&mut desk, Code::Char('i')));
    desk.assert_shows("正在读取…");
    press(&mut desk, Code::Enter);
    desk.assert_shows("请先选择文件");
    let second = number(&press(&mut desk, Code::Backspace));
    press(&mut desk, Code::F(1));
    update(&mut desk.model, Msg::Browsed { number: second, found: Ok(Vec::new()) });
    press(&mut desk, Code::Esc);
    desk.assert_shows("（空文件夹：");
    update(&mut desk.model, Msg::Browsed { number: slow, found: Err("too late".into()) });
    desk.assert_shows("（空文件夹：");
    assert!(!desk.shows("too late"), "{}", desk.screen());
    press(&mut desk, Code::Esc);
    update(&mut desk.model, Msg::Browsed { number: second, found: Err("nobody asks".into()) });
    assert!(desk.model.dialog.is_none() && !desk.shows("nobody asks"), "{}", desk.screen());
}

#[test]
fn a_report_is_compared_with_a_file_of_the_list() {
    let mut desk = at_documents(100, 30, Lang::Zh);
    put(desk.folder.path(), AGENCY, 2025, &[("requests.new.natural_person", 3)]);
    let mut desk = {
        let here = here(&desk);
        desk.keys("<esc>");
        let mut other = Desk::over(desk.end(), 100, 30, Lang::Zh);
        other.model.setting.here = here;
        other
    };
    desk.keys("<enter>O").assert_shows("Enter 比对");
    assert!(!desk.shows("多选"), "one file is compared:\n{}", desk.screen());
    desk.keys("mz<enter>").assert_shows("3").assert_shows("5").assert_shows("民政局2025年报.json");
}

#[test]
fn a_copy_is_saved_in_a_folder_of_the_list_under_the_name_that_is_proposed_or_another() {
    let mut desk = Desk::with_sample();
    let root = desk.folder.path().join("盘");
    fs::create_dir_all(root.join("年报")).expect("folders");
    lay(&root.join("旧的.ron"), "somebody's", 1);
    desk.model.setting.here = root.clone();
    desk.keys("W").assert_shows("[存到这个文件夹]").assert_shows("年报/").assert_shows("旧的.ron");
    desk.keys("nb<enter><enter>").assert_shows("盘/年报").assert_shows("示例区人民政府办公室2022.ron");
    desk.keys("<esc>").assert_shows("[存到这个文件夹]");
    desk.keys("<enter><enter>").assert_shows("已另存");
    assert!(root.join("年报/示例区人民政府办公室2022.ron").exists());
    desk.keys("W<enter>另一份.ron<enter>").assert_shows("已另存");
    assert!(root.join("年报/另一份.ron").exists(), "the list began in the folder that was used");
    let typed = root.join("年报").display().to_string();
    desk.keys("W").paste(&typed).keys("<enter>").assert_shows("存到 ").assert_shows("盘/年报");
    desk.keys("<esc><esc>");
    // A file that is there gives its name, and is not replaced.
    desk.keys("W<backspace><end><enter>").assert_shows("旧的.ron");
    desk.keys("<enter>").assert_shows("已存在");
    assert_eq!(fs::read_to_string(root.join("旧的.ron")).expect("kept"), "somebody's");
}

#[test]
fn an_export_chooses_its_folder_and_a_form_in_the_list() {
    let mut desk = Desk::with_sample();
    let root = desk.folder.path().join("盘");
    fs::create_dir_all(root.join("年报")).expect("folders");
    lay(&root.join("旧的.csv"), "somebody's", 1);
    lay(&root.join("空表.docx"), "a form", 1);
    lay(&root.join("空表.xlsx"), "another form", 9);
    desk.model.setting.here = root.clone();
    for keys in ["<ctrl-e><f4>", "<ctrl-e><ctrl-o>"] {
        desk.keys(keys).assert_shows("[导出到这个文件夹]").assert_shows("年报/");
        desk.keys("nb<enter><enter>").assert_shows("盘/年报").assert_shows("< docx");
        desk.keys("<esc>");
    }
    desk.keys("<ctrl-e><f4>nb<enter><enter><tab><tab><tab><tab><tab><tab><enter>").assert_shows("经回读比对，内容一致");
    assert_eq!(fs::read_dir(root.join("年报")).expect("a folder").count(), 1);
    // A file that is there gives its name, and is asked about.
    desk.keys("<ctrl-e><f4>旧的<enter>").assert_shows("旧的.csv").assert_shows("< csv");
    desk.keys("<enter>").assert_shows("文件已存在");
    desk.keys("<esc><esc>");
    assert_eq!(fs::read_to_string(root.join("旧的.csv")).expect("kept"), "somebody's");
    desk.model.setting.chosen.folders.clear();
    desk.keys("<ctrl-e><down><down><down><down><f4>").assert_shows("选择表样");
    assert!(order(&desk, &["空表.docx", "空表.xlsx"]).is_sorted(), "of the format that is exported first");
    desk.keys("<enter>").assert_shows("盘/空表.docx");
}

#[test]
fn on_a_tiny_screen_names_and_kinds_stay() {
    let mut desk = at_documents(40, 12, Lang::Zh);
    desk.keys("i").assert_shows("教育局2025年报.csv").assert_shows("CSV").assert_shows("2/7").assert_shows("↓");
    desk.keys("<end>").assert_shows("照片.jpg").assert_shows("7/7 ↑");
}

#[test]
fn screens_of_the_list_of_files() {
    for (columns, rows, lang, name) in
        [(80, 24, Lang::Zh, "80x24"), (100, 30, Lang::En, "100x30-en"), (160, 45, Lang::Zh, "160x45")]
    {
        let mut desk = at_documents(columns, rows, lang);
        let root = desk.folder.path().to_path_buf();
        desk.model.setting.places = Places {
            desktop: Some(root.join("桌面")),
            documents: Some(root.join("文档")),
            downloads: Some(root.join("下载")),
            drives: vec![Drives::Below(root.join("报送"))],
        };
        desk.model.setting.chosen.folders = vec![here(&desk).display().to_string(), "/srv/办公/下发".into()];
        desk.keys("i ");
        insta::assert_snapshot!(format!("files-{name}"), steady(&desk));
        desk.keys("<up><up><up><up>");
        insta::assert_snapshot!(format!("files-places-{name}"), steady(&desk));
    }
}
