//! What stands alone of `store::crash`.

use gouji::store::crash::*;

#[test]
fn a_report_is_kept_for_its_owner_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = keep_in(&folder.path().join("new"), "what happened").expect("kept");
    assert_eq!(std::fs::read_to_string(&path).expect("read"), "what happened");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o600);
    }
}
