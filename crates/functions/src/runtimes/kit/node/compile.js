'use strict';
// The compile cache of Node.js 22: what the first instance of a version has compiled while loading, later ones only read.
// The first one hands it over on its control socket, file by file, and leaves nothing behind; the others find it mounted.
//
//   {"name": "<folder of this Node.js>/<file>", "data": "<base64>"}   ...   {"done": true}

const fs = require('fs');
const path = require('path');
const Module = require('module');

const VARIABLE = 'TRADEWIND_COMPILE_CACHE';
const MAKE = 'make';
const MAKING = '/tmp/.compile-cache';

let mode;

/** What is wanted, from the environment, which forgets it. */
function wanted() {
  mode = process.env[VARIABLE];
  delete process.env[VARIABLE];
  if (typeof Module.flushCompileCache !== 'function') mode = undefined;
  return mode;
}

/** Whether the control socket is needed when the function is loaded. */
function isMade() {
  return mode === MAKE;
}

/** Before the function is loaded. */
function begin() {
  if (mode !== undefined) Module.enableCompileCache(isMade() ? MAKING : mode);
}

function send(control, message) {
  let data = Buffer.from(`${JSON.stringify(message)}\n`);
  while (data.length > 0) {
    try {
      data = data.subarray(fs.writeSync(control, data));
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

/** After the function is loaded. */
function end(control) {
  if (!isMade()) return;
  try {
    Module.flushCompileCache();
    for (const folder of fs.readdirSync(MAKING)) {
      for (const file of fs.readdirSync(path.join(MAKING, folder))) {
        const data = fs.readFileSync(path.join(MAKING, folder, file)).toString('base64');
        send(control, { name: `${folder}/${file}`, data });
      }
    }
    send(control, { done: true });
  } catch {
    // A function starts without it, too.
  }
  fs.rmSync(MAKING, { recursive: true, force: true });
  fs.closeSync(control);
}

module.exports = { begin, end, isMade, wanted };
