//! What a step of a stack wants.

use tradewind_wire::Document;

/// What a step wants of a handler.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Wanted {
    /// `arn:aws:cloudformation:<region>:<account>:stack/<name>/<uuid>`.
    pub stack_id: String,
    /// The stack's name.
    pub stack_name: String,
    /// The resource's name in the template.
    pub logical_id: String,
    /// The type as the template writes it: `AWS::SQS::Queue`, `Custom::Thing`.
    pub type_name: String,
    /// Resolved and typed properties; of a deletion, the last ones.
    pub properties: Document,
    /// The stack's tags, and the three that CloudFormation adds (`aws:cloudformation:stack-name`, `aws:cloudformation:stack-id`,
    /// `aws:cloudformation:logical-id`).
    pub stack_tags: Vec<(String, String)>,
    /// A UUID that is the same in every attempt of this step: a client token for services that take one.
    pub token: String,
    /// Twelve letters and digits that are the same in every attempt of this step, and others for every resource made.
    pub suffix: String,
    /// Whether an earlier attempt of this step may have got somewhere.
    pub again: bool,
    /// Whether an update that has come to its end is undone: the resource becomes what it was before.
    pub undo: bool,
    /// What the handler said with its last [`crate::Progress::Again`]; null at first.
    pub memory: Document,
}

/// Which letters a service allows in names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// Both.
    Mixed,
    /// Small letters only.
    Lower,
}

impl Wanted {
    /// The property of this name, unless it is missing or null.
    pub fn property(&self, name: &str) -> Option<&Document> {
        self.properties.get(name).filter(|value| **value != Document::Null)
    }

    /// The text of a property.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.property(name)?.as_str()
    }

    /// The name CloudFormation makes for a resource that the template does not name: `<stack>-<logical id>-<12 characters>`, at
    /// most `longest` characters: both names are cut where that is needed.
    ///
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html>
    pub fn physical_name(&self, longest: usize, case: Case) -> String {
        let room = longest.saturating_sub(self.suffix.len() + 2);
        let half = room / 2;
        let (stack, logical) = (self.stack_name.chars().count(), self.logical_id.chars().count());
        let for_stack = if stack + logical <= room { stack } else { half.max(room.saturating_sub(logical)).min(stack) };
        let start: String = self.stack_name.chars().take(for_stack).collect();
        let middle: String = self.logical_id.chars().take(room.saturating_sub(for_stack)).collect();
        let name = [start.as_str(), "-", &middle, "-", &self.suffix].concat();
        match case {
            Case::Mixed => name,
            Case::Lower => name.to_lowercase(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(stack: &str, logical: &str) -> Wanted {
        Wanted {
            stack_name: stack.into(),
            logical_id: logical.into(),
            suffix: "AbCdEfGh1234".into(),
            ..Wanted::default()
        }
    }

    #[test]
    fn names_are_cut_to_what_the_service_takes() {
        assert_eq!(wanted("shop", "Queue").physical_name(80, Case::Mixed), "shop-Queue-AbCdEfGh1234");
        assert_eq!(wanted("Shop", "Queue").physical_name(63, Case::Lower), "shop-queue-abcdefgh1234");
        let long = wanted(&"s".repeat(100), &"l".repeat(100)).physical_name(64, Case::Mixed);
        assert_eq!(long, format!("{}-{}-AbCdEfGh1234", "s".repeat(25), "l".repeat(25)));
        let short = wanted(&"s".repeat(100), "Role").physical_name(64, Case::Mixed);
        assert_eq!(short, format!("{}-Role-AbCdEfGh1234", "s".repeat(46)));
        let other = wanted("a", &"l".repeat(100)).physical_name(64, Case::Mixed);
        assert_eq!(other, format!("a-{}-AbCdEfGh1234", "l".repeat(49)));
    }
}
