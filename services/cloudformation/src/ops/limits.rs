//! `DescribeAccountLimits`.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::CloudFormation;
use crate::api::{AccountLimit, DescribeAccountLimitsInput, DescribeAccountLimitsOutput};
use crate::error::CloudFormationError;

/// Quotas as AWS names them: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_AccountLimit.html>.
const LIMITS: [(&str, i32); 3] = [("StackLimit", 2000), ("StackOutputsLimit", 200), ("ConcurrentResourcesLimit", 2500)];

pub(super) async fn describe_account_limits(
    _: Arc<CloudFormation>,
    _: Context,
    _: DescribeAccountLimitsInput,
) -> Result<DescribeAccountLimitsOutput, CloudFormationError> {
    let limit = |(name, value): (&str, i32)| AccountLimit { name: Some(name.to_owned()), value: Some(value) };
    Ok(DescribeAccountLimitsOutput { account_limits: Some(LIMITS.map(limit).to_vec()), next_token: None })
}
