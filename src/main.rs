//! Placeholder until the command line lands.
fn main() {
    let lib = gouji::store::library::Library::locate(None).unwrap();
    let start = gouji::tui::run::Start {
        library: gouji::store::library::Library::at(lib),
        forms: gouji::store::forms::Forms::embedded().unwrap(),
        lang: Default::default(),
        ascii: false,
        colour: true,
        this_year: 2026,
        open: match std::env::args().nth(1) {
            Some(f) => gouji::tui::run::Open::File(f.into()),
            None => gouji::tui::run::Open::Library,
        },
    };
    if let Err(e) = gouji::tui::run::run(start) {
        eprintln!("{e}");
    }
}
