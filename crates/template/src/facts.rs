//! What an evaluation must know from outside the template.

use std::collections::BTreeMap;

use tradewind_wire::Document;

/// A fact from outside. An evaluation that lacks some names them all ([`crate::Stop::Wants`]).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Want {
    /// The value of an export of the account and region: text.
    Import(String),
    /// The value of an SSM parameter that a template's parameter names (`AWS::SSM::Parameter::Value<..>`): text, or a list where
    /// `list` says so.
    Parameter {
        /// The parameter's name in SSM.
        name: String,
        /// Whether a list is wanted.
        list: bool,
    },
    /// A [dynamic reference](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html): text.
    Dynamic(Reference),
    /// The snippet that `AWS::Include` names: a document in long form ([`crate::parse_snippet`]).
    Include(String),
}

/// A dynamic reference, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reference {
    /// `{{resolve:ssm:name:version}}`.
    Ssm {
        /// The parameter's name.
        name: String,
        /// Its version; the latest where there is none.
        version: Option<u64>,
    },
    /// `{{resolve:ssm-secure:name:version}}`.
    SsmSecure {
        /// The parameter's name.
        name: String,
        /// Its version; the latest where there is none.
        version: Option<u64>,
    },
    /// `{{resolve:secretsmanager:secret-id:SecretString:json-key:version-stage:version-id}}`.
    Secret {
        /// The secret's name or ARN.
        id: String,
        /// The key in the secret's JSON; the whole text where there is none.
        key: Option<String>,
        /// The version's stage.
        stage: Option<String>,
        /// The version's id.
        version: Option<String>,
    },
}

/// The facts found so far: the value, or why there is none (a clause that becomes the fault's text).
#[derive(Clone, Default)]
pub struct Facts(BTreeMap<Want, Result<Document, String>>);

impl Facts {
    /// None.
    pub fn new() -> Facts {
        Facts::default()
    }

    /// Notes a fact.
    pub fn add(&mut self, want: Want, found: Result<Document, String>) {
        self.0.insert(want, found);
    }

    /// What is known about it.
    pub fn get(&self, want: &Want) -> Option<&Result<Document, String>> {
        self.0.get(want)
    }
}

// Values may be secrets.
impl std::fmt::Debug for Facts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}
