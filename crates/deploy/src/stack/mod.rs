//! Stacks of a server, and how to bring one to what a template says.

mod deploy;
mod events;

use crate::client::Server;
use crate::element::Element;
use crate::query::{self, Refusal};

pub use self::deploy::{Failed, Text, Wish, delete, deploy};
pub use self::events::{Happened, Tail};

const CLOUDFORMATION: (&str, &str) = ("cloudformation", "2010-05-15");

/// A stack as DescribeStacks tells it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stack {
    /// Its ARN.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `CREATE_COMPLETE`.
    pub status: String,
    /// Why, where that is said.
    pub reason: Option<String>,
    /// When it was made and last changed, as the server writes it.
    pub changed: String,
    /// Names and values of its outputs.
    pub outputs: Vec<(String, String)>,
    /// Names of its parameters.
    pub parameters: Vec<String>,
}

/// A resource of a stack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// Its name in the template.
    pub logical_id: String,
    /// `AWS::SQS::Queue`.
    pub type_name: String,
    /// Its physical id, once there is one.
    pub id: Option<String>,
    /// `CREATE_COMPLETE`.
    pub status: String,
}

impl Stack {
    /// By name or id; none where there is no such stack.
    ///
    /// # Errors
    /// What the server refuses, or that it does not answer.
    pub async fn find(server: &Server, name: &str) -> Result<Option<Stack>, Refusal> {
        let asked = ask(server, "DescribeStacks", &[("StackName", name)]).await;
        match asked {
            Ok(answer) => {
                Ok(answer.find("DescribeStacksResult").and_then(|result| result.members("Stacks").next()).map(read))
            }
            Err(refusal) if refusal.message.contains("does not exist") => Ok(None),
            Err(refusal) => Err(refusal),
        }
    }

    /// All that are not deleted.
    ///
    /// # Errors
    /// What the server refuses, or that it does not answer.
    pub async fn all(server: &Server) -> Result<Vec<Stack>, Refusal> {
        let (mut stacks, mut next) = (Vec::new(), String::new());
        loop {
            let page = if next.is_empty() { vec![] } else { vec![("NextToken", next.as_str())] };
            let answer = ask(server, "DescribeStacks", &page).await?;
            let Some(result) = answer.find("DescribeStacksResult") else { return Ok(stacks) };
            stacks.extend(result.members("Stacks").map(read));
            match result.text("NextToken") {
                Some(token) if !token.is_empty() => next = token.to_owned(),
                _ => return Ok(stacks),
            }
        }
    }

    /// Its resources, in the order of their names.
    ///
    /// # Errors
    /// What the server refuses, or that it does not answer.
    pub async fn resources(&self, server: &Server) -> Result<Vec<Resource>, Refusal> {
        let (mut resources, mut next) = (Vec::new(), String::new());
        loop {
            let mut parameters = vec![("StackName", self.id.as_str())];
            if !next.is_empty() {
                parameters.push(("NextToken", next.as_str()));
            }
            let answer = ask(server, "ListStackResources", &parameters).await?;
            let Some(result) = answer.find("ListStackResourcesResult") else { break };
            resources.extend(result.members("StackResourceSummaries").map(resource));
            match result.text("NextToken") {
                Some(token) if !token.is_empty() => next = token.to_owned(),
                _ => break,
            }
        }
        resources.sort_by(|one, other| one.logical_id.cmp(&other.logical_id));
        Ok(resources)
    }

    /// Whether something is being done to it.
    pub fn in_progress(&self) -> bool {
        self.status.ends_with("_IN_PROGRESS") && self.status != "REVIEW_IN_PROGRESS"
    }
}

async fn ask(server: &Server, operation: &str, parameters: &[(&str, &str)]) -> Result<Element, Refusal> {
    let owned: Vec<_> = parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    query::call(server, CLOUDFORMATION, operation, &owned).await
}

fn text(element: &Element, name: &str) -> String {
    element.text(name).unwrap_or_default().to_owned()
}

fn read(stack: &Element) -> Stack {
    let changed = stack.text("LastUpdatedTime").or_else(|| stack.text("CreationTime"));
    Stack {
        id: text(stack, "StackId"),
        name: text(stack, "StackName"),
        status: text(stack, "StackStatus"),
        reason: stack.text("StackStatusReason").map(str::to_owned),
        changed: changed.unwrap_or_default().to_owned(),
        outputs: stack.members("Outputs").map(|one| (text(one, "OutputKey"), text(one, "OutputValue"))).collect(),
        parameters: stack.members("Parameters").map(|one| text(one, "ParameterKey")).collect(),
    }
}

fn resource(element: &Element) -> Resource {
    Resource {
        logical_id: text(element, "LogicalResourceId"),
        type_name: text(element, "ResourceType"),
        id: element.text("PhysicalResourceId").filter(|id| !id.is_empty()).map(str::to_owned),
        status: text(element, "ResourceStatus"),
    }
}
