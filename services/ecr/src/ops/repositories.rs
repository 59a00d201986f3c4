//! CreateRepository, DescribeRepositories, DeleteRepository.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_store::decode;
use tradewind_wire::Document;

use crate::api::{
    CreateRepositoryRequest, CreateRepositoryResponse, DeleteRepositoryRequest, DeleteRepositoryResponse,
    DescribeRepositoriesRequest, DescribeRepositoriesResponse, EncryptionConfiguration,
};
use crate::error::EcrError;
use crate::repository::{Place, Repository};
use crate::{Ecr, keys};

/// How many repositories a page has where nobody says.
const PAGE: usize = 100;

/// Makes a repository.
pub(crate) async fn create_repository(
    ecr: Arc<Ecr>,
    ctx: Context,
    input: CreateRepositoryRequest,
) -> Result<CreateRepositoryResponse, EcrError> {
    let encryption = encryption(&ecr, &ctx, input.encryption_configuration).await?;
    let place = Place::new(&ctx, input.registry_id, input.repository_name);
    let scanning = input.image_scanning_configuration;
    let mut repository = Repository {
        scan_on_push: scanning.and_then(|scanning| scanning.scan_on_push).unwrap_or_default(),
        encryption,
        ..Repository::default()
    };
    repository.set_mutability(input.image_tag_mutability, input.image_tag_mutability_exclusion_filters)?;
    repository.tag(input.tags.unwrap_or_default())?;
    ecr.own(&ctx).write(ctx.mark(), |tx, ()| {
        place.is_free(tx.view())?;
        repository.created = tx.now().as_micros();
        place.put(tx, &repository);
        Ok(CreateRepositoryResponse { repository: Some(place.told(&repository)) })
    })
}

/// The kind of encryption and its key: AWS's own for the registry where none is named.
async fn encryption(
    ecr: &Ecr,
    ctx: &Context,
    asked: Option<EncryptionConfiguration>,
) -> Result<(String, Option<String>), EcrError> {
    let Some(EncryptionConfiguration { encryption_type, kms_key }) = asked else {
        return Ok(("AES256".to_owned(), None));
    };
    if encryption_type == "AES256" {
        return match kms_key {
            None => Ok((encryption_type, None)),
            Some(_) => Err(EcrError::invalid("kmsKey", "must not be given with the encryption type AES256")),
        };
    }
    let wanted = kms_key.unwrap_or_else(|| "alias/aws/ecr".to_owned());
    let input = Document::from([("KeyId", wanted.into())]);
    let origin = ctx.origin(ctx.principal().clone());
    let answer = ecr.parts.cloud.call(&origin, "kms", "DescribeKey", input).await;
    let answer = answer.map_err(|error| {
        let text = error.message.unwrap_or_else(|| error.code.to_string());
        EcrError::Coded("KmsException", text)
    })?;
    let arn = answer.get("KeyMetadata").and_then(|key| key.get("Arn")?.as_str()).map(str::to_owned);
    Ok((encryption_type, arn))
}

/// Describes the named repositories, or all in the order of their names.
pub(crate) async fn describe_repositories(
    ecr: Arc<Ecr>,
    ctx: Context,
    input: DescribeRepositoriesRequest,
) -> Result<DescribeRepositoriesResponse, EcrError> {
    if input.repository_names.is_some() && (input.next_token.is_some() || input.max_results.is_some()) {
        let why = "must not be given together with maxResults or nextToken";
        return Err(EcrError::invalid("repositoryNames", why));
    }
    let size = input.max_results.and_then(|size| usize::try_from(size).ok()).unwrap_or(PAGE);
    let after = input.next_token.as_deref().map(after).transpose()?;
    let registry = input.registry_id;
    ecr.own(&ctx).read(ctx.mark(), |view, ()| {
        if let Some(names) = input.repository_names {
            let told = |name: String| {
                let place = Place::new(&ctx, registry.clone(), name);
                Ok::<_, EcrError>(place.told(&place.find(*view)?))
            };
            let repositories = names.into_iter().map(told).collect::<Result<_, _>>()?;
            return Ok(DescribeRepositoriesResponse { repositories: Some(repositories), next_token: None });
        }
        let (mut repositories, mut next_token) = (Vec::new(), None);
        let own = registry.as_deref().is_none_or(|registry| registry == ctx.account());
        for row in view.scan(tradewind_store::prefix(keys::repositories())).take_while(|_| own) {
            let (key, row) = row?;
            let name = keys::read_name(&key)?;
            if after.as_ref().is_some_and(|after| name <= *after) {
                continue;
            }
            if repositories.len() == size {
                next_token = repositories
                    .last()
                    .and_then(|last: &crate::api::Repository| last.repository_name.as_ref())
                    .map(hex::encode);
                break;
            }
            let place = Place::new(&ctx, None, name);
            repositories.push(place.told(&decode(&row)?));
        }
        Ok(DescribeRepositoriesResponse { repositories: Some(repositories), next_token })
    })
}

/// The name a token stands for.
fn after(token: &str) -> Result<String, EcrError> {
    let read = hex::decode(token).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    read.ok_or_else(|| EcrError::invalid("nextToken", "Invalid token"))
}

/// Deletes a repository. It can't hold images, so nothing has to be forced.
pub(crate) async fn delete_repository(
    ecr: Arc<Ecr>,
    ctx: Context,
    input: DeleteRepositoryRequest,
) -> Result<DeleteRepositoryResponse, EcrError> {
    let place = Place::new(&ctx, input.registry_id, input.repository_name);
    ecr.own(&ctx).write(ctx.mark(), |tx, ()| {
        let repository = place.find(tx.view())?;
        place.delete(tx);
        Ok(DeleteRepositoryResponse { repository: Some(place.told(&repository)) })
    })
}
