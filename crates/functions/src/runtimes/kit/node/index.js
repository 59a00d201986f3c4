'use strict';
// A small client of the Lambda Runtime API: loads a handler, asks for invocations, answers them.
//
// Errors, log lines and the context object are those of AWS's managed Node.js runtimes.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
//
// usage: index.js [--pooled]     --pooled: wait on descriptor 3 to be told which function this is

const fs = require('fs');
const path = require('path');
const Module = require('module');
const api = require('./api.js');
const compile = require('./compile.js');
const log = require('./log.js');
const loader = require('./loader.js');
const invocation = require('./invocation.js');
const { named } = require('./errors.js');
const { streamifyResponse, HttpResponseStream } = require('./stream.js');

const UNCAUGHT = 129;
const UNHANDLED = 128;

/** Reads the one line that says which function this is. Blocks: there is nothing else to do. */
function readSpecialisation() {
  const parts = [];
  for (;;) {
    const buffer = Buffer.allocUnsafe(65536);
    let size;
    try {
      size = fs.readSync(3, buffer);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
      continue;
    }
    // The server has given this worker up.
    if (size === 0) process.exit(0);
    parts.push(buffer.subarray(0, size));
    if (buffer[size - 1] === 10) return JSON.parse(Buffer.concat(parts).toString());
  }
}

function specialise() {
  const message = readSpecialisation();
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, message.env);
  process.env.LAMBDA_TASK_ROOT = message.task;
  process.env.AWS_LAMBDA_RUNTIME_API = message.runtime_api;
  if (message.handler !== undefined) process.env._HANDLER = message.handler;
  if (compile.wanted() === undefined || !compile.isMade()) fs.closeSync(3);
  process.argv.length = 2;
  process.chdir(message.task);
  // NODE_PATH was read when the process started.
  Module._initPaths();
}

/** What nobody caught ends the process, after it was told. */
function catchTheRest() {
  const end = (label, error, status) => {
    log.error(label, error);
    api.fail(log.requestId(), error, () => process.exit(status));
  };
  process.on('uncaughtException', (error) => end('Uncaught Exception', error, UNCAUGHT));
  process.on('unhandledRejection', (reason, promise) => {
    const error = named('UnhandledPromiseRejection', reason === undefined ? '' : reason);
    error.reason = reason;
    error.promise = promise;
    end('Unhandled Promise Rejection', error, UNHANDLED);
  });
}

async function main() {
  if (process.argv[2] === '--pooled') specialise();
  else compile.wanted();
  api.connect(process.env.AWS_LAMBDA_RUNTIME_API);
  log.patchConsole();
  globalThis.awslambda = { ...globalThis.awslambda, streamifyResponse, HttpResponseStream };
  catchTheRest();
  let handler;
  try {
    compile.begin();
    const root = process.env.LAMBDA_TASK_ROOT || process.cwd();
    handler = await loader.load(root, process.env._HANDLER || '', path.join(__dirname, 'index.mjs'));
    compile.end(3);
  } catch (error) {
    log.error('Uncaught Exception', error);
    api.initFailed(error, () => process.exit(UNCAUGHT));
    return;
  }
  if (process.env.AWS_LAMBDA_INITIALIZATION_TYPE === 'snap-start') {
    api.restoreNext(() => invocation.serve(handler));
    return;
  }
  invocation.serve(handler);
}

main();
