//! `AWS::Serverless::WebSocketApi`: a web socket API with its routes, integrations and stage.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-websocketapi.html>

use crate::check::{ANY, BOOL, MAP, MUST, TEXT, Table, a_map, check};
use crate::domain::{self, For, Owner};
use crate::intrinsics::{is_intrinsic, reference, sub, sub_with};
use crate::names::alphanumeric;
use crate::value::{Map, Text, Value, list, map};
use crate::world::{Made, World, depend, inherited, kept};
use crate::{Fault, python};

/// SAM's mark on web socket APIs.
const MARK: &str = "websocketapi:createdBy";

const TABLE: Table = &[
    ("AccessLogSettings", MAP),
    ("ApiKeySelectionExpression", TEXT),
    ("Auth", MAP),
    ("DefaultRouteSettings", ANY),
    ("Description", TEXT),
    ("DisableExecuteApiEndpoint", BOOL),
    ("DisableSchemaValidation", BOOL),
    ("Domain", ANY),
    ("IpAddressType", TEXT),
    ("Name", TEXT),
    ("PropagateTags", BOOL),
    ("RouteSelectionExpression", TEXT | MUST),
    ("RouteSettings", ANY),
    ("Routes", MAP | MUST),
    ("StageName", TEXT),
    ("StageVariables", MAP),
    ("Tags", MAP),
];

const ROUTE: &[&str] = &[
    "ApiKeyRequired",
    "ModelSelectionExpression",
    "OperationName",
    "RequestModels",
    "RequestParameters",
    "RouteResponseSelectionExpression",
];

/// What the parts of one API share.
struct Api<'a> {
    id: &'a str,
    given: &'a Map,
    stage_name: Value,
    inherited: Map,
    tags: Map,
}

/// Makes what a web socket API becomes.
pub(crate) fn transform(world: &mut World<'_>, id: &str, resource: &Map) -> Result<(), Fault> {
    let empty = Map::new();
    let given = resource.given("Properties").and_then(Value::as_map).unwrap_or(&empty);
    check(id, "AWS::Serverless::WebSocketApi", given, TABLE)?;
    let routes = given.given("Routes").and_then(Value::as_map).cloned().unwrap_or_default();
    refuse(id, given, &routes)?;
    let mut tags = given.given("Tags").and_then(Value::as_map).cloned().unwrap_or_default();
    tags.set(MARK, "SAM");
    let stage_name = given.given("StageName").cloned().unwrap_or_else(|| "default".into());
    let api = Api { id, given, stage_name, inherited: inherited(resource), tags };
    let mut properties = map! { "Name" => id, "ProtocolType" => "WEBSOCKET", "Tags" => api.tags.clone() };
    properties.copy(
        given,
        &[
            "ApiKeySelectionExpression",
            "Description",
            "DisableExecuteApiEndpoint",
            "DisableSchemaValidation",
            "IpAddressType",
            "Name",
            "RouteSelectionExpression",
        ],
    );
    world.add(Made::new(id, "AWS::ApiGatewayV2::Api", properties).with(&kept(resource)));
    let mut made = Vec::new();
    for (key, route) in routes.iter() {
        made.push(api.route(world, key, route)?);
    }
    let stage = api.stage(world, &made);
    world.attribute(id, "Stage", &stage);
    api.domain(world, &stage)
}

fn refuse(id: &str, given: &Map, routes: &Map) -> Result<(), Fault> {
    for key in ["DefaultRouteSettings", "RouteSettings"] {
        if let Some(settings) = given.given(key) {
            a_map(id, settings, key)?;
        }
    }
    if let Some(kind) = given.given("IpAddressType").filter(|kind| !is_intrinsic(kind))
        && !matches!(kind.as_str(), Some("ipv4" | "dualstack"))
    {
        return Err(Fault::resource(id, "IpAddressType must be 'ipv4' or 'dualstack'."));
    }
    if routes.is_empty() {
        return Err(Fault::resource(id, "WebSocket API must have at least one route."));
    }
    let wrong = |(key, route): (&Text, &Value)| &**key != "$connect" && route.get("RequestParameters").is_some();
    if routes.iter().any(wrong) {
        let message = "Request parameters are only supported for the $connect route in WebSocket APIs.";
        return Err(Fault::resource(id, message));
    }
    match given.given("Auth").and_then(Value::as_map) {
        Some(auth) => refuse_auth(id, auth),
        None => Ok(()),
    }
}

/// How clients are authorised: `NONE`, `AWS_IAM`, `CUSTOM`.
fn auth_type(auth: &Map) -> String {
    auth.given("AuthType").map(python::str3).unwrap_or_default().to_uppercase()
}

fn refuse_auth(id: &str, auth: &Map) -> Result<(), Fault> {
    let kind = auth_type(auth);
    match kind.as_str() {
        "NONE" | "AWS_IAM" if auth.len() > 1 => {
            Err(Fault::resource(id, format!("No additional configurations supported for AuthType {kind}.")))
        }
        "NONE" | "AWS_IAM" => Ok(()),
        "CUSTOM" if auth.given("AuthArn").is_none() => Err(Fault::resource(id, "Property 'Auth.AuthArn' is required.")),
        "CUSTOM" => {
            let known = ["AuthType", "AuthArn", "IdentitySource", "InvokeRole", "Name"];
            match auth.keys().find(|key| !known.contains(&&***key)) {
                Some(key) => Err(Fault::resource(id, format!("Invalid key '{}' for 'Auth' property.", &**key))),
                None => Ok(()),
            }
        }
        _ => Err(Fault::resource(id, "AuthType is not one of AWS_IAM, CUSTOM or NONE.")),
    }
}

fn invocations(variable: &str, function: &Value) -> Value {
    let uri = format!(
        "arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{{variable}}}/invocations"
    );
    sub_with(uri, map! { variable => function })
}

/// `$connect` is `Connect` in logical ids.
fn route_name(key: &str) -> String {
    let plain = alphanumeric(key);
    let mut letters = plain.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

impl Api<'_> {
    fn add(&self, world: &mut World<'_>, id: &str, kind: &str, properties: Map) {
        world.add(Made::new(id, kind, properties).with(&self.inherited));
    }

    /// A route with its integration; answers its logical id.
    fn route(&self, world: &mut World<'_>, key: &Text, route: &Value) -> Result<String, Fault> {
        let Some((route, function)) = route.as_map().and_then(|route| Some((route, route.given("FunctionArn")?)))
        else {
            return Err(Fault::resource(self.id, format!("Property 'Routes.{}.FunctionArn' is required.", &**key)));
        };
        let name = |what: &str| format!("{}{}{what}", self.id, route_name(key));
        let (integration, id) = (name("Integration"), name("Route"));
        let mut properties = map! {
            "ApiId" => reference(self.id),
            "IntegrationType" => "AWS_PROXY",
            "IntegrationUri" => invocations("FunctionArn", function),
        };
        properties.maybe("TimeoutInMillis", route.given("IntegrationTimeout").cloned());
        self.add(world, &integration, "AWS::ApiGatewayV2::Integration", properties);
        self.permit(world, &name("Permission"), function, &format!("/{}", &**key), true);
        let target = map! { "Fn::Join" => list!["/", list!["integrations", reference(integration.as_str())]] };
        let mut properties = map! { "ApiId" => reference(self.id), "RouteKey" => key, "Target" => target };
        properties.copy(route, ROUTE);
        if &**key == "$connect" {
            self.authorize(world, &mut properties);
        }
        self.add(world, &id, "AWS::ApiGatewayV2::Route", properties);
        Ok(id)
    }

    fn permit(&self, world: &mut World<'_>, id: &str, function: &Value, route: &str, staged: bool) {
        let arn = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}";
        let source = match (&self.stage_name, staged) {
            (Value::Text(stage), true) => sub(format!("{arn}:${{{}.ApiId}}/{}{route}", self.id, &**stage)),
            (stage, true) => {
                let text = format!("{arn}:${{{}.ApiId}}/${{__Stage__}}{route}", self.id);
                sub_with(text, map! { "__Stage__" => stage })
            }
            (_, false) => sub(format!("{arn}:${{{}.ApiId}}{route}", self.id)),
        };
        let properties = map! {
            "Action" => "lambda:InvokeFunction",
            "FunctionName" => function,
            "Principal" => "apigateway.amazonaws.com",
            "SourceArn" => source,
        };
        self.add(world, id, "AWS::Lambda::Permission", properties);
    }

    /// Clients are authorised when they connect.
    fn authorize(&self, world: &mut World<'_>, route: &mut Map) {
        let Some(auth) = self.given.given("Auth").and_then(Value::as_map) else { return };
        let kind = auth_type(auth);
        route.set("AuthorizationType", kind.as_str());
        let Some(function) = auth.given("AuthArn").filter(|_| kind == "CUSTOM") else { return };
        let id = format!("{}ConnectAuthorizer", self.id);
        let mut properties = map! {
            "ApiId" => reference(self.id),
            "AuthorizerType" => "REQUEST",
            "AuthorizerUri" => invocations("AuthArn", function),
            "Name" => id.as_str(),
        };
        properties.copy(auth, &["IdentitySource", "Name"]);
        match auth.given("InvokeRole") {
            Some(role) => properties.set("AuthorizerCredentialsArn", role),
            None => self.permit(world, &format!("{id}Permission"), function, "/authorizers/*", false),
        }
        route.set("AuthorizerId", reference(id.as_str()));
        self.add(world, &id, "AWS::ApiGatewayV2::Authorizer", properties);
    }

    fn stage(&self, world: &mut World<'_>, routes: &[String]) -> String {
        let id = match self.given.given("StageName").and_then(Value::as_str) {
            Some(name) => format!("{}{}Stage", self.id, alphanumeric(name)),
            None if self.given.given("StageName").is_some() => format!("{}Stage", self.id),
            None => format!("{}DefaultStage", self.id),
        };
        let mut properties = map! {
            "ApiId" => reference(self.id),
            "AutoDeploy" => true,
            "StageName" => self.stage_name.clone(),
            "Tags" => self.tags.clone(),
        };
        properties.copy(self.given, &["AccessLogSettings", "DefaultRouteSettings", "RouteSettings", "StageVariables"]);
        let mut attributes = self.inherited.clone();
        if self.given.given("RouteSettings").is_some() {
            routes.iter().for_each(|route| depend(&mut attributes, route));
        }
        world.add(Made::new(id.as_str(), "AWS::ApiGatewayV2::Stage", properties).with(&attributes));
        id
    }

    fn domain(&self, world: &mut World<'_>, stage: &str) -> Result<(), Fault> {
        let Some(domain) = self.given.given("Domain") else { return Ok(()) };
        let propagated = self.given.given("PropagateTags").is_some_and(Value::truthy);
        let marked = map! { MARK => "SAM" };
        let owner = Owner {
            id: self.id,
            stage,
            inherited: &self.inherited,
            tags: None,
            tag_map: Some(if propagated { &self.tags } else { &marked }),
            sockets: true,
        };
        domain::add(world, &owner, domain, For::Version2)
    }
}
