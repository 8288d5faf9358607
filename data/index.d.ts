/** Absolute path of a reference file the product ships, named relative to this folder (`areas/areas.csv`). */
export function dataFile(name: string): string;
