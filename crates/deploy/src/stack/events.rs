//! What happens to a stack.

use crate::client::Server;
use crate::element::Element;
use crate::query::Refusal;

use super::{ask, text};

/// An event of a stack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// Its id.
    pub id: String,
    /// The name in the template; the stack's own for events of the stack.
    pub logical_id: String,
    /// The physical id, as far as it was known.
    pub resource_id: String,
    /// `AWS::SQS::Queue`.
    pub type_name: String,
    /// `CREATE_IN_PROGRESS`.
    pub status: String,
    /// Why.
    pub reason: Option<String>,
}

impl Happened {
    fn read(element: &Element) -> Happened {
        Happened {
            id: text(element, "EventId"),
            logical_id: text(element, "LogicalResourceId"),
            resource_id: text(element, "PhysicalResourceId"),
            type_name: text(element, "ResourceType"),
            status: text(element, "ResourceStatus"),
            reason: element.text("ResourceStatusReason").filter(|reason| !reason.is_empty()).map(str::to_owned),
        }
    }

    /// Whether it tells that something failed by itself, and was not just given up because something else had failed.
    pub fn is_a_cause(&self) -> bool {
        let given_up = self.reason.as_deref().is_some_and(|reason| reason.ends_with("cancelled"));
        self.status.ends_with("_FAILED") && !given_up
    }

    /// Whether it is about the stack as a whole.
    pub fn is_of_stack(&self, stack_id: &str) -> bool {
        self.type_name == "AWS::CloudFormation::Stack" && self.resource_id == stack_id
    }
}

/// Reads a stack's events as they come.
#[derive(Debug, Clone, Default)]
pub struct Tail {
    stack: String,
    newest: Option<String>,
}

impl Tail {
    /// Of a stack, from what comes after now.
    ///
    /// # Errors
    /// What the server refuses, or that it does not answer.
    pub async fn from_now(server: &Server, stack: &str) -> Result<Tail, Refusal> {
        let mut tail = Tail::from_the_start(stack);
        let page = tail.page(server, None).await?;
        tail.newest = page.0.into_iter().next().map(|event| event.id);
        Ok(tail)
    }

    /// Of a stack, from its beginning.
    pub fn from_the_start(stack: &str) -> Tail {
        Tail { stack: stack.to_owned(), newest: None }
    }

    /// What has happened since the last call, oldest first.
    ///
    /// # Errors
    /// What the server refuses, or that it does not answer.
    pub async fn next(&mut self, server: &Server) -> Result<Vec<Happened>, Refusal> {
        let (mut fresh, mut token) = (Vec::new(), None);
        'pages: loop {
            let (events, more) = self.page(server, token.as_deref()).await?;
            for event in events {
                if self.newest.as_ref() == Some(&event.id) {
                    break 'pages;
                }
                fresh.push(event);
            }
            match more {
                Some(more) => token = Some(more),
                None => break,
            }
        }
        if let Some(event) = fresh.first() {
            self.newest = Some(event.id.clone());
        }
        fresh.reverse();
        Ok(fresh)
    }

    async fn page(&self, server: &Server, token: Option<&str>) -> Result<(Vec<Happened>, Option<String>), Refusal> {
        let mut parameters = vec![("StackName", self.stack.as_str())];
        parameters.extend(token.map(|token| ("NextToken", token)));
        let answer = ask(server, "DescribeStackEvents", &parameters).await?;
        let Some(result) = answer.find("DescribeStackEventsResult") else { return Ok((Vec::new(), None)) };
        let more = result.text("NextToken").filter(|token| !token.is_empty()).map(str::to_owned);
        Ok((result.members("StackEvents").map(Happened::read).collect(), more))
    }
}
