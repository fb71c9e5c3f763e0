//! Has the forms, rules and words of `assets` prepared, and gives the program for Windows its icon, its manifest and what it says
//! of itself.

use std::env;
use std::error::Error;
use std::fs;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    for folder in ["forms", "rules", "words", "register", "dist/windows"] {
        println!("cargo::rerun-if-changed=assets/{folder}");
    }
    if env::var("CARGO_CFG_TARGET_OS")? == "windows" {
        describe();
    }
    let (root, out) = (PathBuf::from(env::var("CARGO_MANIFEST_DIR")?), PathBuf::from(env::var("OUT_DIR")?));
    fs::write(out.join("prepared.rs"), gouji_prepare::pack(&root.join("assets"), &out)?)?;
    Ok(())
}

/// What Windows shows of the program, and how it treats it: arguments and names of files in UTF-8, long paths.
fn describe() {
    const CHINESE: u16 = 0x0804;
    let mut resource = winresource::WindowsResource::new();
    resource.set_language(CHINESE).set_icon("assets/dist/windows/gouji.ico");
    resource.set_manifest_file("assets/dist/windows/gouji.manifest");
    resource.set("ProductName", "勾稽 gouji").set("FileDescription", "勾稽：政府信息公开工作年度报告的录入与校验");
    resource.set("OriginalFilename", "gouji.exe").set("LegalCopyright", "MIT OR Apache-2.0");
    // The program runs without them too; that a package has them is checked where it is made.
    if let Err(error) = resource.compile_for("gouji") {
        println!("cargo::warning=built without icon, version and manifest, for want of windres or rc: {error}");
    }
}
