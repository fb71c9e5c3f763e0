//! The forms held against the cell lists of the reference and the official grid, and their texts against the room the
//! screen has for them.

use std::sync::{Arc, LazyLock};

use gouji::domain::definition::{Column, Row, Table};
use gouji::domain::form::Form;
use gouji::domain::text::{Lang, Text};
use gouji::store::forms::Forms;
use unicode_width::UnicodeWidthStr;

use crate::reference::{Grid, official_grids};

static FORMS: LazyLock<Forms> = LazyLock::new(Forms::default);

/// The names of all editions of the program.
fn editions() -> impl Iterator<Item = &'static str> {
    FORMS.all().iter().map(|form| form.edition())
}

fn form(edition: &str) -> Arc<Form> {
    FORMS.edition(edition).unwrap_or_else(|| panic!("edition {edition}")).clone()
}

/// Every cell as the cell lists write it, with these columns.
fn cell_list(form: &Form, columns: &[&str]) -> Vec<Vec<String>> {
    let cell = |id| {
        let cell = form.cell(id);
        let value = |column: &&str| match *column {
            "cell" => cell.name.clone(),
            "row_label" => form.row_path(cell.table, cell.row).join("/"),
            "column_label" => form.column_path(cell.table, cell.column).join("/"),
            "kind" => cell.kind.name().to_string(),
            "role" => if form.is_total(id) { "total" } else { "input" }.to_string(),
            "unit" => form.column(id).unit.clone(),
            other => panic!("unknown column {other}"),
        };
        columns.iter().map(value).collect()
    };
    form.cells().map(cell).collect()
}

fn assert_equals_cell_list(edition: &str, bytes: &[u8], cells: usize, totals: usize) {
    let form = form(edition);
    let mut reader = csv::Reader::from_reader(bytes);
    let columns: Vec<String> = reader.headers().expect("a head").iter().map(str::to_string).collect();
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let wanted: Vec<Vec<String>> =
        reader.records().map(|r| r.expect("a record").iter().map(str::to_string).collect()).collect();
    let found = cell_list(&form, &columns);
    for (wanted, found) in wanted.iter().zip(&found) {
        assert_eq!(found, wanted, "edition {edition}");
    }
    assert_eq!((wanted.len(), found.len()), (cells, cells), "edition {edition}");
    assert_eq!(form.totals().len(), totals, "edition {edition}");
    assert_eq!(form.cells().filter(|&id| form.is_total(id)).count(), totals, "edition {edition}");
}

#[test]
fn cells_have_the_names_order_labels_kinds_roles_and_units_of_the_reference() {
    assert_equals_cell_list("2021", include_bytes!("../data/cells-2021.csv"), 200, 34);
    assert_equals_cell_list("2019", include_bytes!("../data/cells-2019.csv"), 198, 32);
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn grid_of(form: &Form, table: usize) -> Grid {
    let labels = form.printed_labels(table).iter().map(|l| (l.at, (l.span, without_blanks(&l.text))));
    let figures = form.table_cells(table).map(|id| (form.cell(id).at, (form.cell(id).span, String::new())));
    labels.chain(figures).collect()
}

#[test]
fn printed_grids_of_the_2021_edition_are_the_official_ones() {
    let form = form("2021");
    let found: Vec<Grid> = (0..form.tables().len()).map(|table| grid_of(&form, table)).collect();
    assert_eq!(found, official_grids());
}

#[test]
fn every_cell_of_every_printed_grid_is_covered_once() {
    for (edition, sizes) in [("2021", [(14, 4), (28, 10), (4, 15)]), ("2019", [(18, 4), (26, 10), (4, 15)])] {
        let form = form(edition);
        assert_eq!(form.tables().iter().map(|t| t.size).collect::<Vec<_>>(), sizes, "edition {edition}");
        for (table, (rows, columns)) in sizes.into_iter().enumerate() {
            let mut covered = vec![0; usize::from(rows * columns)];
            for (at, (span, _)) in grid_of(&form, table) {
                for r in at.0..at.0 + span.0 {
                    for c in at.1..at.1 + span.1 {
                        covered[usize::from(r * columns + c)] += 1;
                    }
                }
            }
            assert!(covered.iter().all(|&times| times == 1), "edition {edition}, table {table}: {covered:?}");
        }
    }
}

/// Calls `check` with the owner's name, the text in one language and the language.
fn each_language(of: &str, text: &Text, check: impl Fn(&str, &str, Lang)) {
    check(of, text.get(Lang::Zh), Lang::Zh);
    check(of, text.get(Lang::En), Lang::En);
}

#[test]
fn every_text_is_there_in_both_languages() {
    let filled = |of: &str, text: &str, lang: Lang| {
        assert!(!text.trim().is_empty(), "{of}, {lang:?}");
        let chinese = text.chars().any(|c| ('\u{4e00}'..'\u{9fff}').contains(&c));
        assert!(chinese || lang == Lang::En, "{of} is not in Chinese: {text}");
        assert!(!chinese || lang == Lang::Zh, "{of} is not in English: {text}");
    };
    for edition in editions() {
        let form = form(edition);
        let definition = form.definition();
        each_language(edition, &definition.name, filled);
        for chapter in &definition.chapters {
            each_language(&chapter.heading, &chapter.short, filled);
            each_language(&chapter.heading, &chapter.help, filled);
        }
        for Table { rows, columns, row_groups, column_groups, .. } in form.tables() {
            for Row { label, short, help, .. } in rows {
                each_language(label, short, filled);
                each_language(label, help, filled);
            }
            for Column { label, short, help, .. } in columns {
                each_language(label, short, filled);
                each_language(label, help, filled);
            }
            row_groups.iter().chain(column_groups).for_each(|group| each_language(&group.label, &group.short, filled));
        }
        for rule in &definition.rules {
            each_language(&rule.id, &rule.title, filled);
            each_language(&rule.id, &rule.message, filled);
            each_language(&rule.id, &rule.remedy, filled);
        }
    }
}

#[test]
fn short_labels_fit_an_80_column_screen() {
    let fits = |most: usize| {
        move |of: &str, text: &str, lang: Lang| {
            assert!(text.width() <= most, "{of}, {lang:?}: `{text}` is wider than {most}");
        }
    };
    for edition in editions() {
        for table in form(edition).tables() {
            table.rows.iter().for_each(|row| each_language(&row.name, &row.short, fits(16)));
            table.columns.iter().for_each(|column| each_language(&column.name, &column.short, fits(8)));
        }
    }
}

#[test]
fn short_labels_tell_the_rows_and_columns_of_a_table_apart() {
    for edition in editions() {
        for table in form(edition).tables() {
            for lang in [Lang::Zh, Lang::En] {
                let mut rows: Vec<&str> = table.rows.iter().map(|row| row.short.get(lang)).collect();
                let mut columns: Vec<&str> = table.columns.iter().map(|column| column.short.get(lang)).collect();
                let counts = (rows.len(), columns.len());
                rows.sort_unstable();
                rows.dedup();
                columns.sort_unstable();
                columns.dedup();
                assert_eq!((rows.len(), columns.len()), counts, "edition {edition}, {}, {lang:?}", table.name);
            }
        }
    }
}

#[test]
fn each_report_year_has_the_edition_of_its_time() {
    let edition = |year| FORMS.for_year(year).map(|form| form.edition());
    assert_eq!(edition(2018), None);
    assert_eq!([2019, 2020, 2021, 2022, 2099].map(edition), ["2019", "2019", "2021", "2021", "2021"].map(Some));
    assert_eq!(FORMS.newest().map(|form| form.edition()), Some("2021"));
}
