#!/bin/sh
# Starts external extensions, waits for the word that all have registered, then starts the runtime, through its wrapper script
# if it has one. Descriptor 3 is the control socket: the line "go" comes from it, "exit NAME STATUS" goes to it. What extensions
# write goes to standard error, what the runtime writes to standard output, so that it is known who wrote it.
#
# usage: start.sh managed|provided FOLDER_OF_EXTENSIONS NUMBER NAME... PROGRAM [ARGUMENT...]
# https://docs.aws.amazon.com/lambda/latest/dg/runtimes-modify.html
kind=$1
folder=$2
left=$3
shift 3

# The shell around an extension is nobody's child, so that the runtime, which takes this process over, has none.
extension() {
    (
        (
            unset AWS_EXECUTION_ENV AWS_LAMBDA_LOG_GROUP_NAME AWS_LAMBDA_LOG_STREAM_NAME AWS_XRAY_CONTEXT_MISSING \
                AWS_XRAY_DAEMON_ADDRESS LAMBDA_RUNTIME_DIR LAMBDA_TASK_ROOT _AWS_XRAY_DAEMON_ADDRESS \
                _AWS_XRAY_DAEMON_PORT _HANDLER
            "$folder/$1" </dev/null >&2 3>&-
            printf 'exit %s %s\n' "$1" "$?" >&3
        ) &
    )
}

if [ "$left" -gt 0 ]; then
    while [ "$left" -gt 0 ]; do
        extension "$1"
        shift
        left=$((left - 1))
    done
    read -r word <&3
    # The server has given this instance up.
    [ "$word" = go ] || exit 1
    # From here on standard error is the extensions' alone.
    exec 2>&1
fi
exec 3>&-
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
