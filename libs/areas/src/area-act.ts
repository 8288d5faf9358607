/** The shape of an act crosses a border (`POST /areas/acts`), so the contracts own it; what it does is told here. */
export { AreaAct, AreaChange } from '@thongsuot/contracts';
