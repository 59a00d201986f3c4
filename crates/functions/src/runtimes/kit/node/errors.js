'use strict';
// Errors as AWS's Node.js runtimes write them.

const { types } = require('util');

function isError(value) {
  return types.isNativeError(value) || (value !== null && typeof value === 'object' && value.name !== undefined
    && value.message !== undefined && value.stack !== undefined);
}

/** The JSON an invocation is answered with. */
function describe(error) {
  if (!isError(error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return {
    errorType: String(error.name),
    errorMessage: String(error.message),
    trace: String(error.stack).split('\n'),
  };
}

/** The JSON that is logged: with what else the error carries. */
function detail(error) {
  if (!isError(error)) return { errorType: typeof error, errorMessage: String(error), stack: [] };
  const plain = { errorType: String(error.name), errorMessage: String(error.message) };
  for (const name of Object.keys(error)) {
    if (name !== 'name' && name !== 'message' && name !== 'stack') {
      plain[name] = isError(error[name]) ? detail(error[name]) : error[name];
    }
  }
  plain.stack = String(error.stack).split('\n');
  return plain;
}

/** An error under a name of the runtime's own; `cause` is what it says. */
function named(name, cause) {
  const error = new Error(String(cause));
  error.name = `Runtime.${name}`;
  // The name is new, the trace was made with the old one.
  error.stack = `${error.name}: ${error.message}${traceOf(cause instanceof Error ? cause : error)}`;
  return error;
}

function traceOf(error) {
  const at = String(error.stack).indexOf('\n    at ');
  return at < 0 ? '' : error.stack.slice(at);
}

module.exports = { describe, detail, isError, named };
