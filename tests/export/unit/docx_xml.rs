//! What stands alone of `export::docx::xml`.

use gouji::export::docx::xml::*;

#[test]
fn words_never_become_markup_and_what_xml_cannot_hold_is_left_out() {
    let mut xml = Xml::part();
    xml.element("a", &[("b", "\"<&")], |xml| xml.text("<c>\u{0}&\u{1F}\u{FFFE}]]>"));
    let text = String::from_utf8(xml.finish().unwrap()).unwrap();
    let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    assert_eq!(text, format!("{declaration}<a b=\"&quot;&lt;&amp;\">&lt;c&gt;&amp;]]&gt;</a>"));
}
