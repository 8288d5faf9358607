const { unit } = require('@thongsuot/jest-preset');

// The same suites run once per time zone (package.json); the name in front of each line says which.
module.exports = { ...unit, displayName: process.env.TZ ?? 'machine zone' };
