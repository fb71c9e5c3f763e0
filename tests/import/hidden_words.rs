//! What Word documents hide in less usual ways: by themes, tints, grounds of all kinds, styles of tables, sizes, in the ways
//! of saying something twice; and what they show that is no text of a run: choices, equations, boxes.

use crate::seen::{Case, RAISED, SEVERAL, STRUCK, UNSEEN, fault, run, word_with};
use crate::support::import;

const SEEN: &str = "<w:r><w:t>17</w:t></w:r>";

/// The first cell's runs, the styles, and how the text around is changed.
type Made<'a> = (String, &'a str, &'a dyn Fn(String) -> String);

#[track_caller]
fn assert_seen(cases: &[(Made<'_>, Option<u32>, &str)]) {
    const THEME: &str = "<a:theme xmlns:a=\"a\"><a:clrScheme><a:dk1><a:sysClr val=\"windowText\" lastClr=\"000000\"/></a:dk1>\
        <a:lt1><a:sysClr val=\"window\" lastClr=\"FFFFFF\"/></a:lt1><a:accent1><a:srgbClr val=\"4472C4\"/></a:accent1></a:clrScheme></a:theme>";
    let faults: Vec<String> = cases
        .iter()
        .filter_map(|((runs, styles, change), wanted, said)| {
            let bytes = word_with(runs, styles, change, &[("word/theme/theme1.xml", THEME)]);
            let case: Case<'_> = (runs, *wanted, said);
            import(&bytes).map_or_else(|error| Some(format!("{runs}: {error}")), |proposal| fault(&proposal, case))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn same(xml: String) -> String {
    xml
}

/// The properties of the first figure's cell.
fn in_cell(properties: &'static str) -> impl Fn(String) -> String {
    move |xml| {
        let at = xml.find(SEEN).expect("the first figure");
        let cell = xml[..at].rfind("<w:tcPr>").expect("its cell") + "<w:tcPr>".len();
        format!("{}{properties}{}", &xml[..cell], &xml[cell..])
    }
}

/// The properties of the first figure's table.
fn in_table(properties: &'static str) -> impl Fn(String) -> String {
    move |xml| {
        let at = xml.find(SEEN).expect("the first figure");
        let table = xml[..at].rfind("<w:tblPr>").expect("its table") + "<w:tblPr>".len();
        format!("{}{properties}{}", &xml[..table], &xml[table..])
    }
}

#[test]
fn words_in_the_colour_of_their_ground_are_no_figure() {
    let before = |properties: &str| format!("{}{SEEN}", run(properties, "3"));
    let hidden = [
        "<w:color w:val=\"000000\" w:themeColor=\"background1\"/>",
        "<w:color w:val=\"FFFFFF\" w:themeColor=\"background1\" w:themeShade=\"FF\"/>",
        "<w:color w:val=\"FEFDFC\"/>",
        "<w:color w:val=\"4472C4\" w:themeColor=\"accent1\" w:themeTint=\"06\"/>",
        "<w:color w:val=\"FFFF00\"/><w:highlight w:val=\"yellow\"/>",
        "<w:color w:val=\"4472C4\"/><w:shd w:val=\"clear\" w:fill=\"000000\" w:themeFill=\"accent1\"/>",
        "<w:color w:val=\"FF0000\"/><w:shd w:val=\"solid\" w:color=\"FF0000\" w:fill=\"auto\"/>",
        "<w14:textFill><w14:noFill/></w14:textFill>",
        "<w14:textFill><w14:solidFill><w14:srgbClr w14:val=\"FFFFFF\"/></w14:solidFill></w14:textFill>",
        "<w14:textFill><w14:solidFill><w14:schemeClr w14:val=\"bg1\"/></w14:solidFill></w14:textFill>",
    ];
    let seen = [
        "<w:color w:val=\"FFFFFF\" w:themeColor=\"text1\"/>",
        "<w:color w:val=\"BFBFBF\" w:themeColor=\"background1\" w:themeShade=\"BF\"/>",
        "<w:color w:val=\"FFFFFF\"/><w:highlight w:val=\"black\"/>",
        "<w:color w:val=\"auto\"/><w:shd w:val=\"clear\" w:fill=\"000000\"/>",
        "<w:color w:val=\"FFFFFF\"/><w:shd w:val=\"pct25\" w:color=\"auto\" w:fill=\"FFFFFF\"/>",
        "<w14:textOutline><w14:noFill/></w14:textOutline>",
    ];
    let mut cases: Vec<(Made<'_>, Option<u32>, &str)> = Vec::new();
    cases.extend(hidden.map(|properties| ((before(properties), "", &same as _), Some(17), UNSEEN)));
    cases.extend(seen.map(|properties| ((before(properties), "", &same as _), Some(317), "")));
    let grey = in_cell("<w:shd w:val=\"clear\" w:fill=\"D9D9D9\"/>");
    cases.push(((before("<w:color w:val=\"D9D9D9\"/>"), "", &grey), Some(17), UNSEEN));
    cases.push(((before("<w:color w:val=\"FFFFFF\"/>"), "", &grey), Some(317), ""));
    let under = "<w:pPr><w:shd w:val=\"clear\" w:fill=\"FF0000\"/></w:pPr>";
    let paragraph = |colour: &str| format!("</w:p><w:p>{under}{}", before(&format!("<w:color w:val=\"{colour}\"/>")));
    cases.push(((paragraph("FF0000"), "", &same), Some(17), UNSEEN));
    cases.push(((paragraph("FFFFFF"), "", &same), Some(317), ""));
    assert_seen(&cases);
}

#[test]
fn words_hidden_by_styles_of_words_and_of_tables_are_no_figure() {
    const CHILD: &str = "<w:style w:type=\"character\" w:styleId=\"Top\"><w:rPr><w:vanish/></w:rPr></w:style>\
        <w:style w:type=\"character\" w:styleId=\"Child\"><w:basedOn w:val=\"Top\"/><w:rPr><w:b/></w:rPr></w:style>";
    const DEFAULTS: &str =
        "<w:docDefaults><w:rPrDefault><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr></w:rPrDefault></w:docDefaults>";
    const WHOLE: &str = "<w:style w:type=\"table\" w:styleId=\"T\"><w:rPr><w:vanish/></w:rPr></w:style>";
    const COLUMN: &str = "<w:style w:type=\"table\" w:styleId=\"T\"><w:tblStylePr w:type=\"band1Vert\"><w:rPr><w:vanish/></w:rPr></w:tblStylePr></w:style>";
    const DARK: &str = "<w:style w:type=\"table\" w:styleId=\"T\"><w:tblStylePr w:type=\"firstRow\"><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr>\
        <w:tcPr><w:shd w:val=\"clear\" w:fill=\"4472C4\"/></w:tcPr></w:tblStylePr></w:style>";
    let runs = |properties: &str| format!("{}{SEEN}", run(properties, "3"));
    let look = "<w:tblStyle w:val=\"T\"/><w:tblLook w:val=\"0480\"/>";
    let (plain, bands) =
        (in_table("<w:tblStyle w:val=\"T\"/>"), in_table("<w:tblStyle w:val=\"T\"/><w:tblLook w:val=\"0000\"/>"));
    let first_row = in_table("<w:tblStyle w:val=\"T\"/><w:tblLook w:val=\"04A0\" w:firstRow=\"1\"/>");
    let columns = in_table(look);
    assert_seen(&[((runs("<w:rStyle w:val=\"Child\"/>"), CHILD, &same), Some(17), UNSEEN)]);
    assert_seen(&[((runs(""), DARK, &first_row), Some(317), "")]);
    // Nothing at all is seen, or nothing of some columns.
    for (styles, change) in [(WHOLE, &plain as &dyn Fn(String) -> String), (DEFAULTS, &same), (COLUMN, &bands)] {
        let found = import(&word_with(SEEN, styles, change, &[])).map(|proposal| proposal.figures).unwrap_or_default();
        assert!(found.iter().all(|figure| figure.cell.index() > 0), "{styles}");
    }
    assert_seen(&[((SEEN.into(), COLUMN, &columns), Some(17), "")]);
}

#[test]
fn letters_and_rows_too_small_to_be_seen_are_no_figure() {
    let before = |properties: &str| format!("{}{SEEN}", run(properties, "3"));
    assert_seen(&[
        ((before("<w:w w:val=\"1\"/>"), "", &same), Some(17), UNSEEN),
        ((before("<w:sz w:val=\"3\"/>"), "", &same), Some(17), UNSEEN),
        ((before("<w:w w:val=\"80\"/><w:sz w:val=\"10\"/>"), "", &same), Some(317), ""),
    ]);
    let row = |height: &'static str| {
        move |xml: String| {
            let at = xml.find(SEEN).expect("the first figure");
            let row = xml[..at].rfind("<w:tr ").expect("its row");
            let end = row + xml[row..].find("</w:tr>").unwrap() + "</w:tr>".len();
            let copy = xml[row..end].replace(SEEN, &run("", "99")).replace("<w:trHeight w:val=\"340\"/>", height);
            format!("{}{copy}{}", &xml[..row], &xml[row..])
        }
    };
    for height in
        ["<w:trHeight w:val=\"1\" w:hRule=\"exact\"/>", "<w:hidden/>", "<w:trHeight w:hRule=\"exact\" w:val=\"0\"/>"]
    {
        assert_seen(&[((SEEN.into(), "", &row(height)), Some(17), UNSEEN)]);
    }
}

#[test]
fn of_two_ways_to_say_a_thing_one_is_read() {
    let twice = |choice: &str, other: &str| {
        format!(
            "<w:r><mc:AlternateContent><mc:Choice Requires=\"w16\"><w:t>{choice}</w:t></mc:Choice><mc:Fallback><w:t>{other}</w:t></mc:Fallback></mc:AlternateContent></w:r>"
        )
    };
    let runs = format!(
        "<mc:AlternateContent><mc:Choice Requires=\"w16\">{SEEN}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
        run("", "17")
    );
    let code = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>\
        <w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
    assert_seen(&[
        ((twice("17", "17"), "", &same), Some(17), ""),
        ((twice("17", "99"), "", &same), Some(17), ""),
        ((runs, "", &same), Some(17), ""),
        ((format!("{code}{SEEN}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"), "", &same), Some(17), ""),
    ]);
}

#[test]
fn moved_and_deleted_words_and_rows_are_not_there() {
    let moved = |name: &str, words: &str| format!("<w:{name} w:id=\"1\"><w:r><w:t>{words}</w:t></w:r></w:{name}>");
    assert_seen(&[
        ((format!("{}{SEEN}", moved("moveFrom", "3")), "", &same), Some(17), STRUCK),
        ((format!("{}{}", moved("moveTo", "1"), moved("ins", "7")), "", &same), Some(17), ""),
        (
            (
                format!(
                    "<w:commentRangeStart w:id=\"1\"/>{SEEN}<w:commentRangeEnd w:id=\"1\"/><w:r><w:commentReference w:id=\"1\"/></w:r>"
                ),
                "",
                &same,
            ),
            Some(17),
            "",
        ),
    ]);
}

#[test]
fn choices_equations_and_boxes_are_read_as_the_page_shows_them() {
    let list = |chosen: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:ddList>{chosen}<w:listEntry w:val=\"5\"/><w:listEntry w:val=\"17\"/></w:ddList></w:ffData></w:fldChar></w:r>\
             <w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let equation = |inner: &str| format!("<m:oMath>{inner}</m:oMath>");
    let math = |words: &str| format!("<m:r><w:rPr><w:b/></w:rPr><m:t>{words}</m:t></m:r>");
    let power = format!("<m:sSup><m:e>{}</m:e><m:sup>{}</m:sup></m:sSup>", math("17"), math("2"));
    let fraction = format!("<m:f><m:num>{}</m:num><m:den>{}</m:den></m:f>", math("17"), math("2"));
    let text_box = |words: &str| {
        format!(
            "<w:r><w:drawing><wps:txbx><w:txbxContent><w:p>{}</w:p></w:txbxContent></wps:txbx></w:drawing></w:r>",
            run("", words)
        )
    };
    let holder =
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>17</w:t></w:r></w:sdtContent></w:sdt>";
    assert_seen(&[
        ((list("<w:result w:val=\"1\"/>"), "", &same), Some(17), "填写框"),
        ((list("<w:default w:val=\"1\"/>"), "", &same), Some(17), "填写框"),
        ((list(""), "", &same), Some(5), "填写框"),
        ((equation(&math("17")), "", &same), Some(17), ""),
        ((equation(&power), "", &same), Some(17), RAISED),
        ((equation(&fraction), "", &same), None, "17/2"),
        ((text_box("17"), "", &same), Some(17), ""),
        ((format!("{SEEN}{}", text_box("5")), "", &same), None, SEVERAL),
        ((holder.into(), "", &same), None, ""),
    ]);
}

#[test]
fn signs_of_no_width_part_no_figure_and_what_turns_signs_round_is_none() {
    let one = |words: &str| (run("", words), "", &same as _);
    assert_seen(&[
        (one("\u{202D}17\u{202C}"), Some(17), ""),
        (one("\u{2068}17\u{2069}"), Some(17), ""),
        (one("\u{200B}17\u{200E}"), Some(17), ""),
        (one("1\u{AD}7"), Some(17), ""),
        (one("1\u{2060}7"), Some(17), ""),
        (one("\u{202E}71\u{202C}"), None, "不是数字"),
    ]);
}
