//! Tells cargo that a changed or added asset means a new program; the assets themselves are embedded by
//! `include_dir!`. It generates nothing.

fn main() {
    println!("cargo::rerun-if-changed=assets");
}
