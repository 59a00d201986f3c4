'use strict';
// The Runtime API over one kept connection.

const net = require('net');
const { describe } = require('./errors.js');

const BASE = '/2018-06-01/runtime/';

let host;
let port;
let head;
let nextRequest;
let socket = null;
let received = null;
let waiting = null;
// Whether the answer to an answer comes first. It is of no use: whoever was refused goes on with the next invocation.
let owed = false;

/** Where the Runtime API is: `host:port`. */
function connect(address) {
  const colon = address.lastIndexOf(':');
  host = address.slice(0, colon);
  port = Number(address.slice(colon + 1));
  head = ` HTTP/1.1\r\nHost: ${address}\r\n`;
  nextRequest = `GET ${BASE}invocation/next${head}\r\n`;
}

function open() {
  received = null;
  const made = net.connect({ host, port, noDelay: true });
  made.on('data', (data) => {
    received = received === null ? data : Buffer.concat([received, data]);
    parse();
  });
  const gone = () => {
    if (socket !== made) return;
    socket = null;
    if (waiting === null) return;
    if (!owed) {
      finish(null);
      return;
    }
    // Refused while it was still being sent, perhaps because it is too large. Asking for the next one finds out.
    owed = false;
    wire().write(nextRequest);
  };
  made.on('error', gone);
  made.on('close', gone);
  return made;
}

function finish(answer) {
  const done = waiting;
  waiting = null;
  // While a function runs, only what the function waits for keeps the process alive.
  if (socket !== null) socket.unref();
  done(answer);
}

function parse() {
  if (waiting === null || received === null) return;
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return;
  const lines = received.latin1Slice(0, end).split('\r\n');
  const headers = Object.create(null);
  for (let i = 1; i < lines.length; i += 1) {
    const colon = lines[i].indexOf(':');
    headers[lines[i].slice(0, colon).toLowerCase()] = lines[i].slice(colon + 1).trim();
  }
  const body = headers['transfer-encoding'] === undefined
    ? whole(end + 4, Number(headers['content-length'] || 0))
    : chunked(end + 4);
  if (body === null) return;
  if (owed) {
    owed = false;
    parse();
    return;
  }
  finish({ status: Number(lines[0].split(' ', 2)[1]), headers, body });
}

function whole(from, size) {
  if (received.length < from + size) return null;
  return take(received.subarray(from, from + size), from + size);
}

function chunked(from) {
  const parts = [];
  for (;;) {
    const line = received.indexOf('\r\n', from);
    if (line < 0) return null;
    const size = parseInt(received.latin1Slice(from, line), 16);
    from = line + 2;
    if (received.length < from + size + 2) return null;
    if (size === 0) return take(Buffer.concat(parts), from + 2);
    parts.push(received.subarray(from, from + size));
    from += size + 2;
  }
}

function take(body, until) {
  received = until < received.length ? received.subarray(until) : null;
  return body;
}

/** The connection, made anew if it was lost. */
function wire() {
  if (socket === null) socket = open();
  socket.ref();
  return socket;
}

/** Sends a request; `done` gets the answer, or null when the other side is gone. */
function call(parts, done) {
  waiting = done;
  const to = wire();
  if (parts.length > 1) to.cork();
  for (const part of parts) to.write(part);
  if (parts.length > 1) to.uncork();
}

function request(where, body, extra) {
  const text = `POST ${BASE}${where}${head}Content-Type: application/json\r\n`
    + `Content-Length: ${Buffer.byteLength(body)}\r\n${extra}\r\n`;
  return body.length < 65536 ? [text + body] : [text, body];
}

function post(where, body, extra, done) {
  call(request(where, body, extra), done);
}

/** Sends an answer together with the call for the next invocation. */
function postAndNext(where, body, extra, done) {
  const parts = request(where, body, extra);
  if (parts.length === 1) parts[0] += nextRequest;
  else parts.push(nextRequest);
  owed = true;
  call(parts, begun(done));
}

function begun(done) {
  return (answer) => {
    if (answer === null || answer.status !== 200) process.exit(0);
    done(answer.headers, answer.body);
  };
}

/** Waits for the next invocation. */
function next(done) {
  call([nextRequest], begun(done));
}

/** Answers an invocation with JSON text, and waits for the next one. */
function answer(id, text, done) {
  postAndNext(`invocation/${id}/response`, text, '', done);
}

function errorHeader(error) {
  // A header holds visible ASCII only.
  return `Lambda-Runtime-Function-Error-Type: ${error.errorType.replace(/[^\x21-\x7e]/g, '?')}\r\n`;
}

function send(where, error, done) {
  const described = describe(error);
  post(where, JSON.stringify(described), errorHeader(described), done);
}

/** Answers an invocation with an error; without an id it is the start that failed. */
function fail(id, error, done) {
  if (id === undefined) initFailed(error, done);
  else send(`invocation/${id}/error`, error, done);
}

/** Answers an invocation with an error, and waits for the next one. */
function failed(id, error, done) {
  const described = describe(error);
  postAndNext(`invocation/${id}/error`, JSON.stringify(described), errorHeader(described), done);
}

/** Tells that the handler could not be loaded. */
function initFailed(error, done) {
  send('init/error', error, done);
}

/** Waits until an instance that was initialised ahead is put to use. */
function restoreNext(done) {
  call([`GET ${BASE}restore/next${head}\r\n`], done);
}

/** Begins a streamed answer. */
function beginStream(id, contentType) {
  wire().write(`POST ${BASE}invocation/${id}/response${head}Content-Type: ${contentType}\r\n`
    + 'Lambda-Runtime-Function-Response-Mode: streaming\r\nTransfer-Encoding: chunked\r\n'
    + 'Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n\r\n');
}

/** One chunk; `done` is called when there is room for another. */
function streamChunk(data, done) {
  const to = wire();
  to.cork();
  to.write(`${data.length.toString(16)}\r\n`);
  to.write(data);
  to.write('\r\n', done);
  to.uncork();
}

/** Ends a streamed answer, with an error if there is one. */
function endStream(error, done) {
  if (!error) return call(['0\r\n\r\n'], done);
  const described = describe(error);
  const body = Buffer.from(JSON.stringify(described)).toString('base64');
  return call([`0\r\n${errorHeader(described)}Lambda-Runtime-Function-Error-Body: ${body}\r\n\r\n`], done);
}

module.exports = { connect, next, answer, fail, failed, initFailed, restoreNext, beginStream, streamChunk, endStream };
