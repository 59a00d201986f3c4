//! A double of Lambda that keeps what it is invoked with, in the shapes of the real one.

use std::sync::Arc;

use bytes::Bytes;
use parking_lot::Mutex;
use serde_json::Value;
use tradewind_cloud::{Context, Definition, Operations, Service};
use tradewind_wire::Shape;

static DEFINITION: Definition = Definition { name: "lambda", ..Definition::BLANK };

/// What the functions have been invoked with, and how often they refuse before they take it.
#[derive(Default)]
pub(crate) struct Functions {
    pub(crate) invoked: Mutex<Vec<(String, Value)>>,
    pub(crate) refusals: Mutex<u32>,
}

#[derive(Debug)]
pub(crate) struct Refused(&'static str);

impl tradewind_wire::ApiError for Refused {
    fn code(&self) -> &str {
        self.0
    }

    fn message(&self) -> String {
        "no".to_owned()
    }
}

impl Service for Functions {
    fn definition(&self) -> &'static Definition {
        &DEFINITION
    }

    fn operations(self: Arc<Self>) -> Operations {
        Operations::new(self).add("Invoke", invoke).add("GetFunctionConfiguration", look).build()
    }
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub(crate) struct Invocation {
    #[shape(name = "FunctionName", required)]
    name: String,
    #[shape(name = "InvocationType")]
    kind: Option<String>,
    #[shape(name = "Payload")]
    payload: Option<Bytes>,
}

async fn invoke(functions: Arc<Functions>, _: Context, input: Invocation) -> Result<(), Refused> {
    {
        let mut refusals = functions.refusals.lock();
        if *refusals > 0 {
            *refusals -= 1;
            return Err(Refused("TooManyRequestsException"));
        }
    }
    assert_eq!(input.kind.as_deref(), Some("Event"));
    let payload = serde_json::from_slice(&input.payload.unwrap()).unwrap();
    functions.invoked.lock().push((input.name, payload));
    Ok(())
}

async fn look(_: Arc<Functions>, _: Context, input: Invocation) -> Result<(), Refused> {
    if input.name.ends_with(":absent") { Err(Refused("ResourceNotFoundException")) } else { Ok(()) }
}
