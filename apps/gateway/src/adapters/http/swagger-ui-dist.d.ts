declare module 'swagger-ui-dist' {
  /** Folder of the built assets. */
  export function absolutePath(): string;
}
