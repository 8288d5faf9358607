import shared from '@thongsuot/eslint-config';

export default [
  ...shared,
  {
    // The SDK marks the classic dashboard model as deprecated in favour of its v2 resources. The classic model is the one that
    // file provisioning of every Grafana from 10 on loads, so it stays until the oldest supported Grafana reads v2.
    files: ['src/**/*.ts'],
    rules: { '@typescript-eslint/no-deprecated': 'off' },
  },
];
