//! One handler an operation: reads the input, calls a decision, shapes the answer.

mod event_invoke_configs;
mod event_source_mappings;
mod function_urls;
mod layer_permissions;
mod layers;
mod permissions;

pub(crate) use self::event_invoke_configs::{
    delete_function_event_invoke_config, get_function_event_invoke_config, list_function_event_invoke_configs,
    put_function_event_invoke_config, update_function_event_invoke_config,
};
pub(crate) use self::event_source_mappings::{
    create_event_source_mapping, delete_event_source_mapping, get_event_source_mapping, list_event_source_mappings,
    update_event_source_mapping,
};
pub(crate) use self::function_urls::{
    create_function_url_config, delete_function_url_config, get_function_url_config, list_function_url_configs,
    update_function_url_config,
};
pub(crate) use self::layer_permissions::{
    add_layer_version_permission, get_layer_version_policy, remove_layer_version_permission,
};
pub(crate) use self::layers::{
    delete_layer_version, get_layer_version, get_layer_version_by_arn, list_layer_versions, list_layers,
    publish_layer_version,
};
pub(crate) use self::permissions::{add_permission, get_policy, remove_permission};

mod invoke;
mod invoke_async;
mod invoke_with_response_stream;

pub(crate) use self::invoke::invoke;
pub(crate) use self::invoke_async::invoke_async;
pub(crate) use self::invoke_with_response_stream::invoke_with_response_stream;
