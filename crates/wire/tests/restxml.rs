//! restXml: bodies as AWS documents them for S3, read and written.

use bytes::Bytes;
use tradewind_clock::Timestamp;
use tradewind_wire::{
    Body, DecodeError, ErrorDocument, Malformed, Protocol, RestAnswer, RestHead, ServiceWire, Shape, Stream,
    decode_rest, encode_rest, from_document, respond_error, respond_rest, to_document,
};

const S3: ServiceWire = ServiceWire { xml_namespace: "http://s3.amazonaws.com/doc/2006-03-01/", ..ServiceWire::JSON };

/// What every body begins with.
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

fn read<T: Shape>(body: &str) -> Result<T, DecodeError> {
    decode_rest(Protocol::RestXml, &RestHead::default(), Bytes::copy_from_slice(body.as_bytes()))
}

fn written<T: Shape>(output: &T) -> String {
    let RestAnswer { body, headers, .. } = encode_rest(&S3, Protocol::RestXml, output);
    let text = String::from_utf8(body.into_bytes().expect("bytes")).expect("text");
    let is_xml = headers.iter().any(|(name, value)| name == "content-type" && value == "application/xml");
    assert_eq!(is_xml, !text.is_empty(), "{text}");
    text.strip_prefix(HEAD).unwrap_or(&text).replace(" xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"", "")
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Owner {
    #[shape(name = "ID")]
    id: Option<String>,
    display_name: Option<String>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Bucket {
    name: Option<String>,
    creation_date: Option<Timestamp>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "ListAllMyBucketsResult")]
struct ListBucketsOutput {
    #[shape(item(query = "Bucket"))]
    buckets: Option<Vec<Bucket>>,
    owner: Option<Owner>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Object {
    key: Option<String>,
    last_modified: Option<Timestamp>,
    #[shape(name = "ETag")]
    e_tag: Option<String>,
    size: Option<i64>,
    storage_class: Option<String>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct CommonPrefix {
    prefix: Option<String>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "ListBucketResult")]
struct ListObjectsV2Output {
    name: Option<String>,
    prefix: Option<String>,
    key_count: Option<i32>,
    max_keys: Option<i32>,
    is_truncated: Option<bool>,
    #[shape(flat)]
    contents: Option<Vec<Object>>,
    #[shape(flat)]
    common_prefixes: Option<Vec<CommonPrefix>>,
    #[shape(header = "x-amz-request-charged")]
    request_charged: Option<String>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Grantee {
    #[shape(name = "ID")]
    id: Option<String>,
    display_name: Option<String>,
    #[shape(name = "URI")]
    uri: Option<String>,
    #[shape(name = "Type", required, query = "xsi:type", attribute)]
    kind: String,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Grant {
    #[shape(namespace = "http://www.w3.org/2001/XMLSchema-instance", prefix = "xsi")]
    grantee: Option<Grantee>,
    permission: Option<String>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct AccessControlPolicy {
    owner: Option<Owner>,
    #[shape(query = "AccessControlList", item(query = "Grant"))]
    grants: Option<Vec<Grant>>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct PutBucketAclRequest {
    #[shape(payload)]
    access_control_policy: Option<AccessControlPolicy>,
    #[shape(header = "x-amz-acl")]
    acl: Option<String>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct CompletedPart {
    #[shape(name = "ETag")]
    e_tag: Option<String>,
    part_number: Option<i32>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct CompletedMultipartUpload {
    #[shape(query = "Part", flat)]
    parts: Option<Vec<CompletedPart>>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct CompleteMultipartUploadRequest {
    #[shape(payload, query = "CompleteMultipartUpload")]
    multipart_upload: Option<CompletedMultipartUpload>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct ObjectIdentifier {
    #[shape(required)]
    key: String,
    version_id: Option<String>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Delete {
    #[shape(required, query = "Object", flat)]
    objects: Vec<ObjectIdentifier>,
    quiet: Option<bool>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct DeleteObjectsRequest {
    #[shape(required, payload)]
    delete: Delete,
    #[shape(query_param = "max-keys")]
    max_keys: Option<i32>,
    #[shape(query_param = "fetch-owner")]
    fetch_owner: Option<bool>,
    #[shape(header = "If-Modified-Since")]
    since: Option<Timestamp>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Tag {
    #[shape(required)]
    key: String,
    #[shape(required)]
    value: String,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "Tagging")]
struct GetObjectTaggingOutput {
    #[shape(header = "x-amz-version-id")]
    version_id: Option<String>,
    #[shape(item(query = "Tag"))]
    tag_set: Vec<Tag>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Expiration {
    date: Option<Timestamp>,
    days: Option<i32>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Transition {
    days: Option<i32>,
    storage_class: Option<String>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct And {
    prefix: Option<String>,
    #[shape(query = "Tag", flat)]
    tags: Option<Vec<Tag>>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Filter {
    prefix: Option<String>,
    and: Option<And>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Rule {
    expiration: Option<Expiration>,
    #[shape(name = "ID")]
    id: Option<String>,
    filter: Option<Filter>,
    #[shape(required)]
    status: String,
    #[shape(query = "Transition", flat)]
    transitions: Option<Vec<Transition>>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct LifecycleConfiguration {
    #[shape(required, query = "Rule", flat)]
    rules: Vec<Rule>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct PutBucketLifecycleRequest {
    #[shape(payload)]
    lifecycle_configuration: Option<LifecycleConfiguration>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "LocationConstraint")]
struct GetBucketLocationOutput {
    #[shape(query = "")]
    location_constraint: Option<String>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct CreateBucketConfiguration {
    location_constraint: Option<String>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct CreateBucketRequest {
    #[shape(payload)]
    create_bucket_configuration: Option<CreateBucketConfiguration>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct CopyObjectResult {
    #[shape(name = "ETag")]
    e_tag: Option<String>,
    last_modified: Option<Timestamp>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct CopyObjectOutput {
    #[shape(payload)]
    copy_object_result: Option<CopyObjectResult>,
    #[shape(header = "x-amz-version-id")]
    version_id: Option<String>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct PutObjectOutput {
    #[shape(name = "ETag", header = "ETag")]
    e_tag: Option<String>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct PutObjectRequest {
    #[shape(payload)]
    body: Option<Stream>,
    #[shape(headers = "x-amz-meta-")]
    metadata: Option<std::collections::BTreeMap<String, String>>,
}

fn at(text: &str) -> Timestamp {
    let document = tradewind_wire::Document::from([("CreationDate", text.into())]);
    from_document::<Bucket>(document).expect("a bucket").creation_date.expect("a date")
}

#[test]
fn outputs_are_written_as_documented() {
    let buckets = ListBucketsOutput {
        buckets: Some(vec![Bucket {
            name: Some("amzn-s3-demo-bucket".to_owned()),
            creation_date: Some(at("2019-12-11T23:32:47+00:00")),
        }]),
        owner: Some(Owner { id: Some("AIDACKCEVSQ6C2EXAMPLE".to_owned()), display_name: None }),
    };
    assert_eq!(
        written(&buckets),
        "<ListAllMyBucketsResult><Buckets><Bucket><Name>amzn-s3-demo-bucket</Name>\
         <CreationDate>2019-12-11T23:32:47.000Z</CreationDate></Bucket></Buckets>\
         <Owner><ID>AIDACKCEVSQ6C2EXAMPLE</ID></Owner></ListAllMyBucketsResult>"
    );
    let object = Object {
        key: Some("a&b<c>\u{1}\r".to_owned()),
        last_modified: Some(at("2009-10-12T17:50:30.000Z")),
        e_tag: Some("\"fba9dede5f27731c9771645a39863328\"".to_owned()),
        size: Some(434_234),
        storage_class: Some("STANDARD".to_owned()),
    };
    let list = ListObjectsV2Output {
        name: Some("quotes".to_owned()),
        prefix: Some(String::new()),
        key_count: Some(2),
        max_keys: Some(1000),
        is_truncated: Some(false),
        contents: Some(vec![object]),
        common_prefixes: Some(vec![CommonPrefix { prefix: Some("photos/".to_owned()) }]),
        request_charged: None,
    };
    assert_eq!(
        written(&list),
        "<ListBucketResult><Name>quotes</Name><Prefix></Prefix><KeyCount>2</KeyCount><MaxKeys>1000</MaxKeys>\
         <IsTruncated>false</IsTruncated><Contents><Key>a&amp;b&lt;c&gt;&#x1;&#xD;</Key>\
         <LastModified>2009-10-12T17:50:30.000Z</LastModified>\
         <ETag>&quot;fba9dede5f27731c9771645a39863328&quot;</ETag><Size>434234</Size>\
         <StorageClass>STANDARD</StorageClass></Contents>\
         <CommonPrefixes><Prefix>photos/</Prefix></CommonPrefixes></ListBucketResult>"
    );
    let tags = GetObjectTaggingOutput {
        version_id: Some("null".to_owned()),
        tag_set: vec![Tag { key: "k".to_owned(), value: "v".to_owned() }],
    };
    assert_eq!(written(&tags), "<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>");
    let location = |region: Option<&str>| GetBucketLocationOutput { location_constraint: region.map(str::to_owned) };
    assert_eq!(written(&location(Some("eu-west-1"))), "<LocationConstraint>eu-west-1</LocationConstraint>");
    assert_eq!(written(&location(None)), "<LocationConstraint></LocationConstraint>");
    let copied = CopyObjectOutput {
        copy_object_result: Some(CopyObjectResult {
            e_tag: Some("\"9b2cf535f27731c974343645a3985328\"".to_owned()),
            last_modified: Some(at("2009-10-12T17:50:30.000Z")),
        }),
        version_id: None,
    };
    assert_eq!(
        written(&copied),
        "<CopyObjectResult><ETag>&quot;9b2cf535f27731c974343645a3985328&quot;</ETag>\
         <LastModified>2009-10-12T17:50:30.000Z</LastModified></CopyObjectResult>"
    );
    assert_eq!(written(&PutObjectOutput { e_tag: Some("\"x\"".to_owned()) }), "");
    assert_eq!(written(&CopyObjectOutput::default()), "");
    let whole = encode_rest(&S3, Protocol::RestXml, &location(None)).body.into_bytes().unwrap();
    assert_eq!(
        String::from_utf8(whole).unwrap(),
        format!("{HEAD}<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"></LocationConstraint>")
    );
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html>
const ACL: &str = "<AccessControlPolicy><Owner><ID>75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a</ID>\
<DisplayName>CustomersName@amazon.com</DisplayName></Owner><AccessControlList><Grant>\
<Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"CanonicalUser\">\
<ID>75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a</ID>\
<DisplayName>CustomersName@amazon.com</DisplayName></Grantee><Permission>FULL_CONTROL</Permission></Grant>\
<Grant><Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"Group\">\
<URI>http://acs.amazonaws.com/groups/global/AllUsers</URI></Grantee><Permission>READ</Permission></Grant>\
</AccessControlList></AccessControlPolicy>";

#[test]
fn attributes_go_both_ways() {
    let policy = read::<PutBucketAclRequest>(ACL).unwrap().access_control_policy.unwrap();
    let grants = policy.grants.as_ref().unwrap();
    let grantee = grants[0].grantee.as_ref().unwrap();
    assert_eq!(grantee.kind, "CanonicalUser");
    assert_eq!(
        grants[1].grantee.as_ref().unwrap().uri.as_deref(),
        Some("http://acs.amazonaws.com/groups/global/AllUsers")
    );
    let output = PutBucketAclRequest { access_control_policy: Some(policy), acl: None };
    assert_eq!(written(&output), ACL);
    // Any prefix will do, and so will any quotes.
    let other = ACL.replace("xmlns:xsi", "xmlns:i").replace("xsi:type=\"Group\"", "i:type='Gr&#111;up'");
    assert_eq!(read::<PutBucketAclRequest>(&other).unwrap().access_control_policy, output.access_control_policy);
    // A document has it as a member.
    assert_eq!(from_document::<PutBucketAclRequest>(to_document(&output)), Ok(output));
    let none = read::<PutBucketAclRequest>(&ACL.replace(" xsi:type=\"Group\"", ""));
    assert!(matches!(none, Err(DecodeError::Violations(_))), "{none:?}");
}

#[test]
fn inputs_are_read_as_clients_write_them() {
    let upload = "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\r\n  <Part>\r\n    \
                  <PartNumber> 1 </PartNumber><ETag>\"a54357aff0632cce46d942af68356b38\"</ETag></Part>\
                  <!-- two --><Part><ETag>&quot;0c78aef83f66abc1fa1e8477f296d394&quot;</ETag>\
                  <PartNumber>2</PartNumber></Part></CompleteMultipartUpload>";
    let parts = read::<CompleteMultipartUploadRequest>(upload).unwrap().multipart_upload.unwrap().parts.unwrap();
    let found: Vec<_> = parts.iter().map(|part| (part.part_number, part.e_tag.as_deref().unwrap())).collect();
    assert_eq!(
        found,
        [(Some(1), "\"a54357aff0632cce46d942af68356b38\""), (Some(2), "\"0c78aef83f66abc1fa1e8477f296d394\"")]
    );
    // Flattened lists may have other elements between theirs.
    let delete = "\u{feff}<?xml version='1.0' encoding='utf-8'?><Delete><Object><Key>a&#10;&#x1;</Key></Object>\
                  <Quiet>true</Quiet><Object><Key><![CDATA[<b>&amp;]]></Key><VersionId>v</VersionId></Object></Delete>\n";
    let delete = read::<DeleteObjectsRequest>(delete).unwrap().delete;
    let keys: Vec<_> = delete.objects.iter().map(|object| object.key.as_str()).collect();
    assert_eq!((keys, delete.quiet), (vec!["a\n\u{1}", "<b>&amp;"], Some(true)));
    let rules = "<LifecycleConfiguration><Rule><ID>id</ID><Filter><And><Prefix>p/ </Prefix><Tag><Key>a</Key><Value/></Tag>\
                 <Tag><Key>b</Key><Value>c</Value></Tag></And></Filter><Status>Enabled</Status>\
                 <Transition><Days>30</Days><StorageClass>GLACIER</StorageClass></Transition>\
                 <Transition><Days>60</Days></Transition>\
                 <Expiration><Date>2022-01-01T00:00:00.000Z</Date></Expiration></Rule>\
                 <Rule><Filter><Prefix></Prefix></Filter><Status>Disabled</Status></Rule></LifecycleConfiguration>";
    let rules = read::<PutBucketLifecycleRequest>(rules).unwrap().lifecycle_configuration.unwrap().rules;
    let and = rules[0].filter.as_ref().unwrap().and.as_ref().unwrap();
    assert_eq!(and.prefix.as_deref(), Some("p/ "));
    assert_eq!(and.tags.as_ref().unwrap()[0], Tag { key: "a".to_owned(), value: String::new() });
    assert_eq!(rules[0].transitions.as_ref().unwrap().len(), 2);
    assert_eq!(rules[0].expiration.as_ref().unwrap().date, Some(at("2022-01-01T00:00:00Z")));
    assert_eq!(rules[1].filter.as_ref().unwrap().prefix.as_deref(), Some(""));
    let bucket = "<s3:CreateBucketConfiguration xmlns:s3=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
                  <s3:LocationConstraint>eu-west-1</s3:LocationConstraint></s3:CreateBucketConfiguration>";
    let bucket = read::<CreateBucketRequest>(bucket).unwrap().create_bucket_configuration.unwrap();
    assert_eq!(bucket.location_constraint.as_deref(), Some("eu-west-1"));
    assert_eq!(read::<CreateBucketRequest>("").unwrap(), CreateBucketRequest::default());
}

#[test]
fn what_does_not_fit_the_schema_is_malformed() {
    for (body, fault) in [
        ("<Wrong><Object><Key>a</Key></Object></Wrong>", Malformed::Schema),
        ("<Delete><Other/></Delete>", Malformed::Schema),
        ("<Delete>text<Object><Key>a</Key></Object></Delete>", Malformed::Schema),
        ("<Delete><Quiet>true</Quiet><Quiet>true</Quiet></Delete>", Malformed::Schema),
    ] {
        assert_eq!(read::<DeleteObjectsRequest>(body), Err(DecodeError::Malformed(fault)), "{body}");
    }
    for body in [
        "<Delete><Object><Key><b/></Key></Object></Delete>",
        "<Delete><Quiet>maybe</Quiet></Delete>",
        "<Delete><Object><Key>a</Key></Object>",
        "<Delete><Object><Key>a</Object></Key></Delete>",
        "<Delete></Delete><Delete></Delete>",
        "<Delete></Delete>text",
        "text",
        "<!-- nothing -->",
        "<Delete><Object><Key>&#0;</Key></Object></Delete>",
        "<Delete><Object><Key>&#xD800;</Key></Object></Delete>",
        "<Delete><Object><Key>&#+1;</Key></Object></Delete>",
        "<Delete a=\"1\" a=\"2\"/>",
        "<Delete a=\"<\"/>",
        "<Delete><Object><Key>a & b</Key></Object></Delete>",
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?><Delete/>",
        "\u{0}",
    ] {
        let error = read::<DeleteObjectsRequest>(body).unwrap_err();
        assert!(matches!(error, DecodeError::Malformed(_)), "{body}: {error:?}");
        let document = error.to_document(Protocol::RestXml);
        assert_eq!((document.code.as_ref(), document.status), ("MalformedXML", 400), "{body}");
    }
    let bytes = decode_rest::<DeleteObjectsRequest>(
        Protocol::RestXml,
        &RestHead::default(),
        Bytes::from_static(b"<Delete>\xff</Delete>"),
    );
    assert_eq!(bytes, Err(DecodeError::Malformed(Malformed::Utf8(8))));
    let empty = read::<DeleteObjectsRequest>("").unwrap_err();
    assert_eq!(empty, DecodeError::NoBody);
    assert_eq!(empty.to_document(Protocol::RestXml).code, "MissingRequestBodyError");
}

#[test]
fn hostile_documents_are_refused_before_they_cost_anything() {
    let laughs = "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol1 \"&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;\">]>\
                  <Delete><Object><Key>&lol1;</Key></Object></Delete>";
    let file =
        "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Delete><Object><Key>&x;</Key></Object></Delete>";
    for body in [laughs, file, "<Delete><Object><Key>&lol;</Key></Object></Delete>", "<!DOCTYPE Delete><Delete/>"] {
        assert_eq!(read::<DeleteObjectsRequest>(body), Err(DecodeError::Malformed(Malformed::Entity)), "{body}");
    }
    let deep = "<Delete>".repeat(100_000);
    assert_eq!(read::<DeleteObjectsRequest>(&deep), Err(DecodeError::Malformed(Malformed::Depth)));
    let wide = format!("<Delete>{}</Delete>", "<Object/>".repeat(200_001));
    assert_eq!(read::<DeleteObjectsRequest>(&wide), Err(DecodeError::Malformed(Malformed::TooManyParameters)));
    let attributes: String = (0..100).map(|i| format!(" a{i}=\"\"")).collect();
    let many = format!("<Delete{attributes}/>");
    assert_eq!(read::<DeleteObjectsRequest>(&many), Err(DecodeError::Malformed(Malformed::TooManyParameters)));
}

#[test]
fn what_is_wrong_in_the_head_is_an_invalid_argument() {
    let body = Bytes::from_static(b"<Delete><Object><Key>a</Key></Object></Delete>");
    let told = |query: &str, header: Option<&'static str>| {
        let mut head = RestHead { query: query.to_owned(), ..RestHead::default() };
        if let Some(value) = header {
            head.headers.insert("if-modified-since", value.parse().unwrap());
        }
        let error = decode_rest::<DeleteObjectsRequest>(Protocol::RestXml, &head, body.clone()).unwrap_err();
        let document = error.to_document(Protocol::RestXml);
        assert_eq!((document.code.as_ref(), document.status), ("InvalidArgument", 400));
        let extra =
            |name| document.extra.iter().find(|(found, _)| *found == name).unwrap().1.as_str().unwrap().to_owned();
        (document.message.clone().unwrap(), extra("ArgumentName"), extra("ArgumentValue"))
    };
    let own = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
    let text = "Provided max-keys not an integer or within integer range";
    assert_eq!(told("max-keys=abc", None), own(text, "max-keys", "abc"));
    assert_eq!(told("max-keys=2147483648", None), own(text, "max-keys", "2147483648"));
    assert_eq!(told("fetch-owner=x", None).1, "fetch-owner");
    assert_eq!(told("", Some("never")).2, "never");
}

#[test]
fn payloads_that_stream_come_as_they_are() {
    const { assert!(PutObjectRequest::STREAMS && !DeleteObjectsRequest::STREAMS && !PutObjectOutput::STREAMS) };
    let mut head = RestHead::default();
    head.headers.insert("x-amz-meta-color", "red".parse().unwrap());
    let stream = Stream::once(Bytes::from_static(b"not looked at"));
    let read: PutObjectRequest = decode_rest(Protocol::RestXml, &head, stream.clone()).unwrap();
    assert_eq!(read.body, Some(stream));
    assert_eq!(read.metadata.unwrap()["color"], "red");
    let read: PutObjectRequest = decode_rest(Protocol::RestXml, &head, Bytes::from_static(b"whole")).unwrap();
    let chunks = futures::executor::block_on_stream(read.body.unwrap().take().unwrap());
    assert_eq!(chunks.map(Result::unwrap).collect::<Vec<_>>(), ["whole"]);
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct HeadOutput {
    #[shape(header = "Content-Type")]
    content_type: Option<String>,
    #[shape(status_code)]
    status: Option<i32>,
}

#[test]
fn a_head_says_what_the_object_is_and_nothing_of_a_document() {
    for (status, wanted) in [(None, 200), (Some(206), 206)] {
        let output = HeadOutput { content_type: Some("text/plain".to_owned()), status };
        let answer = encode_rest(&S3, Protocol::RestXml, &output);
        let response = respond_rest(Protocol::RestXml, 200, answer, "4442587FB7D0A2F9");
        let types: Vec<_> = response.headers.iter().filter(|(name, _)| name == "content-type").collect();
        assert_eq!((response.status, types.len(), types[0].1.as_str()), (wanted, 1, "text/plain"));
        assert_eq!(response.body, Body::default());
    }
}

#[test]
fn errors_are_s3s() {
    let error = ErrorDocument::sender("NoSuchKey", "The resource you requested does not exist")
        .with_status(404)
        .with("Resource", "/mybucket/my<photo>.jpg")
        .with("Size", 7);
    let response = respond_error(&S3, Protocol::RestXml, &error, "4442587FB7D0A2F9");
    let host = |headers: &[(std::borrow::Cow<'static, str>, String)]| {
        headers.iter().find(|(name, _)| name == "x-amz-id-2").unwrap().1.clone()
    };
    let id = host(&response.headers);
    assert_eq!(id.len(), 76);
    assert_eq!(response.status, 404);
    assert!(response.headers.contains(&("x-amz-request-id".into(), "4442587FB7D0A2F9".to_owned())));
    assert!(response.headers.contains(&("content-type".into(), "application/xml".to_owned())));
    let body = String::from_utf8(response.body.into_bytes().unwrap()).unwrap();
    assert_eq!(
        body,
        format!(
            "{HEAD}<Error><Code>NoSuchKey</Code><Message>The resource you requested does not exist</Message>\
             <Resource>/mybucket/my&lt;photo&gt;.jpg</Resource><Size>7</Size><RequestId>4442587FB7D0A2F9</RequestId>\
             <HostId>{id}</HostId></Error>"
        )
    );
    let answer = encode_rest(&S3, Protocol::RestXml, &PutObjectOutput { e_tag: Some("\"x\"".to_owned()) });
    let response = respond_rest(Protocol::RestXml, 200, answer, "4442587FB7D0A2F9");
    assert_eq!(host(&response.headers), id);
    assert!(response.headers.contains(&("etag".into(), "\"x\"".to_owned())));
    assert!(!response.headers.iter().any(|(name, _)| name == "content-type" || name == "x-amzn-requestid"));
    assert_eq!(response.body, Body::default());
    let id = tradewind_wire::request_id(Protocol::RestXml, "0a1b2c3d-0000-4000-8000-00004e5f6a7b".to_owned());
    assert_eq!(id, "0A1B2C3D4E5F6A7B");
}

#[test]
fn a_stream_ends_with_the_error_its_client_is_told() {
    let error = ErrorDocument::sender("IncompleteBody", "You did not provide the number of bytes");
    let ended = error.clone().into_stream_error();
    assert_eq!(ErrorDocument::of_stream(&ended), Some(error));
    assert_eq!(ErrorDocument::of_stream(&std::io::Error::other("gone")), None);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 512, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_document_is_read_or_refused(tokens in proptest::collection::vec(proptest::sample::select(&[
        "<Delete>", "</Delete>", "<Object>", "</Object>", "<Key>", "</Key>", "<Quiet/>", "<Delete", ">", "a", "&amp;", "&#x1;",
        "&", ";", "<!--", "-->", "<![CDATA[", "]]>", "<?xml?>", "<!DOCTYPE", " x=\"1\"", "'", "\u{feff}", "\r\n", "é",
    ][..]), 0..40)) {
        let body = tokens.concat();
        if let Ok(read) = read::<DeleteObjectsRequest>(&body) {
            let text = written(&DeleteObjectsRequest { delete: read.delete.clone(), ..DeleteObjectsRequest::default() });
            proptest::prop_assert_eq!(self::read::<DeleteObjectsRequest>(&text).map(|read| read.delete), Ok(read.delete));
        }
    }
}
