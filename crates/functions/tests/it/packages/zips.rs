//! Making zips: good ones by the crate's writer, bad ones by hand.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// One entry of a zip that is written byte by byte, to say what no writer would.
#[derive(Clone, Default)]
pub(crate) struct Raw {
    pub(crate) name: Vec<u8>,
    pub(crate) data: Vec<u8>,
    /// The type and permission bits of Unix, as in `st_mode`.
    pub(crate) mode: u32,
    /// General purpose flags.
    pub(crate) flags: u16,
    /// 0 stored, 8 deflated; `data` is as it stands in the file.
    pub(crate) method: u16,
    /// What the header says the unpacked size is, unless it is the size of `data`.
    pub(crate) declared: Option<u32>,
    /// What the header says the checksum is, unless it is that of `data`.
    pub(crate) crc: Option<u32>,
}

impl Raw {
    pub(crate) fn file(name: &str, data: &[u8]) -> Raw {
        Raw { name: name.into(), data: data.into(), mode: 0o100_644, ..Raw::default() }
    }

    pub(crate) fn link(name: &str, target: &str) -> Raw {
        Raw { mode: 0o120_777, ..Raw::file(name, target.as_bytes()) }
    }
}

/// CRC-32 as zips use it.
pub(crate) fn crc32(data: &[u8]) -> u32 {
    !data.iter().fold(!0_u32, |mut crc, byte| {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
        crc
    })
}

/// The zip of these entries: local headers with their data, the central directory, its end.
pub(crate) fn raw(entries: &[Raw]) -> Vec<u8> {
    let (mut zip, mut central) = (Vec::new(), Vec::new());
    for entry in entries {
        let offset = u32::try_from(zip.len()).unwrap();
        let size = u32::try_from(entry.data.len()).unwrap();
        let mut common = Vec::new();
        for number in [20, entry.flags, entry.method, 0, 0x21] {
            common.extend(number.to_le_bytes());
        }
        for number in [entry.crc.unwrap_or_else(|| crc32(&entry.data)), size, entry.declared.unwrap_or(size)] {
            common.extend(number.to_le_bytes());
        }
        common.extend(u16::try_from(entry.name.len()).unwrap().to_le_bytes());
        common.extend(0_u16.to_le_bytes());
        zip.extend(b"PK\x03\x04");
        zip.extend(&common);
        zip.extend(&entry.name);
        zip.extend(&entry.data);
        central.extend(b"PK\x01\x02\x14\x03");
        central.extend(&common);
        central.extend([0; 6]);
        central.extend((entry.mode << 16).to_le_bytes());
        central.extend(offset.to_le_bytes());
        central.extend(&entry.name);
    }
    let (count, at) = (u16::try_from(entries.len()).unwrap(), u32::try_from(zip.len()).unwrap());
    let size = u32::try_from(central.len()).unwrap();
    zip.extend(&central);
    zip.extend(b"PK\x05\x06\0\0\0\0");
    zip.extend(count.to_le_bytes());
    zip.extend(count.to_le_bytes());
    zip.extend(size.to_le_bytes());
    zip.extend(at.to_le_bytes());
    zip.extend([0, 0]);
    zip
}

/// A zip of files as a usual tool writes it; names that end in `*` are executable.
pub(crate) fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        let (name, mode) = name.strip_suffix('*').map_or((*name, 0o644), |name| (name, 0o755));
        let options =
            SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).unix_permissions(mode);
        writer.start_file(name, options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A zip with one file of so many zeros.
pub(crate) fn zeros(name: &str, size: u64) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    writer.start_file(name, options).unwrap();
    std::io::copy(&mut std::io::Read::take(std::io::repeat(0), size), &mut writer).unwrap();
    writer.finish().unwrap().into_inner()
}

/// A zip of so many empty files, in folders of a thousand.
pub(crate) fn many(files: usize) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored).unix_permissions(0o644);
    for file in 0..files {
        writer.start_file(format!("folder{}/file{file}", file / 1_000), options).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
