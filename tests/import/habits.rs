//! Random reports in every layout: each cell is read as printed or left open with a note, and in the plain layouts every
//! cell is read.

use proptest::prelude::*;

use crate::generator::{Layout, Print, print};
use crate::support::{forms, import};

/// Cells read otherwise than printed, and how many were left open.
fn judge(edition: usize, printed: &Print) -> (Vec<String>, usize, usize) {
    let form = &forms()[edition];
    let Ok(proposal) = import(printed.text.as_bytes()) else { return (vec!["nothing was read".into()], 0, 0) };
    if proposal.form.edition() != form.edition() {
        return (vec![format!("read as edition {}", proposal.form.edition())], 0, 0);
    }
    let mut wrong = Vec::new();
    for figure in &proposal.figures {
        let wanted = &printed.figures[&figure.cell];
        if figure.figure.to_string() != *wanted {
            wrong.push(format!("{}: {}, printed {wanted}", form.cell(figure.cell).name, figure.figure));
        }
    }
    (wrong, form.len() - proposal.figures.len(), proposal.notes.len())
}

fn check(edition: usize, layout: Layout, seed: u64, all: bool) -> Result<(), TestCaseError> {
    let printed = print(&forms()[edition], layout, seed);
    let (wrong, open, notes) = judge(edition, &printed);
    prop_assert!(wrong.is_empty(), "{layout:?} {edition} {seed}: {wrong:#?}\n{}", printed.text);
    prop_assert!(open == 0 || notes > 0, "{open} cells open without a note\n{}", printed.text);
    prop_assert!(!all || open == 0, "{layout:?} {edition} {seed}: {open} cells open\n{}", printed.text);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 30, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn laid_out_columns_are_read(edition in 0..2usize, seed: u64) {
        check(edition, Layout::Columns, seed, true)?;
    }

    #[test]
    fn raw_lines_are_read(edition in 0..2usize, seed: u64) {
        check(edition, Layout::Raw, seed, true)?;
    }

    #[test]
    fn one_value_a_line_is_read(edition in 0..2usize, seed: u64) {
        check(edition, Layout::Values, seed, true)?;
    }

    #[test]
    fn rows_between_bars_are_read(edition in 0..2usize, seed: u64) {
        check(edition, Layout::Bars, seed, true)?;
    }

    #[test]
    fn rows_of_a_sheet_saved_as_text_are_read(edition in 0..2usize, seed: u64) {
        check(edition, Layout::Cells, seed, true)?;
    }

    #[test]
    fn a_cell_a_line_with_bars_is_read(edition in 0..2usize, seed: u64) {
        check(edition, Layout::CellBars, seed, true)?;
    }

    #[test]
    fn labels_torn_from_their_figures_never_lead_to_a_wrong_cell(edition in 0..2usize, seed: u64) {
        check(edition, Layout::Torn, seed, false)?;
    }

    #[test]
    fn agency_and_year_are_read(edition in 0..2usize, seed: u64) {
        let printed = print(&forms()[edition], Layout::Raw, seed);
        let proposal = import(printed.text.as_bytes()).expect("a proposal");
        prop_assert_eq!((proposal.agency, proposal.year), (Some(printed.agency), Some(printed.year)));
    }
}

/// A report with one line lost, doubled, or with a label cut short.
fn damaged(text: &str, seed: u64) -> String {
    let mut chance = crate::generator::Chance(seed);
    let mut lines: Vec<String> = text.lines().map(String::from).collect();
    for _ in 0..1 + chance.below(3) {
        let at = chance.below(lines.len());
        let figures = lines[at].chars().any(|c| c.is_ascii_digit());
        let mut letters: Vec<char> = lines[at].chars().collect();
        let index = chance.below(letters.len());
        match chance.below(5) {
            0 => drop(lines.remove(at)),
            1 if !figures => lines[at] = letters.iter().skip(1).collect(),
            2 if !letters.is_empty() && letters[index].is_alphabetic() => {
                letters[index] = '某';
                lines[at] = letters.into_iter().collect();
            }
            3 => {
                const NOISE: [&str; 6] =
                    ["备注：数据均已核对。", "- 3 -", "单位：件", "2022 年", "其他", "某某县人民政府"];
                lines.insert(at, NOISE[chance.below(NOISE.len())].to_string());
            }
            _ => lines.truncate(lines.len() - chance.below(lines.len() / 2)),
        }
    }
    lines.join("\n")
}

/// Whatever is lost, inserted or misprinted: figures stand in their own cell or in none. A cell that is lost from a row
/// of cells with blank ones behind them cannot be missed, so that layout is not among these.
#[test]
fn damaged_reports_are_never_read_into_wrong_cells() {
    for layout in [Layout::Columns, Layout::Raw, Layout::Values, Layout::Bars, Layout::Torn] {
        for seed in 0..20 {
            let edition = usize::try_from(seed % 2).expect("small");
            let mut printed = print(&forms()[edition], layout, seed);
            printed.text = damaged(&printed.text, seed + 1);
            let Ok(proposal) = import(printed.text.as_bytes()) else { continue };
            if proposal.form.edition() == forms()[edition].edition() {
                let (wrong, ..) = judge(edition, &printed);
                assert!(wrong.is_empty(), "{layout:?} {seed}: {wrong:#?}\n{}", printed.text);
            }
        }
    }
}
