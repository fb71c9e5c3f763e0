//! What stands alone of `tui::dropped`.

use gouji::tui::dropped::*;

#[test]
fn paths_are_known_as_terminals_and_file_managers_write_them() {
    for (text, meant) in [
        (r"D:\dynb\a.docx", r"D:\dynb\a.docx"),
        ("\"E:\\年报 2025\\b c.xlsx\" ", r"E:\年报 2025\b c.xlsx"),
        (r"\\server\share\nb.docx", r"\\server\share\nb.docx"),
        ("D:/a/b.doc", "D:/a/b.doc"),
        ("/home/张三/a.docx\n", "/home/张三/a.docx"),
        ("'/home/a b/c.docx' ", "/home/a b/c.docx"),
        (r"/home/a\ b/c\(1\).docx ", "/home/a b/c(1).docx"),
        ("file:///home/a%20b/c.docx\r\n", "/home/a b/c.docx"),
        ("file:///D:/a/b.docx", "D:/a/b.docx"),
        ("~/a.docx", "~/a.docx"),
        ("/home/a.docx\n/home/b.docx\n", "/home/a.docx"),
    ] {
        assert_eq!(path(text).as_deref(), Some(meant), "{text}");
    }
    for text in ["", "/", "//", "7/8", "a/b", "C:", "7\t8", "/ 3 /", "一、本年新收\t7", "1/2/3", "\\", "file"] {
        assert_eq!(path(text), None, "{text}");
    }
}

#[test]
fn files_that_are_dropped_together_are_all_known() {
    for (text, meant) in [
        ("/home/1.docx\n/home/2.docx\n", vec!["/home/1.docx", "/home/2.docx"]),
        ("'/home b/1.docx' '/home b/2.docx' ", vec!["/home b/1.docx", "/home b/2.docx"]),
        ("/home b/1.docx /home b/2.docx", vec!["/home b/1.docx", "/home b/2.docx"]),
        (r"/home\ b/1.docx /home/2.xlsx", vec!["/home b/1.docx", "/home/2.xlsx"]),
        ("\"D:\\a 1.docx\" \"D:\\b.et\"", vec![r"D:\a 1.docx", r"D:\b.et"]),
        ("/home/1.docx", vec!["/home/1.docx"]),
        // What is none beside one keeps nobody from that.
        ("/home/1.docx\n说明", vec!["/home/1.docx"]),
        ("/home /media/1.docx", vec!["/home /media/1.docx"]),
        ("7\t8", vec![]),
        ("", vec![]),
    ] {
        assert_eq!(paths(text), meant, "{text}");
    }
}

#[test]
fn the_beginning_of_a_path_is_known_at_its_first_separators() {
    for text in [r"D:\", "c:/", "\"E:\\", r"\\s", "/home/", "~/", "file:/"] {
        assert_eq!(Start::of(text), Start::Path, "{text}");
        for (at, _) in text.char_indices().skip(1) {
            assert_eq!(Start::of(&text[..at]), Start::Open, "{}", &text[..at]);
        }
    }
    for text in ["/y/", "/5", "/5/", "nn", "n:n", "D:x", "7", "/ ", "//", "日", "fix"] {
        assert_eq!(Start::of(text), Start::Other, "{text}");
    }
}
