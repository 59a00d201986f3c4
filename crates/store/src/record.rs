//! What a row's value looks like: one version byte and a body.
//!
//! Control rows are [`Record`]s: JSON after the version byte. Hot rows are written by hand with [`Encoder`] and read with
//! [`Decoder`].

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::batch::{take_varint, varint};
use crate::error::StoreError;

/// A control row. A reader of version n reads what version n-1 wrote through [`Record::upgrade`], and refuses what is newer.
pub trait Record: Serialize + DeserializeOwned {
    /// The version this program writes, from 1.
    const VERSION: u8;

    /// Turns the body that an older version wrote into today's form. The default refuses.
    fn upgrade(from: u8, body: Value) -> Result<Value, StoreError> {
        drop(body);
        Err(StoreError::corrupt(format_args!("{} has version {from}, which nothing can upgrade", name::<Self>())))
    }
}

/// A record's stored form.
pub fn encode<R: Record>(record: &R) -> Bytes {
    let mut out = vec![R::VERSION];
    // Writing to a vector can't fail; a type whose `Serialize` fails by itself leaves a body that `decode` refuses.
    if let Err(error) = serde_json::to_writer(&mut out, record) {
        tracing::error!(%error, record = name::<R>(), "a record can't be written as JSON");
    }
    out.into()
}

/// Reads a record; one of a newer version is refused with [`StoreError::Newer`].
pub fn decode<R: Record>(bytes: &[u8]) -> Result<R, StoreError> {
    let (version, body) = bytes.split_first().ok_or_else(|| damaged::<R>("it is empty"))?;
    if *version > R::VERSION {
        return Err(StoreError::newer(name::<R>(), u32::from(*version), u32::from(R::VERSION)));
    }
    if *version == R::VERSION {
        return serde_json::from_slice(body).map_err(damaged::<R>);
    }
    let body = serde_json::from_slice(body).map_err(damaged::<R>)?;
    serde_json::from_value(R::upgrade(*version, body)?).map_err(damaged::<R>)
}

fn damaged<R>(why: impl std::fmt::Display) -> StoreError {
    StoreError::corrupt(format_args!("{}: {why}", name::<R>()))
}

fn name<R>() -> &'static str {
    let full = std::any::type_name::<R>();
    full.rsplit("::").next().unwrap_or(full)
}

/// Writes a row by hand: a version byte, then parts in a fixed order.
#[derive(Clone, Debug)]
pub struct Encoder(Vec<u8>);

impl Encoder {
    /// Starts with the version byte.
    pub fn new(version: u8) -> Self {
        Encoder::with_capacity(version, 64)
    }

    /// Starts with the version byte and room for `bytes` bytes.
    pub fn with_capacity(version: u8, bytes: usize) -> Self {
        let mut out = Vec::with_capacity(bytes + 1);
        out.push(version);
        Encoder(out)
    }

    /// A number in one to ten bytes; small numbers are short.
    pub fn varint(mut self, number: u64) -> Self {
        varint(&mut self.0, number);
        self
    }

    /// A number in eight bytes.
    pub fn u64(mut self, number: u64) -> Self {
        self.0.extend_from_slice(&number.to_le_bytes());
        self
    }

    /// One byte.
    pub fn u8(mut self, number: u8) -> Self {
        self.0.push(number);
        self
    }

    /// Yes or no.
    pub fn bool(self, yes: bool) -> Self {
        self.u8(u8::from(yes))
    }

    /// Bytes and their length.
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        varint(&mut self.0, bytes.len() as u64);
        self.0.extend_from_slice(bytes);
        self
    }

    /// Text and its length.
    pub fn str(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    /// A part that may be absent.
    pub fn option<T>(self, part: Option<T>, write: impl FnOnce(Self, T) -> Self) -> Self {
        match part {
            Some(part) => write(self.u8(1), part),
            None => self.u8(0),
        }
    }

    /// The row's value.
    pub fn finish(self) -> Bytes {
        self.0.into()
    }
}

/// Reads what an [`Encoder`] wrote, part by part. Bytes of another shape give [`StoreError::Corrupt`].
#[derive(Clone, Debug)]
pub struct Decoder<'a> {
    what: &'static str,
    version: u8,
    rest: &'a [u8],
}

impl<'a> Decoder<'a> {
    /// Reads the version byte. `what` names the row in errors; a version above `known` is refused with
    /// [`StoreError::Newer`].
    pub fn new(what: &'static str, known: u8, bytes: &'a [u8]) -> Result<Self, StoreError> {
        let (version, rest) =
            bytes.split_first().ok_or_else(|| StoreError::corrupt(format_args!("{what}: it is empty")))?;
        if *version > known {
            return Err(StoreError::newer(what, u32::from(*version), u32::from(known)));
        }
        Ok(Decoder { what, version: *version, rest })
    }

    /// The version that wrote the row.
    pub fn version(&self) -> u8 {
        self.version
    }

    /// Takes a number written by [`Encoder::varint`].
    pub fn varint(&mut self) -> Result<u64, StoreError> {
        take_varint(&mut self.rest).ok_or_else(|| self.short())
    }

    /// Takes a number written by [`Encoder::u64`].
    pub fn u64(&mut self) -> Result<u64, StoreError> {
        let (number, rest) = self.rest.split_first_chunk::<8>().ok_or_else(|| self.short())?;
        self.rest = rest;
        Ok(u64::from_le_bytes(*number))
    }

    /// Takes one byte.
    pub fn u8(&mut self) -> Result<u8, StoreError> {
        let (byte, rest) = self.rest.split_first().ok_or_else(|| self.short())?;
        self.rest = rest;
        Ok(*byte)
    }

    /// Takes yes or no.
    pub fn bool(&mut self) -> Result<bool, StoreError> {
        match self.u8()? {
            0 => Ok(false),
            1 => Ok(true),
            other => Err(StoreError::corrupt(format_args!("{}: {other} is neither yes nor no", self.what))),
        }
    }

    /// Takes bytes.
    pub fn bytes(&mut self) -> Result<&'a [u8], StoreError> {
        let length = usize::try_from(self.varint()?).map_err(|_| self.short())?;
        let (bytes, rest) = self.rest.split_at_checked(length).ok_or_else(|| self.short())?;
        self.rest = rest;
        Ok(bytes)
    }

    /// Takes text.
    pub fn str(&mut self) -> Result<&'a str, StoreError> {
        let what = self.what;
        std::str::from_utf8(self.bytes()?)
            .map_err(|_| StoreError::corrupt(format_args!("{what}: its text is not UTF-8")))
    }

    /// Takes a part that may be absent.
    pub fn option<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        if self.bool()? { read(self).map(Some) } else { Ok(None) }
    }

    /// Says that nothing must be left.
    pub fn end(self) -> Result<(), StoreError> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(StoreError::corrupt(format_args!("{}: {} bytes are left over", self.what, self.rest.len())))
        }
    }

    fn short(&self) -> StoreError {
        StoreError::corrupt(format_args!("{}: it ends too early", self.what))
    }
}
