//! Which properties may name files of this machine.

use std::borrow::Cow;

use tradewind_wire::Document;

/// What a property names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// A function's code: a folder, a file, or an archive.
    Code,
    /// A layer's content.
    Layer,
    /// A file that goes as it is: an API's definition, a workflow.
    File,
    /// A template of a nested stack.
    Template,
}

/// How a place in a bucket is written in a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `s3://bucket/key`
    Uri,
    /// `{S3Bucket, S3Key}`
    S3Pair,
    /// `{Bucket, Key}`
    Pair,
    /// `http://host/bucket/key`
    Url,
}

impl Form {
    pub(super) fn value(self, bucket: &str, key: &str, url: &str) -> Document {
        let pair = |bucket_name, key_name| Document::from([(bucket_name, bucket.into()), (key_name, key.into())]);
        match self {
            Form::Uri => format!("s3://{bucket}/{key}").into(),
            Form::S3Pair => pair("S3Bucket", "S3Key"),
            Form::Pair => pair("Bucket", "Key"),
            Form::Url => url.into(),
        }
    }
}

/// Types, their properties that may name files, what these are, and how a bucket's place is written there.
const KNOWN: [(&str, &str, Content, Form); 11] = [
    ("AWS::Serverless::Function", "CodeUri", Content::Code, Form::Uri),
    ("AWS::Serverless::LayerVersion", "ContentUri", Content::Layer, Form::Uri),
    ("AWS::Serverless::Api", "DefinitionUri", Content::File, Form::Uri),
    ("AWS::Serverless::HttpApi", "DefinitionUri", Content::File, Form::Uri),
    ("AWS::Serverless::StateMachine", "DefinitionUri", Content::File, Form::Uri),
    ("AWS::Serverless::Application", "Location", Content::Template, Form::Url),
    ("AWS::Lambda::Function", "Code", Content::Code, Form::S3Pair),
    ("AWS::Lambda::LayerVersion", "Content", Content::Layer, Form::S3Pair),
    ("AWS::CloudFormation::Stack", "TemplateURL", Content::Template, Form::Url),
    ("AWS::ApiGateway::RestApi", "BodyS3Location", Content::File, Form::Pair),
    ("AWS::StepFunctions::StateMachine", "DefinitionS3Location", Content::File, Form::Pair),
];

/// A property that names a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it stands in the template, or shall stand.
    pub(super) path: Vec<String>,
    /// The resource's name, or `Globals`.
    pub(super) resource: String,
    /// What it names, as written.
    pub(super) named: String,
    pub(super) content: Content,
    pub(super) form: Form,
    /// The function's runtime.
    pub(super) runtime: Option<String>,
    /// `Metadata.BuildMethod`.
    pub(super) method: Option<String>,
}

impl Found {
    /// For messages.
    pub(super) fn what(&self) -> String {
        format!("{} of {}", self.path.last().map_or("", String::as_str), self.resource)
    }
}

/// All properties of a template that name files of this machine.
pub(super) fn find(template: &Document) -> Vec<Found> {
    let runtime = text_at(template, &["Globals", "Function", "Runtime"]);
    let common = text_at(template, &["Globals", "Function", "CodeUri"]);
    let mut found = Vec::new();
    if let Some(named) = common.filter(|named| is_local(named)) {
        let path = ["Globals", "Function", "CodeUri"].map(str::to_owned).to_vec();
        let (content, form) = (Content::Code, Form::Uri);
        let (resource, runtime) = ("Globals".to_owned(), runtime.map(str::to_owned));
        found.push(Found { path, resource, named: named.to_owned(), content, form, runtime, method: None });
    }
    includes(template, &mut Vec::new(), &mut found);
    let Some(Document::Map(resources)) = template.get("Resources") else { return found };
    for (name, resource) in resources {
        let Some(type_name) = resource.get("Type").and_then(Document::as_str) else { continue };
        for (_, property, content, form) in KNOWN.iter().filter(|known| known.0 == type_name) {
            let properties = resource.get("Properties");
            let written = properties.and_then(|properties| properties.get(property));
            let named = match written {
                Some(value) => value.as_str().filter(|named| is_local(named)),
                None => here(type_name, properties, common.is_some()),
            };
            let Some(named) = named else { continue };
            let own = properties.and_then(|properties| text_at(properties, &["Runtime"]));
            found.push(Found {
                path: vec!["Resources".to_owned(), name.to_string(), "Properties".to_owned(), (*property).to_owned()],
                resource: name.to_string(),
                named: named.to_owned(),
                content: *content,
                form: *form,
                runtime: own.or(runtime).map(str::to_owned),
                method: text_at(resource, &["Metadata", "BuildMethod"]).map(str::to_owned),
            });
        }
    }
    found
}

/// What `AWS::Include` names, wherever it stands.
fn includes(document: &Document, path: &mut Vec<String>, found: &mut Vec<Found>) {
    let step = |name: String, below: &Document, path: &mut Vec<String>, found: &mut Vec<Found>| {
        path.push(name);
        includes(below, path, found);
        path.pop();
    };
    match document {
        Document::Map(entries) => {
            let transforms = entries.iter().filter(|(name, _)| name == "Fn::Transform" || name == "Transform");
            found.extend(transforms.filter_map(|(name, transform)| included(path, name, transform)));
            entries.iter().for_each(|(name, below)| step(name.to_string(), below, path, found));
        }
        Document::List(elements) => {
            elements.iter().enumerate().for_each(|(at, below)| step(at.to_string(), below, path, found));
        }
        _ => {}
    }
}

fn included(path: &[String], key: &str, transform: &Document) -> Option<Found> {
    let named = text_at(transform, &["Parameters", "Location"]).filter(|named| is_local(named))?;
    let resource = match path {
        [section, name, ..] if section == "Resources" => name.clone(),
        _ => "the template".to_owned(),
    };
    let below = [key, "Parameters", "Location"].map(str::to_owned);
    (text_at(transform, &["Name"]) == Some("AWS::Include")).then(|| Found {
        path: path.iter().cloned().chain(below).collect(),
        resource,
        named: named.to_owned(),
        content: Content::File,
        form: Form::Uri,
        runtime: None,
        method: None,
    })
}

/// A function of SAM's that says nothing about its code has it beside the template.
fn here(type_name: &str, properties: Option<&Document>, common: bool) -> Option<&'static str> {
    let says = |name: &str| properties.is_some_and(|properties| properties.get(name).is_some());
    let elsewhere = common || ["InlineCode", "ImageUri", "PackageType"].into_iter().any(says);
    (type_name == "AWS::Serverless::Function" && !elsewhere).then_some(".")
}

fn is_local(named: &str) -> bool {
    !["s3://", "http://", "https://"].iter().any(|scheme| named.starts_with(scheme))
}

fn text_at<'a>(document: &'a Document, path: &[&str]) -> Option<&'a str> {
    path.iter().try_fold(document, |at, step| at.get(step))?.as_str()
}

/// Puts a value at a path, making what is missing on the way.
pub(super) fn put(document: &mut Document, path: &[String], value: Document) {
    let Some((step, rest)) = path.split_first() else {
        *document = value;
        return;
    };
    if let (Document::List(elements), Ok(at)) = (&mut *document, step.parse::<usize>()) {
        if let Some(below) = elements.get_mut(at) {
            put(below, rest, value);
        }
        return;
    }
    if !matches!(document, Document::Map(_)) {
        *document = Document::Map(Vec::new());
    }
    let Document::Map(entries) = document else { return };
    let at = entries.iter().position(|(name, _)| name == step.as_str()).unwrap_or_else(|| {
        entries.push((Cow::Owned(step.clone()), Document::Null));
        entries.len() - 1
    });
    if let Some((_, below)) = entries.get_mut(at) {
        put(below, rest, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(template: &str) -> Vec<(String, String, Option<String>)> {
        let template = tradewind_template::parse(template).unwrap();
        find(&template.root).into_iter().map(|one| (one.path.join("/"), one.named, one.runtime)).collect()
    }

    fn expected(path: &str, named: &str, runtime: Option<&str>) -> (String, String, Option<String>) {
        (path.into(), named.into(), runtime.map(str::to_owned))
    }

    #[test]
    fn files_of_this_machine_are_found() {
        let template = "
            Globals: {Function: {Runtime: python3.12}}
            Resources:
              A: {Type: AWS::Serverless::Function, Properties: {CodeUri: src/, Runtime: nodejs22.x}}
              B: {Type: AWS::Serverless::Function, Properties: {CodeUri: s3://b/k}}
              C: {Type: AWS::Serverless::Function, Properties: {InlineCode: 'x'}}
              D: {Type: AWS::Serverless::Function}
              E: {Type: AWS::Lambda::Function, Properties: {Code: {ZipFile: 'x'}}}
              F: {Type: AWS::Lambda::Function, Properties: {Code: a.zip}}
              G: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ./inner.yaml}}
              H: {Type: AWS::Serverless::Application, Properties: {Location: {ApplicationId: x}}}
        ";
        let property = |name: &str, property: &str| format!("Resources/{name}/Properties/{property}");
        assert_eq!(
            found(template),
            [
                expected(&property("A", "CodeUri"), "src/", Some("nodejs22.x")),
                expected(&property("D", "CodeUri"), ".", Some("python3.12")),
                expected(&property("F", "Code"), "a.zip", Some("python3.12")),
                expected(&property("G", "TemplateURL"), "./inner.yaml", Some("python3.12")),
            ]
        );
    }

    #[test]
    fn common_code_is_packed_once() {
        let template = "
            Globals: {Function: {CodeUri: src}}
            Resources: {A: {Type: AWS::Serverless::Function}, B: {Type: AWS::Serverless::Function}}
        ";
        assert_eq!(found(template), [expected("Globals/Function/CodeUri", "src", None)]);
    }

    #[test]
    fn includes_are_found_wherever_they_stand() {
        let template = "
            Resources:
              A:
                Type: T
                Properties: {Body: {'Fn::Transform': {Name: AWS::Include, Parameters: {Location: api.yaml}}}}
              B:
                Type: T
                Properties: {All: [x, {'Fn::Transform': {Name: AWS::Include, Parameters: {Location: s3://b/k}}},
                  {'Fn::Transform': {Name: Own, Parameters: {Location: other}}},
                  {'Fn::Transform': {Name: AWS::Include, Parameters: {Location: list.json}}}]}
        ";
        let location = "Fn::Transform/Parameters/Location";
        let body = expected(&format!("Resources/A/Properties/Body/{location}"), "api.yaml", None);
        let listed = expected(&format!("Resources/B/Properties/All/3/{location}"), "list.json", None);
        assert_eq!(found(template), [body, listed]);
        let mut root = tradewind_template::parse(template).unwrap().root;
        for one in find(&root) {
            put(&mut root, &one.path, "s3://b/put".into());
        }
        assert_eq!(find(&root), []);
    }

    #[test]
    fn values_are_put_where_nothing_was() {
        let mut document = Document::from([("A", Document::from([("Type", "T".into())]))]);
        put(&mut document, &["A".into(), "Properties".into(), "Code".into()], "x".into());
        let at = document.get("A").and_then(|a| a.get("Properties")).and_then(|a| a.get("Code"));
        assert_eq!(at, Some(&Document::from("x")));
        assert_eq!(document.get("A").and_then(|a| a.get("Type")), Some(&Document::from("T")));
    }
}
