//! What stands alone of `store::digest`.

use gouji::domain::text::Lang;
use gouji::store::digest::*;

#[test]
fn a_digest_agrees_until_anything_is_changed() {
    let mut text = String::from("(\n  甲: 1,\n)\n");
    assert_eq!(Digest::of(text.as_bytes()), Digest::Absent);
    let before = text.clone();
    seal(&mut text);
    assert_eq!(Digest::of(text.as_bytes()), Digest::Agrees);
    assert_eq!(text.lines().count(), before.lines().count() + 1);
    for changed in [
        text.replace("1", "2"),
        text.replace('\n', "\r\n"),
        format!("\u{feff}{text}"),
        format!("{text}\n"),
        format!("{text}// more\n"),
        text.trim_end().to_string(),
    ] {
        assert_eq!(Digest::of(changed.as_bytes()), Digest::Differs, "{changed:?}");
    }
    assert_eq!(Digest::of(&text.as_bytes()[..before.len()]), Digest::Absent);
    assert_eq!(Digest::of(b""), Digest::Absent);
}

#[test]
fn the_digest_is_the_usual_one() {
    let mut text = String::from("abc");
    seal(&mut text);
    assert_eq!(text, "abc// sha256: ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n");
}

#[test]
fn what_is_said_names_the_file_and_what_to_do() {
    for (digest, zh, en) in
        [(Digest::Differs, "改动过", "may have been changed"), (Digest::Absent, "没有校验码", "no checksum")]
    {
        let words = |lang| digest.message("2022.ron", lang).unwrap_or_default();
        assert!(
            words(Lang::Zh).contains("2022.ron") && words(Lang::Zh).contains(zh) && words(Lang::Zh).contains("核对")
        );
        assert!(
            words(Lang::En).contains("2022.ron") && words(Lang::En).contains(en) && words(Lang::En).contains("check")
        );
    }
    assert_eq!(Digest::Agrees.message("2022.ron", Lang::Zh), None);
}
