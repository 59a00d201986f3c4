//! Properties of a resource type.

/// A property as the [resource type reference](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-template-resource-type-ref.html)
/// describes it.
#[derive(Debug, Clone, Copy)]
pub struct Property {
    /// `DelaySeconds`. `*` stands for every other name (custom resources, which take what they like).
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether a template without it is refused.
    pub required: bool,
    /// What a change of it means for a resource that exists.
    pub update: Update,
    /// Why templates that have it are refused, where AWS knows it and this server does not: a clause such as
    /// `X-Ray tracing is not built yet`.
    pub refused: Option<&'static str>,
}

/// What a property holds. The engine turns scalars into the wanted one where CloudFormation does (`"5"` into 5, `true` into
/// `"true"`), so that handlers see typed values only.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Text.
    String,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// True or false.
    Boolean,
    /// Anything: policy documents, definitions. Taken as it stands; text stays text.
    Json,
    /// A list.
    List(&'static Kind),
    /// Names of the template's choosing, and values of one kind.
    Map(&'static Kind),
    /// A structure with these members and no others.
    Object(&'static [Property]),
}

/// What a change of a property means for a resource that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Update {
    /// The resource is changed and keeps its physical id.
    InPlace,
    /// A new resource is made and the old one deleted in the clean-up.
    Replacement,
    /// The handler decides ([`crate::Handler::replaces`]).
    Conditional,
}

impl Property {
    /// An optional property that can be changed in place.
    pub const fn new(name: &'static str, kind: Kind) -> Property {
        Property { name, kind, required: false, update: Update::InPlace, refused: None }
    }

    /// The same, required.
    #[must_use]
    pub const fn required(self) -> Property {
        Property { required: true, ..self }
    }

    /// The same; a change of it replaces the resource.
    #[must_use]
    pub const fn replaces(self) -> Property {
        Property { update: Update::Replacement, ..self }
    }

    /// The same; the handler decides whether a change of it replaces the resource.
    #[must_use]
    pub const fn may_replace(self) -> Property {
        Property { update: Update::Conditional, ..self }
    }

    /// A property AWS knows and this server does not; `why` is a clause.
    pub const fn refused(name: &'static str, why: &'static str) -> Property {
        Property { refused: Some(why), ..Property::new(name, Kind::Json) }
    }
}

/// An element of a list of tags: `{"Key": .., "Value": ..}`.
pub const TAG: Kind =
    Kind::Object(&[Property::new("Key", Kind::String).required(), Property::new("Value", Kind::String).required()]);
