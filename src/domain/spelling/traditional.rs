//! Traditional characters of the words that a form prints, as simplified ones, so that a label compares the same in both
//! scripts. It is no converter: a character that no label has stays as it is, and names are never rewritten.

/// The simplified twin of a traditional character that labels are written with; any other character as it is.
pub fn simplified(c: char) -> char {
    let place = c as usize % PLACES;
    if SEEN[place / 64] >> (place % 64) & 1 == 0 {
        return c;
    }
    let Ok(at) = TWINS.binary_search_by_key(&c, |twin| twin.0) else { return c };
    TWINS[at].1
}

/// How many places there are in [`SEEN`].
const PLACES: usize = 1024;

/// A bit for every place that a traditional character falls into: most characters fall into none, and need no search.
const SEEN: [u64; PLACES / 64] = {
    let mut seen = [0; PLACES / 64];
    let mut at = 0;
    while at < TWINS.len() {
        let place = TWINS[at].0 as usize % PLACES;
        seen[place / 64] |= 1 << (place % 64);
        at += 1;
    }
    seen
};

/// Words that are not only written otherwise: those of Taiwan, with those of the form.
const WORDS: [([char; 2], [char; 2]); 2] = [(['檔', '案'], ['文', '件']), (['資', '訊'], ['信', '息'])];

/// Replaces words that have other characters altogether.
pub fn replace_words(letters: &mut [char]) {
    for (from, to) in WORDS {
        let mut at = 0;
        while let Some(found) = letters[at..].iter().position(|&c| c == from[0]) {
            at += found + 1;
            if letters.get(at) == Some(&from[1]) {
                letters[at - 1..=at].copy_from_slice(&to);
            }
        }
    }
}

/// Traditional characters in the order of their code points, each with its twin.
#[rustfmt::skip]
pub const TWINS: [(char, char); 97] = [
    ('係', '系'), ('個', '个'), ('億', '亿'), ('內', '内'), ('動', '动'), ('務', '务'), ('區', '区'), ('問', '问'),
    ('單', '单'), ('國', '国'), ('執', '执'), ('報', '报'), ('審', '审'), ('對', '对'), ('屬', '属'), ('廢', '废'),
    ('強', '强'), ('後', '后'), ('復', '复'), ('採', '采'), ('據', '据'), ('數', '数'), ('於', '于'), ('會', '会'),
    ('條', '条'), ('業', '业'), ('構', '构'), ('機', '机'), ('權', '权'), ('決', '决'), ('沒', '没'), ('況', '况'),
    ('淨', '净'), ('減', '减'), ('為', '为'), ('無', '无'), ('爲', '为'), ('獲', '获'), ('現', '现'), ('當', '当'),
    ('發', '发'), ('瞭', '了'), ('確', '确'), ('祇', '只'), ('祕', '秘'), ('穩', '稳'), ('範', '范'), ('糾', '纠'),
    ('納', '纳'), ('組', '组'), ('結', '结'), ('經', '经'), ('維', '维'), ('總', '总'), ('織', '织'), ('繫', '系'),
    ('繳', '缴'), ('繼', '继'), ('續', '续'), ('罰', '罚'), ('舉', '举'), ('萬', '万'), ('處', '处'), ('補', '补'),
    ('製', '制'), ('複', '复'), ('覆', '复'), ('規', '规'), ('計', '计'), ('訟', '讼'), ('訪', '访'), ('許', '许'),
    ('訴', '诉'), ('詢', '询'), ('認', '认'), ('請', '请'), ('議', '议'), ('護', '护'), ('費', '费'), ('購', '购'),
    ('轉', '转'), ('辦', '办'), ('這', '这'), ('進', '进'), ('過', '过'), ('適', '适'), ('錄', '录'), ('録', '录'),
    ('錶', '表'), ('開', '开'), ('關', '关'), ('頁', '页'), ('項', '项'), ('題', '题'), ('額', '额'), ('類', '类'),
    ('體', '体'),
];
