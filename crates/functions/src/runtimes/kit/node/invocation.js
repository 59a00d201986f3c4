'use strict';
// One invocation after the other.

const api = require('./api.js');
const log = require('./log.js');
const { named } = require('./errors.js');
const { ResponseStream, STREAMING, HIGH_WATER_MARK } = require('./stream.js');

const CALLBACKS = Number(process.versions.node.split('.')[0]) < 24;

let handler;
// Called when the process would end for lack of anything to wait for.
let whenIdle = null;

function object(text) {
  return text === undefined ? undefined : JSON.parse(text);
}

function makeContext(headers, waits) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  const env = process.env;
  const context = {
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: object(headers['lambda-runtime-client-context']),
    identity: object(headers['lambda-runtime-cognito-identity']),
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
  if (headers['lambda-runtime-aws-tenant-id'] !== undefined) {
    context.tenantId = headers['lambda-runtime-aws-tenant-id'];
  }
  if (CALLBACKS) {
    Object.defineProperty(context, 'callbackWaitsForEmptyEventLoop', {
      enumerable: true,
      get: () => waits.emptyLoop,
      set: (value) => { waits.emptyLoop = value; },
    });
  }
  return context;
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
  api.fail(id, error, waitForNext);
}

function succeed(id, result) {
  let text;
  try {
    text = JSON.stringify(result === undefined ? null : result);
  } catch (error) {
    fail(id, named('MarshalError', `Unable to stringify response body: ${error}`));
    return;
  }
  // A function is answered as undefined.
  api.answer(id, text === undefined ? 'null' : text, waitForNext);
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
  if (handler[STREAMING] === undefined) buffered(id, event, context, waits);
  else streamed(id, event, context);
}

function buffered(id, event, context, waits) {
  let done = false;
  const settle = (error, result, now) => {
    if (done) return;
    done = true;
    const post = () => {
      whenIdle = null;
      if (error === undefined || error === null) succeed(id, result);
      else fail(id, error);
    };
    if (now || !waits.emptyLoop) post();
    else whenIdle = post;
  };
  // Nothing is left to wait for and nothing was said: AWS answers null.
  whenIdle = () => settle(null, null, true);
  const callback = (error, result) => settle(error, result, false);
  if (CALLBACKS) {
    context.done = callback;
    context.succeed = (result) => settle(null, result, false);
    context.fail = (error) => settle(error === undefined || error === null ? 'handled' : error, undefined, false);
  }
  let result;
  try {
    result = CALLBACKS ? handler(event, context, callback) : handler(event, context);
  } catch (error) {
    settle(error === undefined || error === null ? String(error) : error, undefined, true);
    return;
  }
  if (isPromise(result)) {
    result.then(
      (value) => settle(null, value, true),
      (error) => settle(error === undefined || error === null ? String(error) : error, undefined, true),
    );
  } else if (!CALLBACKS) {
    settle(null, result, true);
  }
}

function streamed(id, event, context) {
  const stream = new ResponseStream(id, handler[HIGH_WATER_MARK]);
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
  stream.on('finish', () => end());
  stream.on('error', (error) => end(error));
  // Nobody will end the stream any more.
  whenIdle = () => stream.end();
  let result;
  try {
    result = handler(event, stream, context);
  } catch (error) {
    end(error);
    return;
  }
  if (!isPromise(result)) {
    end(named('InvalidStreamingOperation', 'Streaming does not support non-async handlers.'));
    return;
  }
  result.then(() => {}, (error) => end(error === undefined ? String(error) : error));
}

/** Serves invocations until the other side is gone. */
function serve(target) {
  handler = target;
  process.on('beforeExit', () => {
    if (whenIdle === null) return;
    const act = whenIdle;
    whenIdle = null;
    act();
  });
  waitForNext();
}

module.exports = { serve };
