#!/bin/sh
# Starts external extensions, then the runtime through its wrapper script if it has one.
#
# usage: start.sh FOLDER_OF_EXTENSIONS managed|provided PROGRAM [ARGUMENT...]
# https://docs.aws.amazon.com/lambda/latest/dg/runtimes-modify.html
extensions=$1
kind=$2
shift 2
for extension in "$extensions"/*; do
    if [ -f "$extension" ] && [ -x "$extension" ]; then
        "$extension" </dev/null &
    fi
done
if [ "$kind" = managed ] && [ -n "$AWS_LAMBDA_EXEC_WRAPPER" ]; then
    if [ ! -f "$AWS_LAMBDA_EXEC_WRAPPER" ]; then
        echo "$AWS_LAMBDA_EXEC_WRAPPER: does not exist"
        exit 127
    fi
    if [ ! -x "$AWS_LAMBDA_EXEC_WRAPPER" ]; then
        echo "$AWS_LAMBDA_EXEC_WRAPPER: is not an executable"
        exit 126
    fi
    exec "$AWS_LAMBDA_EXEC_WRAPPER" "$@"
fi
exec "$@"
