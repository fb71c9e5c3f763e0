//! Finishing: what is in its way, the names, the read-only report, reopening with a reason, a file changed since.

use std::fs;

use gouji::domain::seal::{State, state};
use gouji::domain::text::Lang;

use super::desk::{AGENCY, Desk, put, saved};

/// A sound report, not finished yet.
fn plain(columns: u16, rows: u16, lang: Lang) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[("requests.new.natural_person", 7), ("requests.granted.natural_person", 7)]);
    let mut desk = Desk::over(folder, columns, rows, lang);
    desk.keys("<enter>");
    desk
}

fn finished(columns: u16, rows: u16, lang: Lang) -> Desk {
    let mut desk = plain(columns, rows, lang);
    desk.keys("D李四<enter>张三<enter>");
    desk
}

fn seal(desk: &Desk) -> State {
    state(desk.report().session.report())
}

#[test]
fn unfilled_cells_and_open_errors_are_named_and_lead_there() {
    let mut desk = plain(100, 30, Lang::Zh);
    desk.keys("8<enter><alt-2><delete><alt-3>D");
    desk.assert_shows("还不能定稿").assert_shows("还有 1 格未填").assert_shows("错误 2 个").assert_shows("T3-01");
    desk.keys("u");
    assert_eq!(desk.at(), "proactive.rules.issued");
    desk.keys("Dn");
    assert_eq!(desk.at(), "requests.new.natural_person");
    desk.keys("<alt-d>w").assert_shows("问题清单");
    assert_eq!(seal(&desk), State::Open);
}

#[test]
fn finishing_records_names_date_and_digest_and_is_saved_with_the_report() {
    for key in ["D", "<alt-d>", "<alt-1><alt-d>"] {
        let mut desk = plain(100, 30, Lang::Zh);
        desk.keys(key).assert_shows("填报人").assert_shows("审核人");
        desk.keys("<enter>").assert_shows("请填写姓名");
        desk.keys("李四<enter><enter>").assert_shows("请填写姓名");
        desk.keys("张三<enter>").assert_shows("已定稿");
        assert_eq!(seal(&desk), State::Intact);
        desk.keys("<ctrl-s>").assert_shows("定稿 已保存");
        let saved = desk.saved(2025).expect("saved");
        assert_eq!((saved.sign_off.keyer.as_str(), saved.sign_off.reviewer.as_str()), ("李四", "张三"));
        assert_eq!(saved.sign_off.date.len(), "2026-01-20".len());
        assert_eq!(state(&saved), State::Intact);
    }
}

#[test]
fn what_is_worth_a_look_before_finishing_is_named_and_the_list_is_a_key_away() {
    let mut desk = plain(100, 30, Lang::Zh);
    desk.keys("D").assert_shows("第一、五、六章还没有写");
    desk.keys("<esc><alt-1>全年收到申请8件。<alt-3>D").assert_shows("警告 2 条").assert_shows("第五、六章还没有写");
    desk.assert_shows("不影响定稿");
    assert!(!desk.shows("第六章没有文字"), "an empty chapter is not said twice: {}", desk.screen());
    desk.keys("<esc><f8>").assert_shows("五、存在的主要问题");
    desk.keys("<f8>").assert_shows("六、其他需要报告的事项（0 字）");
    desk.keys("<alt-3>D");
    desk.keys("<f7>").assert_shows("问题清单");
    let mut desk = plain(80, 24, Lang::En);
    desk.keys("D").assert_shows("chapters 1, 5, 6 not written").assert_shows("Reviewed by");
}

#[test]
fn a_finished_report_is_read_only_and_every_refusal_says_what_to_do() {
    let mut desk = finished(100, 30, Lang::Zh);
    let before = desk.report().session.report().clone();
    for keys in ["9", "<f2>", "<delete>", "/", ".", "*", "<f6>", "a", "v", "<ctrl-z>", "m", "i", "Y", "d"] {
        desk.keys("<home><right>").keys(keys).assert_shows("已定稿，不能修改").assert_shows("Alt-d");
        assert!(desk.model.dialog.is_none() && desk.report().typing.is_none(), "{keys}");
    }
    desk.paste("1\t2").assert_shows("已定稿");
    desk.keys("<alt-1>");
    for keys in ["<f2>", "<shift-f2>", "<f5>"] {
        desk.keys(keys).assert_shows("已定稿，不能修改");
        assert!(desk.model.dialog.is_none(), "{keys}");
    }
    for keys in ["字", "<enter>", "<backspace>", "<delete>", "<ctrl-v>", "<ctrl-k>", "<tab>", "<ctrl-z>", "<ctrl-y>"] {
        desk.keys(keys).assert_shows("已定稿，不能修改");
    }
    desk.paste("粘贴").assert_shows("已定稿");
    desk.keys("<alt-3>");
    assert_eq!(desk.report().session.report().entries(), before.entries());
    assert_eq!(desk.report().session.report().prose, before.prose);
    assert_eq!(seal(&desk), State::Intact);
}

#[test]
fn moving_looking_saving_and_exporting_stay_possible() {
    let mut desk = finished(100, 30, Lang::Zh);
    desk.keys("<down><right><enter>");
    assert_eq!(desk.at(), "requests.carried_in.research");
    desk.keys("w<esc>k<esc><ctrl-f><esc>c").assert_shows("已复制");
    let path = desk.folder.path().join("out.txt").display().to_string();
    desk.keys("<ctrl-e>").paste(&path).keys("<enter>").assert_shows("经回读比对，内容一致");
    assert!(!fs::read_to_string(path).expect("there").contains("草稿"));
}

#[test]
fn findings_of_a_finished_report_are_neither_accepted_nor_opened_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let last = [("requests.new.natural_person", 9), ("requests.carried_out.natural_person", 9)];
    put(folder.path(), AGENCY, 2024, &last);
    put(folder.path(), AGENCY, 2025, &[]);
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("<home><enter>").assert_shows("2025年");
    desk.keys("D").assert_shows("F8  警告 2 条");
    desk.keys("李四<enter>张三<enter>wa").assert_shows("已定稿，不能修改");
    assert!(desk.report().session.report().accepted.is_empty());
}

#[test]
fn reopening_takes_a_name_and_a_reason_which_are_kept() {
    let mut desk = finished(100, 30, Lang::Zh);
    desk.keys("D").assert_shows("撤销定稿");
    desk.keys("王五<enter><enter>").assert_shows("请填写理由");
    assert_eq!(seal(&desk), State::Intact);
    desk.keys("漏记一件<enter>").assert_shows("已撤销定稿");
    assert_eq!(seal(&desk), State::Open);
    desk.keys("7<enter><ctrl-s>");
    let report = desk.saved(2025).expect("saved");
    let [once] = report.reopenings.as_slice() else { panic!("{:?}", report.reopenings) };
    assert_eq!((once.by.as_str(), once.reason.as_str(), once.date.len()), ("王五", "漏记一件", 10));
    desk.keys("D").assert_shows("李四").assert_shows("张三");
    desk.keys("<enter>").assert_shows("已定稿");
    assert_eq!(seal(&desk), State::Intact);
}

#[test]
fn a_reopening_taken_back_is_finished_as_before() {
    let mut desk = finished(100, 30, Lang::Zh);
    desk.keys("D王五<enter>漏记<enter><ctrl-z>").assert_shows("已撤销：撤销定稿");
    assert_eq!((seal(&desk), desk.report().session.report().reopenings.len()), (State::Intact, 0));
    desk.keys("9").assert_shows("已定稿");
}

#[test]
fn a_file_changed_since_is_told_on_opening_and_on_the_title_line() {
    let mut desk = finished(100, 30, Lang::Zh);
    desk.keys("<ctrl-s><f3>").assert_shows("定稿");
    desk.keys("<enter>").assert_shows("定稿 已保存");
    desk.keys("<f3>");
    let path = desk.folder.path().join(AGENCY).join("2025.ron");
    let text = fs::read_to_string(&path).expect("there");
    fs::write(
        &path,
        text.replace(
            "\"requests.granted.natural_person\": keyed(\"7\")",
            "\"requests.granted.natural_person\": keyed(\"6\")",
        ),
    )
    .expect("written");
    desk.keys("<enter>").assert_shows("数字或正文有改动").assert_shows("!定稿后有改动");
    desk.keys("<down>").assert_shows("!定稿后有改动");
    desk.keys("9").assert_shows("已定稿，不能修改");
    let out = desk.folder.path().join("out.txt");
    desk.keys("<ctrl-e>").paste(&out.display().to_string()).keys("<enter>").assert_shows("还不能正式导出");
    desk.assert_shows("定稿后有改动").assert_shows("F2");
    assert!(!out.exists() && !desk.shows("Enter 保存说明"), "{}", desk.screen());
    desk.keys("<esc><esc>D王五<enter>核对<enter>");
    assert!(!desk.shows("定稿后被改"));
    assert_eq!(saved(desk.folder.path(), AGENCY, 2025).map(|report| state(&report)), Some(State::Broken));
}

#[test]
fn an_import_into_a_finished_report_is_refused() {
    let mut desk = finished(100, 30, Lang::Zh);
    desk.keys("<ctrl-s><f3>");
    let file = desk.folder.path().join("other.txt");
    fs::write(&file, "cell,value\nrequests.new.natural_person,9\n").expect("written");
    let file = desk.folder.path().join("other.csv");
    fs::write(&file, "cell,value\nrequests.new.natural_person,9\n").expect("written");
    desk.keys("i").paste(&file.display().to_string()).keys("<enter><enter>");
    desk.keys("<ctrl-a>").paste(AGENCY).keys("<enter>2025<enter><enter>");
    desk.assert_shows("没有导入");
    assert_eq!(desk.figure("requests.new.natural_person"), "7");
}

#[test]
fn every_way_through_works_on_small_terminals() {
    for (columns, rows) in [(60, 16), (40, 12), (30, 8), (20, 5)] {
        let mut desk = plain(columns, rows, Lang::Zh);
        let inside = |desk: &Desk| desk.cursor().0 < columns && desk.cursor().1 < rows;
        desk.keys("8<enter>D");
        assert!(rows < 8 || desk.shows("返回"), "the answers are there:\n{}", desk.screen());
        desk.keys("<esc><ctrl-z>m核对<enter>M<esc>Y2<enter>甲");
        assert!(inside(&desk), "{}", desk.screen());
        desk.keys("<enter>乙<enter>7<enter>6<enter>6<enter>ay");
        assert_eq!(desk.report().session.report().verification.cells, 2, "{columns}x{rows}:\n{}", desk.screen());
        desk.keys("D甲<enter>丙");
        assert!(inside(&desk), "{}", desk.screen());
        desk.keys("<enter>D甲<enter>更正<enter>D<enter>");
        assert_eq!((seal(&desk), desk.report().session.report().reopenings.len()), (State::Intact, 1));
    }
}

#[test]
fn screens() {
    insta::assert_snapshot!("finish-80x24", plain(80, 24, Lang::Zh).keys("D").screen());
    insta::assert_snapshot!("finish-100x30-en", plain(100, 30, Lang::En).keys("D").screen());
    insta::assert_snapshot!("finish-refused-80x24", plain(80, 24, Lang::Zh).keys("8<enter><delete>D").screen());
    insta::assert_snapshot!("finish-refused-80x24-en", plain(80, 24, Lang::En).keys("8<enter><delete>D").screen());
    insta::assert_snapshot!("finished-100x30", finished(100, 30, Lang::Zh).keys("9").screen());
    insta::assert_snapshot!("finished-80x24-en", finished(80, 24, Lang::En).keys("<right>").screen());
    insta::assert_snapshot!("reopen-80x24", finished(80, 24, Lang::Zh).keys("D").screen());
}
