'use strict';
// One invocation after the other.

const api = require('./api.js');
const log = require('./log.js');
const { named } = require('./errors.js');
const { ResponseStream, STREAMING, HIGH_WATER_MARK } = require('./stream.js');

const CALLBACKS = Number(process.versions.node.split('.')[0]) < 24;

let runtime;
// Called when the process would end for lack of anything to wait for.
let whenIdle = null;

function object(text, name) {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`Cannot parse ${name} as json: ${error}`);
  }
}

function makeContext(headers, waits) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  const env = process.env;
  const context = {};
  if (CALLBACKS) {
    Object.defineProperty(context, 'callbackWaitsForEmptyEventLoop', {
      enumerable: true,
      configurable: true,
      get: () => waits.emptyLoop,
      set: (value) => { waits.emptyLoop = value; },
    });
  }
  return Object.assign(context, {
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: object(headers['lambda-runtime-client-context'], 'ClientContext'),
    identity: object(headers['lambda-runtime-cognito-identity'], 'CognitoIdentity'),
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    tenantId: headers['lambda-runtime-aws-tenant-id'],
    getRemainingTimeInMillis: () => deadline - Date.now(),
  });
}

function isPromise(value) {
  return value !== null && value !== undefined && typeof value.then === 'function';
}

function waitForNext() {
  whenIdle = null;
  api.next(begin);
}

function fail(id, error) {
  log.error('Invoke Error', error);
  whenIdle = null;
  api.failed(id, error, begin);
}

function succeed(id, result) {
  let text;
  try {
    text = JSON.stringify(result === undefined ? null : result);
  } catch {
    const message = 'Unable to stringify response body';
    fail(id, CALLBACKS ? new Error(message) : named('JSONStringifyError', message));
    return;
  }
  // A function is answered as undefined.
  whenIdle = null;
  api.answer(id, text === undefined ? 'null' : text, begin);
}

function begin(headers, body) {
  const id = headers['lambda-runtime-aws-request-id'];
  log.setRequest(id, headers['lambda-runtime-aws-tenant-id']);
  const trace = headers['lambda-runtime-trace-id'];
  if (trace === undefined) delete process.env._X_AMZN_TRACE_ID;
  else if (process.env._X_AMZN_TRACE_ID !== trace) process.env._X_AMZN_TRACE_ID = trace;
  const waits = { emptyLoop: true };
  let context;
  let event;
  try {
    event = body.length === 0 ? {} : JSON.parse(body.utf8Slice(0, body.length));
    context = makeContext(headers, waits);
  } catch (error) {
    fail(id, error);
    return;
  }
  // From a fresh stack, so that traces show the function and not how its event came.
  Promise.resolve().then(runtime.handle.bind(runtime, id, event, context, waits));
}

/** What calls the handler; traces show its names. */
class Runtime {
  constructor(handler) {
    this.handler = handler;
    this.handle = handler[STREAMING] === undefined ? this.handleOnceNonStreaming : this.handleOnceStreaming;
  }

  handleOnceNonStreaming(id, event, context, waits) {
    const { callback, returned, thrown } = buffered(id, context, waits);
    let result;
    try {
      result = CALLBACKS ? this.handler(event, context, callback) : this.handler(event, context);
    } catch (error) {
      thrown(error);
      return;
    }
    returned(result);
  }

  handleOnceStreaming(id, event, context) {
    const { stream, returned, thrown } = streamed(id, this.handler[HIGH_WATER_MARK]);
    let result;
    try {
      result = this.handler(event, stream, context);
    } catch (error) {
      thrown(error);
      return;
    }
    returned(result);
  }
}

/** An answer in one piece: whatever comes first of the callback, the promise and nothing more to wait for. */
function buffered(id, context, waits) {
  let done = false;
  const settle = (error, result, now) => {
    if (done) return;
    done = true;
    const post = () => {
      whenIdle = null;
      if (error === undefined || error === null) succeed(id, result);
      else fail(id, error);
    };
    // An error does not wait.
    if (now || !waits.emptyLoop || (error !== undefined && error !== null)) post();
    else whenIdle = post;
  };
  const thrown = (error) => settle(error === undefined || error === null ? String(error) : error, undefined, true);
  const callback = (error, result) => settle(error, result, false);
  // Nothing is left to wait for and nothing was said: AWS answers null.
  whenIdle = () => settle(null, null, true);
  if (CALLBACKS) {
    context.succeed = (result) => settle(null, result, true);
    context.fail = (error) => settle(error === undefined || error === null ? 'handled' : error, undefined, true);
    context.done = (error, result) => settle(error, result, true);
  }
  const returned = (result) => {
    if (isPromise(result)) result.then((value) => settle(null, value, true), thrown);
    else if (!CALLBACKS) settle(null, result, true);
  };
  return { callback, returned, thrown };
}

/** An answer that is written to a stream. */
function streamed(id, highWaterMark) {
  const stream = new ResponseStream(id, highWaterMark);
  let over = false;
  const end = (error) => {
    if (over) return;
    over = true;
    whenIdle = null;
    if (error !== undefined && !stream.begun) {
      stream.destroy();
      fail(id, error);
      return;
    }
    if (error !== undefined) log.error('Invoke Error', error);
    stream.begin();
    api.endStream(error, waitForNext);
  };
  const thrown = (error) => end(error === undefined || error === null ? String(error) : error);
  stream.on('finish', () => end());
  stream.on('error', thrown);
  // Nobody will end the stream any more.
  whenIdle = () => stream.end();
  const returned = (result) => {
    if (!isPromise(result)) {
      const message = 'Streaming does not support non-async handlers.';
      end(CALLBACKS ? message : new Error(message));
      return;
    }
    result.then((value) => {
      if (value !== undefined) console.warn('Streaming handlers ignore return values.');
    }, thrown);
  };
  return { stream, returned, thrown };
}

/** Serves invocations until the other side is gone. */
function serve(handler) {
  runtime = new Runtime(handler);
  process.on('beforeExit', () => {
    if (whenIdle === null) return;
    const act = whenIdle;
    whenIdle = null;
    act();
  });
  waitForNext();
}

module.exports = { serve };
