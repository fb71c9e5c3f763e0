//! Writing prose with the editor's help: figures that follow the tables, starting texts, the fee statement, finding words.

use gouji::domain::report::Part;
use gouji::domain::text::Lang;
use gouji::tui::model::{Effect, Msg};
use gouji::tui::update::update;

use super::desk::Desk;

fn chapter(desk: &Desk, index: usize) -> String {
    desk.report().session.report().text(Part::Chapter(index)).to_string()
}

#[test]
fn a_chosen_cell_stands_in_the_text_as_its_figure_and_follows_it() {
    let mut desk = Desk::with_sample();
    desk.keys("<alt-5><ctrl-home>新收<f2>bnxs<enter>").assert_shows("已联动：");
    desk.keys("件。").assert_shows("新收7件。");
    desk.keys("<left><left><left>").assert_shows("联动数字  一、本年新收 · 自然人 = 7");
    desk.keys("<alt-3>9<enter>");
    assert!(chapter(&desk, 4).starts_with("新收{requests.new.natural_person}件。"));
    desk.keys("<alt-5>").assert_shows("新收9件。");
}

#[test]
fn the_cells_that_prose_cites_are_offered_before_anything_is_typed() {
    let mut desk = Desk::with_sample();
    desk.keys("<alt-1><f2>").assert_shows("7 一、本年新收 · 总计");
    desk.keys("<esc><ctrl-z>");
    assert!(!chapter(&desk, 0).contains('{'));
}

#[test]
fn a_field_is_one_unit_and_goes_in_one_step() {
    let mut desk = Desk::with_blank();
    desk.keys("<alt-6>共<f2>requests.new.total<enter>件");
    desk.assert_shows("共〔一、本年新收 · 总计〕件");
    desk.keys("<left><left><right><backspace>").assert_shows("共件");
    desk.keys("<ctrl-z>").assert_shows("共〔一、本年新收 · 总计〕件");
    desk.keys("<left>").assert_shows("未填");
}

#[test]
fn a_field_that_names_no_cell_is_said_with_the_nearest_name() {
    let mut desk = Desk::with_blank();
    desk.keys("<alt-6>{requests.nwe.total}").assert_shows("没有这个单元格代码；最接近的是 {requests.new.total}");
    desk.keys("<ctrl-s><f7>").assert_shows("{requests.nwe.total} → {requests.new.total}");
}

#[test]
fn a_typed_number_becomes_the_cell_that_its_statement_means() {
    let mut desk = Desk::with_sample();
    let text = chapter(&desk, 0);
    let clauses = text[..text.find("申请 7 件").expect("there")].matches(['。', '，', '（', '）', ' ']).count();
    assert!(clauses > 4);
    desk.keys("<alt-1><alt-f>申请 7<esc><shift-f2>");
    desk.assert_shows("这个数字与哪一格联动？").assert_shows("本年新收 · 总计");
    desk.keys("<enter>").assert_shows("新收政府信息公开申请 7 件");
    desk.keys("<alt-3>");
    assert!(chapter(&desk, 0).contains("申请 {requests.new.total} 件"), "{}", chapter(&desk, 0));
    desk.keys("<ctrl-z>");
    assert_eq!(chapter(&desk, 0), text);
}

#[test]
fn a_number_that_no_cell_holds_stays_and_so_does_a_place_without_one() {
    let mut desk = Desk::with_sample();
    desk.keys("<alt-1><alt-f>2127<esc><shift-f2>").assert_shows("表中没有等于 2127 的格");
    desk.keys("<ctrl-home><shift-f2>").assert_shows("光标处没有数字");
}

#[test]
fn an_empty_chapter_offers_a_starting_text_whose_gaps_are_gone_through() {
    let mut desk = Desk::with_blank();
    desk.keys("<alt-5>").assert_shows("按 F5 插入参考稿");
    desk.keys("<f5>").assert_shows("一是……").assert_shows("Tab 定位到下一处");
    desk.keys("<tab>栏目更新慢<tab>解读少<f5>").assert_shows("本章已有文字");
    desk.assert_shows("一是栏目更新慢；二是解读少。");
    desk.keys("<ctrl-z><ctrl-z><ctrl-z>").assert_shows("按 F5 插入参考稿");
}

#[test]
fn the_starting_text_of_the_overview_follows_the_tables_and_lacks_no_aspect() {
    let mut desk = Desk::with_blank();
    desk.keys("<alt-1>").assert_shows("待写 平台建设");
    desk.keys("<f5>").assert_shows("+ 平台建设").assert_shows("〔一、本年新收 · 总计〕");
    assert!(!desk.shows("待写 "), "{}", desk.screen());
    desk.keys("<alt-3><shift-f6>3<enter><alt-1>").assert_shows("新收政府信息公开申请 3 件，上年结转 0 件");
    desk.keys("<alt-f>政府网站<esc><delete>").assert_shows("+ 平台建设");
}

#[test]
fn a_table_chapter_has_no_starting_text() {
    let mut desk = Desk::with_blank();
    desk.keys("<f4><f5>").assert_shows("本章一般不写正文");
}

#[test]
fn the_fee_statement_comes_from_three_numbers_and_takes_the_place_of_the_old_one() {
    let mut desk = Desk::with_sample();
    desk.keys("<alt-6><f6>2<enter>0.03万元<enter>200");
    desk.assert_shows("发出信息处理费收费通知 2 件，涉及金额 300 元");
    desk.keys("<enter>").assert_shows("收费情况已替换");
    desk.keys("<alt-3>");
    assert_eq!(
        chapter(&desk, 5),
        "本年度发出信息处理费收费通知 2 件，涉及金额 300 元，实际收取 200 元。没有其他需要报告的事项。"
    );
    desk.keys("<alt-6><f6>").assert_shows("涉及金额 300 元，实际收取 200 元");
    desk.keys("<enter><enter>250<enter>").assert_shows("涉及金额 300 元，实际收取 250 元。没有其");
    desk.keys("<alt-6><f6>0<enter>").assert_shows("本年度没有发出信息处理费收费通知，没有收取信息处理费。没有其他");
    desk.keys("<f6><enter>").assert_shows("没有收取信息处理费。没有其他");
}

#[test]
fn the_starting_text_of_chapter_six_has_gaps_that_the_three_numbers_fill() {
    let mut desk = Desk::with_blank();
    desk.keys("<alt-6><f5>").assert_shows("收费通知……件，涉及金额……元，实际收取……元。");
    desk.keys("<f6>0<enter>").assert_shows("没有收取信息处理费。其他需要报告的事");
}

#[test]
fn a_statement_is_judged_at_a_pause_and_said_where_it_was_typed() {
    let mut desk = Desk::with_sample();
    desk.keys("<alt-1><ctrl-end><enter>全年收到政府信息公开申请9件。").assert_shows("警告 0");
    update(&mut desk.model, Msg::Paused);
    desk.assert_shows("! TX-01").assert_shows("警告 1");
    assert!(!chapter(&desk, 0).contains("9件"), "the text is not the report's before its part is left");
    desk.keys("<left><left><backspace>7");
    update(&mut desk.model, Msg::Paused);
    desk.assert_shows("警告 0");
    assert!(!desk.shows("! TX-01"), "{}", desk.screen());
}

#[test]
fn amounts_that_no_tariff_gives_are_told_with_the_amount_they_come_to_at_most() {
    let mut desk = Desk::with_sample();
    desk.keys("<alt-6><f6>2<enter>150.5<enter>100<enter><f7>").assert_shows("收费按 10 元的倍数计");
}

#[test]
fn a_number_that_nothing_ties_to_a_column_is_first_of_all_a_total() {
    let mut desk = Desk::with_blank();
    desk.keys("7<enter><shift-f6>0<enter><alt-6>其中一件办了7天<left><left><shift-f2>");
    let lines = desk.screen();
    let place = |name: &str| lines.find(name).unwrap_or_else(|| panic!("{name}:\n{lines}"));
    assert!(place("本年新收 · 总计") < place("本年新收 · 自然人"), "{lines}");
}

#[test]
fn the_fee_statement_leads_to_its_chapter_and_says_what_is_wrong() {
    let mut desk = Desk::with_blank();
    desk.keys("<alt-1><f6><enter>").assert_shows("请填收费通知的件数");
    desk.keys("1<enter>300<enter>400<enter>").assert_shows("实收多于通知金额");
    desk.keys("<esc>").assert_shows("六、其他需要报告的事项（0 字）");
    desk.keys("其他事项。<f6>0<enter><alt-3>");
    assert_eq!(chapter(&desk, 5), "本年度没有发出信息处理费收费通知，没有收取信息处理费。\n其他事项。");
}

#[test]
fn words_are_found_forwards_backwards_and_in_the_figures_of_fields() {
    let mut desk = Desk::with_blank();
    desk.keys("7<enter><alt-6>甲公开。乙公开。<f2>requests.new.natural_person<enter>件公开<ctrl-home><alt-f>公开");
    desk.assert_shows("第 1 处，共 3 处");
    desk.keys("<enter><enter><enter>").assert_shows("第 1 处，共 3 处");
    desk.keys("<up>").assert_shows("第 3 处，共 3 处");
    desk.keys("<esc>丙");
    assert!(!desk.shows("第 3 处"));
    desk.assert_shows("7件丙");
    desk.keys("<ctrl-home><alt-f>7件").assert_shows("第 1 处，共 1 处");
    desk.keys("<ctrl-a>").keys("没有的").assert_shows("没有");
}

#[test]
fn lines_do_not_begin_with_a_closing_mark() {
    let mut desk = Desk::new(40, 24, Lang::Zh);
    desk.keys("sy<alt-1>");
    let screen = desk.screen();
    let wrong = screen.lines().skip(5).find(|line| line.starts_with(['，', '。', '；', '、', '）', '”', '》', '…']));
    assert_eq!(wrong, None, "{screen}");
    assert!(screen.lines().any(|line| line.ends_with(['，', '。', '、', '；'])), "{screen}");
}

#[test]
fn the_caret_follows_a_broken_line_to_its_end_and_the_next_one() {
    let mut desk = Desk::new(21, 24, Lang::Zh);
    desk.keys("sy<alt-5><ctrl-a><delete>");
    let start = desk.cursor();
    desk.keys("一二三四五六七八九十甲乙<ctrl-home><end>");
    assert_eq!(desk.cursor(), (start.0 + 20, start.1));
    desk.keys("<right>");
    assert_eq!(desk.cursor(), (start.0 + 2, start.1 + 1));
}

#[test]
fn long_texts_scroll_with_the_caret() {
    let mut desk = Desk::with_blank();
    desk.keys("<alt-6>");
    desk.paste(&(1..=60).map(|line| format!("第{line}段")).collect::<Vec<_>>().join("\n"));
    desk.assert_shows("第60段");
    desk.keys("<ctrl-home>").assert_shows("第1段");
    desk.keys("<pagedown><pagedown>");
    assert!(!desk.shows("第1段\n"), "{}", desk.screen());
    let (_, y) = desk.cursor();
    let line = desk.screen().lines().nth(y.into()).map(str::to_string);
    assert!(line.is_some_and(|line| line.trim_start().starts_with('第')), "{}", desk.screen());
}

#[test]
fn a_text_goes_to_another_editor_and_comes_back_as_one_step() {
    let mut desk = Desk::with_blank();
    desk.keys("<alt-6>一<shift-f5>");
    assert_eq!(desk.lent, ["一"]);
    update(&mut desk.model, Msg::TextEdited("一\n二\n".into()));
    desk.assert_shows("已取回修改后的正文");
    desk.keys("<alt-3>");
    assert_eq!(chapter(&desk, 5), "一\n二");
    desk.keys("<ctrl-z>");
    assert_eq!(chapter(&desk, 5), "一");
    let effects = update(&mut desk.model, Msg::Failed("vi".into()));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Quit)));
    assert_eq!(chapter(&desk, 5), "一");
}

#[test]
fn copying_a_field_takes_its_figure_out_and_the_field_along() {
    let mut desk = Desk::with_sample();
    desk.keys("<alt-6><ctrl-a><delete>共<f2>requests.new.total<enter>件<ctrl-a><ctrl-c><end><ctrl-v><alt-3>");
    assert_eq!(desk.copied, ["共7件"]);
    assert_eq!(chapter(&desk, 5), "共{requests.new.total}件共{requests.new.total}件");
}

#[test]
fn screens() {
    let screen = |columns, rows, lang, keys: &str| {
        let mut desk = Desk::new(columns, rows, lang);
        desk.keys("sy").keys(keys);
        desk.screen()
    };
    let field = "<alt-1><alt-f>申请 7<esc><shift-f2><enter>";
    insta::assert_snapshot!("field-80x24", screen(80, 24, Lang::Zh, field));
    insta::assert_snapshot!("field-100x30-en", screen(100, 30, Lang::En, field));
    insta::assert_snapshot!("insert-field-80x24", screen(80, 24, Lang::Zh, "<alt-1><f2>"));
    insta::assert_snapshot!("insert-field-80x24-en", screen(80, 24, Lang::En, "<alt-1><f2>"));
    insta::assert_snapshot!("number-to-field-100x30", screen(100, 30, Lang::Zh, "<alt-1><alt-f>申请 7<esc><shift-f2>"));
    insta::assert_snapshot!("fees-80x24", screen(80, 24, Lang::Zh, "<alt-6><f6>2<enter>300<enter>200"));
    insta::assert_snapshot!("fees-80x24-en", screen(80, 24, Lang::En, "<alt-6><f6>2<enter>300<enter>400<enter>"));
    insta::assert_snapshot!("find-text-80x24", screen(80, 24, Lang::Zh, "<alt-1><alt-f>公开<enter>"));
    insta::assert_snapshot!("starting-text-100x30", screen(100, 30, Lang::Zh, "<alt-1><ctrl-a><delete><f5>"));
    insta::assert_snapshot!("starting-text-80x24-en", screen(80, 24, Lang::En, "<alt-5><ctrl-a><delete><f5>"));
    insta::assert_snapshot!("aspects-80x24", screen(80, 24, Lang::Zh, "<alt-1><ctrl-a><delete>（一）主动公开。"));
    insta::assert_snapshot!("empty-40x12", screen(40, 12, Lang::Zh, "<alt-1><ctrl-a><delete>"));
}
