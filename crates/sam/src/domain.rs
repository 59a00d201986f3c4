//! `Domain` of APIs: custom domain names, mappings of their paths, and records in Route 53.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-domainconfiguration.html>

use crate::check::{a_list, a_map, a_text};
use crate::intrinsics::{attribute, is_intrinsic, reference};
use crate::names::{alphanumeric, hashed};
use crate::value::{Map, Text, Value, list, map};
use crate::world::{Made, World};
use crate::{Fault, tags};

/// The hosted zone of all edge-optimised domains.
const CLOUDFRONT_ZONE: &str = "Z2FDTNDATAQYW2";

/// Which kind of API the domain is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum For {
    /// API Gateway's first version.
    Rest,
    /// API Gateway's second version: HTTP and WebSocket APIs.
    Version2,
}

/// What a domain is made for.
pub(crate) struct Owner<'o> {
    pub(crate) id: &'o str,
    pub(crate) stage: &'o str,
    pub(crate) inherited: &'o Map,
    /// Tags of a REST API's domain.
    pub(crate) tags: Option<&'o Map>,
    /// Tags of a domain of the second version, as a map.
    pub(crate) tag_map: Option<&'o Map>,
    /// Whether the API is of web sockets.
    pub(crate) sockets: bool,
}

/// Makes the domain, its mappings and its records.
pub(crate) fn add(world: &mut World<'_>, owner: &Owner<'_>, given: &Value, kind: For) -> Result<(), Fault> {
    let id = owner.id;
    a_map(id, given, "Domain")?;
    if is_intrinsic(given) {
        return Err(Fault::resource(id, "Property 'Domain' should be a map."));
    }
    let domain = world.resolve(given);
    let domain = a_map(id, &domain, "Domain")?.clone();
    for key in ["DomainName", "CertificateArn"] {
        if domain.given(key).is_none() {
            return Err(Fault::resource(id, format!("Property 'Domain.{key}' is required.")));
        }
    }
    let endpoint = endpoint(id, &domain, kind)?;
    let private = endpoint == "PRIVATE";
    let prefix = match kind {
        For::Rest if !private => "ApiGatewayDomainName",
        _ => "ApiGatewayDomainNameV2",
    };
    let name = domain.given("DomainName").cloned().unwrap_or_default();
    let domain_id = hashed(prefix, &name);
    let properties = match kind {
        For::Version2 => version2(id, owner, &domain, &endpoint)?,
        For::Rest => rest(id, owner, &domain, &endpoint)?,
    };
    let resource_type = match kind {
        For::Version2 => "AWS::ApiGatewayV2::DomainName",
        For::Rest if private => "AWS::ApiGateway::DomainNameV2",
        For::Rest => "AWS::ApiGateway::DomainName",
    };
    world.attribute(id, "DomainName", &domain_id);
    world.attribute(id, if private { "DomainNameV2" } else { "DomainName" }, &domain_id);
    world.add(Made::new(domain_id.as_str(), resource_type, properties).with(owner.inherited));
    if let Some(association) = domain.given("AccessAssociation") {
        associate(world, owner, association, &domain_id)?;
    }
    map_paths(world, owner, &domain, &domain_id, kind, private)?;
    if let Some(route) = domain.given("Route53") {
        records(world, owner, &domain, route, &domain_id, &endpoint)?;
    }
    Ok(())
}

fn endpoint(id: &str, domain: &Map, kind: For) -> Result<String, Fault> {
    let given = domain.given("EndpointConfiguration").and_then(Value::as_str).unwrap_or("REGIONAL").to_owned();
    let known: &[&str] = match kind {
        For::Rest => &["EDGE", "REGIONAL", "PRIVATE"],
        For::Version2 => &["REGIONAL"],
    };
    if !known.contains(&given.as_str()) {
        let names = known.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ");
        let message = format!("EndpointConfiguration for Custom Domains must be one of [{names}].");
        return Err(Fault::resource(id, message));
    }
    Ok(given)
}

fn mutual_tls(id: &str, domain: &Map) -> Result<Option<Map>, Fault> {
    let Some(given) = domain.given("MutualTlsAuthentication") else { return Ok(None) };
    let fields = "['TruststoreUri', 'TruststoreVersion']";
    let Some(given) = given.as_map().filter(|map| !map.is_empty()) else {
        let message =
            format!("MutualTlsAuthentication must be a map with at least one of the following fields {fields}.");
        return Err(Fault::resource(id, message));
    };
    let mut unknown: Vec<&str> =
        given.keys().map(|key| &**key).filter(|key| !matches!(*key, "TruststoreUri" | "TruststoreVersion")).collect();
    if !unknown.is_empty() {
        // SAM names the fields where it names resources elsewhere.
        unknown.sort_unstable();
        let message = format!("Available MutualTlsAuthentication fields are {fields}.");
        return Err(Fault::resource(unknown.join(","), message));
    }
    let mut own = Map::new();
    for key in ["TruststoreUri", "TruststoreVersion"] {
        own.maybe(key, given.given(key).filter(|value| value.truthy()).cloned());
    }
    Ok(Some(own))
}

fn rest(id: &str, owner: &Owner<'_>, domain: &Map, endpoint: &str) -> Result<Map, Fault> {
    let certificate = domain.given("CertificateArn").cloned().unwrap_or_default();
    let mut configuration = map! { "Types" => list![endpoint] };
    configuration.copy(domain, &["IpAddressType"]);
    let mut properties = map! {
        "DomainName" => domain.given("DomainName").cloned().unwrap_or_default(),
        "EndpointConfiguration" => configuration,
    };
    properties.set(if endpoint == "REGIONAL" { "RegionalCertificateArn" } else { "CertificateArn" }, certificate);
    properties.maybe("MutualTlsAuthentication", mutual_tls(id, domain)?);
    properties.copy(domain, &["SecurityPolicy", "OwnershipVerificationCertificateArn", "EndpointAccessMode"]);
    if endpoint == "PRIVATE" {
        properties.copy(domain, &["Policy"]);
    }
    properties.maybe("Tags", owner.tags.map(tags::listed));
    Ok(properties)
}

fn version2(id: &str, owner: &Owner<'_>, domain: &Map, endpoint: &str) -> Result<Map, Fault> {
    let mut configuration = map! {
        "CertificateArn" => domain.given("CertificateArn").cloned().unwrap_or_default(),
        "EndpointType" => endpoint,
    };
    configuration.copy(domain, &["OwnershipVerificationCertificateArn", "SecurityPolicy", "IpAddressType"]);
    let mut properties = map! {
        "DomainName" => domain.given("DomainName").cloned().unwrap_or_default(),
        "DomainNameConfigurations" => list![configuration],
    };
    properties.maybe("MutualTlsAuthentication", mutual_tls(id, domain)?);
    properties.maybe("Tags", owner.tag_map.cloned());
    Ok(properties)
}

fn associate(world: &mut World<'_>, owner: &Owner<'_>, given: &Value, domain_id: &str) -> Result<(), Fault> {
    let association = a_map(owner.id, given, "Domain.AccessAssociation")?;
    let endpoint = association.given("VpcEndpointId").cloned().unwrap_or_default();
    let properties = map! {
        "AccessAssociationSource" => endpoint.clone(),
        "AccessAssociationSourceType" => "VPCE",
        "DomainNameArn" => reference(domain_id),
    };
    let id = hashed("DomainNameAccessAssociation", &list![reference(domain_id), endpoint]);
    world.add(Made::new(id, "AWS::ApiGateway::DomainNameAccessAssociation", properties).with(owner.inherited));
    Ok(())
}

fn map_paths(
    world: &mut World<'_>,
    owner: &Owner<'_>,
    domain: &Map,
    domain_id: &str,
    kind: For,
    private: bool,
) -> Result<(), Fault> {
    let paths: Vec<Option<Text>> = match domain.given("BasePath") {
        None => vec![None],
        Some(given) => {
            let mut paths = Vec::new();
            for (at, path) in a_list(owner.id, given, "Domain.BasePath")?.iter().enumerate() {
                if owner.sockets && path.as_str().is_none() {
                    return Err(Fault::resource(owner.id, "Basepath must be a string."));
                }
                a_text(owner.id, path, &format!("Domain.BasePath[{at}]"))?;
                paths.push(path.as_text().cloned());
            }
            paths
        }
    };
    for path in paths {
        let plain = path.as_ref().map(|path| alphanumeric(path)).unwrap_or_default();
        let target = if private { "DomainNameArn" } else { "DomainName" };
        let mut properties = map! { target => reference(domain_id), "Stage" => reference(owner.stage) };
        let (api, key, suffix, resource_type) = match kind {
            For::Rest if private => ("RestApiId", "BasePath", "BasePathMapping", "AWS::ApiGateway::BasePathMappingV2"),
            For::Rest => ("RestApiId", "BasePath", "BasePathMapping", "AWS::ApiGateway::BasePathMapping"),
            For::Version2 => ("ApiId", "ApiMappingKey", "ApiMapping", "AWS::ApiGatewayV2::ApiMapping"),
        };
        properties.set(api, reference(owner.id));
        if let Some(path) = &path {
            let normal = domain.given("NormalizeBasePath").is_some_and(Value::truthy);
            let value = if normal { plain.clone() } else { path.trim_matches('/').to_owned() };
            properties.set(key, value);
        }
        let id = format!("{}{plain}{suffix}", owner.id);
        world.add(Made::new(id, resource_type, properties).with(owner.inherited));
    }
    Ok(())
}

/// Adds the domain's records to the group of its hosted zone, or to a group of its own.
fn records(
    world: &mut World<'_>,
    owner: &Owner<'_>,
    domain: &Map,
    route: &Value,
    domain_id: &str,
    endpoint: &str,
) -> Result<(), Fault> {
    let route = a_map(owner.id, route, "Domain.Route53")?;
    let (key, zone) = match (route.given("HostedZoneId"), route.given("HostedZoneName")) {
        (Some(zone), _) => ("HostedZoneId", zone.clone()),
        (None, Some(zone)) => ("HostedZoneName", zone.clone()),
        (None, None) => {
            let message = "HostedZoneId or HostedZoneName is required to enable Route53 support on Custom Domains.";
            return Err(Fault::resource(owner.id, message));
        }
    };
    let name = domain.given("DomainName").cloned().unwrap_or_default();
    let separate = route.given("SeparateRecordSetGroup").is_some_and(Value::truthy);
    let seed = if separate { list![zone.clone(), name.clone()] } else { zone.clone() };
    let id = hashed("RecordSetGroup", &seed);
    // Records of web socket APIs replace those that stand in the zone's group; AWS adds to them for the others alone.
    let group = world.made.get(&id).filter(|_| !owner.sockets);
    let mut sets =
        group.and_then(|group| group.at(&["Properties", "RecordSets"])).map(Value::listed).unwrap_or_default();
    let types: &[&str] = if route.given("IpV6").is_some_and(Value::truthy) { &["A", "AAAA"] } else { &["A"] };
    for kind in types {
        let record = record(route, &name, domain_id, endpoint, kind);
        if !sets.contains(&record) {
            sets.push(record);
        }
    }
    let properties = map! { key => zone, "RecordSets" => sets };
    let group = Made::new(id, "AWS::Route53::RecordSetGroup", properties);
    world.add(group.with(owner.inherited));
    Ok(())
}

fn record(route: &Map, name: &Value, domain_id: &str, endpoint: &str, kind: &str) -> Value {
    let mut target = Map::new();
    let distribution = route.given("DistributionDomainName").cloned();
    match endpoint {
        "EDGE" => {
            target.set("HostedZoneId", CLOUDFRONT_ZONE);
            let own = attribute(domain_id, "DistributionDomainName");
            target.set("DNSName", distribution.unwrap_or(own));
        }
        "PRIVATE" => {
            target.maybe("HostedZoneId", route.given("VpcEndpointHostedZoneId").cloned());
            target.maybe("DNSName", route.given("VpcEndpointDomainName").cloned());
        }
        _ => {
            target.set("HostedZoneId", attribute(domain_id, "RegionalHostedZoneId"));
            let own = attribute(domain_id, "RegionalDomainName");
            target.set("DNSName", distribution.unwrap_or(own));
        }
    }
    target.copy(route, &["EvaluateTargetHealth"]);
    let mut record = map! { "Name" => name, "Type" => kind, "AliasTarget" => target };
    record.copy(route, &["Region", "SetIdentifier"]);
    record.into()
}
