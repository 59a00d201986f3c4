'use strict';
// Streamed answers: `awslambda.streamifyResponse` and `awslambda.HttpResponseStream`.
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html

const { Writable } = require('stream');
const api = require('./api.js');
const { named } = require('./errors.js');

const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');
const HIGH_WATER_MARK = Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark');
const HTTP = 'application/vnd.awslambda.http-integration-response';

/** Marks a handler as one that writes its answer to a stream. */
function streamifyResponse(handler, options) {
  handler[STREAMING] = 'response';
  if (options && options.highWaterMark) handler[HIGH_WATER_MARK] = parseInt(options.highWaterMark, 10);
  return handler;
}

function bytes(chunk, encoding) {
  if (Buffer.isBuffer(chunk)) return chunk;
  if (chunk instanceof Uint8Array) return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (typeof chunk === 'string') return Buffer.from(chunk, Buffer.isEncoding(encoding) ? encoding : 'utf8');
  return Buffer.from(JSON.stringify(chunk));
}

/** The stream a handler writes to. The answer begins with the first byte. */
class ResponseStream extends Writable {
  constructor(id, highWaterMark) {
    // Objects are written as JSON, so the stream has to take them.
    super({ decodeStrings: false, writableObjectMode: false, ...(highWaterMark && { highWaterMark }) });
    this.requestId = id;
    this.begun = false;
    this.contentType = 'application/octet-stream';
  }

  setContentType(contentType) {
    if (this.begun) throw named('InvalidStreamingOperation', 'Cannot set content-type, too late.');
    this.contentType = contentType;
  }

  write(chunk, encoding, callback) {
    const plain = typeof chunk === 'string' || chunk instanceof Uint8Array;
    return super.write(plain ? chunk : bytes(chunk), encoding, callback);
  }

  begin() {
    if (this.begun) return;
    this.begun = true;
    api.beginStream(this.requestId, this.contentType);
    if (this._onBeforeFirstWrite) this._onBeforeFirstWrite((data) => api.streamChunk(bytes(data)));
  }

  _write(chunk, encoding, callback) {
    this.begin();
    const data = bytes(chunk, encoding);
    // A chunk of no bytes would end the answer.
    if (data.length === 0) callback();
    else api.streamChunk(data, () => callback());
  }

  _final(callback) {
    this.begin();
    callback();
  }
}

/** What a function behind a URL sends first: status and headers. */
class HttpResponseStream {
  static from(stream, prelude) {
    stream.setContentType(HTTP);
    const text = JSON.stringify(prelude);
    stream._onBeforeFirstWrite = (write) => {
      write(text);
      write(Buffer.alloc(8));
    };
    return stream;
  }
}

module.exports = { streamifyResponse, HttpResponseStream, ResponseStream, STREAMING, HIGH_WATER_MARK };
