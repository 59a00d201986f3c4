//! What the disk can do.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use crate::error::Error;
use crate::watch;

/// Rows of the report: 4 KiB appended and synced one after the other, 8 MiB files written and synced.
pub(super) fn measure(dir: &Path, length: Duration) -> Result<String, Error> {
    let mut log = File::create(dir.join("log")).map_err(Error::io("making a file"))?;
    let (small, large) = (vec![7; 4 << 10], vec![7; 8 << 20]);
    let start = watch::now();
    let mut syncs = 0_u64;
    while start.elapsed() < length {
        log.write_all(&small).and_then(|()| log.sync_data()).map_err(Error::io("syncing a file"))?;
        syncs += 1;
    }
    let per_second = syncs as f64 / start.elapsed().as_secs_f64();
    let start = watch::now();
    let mut files = 0_u64;
    while start.elapsed() < length {
        let path = dir.join(format!("file-{}", files % 4));
        let mut file = File::create(&path).map_err(Error::io("making a file"))?;
        file.write_all(&large).and_then(|()| file.sync_data()).map_err(Error::io("syncing a file"))?;
        files += 1;
    }
    let files_per_second = files as f64 / start.elapsed().as_secs_f64();
    let megabytes = files_per_second * large.len() as f64 / 1e6;
    Ok(format!(
        "| the disk: 4 KiB and fdatasync, one after the other | {per_second:.0} | {:.1} | | | | | |\n\
         | the disk: 8 MiB files and fdatasync, one after the other | {files_per_second:.0} | {megabytes:.1} | | | | | |\n",
        per_second * small.len() as f64 / 1e6
    ))
}
