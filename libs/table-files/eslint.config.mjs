export { default } from '@thongsuot/eslint-config';
