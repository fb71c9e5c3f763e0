//! What stands alone of `import::pdf::cmap`.

use gouji::import::budget::Budget;
use gouji::import::pdf::cmap::*;

#[test]
fn a_map_gives_codes_their_texts() {
    let map = CMap::read(
        b"1 begincodespacerange <00> <80> <8140> <FEFE> endcodespacerange 1 beginbfchar <0003> <53D1> endbfchar
          2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<00660069> <4E00>] endbfrange
          1 begincidrange <0100> <01FF> 7 endcidrange",
        &Budget::default(),
    );
    let texts = [(3, "发"), (0x10, "A"), (0x12, "C"), (0x20, "fi"), (0x21, "一")];
    assert!(texts.iter().all(|&(code, text)| map.text(code).as_deref() == Some(text)));
    assert_eq!((map.text(4), map.cid(0x102), map.cid(3)), (None, Some(9), None));
    let split: Vec<&[u8]> = codes(b"a\xB0\xA1b", Coding::Double, Some(&map)).collect();
    assert_eq!(split, [&b"a"[..], b"\xB0\xA1", b"b"]);
}

#[test]
fn chinese_codings_are_known_by_name() {
    let text = |name: &[u8], bytes: &[u8]| {
        let coding = Coding::named(name);
        codes(bytes, coding, None).filter_map(|code| coding.text(code)).collect::<String>()
    };
    assert_eq!(text(b"GBK-EUC-H", b"\xD5\xFE\xB8\xAE7"), "政府7");
    assert_eq!(text(b"GBKp-EUC-H", b"\xD5\xFE"), "政");
    assert_eq!(text(b"UniGB-UCS2-H", b"\x65\x3F\x00\x37"), "政7");
    assert_eq!(text(b"UniGB-UTF16-H", b"\xD8\x40\xDC\x00"), "𠀀");
    assert_eq!(text(b"Identity-H", b"\x65\x3F"), "");
}
