//! The corpora of the fuzz targets (`tests/fuzz`), replayed: what fuzzing once found stays found.

#[path = "../fuzz/targets.rs"]
pub mod targets;

use std::fs;
use std::path::Path;

use targets::TARGETS;

#[test]
fn every_input_of_every_corpus_is_read_without_breaking_anything() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
    let mut folders: Vec<String> =
        fs::read_dir(&corpora).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    folders.sort();
    let mut names = TARGETS.map(|(name, _)| name);
    names.sort_unstable();
    assert_eq!(folders, names, "a corpus for every target");
    for (name, target) in TARGETS {
        let inputs: Vec<_> = fs::read_dir(corpora.join(name)).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert!(!inputs.is_empty(), "{name}");
        for path in inputs {
            println!("{}", path.display());
            target(&fs::read(&path).unwrap());
        }
    }
}
