//! OFD documents in: tables by their rules and without any, pages turned, templates, drawings used again, and what nobody
//! sees.

use std::fmt::Write;

use gouji::domain::text::Lang;
use gouji::import::ImportError;
use proptest::prelude::*;

use crate::generator::Chance;
use crate::handmade::package;
use crate::made::{Piece, TITLE, assert_whole, form, numbered, pieces};
use crate::support::{figures, import};

const WIDTH: usize = 18;
const HEIGHT: usize = 9;
const PAGE: (usize, usize) = (210, 297);

/// How pages are written.
#[derive(Clone, Copy, Default)]
struct Habits {
    /// Rules are thin boxes that are filled.
    boxes: bool,
    /// Numbers stand in tenths, which a matrix makes whole.
    matrix: bool,
    /// Every object stands in a block, distances one by one.
    blocks: bool,
    /// Pages lie on their side.
    turned: bool,
    /// Words stand at the edges of their cells, labels in small letters right before figures.
    tight: bool,
}

/// A text at a place; digits take half the room.
fn text(x: f64, y: f64, words: &str, habits: Habits, size: f64) -> String {
    let wide = |c: char| if c.is_ascii() { size / 2.0 } else { size };
    let steps: Vec<f64> = words.chars().map(wide).collect();
    let even = steps.windows(2).all(|pair| pair[0] == pair[1]) && steps.len() > 1;
    let factor = if habits.matrix { 10.0 } else { 1.0 };
    let steps = match even && !habits.blocks {
        true => format!("g {} {}", steps.len() - 1, steps[0] * factor),
        false => steps[..steps.len().saturating_sub(1)].iter().map(|step| format!("{} ", step * factor)).collect(),
    };
    let matrix = match (habits.matrix, habits.turned) {
        (true, true) => " CTM=\"0 0.1 -0.1 0 0 0\"",
        (true, false) => " CTM=\"0.1 0 0 0.1 0 0\"",
        (false, true) => " CTM=\"0 1 -1 0 0 0\"",
        (false, false) => "",
    };
    let (left, top) = if habits.turned { (PAGE.1 as f64 - y, x) } else { (x, y) };
    let object = format!(
        "<ofd:TextObject ID=\"9\" Font=\"1\" Size=\"{}\" Boundary=\"{left} {top} 100 10\"{matrix}><ofd:FillColor Value=\"0 0 0\"/><ofd:TextCode X=\"0\" Y=\"{}\" DeltaX=\"{steps}\">{words}</ofd:TextCode></ofd:TextObject>",
        size * factor,
        size * factor,
    );
    if habits.blocks { format!("<ofd:PageBlock ID=\"8\">{object}</ofd:PageBlock>") } else { object }
}

fn line(from: (usize, usize), to: (usize, usize), habits: Habits) -> String {
    let (from, to) = if habits.turned { ((PAGE.1 - from.1, from.0), (PAGE.1 - to.1, to.0)) } else { (from, to) };
    let (x0, y0, x1, y1) = (from.0 as f64, from.1 as f64, to.0 as f64, to.1 as f64);
    if habits.boxes {
        let (w, h) = if x0 == x1 { (0.2, y1 - y0) } else { ((x1 - x0).abs(), 0.2) };
        let (w, h, x) = if habits.turned && x0 != x1 { (w, 0.2, x0.min(x1)) } else { (w, h, x0) };
        return format!(
            "<ofd:PathObject Boundary=\"{x} {y0} {w} {h}\" Stroke=\"false\" Fill=\"true\"><ofd:FillColor Value=\"0 0 0\"/><ofd:AbbreviatedData>M 0 0 L {w} 0 L {w} {h} L 0 {h} C</ofd:AbbreviatedData></ofd:PathObject>"
        );
    }
    format!(
        "<ofd:PathObject Boundary=\"0 0 210 297\" LineWidth=\"0.3\"><ofd:StrokeColor Value=\"0 0 0\"/><ofd:AbbreviatedData>M {x0} {y0} L {x1} {y1}</ofd:AbbreviatedData></ofd:PathObject>"
    )
}

/// The pages of a report: a page for every table, lines before it.
fn pages(habits: Habits, ruled: bool) -> Vec<String> {
    let mut pages = vec![String::new()];
    let mut y = 20;
    for piece in pieces(form(), TITLE) {
        match piece {
            Piece::Line(words) => {
                if y > PAGE.1 - 30 {
                    pages.push(String::new());
                    y = 20;
                }
                let page = pages.last_mut().unwrap();
                page.push_str(&text(15.0, y as f64, &words, habits, 3.2));
                y += 9;
            }
            Piece::Table(cells) => {
                let rows = cells.iter().map(|cell| cell.0.0 + cell.1.0).max().unwrap();
                if y + rows * HEIGHT > PAGE.1 - 10 {
                    pages.push(String::new());
                    y = 8;
                }
                let page = pages.last_mut().unwrap();
                for ((row, column), (down, across), words) in &cells {
                    let (left, top) = (12 + column * WIDTH, y + row * HEIGHT);
                    let (right, bottom) = (left + across * WIDTH, top + down * HEIGHT);
                    if ruled {
                        page.push_str(&line((left, top), (right, top), habits));
                        page.push_str(&line((left, bottom), (right, bottom), habits));
                        page.push_str(&line((left, top), (left, bottom), habits));
                        page.push_str(&line((right, top), (right, bottom), habits));
                    }
                    let letters: Vec<char> = words.chars().collect();
                    let size = if letters.len() > 10 { 1.6 } else { 3.2 };
                    let room = ((across * WIDTH - 2) as f64 / size) as usize;
                    for (number, piece) in letters.chunks(room).enumerate() {
                        let piece: String = piece.iter().collect();
                        let at = top as f64 + number as f64 * size * 1.2 + 0.4;
                        let x = match habits.tight {
                            true if size < 3.0 => right as f64 - 0.2 - piece.chars().count() as f64 * size,
                            tight => left as f64 + if tight { 0.2 } else { 1.0 },
                        };
                        page.push_str(&text(x, at, &piece, habits, size));
                    }
                }
                y += rows * HEIGHT + 6;
            }
        }
    }
    pages
}

fn ofd(pages: &[String], more: &[(&str, String)]) -> Vec<u8> {
    ofd_with(pages, more, "", "")
}

fn ofd_with(pages: &[String], more: &[(&str, String)], common: &str, in_page: &str) -> Vec<u8> {
    let mut list = String::new();
    let mut parts = vec![("OFD.xml".to_string(), "<?xml version=\"1.0\"?><ofd:OFD xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>".to_string())];
    for (number, page) in pages.iter().enumerate() {
        let location = if number % 2 == 0 {
            format!("Pages/Page_{number}/Content.xml")
        } else {
            format!("/Doc_0/Pages/Page_{number}/Content.xml")
        };
        write!(list, "<ofd:Page ID=\"{number}\" BaseLoc=\"{location}\"/>").unwrap();
        parts.push((format!("Doc_0/Pages/Page_{number}/Content.xml"), format!("<ofd:Page xmlns:ofd=\"http://www.ofdspec.org/2016\">{in_page}<ofd:Content><ofd:Layer Type=\"Body\" ID=\"2\">{page}</ofd:Layer></ofd:Content></ofd:Page>")));
    }
    parts.push(("Doc_0/Document.xml".into(), format!("<ofd:Document xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData><ofd:Pages>{list}</ofd:Pages></ofd:Document>")));
    parts.extend(more.iter().map(|(name, text)| (name.to_string(), text.clone())));
    package(&parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect::<Vec<_>>())
}

#[test]
fn reports_of_every_habit_are_read() {
    let habit = Habits::default();
    for (name, habits) in [
        ("plain", habit),
        ("boxes for rules", Habits { boxes: true, ..habit }),
        ("a matrix", Habits { matrix: true, ..habit }),
        ("blocks", Habits { blocks: true, ..habit }),
        ("on their side", Habits { turned: true, matrix: true, ..habit }),
        ("small labels right before figures", Habits { tight: true, ..habit }),
    ] {
        assert_whole(&ofd(&pages(habits, true), &[]), name);
    }
}

#[test]
fn tables_without_rules_are_read_or_left_open_and_never_wrong() {
    let proposal = import(&ofd(&pages(Habits::default(), false), &[])).unwrap();
    let found = figures(&proposal);
    for cell in proposal.form.cells() {
        let name = &proposal.form.cell(cell).name;
        let figure = found.get(name).map(ToString::to_string);
        assert!(figure.is_none() || figure == Some(numbered(cell)), "{name}: {figure:?}");
    }
    assert!(found.len() > 150, "{}", found.len());
}

#[test]
fn figures_that_were_given_one_box_are_set_side_by_side() {
    let spread = |words: &str, step: f64| {
        format!(
            "<ofd:TextObject Size=\"3.2\" Boundary=\"150 40 26 5\"><ofd:TextCode X=\"0\" Y=\"3.2\" DeltaX=\"g {} {step}\">{words}</ofd:TextCode></ofd:TextObject>",
            words.len() - 1
        )
    };
    let words = |x: f64, y: f64, words: &str| text(x, y, words, Habits::default(), 3.2);
    let mut page = words(15.0, 20.0, TITLE) + &words(15.0, 30.0, "三、收到和处理政府信息公开申请情况");
    page += &words(5.0, 40.0, "一、本年新收政府信息公开申请数量");
    for (column, figure) in ["13612", "252", "1", "45", "128"].iter().enumerate() {
        page += &words(70.0 + column as f64 * 16.0, 40.0, figure);
    }
    page += &(spread("32", 13.0) + &spread("14070", 5.2));
    let found = figures(&import(&ofd(&[page], &[])).unwrap());
    assert_eq!(found["requests.new.other_org"].to_string(), "32");
    assert_eq!(found["requests.new.total"].to_string(), "14070");
}

#[test]
fn pages_in_a_fraction_of_their_size_are_read() {
    let small = pages(Habits::default(), true)
        .iter()
        .map(|page| format!("<ofd:CompositeObject ResourceID=\"7\"/>{}", &page[..0]))
        .collect::<Vec<_>>();
    let drawn = pages(Habits::default(), true);
    // A drawing that is used again, at a fifth of its size.
    let whole: Vec<String> = (0..drawn.len())
        .map(|number| {
            small[number].replace(
                "ResourceID=\"7\"",
                &format!("Boundary=\"3 3 100 100\" CTM=\"0.2 0 0 0.2 0 0\" ResourceID=\"{}\"", 70 + number),
            )
        })
        .collect();
    let units: String = drawn.iter().enumerate().map(|(number, page)| format!("<ofd:CompositeGraphicUnit ID=\"{}\" Width=\"210\" Height=\"297\"><ofd:Content><ofd:PageBlock>{page}</ofd:PageBlock></ofd:Content></ofd:CompositeGraphicUnit>", 70 + number)).collect();
    let resources = format!(
        "<ofd:Res xmlns:ofd=\"http://www.ofdspec.org/2016\" BaseLoc=\"Res\"><ofd:CompositeGraphicUnits>{units}</ofd:CompositeGraphicUnits></ofd:Res>"
    );
    assert_whole(
        &ofd_with(
            &whole,
            &[("Doc_0/DocumentRes.xml", resources)],
            "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>",
            "",
        ),
        "small drawings",
    );
}

#[test]
fn what_stands_in_a_template_is_read() {
    let whole = pages(Habits::default(), true);
    // Rules and words of the form are the template's, figures the page's.
    let is_figure = |object: &&str| {
        let words = object.split("\">").last().unwrap_or_default();
        object.contains("TextCode") && words.starts_with(|c: char| c.is_ascii_digit()) && !words.contains(['.', '年'])
    };
    let mut templates = Vec::new();
    let mut own = Vec::new();
    for page in &whole {
        let objects: Vec<&str> = page.split_inclusive("Object>").collect();
        own.push(objects.iter().copied().filter(is_figure).collect::<String>());
        templates.push(objects.iter().copied().filter(|object| !is_figure(object)).collect::<String>());
    }
    assert!(own.iter().any(|page| !page.is_empty()));
    // All pages have one template, so only the page with the second table is left.
    let number = templates.iter().position(|page| page.contains("勾稽关系")).unwrap();
    let part = format!(
        "<ofd:Page xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:Content><ofd:Layer>{}</ofd:Layer></ofd:Content></ofd:Page>",
        templates[number]
    );
    let bytes = ofd_with(
        &own[number..=number],
        &[("Doc_0/Tpls/Tpl_0/Content.xml", part)],
        "<ofd:TemplatePage ID=\"5\" BaseLoc=\"Tpls/Tpl_0/Content.xml\"/>",
        "<ofd:Template TemplateID=\"5\" ZOrder=\"Background\"/>",
    );
    let found = figures(&import(&bytes).unwrap());
    for cell in form().table_cells(1) {
        let name = &form().cell(cell).name;
        assert_eq!(found.get(name).map(ToString::to_string), Some(numbered(cell)), "{name}");
    }
}

#[test]
fn what_nobody_sees_is_no_figure_and_is_said() {
    let habits = Habits::default();
    let cell = form().find("requests.new.natural_person").unwrap();
    let whole = pages(habits, true);
    let object = |page: &String| {
        page.split_inclusive("TextObject>")
            .find(|object| object.contains(&format!(">{}<", numbered(cell))))
            .map(String::from)
    };
    let shown = whole.iter().find_map(object).unwrap();
    let shown = &shown[shown.rfind("<ofd:TextObject").unwrap()..];
    let other = shown.replace(&numbered(cell), "7777");
    let place = shown.split("Boundary=\"").nth(1).unwrap().split('"').next().unwrap().replace(" 100 10", " 12 5");
    let cover = format!(
        "<ofd:PathObject Boundary=\"{place}\" Fill=\"true\" Stroke=\"false\"><ofd:FillColor Value=\"255 255 255\"/><ofd:AbbreviatedData>M 0 0 L 12 0 L 12 5 L 0 5 C</ofd:AbbreviatedData></ofd:PathObject>"
    );
    let unseen = [
        ("off", other.replace("Font=", "Visible=\"false\" Font=")),
        ("clear", other.replace("Font=", "Alpha=\"0\" Font=")),
        ("white", other.replace("0 0 0", "255 255 255")),
        ("not filled", other.replace("Font=", "Fill=\"false\" Font=")),
        ("covered", format!("{other}{cover}")),
        ("cut", other.replace("><ofd:FillColor", "><ofd:Clips><ofd:Clip><ofd:Area><ofd:Path Boundary=\"0 0 1 1\"><ofd:AbbreviatedData>M 0 0 L 1 0 L 1 1 L 0 1 C</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip></ofd:Clips><ofd:FillColor")),
        ("out of its box", other.replace(" 100 10\"", " 1 5\"").replace("X=\"0\"", "X=\"5\"")),
        ("clear colour", other.replace("Value=\"0 0 0\"", "Value=\"0 0 0\" Alpha=\"0\"")),
        ("tiny", other.replace("Size=\"3.2\"", "Size=\"0.2\"").replace("DeltaX=\"g 3 1.6\"", "DeltaX=\"g 3 0.1\"")),
        ("aslant", other.replace("Font=", "CTM=\"0.7 0.7 -0.7 0.7 0 0\" Font=")),
    ];
    for (name, unseen) in unseen {
        let pages: Vec<String> = whole.iter().map(|page| page.replace(shown, &format!("{unseen}{shown}"))).collect();
        let proposal = assert_whole(&ofd(&pages, &[]), name);
        assert!(
            proposal.notes.iter().any(|note| note.text.contains("看不见") || note.text.contains("斜放")),
            "{name}: {:?}",
            proposal.notes
        );
    }
}

#[test]
fn annotations_are_painted_on_their_pages_and_photographs_cover() {
    let cell = form().find("requests.new.natural_person").unwrap();
    let name = "requests.new.natural_person";
    let whole = pages(Habits::default(), true);
    let number = whole.iter().position(|page| page.contains(&format!(">{}<", numbered(cell)))).unwrap();
    let shown =
        whole[number].split_inclusive("TextObject>").find(|of| of.contains(&format!(">{}<", numbered(cell)))).unwrap();
    let shown = &shown[shown.rfind("<ofd:TextObject").unwrap()..];
    let place = shown.split("Boundary=\"").nth(1).unwrap().split('"').next().unwrap().replace(" 100 10", " 12 5");
    let list = format!(
        "<ofd:Annotations><ofd:Page PageID=\"{number}\"><ofd:FileLoc>Page_0/A.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>"
    );
    let read = |pages: &[String], annotation: &str, resources: &str| {
        let more = [
            ("Doc_0/Annots/Annotations.xml", list.clone()),
            ("Doc_0/Annots/Page_0/A.xml", format!("<ofd:PageAnnot>{annotation}</ofd:PageAnnot>")),
            ("Doc_0/R.xml", resources.to_string()),
        ];
        let common =
            "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations><ofd:DocumentRes>R.xml</ofd:DocumentRes>";
        let proposal = import(&ofd_with(pages, &more, common, "")).unwrap();
        (figures(&proposal).get(name).map(ToString::to_string), proposal)
    };
    let area = "<ofd:PathObject Boundary=\"0 0 12 5\" Fill=\"true\" Stroke=\"false\"><ofd:FillColor Value=\"255 255 255\"/><ofd:AbbreviatedData>M 0 0 L 12 0 L 12 5 L 0 5 C</ofd:AbbreviatedData></ofd:PathObject>";
    let pinned = |inner: &str, state: &str| {
        format!(
            "<ofd:Annot Type=\"Path\" {state}><ofd:Appearance Boundary=\"{place}\">{inner}</ofd:Appearance></ofd:Annot>"
        )
    };
    assert_eq!(read(&whole, "", "<ofd:Res/>").0, Some(numbered(cell)));
    assert_eq!(read(&whole, &pinned(area, "Visible=\"false\""), "<ofd:Res/>").0, Some(numbered(cell)));
    let (covered, proposal) = read(&whole, &pinned(area, ""), "<ofd:Res/>");
    assert!(covered.is_none() && proposal.notes.iter().any(|note| note.text.contains("看不见")), "{covered:?}");
    let stroke = "<ofd:PathObject Boundary=\"0 0 12 5\" LineWidth=\"0.3\"><ofd:AbbreviatedData>M 0 2.2 L 7 2.2</ofd:AbbreviatedData></ofd:PathObject>";
    let (struck, proposal) = read(&whole, &pinned(stroke, ""), "<ofd:Res/>");
    assert!(struck.is_none() && proposal.notes.iter().any(|note| note.text.contains("划掉")), "{struck:?}");
    let mut moved = whole.clone();
    moved[number] = moved[number].replace(shown, "");
    let text = format!(
        "<ofd:Annot Type=\"Stamp\"><ofd:Appearance Boundary=\"0 0 210 297\">{shown}</ofd:Appearance></ofd:Annot>"
    );
    assert_eq!(read(&moved, &text, "<ofd:Res/>").0, Some(numbered(cell)));
    let picture = |format: &str| {
        format!(
            "<ofd:Res><ofd:MultiMedias><ofd:MultiMedia ID=\"3\" Type=\"Image\" Format=\"{format}\"><ofd:MediaFile>a</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
        )
    };
    let mut covered = whole.clone();
    covered[number] += &format!("<ofd:ImageObject ID=\"4\" Boundary=\"{place}\" ResourceID=\"3\"/>");
    assert_eq!(read(&covered, "", &picture("JPEG")).0, None);
    assert_eq!(read(&covered, "", &picture("PNG")).0, Some(numbered(cell)));
}

#[test]
fn pages_of_pictures_and_of_unknown_characters_are_said_to_be_so() {
    let picture = "<ofd:ImageObject ID=\"4\" Boundary=\"0 0 210 297\" ResourceID=\"3\"/>".to_string();
    assert!(import(&ofd(&[picture], &[])).unwrap_err().message(Lang::Zh).contains("图片"));
    let unknown = text(20.0, 20.0, "¤¤¤¤", Habits::default(), 3.2);
    assert!(import(&ofd(&[unknown], &[])).unwrap_err().message(Lang::Zh).contains("字体"));
    assert!(matches!(
        import(&package(&[("OFD.xml", b"<a><DocRoot>b.xml</DocRoot></a>")])),
        Err(ImportError::Damaged(_))
    ));
}

#[test]
fn drawings_that_hold_themselves_and_endless_steps_come_to_an_end() {
    let own = "<ofd:CompositeObject ResourceID=\"7\"/>".repeat(20);
    let resources = format!(
        "<ofd:Res><ofd:CompositeGraphicUnit ID=\"7\"><ofd:Content>{own}</ofd:Content></ofd:CompositeGraphicUnit></ofd:Res>"
    );
    let page = "<ofd:CompositeObject ResourceID=\"7\"/>".to_string();
    assert!(
        import(&ofd_with(&[page], &[("Doc_0/R.xml", resources)], "<ofd:PublicRes>R.xml</ofd:PublicRes>", "")).is_err()
    );
    let steps = "<ofd:TextObject Size=\"3\"><ofd:TextCode X=\"1\" Y=\"1\" DeltaX=\"g 99999999999 1 g 99999999 1e999\">规章</ofd:TextCode></ofd:TextObject>";
    assert!(import(&ofd(&[steps.repeat(3)], &[])).is_err());
    let deep = format!("{}{}", "<ofd:PageBlock>".repeat(3_000), "</ofd:PageBlock>".repeat(3_000));
    assert_eq!(import(&ofd(&[deep], &[])).unwrap_err(), ImportError::TooDeep);
    let areas = "<ofd:PathObject Fill=\"true\"><ofd:AbbreviatedData>M 0 0 L 99 0 L 99 99 L 0 99 C</ofd:AbbreviatedData></ofd:PathObject>".repeat(20_000);
    let words = text(1.0, 1.0, &"规".repeat(20_000), Habits::default(), 3.2);
    assert!(import(&ofd(&[areas + &words], &[])).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_pages_are_answered(seed: u64) {
        let mut chance = Chance(seed);
        let mut pages = pages(Habits { blocks: chance.one_in(2), matrix: chance.one_in(2), ..Habits::default() }, true);
        for page in &mut pages {
            let mut letters: Vec<char> = page.chars().collect();
            for _ in 0..chance.below(5) {
                let at = chance.below(letters.len());
                letters[at] = ['"', '<', '9', ' ', '-', 'e', 'M'][chance.below(7)];
            }
            *page = letters.into_iter().collect();
        }
        let _ = import(&ofd(&pages, &[]));
    }
}
