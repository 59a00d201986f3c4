//! `Globals`: properties that all resources of a type share.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html>

use crate::fault::{Fault, Place};
use crate::intrinsics::is_intrinsic;
use crate::value::{Map, Value};

const SECTIONS: &[(&str, &str, &[&str])] = &[
    (
        "Api",
        "AWS::Serverless::Api",
        &[
            "Auth",
            "Name",
            "DefinitionUri",
            "CacheClusterEnabled",
            "CacheClusterSize",
            "MergeDefinitions",
            "Variables",
            "EndpointConfiguration",
            "MethodSettings",
            "BinaryMediaTypes",
            "MinimumCompressionSize",
            "Cors",
            "GatewayResponses",
            "AccessLogSetting",
            "CanarySetting",
            "TracingEnabled",
            "OpenApiVersion",
            "Domain",
            "AlwaysDeploy",
            "PropagateTags",
            "SecurityPolicy",
            "EndpointAccessMode",
        ],
    ),
    (
        "CapacityProvider",
        "AWS::Serverless::CapacityProvider",
        &["VpcConfig", "OperatorRole", "Tags", "InstanceRequirements", "ScalingConfig", "KmsKeyArn", "PropagateTags"],
    ),
    (
        "Function",
        "AWS::Serverless::Function",
        &[
            "Handler",
            "Runtime",
            "CodeUri",
            "DeadLetterQueue",
            "Description",
            "MemorySize",
            "Timeout",
            "VpcConfig",
            "Environment",
            "Tags",
            "PropagateTags",
            "Tracing",
            "KmsKeyArn",
            "AutoPublishAlias",
            "AutoPublishAliasAllProperties",
            "Layers",
            "DeploymentPreference",
            "RolePath",
            "PermissionsBoundary",
            "ReservedConcurrentExecutions",
            "ProvisionedConcurrencyConfig",
            "AssumeRolePolicyDocument",
            "EventInvokeConfig",
            "FileSystemConfigs",
            "CodeSigningConfigArn",
            "Architectures",
            "SnapStart",
            "EphemeralStorage",
            "FunctionUrlConfig",
            "RuntimeManagementConfig",
            "LoggingConfig",
            "RecursiveLoop",
            "SourceKMSKeyArn",
            "TenancyConfig",
            "CapacityProviderConfig",
            "FunctionScalingConfig",
            "PublishToLatestPublished",
            "DurableConfig",
            "VersionDeletionPolicy",
        ],
    ),
    (
        "HttpApi",
        "AWS::Serverless::HttpApi",
        &[
            "Auth",
            "AccessLogSettings",
            "StageVariables",
            "Tags",
            "CorsConfiguration",
            "DefaultRouteSettings",
            "Domain",
            "RouteSettings",
            "FailOnWarnings",
            "PropagateTags",
        ],
    ),
    ("LayerVersion", "AWS::Serverless::LayerVersion", &["PublishLambdaVersion"]),
    ("SimpleTable", "AWS::Serverless::SimpleTable", &["SSESpecification"]),
    ("StateMachine", "AWS::Serverless::StateMachine", &["PropagateTags"]),
    (
        "WebSocketApi",
        "AWS::Serverless::WebSocketApi",
        &[
            "AccessLogSettings",
            "ApiKeySelectionExpression",
            "DefaultRouteSettings",
            "DisableExecuteApiEndpoint",
            "DisableSchemaValidation",
            "Domain",
            "IpAddressType",
            "PropagateTags",
            "RouteSettings",
            "RouteSelectionExpression",
            "StageVariables",
            "Tags",
        ],
    ),
];

/// Merges the section into the resources. An unknown section or property is refused.
pub(crate) fn apply(globals: &Value, resources: &mut Map) -> Result<(), Fault> {
    let Some(globals) = globals.as_map() else {
        return Err(fault("It must be a non-empty dictionary".to_owned()));
    };
    for (name, section) in globals.iter() {
        let Some((_, kind, known)) = SECTIONS.iter().find(|(known, ..)| *known == &**name) else {
            let names: Vec<&str> = SECTIONS.iter().map(|(name, ..)| *name).collect();
            return Err(fault(format!(
                "'{}' is not supported. Must be one of the following values - {}",
                &**name,
                quoted(&names)
            )));
        };
        let Some(section) = section.as_map() else {
            return Err(fault(format!("Value of '{}' section must be a dictionary", &**name)));
        };
        if let Some(key) = section.keys().find(|key| !known.contains(&&***key)) {
            return Err(fault(format!(
                "'{}' is not a supported property of '{}'. Must be one of the following values - {}",
                &**key,
                &**name,
                quoted(known)
            )));
        }
        merge_into(resources, kind, section);
    }
    Ok(())
}

fn fault(message: String) -> Fault {
    Fault { place: Place::Globals, message }
}

fn quoted(names: &[&str]) -> String {
    format!("[{}]", names.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", "))
}

fn merge_into(resources: &mut Map, kind: &str, section: &Map) {
    for (_, resource) in resources.iter_mut() {
        let Some(resource) = resource.as_map_mut() else { continue };
        if resource.get("Type").and_then(Value::as_str) != Some(kind) {
            continue;
        }
        let mut section = section.clone();
        match resource.get("IgnoreGlobals") {
            Some(Value::Text(all)) if &**all == "*" => continue,
            Some(Value::List(names)) => {
                for name in names.iter().filter_map(Value::as_str) {
                    section.remove(name);
                }
            }
            _ => {}
        }
        match resource.get("Properties") {
            None | Some(Value::Null) => resource.set("Properties", section),
            Some(Value::Map(own)) => {
                let merged = merge(&section.into(), &own.clone().into());
                resource.set("Properties", merged);
            }
            Some(_) => {}
        }
    }
}

/// Maps are merged key by key, lists are joined, anything else is the resource's own.
pub(crate) fn merge(global: &Value, local: &Value) -> Value {
    match (global, local) {
        (Value::Map(a), Value::Map(b)) if !is_intrinsic(global) && !is_intrinsic(local) => {
            let mut merged = a.clone();
            for (key, value) in b.iter() {
                let value = match a.get(key) {
                    Some(shared) => merge(shared, value),
                    None => value.clone(),
                };
                merged.set(key, value);
            }
            merged.into()
        }
        (Value::List(a), Value::List(b)) => Value::List(a.iter().chain(b).cloned().collect()),
        _ => local.clone(),
    }
}
