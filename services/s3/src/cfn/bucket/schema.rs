//! The properties of buckets.

use tradewind_resource::{Kind, Property, TAG};

pub(super) static PROPERTIES: &[Property] = &[
    Property::refused("AbacStatus", "access by tags is not built yet"),
    Property::new(
        "AccelerateConfiguration",
        Kind::Object(&[Property::new("AccelerationStatus", Kind::String).required()]),
    ),
    Property::new("AccessControl", Kind::String),
    Property::refused("AnalyticsConfigurations", "analytics of storage classes is not built yet"),
    Property::new(
        "BucketEncryption",
        Kind::Object(&[Property::new(
            "ServerSideEncryptionConfiguration",
            Kind::List(&Kind::Object(&[
                Property::refused("BlockedEncryptionTypes", "blocking of encryption types is not built yet"),
                Property::new("BucketKeyEnabled", Kind::Boolean),
                Property::new(
                    "ServerSideEncryptionByDefault",
                    Kind::Object(&[
                        Property::new("KMSMasterKeyID", Kind::String),
                        Property::new("SSEAlgorithm", Kind::String).required(),
                    ]),
                ),
            ])),
        )
        .required()]),
    ),
    Property::new("BucketName", Kind::String).replaces(),
    Property::refused("BucketNamePrefix", "buckets of the regional namespace of an account are not built yet"),
    Property::refused("BucketNamespace", "buckets of the regional namespace of an account are not built yet"),
    Property::new(
        "CorsConfiguration",
        Kind::Object(&[Property::new(
            "CorsRules",
            Kind::List(&Kind::Object(&[
                Property::new("AllowedHeaders", Kind::List(&Kind::String)),
                Property::new("AllowedMethods", Kind::List(&Kind::String)).required(),
                Property::new("AllowedOrigins", Kind::List(&Kind::String)).required(),
                Property::new("ExposedHeaders", Kind::List(&Kind::String)),
                Property::new("Id", Kind::String),
                Property::new("MaxAge", Kind::Integer),
            ])),
        )
        .required()]),
    ),
    Property::refused("IntelligentTieringConfigurations", "there is one tier of storage"),
    Property::refused("InventoryConfigurations", "inventories are not built yet"),
    Property::new(
        "LifecycleConfiguration",
        Kind::Object(&[
            Property::new(
                "Rules",
                Kind::List(&Kind::Object(&[
                    Property::new(
                        "AbortIncompleteMultipartUpload",
                        Kind::Object(&[Property::new("DaysAfterInitiation", Kind::Integer).required()]),
                    ),
                    Property::new("ExpirationDate", Kind::String),
                    Property::new("ExpirationInDays", Kind::Integer),
                    Property::new("ExpiredObjectDeleteMarker", Kind::Boolean),
                    Property::new("Id", Kind::String),
                    Property::new(
                        "NoncurrentVersionExpiration",
                        Kind::Object(&[
                            Property::new("NewerNoncurrentVersions", Kind::Integer),
                            Property::new("NoncurrentDays", Kind::Integer).required(),
                        ]),
                    ),
                    Property::new("NoncurrentVersionExpirationInDays", Kind::Integer),
                    Property::new(
                        "NoncurrentVersionTransition",
                        Kind::Object(&[
                            Property::new("NewerNoncurrentVersions", Kind::Integer),
                            Property::new("StorageClass", Kind::String).required(),
                            Property::new("TransitionInDays", Kind::Integer).required(),
                        ]),
                    ),
                    Property::new(
                        "NoncurrentVersionTransitions",
                        Kind::List(&Kind::Object(&[
                            Property::new("NewerNoncurrentVersions", Kind::Integer),
                            Property::new("StorageClass", Kind::String).required(),
                            Property::new("TransitionInDays", Kind::Integer).required(),
                        ])),
                    ),
                    Property::new("ObjectSizeGreaterThan", Kind::String),
                    Property::new("ObjectSizeLessThan", Kind::String),
                    Property::new("Prefix", Kind::String),
                    Property::new("Status", Kind::String).required(),
                    Property::new("TagFilters", Kind::List(&TAG)),
                    Property::new(
                        "Transition",
                        Kind::Object(&[
                            Property::new("StorageClass", Kind::String).required(),
                            Property::new("TransitionDate", Kind::String),
                            Property::new("TransitionInDays", Kind::Integer),
                        ]),
                    ),
                    Property::new(
                        "Transitions",
                        Kind::List(&Kind::Object(&[
                            Property::new("StorageClass", Kind::String).required(),
                            Property::new("TransitionDate", Kind::String),
                            Property::new("TransitionInDays", Kind::Integer),
                        ])),
                    ),
                ])),
            )
            .required(),
            Property::new("TransitionDefaultMinimumObjectSize", Kind::String),
        ]),
    ),
    Property::new(
        "LoggingConfiguration",
        Kind::Object(&[
            Property::new("DestinationBucketName", Kind::String),
            Property::new("LogFilePrefix", Kind::String),
            Property::new("TargetObjectKeyFormat", Kind::Json),
        ]),
    ),
    Property::refused("MetadataConfiguration", "tables of metadata are not built yet"),
    Property::refused("MetadataTableConfiguration", "tables of metadata are not built yet"),
    Property::refused("MetricsConfigurations", "metrics of requests are not built yet"),
    Property::new(
        "NotificationConfiguration",
        Kind::Object(&[
            Property::new(
                "EventBridgeConfiguration",
                Kind::Object(&[Property::new("EventBridgeEnabled", Kind::Boolean).required()]),
            ),
            Property::new(
                "LambdaConfigurations",
                Kind::List(&Kind::Object(&[
                    Property::new("Event", Kind::String).required(),
                    Property::new(
                        "Filter",
                        Kind::Object(&[Property::new(
                            "S3Key",
                            Kind::Object(&[Property::new(
                                "Rules",
                                Kind::List(&Kind::Object(&[
                                    Property::new("Name", Kind::String).required(),
                                    Property::new("Value", Kind::String).required(),
                                ])),
                            )
                            .required()]),
                        )
                        .required()]),
                    ),
                    Property::new("Function", Kind::String).required(),
                ])),
            ),
            Property::new(
                "QueueConfigurations",
                Kind::List(&Kind::Object(&[
                    Property::new("Event", Kind::String).required(),
                    Property::new(
                        "Filter",
                        Kind::Object(&[Property::new(
                            "S3Key",
                            Kind::Object(&[Property::new(
                                "Rules",
                                Kind::List(&Kind::Object(&[
                                    Property::new("Name", Kind::String).required(),
                                    Property::new("Value", Kind::String).required(),
                                ])),
                            )
                            .required()]),
                        )
                        .required()]),
                    ),
                    Property::new("Queue", Kind::String).required(),
                ])),
            ),
            Property::refused("TopicConfigurations", "SNS topics are not built yet"),
        ]),
    ),
    Property::refused("ObjectLockConfiguration", "locks of objects are not built yet"),
    Property::refused("ObjectLockEnabled", "locks of objects are not built yet"),
    Property::new(
        "OwnershipControls",
        Kind::Object(&[Property::new(
            "Rules",
            Kind::List(&Kind::Object(&[Property::new("ObjectOwnership", Kind::String)])),
        )
        .required()]),
    ),
    Property::new(
        "PublicAccessBlockConfiguration",
        Kind::Object(&[
            Property::new("BlockPublicAcls", Kind::Boolean),
            Property::new("BlockPublicPolicy", Kind::Boolean),
            Property::new("IgnorePublicAcls", Kind::Boolean),
            Property::new("RestrictPublicBuckets", Kind::Boolean),
        ]),
    ),
    Property::refused("ReplicationConfiguration", "replication is not built yet"),
    Property::new("Tags", Kind::List(&TAG)),
    Property::new("VersioningConfiguration", Kind::Object(&[Property::new("Status", Kind::String).required()])),
    Property::new(
        "WebsiteConfiguration",
        Kind::Object(&[
            Property::new("ErrorDocument", Kind::String),
            Property::new("IndexDocument", Kind::String),
            Property::new(
                "RedirectAllRequestsTo",
                Kind::Object(&[
                    Property::new("HostName", Kind::String).required(),
                    Property::new("Protocol", Kind::String),
                ]),
            ),
            Property::new(
                "RoutingRules",
                Kind::List(&Kind::Object(&[
                    Property::new(
                        "RedirectRule",
                        Kind::Object(&[
                            Property::new("HostName", Kind::String),
                            Property::new("HttpRedirectCode", Kind::String),
                            Property::new("Protocol", Kind::String),
                            Property::new("ReplaceKeyPrefixWith", Kind::String),
                            Property::new("ReplaceKeyWith", Kind::String),
                        ]),
                    )
                    .required(),
                    Property::new(
                        "RoutingRuleCondition",
                        Kind::Object(&[
                            Property::new("HttpErrorCodeReturnedEquals", Kind::String),
                            Property::new("KeyPrefixEquals", Kind::String),
                        ]),
                    ),
                ])),
            ),
        ]),
    ),
];
