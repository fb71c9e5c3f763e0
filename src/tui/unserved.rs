//! What people look for among the commands that no command does, and what is so and what to do instead. The answers name
//! keys by their commands, as all messages do.

use crate::domain::search::{self, Fit};
use crate::domain::text::Lang;

use super::command::spoken;

/// Words that people try, in both languages, and the answer.
const ANSWERS: &[(&str, &str, (&str, &str))] = &[
    (
        "打印、打印预览、预览、打印机",
        "print, printer, print preview, preview",
        (
            "本程序不直接打印：在报告中按 ‹export› 导出 Word 或 PDF，再用其他程序打印。",
            "Printing is done elsewhere: export Word or PDF with ‹export›, then print that file.",
        ),
    ),
    (
        "密码、口令、加密、改密码",
        "password, encrypt, encryption, passcode",
        (
            "报告不设密码。需要保密的，请用电脑账户的密码或加密 U 盘。",
            "Reports have no password. Protect them by the computer's account or an encrypted USB drive.",
        ),
    ),
    (
        "登录、登陆、账号、账户、用户、权限、用户名、角色",
        "login, log in, sign in, account, user, username, permissions, role",
        (
            "本程序不用登录，没有账号。填报人、审核人在定稿时填写。",
            "There is no account and no login. Who prepared and reviewed a report is named when it is finalised.",
        ),
    ),
    (
        "联网、上传、网报、直报、在线、网络、同步、云、上网",
        "upload, online, internet, network, sync, cloud, web submission",
        (
            "本程序不联网。按 ‹export› 导出文件后，按上级要求的方式报送。",
            "This program uses no network. Export a file with ‹export› and submit it the way you are asked to.",
        ),
    ),
    (
        "签章、盖章、公章、电子签名、电子章、印章",
        "stamp, seal, digital signature, e-signature, electronic signature",
        (
            "本程序不做电子签章：定稿时填写填报人、审核人，导出打印后盖章。",
            "There is no electronic seal: names are given when finalising; stamp the exported, printed file.",
        ),
    ),
    (
        "字体、字号、放大、缩小、字太小、字大小、大字、缩放",
        "font, font size, zoom, bigger, larger, smaller, text size, enlarge",
        (
            "字体和大小由终端窗口设置，多为 Ctrl 加 + 或 -。",
            "Font and size belong to the terminal window: usually Ctrl with + or -.",
        ),
    ),
    (
        "剪切、移动数字",
        "cut, move figures",
        (
            "表格中先复制（‹copy›），粘贴后再清除（‹clear›）；正文中选中后按 Ctrl-X。",
            "In a table copy (‹copy›), paste, then clear (‹clear›); in the text select and press Ctrl-X.",
        ),
    ),
    (
        "邮件、发邮件、发送、微信、传真、发给、转发",
        "email, e-mail, mail, share, forward",
        (
            "本程序不发送文件：按 ‹export› 导出后，用邮件或 U 盘等发送。",
            "This program sends nothing: export with ‹export›, then send the file by mail or USB drive.",
        ),
    ),
    (
        "更新、升级、新版本、检查更新",
        "update, upgrade, new version, check for updates",
        (
            "本程序不联网，不会自动更新：用新的程序文件替换旧的，报告库不变。",
            "There are no automatic updates: replace the program file by a newer one; the library stays.",
        ),
    ),
    (
        "单位资料、更名、改名、改单位、单位名称、机构改革、修改单位",
        "agency profile, rename, rename agency, agency name, profile",
        (
            "单位资料写在报告库中该单位文件夹的 agency.ron 里，见使用手册（‹manual›）。",
            "The agency's profile is agency.ron in its folder in the library; see the manual (‹manual›).",
        ),
    ),
    (
        "插入行、增加行、添加行、加行、插入列、增加列、加列、删除行、删除列、改表头、合并单元格",
        "add row, insert row, add column, insert column, delete row, delete column, merge cells",
        (
            "表格的行和列由规定的报告格式确定，不能增删。",
            "Rows and columns are those of the official form and cannot be added or deleted.",
        ),
    ),
    (
        "录入、填报、录数、填数、输入、键入、怎么录",
        "key, type, enter figures, keying, data entry, input",
        (
            "报告打开后，在表格的格里直接键入数字，按 ‹commit› 到下一格。",
            "In a table of an open report just type a figure; ‹commit› goes to the next cell.",
        ),
    ),
];

/// The answer to somebody who looks for what no command does; the initials of its pinyin count where no command `is_found`.
pub fn answer(query: &str, is_found: bool, lang: Lang) -> Option<&'static str> {
    let query = query.trim();
    if query.is_empty() {
        return None;
    }
    let letters = query.chars().count();
    // Pinyin written out is whole where no shorter word would be.
    let is_meant = |word: &str| match search::name(word, query) {
        Some(Fit::Whole) => true,
        Some(Fit::WholeInitials) => !is_found,
        Some(Fit::Spelled) => letters >= 2 * word.chars().count(),
        Some(_) => word.eq_ignore_ascii_case(query),
        None => false,
    };
    let found = ANSWERS.iter().find(|(zh, en, _)| spoken(zh).chain(spoken(en)).any(is_meant));
    found.map(|(_, _, (zh, en))| lang.pick(zh, en))
}
