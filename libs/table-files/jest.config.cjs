module.exports = require('@thongsuot/jest-preset').unit;
