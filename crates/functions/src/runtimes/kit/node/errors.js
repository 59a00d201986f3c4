'use strict';
// Errors as AWS's Node.js runtimes write them.

const { types } = require('util');

function isError(value) {
  return types.isNativeError(value) || (value !== null && typeof value === 'object' && value.name !== undefined
    && value.message !== undefined && value.stack !== undefined);
}

/** The JSON an invocation is answered with. */
function describe(error) {
  try {
    if (!isError(error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
    return {
      errorType: String(error.name),
      errorMessage: String(error.message),
      trace: String(error.stack).split('\n'),
    };
  } catch {
    return {
      errorType: 'handled',
      errorMessage: 'callback called with Error argument, but there was a problem while retrieving one or more of its '
        + 'message, name, and stack',
      trace: [],
    };
  }
}

/** The JSON that is logged: with what else the error, and the errors in it, carry. */
function detail(error) {
  try {
    return JSON.stringify(error, (_, value) => {
      if (!(value instanceof Error)) return value;
      const plain = { errorType: value.name, errorMessage: value.message, code: value.code, ...value };
      if (typeof value.stack === 'string') plain.stack = value.stack.split('\n');
      return plain;
    });
  } catch {
    return JSON.stringify(describe(error));
  }
}

/** Something that was thrown, as an error. */
function asError(thrown) {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** An error under a name of the runtime's own; `cause` is what it says. */
function named(name, cause) {
  const error = new Error(String(cause));
  // Not enumerable, as in a class of its own: logs show what can be enumerated.
  Object.defineProperty(error, 'name', { value: `Runtime.${name}`, configurable: true, writable: true });
  Error.captureStackTrace(error, named);
  // The name is new, the trace was made with the old one.
  error.stack = `${error.name}: ${error.message}${traceOf(cause instanceof Error ? cause : error)}`;
  return error;
}

function traceOf(error) {
  const at = String(error.stack).indexOf('\n    at ');
  return at < 0 ? '' : error.stack.slice(at);
}

module.exports = { asError, describe, detail, isError, named };
