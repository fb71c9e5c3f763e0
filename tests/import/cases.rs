//! Documents of one oddity each, as other people's programs write them: what a reader of the page sees must be read, what
//! nobody can tell must stay open, and what was passed over must be said.

use gouji::domain::figure::Figure;
use gouji::domain::text::Lang;
use serde_json::Value;

use crate::support::{expected_figure, figures, import, samples};

#[test]
fn a_document_of_one_oddity_is_read_as_a_reader_sees_it() {
    let Some(folder) = samples().map(|samples| samples.join("cases")) else { return };
    let index = std::fs::read(folder.join("index.json")).expect("index.json");
    let index: Value = serde_json::from_slice(&index).expect("JSON");
    let mut wrong = Vec::new();
    for (name, case) in index["files"].as_object().expect("files") {
        let bytes = std::fs::read(folder.join(name)).expect(name);
        let faults = faults(&bytes, case, &index["bases"]);
        if !faults.is_empty() {
            wrong.push(format!("{name}: {}", faults.join("; ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong with the reading of a document.
fn faults(bytes: &[u8], case: &Value, bases: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let (read, said) = match import(bytes) {
        Ok(proposal) => {
            let base = &bases[case["base"].as_str().expect("base")];
            let read = figures(&proposal);
            for cell in proposal.form.cells() {
                let name = &proposal.form.cell(cell).name;
                let found = read.get(name).copied().unwrap_or(Figure::Unfilled);
                if found == Figure::Unfilled {
                    continue;
                }
                let shown = case["cells"].get(name).unwrap_or(&base[name]);
                let unit = &proposal.form.column(cell).unit;
                let wanted = expected_figure(shown, unit);
                if found != wanted {
                    faults.push(format!("{name} is {found}, not {wanted}"));
                }
            }
            let notes: Vec<String> = proposal.notes.iter().map(|note| note.text.clone()).collect();
            (proposal.figures.len(), notes.join("\n"))
        }
        Err(error) => (0, error.message(Lang::Zh)),
    };
    let least = case["read"].as_u64().unwrap_or(0) as usize;
    if read < least {
        faults.push(format!("{read} cells are read, not {least} ({said})"));
    }
    if let Some(say) = case["say"].as_str().filter(|say| !say.split('|').any(|word| said.contains(word))) {
        faults.push(format!("none of {say} is said, but {said}"));
    }
    faults
}
