'use strict';
const { join } = require('node:path');

module.exports.dataFile = (name) => join(__dirname, name);
