//! A register counted in the editor: read from an open report or by an import, asked about, looked into case by case, moved,
//! confirmed and taken into the report as one edit; and nothing of the people in it on the screen or in any file. The register
//! is made up, and nobody bears the names in it.

use std::fs;
use std::path::{Path, PathBuf};

use gouji::domain::figure::Origin;
use gouji::domain::text::Lang;
use gouji::store::document::to_ron;
use gouji::tui::library::LibraryScreen;
use gouji::tui::model::Effect;

use super::desk::{AGENCY, Desk, put};

const HEAD: &str = "编号,收到日期,申请人,申请人类别,申请内容,答复日期,答复结果,备注";

const LINES: [&str; 8] = [
    "2024-031,2024-12-11,褚蔚蓝,公民,老机场改造批复,2025-01-06,予以公开,上年结转",
    "2025-001,2025-01-03,濮阳青岚,公民,桥梁检测纪要,2025-01-20,过程性信息,",
    "2025-002,2025-02-08,某某蔚然建材有限公司,法人,土地出让底价,2025-02-24,部分公开,",
    "2025-003,2025-04-02,褚蔚蓝,公民,水库除险名册,2025-04-18,咨询,",
    "2025-004,2025-05-02,蔚然环保协会,法人,排污监测底稿,2025-05-20,信息不存在,",
    "2025-005,2025-12-29,濮阳青岚,公民,拆迁补偿名单,,,",
    "2025-006,2025-06-02,某某之家,法人,公园规划底图,2025-06-20,予以公开,",
    "2025-007,2025-07-02,濮阳青岚,公民,河道清淤图纸,2025-06-20,予以公开,",
];

/// Names and contents, none of which may be shown or kept.
fn people() -> impl Iterator<Item = &'static str> {
    let fields = LINES.iter().flat_map(|line| [line.split(',').nth(2), line.split(',').nth(4)]);
    fields.flatten().chain(["青岚", "蔚然"])
}

#[track_caller]
fn assert_nobody(text: &str, place: &str) {
    for name in people() {
        assert!(!text.contains(name), "{place} holds {name}:\n{text}");
    }
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// The register as a file outside of the library.
struct Register(tempfile::TempDir);

impl Register {
    fn new() -> Register {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("台账.csv"), format!("{HEAD}\n{}\n", LINES.join("\n"))).expect("a register");
        Register(folder)
    }

    fn path(&self) -> String {
        self.0.path().join("台账.csv").display().to_string()
    }
}

/// A library with a report that differs from the register in a cell of persons.
fn library(columns: u16, rows: u16, lang: Lang) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    let figures =
        [("requests.new.natural_person", 3), ("requests.granted.natural_person", 1), ("requests.new.total", 9)];
    put(folder.path(), AGENCY, 2025, &figures);
    Desk::over(folder, columns, rows, lang)
}

/// The open report with the register counted over it; the first question is open.
pub fn counted_at(columns: u16, rows: u16, lang: Lang) -> Desk {
    let mut desk = library(columns, rows, lang);
    let register = Register::new();
    desk.keys("<enter><alt-t>").paste(&register.path()).keys("<enter>");
    desk
}

fn counted() -> Desk {
    counted_at(100, 30, Lang::Zh)
}

/// The table, with all that is asked put off.
fn table() -> Desk {
    let mut desk = counted();
    desk.keys("<esc>");
    desk.assert_shows("Enter 看各件");
    desk
}

/// Goes down a list to the line that has these words.
#[track_caller]
pub fn choose(desk: &mut Desk, words: &str) {
    for _ in 0..40 {
        if desk.lit().contains(words) {
            return;
        }
        desk.keys("<down>");
    }
    panic!("no line has {words}:\n{}", desk.screen());
}

fn file(desk: &Desk, name: &str) -> String {
    fs::read_to_string(desk.folder.path().join(AGENCY).join(name)).unwrap_or_default()
}

#[test]
fn questions_come_first_one_after_another_with_the_official_labels() {
    let mut desk = counted();
    desk.assert_shows("待确定 1/").assert_shows("“咨询”").assert_shows("2025-003").assert_shows("以后再说");
    desk.assert_shows("（六）其他处理").assert_shows("（四）无法提供");
    desk.keys("<home><enter>").assert_shows("编号 2025-006");
    desk.assert_shows("商业企业").assert_shows("其他");
    desk.keys("<home><enter>");
    assert!(!desk.shows("以后再说"), "{}", desk.screen());
    desk.assert_shows("全部答完").assert_shows("待确定 0 问");
}

#[test]
fn an_answer_is_remembered_for_the_office_and_not_asked_again() {
    let mut desk = counted();
    desk.keys("<home><enter>");
    assert!(file(&desk, "agency.ron").contains("咨询"), "{}", file(&desk, "agency.ron"));
    let register = Register::new();
    desk.keys("<esc><esc><alt-t>").paste(&register.path()).keys("<enter>");
    desk.assert_shows("待确定 1/1").assert_shows("编号 2025-006");
    // In the list it can be taken back, and is asked again.
    desk.keys("<esc>d").assert_shows("“咨询” →").assert_shows("已确定 1 项");
    desk.keys("<end><delete>").assert_shows("待确定 2 问");
    assert!(!file(&desk, "agency.ron").contains("(\"咨询\""), "{}", file(&desk, "agency.ron"));
}

#[test]
fn what_is_put_off_leaves_its_cells_pending() {
    // An Enter too many, meant for the screen before, decides nothing.
    let mut desk = counted();
    desk.keys("<enter>").assert_shows("编号 2025-006");
    desk.keys("<esc>").assert_shows("待确定 2 问");
    desk.keys("n");
    assert!(desk.lit().contains('≠') || desk.lit().contains('?'), "{}", desk.screen());
    desk.keys("d").assert_shows("? “咨询”");
}

#[test]
fn a_cell_names_both_figures_their_difference_and_the_number_of_its_cases() {
    let mut desk = table();
    desk.assert_shows("4≠3");
    desk.assert_shows("台账 4，报告 3，相差 +1；4 件");
    desk.keys("<enter>")
        .assert_shows("4 件")
        .assert_shows("2025-001")
        .assert_shows("2025-01-20")
        .assert_shows("过程性信息");
    assert!(!desk.shows("2024-031"), "carried in, not new:\n{}", desk.screen());
    assert_nobody(&desk.screen(), "the list of cases");
}

#[test]
fn a_case_is_moved_with_a_reason_which_names_nobody_and_can_be_taken_back() {
    let mut desk = table();
    desk.keys("<enter>r<home><enter>").assert_shows("理由");
    desk.keys("<enter>").assert_shows("请先填写理由");
    desk.keys("濮阳青岚当面更正<enter>").assert_shows("人工改动");
    let kept = file(&desk, "2025.register.ron");
    assert!(kept.contains("当面更正") && kept.contains("row: \"granted\""), "{kept}");
    assert_nobody(&kept, "the file of cases");
    desk.keys("<delete>").assert_shows("已撤回人工改动");
    assert!(!file(&desk, "2025.register.ron").contains("当面更正"));
}

#[test]
fn what_is_likely_is_listed_and_confirmed_once() {
    let mut desk = table();
    desk.keys("d").assert_shows("按通常意思计入");
    let before = desk.screen().lines().filter(|line| line.contains("~ ")).count();
    assert!(before > 0, "{}", desk.screen());
    choose(&mut desk, "~ ");
    desk.keys("y").assert_shows("已确认");
    let after = desk.screen().lines().filter(|line| line.contains("~ ")).count();
    assert_eq!(after + 1, before, "{}", desk.screen());
}

#[test]
fn findings_lead_to_their_cells_and_cases() {
    let mut desk = table();
    desk.keys("w").assert_shows("RG-02").assert_shows("RG-06").assert_shows("2025-007");
    desk.keys("<home><enter>").assert_shows("RG-02：1 件").assert_shows("2025-07-02");
    desk.keys("<esc><esc>").assert_shows("Enter 看各件");
}

#[test]
fn figures_are_taken_as_one_edit_and_replace_others_only_when_asked() {
    let mut desk = table();
    desk.keys("a").assert_shows("由台账的数字替换").assert_shows("待确定的");
    assert_eq!(desk.figure("requests.new.natural_person"), "3", "not yet");
    desk.keys("<esc>ay").assert_shows("已采用台账的").assert_shows("待确定的");
    assert_eq!(desk.figure("requests.new.natural_person"), "4");
    assert_eq!(desk.figure("requests.new.total"), "9", "a printed total is untouched");
    let report = desk.report().session.report();
    let cell = report.form().find("requests.new.natural_person").expect("a cell");
    assert_eq!(report.entry(cell).origin(), Some(Origin::Counted));
    desk.resize(80, 24).assert_shows("台账计数，4 件");
    // Which column 2025-006 stands in is not known, so neither is the count of enterprises.
    assert_eq!(desk.figure("requests.new.enterprise"), "0");
    desk.keys("<ctrl-z>");
    assert_eq!(desk.figure("requests.new.natural_person"), "3", "one step");
    assert_eq!(desk.figure("requests.carried_in.natural_person"), "0");
}

#[test]
fn no_figure_is_taken_into_a_report_that_somebody_else_has() {
    let mut theirs = library(100, 30, Lang::Zh);
    theirs.keys("<enter>9<enter>");
    let register = Register::new();
    let mut desk = theirs.beside();
    desk.keys("<enter><esc><alt-t>").paste(&register.path()).keys("<enter><esc>").assert_shows("Enter 看各件");
    let before = desk.figure("requests.granted.natural_person");
    desk.keys("a").assert_shows("只读");
    assert_eq!((before.as_str(), desk.figure("requests.granted.natural_person").as_str()), ("1", "1"));
}

#[test]
fn a_register_that_is_imported_is_offered_for_the_open_report_whatever_is_unsaved() {
    let register = Register::new();
    let mut desk = library(100, 30, Lang::Zh);
    desk.keys("<enter>9<enter>");
    desk.paste(&register.path());
    desk.assert_shows("这是依申请公开台账").assert_shows("示例区财政局 2025");
    desk.keys("y").assert_shows("待确定 1/");
    desk.keys("<esc><esc>");
    assert_eq!(desk.figure("requests.new.natural_person"), "9", "nothing was left");
}

#[test]
fn a_register_that_is_imported_in_the_library_opens_the_report_of_its_agency_and_year() {
    let register = Register::new();
    let mut desk = library(100, 30, Lang::Zh);
    desk.keys("i").paste(&register.path()).keys("<enter>");
    desk.assert_shows("为哪个单位").assert_shows(AGENCY).assert_shows("2025");
    desk.keys("<enter>").assert_shows("待确定 1/");
    desk.keys("<esc><esc>");
    assert_eq!(desk.figure("requests.new.natural_person"), "3");
    // A report that is not there yet is made.
    let mut desk = Desk::new(100, 30, Lang::Zh);
    desk.keys("i").paste(&register.path()).keys("<enter>某某乙局<enter><enter>").assert_shows("待确定 1/");
    desk.keys("<esc>a").assert_shows("已采用台账的");
    assert_eq!(desk.figure("requests.new.natural_person"), "4");
    assert_eq!(desk.figure("requests.new.enterprise"), "", "what waits for an answer stays empty");
}

#[test]
fn a_register_named_when_the_program_starts_finds_the_report_that_the_library_has() {
    let register = Register::new();
    let mut desk = library(100, 30, Lang::Zh);
    desk.model.library = LibraryScreen::default();
    desk.follow(vec![Effect::Read(register.path().into(), None)]);
    desk.assert_shows("为哪个单位");
    // Typed before the library was read.
    let mut quick = library(100, 30, Lang::Zh);
    quick.model.library = LibraryScreen::default();
    quick.follow(vec![Effect::Read(register.path().into(), None)]);
    quick.keys(&format!("{AGENCY}<enter><enter>")).assert_shows("待确定 1/");
    desk.follow(vec![Effect::List]);
    desk.assert_shows(AGENCY);
    desk.keys("<enter>").assert_shows("待确定 1/");
}

#[test]
fn a_list_of_requests_is_no_report_though_it_can_be_taken_for_several() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = |month: usize| {
        let cells =
            |cells: &[String], tag: &str| cells.iter().map(|cell| format!("<{tag}>{cell}</{tag}>")).collect::<String>();
        let head =
            ["序号", "登记编号", "收到时间", "申请人姓名", "申请人类型", "答复时间", "答复结果"].map(String::from);
        let row = |at: usize| {
            let day = |day: usize| format!("2025-{month:02}-{day:02}");
            let fields = [
                at.to_string(),
                format!("2025-{month:02}{at:02}"),
                day(at),
                "褚蔚蓝".into(),
                "公民".into(),
                day(at + 9),
                "予以公开".into(),
            ];
            format!("<tr>{}</tr>", cells(&fields, "td"))
        };
        let rows: String = (1..9).map(row).collect();
        format!(
            "<h2>{month}月</h2><table><tr>{}</tr>{rows}<tr><td>合计</td><td>8</td></tr></table>",
            cells(&head, "th")
        )
    };
    let path = folder.path().join("台账.html");
    fs::write(&path, format!("<html><body>{}{}</body></html>", table(1), table(2))).expect("a file");
    let mut desk = library(100, 30, Lang::Zh);
    desk.keys("i").paste(&path.display().to_string()).keys("<enter>").assert_shows("这是台账");
    desk.keys("<enter><enter>").assert_shows("共 16 件");
}

#[test]
fn a_file_that_is_neither_is_refused_as_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("说明.txt");
    fs::write(&path, "今年没有什么可说的。\n").expect("a file");
    let mut desk = library(100, 30, Lang::Zh);
    desk.keys("i").paste(&path.display().to_string()).keys("<enter>");
    desk.assert_shows("没有读出年度报告的任何数字");
    desk.keys("<esc><enter><alt-t>").paste(&path.display().to_string()).keys("<enter>");
    desk.assert_shows("! ").assert_shows("台账");
}

#[test]
fn a_click_chooses_a_cell_and_another_opens_its_cases() {
    let mut desk = table();
    desk.click("4≠3").assert_shows("2025-001");
    desk.keys("<esc>").click("Enter 看各件").assert_shows("4 件");
}

#[test]
fn nothing_of_the_people_is_on_a_screen_or_in_any_file() {
    let mut desk = counted();
    for keys in [
        "",
        "<enter>",
        "<esc>",
        "d",
        "<down>",
        "y",
        "<esc>",
        "<enter>",
        "<end>",
        "r",
        "<home><enter>",
        "濮阳青岚<enter>",
        "<esc>",
        "w",
        "<esc>",
        "i",
        "<esc>",
        "ay",
        "<ctrl-s>",
    ] {
        desk.keys(keys);
        assert_nobody(&desk.screen(), keys);
        assert_nobody(&format!("{:?}", desk.model), "what a debugger or a crash report prints");
        for path in files(desk.folder.path()) {
            let kept = fs::read(&path).expect("read");
            assert_nobody(&String::from_utf8_lossy(&kept), &path.display().to_string());
        }
    }
    assert_nobody(&to_ron(desk.report().session.report()), "the report");
    let all = files(desk.folder.path());
    let is_there = |name: &str| all.iter().any(|path| path.ends_with(name));
    assert!(is_there("2025.register.ron") && is_there("agency.ron") && is_there("2025.ron"), "{all:?}");
}

/// The screens by their names, with the keys that lead there from the first question.
const SCREENS: [(&str, &str); 9] = [
    ("question", ""),
    ("table", "<esc>"),
    ("list", "<esc>d"),
    ("cases", "<esc><enter>"),
    ("moving", "<esc><enter>r"),
    ("reason", "<esc><enter>r<enter>"),
    ("findings", "<esc>w"),
    ("taking", "<esc>a"),
    ("help", "<esc><f1>"),
];

#[test]
fn every_screen_at_three_sizes_in_both_languages() {
    for (name, keys) in SCREENS {
        for (columns, rows) in [(80, 24), (100, 30), (160, 45)] {
            for (lang, suffix) in [(Lang::Zh, ""), (Lang::En, "-en")] {
                let mut desk = counted_at(columns, rows, lang);
                desk.keys(keys);
                insta::assert_snapshot!(format!("{name}-{columns}x{rows}{suffix}"), desk.screen());
            }
        }
    }
    let mut desk = counted_at(80, 24, Lang::Zh);
    desk.model.desk.setting.theme.ascii = true;
    desk.keys("<esc>");
    insta::assert_snapshot!("table-80x24-ascii", desk.screen());
    desk.assert_shows("4!=3");
    assert!(!desk.screen().contains(['≠', '│', '↑', '→']), "{}", desk.screen());
}
