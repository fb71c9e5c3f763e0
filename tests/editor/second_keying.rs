//! Second keying: blind, one cell after the other, a difference stops, names and counts are kept.

use gouji::domain::figure::Origin;
use gouji::domain::text::Lang;

use super::desk::{AGENCY, Desk, put};

/// A sound report whose 12 cases were granted, everything else 0.
fn plain(columns: u16, rows: u16, lang: Lang) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    let figures = [
        ("requests.new.natural_person", 27),
        ("requests.new.enterprise", 5),
        ("requests.granted.natural_person", 27),
        ("requests.granted.enterprise", 5),
    ];
    put(folder.path(), AGENCY, 2025, &figures);
    let mut desk = Desk::over(folder, columns, rows, lang);
    desk.keys("<enter>");
    desk
}

/// A run through the figures that are not 0.
fn begun(columns: u16, rows: u16, lang: Lang) -> Desk {
    let mut desk = plain(columns, rows, lang);
    desk.keys("Y2<enter>李四<enter>王五<enter>");
    desk
}

fn origin(desk: &Desk, name: &str) -> Option<Origin> {
    let cell = desk.report().form().find(name).expect(name);
    desk.report().session.report().entry(cell).origin()
}

fn counts(desk: &Desk) -> [u32; 3] {
    let counts = &desk.report().session.report().verification;
    [counts.cells, counts.differences, counts.corrections]
}

fn is_running(desk: &Desk) -> bool {
    desk.report().second_keying.is_some()
}

#[test]
fn cells_and_names_are_asked_and_the_names_only_once() {
    for keys in ["Y", "<shift-f9>"] {
        let mut desk = plain(100, 30, Lang::Zh);
        desk.keys(keys).assert_shows("二次录入").assert_shows("全部已填的格，166 格");
        desk.assert_shows("不是 0 的格，4 格");
        desk.keys("2<enter><enter>").assert_shows("请填写姓名");
        desk.keys("李四<enter>王五<enter>");
        assert!(is_running(&desk), "{}", desk.screen());
        assert_eq!(desk.report().session.report().sign_off.keyer, "李四");
        assert_eq!(desk.report().session.report().verification.verifier, "王五");
        desk.keys("27<enter><esc>").assert_shows("已复核 1 格，还有 3 格");
        desk.keys("Y2").assert_shows("4 格，已复核 1");
        desk.keys("<enter>");
        assert!(is_running(&desk), "the names are known");
        assert_eq!(desk.at(), "requests.new.enterprise", "it goes on where it was left");
    }
}

#[test]
fn a_name_typed_or_pasted_on_the_choice_of_cells_goes_into_the_line_that_lacks_one() {
    let mut desk = plain(100, 30, Lang::Zh);
    desk.keys("Y2李四<enter>");
    desk.paste("王五").keys("<enter>");
    assert!(is_running(&desk), "{}", desk.screen());
    let report = desk.report().session.report();
    assert_eq!((report.sign_off.keyer.as_str(), report.verification.verifier.as_str()), ("李四", "王五"));
}

#[test]
fn arrows_move_the_choice_as_one_sees_it_and_a_digit_never_goes_into_a_name_from_there() {
    let mut desk = plain(100, 30, Lang::Zh);
    desk.keys("Y").assert_shows("> [x] 1");
    desk.keys("<down>").assert_shows("> [x] 2").assert_shows("[ ] 1");
    desk.keys("2王五").assert_shows("[x] 2").assert_shows("> 初录人  王五");
    assert!(!desk.shows("2王五"), "{}", desk.screen());
    desk.keys("<up>").assert_shows("> [x] 2");
    desk.keys("<up>").assert_shows("> [x] 1");
    desk.keys("<down><down><down>").assert_shows("> 初录人").assert_shows("[x] 3");
    desk.keys("<up>").assert_shows("> [x] 3");
    desk.keys("1").assert_shows("> [x] 1");
}

#[test]
fn one_person_for_both_keyings_is_asked_about_and_then_taken() {
    let mut desk = plain(100, 30, Lang::Zh);
    desk.keys("Y李四<enter>李四<enter>").assert_shows("初录人和复核人相同");
    assert!(!is_running(&desk));
    desk.keys("<enter>");
    assert!(is_running(&desk), "{}", desk.screen());
    let mut desk = plain(100, 30, Lang::Zh);
    desk.keys("Y李四<enter>李四<enter><backspace>五<enter>");
    assert!(is_running(&desk), "another name is not asked about: {}", desk.screen());
}

#[test]
fn equal_figures_become_verified_and_the_cursor_goes_through_the_chosen_cells() {
    let mut desk = begun(100, 30, Lang::Zh);
    assert_eq!(desk.at(), "requests.new.natural_person");
    desk.keys("27<enter>");
    assert_eq!(desk.at(), "requests.new.enterprise");
    assert_eq!(origin(&desk, "requests.new.natural_person"), Some(Origin::Verified));
    desk.keys("5+");
    assert_eq!(desk.at(), "requests.granted.natural_person");
    desk.assert_shows("二次录入 2/4");
    desk.keys("27<enter>5<enter>").assert_shows("二次录入完成：4 格；累计不一致 0 格，改正 0 格");
    assert!(!is_running(&desk));
    assert_eq!(counts(&desk), [4, 0, 0]);
    desk.keys("<ctrl-s>");
    let saved = desk.saved(2025).expect("saved");
    assert_eq!((saved.verification.cells, saved.verification.verifier.as_str()), (4, "王五"));
}

#[test]
fn nothing_of_the_first_figures_is_on_the_screen_while_they_are_keyed_again() {
    let figures = [
        ("requests.new.natural_person", 93),
        ("requests.new.enterprise", 81),
        ("disputes.litigation_direct.upheld", 67),
    ];
    for (columns, rows) in [(80, 24), (100, 30), (160, 45), (40, 12)] {
        for lang in [Lang::Zh, Lang::En] {
            let folder = tempfile::tempdir().expect("a folder");
            put(folder.path(), AGENCY, 2025, &figures);
            let mut desk = Desk::over(folder, columns, rows, lang);
            desk.keys("<enter>").assert_shows("93");
            desk.keys("Y2<enter>a<enter>b<enter>");
            assert!(is_running(&desk));
            // 174 is what the two add up to.
            for figure in ["93", "81", "174", "67"] {
                assert!(!desk.shows(figure), "{figure} at {columns}x{rows}:\n{}", desk.screen());
            }
            desk.keys("39<enter>");
            assert!(!desk.shows("93") && !desk.shows("174"), "a difference tells nothing:\n{}", desk.screen());
            desk.keys("93<enter>").keys("81<enter>");
            assert!(!desk.shows("67") && !desk.shows("174"), "{}", desk.screen());
        }
    }
}

#[test]
fn what_was_filled_with_0_shows_no_sign_of_it_and_last_years_figures_stay_away() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2024, &[("requests.new.natural_person", 86)]);
    put(folder.path(), AGENCY, 2025, &[("requests.new.natural_person", 27)]);
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("<home><enter>").assert_shows("2025年");
    desk.model.setting.theme.origins = true;
    desk.assert_shows("0'");
    desk.keys("y").assert_shows("86");
    desk.keys("Y1<enter>李四<enter>王五<enter>");
    assert!(is_running(&desk) && !desk.shows("86"), "{}", desk.screen());
    assert!(!desk.shows("_'") && desk.shows("_"), "{}", desk.screen());
    desk.keys("0<enter>").assert_shows("0=");
}

#[test]
fn the_cells_come_in_the_order_in_which_they_are_keyed() {
    let mut desk = plain(100, 30, Lang::Zh);
    desk.keys("p按列<enter>Y2<enter>李四<enter>王五<enter>27<enter>");
    assert_eq!(desk.at(), "requests.granted.natural_person", "down the column: {}", desk.screen());
    desk.keys("27<enter>5<enter>5<enter>").assert_shows("二次录入完成：4 格；累计不一致 0 格");
}

#[test]
fn a_slip_of_the_second_keying_is_mended_by_keying_again_and_corrects_nothing() {
    let mut desk = begun(100, 30, Lang::Zh);
    desk.keys("72<enter>").assert_shows("与第一遍不一致");
    assert_eq!(desk.at(), "requests.new.natural_person", "it stops");
    assert_eq!(counts(&desk), [0, 0, 0]);
    desk.keys("<enter>").assert_shows("先键入数");
    desk.keys("27<enter>");
    assert_eq!(desk.at(), "requests.new.enterprise");
    assert_eq!((counts(&desk), desk.figure("requests.new.natural_person")), ([1, 1, 0], "27".into()));
}

#[test]
fn after_two_differences_both_are_shown_and_the_clerk_says_which_holds() {
    for (answer, figure, corrections) in
        [("a", "27", 0), ("b", "72", 1), ("72<enter>", "72", 1), ("27<enter>", "27", 0), ("28<enter>", "28", 1)]
    {
        let mut desk = begun(100, 30, Lang::Zh);
        desk.keys("72<enter>72<enter>").assert_shows("初录 27，复核 72");
        desk.keys(answer);
        assert_eq!(desk.figure("requests.new.natural_person"), figure, "{answer}");
        assert_eq!(origin(&desk, "requests.new.natural_person"), Some(Origin::Verified));
        assert_eq!(counts(&desk), [1, 1, corrections], "{answer}");
        assert_eq!(desk.at(), "requests.new.enterprise");
        desk.keys("<esc><ctrl-z>");
        assert_eq!((counts(&desk), desk.figure("requests.new.natural_person")), ([0, 0, 0], "27".into()), "one edit");
    }
}

#[test]
fn both_are_shown_on_request_but_only_once_they_differ() {
    for key in ["<f2>", "e"] {
        let mut desk = begun(100, 30, Lang::Zh);
        desk.keys(key).assert_shows("请先录入一遍");
        desk.keys("72<enter>").keys(key).assert_shows("初录 27，复核 72");
    }
}

#[test]
fn the_number_pad_is_enough() {
    let mut desk = plain(100, 30, Lang::Zh);
    desk.keys("<alt-2>/y<alt-3>");
    desk.keys("Y1<enter>1<enter>2<enter>");
    assert_eq!(desk.at(), "proactive.rules.issued");
    desk.keys("/");
    assert_eq!(desk.at(), "proactive.rules.repealed", "the first keying says / too");
    desk.keys("/").assert_shows("与第一遍不一致");
    desk.keys("0+-");
    assert_eq!(desk.at(), "proactive.rules.repealed", "back to what is verified already");
    desk.keys("*");
    assert_eq!(desk.at(), "proactive.normative_documents.issued", "the rest of the row is 0");
    desk.keys("-");
    assert_eq!(desk.at(), "proactive.rules.in_force");
    desk.keys("0-");
    assert_eq!(desk.at(), "proactive.rules.repealed", "what is typed is committed before going back");
    desk.keys("<right>");
    assert_eq!(desk.at(), "proactive.normative_documents.issued", "what is verified is passed over going on");
}

#[test]
fn the_rest_of_a_row_as_0_stops_at_the_first_figure_that_is_none() {
    let mut desk = plain(100, 30, Lang::Zh);
    desk.keys("Y1<enter>1<enter>2<enter>");
    let mut steps = 0;
    while desk.at() != "requests.new.natural_person" && steps < 30 {
        desk.keys("*");
        steps += 1;
    }
    assert_eq!(desk.at(), "requests.new.natural_person", "{}", desk.screen());
    desk.keys("27<enter>*").assert_shows("与第一遍不一致");
    assert_eq!(desk.at(), "requests.new.enterprise");
    desk.keys("5<enter>*");
    assert_eq!(desk.at(), "requests.carried_in.natural_person");
}

#[test]
fn what_was_passed_over_is_come_back_to_and_escape_keeps_what_is_verified() {
    let mut desk = begun(100, 30, Lang::Zh);
    desk.keys("<right>5<enter>27<enter>5<enter>").assert_shows("回到跳过的格");
    assert_eq!(desk.at(), "requests.new.natural_person");
    desk.keys("2<esc>");
    assert!(is_running(&desk), "the first Esc gives up the figure");
    desk.keys("<esc>").assert_shows("已复核 3 格，还有 1 格");
    assert!(!is_running(&desk));
    desk.assert_shows("27");
    desk.keys("Y2<enter>27<enter>").assert_shows("二次录入完成");
    desk.keys("Y2<enter>").assert_shows("已复核或未填");
}

#[test]
fn saving_help_and_notes_work_meanwhile_and_what_would_show_figures_does_not() {
    let mut desk = begun(100, 30, Lang::Zh);
    for keys in
        ["w", "<ctrl-f>", "k", "<ctrl-e>", "<ctrl-z>", "<alt-1>", "<f6>", "<delete>", "c", ".", "H", "<f12>", "y"]
    {
        desk.keys(keys).assert_shows("先按 Esc 结束二次录入");
        assert!(desk.model.dialog.is_none(), "{keys}");
        assert_eq!(desk.at(), "requests.new.natural_person");
    }
    desk.paste("27\t5").assert_shows("不能粘贴");
    assert!(!desk.model.offers_paste(), "figures that come fast are keyed, not pasted");
    desk.keys("2<ctrl-s>").assert_shows("已保存");
    desk.keys("7<enter>");
    assert_eq!(origin(&desk, "requests.new.natural_person"), Some(Origin::Verified), "what was being typed stayed");
    desk.keys("m看不清<enter>").assert_shows("已保存批注");
    desk.keys("<f1>").assert_shows("帮助");
    desk.keys("<esc>");
    assert!(is_running(&desk));
}

#[test]
fn neither_click_nor_wheel_leads_out_of_the_order() {
    let mut desk = begun(100, 30, Lang::Zh);
    desk.click("五问题").assert_shows("按 Esc 结束");
    desk.click("（一）予以公开").wheel(true).wheel(false);
    assert_eq!(desk.at(), "requests.new.natural_person");
    desk.keys("27<enter>");
    assert_eq!(origin(&desk, "requests.new.natural_person"), Some(Origin::Verified));
}

#[test]
fn a_printed_total_that_was_keyed_is_keyed_again_too() {
    let mut desk = plain(100, 30, Lang::Zh);
    desk.keys("<end><f2>32<enter>Y2").assert_shows("不是 0 的格，5 格");
    desk.keys("<enter>1<enter>2<enter>27<enter>5<enter>");
    assert_eq!(desk.at(), "requests.new.total");
    desk.keys("32<enter>");
    assert_eq!(origin(&desk, "requests.new.total"), Some(Origin::Verified));
}

#[test]
fn screens() {
    insta::assert_snapshot!("second-keying-ask-80x24", plain(80, 24, Lang::Zh).keys("Y").screen());
    insta::assert_snapshot!("second-keying-ask-100x30-en", plain(100, 30, Lang::En).keys("Y").screen());
    insta::assert_snapshot!("second-keying-80x24", begun(80, 24, Lang::Zh).keys("27<enter>").screen());
    insta::assert_snapshot!("second-keying-80x24-en", begun(80, 24, Lang::En).keys("27<enter>").screen());
    insta::assert_snapshot!("second-keying-differs-80x24", begun(80, 24, Lang::Zh).keys("72<enter>7").screen());
    insta::assert_snapshot!(
        "second-keying-both-100x30",
        begun(100, 30, Lang::Zh).keys("72<enter>72<enter>").keys("2").screen()
    );
    insta::assert_snapshot!(
        "second-keying-both-100x30-en",
        begun(100, 30, Lang::En).keys("72<enter>72<enter>").keys("2").screen()
    );
}

#[test]
fn what_is_no_figure_is_kept_and_refused_in_a_second_keying_too() {
    for typed in ["2/7", "2e7", "2*7", "2,7", "公27", "—27", "2a7"] {
        let mut desk = begun(100, 30, Lang::Zh);
        desk.keys(typed).keys("<enter>").assert_shows("请按退格键");
        assert_eq!(counts(&desk), [0, 0, 0], "{typed}");
        assert_eq!(desk.at(), "requests.new.natural_person", "{typed}");
        desk.keys("<esc>27<enter>");
        assert_eq!(counts(&desk), [1, 0, 0], "{typed}");
    }
}
