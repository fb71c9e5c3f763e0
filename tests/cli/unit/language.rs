//! What stands alone of `cli::language`.

use gouji::cli::language::*;
use gouji::domain::text::Lang;
use std::ffi::OsString;

fn spoken(args: &str, environment: &[(&str, &str)]) -> Lang {
    let args: Vec<OsString> = args.split_whitespace().map(OsString::from).collect();
    of(&args, None, |name| environment.iter().find(|(n, _)| *n == name).map(|(_, value)| value.to_string()))
}

#[test]
fn the_option_outweighs_the_environment_and_chinese_is_the_rest() {
    assert_eq!(spoken("gouji list", &[]), Lang::Zh);
    assert_eq!(spoken("gouji list", &[("LANG", "en_GB.UTF-8")]), Lang::En);
    assert_eq!(spoken("gouji list", &[("LANG", "en_GB.UTF-8"), ("LC_ALL", "zh_CN.UTF-8")]), Lang::Zh);
    assert_eq!(spoken("gouji list", &[("LANG", "en_GB.UTF-8"), ("LC_ALL", "")]), Lang::En);
    assert_eq!(spoken("gouji list", &[("LANG", "C.UTF-8")]), Lang::Zh);
    assert_eq!(spoken("gouji list --lang en", &[("LANG", "zh_CN")]), Lang::En);
    assert_eq!(spoken("gouji --lang=zh list", &[("LANG", "en_US")]), Lang::Zh);
    assert_eq!(spoken("gouji list -- --lang en", &[]), Lang::Zh);
    assert_eq!(spoken("gouji --language en", &[]), Lang::Zh);
    assert_eq!(
        of(&[], Some(Lang::En), |_| Some("zh_CN".into())),
        Lang::En,
        "what was chosen outweighs the environment"
    );
}
