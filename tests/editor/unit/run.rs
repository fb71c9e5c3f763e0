//! What stands alone of `tui::run`.

use gouji::tui::run::*;

fn checked(environment: &[(&str, &str)]) -> Result<(), String> {
    let value = |name: &str| environment.iter().find(|(n, _)| *n == name).map(|(_, value)| value.to_string());
    check_terminal(value).map_err(|error| error.to_string())
}

#[test]
fn terminals_that_could_show_nothing_are_refused_and_those_that_may_show_it_are_not() {
    assert_eq!(checked(&[("TERM", "dumb")]), Err("TERM=dumb".into()));
    for fine in ["", "C", "POSIX", "zh_CN.UTF-8", "zh_CN.utf8", "en_US.UTF-8@x", "C.UTF-8", "zh_CN"] {
        assert_eq!(checked(&[("TERM", "xterm"), ("LANG", fine)]), Ok(()), "{fine}");
    }
    #[cfg(unix)]
    for other in ["zh_CN.GBK", "zh_CN.GB18030", "en_US.ISO-8859-1"] {
        assert!(checked(&[("LANG", other)]).is_err(), "{other}");
        assert_eq!(checked(&[("LC_ALL", "C.UTF-8"), ("LANG", other)]), Ok(()), "LC_ALL outweighs LANG");
    }
}
