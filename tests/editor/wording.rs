//! Screens speak one language, cut no word in half, and always say the way on.

use gouji::domain::settings::Palette;
use gouji::domain::text::Lang;
use gouji::store::forms::Forms;
use gouji::tui::display::width;

use super::desk::{AGENCY, Desk, put};

fn sample(columns: u16, rows: u16, lang: Lang, keys: &str) -> Desk {
    let mut desk = Desk::new(columns, rows, lang);
    desk.keys("sy").keys(keys);
    desk
}

/// The characters of a screen that are Chinese, apart from the agency's name and what is written in the report.
fn chinese(screen: &str) -> String {
    // The first line names the agency.
    let own = screen.lines().skip(1).collect::<String>();
    own.chars().filter(|character| ('\u{4E00}'..='\u{9FFF}').contains(character)).collect()
}

#[test]
fn an_english_screen_of_a_table_has_no_chinese_but_the_official_labels_beside_its_own() {
    for keys in ["", "<alt-2>", "<alt-4>", "<f1>", "g", "k", "<f7>"] {
        let screen = sample(80, 24, Lang::En, keys).screen();
        assert_eq!(chinese(&screen), "", "{keys}\n{screen}");
    }
    let wide = sample(160, 45, Lang::En, "<alt-2>").screen();
    for words in
        ["Article 20, item (5)", "Administrative licensing", "Issued this year", "(items)", "[规章 | 本年制发件数]"]
    {
        assert!(wide.contains(words), "{words}\n{wide}");
    }
    let second = sample(80, 24, Lang::En, "<alt-2><end><down><down><down><down><down><down>");
    second.assert_shows("(10,000 yuan)");
}

#[test]
fn english_prose_has_an_english_heading_and_english_aspects() {
    let desk = sample(80, 24, Lang::En, "<alt-1>");
    desk.assert_shows("1. Overview (").assert_shows("proactive disclosure").assert_shows("supervision");
    assert!(!desk.shows("总体情况"), "{}", desk.screen());
}

#[test]
fn every_official_label_of_the_forms_has_an_english_gloss() {
    for form in Forms::default().all() {
        let definition = form.definition();
        let chapters = definition.chapters.iter().map(|chapter| (&chapter.heading, &chapter.gloss));
        let tables = &definition.tables;
        let groups = tables.iter().flat_map(|table| table.row_groups.iter().chain(&table.column_groups));
        let columns = tables.iter().flat_map(|table| &table.columns).map(|column| (&column.label, &column.gloss));
        let rows = tables.iter().flat_map(|table| &table.rows).map(|row| (&row.label, &row.gloss));
        let labels = chapters.chain(groups.map(|group| (&group.label, &group.gloss))).chain(columns).chain(rows);
        for (label, gloss) in labels {
            assert!(
                !gloss.is_empty() && chinese(&format!("\n{gloss}")).is_empty(),
                "{} {label} {gloss}",
                form.edition()
            );
        }
        for column in tables.iter().flat_map(|table| &table.columns) {
            assert_ne!(definition.unit(&column.unit, Lang::En), column.unit, "{}", form.edition());
        }
    }
}

#[test]
fn what_belongs_into_a_cell_ends_with_a_clause_and_verdicts_are_not_cut() {
    let desk = sample(80, 24, Lang::Zh, "");
    desk.assert_shows("到年底没办完的也算在内。");
    for (lang, keys) in [(Lang::Zh, ""), (Lang::En, ""), (Lang::Zh, "<alt-1>"), (Lang::En, "<alt-1>")] {
        let screen = sample(80, 24, lang, keys).screen();
        assert!(!screen.contains("~~"), "{screen}");
        let below: Vec<&str> = screen.lines().skip(2).collect();
        assert!(!below.iter().any(|line| line.ends_with('~')), "{screen}");
    }
    for lang in [Lang::Zh, Lang::En] {
        let mut desk = Desk::new(80, 24, lang);
        desk.keys("n示例区财政局<enter><enter><enter><left><enter>k");
        let screen = desk.screen();
        assert!(!screen.contains("jud~") && !screen.contains("~T"), "{screen}");
    }
}

#[test]
fn help_palette_save_and_quit_are_in_the_hint_line_at_80_columns() {
    let last = |desk: &Desk| desk.screen().lines().last().unwrap_or_default().to_string();
    for (lang, words) in
        [(Lang::Zh, ["帮助", "命令", "保存", "退出"]), (Lang::En, ["Help", "Commands", "Save", "Quit"])]
    {
        for keys in ["", "<alt-1>", "<alt-2>", "<alt-2><f4>"] {
            let line = last(&sample(80, 24, lang, keys));
            assert!(words.iter().all(|word| line.contains(word)), "{keys}: {line}");
            assert!(width(&line) <= 80, "{line}");
        }
        let library = last(&Desk::new(80, 24, lang));
        assert!([words[0], words[1], words[3]].iter().all(|word| library.contains(word)), "{library}");
    }
}

#[test]
fn the_hint_line_says_the_way_back_to_a_table_and_is_blank_under_a_dialog() {
    for (lang, back) in [(Lang::Zh, "F4 回表格"), (Lang::En, "F4 to the table")] {
        let mut desk = sample(80, 24, lang, "<alt-3><f4>");
        desk.assert_shows(back);
        desk.keys("<alt-1>");
        assert!(!desk.shows(back), "{}", desk.screen());
        for keys in ["<ctrl-p>", "<f1>", "<ctrl-e>", "<ctrl-f>", "<f7>"] {
            let screen = sample(80, 24, lang, keys).screen();
            let last = screen.lines().last().unwrap_or_default();
            assert_eq!(last.trim(), "/library", "{keys}\n{screen}");
        }
    }
}

#[test]
fn lists_of_changes_say_what_is_held_against_what() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2024, &[("requests.new.natural_person", 9)]);
    let path = folder.path().join("x.csv");
    std::fs::write(&path, "cell,value\nrequests.new.natural_person,4\n").expect("written");
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("n<enter><enter><enter>n<enter><shift-f6><ctrl-s>L").assert_shows("（上年 → 现在）");
    desk.keys("<esc>7<enter>C").assert_shows("（当时 → 现在）");
    desk.keys("<esc>O").paste(&path.display().to_string()).keys("<enter>").assert_shows("（文件 → 现在）");
}

#[test]
fn help_and_manual_stop_at_their_end() {
    for open in ["<f1>", "<shift-f1>"] {
        let mut desk = sample(80, 24, Lang::Zh, open);
        desk.keys("<end>");
        let end = desk.screen();
        desk.keys("<down><pagedown><pagedown>");
        assert_eq!(desk.screen(), end);
        desk.keys("<up>");
        assert_ne!(desk.screen(), end, "one line up is one line up");
        desk.keys("<home>");
        assert!(desk.shows(if open == "<f1>" { "本年新收" } else { "勾稽使用手册" }), "{}", desk.screen());
    }
}

#[test]
fn the_manual_on_the_screen_has_no_marks() {
    for lang in [Lang::Zh, Lang::En] {
        let mut desk = sample(80, 24, lang, "<shift-f1>");
        for _ in 0..60 {
            let screen = desk.screen();
            assert!(!screen.contains("**") && !screen.contains('`') && !screen.contains("# "), "{screen}");
            desk.keys("<pagedown>");
        }
    }
}

#[test]
fn what_lasts_of_how_figures_are_keyed_is_on_the_screen_at_80_columns() {
    let modes = |lang, keys: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        put(folder.path(), AGENCY, 2024, &[]);
        put(folder.path(), AGENCY, 2025, &[]);
        let mut desk = Desk::over(folder, 80, 24, lang);
        desk.keys("<enter>").keys(keys).keys("<left>");
        desk
    };
    let plain = modes(Lang::Zh, "");
    assert!(!plain.shows("按列") && !plain.shows("[总计"), "{}", plain.screen());
    modes(Lang::Zh, "KTSyy").assert_shows("[按列 · 总计 · 跳过的列 · 上年]");
    modes(Lang::En, "KTSyy").assert_shows("[by column · totals · skipped columns · last year]");
    modes(Lang::Zh, "T").assert_shows("[总计]");
    modes(Lang::Zh, "KTK").assert_shows("[总计]");
}

#[test]
fn a_search_without_a_match_stays_open_and_every_hit_shows_its_figure() {
    for (lang, none, typed) in [(Lang::Zh, "没有匹配", "拼音首字母"), (Lang::En, "Nothing matches", "pinyin initials")]
    {
        let mut desk = sample(80, 24, lang, "<ctrl-f>");
        desk.assert_shows(typed);
        desk.keys("<enter>");
        assert!(desk.model.dialog.is_some());
        desk.keys("qqqq<enter>").assert_shows(none);
        assert!(desk.model.dialog.is_some());
    }
    let mut desk = sample(80, 24, Lang::Zh, "8<enter><ctrl-f>xsz");
    let screen = desk.keys("<backspace><backspace><backspace>requests.new.natural").screen();
    let hit = screen
        .lines()
        .find(|line| line.contains("requests.new.natural_person ") || line.contains("自然人 "))
        .unwrap_or_default();
    assert!(hit.contains(" 8 "), "{screen}");
}

#[test]
fn a_path_that_is_empty_or_cannot_be_read_is_answered_in_the_dialog() {
    for (lang, empty) in
        [(Lang::Zh, "! 请先选择文件，或输入文件路径"), (Lang::En, "! Choose a file first, or type its path")]
    {
        let mut desk = Desk::new(80, 24, lang);
        desk.keys("i<enter>").assert_shows(empty).assert_shows("Word").assert_shows("PDF").assert_shows("Excel");
        desk.keys("/no/such.docx<enter>").assert_shows("! ").assert_shows("/no/such.docx");
        assert!(desk.model.message.is_none(), "the words stand in the dialog");
        desk.keys("x");
        assert!(!desk.shows("! "), "typing goes on without them:\n{}", desk.screen());
        let desk = sample(80, 24, lang, "O<enter>");
        desk.assert_shows(empty);
    }
}

#[test]
fn enter_in_a_question_or_the_list_of_chapters_says_what_to_press() {
    sample(80, 24, Lang::Zh, "9<ctrl-q><enter>").assert_shows("请按所列字母回答");
    sample(80, 24, Lang::En, "g<enter>").assert_shows("Press a chapter's digit");
    let mut desk = sample(80, 24, Lang::En, "<f7>");
    desk.assert_shows("No findings.");
    desk.keys("<enter>").assert_shows("There is no finding to go to");
}

#[test]
fn a_new_report_proposes_a_year_that_is_not_there_and_tells_while_one_is_typed_that_is() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2024, &[]);
    put(folder.path(), AGENCY, 2025, &[]);
    let mut desk = Desk::over(folder, 80, 24, Lang::Zh);
    desk.keys("n").assert_shows("2026");
    desk.keys("<enter>2024").assert_shows("库中已有");
    desk.keys("<enter><enter><enter>").assert_shows("库中已有");
    assert!(desk.model.dialog.is_some());
    desk.keys("<right>");
    assert!(!desk.shows("库中已有"), "the aggregated report is not there:\n{}", desk.screen());
    desk.keys("<left><up><backspace>3");
    assert!(!desk.shows("库中已有"), "{}", desk.screen());
    desk.keys("<esc>n<ctrl-a>另一个局").assert_shows("2025");
}

#[test]
fn after_no_requests_the_first_cell_that_is_still_to_be_keyed_waits() {
    let mut desk = Desk::new(80, 24, Lang::Zh);
    desk.keys("n示例区财政局<enter><enter><enter>n<enter>");
    assert_eq!(desk.at(), "proactive.rules.issued");
}

#[test]
fn why_nothing_can_be_taken_over_from_last_year_is_told() {
    let mut desk = Desk::with_blank();
    desk.keys("d").assert_shows("报告库中没有上年度 2024 报告");
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2024, &[]);
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("n<enter><enter><enter>n<enter>ayd").assert_shows("都已填写");
}

#[test]
fn the_settings_say_where_keys_are_changed_and_in_which_file_they_stand() {
    for (lang, words) in [(Lang::Zh, "按 k 自定义按键"), (Lang::En, "k changes keys")] {
        sample(80, 24, lang, "<ctrl-o>").assert_shows("/settings.ron").assert_shows(words);
    }
}

#[test]
fn snapshots_of_screens_that_changed() {
    let shot = |columns, rows, lang, keys: &str| sample(columns, rows, lang, keys).screen();
    insta::assert_snapshot!("table-2-80x24-en", shot(80, 24, Lang::En, "<alt-2>"));
    insta::assert_snapshot!("table-2-160x45-en", shot(160, 45, Lang::En, "<alt-2>"));
    insta::assert_snapshot!("help-80x24-en", shot(80, 24, Lang::En, "<f1>"));
    insta::assert_snapshot!("prose-beside-80x24-en", shot(80, 24, Lang::En, "<alt-2><f4>"));
    insta::assert_snapshot!("prose-80x24-en", shot(80, 24, Lang::En, "<alt-1>"));
    insta::assert_snapshot!("manual-80x24-en", shot(80, 24, Lang::En, "<shift-f1><pagedown>"));
    insta::assert_snapshot!("manual-100x30", shot(100, 30, Lang::Zh, "<shift-f1><pagedown>"));
    insta::assert_snapshot!("find-100x30-en", shot(100, 30, Lang::En, "<ctrl-f>state"));
    insta::assert_snapshot!("import-80x24-en", {
        let mut desk = Desk::new(80, 24, Lang::En);
        desk.model.setting.theme.palette = Palette::NoColour;
        desk.keys("i/no/such.docx<enter>");
        desk.screen()
    });
}
