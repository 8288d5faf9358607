/** What sets the revision of an answer. */
export interface Reply {
  header(name: string, value: string): unknown;
}

/** The ETag that a correction must send back as If-Match. */
export function tellRevision(reply: Reply, revision: number): void {
  reply.header('etag', `"${revision}"`);
}
