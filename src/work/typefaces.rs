//! Chinese typefaces among the fonts of the machine and beside the program, one for each role on the page, by the names
//! that offices use and then by what there is. It reads only the files that it chooses; what is set in them is the
//! business of `export`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fontdb::{Database, FaceInfo, Source, Style};
use ttf_parser::Face;

use crate::domain::text::{Lang, Text};
use crate::export::typeface::{Typeface, TypefaceError, Typefaces};
use crate::store::disk::{Disk, System};
use crate::store::error::system;

/// Characters that a typeface of simplified Chinese has.
const PROBE: &str = "政府信息公开年报诉讼复议，。（）";

/// The folder of fonts beside the program.
const BESIDE: &str = "fonts";

/// A line for each role on the page (title, headings, second headings, body): the weight to take where a family has several,
/// and the families that may play it, the best first.
const ROLES: &str = include_str!("../../assets/typefaces.txt");

/// The most bytes of a font file.
const LARGEST: u64 = 256 << 20;

/// Finds a typeface for every role: all from the file `extra` where one is named, else among the fonts beside the
/// program (the folder `beside`, and `fonts` in it) and on the machine.
pub fn find(extra: Option<&Path>, beside: Option<&Path>) -> Result<Typefaces, TypefaceError> {
    if let Some(path) = extra {
        let unreadable = |error: std::io::Error| {
            let [zh, en] = [Lang::Zh, Lang::En].map(|lang| system(&error, lang));
            TypefaceError::Unreadable(path.display().to_string(), Text { zh, en })
        };
        let there = fs::metadata(path).map_err(unreadable)?;
        if there.len() > LARGEST {
            let zh = format!("文件超过 {} MB，不像是字体，未读取。", LARGEST >> 20);
            let en = format!("larger than {} MB, hardly a font, and was not read.", LARGEST >> 20);
            return Err(TypefaceError::Unreadable(path.display().to_string(), Text { zh, en }));
        }
        let bytes = System.read(path, LARGEST).map_err(unreadable)?;
        return from_file(path, bytes).map(Typefaces::single);
    }
    choose(&database(beside))
}

/// Adds typefaces of the machine for characters that those found lack, as far as there are any; `true` where one was
/// added and setting is worth another try.
pub fn supplement(typefaces: &mut Typefaces, characters: &[char], beside: Option<&Path>) -> bool {
    let fonts = database(beside);
    let mut lacking: Vec<char> = characters.to_vec();
    let mut read = Files::default();
    let before = typefaces.spare.len();
    while !lacking.is_empty() {
        let count = |info: &&FaceInfo| has(&fonts, info, &lacking).len();
        let Some(best) = fonts.faces().filter(|info| info.style == Style::Normal).max_by_key(count) else { break };
        let found = has(&fonts, best, &lacking);
        let Some(typeface) = (!found.is_empty()).then(|| read.typeface(best)).flatten() else { break };
        typefaces.spare.push(typeface);
        lacking.retain(|c| !found.contains(c));
    }
    typefaces.spare.len() > before
}

/// The Chinese face of a font file; of a collection, the one for simplified Chinese.
pub fn from_file(path: &Path, bytes: Vec<u8>) -> Result<Typeface, TypefaceError> {
    let name = || path.display().to_string();
    let count = ttf_parser::fonts_in_collection(&bytes).unwrap_or(1).min(64);
    let faces: Vec<(u32, Face)> =
        (0..count).filter_map(|index| Face::parse(&bytes, index).ok().map(|face| (index, face))).collect();
    if faces.is_empty() {
        return Err(TypefaceError::NoFont(name()));
    }
    let chinese = |(_, face): &&(u32, Face)| is_chinese(face);
    let family = |face: &Face| {
        let names = face.names().into_iter().filter(|name| name.name_id == ttf_parser::name_id::FAMILY);
        names.filter_map(|name| name.to_string()).next().unwrap_or_default()
    };
    let simplified = |(_, face): &(u32, Face)| is_simplified(&family(face));
    let best = faces.iter().filter(chinese).min_by_key(|face| !simplified(face));
    let (index, face) = best.ok_or_else(|| TypefaceError::NotChinese(name()))?;
    let (index, name) = (*index, family(face));
    Ok(Typeface { name, index, bytes: Arc::new(bytes) })
}

/// The fonts beside the program, then those of the machine. Of each file only its tables of names are looked at.
fn database(beside: Option<&Path>) -> Database {
    let mut fonts = Database::new();
    if let Some(folder) = beside {
        let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut files: Vec<PathBuf> = files.filter(|path| is_font(path)).collect();
        files.sort();
        // A file that is no font is passed over: nobody named it.
        files.iter().for_each(|path| drop(fonts.load_font_file(path)));
        fonts.load_fonts_dir(folder.join(BESIDE));
    }
    fonts.load_system_fonts();
    fonts
}

fn is_font(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|ending| ["ttf", "otf", "ttc", "otc"].contains(&ending.as_str())) && path.is_file()
}

/// A typeface for every role, by name and else by what it has.
pub fn choose(fonts: &Database) -> Result<Typefaces, TypefaceError> {
    let mut read = Files::default();
    let mut named = ROLES.lines().map(|line| {
        let (role, families) = line.split_once(": ")?;
        let weight = role.split_once(' ')?.1.parse().ok()?;
        families.split(", ").find_map(|family| read.typeface(best_of(fonts, family, weight)?))
    });
    let [title, heading, second, body] = std::array::from_fn(|_| named.next().flatten());
    drop(named);
    let body = match body.or_else(|| any(fonts).and_then(|info| read.typeface(info))) {
        Some(body) => body,
        None => title.clone().or(heading.clone()).or(second.clone()).ok_or(TypefaceError::Missing)?,
    };
    let or_body = |found: Option<Typeface>| found.unwrap_or_else(|| body.clone());
    let (title, heading, second) = (or_body(title), or_body(heading), or_body(second));
    Ok(Typefaces { title, heading, second, body, spare: Vec::new() })
}

/// The upright face of a family whose weight is nearest to the wanted one, where it is Chinese.
fn best_of<'a>(fonts: &'a Database, family: &str, weight: u16) -> Option<&'a FaceInfo> {
    let of_family = |info: &&FaceInfo| {
        info.style == Style::Normal && info.families.iter().any(|(name, _)| name.eq_ignore_ascii_case(family))
    };
    let nearest = fonts.faces().filter(of_family).min_by_key(|info| info.weight.0.abs_diff(weight))?;
    covers(fonts, nearest).then_some(nearest)
}

/// Any Chinese face: one made for simplified Chinese before others, a regular one before others.
fn any(fonts: &Database) -> Option<&FaceInfo> {
    let mut faces: Vec<&FaceInfo> = fonts.faces().filter(|info| info.style == Style::Normal).collect();
    let family = |info: &FaceInfo| info.families.first().map(|(name, _)| name.clone()).unwrap_or_default();
    faces.sort_by_cached_key(|info| (!is_simplified(&family(info)), info.weight.0.abs_diff(400), family(info)));
    faces.into_iter().find(|info| covers(fonts, info))
}

/// Whether a family's name says that it is made for simplified Chinese.
pub fn is_simplified(family: &str) -> bool {
    family.split([' ', '_', '-']).any(|word| ["SC", "CN", "GB", "GBK", "GB2312"].contains(&word))
}

fn covers(fonts: &Database, info: &FaceInfo) -> bool {
    let chinese = |bytes: &[u8], index| Face::parse(bytes, index).is_ok_and(|face| is_chinese(&face));
    fonts.with_face_data(info.id, chinese).unwrap_or(false)
}

fn is_chinese(face: &Face) -> bool {
    has_outlines(face) && PROBE.chars().all(|c| face.glyph_index(c).is_some())
}

/// Whether its characters are drawn with lines; pictures of characters cannot be set.
fn has_outlines(face: &Face) -> bool {
    let tables = face.tables();
    tables.glyf.is_some() || tables.cff.is_some()
}

/// Those of the characters that a face has.
fn has(fonts: &Database, info: &FaceInfo, characters: &[char]) -> Vec<char> {
    let those = |bytes: &[u8], index| {
        let face = Face::parse(bytes, index).ok().filter(has_outlines);
        face.map(|face| characters.iter().copied().filter(|&c| face.glyph_index(c).is_some()).collect())
    };
    fonts.with_face_data(info.id, those).flatten().unwrap_or_default()
}

/// The files that were read, so that a collection in several roles is read once.
#[derive(Default)]
struct Files(BTreeMap<PathBuf, Option<Arc<Vec<u8>>>>);

impl Files {
    /// A face with its file's bytes; `None` where the file cannot be read any more.
    fn typeface(&mut self, info: &FaceInfo) -> Option<Typeface> {
        let (Source::File(path) | Source::SharedFile(path, _)) = &info.source else { return None };
        let read = self.0.entry(path.clone()).or_insert_with(|| fs::read(path).ok().map(Arc::new));
        let name = info.families.first().map(|(name, _)| name.clone()).unwrap_or_default();
        Some(Typeface { name, bytes: read.clone()?, index: info.index })
    }
}
