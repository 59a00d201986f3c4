'use strict';
// Log lines: `<ISO time>\t<request id>\t<level>\t<message>`, or one JSON object a line.

const fs = require('fs');
const util = require('util');
const { asError, detail, isError } = require('./errors.js');

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

let current;
let tenant;
let json = false;

/** The request that is being worked on; undefined while the handler is being loaded. */
function requestId() {
  return current;
}

/** From here on lines belong to this request. */
function setRequest(id, tenantId) {
  current = id;
  tenant = tenantId;
}

function write(line) {
  // One line is one event: the lines of a message are separated by what ends no event.
  let data = Buffer.from(`${line.replace(/\n/g, '\r')}\n`);
  while (data.length > 0) {
    try {
      data = data.subarray(fs.writeSync(1, data));
    } catch (error) {
      // The pipe is full, and somebody made it non-blocking: the stream knows how to wait.
      if (error.code !== 'EAGAIN') return;
      process.stdout.write(data);
      return;
    }
  }
}

function replaceErrors(_, value) {
  if (!isError(value)) return value;
  return {
    ...value,
    errorType: value.constructor ? value.constructor.name : 'UnknownError',
    errorMessage: value.message,
    stackTrace: String(value.stack).split('\n'),
  };
}

function jsonLine(level, params) {
  const line = { timestamp: new Date().toISOString(), level, requestId: current };
  if (tenant !== undefined) line.tenantId = tenant;
  if (params.length === 1) {
    [line.message] = params;
    try {
      return JSON.stringify(line, replaceErrors);
    } catch {
      line.message = util.format(line.message);
      return JSON.stringify(line);
    }
  }
  line.message = util.format(...params);
  const error = params.find(isError);
  if (error !== undefined) {
    line.errorType = error.constructor ? error.constructor.name : 'UnknownError';
    line.errorMessage = error.message;
    line.stackTrace = String(error.stack).split('\n');
  }
  return JSON.stringify(line);
}

function line(level, params) {
  if (json) return jsonLine(level, params);
  return `${new Date().toISOString()}\t${current}\t${level}\t${util.format(...params)}`;
}

/** Logs an error of the runtime's own finding. */
function error(label, problem) {
  if (json) write(jsonLine('ERROR', [asError(problem)]));
  else write(line('ERROR', [label, `\t${detail(asError(problem))}`]));
}

/** Gives console's functions AWS's format. */
function patchConsole() {
  json = String(process.env.AWS_LAMBDA_LOG_FORMAT).toUpperCase() === 'JSON';
  const wanted = LEVELS.indexOf(String(process.env.AWS_LAMBDA_LOG_LEVEL).toUpperCase());
  const least = json && wanted >= 0 ? wanted : 0;
  const at = (level) => (LEVELS.indexOf(level) < least ? () => {} : (...params) => write(line(level, params)));
  console.trace = at('TRACE');
  console.debug = at('DEBUG');
  console.info = at('INFO');
  console.log = console.info;
  console.warn = at('WARN');
  console.error = at('ERROR');
  console.fatal = at('FATAL');
}

module.exports = { error, patchConsole, requestId, setRequest };
