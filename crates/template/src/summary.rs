//! What `GetTemplateSummary` and `ValidateTemplate` say about a template.

use tradewind_wire::Document;

use crate::fault::Fault;
use crate::language::transforms;
use crate::structure::validate;
use crate::template::Template;
use crate::text::{boolean, list, text};

/// The facts about a template.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Summary {
    /// The parameters, in the template's order.
    pub parameters: Vec<Declared>,
    /// The types of its resources, each once.
    pub resource_types: Vec<String>,
    /// Its transforms.
    pub transforms: Vec<String>,
    /// `CAPABILITY_IAM`, `CAPABILITY_NAMED_IAM`, `CAPABILITY_AUTO_EXPAND`: what the caller must acknowledge.
    pub capabilities: Vec<&'static str>,
    /// Why.
    pub capabilities_reason: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// Its metadata.
    pub metadata: Option<Document>,
    /// `AWSTemplateFormatVersion`.
    pub version: Option<String>,
}

/// A parameter as a template declares it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Declared {
    /// Its name.
    pub name: String,
    /// Its type.
    pub type_name: String,
    /// Its default.
    pub default: Option<String>,
    /// Whether its value is a secret.
    pub no_echo: bool,
    /// Its description.
    pub description: Option<String>,
    /// `AllowedValues`.
    pub allowed_values: Vec<String>,
}

/// Types that [grant permissions](https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html), with the
/// property that names them.
const GRANTING: [(&str, Option<&str>); 8] = [
    ("AWS::IAM::AccessKey", None),
    ("AWS::IAM::Group", Some("GroupName")),
    ("AWS::IAM::InstanceProfile", Some("InstanceProfileName")),
    ("AWS::IAM::ManagedPolicy", Some("ManagedPolicyName")),
    ("AWS::IAM::Policy", None),
    ("AWS::IAM::Role", Some("RoleName")),
    ("AWS::IAM::User", Some("UserName")),
    ("AWS::IAM::UserToGroupAddition", None),
];

/// The facts about a template, before or after its transforms.
///
/// # Errors
/// What [`validate`] finds wrong with it.
pub fn summary(template: &Template) -> Result<Summary, Fault> {
    validate(template)?;
    let root = &template.root;
    let transforms = transforms(root)?;
    let resources = root.get("Resources").map(Document::entries).unwrap_or_default();
    let mut resource_types: Vec<String> = Vec::new();
    for (_, resource) in resources {
        let name = resource.get("Type").and_then(Document::as_str).unwrap_or_default();
        if !name.is_empty() && resource_types.iter().all(|known| known != name) {
            resource_types.push(name.to_owned());
        }
    }
    let (capabilities, capabilities_reason) = capabilities(root, &resource_types, &transforms);
    let declared = root.get("Parameters").map(Document::entries).unwrap_or_default();
    Ok(Summary {
        parameters: declared.iter().map(|(name, declaration)| parameter(name, declaration)).collect(),
        resource_types,
        transforms,
        capabilities,
        capabilities_reason,
        description: root.get("Description").and_then(text),
        metadata: root.get("Metadata").cloned(),
        version: root.get("AWSTemplateFormatVersion").and_then(text),
    })
}

fn parameter(name: &str, declaration: &Document) -> Declared {
    let member = |member: &str| declaration.get(member).and_then(text);
    let allowed = declaration.get("AllowedValues").map(Document::items).unwrap_or_default();
    Declared {
        name: name.to_owned(),
        type_name: member("Type").unwrap_or_default(),
        default: member("Default"),
        no_echo: declaration.get("NoEcho").and_then(boolean).unwrap_or(false),
        description: member("Description"),
        allowed_values: allowed.iter().filter_map(text).collect(),
    }
}

/// What must be acknowledged, and why.
fn capabilities(root: &Document, types: &[String], transforms: &[String]) -> (Vec<&'static str>, Option<String>) {
    let granting: Vec<&str> =
        types.iter().map(String::as_str).filter(|name| GRANTING.iter().any(|(known, _)| known == name)).collect();
    let resources = root.get("Resources").map(Document::entries).unwrap_or_default();
    let named = resources.iter().any(|(_, resource)| {
        let name = resource.get("Type").and_then(Document::as_str).unwrap_or_default();
        let naming = GRANTING.iter().find(|(known, _)| *known == name).and_then(|(_, naming)| *naming);
        naming.is_some_and(|naming| resource.get("Properties").and_then(|properties| properties.get(naming)).is_some())
    });
    let (mut capabilities, mut reasons) = (Vec::new(), Vec::new());
    if !granting.is_empty() {
        capabilities.push(if named { "CAPABILITY_NAMED_IAM" } else { "CAPABILITY_IAM" });
        reasons.push(format!("The following resource(s) require capabilities: {}", list(&granting)));
    }
    if !transforms.is_empty() {
        capabilities.push("CAPABILITY_AUTO_EXPAND");
        reasons.push(format!("The following transform(s) require capabilities: {}", list(transforms)));
    }
    let reason = (!reasons.is_empty()).then(|| reasons.join(" "));
    (capabilities, reason)
}
