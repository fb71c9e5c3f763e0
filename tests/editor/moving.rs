//! Moving about: along rows, between chapters, to findings, to unfilled cells, to a cell by its label.

use gouji::domain::text::Lang;

use super::desk::{AGENCY, Desk, put};

#[test]
fn arrows_home_end_and_pages_move_as_in_spreadsheets() {
    let mut desk = Desk::with_sample();
    desk.keys("<down><right><right>");
    assert_eq!(desk.at(), "requests.carried_in.research");
    desk.keys("<end>");
    assert_eq!(desk.at(), "requests.carried_in.total");
    desk.keys("<home><up><up>");
    assert_eq!(desk.at(), "requests.new.natural_person");
    desk.keys("<ctrl-end>");
    assert_eq!(desk.at(), "requests.carried_out.total");
    desk.keys("<ctrl-home>");
    assert_eq!(desk.at(), "requests.new.natural_person");
    desk.keys("<pagedown>");
    assert!(desk.at().starts_with("requests.") && desk.at() != "requests.new.natural_person");
}

#[test]
fn tab_goes_along_the_row_and_passes_totals() {
    let mut desk = Desk::with_sample();
    desk.keys("<tab><tab><tab><tab><tab>");
    assert_eq!(desk.at(), "requests.new.other_org");
    desk.keys("<tab>");
    assert_eq!(desk.at(), "requests.carried_in.natural_person");
    desk.keys("<shift-tab>");
    assert_eq!(desk.at(), "requests.new.other_org");
}

#[test]
fn enter_goes_on_into_the_next_table_and_says_at_the_last_cell_that_all_is_filled() {
    let mut desk = Desk::with_sample();
    desk.keys("<ctrl-end><left><enter>");
    assert_eq!(desk.at(), "disputes.reconsideration.upheld");
    desk.assert_shows("四复议诉讼");
    desk.keys("<ctrl-end><left><enter>");
    desk.assert_shows("全部填完");
}

#[test]
fn alt_digits_and_the_letter_g_lead_to_every_chapter() {
    let mut desk = Desk::with_sample();
    for (digit, heading) in [("1", "一、总体情况"), ("5", "五、存在的主要问题"), ("6", "六、其他需要报告的事项")]
    {
        desk.keys(&format!("<alt-{digit}>"));
        desk.assert_shows(heading);
    }
    desk.keys("<alt-2>");
    assert_eq!(desk.at(), "proactive.rules.issued");
    desk.keys("g4");
    assert_eq!(desk.at(), "disputes.reconsideration.upheld");
    desk.keys("g0");
    desk.assert_shows("导语");
    desk.keys("<alt-7>");
    desk.assert_shows("落款");
}

#[test]
fn f8_jumps_from_finding_to_finding_and_round_again() {
    let mut desk = Desk::with_sample();
    desk.keys("<f8>");
    desk.assert_shows("没有问题");
    desk.keys("<right>5<enter><alt-4>");
    desk.keys("<f8>");
    assert_eq!(desk.at(), "requests.new.enterprise");
    desk.keys("n");
    assert_eq!(desk.at(), "requests.new.total", "the total column fails with it, and comes last");
    desk.keys("n");
    assert_eq!(desk.at(), "requests.new.enterprise");
    desk.keys("<shift-f8>");
    assert_eq!(desk.at(), "requests.new.total");
}

#[test]
fn f9_jumps_to_the_next_unfilled_cell_of_the_report() {
    let mut desk = Desk::with_sample();
    desk.keys("<f9>");
    desk.assert_shows("全部填完，没有问题");
    desk.keys("<down><delete><alt-2><delete><alt-3>");
    desk.keys("<ctrl-home>u");
    assert_eq!(desk.at(), "requests.carried_in.natural_person");
    desk.keys("u");
    assert_eq!(desk.at(), "proactive.rules.issued");
}

#[test]
fn ctrl_f_finds_a_cell_by_label_pinyin_initials_or_name() {
    let mut desk = Desk::with_sample();
    desk.keys("<ctrl-f>gjmm<enter>");
    assert_eq!(desk.at(), "requests.denied_state_secret.natural_person");
    desk.keys("<ctrl-f>重复申请<enter>");
    assert_eq!(desk.at(), "requests.unprocessed_repeat.natural_person");
    desk.keys("<ctrl-f>fees.amount<enter>");
    assert_eq!(desk.at(), "proactive.fees.amount");
    desk.keys("<ctrl-f>没有这一格<enter>");
    assert_eq!(desk.at(), "proactive.fees.amount");
}

#[test]
fn the_palette_runs_a_command_by_its_words() {
    let mut desk = Desk::with_sample();
    desk.keys("<ctrl-p>复议<esc><ctrl-p>第四<enter>");
    assert_eq!(desk.at(), "disputes.reconsideration.upheld");
}

#[test]
fn no_english_names_of_cells_show_in_chinese_but_to_those_who_type_one() {
    let mut desk = Desk::with_sample();
    desk.keys("<ctrl-f>");
    assert!(!desk.shows("requests."), "{}", desk.screen());
    desk.keys("bzw").assert_shows("1.不掌握").assert_shows("无法提供").assert_shows("申请");
    assert!(!desk.shows("requests."), "{}", desk.screen());
    desk.keys("<ctrl-a>requests.new.").assert_shows("requests.new.natural_person");
}

#[test]
fn help_shows_the_cells_meaning_and_the_keys() {
    let mut desk = Desk::with_sample();
    desk.keys("<f1>");
    desk.assert_shows("T3-01").assert_shows("Esc 关闭");
    // The rules fill the first page.
    desk.keys(" ").assert_shows("Ctrl-S");
    desk.keys("<esc>");
    assert!(!desk.shows("Esc 关闭"));
}

#[test]
fn the_cursor_stands_where_typing_goes() {
    let mut desk = Desk::with_sample();
    let resting = desk.cursor();
    desk.keys("<right>");
    let right = desk.cursor();
    assert_eq!(resting.1, right.1);
    assert!(right.0 > resting.0);
    desk.keys("12");
    assert_eq!(desk.cursor(), (right.0 + 1, right.1), "behind the last digit");
}

#[test]
fn every_size_down_to_nothing_is_drawn_without_a_panic() {
    let mut desk = Desk::with_sample();
    for keys in [
        "",
        "<alt-1>",
        "<alt-2>",
        "<f1>",
        "<esc><ctrl-p>",
        "<esc><ctrl-f>b",
        "<esc><alt-4>",
        "<ctrl-e>",
        "<esc><alt-3>123",
    ] {
        desk.keys(keys);
        for (columns, rows) in [(20, 5), (21, 6), (33, 9), (80, 24), (200, 60), (20, 60), (300, 5), (3, 1), (1, 1)] {
            desk.resize(columns, rows);
            desk.screen();
        }
    }
}

/// A desk over a library with last year's report too.
fn with_last_year(year: i32, columns: u16, rows: u16, lang: Lang) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, year - 1, &[]);
    put(folder.path(), AGENCY, year, &[]);
    let mut desk = Desk::over(folder, columns, rows, lang);
    desk.keys("<home><enter>");
    assert_eq!(desk.report().session.report().year, Some(year));
    desk
}

/// The lines of the table as they are drawn: between the tabs and the line that names the current cell.
fn body(desk: &Desk) -> Vec<String> {
    let screen = desk.screen();
    let body = desk.report().heights(desk.model.size.1).body;
    screen.lines().skip(2).take(body.into()).map(str::to_string).collect()
}

#[test]
fn last_years_figures_push_no_row_out_of_sight_while_there_are_empty_lines() {
    for (year, langs) in [(2025, [Lang::Zh, Lang::En]), (2020, [Lang::En, Lang::Zh])] {
        for (at, (columns, rows)) in [(80, 24), (100, 30), (160, 45), (80, 60)].into_iter().enumerate() {
            for lang in [langs[at % 2]] {
                for table in ["<alt-2>", "<alt-3>", "<alt-4>"] {
                    for figures in ["", "9<enter>"] {
                        let mut desk = with_last_year(year, columns, rows, lang);
                        desk.keys(table).keys(figures).keys("<f12>");
                        for keys in ["", "<ctrl-end>", "<ctrl-home>", "<f12>", "<ctrl-end><f12>"] {
                            desk.keys(keys);
                            whole(&desk, &format!("{year} {columns}x{rows} {table} {figures} {keys}"));
                        }
                        // After the window was made smaller, and larger again.
                        desk.resize(columns, 12).resize(columns, rows);
                        whole(&desk, &format!("{year} {columns}x{rows} {table} again"));
                    }
                }
            }
        }
    }
}

/// Either all lines of the table are in sight or no line of the screen is empty, be it below the table or below what
/// explains the cell; the current cell always is in sight.
fn whole(desk: &Desk, what: &str) {
    let (_, sheet, _) = desk.report().table().expect("a table");
    let lines = sheet.lines.len() + usize::from(!sheet.frozen.is_empty());
    let body = body(desk);
    let room = body.len() - usize::from(desk.report().lines_beside());
    // The panel beside the table, where there is one, is not the table's.
    let table: Vec<String> = body.iter().map(|line| line.split('│').next().unwrap_or_default().to_string()).collect();
    let empty = table.iter().take(room).filter(|line| line.trim().is_empty()).count();
    let screen = desk.screen();
    let below = screen.lines().skip(2 + body.len()).filter(|line| line.trim().is_empty()).count();
    assert!(room - empty == lines || empty + below == 0, "{what}: {lines} lines, {room} rows\n{screen}");
    let at = usize::from(desk.cursor().1);
    assert!((2..2 + room).contains(&at), "{what}: the cursor is at {at}\n{}", desk.screen());
}

#[test]
fn find_leads_to_the_label_that_is_just_what_was_typed() {
    for (query, name) in [
        ("bzw", "requests.unavailable_not_held.natural_person"),
        ("不掌握", "requests.unavailable_not_held.natural_person"),
        ("xzcf", "proactive.penalties.decisions"),
        ("zrr", "requests.new.natural_person"),
    ] {
        let mut desk = Desk::with_sample();
        desk.keys(&format!("<ctrl-f>{query}<enter>"));
        assert_eq!(desk.at(), name, "{query}");
    }
}
