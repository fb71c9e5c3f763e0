//! Keying figures: what digits, Enter, Esc, Delete and the number pad do, and what follows live.

use gouji::domain::figure::Origin;
use gouji::domain::text::Lang;

use super::desk::Desk;

#[test]
fn a_report_opens_on_the_matrix_at_the_first_cell_to_be_keyed() {
    let desk = Desk::with_sample();
    assert_eq!(desk.at(), "requests.new.natural_person");
    desk.assert_shows("三申请").assert_shows("7 + 0 = 7 + 0");
}

#[test]
fn a_digit_starts_a_figure_and_enter_commits_and_advances_in_form_order() {
    let mut desk = Desk::with_blank();
    desk.keys("12<enter>3<enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "12");
    assert_eq!(desk.figure("requests.new.enterprise"), "3");
    assert_eq!(desk.at(), "requests.new.research");
    desk.keys("0<enter>0<enter>0<enter>0<enter>");
    assert_eq!(desk.at(), "requests.carried_in.natural_person", "the total is passed over");
    assert_eq!(desk.total("requests.new.total"), "15");
}

#[test]
fn totals_and_imbalances_follow_while_a_figure_is_being_typed() {
    let mut desk = Desk::with_sample();
    desk.keys("9");
    desk.assert_shows("9 + 0 = 9，办理结果总计＋结转下年是 7 + 0 = 7").assert_shows("错误 2");
    assert_eq!(desk.figure("requests.new.natural_person"), "7", "nothing is committed yet");
    desk.keys("<esc>");
    desk.assert_shows("7 + 0 = 7 + 0").assert_shows("错误 0");
}

#[test]
fn cells_of_a_failed_rule_carry_a_sign() {
    let mut desk = Desk::with_sample();
    assert!(!desk.shows("7!"));
    desk.keys("8<enter>");
    desk.assert_shows("8!").assert_shows("错误 2").assert_shows("三申请!");
}

#[test]
fn escape_gives_up_the_figure_and_never_leaves_the_report() {
    let mut desk = Desk::with_sample();
    desk.keys("55<esc><esc><esc>");
    assert_eq!(desk.figure("requests.new.natural_person"), "7");
    assert_eq!(desk.at(), "requests.new.natural_person");
    assert!(!desk.left);
}

#[test]
fn backspace_takes_digits_back_and_an_emptied_figure_leaves_the_old_one() {
    let mut desk = Desk::with_sample();
    desk.keys("89<backspace><enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "8");
    desk.keys("<up><down><left><home>5<backspace><enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "8");
}

#[test]
fn f2_edits_what_is_there_with_a_caret() {
    let mut desk = Desk::with_sample();
    desk.keys("<f2>1<home>2<right><delete>3<enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "273");
    desk.keys("<home><up><f2><backspace><backspace><backspace><enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "", "an edited figure can be emptied");
}

#[test]
fn delete_makes_a_cell_unfilled_and_an_unfilled_cell_is_not_zero() {
    let mut desk = Desk::with_sample();
    desk.keys("<delete>");
    assert_eq!(desk.figure("requests.new.natural_person"), "");
    assert_eq!(desk.total("requests.new.total"), "0~");
    desk.assert_shows("未填 1").assert_shows("错误 0");
}

#[test]
fn an_arrow_commits_what_is_typed_and_moves() {
    let mut desk = Desk::with_blank();
    desk.keys("4<down>5<right>6<ctrl-s>");
    assert_eq!(desk.figure("requests.new.natural_person"), "4");
    assert_eq!(desk.figure("requests.carried_in.natural_person"), "5");
    let saved = desk.saved(2025).expect("saved");
    let cell = saved.form().find("requests.carried_in.enterprise").expect("a cell");
    assert_eq!(saved.entry(cell).figure().to_string(), "6", "saving commits too");
    assert_eq!(saved.entry(cell).origin(), Some(Origin::Keyed));
}

#[test]
fn a_total_cannot_be_typed_by_accident_and_f2_enters_a_control() {
    let mut desk = Desk::with_sample();
    desk.keys("<end>5");
    assert_eq!(desk.at(), "requests.new.total");
    assert_eq!(desk.figure("requests.new.total"), "");
    desk.assert_shows("总计自动计算");
    desk.keys("<f2>8<enter>");
    assert_eq!(desk.figure("requests.new.total"), "8");
    desk.assert_shows("错误");
    let findings = desk.report().session.findings();
    let rules: Vec<&str> = findings.iter().map(|f| f.rule(desk.report().form()).id.as_str()).collect();
    assert!(rules.contains(&"T3-03"), "{rules:?}");
    desk.keys("<up><end><delete>");
    assert_eq!(desk.figure("requests.new.total"), "");
}

#[test]
fn full_width_digits_count_as_plain_ones() {
    let mut desk = Desk::with_blank();
    desk.keys("７２<enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "72");
}

#[test]
fn plus_minus_and_point_belong_to_the_number_pad_in_an_untouched_cell() {
    let mut desk = Desk::with_sample();
    desk.keys("++");
    assert_eq!(desk.at(), "requests.new.research");
    desk.keys("-");
    assert_eq!(desk.at(), "requests.new.enterprise");
    desk.keys("<down><left>.");
    assert_eq!(desk.figure("requests.carried_in.natural_person"), "7", "the figure above is repeated");
    assert_eq!(desk.at(), "requests.carried_in.enterprise");
}

#[test]
fn an_amount_takes_a_decimal_point_and_a_signed_cell_a_minus() {
    let mut desk = Desk::with_sample();
    desk.keys("<alt-2><ctrl-end>77.28<enter>");
    assert_eq!(desk.figure("proactive.fees.amount"), "77.28");
    let mut desk = Desk::new_2019();
    desk.keys("<alt-2><down><down><right>-8<enter>");
    assert_eq!(desk.figure("proactive.licensing.change"), "-8");
}

#[test]
fn a_figure_that_cannot_be_is_refused_and_stays() {
    let mut desk = Desk::with_blank();
    desk.keys("99999999999999999999<enter>");
    desk.assert_shows("数字过大");
    assert_eq!(desk.at(), "requests.new.natural_person");
    assert!(desk.report().typing.is_some());
}

#[test]
fn slash_marks_a_cell_not_applicable_after_asking() {
    let mut desk = Desk::with_blank();
    desk.keys("/");
    desk.assert_shows("不适用");
    desk.keys("<esc>");
    assert_eq!(desk.figure("requests.new.natural_person"), "");
    desk.keys("/y");
    assert_eq!(desk.figure("requests.new.natural_person"), "/");
}

#[test]
fn filling_with_zero_is_one_undoable_edit_for_row_table_and_report() {
    let mut desk = Desk::with_blank();
    desk.keys("7<enter>*");
    assert_eq!(desk.figure("requests.new.natural_person"), "7");
    assert_eq!(desk.total("requests.new.total"), "7");
    desk.keys("<f6>");
    assert_eq!(desk.total("requests.handled.total"), "0");
    desk.keys("<shift-f6>");
    assert_eq!(desk.report().session.report().unfilled(), 0);
    desk.keys("<ctrl-z><ctrl-z>");
    assert_eq!(desk.total("requests.handled.total"), "0~");
    desk.keys("<ctrl-y>");
    assert_eq!(desk.total("requests.handled.total"), "0");
}

#[test]
fn undo_and_redo_show_what_changed() {
    let mut desk = Desk::with_sample();
    desk.keys("9<enter><alt-1><ctrl-pagedown><ctrl-pagedown><ctrl-pagedown>");
    desk.keys("<ctrl-z>");
    assert_eq!(desk.at(), "requests.new.natural_person");
    assert_eq!(desk.figure("requests.new.natural_person"), "7");
    desk.keys("<ctrl-y>");
    assert_eq!(desk.figure("requests.new.natural_person"), "9");
}

impl Desk {
    /// A desk with an empty report of the 2019 edition open on it.
    fn new_2019() -> Desk {
        let mut desk = Desk::new(100, 30, gouji::domain::text::Lang::Zh);
        desk.keys("n示例区财政局<enter><backspace><backspace><backspace><backspace>2019<enter><enter><left><enter>");
        desk
    }
}

#[test]
fn a_point_typed_into_a_whole_number_is_refused_and_never_repeats_the_figure_above() {
    let mut desk = Desk::with_blank();
    desk.keys("8<down>1.");
    desk.assert_shows("小数点");
    desk.keys("5<enter>").assert_shows("没有小数");
    assert_eq!(desk.figure("requests.carried_in.natural_person"), "", "it is not taken for 15");
    desk.keys("<backspace><backspace>5<enter>");
    assert_eq!(desk.figure("requests.carried_in.natural_person"), "15");
    desk.keys("<alt-2><ctrl-end>1.5.5<enter>").assert_shows("不是数");
    desk.keys("<backspace><enter>");
    assert_eq!(desk.figure("proactive.fees.amount"), "1.5");
}

#[test]
fn a_slip_between_two_digits_is_kept_and_refused_and_fills_nothing() {
    for slip in ["%", "=", "、"] {
        let mut desk = Desk::with_blank();
        desk.keys(&format!("1{slip}")).assert_shows("请按退格键");
        desk.keys("5<enter>").assert_shows("请按退格键");
        assert_eq!(desk.figure("requests.new.natural_person"), "", "{slip}");
        desk.keys("<backspace><backspace>5<enter>");
        assert_eq!(desk.figure("requests.new.natural_person"), "15", "{slip}");
    }
}

#[test]
fn no_letter_or_sign_is_a_command_inside_a_figure() {
    for figure in ["1e3", "1a5", "1t5", "1q5", "1l5", "1*5", "1/5", "1?5", "1 5", "5公6", "5e-3", "5e+3"] {
        let mut desk = Desk::with_blank();
        desk.keys(figure).keys("<enter>").assert_shows("请按退格键");
        assert_eq!(desk.report().session.report().unfilled(), 166, "{figure}");
        assert_eq!(desk.at(), "requests.new.natural_person", "{figure}");
        let typed = desk.report().typing.as_ref().map(|typing| typing.text().to_string());
        assert_eq!(typed.as_deref(), Some(figure), "all of it is kept");
        for _ in 1..figure.chars().count() {
            desk.keys("<backspace>");
        }
        desk.keys("7<enter>");
        assert_eq!(desk.figure("requests.new.natural_person"), format!("{}7", &figure[..1]));
    }
}

#[test]
fn a_comma_is_taken_only_where_it_parts_thousands() {
    for figure in ["3,5", "12,34", "3，5", "1,23", ",5", "1234,567", "5,"] {
        let mut desk = Desk::with_blank();
        desk.keys(figure).keys("<enter>").assert_shows("请按退格键");
        assert_eq!(desk.figure("requests.new.natural_person"), "", "{figure}");
        desk.keys("<down>").keys("<esc><enter>");
        assert_eq!(desk.report().session.report().unfilled(), 166, "{figure}");
    }
    let mut desk = Desk::with_blank();
    desk.keys("1,234<enter>1，234，567<enter>12,34<backspace><backspace><backspace>3<enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "1234");
    assert_eq!(desk.figure("requests.new.enterprise"), "1234567");
    assert_eq!(desk.figure("requests.new.research"), "123");
}

#[test]
fn a_point_begins_an_amount() {
    let mut desk = Desk::with_sample();
    for (typed, amount) in [(".5", "0.5"), ("。25", "0.25"), ("0.75", "0.75")] {
        desk.keys("<alt-2><ctrl-end>").keys(typed).keys("<enter>");
        assert_eq!(desk.figure("proactive.fees.amount"), amount);
    }
}

#[test]
fn what_stands_before_a_figure_is_read_as_on_paper_or_refused() {
    for (typed, figure) in [
        ("减4", "-4"),
        ("负4", "-4"),
        ("—4", "-4"),
        ("－4", "-4"),
        ("−4", "-4"),
        ("减少4", "-4"),
        ("——4", "-4"),
        ("增4", "4"),
        ("+4", "4"),
        ("減4", "-4"),
    ] {
        let mut desk = Desk::new_2019();
        desk.keys("<alt-2><down><down><right>").keys(typed).keys("<enter>");
        assert_eq!(desk.figure("proactive.licensing.change"), figure, "{typed}");
    }
    let mut desk = Desk::new_2019();
    desk.keys("<alt-2><down><down><right>公4<enter>").assert_shows("只能填数");
    assert_eq!(desk.figure("proactive.licensing.change"), "");
    for typed in ["减4", "负4", "—4", "−4", "增4", "公4", "%4", "(4)", "$4"] {
        let mut desk = Desk::with_blank();
        desk.keys(typed).keys("<enter>").assert_shows("请按退格键");
        assert_eq!(desk.report().session.report().unfilled(), 166, "{typed} is no count");
        assert_eq!(desk.at(), "requests.new.natural_person");
    }
}

#[test]
fn the_number_pad_commits_a_figure_and_goes_on_or_back() {
    let mut desk = Desk::with_blank();
    desk.keys("5+6-");
    assert_eq!(desk.figure("requests.new.natural_person"), "5");
    assert_eq!(desk.figure("requests.new.enterprise"), "6");
    assert_eq!(desk.at(), "requests.new.natural_person");
    desk.keys("7＋");
    assert_eq!(desk.figure("requests.new.natural_person"), "7");
    assert_eq!(desk.at(), "requests.new.enterprise");
    desk.keys("8<backspace>-");
    assert_eq!(desk.figure("requests.new.enterprise"), "6", "an emptied cell is as good as untouched");
    assert_eq!(desk.at(), "requests.new.natural_person");
}

#[test]
fn keys_that_do_nothing_say_what_would() {
    let mut desk = Desk::with_sample();
    desk.keys("<backspace>").assert_shows("Delete 清除本格，F2 修改");
    assert_eq!(desk.figure("requests.new.natural_person"), "7");
    desk.keys("填").assert_shows("本格只能填数字").assert_shows("输入法");
    desk.keys("<backspace><down>");
    assert_eq!(desk.at(), "requests.carried_in.natural_person", "what was taken back holds nobody");
    desk.keys("E").assert_shows("在这里不起作用");
    desk.keys(" ").assert_shows("空格键在这里不起作用");
    desk.keys("?");
    assert!(matches!(desk.model.dialog, Some(gouji::tui::dialog::Dialog::Reading(_))), "{}", desk.screen());
    desk.keys("<esc>？");
    assert!(matches!(desk.model.dialog, Some(gouji::tui::dialog::Dialog::Reading(_))), "{}", desk.screen());
    let mut desk = Desk::new(100, 30, Lang::Zh);
    desk.keys("?");
    assert!(matches!(desk.model.dialog, Some(gouji::tui::dialog::Dialog::Reading(_))), "{}", desk.screen());
}

#[test]
fn escape_gives_up_a_selection() {
    let mut desk = Desk::with_sample();
    desk.keys("<shift-right><shift-right><esc><delete>");
    assert_eq!(desk.figure("requests.new.natural_person"), "7");
    assert_eq!(desk.figure("requests.new.research"), "");
}

#[test]
fn a_finding_keeps_two_lines_on_a_small_screen_and_shows_where_it_is_cut() {
    let mut desk = Desk::new(80, 24, Lang::Zh);
    desk.keys("sy12<enter><left>");
    let screen = desk.screen();
    let lines: Vec<&str> = screen.lines().rev().skip(1).take(2).collect();
    assert!(lines[1].starts_with("! T3-01"), "{screen}");
    assert!(lines[0].contains('5'), "the difference is named: {screen}");
}

#[test]
fn several_findings_of_one_cell_have_a_line_each_on_a_small_screen() {
    let mut desk = Desk::new(80, 24, Lang::Zh);
    desk.keys("sy9<enter><end><f2>1<enter><up><end>");
    desk.assert_shows("! T3-01").assert_shows("! T3-03");
}

#[test]
fn a_total_is_not_marked_not_applicable_and_says_so() {
    let mut desk = Desk::with_blank();
    desk.keys("<end>/");
    desk.assert_shows("不能标为不适用");
    assert!(desk.model.dialog.is_none());
}
