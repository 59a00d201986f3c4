"""What botocore reads before it can make a client: megabytes of JSON, and the names in a large folder.

A zygote reads them once, and its forks find them in their memory. Only files of botocore and boto3 themselves are kept: a folder
of models of the function's own (AWS_DATA_PATH) is read as ever.
"""

import os

import boto3
import botocore.loaders

# What functions ask most; other services' models are read when they are wanted.
_SERVICES = (
    "dynamodb",
    "events",
    "kms",
    "lambda",
    "logs",
    "s3",
    "secretsmanager",
    "sns",
    "sqs",
    "ssm",
    "stepfunctions",
    "sts",
)
_OWN = (botocore.loaders.Loader.BUILTIN_DATA_PATH, os.path.join(os.path.dirname(boto3.__file__), "data"))

_files = {}
_names = {}
_read_file = botocore.loaders.JSONFileLoader.load_file
_read_names = botocore.loaders.Loader.list_available_services


def _is_own(path):
    return any(path == own or path.startswith(own + os.sep) for own in _OWN)


def _load_file(self, file_path):
    found = _files.get(file_path)
    return _read_file(self, file_path) if found is None else found


def _list_available_services(self, type_name):
    found = _names.get((type_name, *self._potential_locations()))
    return _read_names(self, type_name) if found is None else list(found)


def _keep_file(self, file_path):
    data = _read_file(self, file_path)
    if data is not None and _is_own(file_path):
        _files[file_path] = data
    return data


def _keep_names(self, type_name):
    names = _read_names(self, type_name)
    places = tuple(self._potential_locations())
    if all(map(_is_own, places)):
        _names[(type_name, *places)] = tuple(names)
    return names


def keep():
    """Reads what clients of the usual services need, and has it found from now on."""
    botocore.loaders.JSONFileLoader.load_file = _keep_file
    botocore.loaders.Loader.list_available_services = _keep_names
    try:
        # A client is made for what making one leaves behind in modules; nobody gets it.
        session = boto3.session.Session("-", "-", region_name="us-east-1")
        for name in _SERVICES:
            session.client(name)
        session.resource("s3")
        session.resource("dynamodb")
    finally:
        botocore.loaders.JSONFileLoader.load_file = _load_file
        botocore.loaders.Loader.list_available_services = _list_available_services
