//! What a reader sees is what is read: struck out, hidden, raised, several figures in a cell, and other pictures than
//! values, in pages, Word documents, workbooks and Markdown. Each cell is one that a whole table is made around.

use gouji::domain::figure::Figure;
use gouji::domain::proposal::Proposal;
use gouji::domain::text::Lang;

use crate::handmade::{Habits, document, docx, package};
use crate::sheets::{Sheet, ods, record, xls_with, xlsx_parts};
use crate::support::{figures, forms, import};

/// A cell of the first row of table two, what must be read of it, and what must be said of it; nothing where it is read
/// as it stands.
pub type Case<'a> = (&'a str, Option<u32>, &'a str);

pub const STRUCK: &str = "划掉";
pub const UNSEEN: &str = "看不见";
pub const RAISED: &str = "上标";
pub const SEVERAL: &str = "几个数字";
pub const FIELDS: &str = "填写框";
pub const SHOWN: &str = "显示";

/// Holds the reading of the first cell and of its neighbours against what must come of them.
#[track_caller]
pub fn check(proposal: &Proposal, case: Case<'_>) {
    assert_eq!(fault(proposal, case), None);
}

pub fn fault(proposal: &Proposal, (markup, wanted, said): Case<'_>) -> Option<String> {
    let found = figures(proposal);
    // Each document has one table; that the others were not read is said of all of them.
    let notes = proposal.notes.iter().map(|note| note.text.as_str());
    let notes: Vec<&str> = notes.filter(|text| !text.contains("没有读到")).collect();
    let others = [("rules.repealed", Some(2)), ("rules.in_force", Some(3)), ("normative_documents.issued", Some(4))];
    for (name, wanted) in [("rules.issued", wanted)].into_iter().chain(others) {
        let figure = found.get(&format!("proactive.{name}")).copied();
        if figure != wanted.map(Figure::from) {
            return Some(format!("{markup}: {name} is {figure:?}, not {wanted:?}: {notes:?}"));
        }
    }
    let is_said = if said.is_empty() { notes.is_empty() } else { notes.iter().any(|note| note.contains(said)) };
    (!is_said).then(|| format!("{markup}: {notes:?}"))
}

/// A page with a style sheet and a first row of these cells.
pub fn page(style: &str, cells: &str) -> String {
    format!(
        "<html><head><style>{style}</style></head><body><h1>甲县水务局2023年政府信息公开工作年度报告</h1>\
         <p>二、主动公开政府信息情况</p><table><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td>\
         <td>现行有效件数</td></tr><tr><td>规章</td>{cells}</tr>\
         <tr><td>行政规范性文件</td><td>4</td><td>5</td><td>6</td></tr></table></body></html>"
    )
}

#[test]
fn pages_are_read_as_they_are_seen() {
    let inside: [Case; 48] = [
        ("<s>5</s>17", Some(17), STRUCK),
        ("<del>5</del>17", Some(17), STRUCK),
        ("17<strike>5</strike>", Some(17), STRUCK),
        ("<s>17</s>", None, STRUCK),
        ("<span style='TEXT-DECORATION: underline line-through red'>5</span>17", Some(17), STRUCK),
        ("<span class='old'>5</span>17", Some(17), STRUCK),
        ("<span id=gone>5</span>17", Some(17), STRUCK),
        ("<i class='a b'>5</i>17", Some(17), STRUCK),
        ("<b><u>5</u></b>17", Some(17), STRUCK),
        ("<span class=print>17</span>", Some(17), ""),
        ("<span class=hover>17</span>", Some(17), ""),
        ("<span class=keep>17</span>", Some(17), ""),
        ("<del class=kept>17</del>", Some(17), ""),
        ("17<sup>1</sup>", Some(17), RAISED),
        ("17<sup>[1]</sup>", Some(17), RAISED),
        ("17<sup>注</sup>", Some(17), RAISED),
        ("<sup>①</sup>17", Some(17), RAISED),
        ("17<sub>2</sub>", Some(17), RAISED),
        ("17<sup><a href='#n'>1</a></sup>", Some(17), RAISED),
        ("17<span style='vertical-align:super;font-size:70%'>1</span>", Some(17), RAISED),
        ("17<span class='up'>1</span>", Some(17), RAISED),
        ("17<span style='position:relative;top:-3.0pt;mso-text-raise:3.0pt'>1</span>", Some(17), RAISED),
        ("17²", Some(17), RAISED),
        ("<sup>17</sup>", Some(17), ""),
        ("17<sup> </sup>", Some(17), ""),
        ("<span hidden>3</span>17", Some(17), UNSEEN),
        ("<span style='display:none'>3</span>17", Some(17), UNSEEN),
        ("<span style='visibility:hidden'>3</span>17", Some(17), UNSEEN),
        ("<span style='visibility:hidden'>3<b style='visibility:visible'>17</b></span>", Some(17), UNSEEN),
        ("<span style='font-size:0'>3</span>17", Some(17), UNSEEN),
        ("<span style='opacity:0'>3</span>17", Some(17), UNSEEN),
        ("<font color=white>3</font>17", Some(17), UNSEEN),
        ("<span style='color:#FFF'>3</span>17", Some(17), UNSEEN),
        ("<span style='color:#fff;background:#00f'>17</span>", Some(17), ""),
        ("<span style='position:absolute;left:-9999px'>3</span>17", Some(17), UNSEEN),
        ("<span class='sr-only'>3</span>17", Some(17), UNSEEN),
        ("<span class='mobile'>3</span>17", Some(17), UNSEEN),
        ("<template>3</template>17", Some(17), ""),
        ("<span aria-hidden='true'>17</span>", Some(17), ""),
        ("<details><summary>17</summary>3</details>", Some(17), UNSEEN),
        ("<details open><summary></summary>17</details>", Some(17), ""),
        ("1<wbr>7", Some(17), ""),
        ("1&#8203;7", Some(17), ""),
        ("1&shy;7", Some(17), ""),
        ("<p>17</p><p></p>", Some(17), ""),
        ("<div><p>17</p></div>", Some(17), ""),
        ("<input type=text value='5'>", None, FIELDS),
        ("<select><option>5<option selected>6</select>", None, FIELDS),
    ];
    let style = "/* a */ .old { text-decoration: line-through } #gone{text-decoration-line:line-through;} td i.b, td b > u \
        {color:red;text-decoration:line-through} @media print { .print { display: none; } } .hover:hover{display:none}\
        td .up{vertical-align:super} .kept{text-decoration:none} .sr-only{position:absolute;clip:rect(0,0,0,0)}\
        @media handheld, (max-width: 600px) { td .keep{display:none} } @media (width < 50em) { td .keep{display:none} }\
        @media screen and (min-width: 768px) { p{color:black} .mobile{display:none!important} }";
    for case in inside {
        let cells = format!("<td>{}</td><td>2</td><td>3</td>", case.0);
        check(&import(page(style, &cells).as_bytes()).expect(case.0), case);
    }
}

#[test]
fn several_lines_of_figures_in_a_cell_of_a_page_are_no_figure() {
    let inside = [
        "<p>12</p><p>5</p>",
        "12<br>5",
        "<div>12</div><div>5</div>",
        "<div>12</div>5",
        "<ul><li>12</li><li>5</li></ul>",
        "<span style='display:block'>12</span><span style='display:block'>5</span>",
        "<table><tr><td>12</td></tr><tr><td>5</td></tr></table>",
        "<table><tr><td>12</td><td>5</td></tr></table>",
        "<p>12件</p><p>5件</p>",
    ];
    for markup in inside {
        let cells = format!("<td>{markup}</td><td>2</td><td>3</td>");
        check(&import(page("", &cells).as_bytes()).expect(markup), (markup, None, SEVERAL));
    }
    // Labels and units go on from line to line.
    let cells = "<td>1<br>件</td><td>2</td><td>3</td>";
    let broken = page("", cells).replace("行政规范性文件", "<p>行政规范</p><p>性文件<sup>1</sup></p>");
    check(&import(broken.as_bytes()).unwrap(), (cells, Some(1), ""));
}

#[test]
fn cells_of_a_page_that_are_not_set_take_no_place() {
    let hidden: [(&str, &str); 5] = [
        ("", "<td style='display:none'>9</td><td>1</td><td>2</td><td>3</td>"),
        ("td.h{display:none}", "<td class=h>9</td><td>1</td><td>2</td><td>3</td>"),
        ("", "<td hidden>9</td><td>1</td><td hidden>9</td><td>2</td><td>3</td>"),
        ("", "<td>1</td><td>2</td><td>3</td></tr><tr style='display:none'><td>规章</td><td>7</td><td>8</td><td>9</td>"),
        (
            "tr.h td:nth-child(2){display:none}",
            "</tr><tr class=h><td>规章</td><td>9</td><td>1</td><td>2</td><td>3</td>",
        ),
    ];
    for (style, cells) in hidden {
        let text = page(style, cells).replace("<td>规章</td></tr><tr class=h>", "</tr><tr class=h>");
        check(&import(text.as_bytes()).expect(cells), (cells, Some(1), UNSEEN));
    }
    let folded = "<colgroup><col><col style='visibility:collapse'><col span=3></colgroup>";
    let cells = "<td>9</td><td>1</td><td>2</td><td>3</td>";
    let text = page("", cells).replacen("<table>", &format!("<table>{folded}"), 1);
    let text =
        text.replace("<td>信息内容</td>", "<td>信息内容</td><td>旧</td>").replace("<td>4</td>", "<td>9</td><td>4</td>");
    check(&import(text.as_bytes()).unwrap(), (folded, Some(1), UNSEEN));
}

#[test]
fn a_hidden_copy_before_the_tables_is_not_read_and_told() {
    let cells = "<td>1</td><td>2</td><td>3</td>";
    let whole = page(".mobile-only { display : none }", cells);
    let table = &whole[whole.find("<table>").unwrap()..whole.find("</body>").unwrap()];
    let copy = table.replace("<td>1</td>", "<td>8</td>").replace("<td>4</td>", "<td>9</td>");
    for open in
        ["<div style='display:none'>", "<div class='mobile-only x'>", "<div hidden>", "<div style='visibility:hidden'>"]
    {
        let text = whole.replacen("<p>二、", &format!("{open}{copy}</div><p>二、"), 1);
        check(&import(text.as_bytes()).unwrap(), (open, Some(1), UNSEEN));
    }
}

#[test]
fn a_page_of_nothing_but_fields_says_so() {
    let text = page("", "<td><input value=1></td><td><input value=2></td><td><input value=3></td>");
    let text = text.replace("<td>4</td><td>5</td><td>6</td>", &"<td><textarea>4</textarea></td>".repeat(3));
    let error = import(text.as_bytes()).unwrap_err();
    assert!(error.message(Lang::Zh).contains(FIELDS), "{error:?}");
    assert!(error.message(Lang::En).contains("fields"), "{error:?}");
}

/// A run with properties and words.
pub fn run(properties: &str, words: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>")
}

/// A Word document whose first figure is made of these runs, with styles.
fn word(runs: &str) -> Vec<u8> {
    word_with(runs, "", &|xml| xml, &[])
}

pub fn word_with(runs: &str, styles: &str, change: &dyn Fn(String) -> String, more: &[(&str, &str)]) -> Vec<u8> {
    const STYLES: &str = "<w:styles xmlns:w=\"w\"><w:style w:type=\"character\" w:styleId=\"Old\"><w:rPr><w:strike/></w:rPr></w:style>\
        <w:style w:type=\"character\" w:styleId=\"Older\"><w:basedOn w:val=\"Old\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Gone\"><w:rPr><w:vanish/></w:rPr></w:style>\
        <w:style w:type=\"character\" w:styleId=\"Note\"><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style></w:styles>";
    const CELL: &str = "<w:t>1000</w:t></w:r></w:p>";
    let figures = ["1000", "2", "3", "4", "5", "6"];
    let figure = |cell: gouji::domain::form::CellId| figures.get(cell.index()).copied().unwrap_or("7").to_string();
    let titles = ["甲区人民政府办公室", "2023年政府信息公开工作年度报告"];
    let xml = document(&forms()[1], &titles, Habits::default(), &|_| Vec::new(), &figure);
    let at = xml.find(CELL).expect("the first figure");
    let start = xml[..at].rfind("<w:r>").expect("its run");
    let xml = change(format!("{}{runs}</w:p>{}", &xml[..start], &xml[at + CELL.len()..]));
    let plain = docx(&xml);
    let styles = STYLES.replace("</w:styles>", &format!("{styles}</w:styles>"));
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(plain)).unwrap();
    let mut parts = vec![("word/styles.xml".to_string(), styles.into_bytes())];
    parts.extend(more.iter().map(|(name, text)| (name.to_string(), text.as_bytes().to_vec())));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).unwrap();
        parts.push((part.name().unwrap().to_string(), bytes));
    }
    package(&parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>())
}

#[test]
fn word_documents_are_read_as_they_are_seen() {
    let of = |properties: &str| format!("{}{}", run(properties, "3"), run("", "17"));
    let behind = |properties: &str| format!("{}{}", run("", "17"), run(properties, "1"));
    let next = format!("</w:p><w:p>{}", run("", "5"));
    let white = "<w:color w:val=\"FFFFFF\"/>";
    let cases: [(String, Option<u32>, &str); 21] = [
        (of("<w:strike/>"), Some(17), STRUCK),
        (of("<w:dstrike w:val=\"true\"/>"), Some(17), STRUCK),
        (of("<w:strike w:val=\"0\"/>"), Some(317), ""),
        (run("<w:strike/>", "17"), None, STRUCK),
        (of("<w:rStyle w:val=\"Older\"/>"), Some(17), STRUCK),
        (of("<w:rStyle w:val=\"Old\"/><w:strike w:val=\"0\"/>"), Some(317), ""),
        (format!("<w:del w:id=\"1\"><w:r><w:delText>3</w:delText></w:r></w:del>{}", run("", "17")), Some(17), STRUCK),
        (of("<w:vanish/>"), Some(17), UNSEEN),
        (format!("<w:pPr><w:pStyle w:val=\"Gone\"/></w:pPr>{}", run("", "17")), None, UNSEEN),
        (of(white), Some(17), UNSEEN),
        (of("<w:color w:val=\"FFFFFF\"/><w:shd w:val=\"clear\" w:fill=\"4472C4\"/>"), Some(317), ""),
        (of("<w:sz w:val=\"2\"/>"), Some(17), UNSEEN),
        (behind("<w:vertAlign w:val=\"superscript\"/>"), Some(17), RAISED),
        (behind("<w:vertAlign w:val=\"subscript\"/>"), Some(17), RAISED),
        (behind("<w:rStyle w:val=\"Note\"/>"), Some(17), RAISED),
        (behind("<w:position w:val=\"8\"/>"), Some(17), RAISED),
        (behind("<w:position w:val=\"-1\"/>"), Some(171), ""),
        (run("<w:vertAlign w:val=\"superscript\"/>", "17"), Some(17), ""),
        (format!("{}{next}", run("", "12")), None, SEVERAL),
        ("<w:r><w:t>12</w:t><w:br/><w:t>5</w:t></w:r>".to_string(), None, SEVERAL),
        (format!("{}</w:p><w:p>{}", run("<w:strike/>", "12"), run("", "5")), Some(5), STRUCK),
    ];
    for (runs, wanted, said) in cases {
        let runs = if runs.starts_with("<w:pPr>") { format!("</w:p><w:p>{runs}") } else { runs };
        check(&import(&word(&runs)).expect(&runs), (&runs, wanted, said));
    }
}

#[test]
fn struck_prose_of_a_word_document_is_left_out_and_told() {
    let struck = run("<w:strike/>", "去年的。");
    let bytes = word(&run("", "17"));
    let proposal = import(&bytes).unwrap();
    assert!(proposal.notes.is_empty(), "{:?}", proposal.notes);
    let titles = ["甲区人民政府办公室", "2023年政府信息公开工作年度报告"];
    let xml = document(&forms()[1], &titles, Habits::default(), &|_| vec!["今年的。".into()], &|_| "0".into());
    let proposal = import(&docx(&xml.replacen("</w:p>", &format!("</w:p><w:p>{struck}</w:p>"), 2))).unwrap();
    assert!(proposal.prose.iter().all(|(_, text)| !text.contains("去年")));
    assert!(proposal.notes.iter().any(|note| note.text.contains(STRUCK)));
}

/// A workbook whose first figure is this cell (its address is `B5`), with styles, and what else a part is to have.
pub fn book(cell: &str, change: &dyn Fn(&str, String) -> String) -> Vec<u8> {
    const STYLES: &str = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"0!.0,&quot;万&quot;\"/>\
        <numFmt numFmtId=\"165\" formatCode=\";;;\"/><numFmt numFmtId=\"166\" formatCode=\"0&quot;件&quot;\"/>\
        <numFmt numFmtId=\"167\" formatCode=\"#,##0,\"/><numFmt numFmtId=\"168\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/>\
        <numFmt numFmtId=\"169\" formatCode=\"_ * #,##0_ ;_ * -#,##0_ ;_ * &quot;-&quot;??_ ;_ @_ \"/>\
        <numFmt numFmtId=\"170\" formatCode=\"[&gt;=10000]0!.0,&quot;万&quot;;General\"/></numFmts>\
        <fonts><font><color theme=\"1\"/></font><font><strike/></font><font><color rgb=\"FFFFFFFF\"/></font></fonts>\
        <fills><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF0000FF\"/></patternFill></fill></fills>\
        <cellXfs><xf/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/><xf numFmtId=\"167\"/><xf numFmtId=\"168\"/>\
        <xf numFmtId=\"9\"/><xf numFmtId=\"1\"/><xf numFmtId=\"4\"/><xf fontId=\"1\"/><xf fontId=\"2\"/><xf fontId=\"2\" fillId=\"1\"/>\
        <xf numFmtId=\"169\"/><xf numFmtId=\"170\"/></cellXfs></styleSheet>";
    let mut sheet = Sheet::new("报告");
    sheet.line(0, "甲县水务局2023年政府信息公开工作年度报告");
    sheet.line(0, "二、主动公开政府信息情况");
    let figures = ["1000", "2", "3", "4", "5", "6"];
    let figure = |cell: gouji::domain::form::CellId| figures.get(cell.index()).copied().unwrap_or("7").to_string();
    sheet.table(0, &forms()[1], 0, &figure);
    let mut parts = xlsx_parts(&[sheet]);
    for (name, xml) in &mut parts {
        if name.contains("sheet1") {
            let at = xml.find("<v>1000</v>").expect("the first figure");
            let start = xml[..at].rfind("<c ").expect("its cell");
            *xml = format!("{}{cell}{}", &xml[..start], &xml[at + "<v>1000</v></c>".len()..]);
        }
        *xml = change(name, std::mem::take(xml));
    }
    parts.push(("xl/styles.xml".to_string(), change("xl/styles.xml", STYLES.to_string())));
    package(&parts.iter().map(|(name, xml)| (name.as_str(), xml.as_bytes())).collect::<Vec<_>>())
}

#[test]
fn workbooks_are_read_as_they_are_seen() {
    let of = |runs: &str| format!("<c r=\"B5\" t=\"inlineStr\"><is>{runs}</is></c>");
    let styled = |style: usize, value: &str| format!("<c r=\"B5\" s=\"{style}\"><v>{value}</v></c>");
    let run = |looks: &str, words: &str| format!("<r><rPr>{looks}</rPr><t>{words}</t></r>");
    let cases: [(String, Option<u32>, &str); 25] = [
        (of(&(run("<strike/>", "5") + &run("", "17"))), Some(17), STRUCK),
        (of(&(run("<strike val=\"0\"/>", "5") + &run("", "17"))), Some(517), ""),
        (of(&(run("", "17") + &run("<vertAlign val=\"superscript\"/>", "1"))), Some(17), RAISED),
        (of(&run("<vertAlign val=\"superscript\"/>", "17")), Some(17), ""),
        (of("<t>12\n5</t>"), None, SEVERAL),
        (styled(9, "17"), None, STRUCK),
        (styled(10, "17"), None, UNSEEN),
        (styled(11, "17"), Some(17), ""),
        (styled(1, "125000"), None, SHOWN),
        (styled(13, "125000"), None, SHOWN),
        (styled(13, "17"), Some(17), ""),
        (styled(2, "17"), None, SHOWN),
        (styled(3, "17"), Some(17), ""),
        (styled(4, "17000"), Some(17), SHOWN),
        (styled(5, "17"), None, SHOWN),
        (styled(6, "0.5"), None, SHOWN),
        (styled(7, "16.6"), Some(17), SHOWN),
        (styled(8, "1700"), Some(1700), ""),
        (styled(12, "1700"), Some(1700), ""),
        (styled(12, "0"), Some(0), ""),
        ("<c r=\"B5\"><f>1+1</f></c>".to_string(), None, "公式"),
        ("<c r=\"B5\"><f>1+1</f><v></v></c>".to_string(), None, "公式"),
        ("<c r=\"B5\"><f>1+1</f><v>2</v></c>".to_string(), Some(2), ""),
        ("<c r=\"B5\" t=\"str\"><f>\"\"</f><v></v></c>".to_string(), None, ""),
        ("<c r=\"B5\" t=\"e\"><f>A9</f><v>#REF!</v></c>".to_string(), None, "#REF!"),
    ];
    for (cell, wanted, said) in cases {
        check(&import(&book(&cell, &|_, xml| xml)).expect(&cell), (&cell, wanted, said));
    }
}

#[test]
fn hidden_rows_columns_and_sheets_of_a_workbook_are_told_and_not_read() {
    let cell = "<c r=\"B5\"><v>1</v></c>";
    let row = |state: &str| {
        let state = state.to_string();
        move |name: &str, xml: String| match name.contains("sheet1") {
            true => xml.replacen("<row r=\"6\">", &format!("<row r=\"6\" {state}>"), 1),
            false => xml,
        }
    };
    for state in ["hidden=\"1\"", "ht=\"0\" customHeight=\"1\""] {
        let proposal = import(&book(cell, &row(state))).unwrap();
        let found = figures(&proposal);
        assert_eq!(found.get("proactive.rules.issued").copied(), Some(Figure::from(1)));
        assert_eq!(found.get("proactive.normative_documents.issued"), None, "{state}");
        assert_eq!(found.get("proactive.licensing.decisions").copied(), Some(Figure::from(7)), "{state}");
        assert!(proposal.notes.iter().any(|note| note.text.contains(UNSEEN)));
    }
    let columns = |name: &str, xml: String| match name.contains("sheet1") {
        true => {
            let letters = ["D", "C", "B"];
            let moved = letters.iter().fold(xml, |xml, letter| {
                let next = char::from(letter.as_bytes()[0] + 1);
                xml.replace(&format!("r=\"{letter}"), &format!("r=\"{next}"))
                    .replace(&format!(":{letter}"), &format!(":{next}"))
            });
            let old = "<c r=\"B5\"><v>999</v></c><c r=\"C5\">";
            let hidden = "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData>";
            moved.replacen("<c r=\"C5\">", old, 1).replacen("<sheetData>", hidden, 1)
        }
        false => xml,
    };
    check(&import(&book(cell, &columns)).unwrap(), ("a hidden column", Some(1), UNSEEN));
}

#[test]
fn results_of_a_workbook_that_was_never_computed_are_left_open() {
    let sum = "<c r=\"B5\"><f>SUM(C5:D5)</f><v>0</v></c>";
    let proposal = import(&book(sum, &|_, xml| xml)).unwrap();
    check(&proposal, (sum, None, "公式"));
    // A sum of nothing is 0, and one that was computed holds.
    let nothing = "<c r=\"B5\"><f>SUM(H5:I5)</f><v>0</v></c>";
    check(&import(&book(nothing, &|_, xml| xml)).unwrap(), (nothing, Some(0), ""));
    let asks = |name: &str, xml: String| match name {
        "xl/workbook.xml" => xml.replace("</sheets>", "</sheets><calcPr fullCalcOnLoad=\"1\"/>"),
        _ => xml.replace("<c r=\"C5\"><v>2</v>", "<c r=\"C5\"><f>1+1</f><v>2</v>"),
    };
    check(&import(&book(nothing, &asks)).unwrap(), (nothing, Some(0), ""));
}

#[test]
fn open_sheets_show_what_their_words_say() {
    let mut sheet = Sheet::new("报告");
    sheet.line(0, "甲县水务局2023年政府信息公开工作年度报告");
    sheet.line(0, "二、主动公开政府信息情况");
    let figures = ["1000", "2", "3", "4", "5", "6"];
    let figure = |cell: gouji::domain::form::CellId| figures.get(cell.index()).copied().unwrap_or("7").to_string();
    sheet.table(0, &forms()[1], 0, &figure);
    let bytes = ods(&[sheet]);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut content = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("content.xml").unwrap(), &mut content).unwrap();
    let at = content.find("office:value=\"1000\"").expect("the first figure");
    let start = content[..at].rfind("<table:table-cell").expect("its cell");
    let end = at + content[at..].find("</table:table-cell>").expect("its end");
    let of = |words: &str| format!("<table:table-cell office:value-type=\"float\" office:value=\"17\">{words}");
    let style = "<style:style style:name=\"T1\"><style:text-properties style:text-line-through-style=\"solid\"/></style:style>\
        <style:style style:name=\"T2\"><style:text-properties style:text-position=\"super 58%\"/></style:style>";
    let cases: [(String, Option<u32>, &str); 6] = [
        (of("<text:p>17</text:p>"), Some(17), ""),
        (of(""), Some(17), ""),
        (of("<text:p>17.00 件</text:p>"), Some(17), ""),
        (of("<text:p>1.7万</text:p>"), None, SHOWN),
        (
            "<table:table-cell><text:p><text:span text:style-name=\"T1\">5</text:span>17</text:p>".into(),
            Some(17),
            STRUCK,
        ),
        (
            "<table:table-cell><text:p>17<text:span text:style-name=\"T2\">5</text:span></text:p>".into(),
            Some(17),
            RAISED,
        ),
    ];
    for (cell, wanted, said) in cases {
        let body = format!("{}{cell}{}", &content[..start], &content[end..]);
        let body = body.replacen("<office:body>", &format!("{style}<office:body>"), 1);
        let kind = b"application/vnd.oasis.opendocument.spreadsheet".as_slice();
        let bytes = package(&[("mimetype", kind), ("content.xml", body.as_bytes())]);
        check(&import(&bytes).expect(&cell), (&cell, wanted, said));
    }
}

#[test]
fn old_workbooks_are_read_as_they_show() {
    let text = |words: &str| {
        let units: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [&u16::try_from(units.len() / 2).unwrap().to_le_bytes()[..], &[1], &units].concat()
    };
    let font = |flags: u8| record(0x0031, &[&[220, 0, flags, 0, 0xFF, 0x7F][..], &[0; 8]].concat());
    let format = record(0x041E, &[&164u16.to_le_bytes()[..], &text("0!.0,\"万\"")].concat());
    let style = |font: u8, format: u8| record(0x00E0, &[&[font, 0, format, 0][..], &[0; 16]].concat());
    let styles = [style(0, 0), style(0, 164), style(1, 0), style(0, 9)].concat();
    let globals = [font(0), font(8), format, styles].concat();
    let hidden_row = record(0x0208, &[&7u16.to_le_bytes()[..], &[0; 10], &0x20u32.to_le_bytes()].concat());
    let cases: [(usize, &str, Option<u32>, &str); 5] = [
        (0, "17", Some(17), ""),
        (1, "125000", None, SHOWN),
        (2, "17", None, STRUCK),
        (3, "17", None, SHOWN),
        (0, "9", Some(9), ""),
    ];
    for (style, value, wanted, said) in cases {
        let mut sheet = Sheet::new("报告");
        sheet.line(0, "甲县水务局2023年政府信息公开工作年度报告");
        sheet.line(0, "二、主动公开政府信息情况");
        let figures = [value, "2", "3", "4", "5", "6"];
        let figure = |cell: gouji::domain::form::CellId| figures.get(cell.index()).copied().unwrap_or("7").to_string();
        sheet.table(0, &forms()[1], 0, &figure);
        let of = |text: &str| if text == value { style } else { 0 };
        let bytes = xls_with(&[sheet], &globals, &[], &of);
        check(&import(&bytes).expect(value), (value, wanted, said));
    }
    let mut sheet = Sheet::new("报告");
    sheet.line(0, "二、主动公开政府信息情况");
    sheet.table(0, &forms()[1], 0, &|_| "7".to_string());
    let proposal = import(&xls_with(&[sheet], &globals, &hidden_row, &|_| 0)).unwrap();
    assert!(!figures(&proposal).contains_key("proactive.licensing.decisions"));
    assert!(proposal.notes.iter().any(|note| note.text.contains(UNSEEN)));
}

#[test]
fn markdown_is_read_as_it_is_seen() {
    let cases: [Case; 9] = [
        ("~~5~~17", Some(17), STRUCK),
        ("<del>5</del> 17", Some(17), STRUCK),
        ("17<sup>1</sup>", Some(17), RAISED),
        ("17^1^", Some(17), RAISED),
        ("**17**", Some(17), ""),
        ("<sup>17</sup>", Some(17), ""),
        ("12<br>5", None, SEVERAL),
        ("~~17~~", None, STRUCK),
        ("~17", Some(17), ""),
    ];
    for case in cases {
        let text = format!(
            "# 甲县水务局2023年政府信息公开工作年度报告\n\n## 二、主动公开政府信息情况\n\n\
             | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n|---|---|---|---|\n\
             | 规章 | {} | 2 | 3 |\n| 行政规范性文件 | 4 | 5 | 6 |\n",
            case.0
        );
        check(&import(text.as_bytes()).expect(case.0), case);
    }
}
