//! Types of parameters.

/// What a [type](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html) says about
/// values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Type {
    /// What the text, or each element of it, is.
    pub(crate) element: Element,
    /// Whether the text is a list, parted by commas.
    pub(crate) list: bool,
    /// Whether the text names a parameter of SSM, whose value counts.
    pub(crate) ssm: bool,
}

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Element {
    /// Any text.
    Text,
    /// A number.
    Number,
    /// The name or id of something, which this server does not look up.
    Name,
}

/// Types that name things of AWS. A template may also have lists of them.
const NAMES: [&str; 10] = [
    "AWS::EC2::AvailabilityZone::Name",
    "AWS::EC2::Image::Id",
    "AWS::EC2::Instance::Id",
    "AWS::EC2::KeyPair::KeyName",
    "AWS::EC2::SecurityGroup::GroupName",
    "AWS::EC2::SecurityGroup::Id",
    "AWS::EC2::Subnet::Id",
    "AWS::EC2::VPC::Id",
    "AWS::EC2::Volume::Id",
    "AWS::Route53::HostedZone::Id",
];

/// The name of a parameter of SSM, which is not looked up.
const NAME: &str = "AWS::SSM::Parameter::Name";

impl Type {
    /// By its name; nothing for names that are none.
    pub(crate) fn of(name: &str) -> Option<Type> {
        if let Some(inner) = name.strip_prefix("AWS::SSM::Parameter::Value<").and_then(|rest| rest.strip_suffix('>')) {
            let inner = if inner == NAME { "String" } else { inner };
            let inner = Type::plain(inner)?;
            return Some(Type { element: Element::Text, ssm: true, ..inner });
        }
        if name == NAME {
            return Some(Type { element: Element::Name, list: false, ssm: false });
        }
        Type::plain(name)
    }

    fn plain(name: &str) -> Option<Type> {
        if name == "CommaDelimitedList" {
            return Some(Type { element: Element::Text, list: true, ssm: false });
        }
        let (name, list) = match name.strip_prefix("List<").and_then(|rest| rest.strip_suffix('>')) {
            Some(inner) => (inner, true),
            None => (name, false),
        };
        let element = match name {
            "String" => Element::Text,
            "Number" => Element::Number,
            other if NAMES.contains(&other) => Element::Name,
            _ => return None,
        };
        Some(Type { element, list, ssm: false })
    }
}
