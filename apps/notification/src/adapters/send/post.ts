import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { PinnedAddress } from './address-guard';

/** What an address answered. */
export interface PostAnswer {
  readonly status: number;
  /** Seconds that it asks to be left alone. */
  readonly retryAfterSeconds: number | null;
}

/** Posts to the very address that was checked: no redirect is followed, no proxy asked, no name looked up again. */
export function post(
  url: URL,
  { address, family }: PinnedAddress,
  { headers, body, timeoutMs }: { headers: Record<string, string>; body: string; timeoutMs: number },
): Promise<PostAnswer> {
  const options: RequestOptions = {
    ...{ method: 'POST', agent: false, timeout: timeoutMs, signal: AbortSignal.timeout(timeoutMs) },
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    // Node asks for one address or for all, depending on its way of connecting.
    lookup: (_host, { all }, found) => {
      if (all === true) found(null, [{ address, family }]);
      else found(null, address, family);
    },
  };
  return new Promise((resolve, reject) => {
    const sent = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options, (response) => {
      // What it says besides is of no interest, and may be endless.
      response.destroy();
      resolve({ status: response.statusCode ?? 0, retryAfterSeconds: retryAfterOf(response) });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const WAIT_SECONDS_MAX = 86_400;

function retryAfterOf({ headers }: IncomingMessage): number | null {
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, WAIT_SECONDS_MAX) : null;
}
