'use strict';
// Says which Node.js this is and what it needs to see of the file system.
const path = require('path');
process.report.excludeNetwork = true;
const libraries = process.report.getReport().sharedObjects || [];
const needs = libraries.filter((file) => path.isAbsolute(file)).map((file) => path.dirname(file));
console.log(JSON.stringify({ version: process.versions.node, needs: [...new Set(needs)] }));
