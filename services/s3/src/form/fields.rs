//! The fields of a form, by what they are called (Amazon S3 API Reference, "POST Object").

use std::collections::BTreeMap;

use tradewind_wire::{RestHead, Shape, decode_rest};

use crate::api::Tagging;
use crate::checksum::{Algorithm, Named};
use crate::error::S3Error;
use crate::object::about::Headers;
use crate::object::{About, tags};

/// What the fields of user-defined metadata begin with.
const METADATA: &str = "x-amz-meta-";
/// Fields that begin like this are for nobody.
const IGNORED: &str = "x-ignore-";
/// The place of the file's name.
const FILENAME: &str = "${filename}";

/// Fields in which nothing is put in the place of [`FILENAME`].
const VERBATIM: &[&str] = &["policy", "file", "signature", "x-amz-signature", "awsaccesskeyid", "x-amz-security-token"];

/// Fields that begin with `x-amz-` and mean something here.
const KNOWN: &[&str] = &[
    "x-amz-algorithm",
    "x-amz-checksum-algorithm",
    "x-amz-checksum-crc32",
    "x-amz-checksum-crc32c",
    "x-amz-checksum-crc64nvme",
    "x-amz-checksum-sha1",
    "x-amz-checksum-sha256",
    "x-amz-credential",
    "x-amz-date",
    "x-amz-sdk-checksum-algorithm",
    "x-amz-security-token",
    "x-amz-server-side-encryption",
    "x-amz-server-side-encryption-aws-kms-key-id",
    "x-amz-server-side-encryption-bucket-key-enabled",
    "x-amz-signature",
    "x-amz-storage-class",
    "x-amz-tagging",
    "x-amz-website-redirect-location",
];

/// A form without its file: names in lower case, with the bucket among them, and the file's name put in where a field asks for it.
#[derive(Debug)]
pub(crate) struct Form {
    fields: Vec<(String, String)>,
    metadata: BTreeMap<String, String>,
}

/// A field whose text is a Tagging document.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct TaggingField {
    #[shape(payload, required)]
    tagging: Tagging,
}

impl Form {
    /// Takes the fields of a form to a bucket; they are a list of pairs in JSON, and the one called `file` is the file's name.
    pub(crate) fn read(bucket: &str, pairs: &str) -> Result<Form, S3Error> {
        let pairs: Vec<(String, String)> = serde_json::from_str(pairs).map_err(|_| malformed())?;
        let file = pairs.iter().find(|(name, _)| name == "file").map_or("", |(_, name)| name.as_str());
        let file = file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        let mut fields = vec![("bucket".to_owned(), bucket.to_owned())];
        for (name, value) in pairs {
            let name = name.to_ascii_lowercase();
            // Which bucket it is says the request.
            if name == "bucket" {
                continue;
            }
            if fields.iter().any(|(before, _)| *before == name) {
                let text = format!("POST form contains more than one field named '{name}'.");
                return Err(S3Error::invalid_argument(text, &name, &value));
            }
            let known = KNOWN.contains(&name.as_str()) || name.starts_with(METADATA);
            if name.starts_with("x-amz-") && !known {
                let text = "A header you provided implies functionality that is not implemented";
                return Err(S3Error::new("NotImplemented", 501, text).with("Header", name));
            }
            let verbatim = VERBATIM.contains(&name.as_str()) || name.starts_with(IGNORED);
            let value = if verbatim { value } else { value.replace(FILENAME, &file) };
            fields.push((name, value));
        }
        let metadata = fields.iter().filter_map(|(name, value)| Some((name.strip_prefix(METADATA)?, value)));
        let metadata = metadata.map(|(name, value)| (name.to_owned(), value.clone())).collect();
        Ok(Form { fields, metadata })
    }

    /// A field that is not empty, by its name in lower case.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.field(name).filter(|value| !value.is_empty())
    }

    fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// All fields.
    pub(crate) fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    /// The object's key.
    pub(crate) fn key(&self) -> Result<&str, S3Error> {
        let key = self.field("key").ok_or_else(|| S3Error::told(&tradewind_wire::upload::lacking("key")))?;
        if key.is_empty() {
            return Err(S3Error::invalid_argument("User key must have a length greater than 0.", "key", ""));
        }
        Ok(key)
    }

    /// What it says about the object, as headers would.
    pub(crate) fn headers(&self) -> Headers<'_> {
        let text = |name: &str| self.get(name).map(str::to_owned);
        Headers {
            about: About {
                content_type: text("content-type"),
                cache_control: text("cache-control"),
                content_disposition: text("content-disposition"),
                content_encoding: text("content-encoding"),
                content_language: text("content-language"),
                expires: text("expires"),
                website_redirect: text("x-amz-website-redirect-location"),
                ..About::default()
            },
            metadata: Some(&self.metadata),
            tagging: self.get("x-amz-tagging"),
            storage_class: self.get("x-amz-storage-class"),
            encryption: self.get("x-amz-server-side-encryption"),
            kms_key: self.get("x-amz-server-side-encryption-aws-kms-key-id"),
            bucket_key: self.get("x-amz-server-side-encryption-bucket-key-enabled").map(|text| text == "true"),
            acl: self.get("acl"),
            ..Headers::default()
        }
    }

    /// The tags of the field `tagging`, which is a document.
    pub(crate) fn tags(&self) -> Result<Option<tags::Tags>, S3Error> {
        let Some(document) = self.get("tagging") else { return Ok(None) };
        let body = bytes::Bytes::copy_from_slice(document.as_bytes());
        let read = decode_rest::<TaggingField>(tradewind_wire::Protocol::RestXml, &RestHead::default(), body);
        let read = read.map_err(|_| S3Error::malformed_xml())?;
        tags::from_set(&read.tagging.tag_set).map(Some)
    }

    /// The checksums it names.
    pub(crate) fn checksums(&self) -> Named<'_> {
        Named {
            known: Algorithm::ALL.map(|algorithm| (algorithm, self.get(algorithm.header()))),
            refused: [("", false); 5],
        }
    }

    /// The algorithm it asks for.
    pub(crate) fn algorithm(&self) -> Option<&str> {
        self.get("x-amz-sdk-checksum-algorithm").or_else(|| self.get("x-amz-checksum-algorithm"))
    }
}

fn malformed() -> S3Error {
    let text = "The body of your POST request is not well-formed multipart/form-data.";
    S3Error::new("MalformedPOSTRequest", 400, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Form, S3Error> {
        Form::read("b-1", &serde_json::to_string(pairs).unwrap())
    }

    #[test]
    fn the_name_of_the_file() {
        for (file, key) in [
            ("a.png", "up/a.png"),
            ("C:\\dir\\a.png", "up/a.png"),
            ("/home/me/a.png", "up/a.png"),
            ("", "up/"),
            ("${filename}", "up/${filename}"),
        ] {
            let form = read(&[("Key", "up/${filename}"), ("x-amz-meta-Name", "${filename}"), ("file", file)]).unwrap();
            assert_eq!(form.key().unwrap(), key);
            assert_eq!(form.metadata.get("name").map(|name| ["up/", name].concat()).as_deref(), Some(key));
        }
    }

    #[test]
    fn what_no_form_may_say() {
        let refusal = |pairs: &[(&str, &str)]| {
            let told = read(pairs).and_then(|form| form.key().map(str::to_owned)).unwrap_err();
            (told.code().to_owned(), told.message().to_owned())
        };
        let text =
            "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.";
        assert_eq!(refusal(&[("acl", "private")]), ("InvalidArgument".to_owned(), text.to_owned()));
        assert_eq!(refusal(&[("key", "")]).1, "User key must have a length greater than 0.");
        assert_eq!(refusal(&[("key", "a"), ("Key", "b")]).0, "InvalidArgument");
        assert_eq!(refusal(&[("key", "a"), ("x-amz-object-lock-mode", "GOVERNANCE")]).0, "NotImplemented");
    }

    #[test]
    fn tags_are_a_document() {
        let tags = |text: &str| read(&[("key", "k"), ("tagging", text)]).unwrap().tags();
        let one = "<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>";
        assert_eq!(tags(one).unwrap(), Some(vec![("a".to_owned(), "1".to_owned())]));
        assert_eq!(tags("").unwrap(), None);
        assert_eq!(tags("a=1").unwrap_err().code(), "MalformedXML");
    }
}
