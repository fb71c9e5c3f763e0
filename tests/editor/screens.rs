//! Whole screens as snapshots, in both languages and the three usual sizes.

use gouji::domain::text::Lang;

use super::desk::{AGENCY, Desk, put};

fn sample(columns: u16, rows: u16, lang: Lang, keys: &str) -> String {
    let mut desk = Desk::new(columns, rows, lang);
    desk.keys("sy").keys(keys);
    desk.screen()
}

#[test]
fn the_matrix() {
    insta::assert_snapshot!("matrix-80x24", sample(80, 24, Lang::Zh, ""));
    insta::assert_snapshot!("matrix-100x30", sample(100, 30, Lang::Zh, "<right>5<enter>"));
    insta::assert_snapshot!("matrix-160x45", sample(160, 45, Lang::Zh, "<right>5<enter><left>"));
    insta::assert_snapshot!("matrix-80x24-en", sample(80, 24, Lang::En, "<down><down>"));
    insta::assert_snapshot!("matrix-100x30-en", sample(100, 30, Lang::En, "<right>5<enter>"));
}

#[test]
fn the_whole_matrix_is_visible_at_160_by_45_and_all_columns_at_80_by_24() {
    let large = sample(160, 45, Lang::Zh, "");
    for label in ["一、本年新收", "四、结转下年度继续办理", "（七）总计", "3.其他"] {
        assert!(large.contains(label), "{label}\n{large}");
    }
    let small = sample(80, 24, Lang::Zh, "");
    for column in ["自然人", "企业", "科研", "公益", "法律", "其他", "总计"] {
        assert!(small.contains(column), "{column}\n{small}");
    }
}

#[test]
fn the_other_tables() {
    insta::assert_snapshot!("table-2-80x24", sample(80, 24, Lang::Zh, "<alt-2>"));
    insta::assert_snapshot!("table-4-80x24", sample(80, 24, Lang::Zh, "<alt-4>"));
    insta::assert_snapshot!("table-4-100x30-en", sample(100, 30, Lang::En, "<alt-4>"));
}

#[test]
fn prose() {
    insta::assert_snapshot!("prose-80x24", sample(80, 24, Lang::Zh, "<alt-1>"));
}

#[test]
fn dialogs() {
    insta::assert_snapshot!("palette-80x24", sample(80, 24, Lang::Zh, "<ctrl-p>"));
    insta::assert_snapshot!("help-100x30", sample(100, 30, Lang::Zh, "<f1>"));
    insta::assert_snapshot!("find-80x24", sample(80, 24, Lang::Zh, "<ctrl-f>gjmm"));
    insta::assert_snapshot!("export-80x24", sample(80, 24, Lang::Zh, "<ctrl-e>"));
    insta::assert_snapshot!("export-80x24-en", sample(80, 24, Lang::En, "<ctrl-e>"));
    insta::assert_snapshot!("export-40x12", sample(40, 12, Lang::Zh, "<ctrl-e><down><down>"));
    insta::assert_snapshot!("export-refused-80x24", sample(80, 24, Lang::Zh, "9<enter><ctrl-e><tab><tab><enter>"));
    insta::assert_snapshot!("export-refused-80x24-en", sample(80, 24, Lang::En, "9<enter><ctrl-e><tab><tab><enter>"));
    insta::assert_snapshot!(
        "export-unfilled-80x24",
        sample(80, 24, Lang::Zh, "9<enter><delete><ctrl-e><tab><tab><enter>")
    );
    insta::assert_snapshot!("leave-80x24", sample(80, 24, Lang::Zh, "<ctrl-q>"));
    insta::assert_snapshot!("new-80x24", {
        let mut desk = Desk::new(80, 24, Lang::Zh);
        desk.keys("n");
        desk.screen()
    });
}

#[test]
fn the_library() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[("requests.new.natural_person", 3)]);
    put(folder.path(), "示例区教育局", 2024, &[]);
    insta::assert_snapshot!("library-80x24", Desk::over(folder, 80, 24, Lang::Zh).screen());
    insta::assert_snapshot!("library-empty-80x24-en", Desk::new(80, 24, Lang::En).screen());
}

#[test]
fn a_figure_too_long_for_its_cell_is_shown_in_full_below_and_never_cut() {
    let mut desk = Desk::new(40, 24, Lang::Zh);
    desk.keys("sy9223372036854775807<enter><left>");
    let screen = desk.screen();
    assert!(screen.contains("9223372036854775807"), "{screen}");
    assert!(!screen.contains("922337203685477580 "), "{screen}");
}

#[test]
fn without_colours_or_beyond_ascii_nothing_is_lost() {
    let mut desk = Desk::new(80, 24, Lang::Zh);
    desk.model.setting.theme.ascii = true;
    desk.keys("sy<right>5<enter><delete>");
    let screen = desk.screen();
    for character in ['·', '≠', '│', '┌', '“', '”', '…', '—', '×'] {
        assert!(!screen.contains(character), "{character}\n{screen}");
    }
    assert!(screen.contains("5!"), "{screen}");
}
