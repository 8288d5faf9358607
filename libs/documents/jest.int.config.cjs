module.exports = require('@thongsuot/jest-preset').int;
