//! One handler an operation: reads the input, calls a decision, shapes the answer.

mod account;
mod aliases;
mod concurrency;
mod event_invoke_configs;
mod event_source_mappings;
mod function_urls;
mod functions;
mod invoke;
mod invoke_async;
mod invoke_with_response_stream;
mod layer_permissions;
mod layers;
mod permissions;
mod provisioned_concurrency;
mod runtime_management;
mod sites;
mod tags;
mod update_function;
mod versions;

pub(crate) use self::account::{
    get_account_settings, get_function_code_signing_config, get_function_recursion_config,
    put_function_recursion_config,
};
pub(crate) use self::aliases::{create_alias, delete_alias, get_alias, list_aliases, update_alias};
pub(crate) use self::concurrency::{delete_function_concurrency, get_function_concurrency, put_function_concurrency};
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
pub(crate) use self::functions::{
    create_function, delete_function, get_function, get_function_configuration, list_functions,
};
pub(crate) use self::invoke::invoke;
pub(crate) use self::invoke_async::invoke_async;
pub(crate) use self::invoke_with_response_stream::invoke_with_response_stream;
pub(crate) use self::layer_permissions::{
    add_layer_version_permission, get_layer_version_policy, remove_layer_version_permission,
};
pub(crate) use self::layers::{
    delete_layer_version, get_layer_version, get_layer_version_by_arn, list_layer_versions, list_layers,
    publish_layer_version,
};
pub(crate) use self::permissions::{add_permission, get_policy, remove_permission};
pub(crate) use self::provisioned_concurrency::{
    delete_provisioned_concurrency_config, get_provisioned_concurrency_config, list_provisioned_concurrency_configs,
    put_provisioned_concurrency_config,
};
pub(crate) use self::runtime_management::{get_runtime_management_config, put_runtime_management_config};
pub(crate) use self::sites::{download_package, invoke_function_url};
pub(crate) use self::tags::{list_tags, tag_resource, untag_resource};
pub(crate) use self::update_function::{update_function_code, update_function_configuration};
pub(crate) use self::versions::{list_versions_by_function, publish_version};
