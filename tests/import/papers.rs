//! Documents of word processors other than `.docx` in: `.doc`, `.rtf`, `.odt`. Every figure of forms by every writer, and what
//! a reader of the page sees of what is struck out, hidden, raised or deleted.

use gouji::domain::form::CellId;
use gouji::domain::proposal::Proposal;
use gouji::domain::report::Part;
use gouji::domain::text::Lang;
use gouji::import::ImportError;
use gouji::import::aside::Aside;
use proptest::prelude::*;

use crate::generator::Chance;
use crate::paper::{Item, Look, PROSE, Run, WRITERS, doc, odt, plain, report, rtf};
use crate::support::{figures, forms, import, prose};

/// Another figure for every cell.
fn numbered(cell: CellId) -> Vec<Run> {
    plain(&(1000 + cell.index()).to_string())
}

/// Reads a report whose first figure is printed so, and is that figure, or open; all others are as printed.
#[track_caller]
fn read_first(printed: &[Run], shown: Option<&str>) -> Vec<(&'static str, Proposal)> {
    let form = &forms()[1];
    let first = form.table_cells(1).next().unwrap();
    let figure = |cell: CellId| if cell == first { printed.to_vec() } else { numbered(cell) };
    let items = report(form, &figure);
    let mut read = Vec::new();
    for (name, write) in WRITERS {
        let proposal = import(&write(&items)).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        let found = figures(&proposal);
        for cell in form.cells() {
            let label = &form.cell(cell).name;
            let wanted = if cell == first { shown.map(String::from) } else { Some((1000 + cell.index()).to_string()) };
            assert_eq!(found.get(label).map(ToString::to_string), wanted, "{name}: {label}, {printed:?}");
        }
        read.push((name, proposal));
    }
    read
}

fn notes(proposal: &Proposal) -> String {
    proposal.notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_figure_and_every_chapter_is_read_by_every_writer() {
    for form in forms() {
        for (name, write) in WRITERS {
            let proposal = import(&write(&report(form, &numbered))).unwrap_or_else(|e| panic!("{name}: {e:?}"));
            let what = format!("{name} {}", form.edition());
            assert_eq!(proposal.form.edition(), form.edition(), "{what}");
            let found = figures(&proposal);
            for cell in form.cells() {
                let label = &form.cell(cell).name;
                let wanted = (1000 + cell.index()).to_string();
                assert_eq!(found.get(label).map(ToString::to_string), Some(wanted), "{what}: {label}");
            }
            assert_eq!(proposal.agency.as_deref(), Some("甲区人民政府办公室"), "{what}");
            assert_eq!(proposal.year, Some(2022), "{what}");
            for chapter in [0, 4, 5] {
                assert_eq!(prose(&proposal, Part::Chapter(chapter)), PROSE, "{what}");
            }
            assert!(notes(&proposal).is_empty(), "{what}: {}", notes(&proposal));
        }
    }
}

#[test]
fn what_is_struck_out_hidden_or_raised_is_no_digit() {
    let seen = |text: &str| (Look::Plain, text.to_string());
    for (look, aside) in [
        (Look::Struck, Aside::Struck),
        (Look::Hidden, Aside::Unseen),
        (Look::White, Aside::Unseen),
        (Look::Tiny, Aside::Unseen),
        (Look::Marked, Aside::Unseen),
        (Look::Raised, Aside::Raised),
    ] {
        for printed in [[seen("18"), (look, "7".into())], [(look, "7".into()), seen("18")]] {
            for (name, proposal) in read_first(&printed, Some("18")) {
                assert!(notes(&proposal).contains(aside.of_cell(Lang::Zh)), "{name}: {}", notes(&proposal));
            }
        }
    }
}

#[test]
fn white_words_are_seen_where_a_ground_is_coloured() {
    let form = &forms()[1];
    let white = |cell: CellId| vec![(Look::White, (1000 + cell.index()).to_string())];
    let items = report(form, &white);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let rtf = text(rtf::of_word(&items)).replace("\\clvertalc", "\\clvertalc\\clcbpat1");
    let odt = text(odt::flat(&items))
        .replace("<table:table-cell ", "<table:table-cell table:style-name=\"C1\" ")
        .replace("<style:style style:name=\"P1\"", "<style:style style:name=\"C1\" style:family=\"table-cell\"><style:table-cell-properties fo:background-color=\"#000080\"/></style:style><style:style style:name=\"P1\"");
    let document = doc::on(&items, Some([0, 0, 0x80])).bytes();
    for bytes in [rtf.into_bytes(), odt.into_bytes(), document] {
        assert_eq!(import(&bytes).unwrap().figures.len(), form.len());
    }
    for (name, write) in WRITERS {
        let error = import(&write(&items)).expect_err(name);
        let ImportError::NoFigures(asides) = error else { panic!("{name}: {error:?}") };
        assert!(asides.contains(&Aside::Unseen), "{name}: {asides:?}");
    }
}

#[test]
fn a_coloured_ground_elsewhere_shows_no_white_words() {
    let form = &forms()[1];
    let first = form.table_cells(1).next().unwrap();
    let hidden = |cell: CellId| match cell == first {
        true => vec![(Look::White, "7".into()), (Look::Plain, "18".into())],
        false => numbered(cell),
    };
    let items = report(form, &hidden);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let rtf = text(rtf::of_word(&items)).replacen("\\pard\\plain \\s1", "\\pard\\plain\\cbpat1\\s1", 1);
    let odt = text(odt::flat(&items)).replace("fo:text-align", "fo:background-color=\"#000080\" fo:text-align");
    let mut document = doc::of(&items);
    document.end(13, 0, &[0x4D, 0xC6, 10, 0, 0, 0, 0xFF, 0x80, 0, 0, 0, 0, 0]);
    for bytes in [rtf.into_bytes(), odt.into_bytes(), document.bytes()] {
        let proposal = import(&bytes).unwrap();
        assert_eq!(figures(&proposal)[&form.cell(first).name].to_string(), "18");
        assert!(notes(&proposal).contains(Aside::Unseen.of_cell(Lang::Zh)), "{}", notes(&proposal));
    }
}

#[test]
fn rows_and_columns_of_no_size_are_left_out_and_told() {
    let form = &forms()[1];
    let items = report(form, &numbered);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let rtf = text(rtf::of_word(&items));
    let row = "\\trowd\\trrh-1\\cellx4000\\cellx5000\\pard\\plain\\intbl 1\\cell 2\\cell \\row";
    let at = rtf.find("\\trowd").unwrap();
    let rtf = format!("{}{row}{}", &rtf[..at], &rtf[at..]);
    let odt = text(odt::flat(&items));
    let folded =
        odt.replace("<table:table-column ", "<table:table-column table:visibility=\"collapse\"/><table:table-column ");
    let folded = folded
        .replace("<table:table-row>", "<table:table-row><table:table-cell><text:p>99</text:p></table:table-cell>");
    let low = odt.replace("<style:style style:name=\"P1\"", "<style:style style:name=\"R1\" style:family=\"table-row\"><style:table-row-properties style:row-height=\"0.01cm\"/></style:style><style:style style:name=\"P1\"");
    let row = "<table:table-row table:style-name=\"R1\"><table:table-cell><text:p>9</text:p></table:table-cell></table:table-row><table:table-row>";
    let low = low.replacen("<table:table-row>", row, 1);
    for (what, text) in [("rtf", rtf), ("columns", folded), ("rows", low)] {
        let proposal = import(text.as_bytes()).unwrap_or_else(|error| panic!("{what}: {error}"));
        let found = figures(&proposal);
        for cell in form.cells() {
            let label = &form.cell(cell).name;
            let wanted = (1000 + cell.index()).to_string();
            assert_eq!(found.get(label).map(ToString::to_string), Some(wanted), "{what}: {label}");
        }
        assert!(notes(&proposal).contains(Aside::Unseen.of_document(Lang::Zh)), "{what}: {}", notes(&proposal));
    }
}

#[test]
fn a_list_to_choose_from_whose_choice_is_no_text_is_told() {
    let form = &forms()[1];
    let first = form.table_cells(1).next().unwrap();
    let wanted = |cell: CellId| match cell == first {
        true => vec![(Look::Plain, "77777".into())],
        false => numbered(cell),
    };
    let items = report(form, &wanted);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let field = "{\\field{\\*\\fldinst { FORMDROPDOWN {\\*\\formfield{\\fftype2\\ffres1{\\*\\ffl 8}{\\*\\ffl 9}}}}}{\\fldrslt }}";
    let rtf = text(rtf::of_word(&items)).replacen("77777", field, 1);
    let mark = "<field:fieldmark field:type=\"vnd.oasis.opendocument.field.FORMDROPDOWN\"><field:param field:name=\"Dropdown_Selected\" field:value=\"1\"/></field:fieldmark>";
    let odt = text(odt::flat(&items)).replacen("77777", mark, 1);
    let choice = |cell: CellId| match cell == first {
        true => vec![(Look::Plain, "\u{13} FORMDROPDOWN \u{1}\u{14}\u{15}".into())],
        false => numbered(cell),
    };
    let doc = doc::of(&report(form, &choice)).bytes();
    for (what, document) in [("rtf", rtf.into_bytes()), ("odt", odt.into_bytes()), ("doc", doc)] {
        let proposal = import(&document).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(figures(&proposal).get(&form.cell(first).name), None, "{what}");
        assert!(notes(&proposal).contains(Aside::Fields.of_cell(Lang::Zh)), "{what}: {}", notes(&proposal));
    }
}

#[test]
fn what_rich_text_says_twice_is_read_once() {
    let form = &forms()[1];
    let text = String::from_utf8(rtf::of_word(&report(form, &numbered))).unwrap();
    let first = (1000 + form.table_cells(1).next().unwrap().index()).to_string();
    let twice = text.replacen(&format!("{{\\f13 {first}}}"), &format!("{{\\upr{{9}}{{\\*\\ud{{{first}}}}}}}"), 1);
    assert_ne!(text, twice);
    let proposal = import(twice.as_bytes()).unwrap();
    assert_eq!(figures(&proposal)[&form.cell(form.table_cells(1).next().unwrap()).name].to_string(), first);
}

#[test]
fn what_was_deleted_and_what_fields_are_made_of_is_not_there() {
    for look in [Look::Deleted, Look::Code] {
        for (name, proposal) in read_first(&[(look, "7".into()), (Look::Plain, "18".into())], Some("18")) {
            assert!(notes(&proposal).is_empty(), "{name}: {}", notes(&proposal));
        }
    }
}

#[test]
fn a_cell_of_which_nothing_is_seen_stays_open_and_is_told() {
    for (look, aside) in [(Look::Struck, Aside::Struck), (Look::Hidden, Aside::Unseen)] {
        for (name, proposal) in read_first(&[(look, "18".into())], None) {
            assert!(notes(&proposal).contains(aside.of_cell(Lang::Zh)), "{name}: {}", notes(&proposal));
        }
    }
    read_first(&[], None);
}

#[test]
fn a_hidden_copy_of_the_tables_takes_nobody_in() {
    let form = &forms()[1];
    let hide = |item: Item| match item {
        Item::Table(mut table) => {
            table.cells.iter_mut().flat_map(|cell| &mut cell.runs).for_each(|(look, _)| *look = Look::Hidden);
            Item::Table(table)
        }
        item => item,
    };
    let copy = report(form, &|cell| plain(&(5000 + cell.index()).to_string())).into_iter();
    let copy = copy.filter(|item| matches!(item, Item::Table(_))).map(hide);
    let mut items = report(form, &numbered);
    items.splice(2..2, copy);
    for (name, write) in WRITERS {
        let proposal = import(&write(&items)).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        for (label, figure) in figures(&proposal) {
            let cell = form.cells().find(|&cell| form.cell(cell).name == label).unwrap();
            assert_eq!(figure.to_string(), (1000 + cell.index()).to_string(), "{name}: {label}");
        }
        assert_eq!(proposal.figures.len(), form.len(), "{name}");
        assert!(notes(&proposal).contains(Aside::Unseen.of_document(Lang::Zh)), "{name}: {}", notes(&proposal));
    }
}

#[test]
fn struck_out_prose_is_left_out_and_told() {
    let form = &forms()[1];
    let mut items = report(form, &numbered);
    let words = vec![(Look::Plain, "全年收到".to_string()), (Look::Struck, "9".into()), (Look::Plain, "8件。".into())];
    items[3] = Item::Text(words);
    for (name, write) in WRITERS {
        let proposal = import(&write(&items)).unwrap();
        assert_eq!(prose(&proposal, Part::Chapter(0)), "全年收到8件。", "{name}");
        assert!(notes(&proposal).contains(Aside::Struck.of_document(Lang::Zh)), "{name}: {}", notes(&proposal));
    }
}

#[test]
fn tables_inside_of_a_table_that_lays_the_page_out_are_read() {
    let form = &forms()[1];
    let nest = |item: Item| if let Item::Table(table) = item { Item::Layout(table) } else { item };
    let items: Vec<Item> = report(form, &numbered).into_iter().map(nest).collect();
    for (name, write) in WRITERS {
        let proposal = import(&write(&items)).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        let found = figures(&proposal);
        for cell in form.cells() {
            let label = &form.cell(cell).name;
            let wanted = (1000 + cell.index()).to_string();
            assert_eq!(found.get(label).map(ToString::to_string), Some(wanted), "{name}: {label}");
        }
    }
}

#[test]
fn text_boxes_are_read_where_they_are_anchored_and_notes_are_not() {
    let form = &forms()[1];
    let mut items = report(form, &numbered);
    items[3] = Item::Boxed("（一）主动公开。".into(), "全年收到8件。".into());
    for (name, write) in WRITERS {
        let proposal = import(&write(&items)).unwrap();
        assert_eq!(prose(&proposal, Part::Chapter(0)), "（一）主动公开。\n全年收到8件。", "{name}");
        assert_eq!(prose(&proposal, Part::Chapter(5)), PROSE, "{name}");
        assert_eq!(proposal.figures.len(), form.len(), "{name}");
    }
}

#[test]
fn characters_without_a_stand_in_are_read_and_stand_ins_are_not() {
    let form = &forms()[1];
    let text = String::from_utf8(rtf::of_word(&report(form, &numbered))).unwrap();
    let written = [
        text.replace(" ?", ""),
        text.replace(" ?", "\\'3f"),
        text.replace("\\uc1", "\\uc2").replace(" ?", "\\'d6\\'d0"),
        text.replace("\\uc1", "\\uc0").replace(" ?", " "),
        format!(" \r\n{text}"),
    ];
    for text in written {
        let proposal = import(text.as_bytes()).unwrap();
        assert_eq!(proposal.figures.len(), form.len());
        assert_eq!(proposal.agency.as_deref(), Some("甲区人民政府办公室"));
    }
}

#[test]
fn hidden_parts_of_open_document_texts_are_left_out_and_told() {
    let form = &forms()[1];
    let page = String::from_utf8(odt::flat(&report(form, &numbered))).unwrap();
    let heading = "<text:h text:outline-level=\"1\">一、总体情况</text:h>";
    let row = "<table:table-row table:visibility=\"collapse\"><table:table-cell><text:p>9</text:p></table:table-cell></table:table-row>";
    for hidden in [
        "<text:section text:display=\"none\"><text:p>5件。</text:p></text:section>",
        "<text:section text:display=\"condition\" text:is-hidden=\"true\"><text:p>5件。</text:p></text:section>",
        "<text:p><text:hidden-paragraph text:is-hidden=\"true\"/>5件。</text:p>",
        &format!("<table:table>{row}</table:table>"),
    ] {
        let page = page.replace(heading, &format!("{heading}{hidden}"));
        let proposal = import(page.as_bytes()).unwrap();
        assert_eq!(prose(&proposal, Part::Chapter(0)), PROSE, "{hidden}");
        assert!(notes(&proposal).contains(Aside::Unseen.of_document(Lang::Zh)), "{hidden}: {}", notes(&proposal));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cells_with_more_than_is_seen_are_read_as_they_are_seen(
        edition in 0..2usize, writer in 0..WRITERS.len(), seed: u64,
    ) {
        let form = &forms()[edition];
        let number = |cell: CellId| (1000 + cell.index()).to_string();
        let kind = |cell: CellId| Chance(seed ^ cell.index() as u64).below(9);
        let print = |cell: CellId| {
            let seen = (Look::Plain, number(cell));
            match kind(cell) {
                0 => Vec::new(),
                1 => vec![(Look::Struck, "7".into()), seen],
                2 => vec![seen, (Look::Raised, "1".into())],
                3 => vec![(Look::Hidden, "8".into()), seen],
                4 => vec![seen, (Look::Deleted, "9".into())],
                5 => vec![seen, (Look::Code, "9".into())],
                _ => vec![seen],
            }
        };
        let (name, write) = WRITERS[writer];
        let proposal = import(&write(&report(form, &print))).expect("a report");
        let found = figures(&proposal);
        let blank: Vec<CellId> = form.table_cells(2).filter(|&cell| kind(cell) == 0).collect();
        let lost = blank.len() == 1 && form.table_cells(2).last() == Some(blank[0]);
        for cell in form.cells() {
            let label = &form.cell(cell).name;
            let figure = found.get(label).map(ToString::to_string);
            // A line whose only blank cell is its last may have lost another one, and is left open.
            if lost && form.table_cells(2).any(|own| own == cell) {
                prop_assert!(figure.is_none() && !proposal.notes.is_empty());
                continue;
            }
            prop_assert_eq!(figure, (kind(cell) > 0).then(|| number(cell)), "{}: {}", name, label);
            let is_noted = proposal.notes.iter().any(|note| note.cell == Some(cell));
            prop_assert!(is_noted || !(1..=3).contains(&kind(cell)), "{}: {} has no note", name, label);
        }
    }
}
