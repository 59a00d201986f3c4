//! Making a stack what a template says.

use std::fmt;
use std::time::Duration;

use tradewind_clock::Clock;

use super::{CLOUDFORMATION, Happened, Stack, Tail, text};
use crate::client::Server;
use crate::query::{self, Refusal};

/// How long to wait before looking again: a stack without functions is there in a blink, a custom resource takes minutes.
const SHORTEST_WAIT: Duration = Duration::from_millis(20);
const LONGEST_WAIT: Duration = Duration::from_millis(500);

/// The template of a [`Wish`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text<'a> {
    /// The template, at most 51,200 bytes.
    Body(&'a str),
    /// Where in a bucket it lies: `http://127.0.0.1:4566/bucket/key`.
    Url(&'a str),
}

/// What a stack shall be.
#[derive(Debug, Clone)]
pub struct Wish<'a> {
    /// The stack's name.
    pub name: &'a str,
    /// Its template.
    pub template: Text<'a>,
    /// Names of the parameters the template declares.
    pub declared: &'a [String],
    /// Values of parameters; those of an existing stack are kept where none is given.
    pub parameters: &'a [(String, String)],
}

/// Why a stack is not what was wished.
#[derive(Debug)]
pub enum Failed {
    /// The server refused it at once, or does not answer.
    Refused(Refusal),
    /// It was tried. The first thing that failed, and what became of the stack.
    Ended {
        /// What failed first.
        cause: Option<Box<Happened>>,
        /// The stack's status.
        status: String,
        /// Why, as the stack says it.
        reason: Option<String>,
    },
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failed::Refused(refusal) => refusal.fmt(f),
            Failed::Ended { cause: Some(cause), status, .. } => {
                let Happened { logical_id, type_name, reason, .. } = cause.as_ref();
                write!(
                    f,
                    "{logical_id} ({type_name}): {}; the stack is {status}",
                    reason.as_deref().unwrap_or("failed")
                )
            }
            Failed::Ended { status, reason, .. } => match reason {
                Some(reason) => write!(f, "{reason}; the stack is {status}"),
                None => write!(f, "the stack is {status}"),
            },
        }
    }
}

impl From<Refusal> for Failed {
    fn from(refusal: Refusal) -> Failed {
        Failed::Refused(refusal)
    }
}

/// Makes or changes a stack and waits until that is done; `told` hears every event. `false` beside the stack: it was so already.
///
/// A stack whose creation had failed (`ROLLBACK_COMPLETE`) holds nothing; it is deleted and made anew.
///
/// # Errors
/// [`Failed`].
pub async fn deploy(
    server: &Server,
    wish: &Wish<'_>,
    told: &mut impl FnMut(&Happened),
) -> Result<(Stack, bool), Failed> {
    let mut before = Stack::find(server, wish.name).await?;
    if let Some(spoilt) =
        before.take_if(|stack| matches!(stack.status.as_str(), "ROLLBACK_COMPLETE" | "ROLLBACK_FAILED"))
    {
        remove(server, &spoilt, told).await?;
    }
    let begun = match before.filter(|stack| stack.status != "REVIEW_IN_PROGRESS") {
        None => {
            let answer = query::call(server, CLOUDFORMATION, "CreateStack", &wish.form(None)).await?;
            let id = answer.find("CreateStackResult").map(|result| text(result, "StackId")).unwrap_or_default();
            (id.clone(), Tail::from_the_start(&id))
        }
        Some(stack) => {
            let tail = Tail::from_now(server, &stack.id).await?;
            match query::call(server, CLOUDFORMATION, "UpdateStack", &wish.form(Some(&stack))).await {
                Ok(_) => (stack.id, tail),
                Err(refusal) if refusal.message.contains("No updates are to be performed") => {
                    return Ok((stack, false));
                }
                Err(refusal) => return Err(refusal.into()),
            }
        }
    };
    let stack = follow(server, &begun.0, begun.1, told).await?;
    Ok((stack, true))
}

/// Deletes a stack and waits until it is gone. `false`: there was none.
///
/// # Errors
/// [`Failed`].
pub async fn delete(server: &Server, name: &str, told: &mut impl FnMut(&Happened)) -> Result<bool, Failed> {
    match Stack::find(server, name).await? {
        Some(stack) => remove(server, &stack, told).await.map(|()| true),
        None => Ok(false),
    }
}

async fn remove(server: &Server, stack: &Stack, told: &mut impl FnMut(&Happened)) -> Result<(), Failed> {
    let tail = Tail::from_now(server, &stack.id).await?;
    let form = [("StackName".to_owned(), stack.id.clone())];
    query::call(server, CLOUDFORMATION, "DeleteStack", &form).await?;
    follow(server, &stack.id, tail, told).await.map(|_| ())
}

/// Waits until nothing more is done to a stack.
async fn follow(server: &Server, id: &str, mut tail: Tail, told: &mut impl FnMut(&Happened)) -> Result<Stack, Failed> {
    let (clock, mut wait, mut cause, mut turned) = (Clock::system(), SHORTEST_WAIT, None, None);
    loop {
        // Asked before the events are, so that none of a finished stack can be missing.
        let found = Stack::find(server, id).await?;
        let events = tail.next(server).await?;
        wait = if events.is_empty() { (wait * 2).min(LONGEST_WAIT) } else { SHORTEST_WAIT };
        for event in events {
            told(&event);
            if event.is_of_stack(id) {
                // Overwritten on the way: in the end it says what the rollback came to.
                turned = turned.or_else(|| event.reason.filter(|_| event.status.contains("ROLLBACK_IN_PROGRESS")));
            } else if cause.is_none() && event.is_a_cause() {
                cause = Some(Box::new(event));
            }
        }
        match found {
            Some(stack) if stack.in_progress() => drop(clock.sleep(wait).await),
            Some(stack)
                if ["CREATE_COMPLETE", "UPDATE_COMPLETE", "DELETE_COMPLETE"].contains(&stack.status.as_str()) =>
            {
                return Ok(stack);
            }
            Some(Stack { status, reason, .. }) => {
                if let Some(cause) = &mut cause {
                    explain(server, cause).await;
                }
                return Err(Failed::Ended { cause, status, reason: turned.or(reason) });
            }
            None => return Ok(Stack::default()),
        }
    }
}

/// Where stacks nest, their causes are looked for so deep.
const DEEPEST: usize = 5;

/// What went wrong in a nested stack is told behind the words of the outer one, which say only that something did.
async fn explain(server: &Server, outer: &mut Happened) {
    let mut inner = outer.clone();
    for _ in 0..DEEPEST {
        if inner.type_name != "AWS::CloudFormation::Stack" || inner.resource_id.is_empty() {
            return;
        }
        // What can't be asked for is not told.
        let Ok(events) = Tail::from_the_start(&inner.resource_id).next(server).await else { return };
        let begins = |event: &Happened| {
            let status = event.status.as_str();
            event.is_of_stack(&inner.resource_id) && ["CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS"].contains(&status)
        };
        let begun = events.iter().rposition(begins).unwrap_or_default();
        let of_stack = |event: &Happened| event.is_of_stack(&inner.resource_id);
        let Some(cause) = events.into_iter().skip(begun).find(|event| event.is_a_cause() && !of_stack(event)) else {
            return;
        };
        let said = cause.reason.as_deref().unwrap_or(&cause.status);
        let within = format!("{} ({}): {said}", cause.logical_id, cause.type_name);
        outer.reason = Some(match outer.reason.take() {
            Some(reason) => format!("{reason} {within}"),
            None => within,
        });
        inner = cause;
    }
}

impl Wish<'_> {
    fn form(&self, before: Option<&Stack>) -> Vec<(String, String)> {
        let mut form = vec![("StackName".to_owned(), self.name.to_owned())];
        form.push(match self.template {
            Text::Body(body) => ("TemplateBody".to_owned(), body.to_owned()),
            Text::Url(url) => ("TemplateURL".to_owned(), url.to_owned()),
        });
        for (at, capability) in ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"].iter().enumerate()
        {
            form.push((format!("Capabilities.member.{}", at + 1), (*capability).to_owned()));
        }
        let kept = before.map_or(&[][..], |stack| &stack.parameters).iter();
        let kept =
            kept.filter(|name| self.declared.contains(name) && self.parameters.iter().all(|(given, _)| given != *name));
        let given = self.parameters.iter().map(|(name, value)| (name, Some(value)));
        for (at, (name, value)) in given.chain(kept.map(|name| (name, None))).enumerate() {
            let member = format!("Parameters.member.{}", at + 1);
            form.push((format!("{member}.ParameterKey"), name.clone()));
            form.push(match value {
                Some(value) => (format!("{member}.ParameterValue"), value.clone()),
                None => (format!("{member}.UsePreviousValue"), "true".to_owned()),
            });
        }
        form
    }
}
