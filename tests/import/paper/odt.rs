//! The same as OpenDocument texts.

use super::{Item, Look, Run, Table};
use crate::handmade::package;

const KIND: &str = "application/vnd.oasis.opendocument.text";

const SPACES: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0""#;

const STYLES: &str = r#"<style:default-style style:family="graphic"><style:graphic-properties draw:fill-color="&#35;729fcf" fo:background-color="transparent"/></style:default-style>
<style:style style:name="Struck" style:family="text"><style:text-properties style:text-line-through-style="solid" style:text-line-through-type="single"/></style:style>
<style:style style:name="T1" style:family="text" style:parent-style-name="Struck"/>
<style:style style:name="T2" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="T3" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="T4" style:family="text"><style:text-properties fo:color="&#35;FFFFFF"/></style:style>
<style:style style:name="T5" style:family="text"><style:text-properties fo:font-size="1pt"/></style:style>
<style:style style:name="T6" style:family="text"><style:text-properties fo:color="&#35;FFFF00" fo:background-color="&#35;ffff00"/></style:style>
<style:style style:name="P1" style:family="paragraph"><style:paragraph-properties fo:text-align="end"/></style:style>"#;

/// A package with this content of its body.
pub fn with_body(body: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES}><office:automatic-styles>{STYLES}</office:automatic-styles><office:body><office:text><text:sequence-decls/>{body}</office:text></office:body></office:document-content>"#
    );
    package(&[("mimetype", KIND.as_bytes()), ("content.xml", content.as_bytes())])
}

pub fn packed(items: &[Item]) -> Vec<u8> {
    with_body(&items.iter().map(item).collect::<String>())
}

/// As one file, indented as LibreOffice indents it.
pub fn flat(items: &[Item]) -> Vec<u8> {
    let body: String = items.iter().map(item).collect();
    let body = body.replace("<text:p", "\n   <text:p").replace("<table:", "\n  <table:");
    let text = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>

<office:document {SPACES} office:version="1.3" office:mimetype="{KIND}">
 <office:meta><meta:generator xmlns:meta="m">3</meta:generator></office:meta>
 <office:automatic-styles>{STYLES}</office:automatic-styles>
 <office:master-styles><style:master-page><style:header><text:p>4</text:p></style:header></style:master-page></office:master-styles>
 <office:body>
  <office:text>{body}
  </office:text>
 </office:body>
</office:document>"#
    );
    text.into_bytes()
}

fn item(item: &Item) -> String {
    match item {
        Item::Heading(text) => format!("<text:h text:outline-level=\"1\">{text}</text:h>"),
        Item::Text(words) => format!("<text:p>{}</text:p>", runs(words)),
        Item::Right(text) => format!("<text:p text:style-name=\"P1\">{text}</text:p>"),
        Item::Table(of) => table(of),
        Item::Layout(of) => format!(
            "<table:table><table:table-row><table:table-cell><text:p>附件</text:p></table:table-cell><table:table-cell>{}<text:p/></table:table-cell></table:table-row></table:table>",
            table(of)
        ),
        Item::Boxed(text, beside) => format!(
            "<text:p><draw:frame><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>{beside}</text:p>"
        ),
    }
}

fn runs(runs: &[Run]) -> String {
    let run = |(look, text): &Run| match look {
        Look::Plain => text.clone(),
        Look::Struck => format!("<text:span text:style-name=\"T1\">{text}</text:span>"),
        Look::Hidden => format!("<text:span text:style-name=\"T2\">{text}</text:span>"),
        Look::Tiny => format!("<text:span text:style-name=\"T5\">{text}</text:span>"),
        Look::Marked => format!("<text:span text:style-name=\"T6\">{text}</text:span>"),
        Look::White => format!("<text:span text:style-name=\"T4\">{text}</text:span>"),
        Look::Raised => format!("<text:span text:style-name=\"T3\">{text}</text:span>"),
        Look::Deleted => format!(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>{text}</text:p></text:deletion></text:changed-region></text:tracked-changes><text:change text:change-id=\"C\"/>"
        ),
        Look::Picture => "<draw:frame><draw:object><math><mn>7</mn></math></draw:object></draw:frame>".to_string(),
        Look::Code => format!(
            "<text:bookmark text:name=\"{text}\"/><text:note><text:note-citation>9</text:note-citation><text:note-body><text:p>{text}</text:p></text:note-body></text:note>"
        ),
    };
    runs.iter().map(run).collect()
}

fn table(table: &Table) -> String {
    let mut text = format!(
        "<table:table table:name=\"T\"><table:table-column table:number-columns-repeated=\"{}\"/>",
        table.size.1
    );
    for row in 0..table.size.0 {
        text.push_str("<table:table-row>");
        for place in table.row(row) {
            let (down, across) = place.cell.span;
            if place.below {
                text.push_str(&format!("<table:covered-table-cell table:number-columns-repeated=\"{across}\"/>"));
                continue;
            }
            let words = runs(&place.cell.runs);
            text.push_str(&format!(
                "<table:table-cell table:number-rows-spanned=\"{down}\" table:number-columns-spanned=\"{across}\" office:value-type=\"string\"><text:p>{words}</text:p></table:table-cell>{}",
                "<table:covered-table-cell/>".repeat(across - 1)
            ));
        }
        text.push_str("</table:table-row>");
    }
    text + "</table:table>"
}
