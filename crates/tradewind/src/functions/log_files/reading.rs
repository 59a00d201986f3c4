//! Reading what was written.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use super::names::{file_name, numbers};
use super::{Line, Page, Place, READ_BYTES};

/// Reads on from a place; none: from the oldest line there is.
pub(super) fn read(folder: &Path, from: Option<Place>) -> io::Result<Page> {
    let numbers = match numbers(folder) {
        Ok(numbers) => numbers,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    let mut next = from.unwrap_or_default();
    let mut lines = Vec::new();
    for number in numbers {
        if number < next.file {
            continue;
        }
        if number > next.file {
            next = Place { file: number, offset: 0 };
        }
        let mut file = File::open(folder.join(file_name(number)))?;
        file.seek(SeekFrom::Start(next.offset))?;
        let mut text = Vec::new();
        file.take(READ_BYTES).read_to_end(&mut text)?;
        // A line that is not all there yet is left for the next reading; what is longer than any line is none of ours.
        let end = text.iter().rposition(|byte| *byte == b'\n').map(|end| end + 1);
        let whole = end.unwrap_or(if text.len() as u64 == READ_BYTES { text.len() } else { 0 });
        let read = text.get(..whole).unwrap_or_default();
        next.offset += whole as u64;
        lines.extend(read.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(line_of));
        if text.len() as u64 == READ_BYTES {
            return Ok(Page { lines, next, more: true });
        }
    }
    Ok(Page { lines, next, more: false })
}

fn line_of(line: &[u8]) -> Line {
    let text = String::from_utf8_lossy(line);
    let mut parts = text.splitn(3, '\t');
    let mut part = || parts.next().unwrap_or_default().to_owned();
    Line { at: part(), stream: part(), text: part() }
}
