'use strict';
// Finding and loading a handler.

const fs = require('fs');
const path = require('path');
const Module = require('module');
const { pathToFileURL } = require('url');
const { named } = require('./errors.js');

const CALLBACKS_GONE = 'ERROR: AWS Lambda has removed support for callback-based function handlers starting with '
  + 'Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. '
  + 'For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.';

function split(handler) {
  if (handler.includes('..')) {
    throw named('MalformedHandlerName', `'${handler}' is not a valid handler name. Use absolute paths when specifying `
      + 'root directories in handler names.');
  }
  const base = path.basename(handler);
  const folder = handler.slice(0, handler.length - base.length);
  const found = base.match(/^([^.]*)\.(.*)$/);
  if (found === null || found[2] === '') throw named('MalformedHandlerName', 'Bad handler');
  return { folder, file: found[1], names: found[2].split('.') };
}

function isFile(name) {
  try {
    return fs.statSync(name).isFile();
  } catch {
    return false;
  }
}

/** Whether the package.json that governs a file says that .js files are ES modules. */
function isModule(file) {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const manifest = path.join(folder, 'package.json');
    if (isFile(manifest)) {
      try {
        return JSON.parse(fs.readFileSync(manifest, 'utf8')).type === 'module';
      } catch {
        return false;
      }
    }
    if (folder === path.dirname(folder) || path.basename(folder) === 'node_modules') return false;
  }
}

async function loadFile(root, folder, file, parent) {
  const wanted = path.resolve(root, folder, file);
  // The one that a stack of requires is said to begin at.
  const require = Module.createRequire(parent);
  if (isFile(wanted)) return require(wanted);
  if (isFile(`${wanted}.js`)) {
    return isModule(`${wanted}.js`) ? import(pathToFileURL(`${wanted}.js`).href) : require(`${wanted}.js`);
  }
  if (isFile(`${wanted}.mjs`)) return import(pathToFileURL(`${wanted}.mjs`).href);
  if (isFile(`${wanted}.cjs`)) return require(`${wanted}.cjs`);
  try {
    return require(require.resolve(folder + file, { paths: [root, path.resolve(root, folder)] }));
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND' || !error.message.startsWith(`Cannot find module '${folder}${file}'`)) {
      throw error;
    }
    const missing = new Error(`Cannot find module '${file}'\nRequire stack:\n- ${parent}`);
    missing.code = error.code;
    throw missing;
  }
}

/** The handler `folder/file.name.name` of the code in `root`. */
async function load(root, handler, parent) {
  const { folder, file, names } = split(handler);
  let found;
  try {
    found = await loadFile(root, folder, file, parent);
  } catch (error) {
    if (error instanceof SyntaxError) throw named('UserCodeSyntaxError', error);
    if (error !== null && typeof error === 'object' && error.code === 'MODULE_NOT_FOUND') {
      throw named('ImportModuleError', error);
    }
    throw error;
  }
  // What a CommonJS module exports can be seen under `default` only when it is imported.
  let target = names.reduce((value, name) => value && value[name], found);
  if (target === undefined && found && found.default) {
    target = names.reduce((value, name) => value && value[name], found.default);
  }
  if (!target) throw named('HandlerNotFound', `${handler} is undefined or not exported`);
  if (typeof target !== 'function') throw named('HandlerNotFound', `${handler} is not a function`);
  if (Number(process.versions.node.split('.')[0]) >= 24 && target.length >= 3
    && target[Symbol.for('aws.lambda.runtime.handler.streaming')] === undefined) {
    throw named('CallbackHandlerDeprecated', CALLBACKS_GONE);
  }
  return target;
}

module.exports = { load };
