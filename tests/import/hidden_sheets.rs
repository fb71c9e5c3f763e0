//! What sheets hide in less usual ways: by sizes of rows and columns, colours of runs, formats and conditions, grounds; in
//! the packages of Excel, its older files, and open sheets.

use crate::handmade::package;
use crate::seen::{Case, RAISED, SHOWN, STRUCK, UNSEEN, book, fault};
use crate::sheets::{Sheet, record, xls_with};
use crate::support::{figures, forms, import};

/// From which letter on a text has which font.
type Runs<'a> = &'a [(u8, u8)];

type Change<'a> = &'a dyn Fn(&str, String) -> String;

#[track_caller]
fn assert_seen(cases: &[(&str, Change<'_>, Option<u32>, &str)]) {
    let faults: Vec<String> = cases
        .iter()
        .filter_map(|(cell, change, wanted, said)| {
            let case: Case<'_> = (cell, *wanted, said);
            import(&book(cell, change)).map_or_else(|e| Some(format!("{cell}: {e}")), |found| fault(&found, case))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn same(_: &str, xml: String) -> String {
    xml
}

/// A change of the sheet alone.
fn in_sheet(change: impl Fn(String) -> String) -> impl Fn(&str, String) -> String {
    move |name, xml| if name.contains("sheet1") { change(xml) } else { xml }
}

const FIRST: &str = "<c r=\"B5\"><v>17</v></c>";

#[test]
fn rows_and_columns_of_no_size_are_not_read() {
    // Another row of the same label before the one that is seen.
    let row = |state: &'static str| {
        in_sheet(move |xml: String| {
            let start = xml.find("<row r=\"5\">").unwrap();
            let end = start + xml[start..].find("</row>").unwrap() + "</row>".len();
            let copy = xml[start..end].replacen("r=\"5\"", &format!("r=\"5\" {state}"), 1).replace(">17<", ">99<");
            let rest = (5..40).rev().fold(xml[start..].to_string(), |rest, row| {
                let next = row + 1;
                let rest = rest.replace(&format!("<row r=\"{row}\""), &format!("<row r=\"{next}\""));
                ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"].iter().fold(rest, |rest, column| {
                    let rest = rest.replace(&format!("r=\"{column}{row}\""), &format!("r=\"{column}{next}\""));
                    rest.replace(&format!(":{column}{row}\""), &format!(":{column}{next}\""))
                        .replace(&format!("\"{column}{row}:"), &format!("\"{column}{next}:"))
                })
            });
            format!("{}{copy}{rest}", &xml[..start])
        })
    };
    for state in ["ht=\"0\"", "ht=\"0.75\" customHeight=\"1\"", "hidden=\"1\" outlineLevel=\"1\"", "hidden=\"true\""] {
        assert_seen(&[(FIRST, &row(state), Some(17), UNSEEN)]);
    }
    let column = |state: &'static str| {
        in_sheet(move |xml: String| {
            let moved = ["D", "C", "B"].iter().fold(xml, |xml, letter| {
                let next = char::from(letter.as_bytes()[0] + 1);
                xml.replace(&format!("r=\"{letter}"), &format!("r=\"{next}"))
                    .replace(&format!(":{letter}"), &format!(":{next}"))
            });
            let hidden = format!("<cols><col min=\"2\" max=\"2\" {state}/></cols><sheetData>");
            moved.replacen("<c r=\"C5\">", "<c r=\"B5\"><v>999</v></c><c r=\"C5\">", 1).replacen(
                "<sheetData>",
                &hidden,
                1,
            )
        })
    };
    for state in ["width=\"0\"", "width=\"0.1\" customWidth=\"1\"", "hidden=\"1\" collapsed=\"1\" outlineLevel=\"1\""] {
        assert_seen(&[(FIRST, &column(state), Some(17), UNSEEN)]);
    }
    // Nobody who says that rows are hidden where nothing is said of them means those of which something is.
    let by_default = in_sheet(|xml| xml.replacen("<sheetData>", "<sheetFormatPr zeroHeight=\"1\"/><sheetData>", 1));
    assert_seen(&[(FIRST, &by_default, Some(17), "")]);
}

#[test]
fn runs_and_cells_in_the_colour_of_their_ground_are_no_figure() {
    let of = |runs: &str, style: usize| format!("<c r=\"B5\" s=\"{style}\" t=\"inlineStr\"><is>{runs}</is></c>");
    let run = |looks: &str, words: &str| format!("<r><rPr>{looks}</rPr><t>{words}</t></r>");
    let white = run("<color rgb=\"FFFFFFFF\"/>", "3") + &run("", "17");
    let theme = run("<color theme=\"0\"/>", "3") + &run("<color theme=\"1\"/>", "17");
    let tint = run("<color theme=\"0\" tint=\"-0.02\"/>", "3") + &run("", "17");
    let grey = run("<color theme=\"0\" tint=\"-0.5\"/>", "3") + &run("", "17");
    let blue = run("<color rgb=\"FF0000FF\"/>", "3") + &run("<color theme=\"0\"/>", "17");
    let small = run("<sz val=\"1\"/>", "3") + &run("<sz val=\"11\"/>", "17");
    // The font of the cell is white; a run has its own.
    let own = run("<color rgb=\"FF000000\"/>", "17");
    let cases = [
        (of(&white, 0), Some(17), UNSEEN),
        (of(&theme, 0), Some(17), UNSEEN),
        (of(&tint, 0), Some(17), UNSEEN),
        (of(&grey, 0), Some(317), ""),
        (of(&blue, 0), Some(3), UNSEEN),
        (of(&blue, 11), Some(17), UNSEEN),
        (of(&small, 0), Some(17), UNSEEN),
        (of(&own, 10), Some(17), ""),
        (of("<t>17</t>", 10), None, UNSEEN),
    ];
    for (cell, wanted, said) in cases {
        assert_seen(&[(&cell, &same, wanted, said)]);
    }
    let shared = |name: &str, xml: String| match name {
        "xl/sharedStrings.xml" => xml.replace(
            "</sst>",
            "<si><r><rPr><color rgb=\"FFFFFFFF\"/></rPr><t>3</t></r><r><rPr><b/></rPr><t>17</t></r></si></sst>",
        ),
        name if name.contains("sheet1") => {
            // The text that was added is the last one.
            let indices =
                xml.split("t=\"s\"><v>").skip(1).filter_map(|rest| rest.split('<').next()?.parse::<usize>().ok());
            let last = indices.max().unwrap() + 1;
            xml.replace("<c r=\"B5\" s=\"0\"/>", &format!("<c r=\"B5\" t=\"s\"><v>{last}</v></c>"))
        }
        _ => xml,
    };
    assert_seen(&[("<c r=\"B5\" s=\"0\"/>", &shared, Some(17), UNSEEN)]);
}

#[test]
fn colours_of_formats_hide_and_show() {
    let format = |code: &'static str| {
        move |name: &str, xml: String| match name {
            "xl/styles.xml" => xml.replace("0!.0,&quot;万&quot;\"/>", &format!("{code}\"/>")),
            _ => xml,
        }
    };
    let one = "<c r=\"B5\" s=\"1\"><v>17</v></c>";
    for (code, wanted, said) in [
        ("[White]0", None, UNSEEN),
        ("[白色]0", None, UNSEEN),
        ("[Color 2]General", None, UNSEEN),
        ("[Color2]0", None, UNSEEN),
        ("[Red]0", Some(17), ""),
        ("0;[White]-0", Some(17), ""),
        ("[White][&gt;10]0;0", None, UNSEEN),
        ("[White][&gt;20]0;0", Some(17), ""),
        ("[Black]0", Some(17), ""),
        (";;;", None, SHOWN),
    ] {
        let change = format(code);
        let faults = import(&book(one, &change)).map(|found| fault(&found, (code, wanted, said)));
        assert_eq!(faults, Ok(None));
    }
    // White letters, which the format makes black.
    let both = |name: &str, xml: String| match name {
        "xl/styles.xml" => xml
            .replace("0!.0,&quot;万&quot;\"/>", "[Black]0\"/>")
            .replace("<xf numFmtId=\"164\"/>", "<xf numFmtId=\"164\" fontId=\"2\"/>"),
        _ => xml,
    };
    assert_seen(&[(one, &both, Some(17), "")]);
}

#[test]
fn conditions_that_hide_a_figure_are_worked_out_or_leave_it_open() {
    const CHANGES: &str = "</cellXfs><dxfs count=\"4\"><dxf><font><color rgb=\"FFFFFFFF\"/></font></dxf>\
        <dxf><numFmt numFmtId=\"170\" formatCode=\";;;\"/></dxf>\
        <dxf><font><color rgb=\"FFFFFFFF\"/></font><fill><patternFill><bgColor rgb=\"FFC00000\"/></patternFill></fill></dxf>\
        <dxf><font><strike/></font><border><left><color rgb=\"FFFFFFFF\"/></left></border></dxf></dxfs>";
    let with = |rules: &'static str| {
        move |name: &str, xml: String| match name {
            "xl/styles.xml" => xml.replace("</cellXfs>", CHANGES),
            name if name.contains("sheet1") => {
                let rules =
                    format!("</sheetData><conditionalFormatting sqref=\"B5 H9:I9\">{rules}</conditionalFormatting>");
                xml.replace("</sheetData>", &rules)
            }
            _ => xml,
        }
    };
    let is = "<cfRule type=\"cellIs\" priority=\"1\"";
    for (rules, wanted, said) in [
        ("OP=equal DXF=0 <formula>17</formula>", None, UNSEEN),
        ("OP=equal DXF=0 <formula>18</formula>", Some(17), ""),
        ("OP=lessThan DXF=0 <formula>100</formula>", None, UNSEEN),
        ("OP=between DXF=0 <formula>1</formula><formula>20</formula>", None, UNSEEN),
        ("OP=notBetween DXF=0 <formula>1</formula><formula>20</formula>", Some(17), ""),
        ("OP=greaterThan DXF=1 <formula>0</formula>", None, SHOWN),
        ("OP=greaterThan DXF=2 <formula>0</formula>", Some(17), ""),
        ("OP=greaterThan DXF=3 <formula>0</formula>", None, STRUCK),
        ("OP=equal DXF=0 <formula>$C$5</formula>", None, UNSEEN),
        ("OP=equal DXF=2 <formula>$C$5</formula>", Some(17), ""),
    ] {
        let rules = rules.replace("OP=", "@").replace("DXF=", "@");
        let mut parts = rules.split('@').skip(1);
        let operator = parts.next().unwrap().trim().to_string();
        let (number, formulas) = parts.next().unwrap().split_once(' ').unwrap();
        let rule: &'static str = format!("{is} operator=\"{operator}\" dxfId=\"{number}\">{formulas}</cfRule>").leak();
        assert_seen(&[(FIRST, &with(rule), wanted, said)]);
    }
    for (rule, wanted, said) in [
        ("<cfRule type=\"expression\" dxfId=\"0\" priority=\"1\"><formula>B5=17</formula></cfRule>", None, UNSEEN),
        ("<cfRule type=\"expression\" dxfId=\"0\" priority=\"1\"><formula>B5=0</formula></cfRule>", Some(17), ""),
        (
            "<cfRule type=\"expression\" dxfId=\"0\" priority=\"1\"><formula>ISERROR(B5)</formula></cfRule>",
            Some(17),
            "",
        ),
        ("<cfRule type=\"expression\" dxfId=\"0\" priority=\"1\"><formula>TRUE</formula></cfRule>", None, UNSEEN),
        (
            "<cfRule type=\"expression\" dxfId=\"0\" priority=\"1\"><formula>MOD(ROW(),2)=1</formula></cfRule>",
            None,
            UNSEEN,
        ),
        (
            "<cfRule type=\"containsErrors\" dxfId=\"0\" priority=\"1\"><formula>ISERROR(B5)</formula></cfRule>",
            Some(17),
            "",
        ),
        ("<cfRule type=\"notContainsBlanks\" dxfId=\"0\" priority=\"1\"/>", None, UNSEEN),
        ("<cfRule type=\"duplicateValues\" dxfId=\"0\" priority=\"1\"/>", None, UNSEEN),
        (
            "<cfRule type=\"iconSet\" priority=\"1\"><iconSet showValue=\"0\"><cfvo type=\"percent\" val=\"0\"/></iconSet></cfRule>",
            None,
            UNSEEN,
        ),
        (
            "<cfRule type=\"iconSet\" priority=\"1\"><iconSet><cfvo type=\"percent\" val=\"0\"/></iconSet></cfRule>",
            Some(17),
            "",
        ),
        (
            "<cfRule type=\"cellIs\" operator=\"greaterThan\" dxfId=\"2\" priority=\"1\" stopIfTrue=\"1\"><formula>9</formula></cfRule>\
          <cfRule type=\"notContainsBlanks\" dxfId=\"0\" priority=\"2\"/>",
            Some(17),
            "",
        ),
    ] {
        assert_seen(&[(FIRST, &with(rule), wanted, said)]);
    }
}

#[test]
fn conditions_behind_the_rows_of_a_sheet_count_as_well() {
    let with = |rule: &'static str| {
        in_sheet(move |xml| {
            let all = format!(
                "<x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule priority=\"1\" {rule}</x14:cfRule><xm:sqref>X9:Y9 B5</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings>"
            );
            xml.replace("</worksheet>", &format!("<extLst><ext>{all}</ext></extLst></worksheet>"))
        })
    };
    for (rule, wanted, said) in [
        (
            "type=\"cellIs\" operator=\"equal\"><xm:f>17</xm:f><x14:dxf><font><color rgb=\"FFFFFFFF\"/></font></x14:dxf>",
            None,
            UNSEEN,
        ),
        (
            "type=\"cellIs\" operator=\"equal\"><xm:f>18</xm:f><x14:dxf><font><color rgb=\"FFFFFFFF\"/></font></x14:dxf>",
            Some(17),
            "",
        ),
        (
            "type=\"expression\"><xm:f>表!A1=1</xm:f><x14:dxf><font><color rgb=\"FFFFFFFF\"/></font></x14:dxf>",
            None,
            UNSEEN,
        ),
        (
            "type=\"expression\"><xm:f>表!A1=1</xm:f><x14:dxf><font><b/></font><border><left><color rgb=\"FFFFFFFF\"/></left></border></x14:dxf>",
            Some(17),
            "",
        ),
        (
            "type=\"iconSet\"><x14:iconSet showValue=\"0\"><x14:cfvo><xm:f>0</xm:f></x14:cfvo></x14:iconSet>",
            None,
            UNSEEN,
        ),
    ] {
        assert_seen(&[(FIRST, &with(rule), wanted, said)]);
    }
}

#[test]
fn what_merged_cells_cover_is_not_read() {
    let merged = in_sheet(|xml| xml.replacen("<mergeCells>", "<mergeCells><mergeCell ref=\"B5:C5\"/>", 1));
    let proposal = import(&book(FIRST, &merged)).unwrap();
    let covered = figures(&proposal).get("proactive.rules.repealed").copied();
    assert_eq!(covered, None);
}

#[test]
fn old_workbooks_hide_by_colours_and_sizes_as_well() {
    let font = |height: u16, ink: u16| {
        record(0x0031, &[&height.to_le_bytes()[..], &[0, 0], &ink.to_le_bytes(), &[0; 8]].concat())
    };
    // A pattern, and the number of the colour in front.
    let style = |font: u8, pattern: u32, front: u16| {
        record(0x00E0, &[&[font, 0, 0, 0][..], &[0; 10], &(pattern << 26).to_le_bytes(), &front.to_le_bytes()].concat())
    };
    let fonts = [font(220, 0x7FFF), font(220, 9), font(220, 22), font(20, 0x7FFF)].concat();
    let styles =
        [style(0, 0, 0), style(1, 0, 0), style(1, 1, 12), style(2, 1, 22), style(2, 0, 0), style(3, 0, 0)].concat();
    for (style, wanted, said) in [
        (0, Some(17), ""),
        (1, None, UNSEEN),
        (2, Some(17), ""),
        (3, None, UNSEEN),
        (4, Some(17), ""),
        (5, None, UNSEEN),
    ] {
        let mut sheet = Sheet::new("报告");
        sheet.line(0, "甲县水务局2023年政府信息公开工作年度报告");
        sheet.line(0, "二、主动公开政府信息情况");
        let figures = ["17", "2", "3", "4", "5", "6"];
        let figure = |cell: gouji::domain::form::CellId| figures.get(cell.index()).copied().unwrap_or("7").to_string();
        sheet.table(0, &forms()[1], 0, &figure);
        let of = |text: &str| if text == "17" { style } else { 0 };
        let bytes = xls_with(&[sheet], &[fonts.clone(), styles.clone()].concat(), &[], &of);
        let what = format!("style {style}");
        assert_eq!(import(&bytes).map(|found| fault(&found, (&what, wanted, said))), Ok(None));
    }
}

#[test]
fn runs_of_a_text_in_old_workbooks_are_read_as_they_look() {
    let font = |flags: u8, ink: u16, set: u8| {
        record(0x0031, &[&[220, 0, flags, 0][..], &ink.to_le_bytes(), &[0, 0, set, 0], &[0; 4]].concat())
    };
    // The fifth font is not there.
    let fonts = [font(0, 0x7FFF, 0), font(8, 0x7FFF, 0), font(0, 0x7FFF, 1), font(0, 9, 0)].concat();
    let style = record(0x00E0, &[0; 20]);
    let cases: [(&str, Runs<'_>, Option<u32>, &str); 6] = [
        ("171", &[(2, 2)], Some(17), RAISED),
        ("517", &[(0, 1), (1, 0)], Some(17), STRUCK),
        ("517", &[(0, 3), (1, 0)], Some(17), UNSEEN),
        ("17", &[(1, 0)], Some(17), ""),
        ("17", &[(0, 1)], None, STRUCK),
        ("17", &[], Some(17), ""),
    ];
    for (text, runs, wanted, said) in cases {
        let count = u8::try_from(runs.len()).unwrap();
        let length = u8::try_from(text.len()).unwrap();
        let runs: Vec<u8> = runs.iter().flat_map(|&(at, font)| [at, 0, font, 0]).collect();
        // Two texts, so that what stands behind the letters of the first is passed over.
        let shared = [
            &[2, 0, 0, 0, 2, 0, 0, 0][..],
            &[1, 0, 8, 1, 0, b'1', 0, 0, 1, 0],
            &[length, 0, 8, count, 0],
            text.as_bytes(),
            &runs,
        ];
        let globals = [fonts.clone(), style.clone(), record(0x00FC, &shared.concat())].concat();
        let cell = record(0x00FD, &[4, 0, 1, 0, 0, 0, 1, 0, 0, 0]);
        let mut sheet = Sheet::new("报告");
        sheet.line(0, "甲县水务局2023年政府信息公开工作年度报告");
        sheet.line(0, "二、主动公开政府信息情况");
        let figures = ["", "2", "3", "4", "5", "6"];
        let figure = |cell: gouji::domain::form::CellId| figures.get(cell.index()).copied().unwrap_or("7").to_string();
        sheet.table(0, &forms()[1], 0, &figure);
        let what = format!("{text} {runs:?}");
        let bytes = xls_with(&[sheet], &globals, &cell, &|_| 0);
        assert_eq!(import(&bytes).map(|found| fault(&found, (&what, wanted, said))), Ok(None));
    }
}

#[test]
fn what_lies_over_cells_covers_them_and_its_words_are_told() {
    let over = |fill: &str, to: &str| {
        let drawing = format!(
            "<xdr:wsDr xmlns:xdr=\"x\" xmlns:a=\"a\"><xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:colOff>9525</xdr:colOff><xdr:row>4</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>\
             <xdr:to>{to}</xdr:to><xdr:sp><xdr:spPr>{fill}<a:ln><a:solidFill/></a:ln></xdr:spPr><xdr:txBody><a:p><a:r><a:t>99</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"
        );
        let relations = "<Relationships><Relationship Id=\"d1\" Type=\"x/drawing\" Target=\"../drawings/drawing1.xml\"/></Relationships>";
        with_parts(
            &book(FIRST, &same),
            &[("xl/worksheets/_rels/sheet1.xml.rels", relations), ("xl/drawings/drawing1.xml", &drawing)],
        )
    };
    let near = "<xdr:col>1</xdr:col><xdr:colOff>500000</xdr:colOff><xdr:row>4</xdr:row><xdr:rowOff>180000</xdr:rowOff>";
    let next = "<xdr:col>2</xdr:col><xdr:colOff>9525</xdr:colOff><xdr:row>5</xdr:row><xdr:rowOff>9525</xdr:rowOff>";
    for (fill, to, wanted) in [
        ("<a:solidFill/>", near, None),
        ("<a:solidFill/>", next, None),
        ("<a:noFill/>", next, Some(17)),
        ("", near, Some(17)),
    ] {
        let proposal = import(&over(fill, to)).unwrap();
        assert_eq!(fault(&proposal, (fill, wanted, "文本框")), None);
        let said = proposal.notes.iter().any(|note| note.text.contains(UNSEEN));
        assert_eq!(said, wanted.is_none(), "{fill}");
    }
}

/// A package with more parts.
fn with_parts(bytes: &[u8], more: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).unwrap();
        parts.push((part.name().unwrap().to_string(), bytes));
    }
    parts.extend(more.iter().map(|(name, text)| (name.to_string(), text.as_bytes().to_vec())));
    package(&parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>())
}
