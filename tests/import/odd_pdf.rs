//! PDFs of one oddity each, for the tests: an ordinary one, drawn anew where its figures stand.

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::report::{Report, Scope};
use gouji::export::document::Document;

use crate::sheet::{Habits, pages, written};
use crate::support::forms;

/// A report in which every cell of the form has a figure of its own, of two and three digits.
pub fn numbered() -> Report {
    let form = forms().iter().find(|form| form.edition() == "2021").unwrap();
    let mut report = Report::new(form.clone(), Some("利通区人民政府办公室".into()), Some(2022), Scope::Own);
    for (index, cell) in form.inputs().enumerate() {
        report.set_entry(cell, Entry::new(Figure::from(index as u32 + 13), Origin::Keyed));
    }
    report
}

/// A figure where it is drawn.
#[derive(Debug, Clone)]
pub struct Drawn {
    pub x: f64,
    pub y: f64,
    pub digits: String,
    /// The words that draw it.
    pub words: String,
}

pub const SIZE: f64 = 9.0;

impl Drawn {
    pub fn width(&self) -> f64 {
        self.digits.len() as f64 * SIZE / 2.0
    }

    /// Whether it is one of those that the oddity is about: those that seven divides.
    pub fn is_odd(&self) -> bool {
        self.digits.parse::<u32>().is_ok_and(|number| number % 7 == 0)
    }

    /// Other digits beside it, so much further right and up, in another size and with other words before them.
    pub fn other(&self, digits: &str, right: f64, up: f64, size: f64, before: &str) -> String {
        text(digits, self.x + right, self.y + up, size, before)
    }

    /// An upright rectangle around it.
    pub fn frame(&self) -> String {
        format!("{} {} {} 12 re", self.x - 3.0, self.y - 3.0, self.width() + 14.0)
    }
}

pub fn text(digits: &str, x: f64, y: f64, size: f64, before: &str) -> String {
    let codes: String = digits.bytes().map(|byte| format!("{byte:02X}")).collect();
    format!("BT {before} /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET\n")
}

/// What draws a figure anew, or a page by its content and number.
pub type Draw = fn(&Drawn) -> String;
pub type Redraw = fn(&str, usize) -> String;

/// What is odd of a PDF.
#[derive(Clone, Copy)]
pub struct Oddity {
    /// What is drawn for an odd figure.
    pub figure: Draw,
    /// What is drawn for a page of that content and number.
    pub page: Redraw,
    /// Further entries of the pages.
    pub entries: &'static str,
    /// What is pinned to the page at an odd figure.
    pub pinned: Draw,
    /// Further entries of the catalogue.
    pub root: &'static str,
}

pub const NOTHING: Oddity = Oddity {
    figure: |drawn| drawn.words.clone(),
    page: |content, _| content.into(),
    entries: "",
    pinned: |_| String::new(),
    root: "",
};

/// What pages may name: states with weak and mixing ink, layers, pictures, a form on a layer, inks, fonts.
const RESOURCES: &str = "/Font<</F1 3 0 R/FU 9 0 R/F3<</FontMatrix[1 0 0 1 0 0]/FontBBox[0 0 1 1]{DRAWN}>>/F9<</FontMatrix[9 0 0 9 0 0]/FontBBox[0 0 1 1]{DRAWN}>>>>/ExtGState<</None<</ca 0/CA 0>>/Weak<</ca 0.2>>/Mixed<</BM/Multiply>>/Usual<</BM/Normal/ca 1>>/Masked<</SMask<</S/Luminosity/G 8 0 R>>>>>>\
/Shading<</Flat<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 1 0]/Extend[true true]/Function<</FunctionType 2/Domain[0 1]/N 1/C0[1]/C1[1]>>>>>>\
/Properties<</Off 5 0 R/Rule 6 0 R/AllOff<</Type/OCMD/OCGs[5 0 R]/P/AllOff>>/AnyOff<</Type/OCMD/OCGs 5 0 R/P/AnyOff>>\
/Not<</Type/OCMD/VE[/Not 5 0 R]>>/And<</Type/OCMD/VE[/And 5 0 R[/Not 5 0 R]]>>/Or<</Type/OCMD/VE[/Or 5 0 R[/Not 5 0 R]]>>>>/XObject<</White 7 0 R/Form 8 0 R>>\
/ColorSpace<</Profile[/ICCBased 10 0 R]/Spot[/Separation/Spot/DeviceCMYK<</FunctionType 2/Domain[0 1]/N 1/C0[0 0 0 0]/C1[0 1 1 0]>>]\
/Table[/Indexed/DeviceRGB 1<FFFFFF000000>]>>";

/// A font whose letters are drawings, but for the space they are drawn in.
const DRAWN: &str = "/Type/Font/Subtype/Type3/CharProcs<<>>/Encoding<</Differences[48/zero/one/two/three/four/five/six/seven/eight/nine]>>\
/FirstChar 48/LastChar 57/Widths[.5 .5 .5 .5 .5 .5 .5 .5 .5 .5]";

/// The document as a PDF with the oddity at its odd figures.
pub fn pdf(document: &Document, oddity: Oddity) -> Vec<u8> {
    let made: Vec<(String, String)> =
        pages(document, Habits::PLAIN).iter().enumerate().map(|(index, page)| redrawn(page, index, oddity)).collect();
    let resources = RESOURCES.replace("{DRAWN}", DRAWN);
    let stream = |entries: &str, data: &str| format!("<<{entries}/Length {}>>stream\n{data}\nendstream", data.len());
    let kids: String = (0..made.len()).map(|page| format!("{} 0 R ", 11 + 2 * page)).collect();
    let cid = "/Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/DW 1000/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>";
    let mut objects = vec![
        format!("<</Type/Catalog/Pages 2 0 R{}>>", oddity.root),
        format!("<</Type/Pages/Count {}/Kids[{kids}]/MediaBox[0 0 595 842]/Resources<<{resources}>>>>", made.len()),
        "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/GBK-EUC-H/DescendantFonts[4 0 R]>>".into(),
        format!("<<{cid}>>"),
        "<</Type/OCG/Name(Draft)>>".into(),
        "<</Type/OCMD/OCGs[5 0 R]/P/AllOn>>".into(),
        stream("/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", "\u{7f}"),
        stream("/Type/XObject/Subtype/Form/BBox[0 0 60 20]/OC 5 0 R", &text("77", 2.0, 2.0, SIZE, "")),
        format!("<</Type/Font/Subtype/Type0/BaseFont/Lost/Encoding/Identity-H/DescendantFonts[<<{cid}>>]>>"),
        stream("/N 3", "profile"),
    ];
    for (index, (content, pinned)) in made.iter().enumerate() {
        let number = 12 + 2 * index;
        let entries = oddity.entries;
        objects.push(format!("<</Type/Page/Parent 2 0 R/Contents {number} 0 R/Annots[{pinned}]{entries}>>"));
        objects.push(stream("", content));
    }
    written(&objects)
}

/// A page drawn with the oddity, and what is pinned to it.
fn redrawn(page: &str, index: usize, oddity: Oddity) -> (String, String) {
    let (mut content, mut pinned) = (String::new(), String::new());
    for line in page.lines() {
        match drawn(line).filter(Drawn::is_odd) {
            Some(drawn) => {
                content.push_str(&(oddity.figure)(&drawn));
                pinned.push_str(&(oddity.pinned)(&drawn));
            }
            None => content.push_str(line),
        }
        content.push('\n');
    }
    ((oddity.page)(&content, index), pinned)
}

/// The figure that a line of content draws: `BT /F1 9 Tf 1 0 0 1 x y Tm <codes> Tj ET`.
fn drawn(line: &str) -> Option<Drawn> {
    let words: Vec<&str> = line.split(' ').collect();
    let [.., x, y, "Tm", codes, "Tj", "ET"] = words[..] else { return None };
    let codes = codes.trim_matches(['<', '>']);
    let digits: Option<String> = (0..codes.len() / 2)
        .map(|at| u8::from_str_radix(&codes[2 * at..2 * at + 2], 16).ok().map(char::from).filter(char::is_ascii_digit))
        .collect();
    let digits = digits.filter(|digits| !digits.is_empty())?;
    Some(Drawn { x: x.parse().ok()?, y: y.parse().ok()?, digits, words: format!("{line}\n") })
}
