//! Objects under the kill: keys that are overwritten and uploads in parts, and what a restarted server must have of them.
//!
//! Every lane has keys of its own and one connection, so the order of what it asked is known. After a restart a key must hold what
//! was acknowledged last, or what was asked for afterwards without an answer; whole, and under its ETag.

mod check;
mod content;
mod known;

use std::cell::RefCell;
use std::rc::Rc;

pub(crate) use self::check::check;
pub(crate) use self::known::Known;

use self::content::{Body, PARTS, tag};
use crate::dice::Dice;
use crate::error::Error;
use crate::kill9::lanes::Round;
use crate::kill9::ledger::FaultKind;
use crate::objects::Connection;

/// The bucket of a run.
pub(crate) const BUCKET: &str = "kill9";
/// Keys of one lane and kind.
const KEYS: u64 = 3;
/// A small body, which lies in the journal, and one that is a file of its own, in bytes.
const SIZES: [usize; 2] = [3_000, 256 << 10];
/// Lanes: one overwrites small and large bodies, one uploads in parts.
pub(crate) const LANES: u64 = 3;

/// One connection of the load.
pub(crate) struct ObjectLane {
    round: Rc<Round>,
    known: Rc<RefCell<Known>>,
    index: u64,
    dice: Dice,
}

impl ObjectLane {
    /// The `index`-th lane: the last uploads in parts, the others overwrite.
    #[must_use]
    pub(crate) fn new(round: &Rc<Round>, known: &Rc<RefCell<Known>>, index: u64, dice: Dice) -> Self {
        Self { round: Rc::clone(round), known: Rc::clone(known), index, dice }
    }

    /// Works until the connection breaks. That it does before the kill is a fault, and so is every refusal.
    pub(crate) async fn work(mut self, mut connection: Connection) {
        loop {
            let turn = if self.index + 1 == LANES {
                self.upload(&mut connection).await
            } else if self.dice.chance(8) {
                self.delete(&mut connection).await
            } else {
                self.overwrite(&mut connection).await
            };
            if let Err(error) = turn {
                let broke = matches!(error, Error::Io { .. } | Error::Closed(_));
                if !(broke && self.round.killed.get()) {
                    let text = format!("object lane {}: {error}", self.index);
                    self.round.ledger.borrow_mut().fault(FaultKind::Other, text);
                }
                return;
            }
        }
    }

    fn key(&mut self) -> (String, usize) {
        let kind = usize::from(self.dice.chance(50));
        (format!("lane-{}/{kind}/{}", self.index, self.dice.between(0, KEYS)), SIZES[kind])
    }

    fn acknowledged(&self, key: &str) {
        self.known.borrow_mut().acknowledged(key);
        let mut tally = self.round.tally.get();
        tally.objects += 1;
        self.round.tally.set(tally);
    }

    async fn overwrite(&mut self, connection: &mut Connection) -> Result<(), Error> {
        let (key, size) = self.key();
        let body = Body::Whole { seed: self.dice.roll(), size };
        self.known.borrow_mut().tried(&key, Some(body));
        connection.ask("PUT", &format!("/{BUCKET}/{key}"), &body.bytes()).await?;
        self.acknowledged(&key);
        Ok(())
    }

    async fn delete(&mut self, connection: &mut Connection) -> Result<(), Error> {
        let (key, _) = self.key();
        self.known.borrow_mut().tried(&key, None);
        connection.ask("DELETE", &format!("/{BUCKET}/{key}"), &[]).await?;
        self.acknowledged(&key);
        Ok(())
    }

    /// Begins an upload, sends its parts, and completes it, unless the dice leave it as it is.
    async fn upload(&mut self, connection: &mut Connection) -> Result<(), Error> {
        let key = format!("uploads/{}", self.dice.between(0, KEYS));
        let seed = self.dice.roll();
        let path = format!("/{BUCKET}/{key}");
        let begun = connection.fetch("POST", &format!("{path}?uploads="), &[]).await?;
        let id = tag(&String::from_utf8_lossy(begun), "UploadId")
            .ok_or_else(|| Error::Unexpected("an upload without an id".to_owned()))?;
        self.known.borrow_mut().begun(&key, &id, seed);
        let mut listed = String::from("<CompleteMultipartUpload>");
        for number in 1..=PARTS.len() {
            let bytes = content::part(seed, number);
            let asked = format!("{path}?partNumber={number}&uploadId={id}");
            connection.ask("PUT", &asked, &bytes).await?;
            self.known.borrow_mut().part(&id, number);
            let etag = content::etag(&bytes);
            listed += &format!("<Part><ETag>\"{etag}\"</ETag><PartNumber>{number}</PartNumber></Part>");
        }
        if self.dice.chance(20) {
            return Ok(());
        }
        listed += "</CompleteMultipartUpload>";
        self.known.borrow_mut().tried(&key, Some(Body::Parts { seed }));
        self.known.borrow_mut().completing(&id);
        connection.ask("POST", &format!("{path}?uploadId={id}"), listed.as_bytes()).await?;
        self.known.borrow_mut().completed(&id);
        self.acknowledged(&key);
        Ok(())
    }
}
