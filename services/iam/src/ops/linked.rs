//! Service-linked roles: made for a service, and changed by nobody else.
//!
//! Their names and policies are facts of the services' documentation; a service that is not in the table is refused.

use serde::{Deserialize, Serialize};
use tradewind_cloud::Context;
use tradewind_store::{Record, encode};

use crate::api::{
    CreateServiceLinkedRoleRequest, CreateServiceLinkedRoleResponse, DeleteServiceLinkedRoleRequest,
    DeleteServiceLinkedRoleResponse, GetServiceLinkedRoleDeletionStatusRequest,
    GetServiceLinkedRoleDeletionStatusResponse, Role,
};
use crate::counts::Counts;
use crate::error::IamError;
use crate::identity::{self, Identity, Kind, RolePart};
use crate::{Iam, keys, limits, policy};

/// A service that has such a role.
struct Linked {
    service: &'static str,
    /// What stands behind `AWSServiceRoleFor`.
    name: &'static str,
    /// The name of its policy under `aws-service-role/`.
    policy: &'static str,
    /// Whether an account may have several, kept apart by a suffix.
    suffix: bool,
}

const fn linked(service: &'static str, name: &'static str, policy: &'static str) -> Linked {
    Linked { service, name, policy, suffix: false }
}

const LINKED: &[Linked] = &[
    Linked { suffix: true, ..linked("autoscaling.amazonaws.com", "AutoScaling", "AutoScalingServiceRolePolicy") },
    linked("ecs.amazonaws.com", "ECS", "AmazonECSServiceRolePolicy"),
    linked("elasticloadbalancing.amazonaws.com", "ElasticLoadBalancing", "AWSElasticLoadBalancingServiceRolePolicy"),
    linked("ops.apigateway.amazonaws.com", "APIGateway", "APIGatewayServiceRolePolicy"),
    linked(
        "dynamodb.application-autoscaling.amazonaws.com",
        "ApplicationAutoScaling_DynamoDBTable",
        "AWSApplicationAutoscalingDynamoDBTablePolicy",
    ),
    linked(
        "lambda.application-autoscaling.amazonaws.com",
        "ApplicationAutoScaling_LambdaConcurrency",
        "AWSApplicationAutoscalingLambdaConcurrencyPolicy",
    ),
    linked(
        "ecs.application-autoscaling.amazonaws.com",
        "ApplicationAutoScaling_ECSService",
        "AWSApplicationAutoscalingECSServicePolicy",
    ),
    linked("replication.dynamodb.amazonaws.com", "DynamoDBReplication", "DynamoDBReplicationServiceRolePolicy"),
    linked(
        "kinesisreplication.dynamodb.amazonaws.com",
        "DynamoDBKinesisDataStreamsReplication",
        "DynamoDBKinesisReplicationServiceRolePolicy",
    ),
    linked(
        "apidestinations.events.amazonaws.com",
        "AmazonEventBridgeApiDestinations",
        "AmazonEventBridgeApiDestinationsServiceRolePolicy",
    ),
    linked("events.amazonaws.com", "CloudWatchEvents", "CloudWatchEventsServiceRolePolicy"),
    linked("replicator.lambda.amazonaws.com", "LambdaReplicator", "AWSLambdaReplicator"),
    linked("es.amazonaws.com", "AmazonElasticsearchService", "AmazonElasticsearchServiceRolePolicy"),
    linked("opensearchservice.amazonaws.com", "AmazonOpenSearchService", "AmazonOpenSearchServiceRolePolicy"),
    linked("rds.amazonaws.com", "RDS", "AmazonRDSServiceRolePolicy"),
    linked("elasticache.amazonaws.com", "ElastiCache", "ElastiCacheServiceRolePolicy"),
    linked("kafka.amazonaws.com", "Kafka", "KafkaServiceRolePolicy"),
    linked("spot.amazonaws.com", "EC2Spot", "AWSEC2SpotServiceRolePolicy"),
    linked("ssm.amazonaws.com", "AmazonSSM", "AmazonSSMServiceRolePolicy"),
    linked("cloudtrail.amazonaws.com", "CloudTrail", "CloudTrailServiceRolePolicy"),
    linked("organizations.amazonaws.com", "Organizations", "AWSOrganizationsServiceTrustPolicy"),
    linked("securityhub.amazonaws.com", "SecurityHub", "AWSSecurityHubServiceRolePolicy"),
    linked("trustedadvisor.amazonaws.com", "TrustedAdvisor", "AWSTrustedAdvisorServiceRolePolicy"),
    linked(
        "codestar-notifications.amazonaws.com",
        "CodeStarNotifications",
        "AWSCodeStarNotificationsServiceRolePolicy",
    ),
];

/// A deletion, which here has succeeded as soon as it is asked for.
#[derive(Debug, Serialize, Deserialize)]
struct Deletion {
    role: String,
}

impl Record for Deletion {
    const VERSION: u8 = 1;
}

pub(super) fn create(
    iam: &Iam,
    ctx: &Context,
    input: CreateServiceLinkedRoleRequest,
) -> Result<CreateServiceLinkedRoleResponse, IamError> {
    let service = &input.aws_service_name;
    let known = LINKED.iter().find(|linked| linked.service == service).ok_or_else(|| {
        IamError::InvalidInput(format!("{service} is not a service that this server knows a linked role of.").into())
    })?;
    let mut name = ["AWSServiceRoleFor", known.name].concat();
    if let Some(suffix) = &input.custom_suffix {
        if !known.suffix {
            return Err(IamError::InvalidInput(format!("Custom suffix is not allowed for {service}").into()));
        }
        name = [&name, "_", suffix].concat();
    }
    iam.write(ctx, |tx| {
        if identity::find(tx.view(), Kind::Role, &name)?.is_some() {
            let text =
                format!("Service role name {name} has been taken in this account, please try a different suffix.");
            return Err(IamError::InvalidInput(text.into()));
        }
        Counts::one_more(tx, Kind::Role)?;
        let mut role = Identity::new(Kind::Role, name, Some(format!("/aws-service-role/{service}/")), tx);
        role.attached = vec![["arn:aws:iam::aws:policy/aws-service-role/", known.policy].concat()];
        role.role = Some(RolePart {
            trust: trust(service),
            description: input.description.clone(),
            max_session: limits::SESSION_SECONDS,
            linked: Some(service.clone()),
        });
        for arn in &role.attached {
            policy::note_use(tx, keys::ATTACHED, arn, &role, true);
        }
        role.save(tx);
        let shape = Role { description: input.description.clone(), ..super::roles::brief(&role, ctx.account()) };
        Ok(CreateServiceLinkedRoleResponse { role: Some(shape) })
    })
}

fn trust(service: &str) -> String {
    let statement = serde_json::json!({
        "Version": "2012-10-17",
        "Statement": [{ "Action": ["sts:AssumeRole"], "Effect": "Allow", "Principal": { "Service": [service] } }],
    });
    statement.to_string()
}

pub(super) fn delete(
    iam: &Iam,
    ctx: &Context,
    input: DeleteServiceLinkedRoleRequest,
) -> Result<DeleteServiceLinkedRoleResponse, IamError> {
    iam.write(ctx, |tx| {
        let role = identity::existing(tx.view(), Kind::Role, &input.role_name)?;
        let Some(service) = role.role.as_ref().and_then(|part| part.linked.as_ref()) else {
            return Err(IamError::not_found("role", &input.role_name));
        };
        let task = format!("task/aws-service-role/{service}/{}/{}", role.name, tx.rng().uuid_v4());
        for arn in &role.attached {
            policy::note_use(tx, keys::ATTACHED, arn, &role, false);
        }
        Counts::one_less(tx, Kind::Role)?;
        tx.delete(keys::named(Kind::Role.tag(), &role.name));
        tx.put(keys::deletion(&task), encode(&Deletion { role: role.name }));
        Ok(DeleteServiceLinkedRoleResponse { deletion_task_id: task })
    })
}

pub(super) fn deletion_status(
    iam: &Iam,
    ctx: &Context,
    input: GetServiceLinkedRoleDeletionStatusRequest,
) -> Result<GetServiceLinkedRoleDeletionStatusResponse, IamError> {
    let task = input.deletion_task_id;
    let known = iam.read(ctx, |view| Ok(view.get(keys::deletion(&task))?.is_some()))?;
    if !known {
        return Err(IamError::NoSuchEntity(format!("Deletion task {task} cannot be found.")));
    }
    Ok(GetServiceLinkedRoleDeletionStatusResponse { status: "SUCCEEDED".to_owned(), reason: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws_managed;

    #[test]
    fn every_linked_role_has_a_policy_that_is_there() {
        for linked in LINKED {
            let arn = ["arn:aws:iam::aws:policy/aws-service-role/", linked.policy].concat();
            assert!(aws_managed::find(&arn).is_some(), "{arn}");
            assert!(crate::documents::check_trust(&trust(linked.service)).is_ok(), "{}", linked.service);
        }
    }
}
