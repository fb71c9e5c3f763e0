//! Reads the forms, rules and words of `assets`, checks and resolves them with the program's own types, and packs them as those
//! are, for a quick start. A package of its own, so that it is not optimised as the program is: it runs once. Where what it
//! made is put is `assets/build.rs`.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use domain::definition::{Catalogue, Definition, FORM_VERSION, Words, Years};
use domain::form::{Form, Shared};
use domain::register::mapping as register;
use domain::text::Lang;

/// What a form is made of, and no more of the domain than that.
#[path = "../../src/domain"]
#[allow(dead_code, unused_imports)]
mod domain {
    pub mod definition;
    pub mod figure;
    pub mod form;
    pub mod number;
    pub mod text;

    pub mod register {
        pub mod mapping;
    }
}

/// Packs everything into files of a folder, and says in Rust where each is: what `src/store/forms.rs` includes.
///
/// # Errors
/// The first file that is not of its shape or its version, with line and column, or all defects of a form.
pub fn pack(assets: &Path, out: &Path) -> Result<String, Box<dyn Error>> {
    let catalogues: Vec<Catalogue> = all_of(&assets.join("rules"))?;
    let words = all_of::<Catalogue>(&assets.join("words"))?.into_iter().find_map(|catalogue| catalogue.vocabulary);
    let forms: Vec<Definition> = all_of(&assets.join("forms"))?;
    let editions: Vec<(String, i32)> = forms.iter().map(|form| (form.edition.clone(), form.years.first)).collect();
    if catalogues.iter().any(|catalogue| catalogue.version != FORM_VERSION) {
        return Err("a file of assets/rules is of another version".into());
    }
    let mut lists = String::new();
    let store = |name: &str, bytes: Vec<u8>| {
        let file = out.join(name.to_lowercase());
        fs::write(&file, bytes).map(|()| format!("include_bytes!({file:?})"))
    };
    write!(lists, "static FORMS: [Embedded; {}] = [", forms.len())?;
    for definition in forms {
        let Years { first, last } = definition.years;
        let edition = definition.edition.clone();
        let shared = Shared { catalogues: catalogues.clone(), words: None, editions: editions.clone() };
        let form = Form::with(definition, shared).map_err(|defects| {
            let words: Vec<String> = defects.iter().map(|defect| defect.words(Lang::En)).collect();
            format!("the form of {edition}: {}", words.join("; "))
        })?;
        let form = store(&format!("form-{edition}"), postcard::to_allocvec(&form)?)?;
        write!(
            lists,
            "Embedded {{ edition: {edition:?}, years: Years {{ first: {first}, last: {last:?} }}, packed: {form}, form: OnceLock::new() }},"
        )?;
    }
    writeln!(lists, "];")?;
    let words: Words = words.ok_or("no file of assets/words has a vocabulary")?;
    for (name, bytes) in [
        ("CATALOGUES", postcard::to_allocvec(&catalogues)?),
        ("WORDS", postcard::to_allocvec(&words)?),
        ("REGISTER", postcard::to_allocvec(&register(&assets.join("register"))?)?),
    ] {
        writeln!(lists, "static {name}: &[u8] = {};", store(name, bytes)?)?;
    }
    Ok(lists)
}

/// What counting a register goes by.
fn register(folder: &Path) -> Result<register::Catalogue, Box<dyn Error>> {
    let catalogue = register::Catalogue {
        counting: read(&folder.join("counting.ron"))?,
        outcomes: read(&folder.join("outcomes.ron"))?,
        applicants: read(&folder.join("applicants.ron"))?,
        rules: read(&folder.join("rules.ron"))?,
    };
    let register::Catalogue { counting, outcomes, applicants, rules } = &catalogue;
    let versions = [counting.version, outcomes.version, applicants.version, rules.version];
    match versions.iter().all(|&version| version == register::VERSION) {
        true => Ok(catalogue),
        false => Err("a file of assets/register is of another version".into()),
    }
}

/// Every RON file of a folder, in the order of their names.
fn all_of<T: DeserializeOwned>(folder: &Path) -> Result<Vec<T>, Box<dyn Error>> {
    let entries = fs::read_dir(folder)?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<PathBuf>, std::io::Error>>()?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "ron"));
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T, Box<dyn Error>> {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    Ok(options.from_str(&fs::read_to_string(path)?).map_err(|error| format!("{}:{error}", path.display()))?)
}
